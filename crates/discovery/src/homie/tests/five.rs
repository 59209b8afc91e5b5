use super::*;
use crate::draft;

#[test]
fn version_five_says_all_in_one_document() {
    let it = device_of_five(json!({
        "flow": { "datatype": "float", "unit": "L", "name": "Flow" },
        "speed": { "datatype": "integer", "format": "0:3:1", "settable": true },
        "target": { "datatype": "float", "format": ":40", "settable": true },
        "count": { "datatype": "integer", "unit": "#" },
        "mode": { "datatype": "enum", "format": "eco, full power", "settable": true },
        "bad": 7,
    }));
    assert_eq!(it.described.name.as_deref(), Some("Pump"));
    let by = |name: &str| {
        it.entities
            .iter()
            .find(|it| it.name.as_deref() == Some(name))
            .unwrap()
    };
    assert_eq!(it.entities.len(), 5);
    assert_eq!(part(by("Pump Count")).reads.as_ref().unwrap().unit, None);
    let range = |name| match part(by(name)).shape {
        Shape::Number {
            minimum,
            maximum,
            step,
            ..
        } => (minimum, maximum, step),
        _ => panic!(),
    };
    assert_eq!(range("Pump Speed"), (Some(0.0), Some(3.0), Some(1.0)));
    assert_eq!(range("Pump Target"), (None, Some(40.0), None));
    let options = vec!["eco".to_owned(), " full power".to_owned()];
    assert_eq!(part(by("Pump Mode")).shape, Shape::Choice { options });
    assert_eq!(
        sent(part(by("Pump Speed")), json!(2)),
        ("homie/5/pump/pump/speed/set", "2".to_owned())
    );
    let tile = draft::tiles(&"farm".parse().unwrap(), &it, by("Pump Target")).remove(0);
    assert_eq!(tile.kind.as_str(), "numberInput", "an end is missing");
    assert_eq!(tile.options.get("minimum"), None);
}

#[test]
fn a_device_of_version_five_is_gone_without_its_state_and_away_with_its_root() {
    let mut finder = Finder::new(vec![]);
    let mut said = described(json!({ "on": { "datatype": "boolean" } }));
    said["root"] = json!("bridge");
    five(&mut finder, &said);
    assert!(finder.devices().is_empty());
    assert!(take(&mut finder, "homie/5/pump", "$state", "init"));
    assert!(
        !take(&mut finder, "homie/5/pump", "$state", "ready"),
        "a tile reads that"
    );
    let found = finder.devices();
    let there = found[0].entities[0].availability.as_ref().unwrap();
    let topics: Vec<_> = there.reads.iter().map(|it| it.topic.as_str()).collect();
    assert_eq!(topics, ["homie/5/pump/$state", "homie/5/bridge/$state"]);
    assert!(take(&mut finder, "homie/5/pump", "$description", "{"));
    assert_eq!(
        (finder.devices().len(), finder.unread().count()),
        (1, 1),
        "what it said stays"
    );
    assert!(take(&mut finder, "homie/5/pump", "$state", ""));
    assert!(finder.devices().is_empty());
}

#[test]
fn a_device_that_is_called_five_is_one_of_version_four() {
    let mut finder = Finder::new(vec![]);
    for (attribute, said) in lamp() {
        take(&mut finder, "homie/5", attribute, said);
    }
    let found = finder.devices();
    assert_eq!((found.len(), found[0].entities.len()), (1, 5));
}
