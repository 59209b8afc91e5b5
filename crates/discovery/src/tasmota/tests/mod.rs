mod outputs;
mod sensors;

use serde_json::{Value, json};
use tilework_core::binding::Decode;

use super::*;
use crate::{
    finder::Finder,
    model::{Device, Entity, Part, Role, Shape},
    testing::said_by,
};

const MAC: &str = "AABBCC112233";

fn config() -> Value {
    json!({
        "ip": "10.0.0.7", "dn": "Pump house", "fn": ["Pump house", null, null], "hn": "pump-4567", "mac": MAC, "md": "Relay board",
        "ty": 0, "if": 0, "ofln": "Offline", "onln": "Online", "state": ["OFF", "ON", "TOGGLE", "HOLD"], "sw": "14.1.0", "t": "pump",
        "ft": "%prefix%/%topic%/", "tp": ["cmnd", "stat", "tele"], "rl": [1, 0, 0], "swc": [-1, -1], "swn": [null, null],
        "btn": [0, 0], "so": { "4": 0, "30": 0, "68": 0, "73": 0, "82": 0, "114": 0 }, "lk": 1, "lt_st": 0, "sho": [0, 0],
        "sht": [[0, 0, 0], [0, 0, 0]], "ver": 1,
    })
}

fn with(more: Value) -> Value {
    let mut config = config();
    for (key, value) in more.as_object().unwrap() {
        match (config[key].as_object_mut(), value) {
            (Some(own), Value::Object(more)) => own.extend(more.clone()),
            _ => config[key] = value.clone(),
        }
    }
    config
}

fn take(finder: &mut Finder, mac: &str, piece: &str, said: &Value) -> bool {
    finder.take(
        &format!("tasmota/discovery/{mac}/{piece}"),
        said.to_string().as_bytes(),
    )
}

fn of(more: Value, sensors: Option<Value>) -> Device {
    let mut finder = Finder::new(vec![]);
    take(&mut finder, MAC, "config", &with(more));
    if let Some(sn) = sensors {
        take(&mut finder, MAC, "sensors", &json!({ "sn": sn, "ver": 1 }));
    }
    finder.devices().remove(0)
}

#[track_caller]
fn called<'a>(device: &'a Device, name: &str) -> &'a Entity {
    let found = device
        .entities
        .iter()
        .find(|it| it.name.as_deref() == Some(name));
    found.unwrap_or_else(|| panic!("no {name}: {device:#?}"))
}

#[track_caller]
fn part(entity: &Entity, role: Role) -> &Part {
    let found = entity.parts.iter().find(|part| part.role == role);
    found.unwrap_or_else(|| panic!("no {role:?}: {entity:#?}"))
}

fn read(part: &Part, payload: &str) -> String {
    said_by(
        part.reads.as_ref().unwrap().template.as_ref().unwrap(),
        payload,
    )
}

fn sent(part: &Part, value: Value) -> (&str, String) {
    let sends = part.sends.as_ref().unwrap();
    (&sends.topic, sends.payload.render(&value).unwrap())
}

#[test]
fn a_device_says_who_it_is_and_when_it_is_away() {
    let it = of(json!({}), None);
    assert_eq!(it.described.name.as_deref(), Some("Pump house"));
    assert_eq!(
        (
            it.described.model.as_deref(),
            it.described.version.as_deref()
        ),
        (Some("Relay board"), Some("14.1.0"))
    );
    assert_eq!(it.described.link.as_deref(), Some("http://10.0.0.7/"));
    assert_eq!(it.conventions, [Convention::Tasmota]);
    let relay = &it.entities[0];
    assert_eq!(relay.name, None, "as its device");
    let there = &relay.availability.as_ref().unwrap().reads[0];
    assert_eq!(there.topic, "tele/pump/LWT");
    assert_eq!(
        there.decode,
        Decode::OnOff {
            on: "Online".into(),
            off: "Offline".into()
        }
    );
    assert!(
        of(json!({ "dslp": 1 }), None).entities[0]
            .availability
            .is_none(),
        "it sleeps"
    );
}

#[test]
fn firmware_that_does_not_know_newer_keys_is_as_before_them() {
    let mut old = json!({ "dn": "Old", "t": "old", "rl": [1], "fn": [null], "mac": MAC });
    for key in ["ft", "tp", "state", "so"] {
        let mut finder = Finder::new(vec![]);
        take(&mut finder, MAC, "config", &old);
        let it = finder.devices().remove(0);
        let main = part(&it.entities[0], Role::Main);
        assert_eq!(
            sent(main, json!(true)),
            ("cmnd/old/POWER1", "ON".to_owned())
        );
        old[key] = config()[key].clone();
    }
}

#[test]
fn the_two_messages_come_in_any_order_and_an_empty_one_is_gone() {
    let mut finder = Finder::new(vec![]);
    let sensors = json!({ "sn": { "DHT11": { "Temperature": 20.5 } } });
    take(&mut finder, MAC, "sensors", &sensors);
    assert!(finder.devices().is_empty(), "nobody knows where it speaks");
    assert!(take(&mut finder, MAC, "config", &config()));
    assert!(!take(&mut finder, MAC, "config", &config()));
    assert_eq!(finder.devices()[0].entities.len(), 3);
    assert!(finder.take(&format!("tasmota/discovery/{MAC}/sensors"), b""));
    assert_eq!(finder.devices()[0].entities.len(), 2);
    assert!(finder.take(&format!("tasmota/discovery/{MAC}/config"), b""));
    assert!(finder.devices().is_empty());
    assert!(!finder.take(&format!("tasmota/discovery/{MAC}/config"), b""));
}

#[test]
fn a_message_that_cannot_be_read_leaves_what_was_said_before() {
    let mut finder = Finder::new(vec![]);
    take(&mut finder, MAC, "config", &config());
    let topic = format!("tasmota/discovery/{MAC}/config");
    // A quote in the device's name, and a message that was cut.
    for payload in [r#"{"dn":"19" rack","t":"pump"}"#, r#"{"dn":"Pump"#, "[]"] {
        assert!(finder.take(&topic, payload.as_bytes()), "{payload}");
        assert_eq!(finder.devices()[0].entities.len(), 2);
        assert_eq!(finder.unread().next().unwrap().topic, topic);
    }
    take(&mut finder, MAC, "config", &config());
    assert_eq!(finder.unread().count(), 0);
}

#[test]
fn two_devices_on_one_topic_are_listed_with_the_reason_and_without_tiles() {
    let mut finder = Finder::new(vec![]);
    take(&mut finder, MAC, "config", &config());
    take(
        &mut finder,
        "AABBCC112244",
        "config",
        &with(json!({ "dn": "Copy" })),
    );
    let found = finder.devices();
    assert_eq!(found.len(), 2);
    for device in &found {
        assert!(device.entities.is_empty());
        assert_eq!(
            device.notes,
            [Note::SharedTopic {
                topic: "cmnd/pump/".into()
            }]
        );
    }
    assert!(take(
        &mut finder,
        "AABBCC112244",
        "config",
        &with(json!({ "t": "other" }))
    ));
    assert!(finder.devices().iter().all(|it| !it.entities.is_empty()));
}

#[test]
fn a_full_topic_is_put_together_or_is_the_reason() {
    let topic = |more: Value| {
        let it = of(more, None);
        it.entities
            .first()
            .map(|it| sent(part(it, Role::Main), json!(true)).0.to_owned())
    };
    assert_eq!(
        topic(json!({ "ft": "home/%topic%/%prefix%" })).as_deref(),
        Some("home/pump/cmnd/POWER1")
    );
    assert_eq!(
        topic(json!({ "ft": "%prefix%/%hostname%_%id%/" })).as_deref(),
        Some("cmnd/pump-4567_112233/POWER1")
    );
    for bad in [
        json!({ "ft": "%topic%/" }),
        json!({ "tp": ["x", "x", "tele"] }),
        json!({ "t": "a/#" }),
        json!({ "t": "x".repeat(5_000) }),
    ] {
        let it = of(bad, None);
        assert!(it.entities.is_empty());
        assert_eq!(
            it.notes,
            [Note::Topic {
                field: "FullTopic".into()
            }]
        );
    }
}

#[test]
fn only_its_two_messages_concern() {
    for topic in [
        "tasmota/discovery/AABBCC112233/other",
        "tasmota/discovery//config",
        "tasmota/discovery/a/b/config",
        "tele/pump/STATE",
    ] {
        assert!(!Finder::concerns(topic, &[]), "{topic}");
    }
    assert!(Finder::concerns(
        "tasmota/discovery/AABBCC112233/config",
        &[]
    ));
}
