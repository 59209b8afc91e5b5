//! What is over the limits is left out and counted.

use super::*;
use crate::model::Shape;

#[test]
fn more_than_there_is_room_for_is_counted_and_left_out_and_room_comes_back() {
    let mut finder = finder();
    let component = json!({ "p": "sensor", "stat_t": "a" });
    let many: serde_json::Map<_, _> = (0..600)
        .map(|n| (n.to_string(), component.clone()))
        .collect();
    let config = json!({ "dev": { "ids": ["d"] }, "cmps": many }).to_string();
    let topic = |n| format!("homeassistant/device/d{n}/config");
    for n in 0..40 {
        finder.take(&topic(n), config.as_bytes());
    }
    assert_eq!(finder.left_out(), 40 - 33);
    let entities: usize = finder.devices().iter().map(|it| it.entities.len()).sum();
    assert!(entities <= limits::ENTITIES, "{entities}");
    finder.take(&topic(0), b"");
    assert!(finder.take(&topic(39), config.as_bytes()));
}

#[test]
fn what_a_root_hands_to_all_of_its_components_has_an_end() {
    let mut finder = finder();
    let component = json!({ "p": "switch", "qos": 0 });
    let many: serde_json::Map<_, _> = (0..1_500)
        .map(|n| (n.to_string(), component.clone()))
        .collect();
    for n in 0..12 {
        let config = json!({
            "dev": { "ids": [format!("d{n}")] }, "cmps": many, "cmd_t": "a/".repeat(500), "stat_t": "b/".repeat(500), "avty_t": "c/".repeat(500),
        });
        finder.take(
            &format!("homeassistant/device/d{n}/config"),
            config.to_string().as_bytes(),
        );
    }
    let (bytes, left_out) = (finder.bytes, finder.left_out());
    assert!(
        bytes <= limits::KEPT && left_out > 0,
        "{bytes} {left_out} {}",
        finder.entities
    );
    let long =
        json!({ "dev": { "ids": ["x"] }, "cmps": { "a": component }, "cmd_t": "a/".repeat(600) });
    let mut finder = super::Finder::new(vec!["homeassistant".to_owned()]);
    finder.take("homeassistant/device/x/config", long.to_string().as_bytes());
    assert!(finder.devices()[0].entities[0].parts.is_empty());
}

#[test]
fn what_is_kept_counts_as_many_bytes_as_it_needs() {
    let word = "w".repeat(1_000);
    let cases = [
        json!({ "p": "switch", "cmd_t": "a", "stat_t": "a", "pl_on": word, "pl_off": word, "stat_on": word, "stat_off": word }),
        json!({ "p": "select", "cmd_t": "a", "ops": vec![word; 50] }),
        json!({ "p": "light", "schema": "json", "cmd_t": "a", "effect": true, "fx_list": vec!["x"; 5_000] }),
    ];
    for (component, most) in cases.into_iter().zip([8_000, 60_000, 20_000]) {
        let mut finder = finder();
        let config = json!({ "dev": { "ids": ["d"] }, "cmps": { "a": component } });
        finder.take(
            "homeassistant/device/d/config",
            config.to_string().as_bytes(),
        );
        let options = finder.held.values().next().unwrap().announced[0].entities[0]
            .entity
            .parts
            .iter();
        let options = options.filter_map(|part| match &part.shape {
            Shape::Choice { options } => Some(options.len()),
            _ => None,
        });
        assert!(options.max().unwrap_or_default() <= limits::OPTIONS);
        let bytes = finder.bytes;
        assert!(bytes <= most && bytes >= most / 4, "{bytes} {config}");
    }
}

#[test]
fn an_announcement_on_an_endless_topic_is_left_out_and_counted() {
    let mut finder = finder();
    let topic = format!("homeassistant/sensor/{}/config", "x".repeat(limits::TOPIC));
    assert!(!finder.take(&topic, json!({ "stat_t": "a" }).to_string().as_bytes()));
    assert_eq!((finder.devices().len(), finder.left_out()), (0, 1));
}

#[test]
fn of_faults_the_newest_are_remembered() {
    let mut finder = finder();
    for n in 0..1_000 {
        finder.take(&format!("homeassistant/sensor/s{n}/config"), b"{");
    }
    assert_eq!(finder.unread().count(), limits::UNREAD);
    assert_eq!(
        finder.unread().last().unwrap().topic,
        "homeassistant/sensor/s999/config"
    );
}

#[test]
fn what_devices_say_in_several_messages_has_an_end_and_room_comes_back() {
    let mut finder = finder();
    let said = |n: usize| {
        json!({ "t": format!("d{n}"), "rl": [1], "more": "x".repeat(60_000) }).to_string()
    };
    let topic = |n: usize| format!("tasmota/discovery/{n:012x}/config");
    for n in 0..1_200 {
        finder.take(&topic(n), said(n).as_bytes());
    }
    let left_out = finder.left_out();
    assert!(
        left_out > 0 && finder.gathered.bytes() <= limits::KEPT,
        "{left_out}"
    );
    assert!(!finder.take(&topic(1_199), said(1_199).as_bytes()));
    assert!(finder.take(&topic(0), b"") && finder.take(&topic(1_199), said(1_199).as_bytes()));
    for n in 0..1_200 {
        finder.take(&topic(n), b"");
    }
    assert_eq!(finder.gathered.bytes(), 0);
}

#[test]
fn what_grows_when_it_is_read_has_an_end_as_well() {
    let mut finder = finder();
    let sensors: serde_json::Map<_, _> = (0..450)
        .map(|n| (format!("s{n}"), json!({ "Power": 1 })))
        .collect();
    for n in 0..100 {
        let config = json!({ "t": format!("{n}/{}", "x".repeat(400)), "rl": [] }).to_string();
        finder.take(&format!("tasmota/discovery/{n}/config"), config.as_bytes());
        let sensors = json!({ "sn": sensors }).to_string();
        finder.take(
            &format!("tasmota/discovery/{n}/sensors"),
            sensors.as_bytes(),
        );
    }
    assert_eq!(finder.left_out(), 0, "nobody has asked yet");
    let read = u64::try_from(finder.devices().len()).unwrap();
    assert_eq!(read + finder.left_out(), 100);
    assert!(finder.left_out() > 0, "{read}");
}
