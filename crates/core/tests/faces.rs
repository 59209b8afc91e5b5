//! A tile in words says what the tile shows. The same file is read by the tests of the tiles (ui/src/tiles/faces.test.ts).

#![allow(clippy::unwrap_used)] // clippy does not see that its functions are only called by tests

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tilework_core::{
    id::Slot,
    kind::{Face, Seen, Writing, face},
    reading::Reading,
    tile::Tile,
};

/// `given` with what it leaves out.
fn with(mut whole: Value, given: &Value) -> Value {
    whole
        .as_object_mut()
        .unwrap()
        .extend(given.as_object().unwrap().clone());
    whole
}

#[test]
fn every_face_says_what_its_tile_shows() {
    let file = include_str!("faces.json");
    let file: Value = serde_json::from_str(file).unwrap();
    let now = file["now"].as_i64().unwrap();
    for case in file["cases"].as_array().unwrap() {
        let tile =
            json!({"id": "tile", "title": "Tile", "icon": null, "size": {"width": 2, "height": 3}});
        let tile: Tile = serde_json::from_value(with(tile, &case["tile"])).unwrap();
        let says = case["says"].as_object().unwrap().iter();
        let readings: BTreeMap<Slot, Reading> = says
            .map(|(slot, said)| {
                let reading = json!({
                    "binding": format!("tile/{slot}"), "at": now - 2_000, "value": null, "unit": null, "decimals": 0,
                    "retained": false, "problem": null, "payload": null, "contentType": null, "userProperties": [],
                    "expires": null,
                });
                let reading = serde_json::from_value(with(reading, said)).unwrap();
                (slot.parse().unwrap(), reading)
            })
            .collect();
        let seen = Seen {
            readings: &readings,
            online: case["online"].as_bool().unwrap(),
            now,
        };
        let expected: Face = serde_json::from_value(case["face"].clone()).unwrap();
        let said = face(&tile, &seen, &Writing::default());
        assert_eq!(said, expected, "{}", case["name"]);
    }
}
