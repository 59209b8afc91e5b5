mod second;

use serde_json::{Value, json};
use tilework_core::binding::Decode;

use crate::{
    draft,
    finder::Finder,
    model::{Category, Convention, Device, Entity, Note, Part, Role, Shape},
    testing::said_by,
};

fn said(topic: &str, payload: &str) -> Vec<Device> {
    let mut finder = Finder::new(vec![]);
    finder.take(topic, payload.as_bytes());
    finder.devices()
}

#[track_caller]
fn there(id: &str) -> Device {
    said(&format!("shellies/{id}/online"), "true").remove(0)
}

#[track_caller]
fn called<'a>(device: &'a Device, name: Option<&str>) -> &'a Entity {
    let found = device.entities.iter().find(|it| it.name.as_deref() == name);
    found.unwrap_or_else(|| panic!("no {name:?}: {device:#?}"))
}

#[track_caller]
fn part(entity: &Entity, role: Role) -> &Part {
    let found = entity.parts.iter().find(|part| part.role == role);
    found.unwrap_or_else(|| panic!("no {role:?}: {entity:#?}"))
}

fn read(part: &Part, payload: &str) -> String {
    match &part.reads.as_ref().unwrap().template {
        Some(template) => said_by(template, payload),
        None => payload.to_owned(),
    }
}

fn sent(part: &Part, value: Value) -> (&str, String) {
    let sends = part.sends.as_ref().unwrap();
    (&sends.topic, sends.payload.render(&value).unwrap())
}

#[test]
fn a_plug_is_switched_and_says_what_it_draws() {
    let it = there("shellyplug-s-AABBCC");
    assert_eq!(
        (it.described.model.as_deref(), &it.conventions[..]),
        (Some("Shelly Plug S"), &[Convention::Shelly][..])
    );
    let main = part(called(&it, None), Role::Main);
    assert_eq!(
        main.reads.as_ref().unwrap().topic,
        "shellies/shellyplug-s-AABBCC/relay/0"
    );
    assert_eq!(
        sent(main, json!(true)),
        (
            "shellies/shellyplug-s-AABBCC/relay/0/command",
            "on".to_owned()
        )
    );
    assert_eq!(
        (read(main, "on"), read(main, "overpower")),
        ("on".to_owned(), "off".to_owned())
    );
    // Watts times minutes.
    let energy = part(called(&it, Some("Energy")), Role::Main);
    assert_eq!(read(energy, "600"), "10.0");
    assert_eq!(energy.reads.as_ref().unwrap().unit.as_deref(), Some("Wh"));
    let away = &it.entities[0].availability.as_ref().unwrap().reads[0];
    assert_eq!(
        away.decode,
        Decode::OnOff {
            on: "true".into(),
            off: "false".into()
        }
    );
}

#[test]
fn who_announces_himself_to_all_is_the_same_as_on_his_own_topic() {
    let announce = json!({
        "id": "shellyswitch25-AABBCC", "mac": "AABBCCDDEEFF", "ip": "10.0.0.8", "fw_ver": "v1.14", "mode": "roller", "model": "SHSW-25",
    });
    let mut finder = Finder::new(vec![]);
    assert!(finder.take("shellies/announce", announce.to_string().as_bytes()));
    assert!(finder.take("shellies/shellyswitch25-AABBCC/online", b"true"));
    assert!(!finder.take(
        "shellies/shellyswitch25-AABBCC/announce",
        announce.to_string().as_bytes()
    ));
    let found = finder.devices();
    let [it] = &found[..] else {
        panic!("{found:#?}")
    };
    assert_eq!(
        (
            it.described.version.as_deref(),
            it.described.link.as_deref()
        ),
        (Some("v1.14"), Some("http://10.0.0.8/"))
    );
    assert_eq!(it.entities[0].component, "cover");
    for bad in ["{", "[]", r#"{"id":"../x"}"#, r#"{"id":"other-1"}"#, ""] {
        assert!(said("shellies/announce", bad).is_empty(), "{bad}");
    }
}

#[test]
fn a_roller_moves_and_does_not_know_where_it_is_before_it_was_set_up() {
    let info =
        json!({ "rollers": [{ "state": "stop" }], "relays": [], "wifi_sta": { "ip": "10.0.0.9" } });
    let it = said("shellies/shellyswitch25-AABBCC/info", &info.to_string()).remove(0);
    let cover = called(&it, None);
    let position = part(cover, Role::Position);
    assert_eq!(
        (read(position, "-1"), read(position, "40")),
        (String::new(), "40".to_owned())
    );
    assert_eq!(
        sent(position, json!(40.0)),
        (
            "shellies/shellyswitch25-AABBCC/roller/0/command/pos",
            "40".to_owned()
        )
    );
    assert_eq!(read(part(cover, Role::Main), "close"), "closing");
    let tiles = draft::tiles(&"farm".parse().unwrap(), &it, cover);
    let kinds: Vec<_> = tiles.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(kinds, ["cover"]);
}

#[test]
fn a_lamp_is_dimmed_and_its_channels_are_lamps() {
    let it = there("shellydimmer2-AABBCC");
    let level = part(called(&it, None), Role::Brightness);
    assert_eq!(read(level, r#"{"ison":true,"brightness":40}"#), "40");
    assert_eq!(sent(level, json!(55)).1, r#"{"turn":"on","brightness":55}"#);
    let announce = json!({ "id": "shellyrgbw2-AABBCC", "mode": "white" });
    let strip = said("shellies/announce", &announce.to_string()).remove(0);
    let lamps = strip
        .entities
        .iter()
        .filter(|it| it.component == "light")
        .count();
    assert_eq!(lamps, 4);
    let colour = there("shellyrgbw2-AABBCC");
    assert_eq!(
        read(
            part(called(&colour, None), Role::Brightness),
            r#"{"gain":70}"#
        ),
        "70"
    );
}

#[test]
fn a_sensor_sleeps_and_says_when_it_knows_nothing() {
    let it = there("shellyht-AABBCC");
    let air = called(&it, Some("Temperature"));
    assert_eq!(air.availability, None);
    let read = |payload| read(part(air, Role::Main), payload);
    assert_eq!(
        (read("999"), read("21.5"), read("-1.5")),
        (String::new(), "21.5".to_owned(), "-1.5".to_owned())
    );
    assert_eq!(called(&it, Some("Battery")).category, Category::Diagnostic);
    let door = there("shellydw2-AABBCC");
    let state = part(called(&door, Some("Door")), Role::Main)
        .reads
        .clone()
        .unwrap();
    assert_eq!(
        state.decode,
        Decode::OnOff {
            on: "open".into(),
            off: "close".into()
        }
    );
}

#[test]
fn a_push_button_says_how_it_was_pushed() {
    let it = there("shellyix3-AABBCC");
    let push = part(called(&it, Some("Push 2")), Role::Main);
    assert_eq!(read(push, r#"{"event":"SS","event_cnt":7}"#), "SS");
}

#[test]
fn a_model_that_is_not_known_has_what_it_says_or_is_not_supported() {
    let unknown = there("shellynew-AABBCC");
    assert_eq!(
        (unknown.entities.len(), &unknown.notes[..]),
        (0, &[Note::NotSupported][..])
    );
    let info = json!({ "relays": [{}, {}], "emeters": [{}] });
    let it = said("shellies/shellynew-AABBCC/info", &info.to_string()).remove(0);
    assert_eq!(
        it.entities
            .iter()
            .filter(|it| it.component == "switch")
            .count(),
        2
    );
    assert!(
        it.entities
            .iter()
            .any(|it| it.name.as_deref() == Some("Voltage 1"))
    );
    assert!(!Finder::concerns("shellies/other-1/online", &[]));
    assert!(!Finder::concerns("shellies/shelly1-AABBCC/relay/0", &[]));
}

#[test]
fn the_empty_message_of_a_device_that_was_taken_away_takes_it_away() {
    let mut finder = Finder::new(vec![]);
    finder.take("shellies/shelly1-AABBCC/online", b"true");
    assert!(
        !finder.take("shellies/shelly1-AABBCC/online", b"false"),
        "a tile reads that"
    );
    assert!(finder.take("shellies/shelly1-AABBCC/online", b""));
    assert!(finder.devices().is_empty());
}
