mod availability;
mod devices;
mod parts;

use serde_json::{Value, json};
use tilework_core::{
    availability::Mode, binding::Decode, command::PayloadRule, template::ValueTemplate,
};

use super::*;
use crate::{
    finder::Finder,
    model::{Category, Device, Entity, Note, Part, Role, Shape},
    testing::said_by,
};

fn finder() -> Finder {
    Finder::new(vec![PREFIX.to_owned()])
}

fn announce(finder: &mut Finder, topic: &str, config: &Value) -> bool {
    finder.take(
        &format!("{PREFIX}/{topic}/config"),
        config.to_string().as_bytes(),
    )
}

fn devices(all: &[(&str, Value)]) -> Vec<Device> {
    let mut finder = finder();
    for (topic, config) in all {
        announce(&mut finder, topic, config);
    }
    finder.devices()
}

/// The one entity of one configuration.
#[track_caller]
fn entity(component: &str, config: Value) -> Entity {
    let mut found = devices(&[(&format!("{component}/one"), config)]);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0).entities.remove(0)
}

#[track_caller]
fn part(entity: &Entity, role: Role) -> &Part {
    let found = entity.parts.iter().find(|part| part.role == role);
    found.unwrap_or_else(|| panic!("no {role:?}: {entity:#?}"))
}

/// Empty: the message says nothing of it.
fn read(part: &Part, payload: &str) -> String {
    match &part.reads.as_ref().unwrap().template {
        Some(template) => said_by(template, payload),
        None => payload.to_owned(),
    }
}

fn sent(part: &Part, value: Value) -> String {
    part.sends.as_ref().unwrap().payload.render(&value).unwrap()
}

#[test]
fn a_topic_announces_whatever_its_levels_are_called() {
    for (topic, component, node, object) in [
        ("homeassistant/sensor/a/config", "sensor", None, "a"),
        ("homeassistant/sensor/n/a/config", "sensor", Some("n"), "a"),
        (
            "homeassistant/sensor/Büro.Temp/config",
            "sensor",
            None,
            "Büro.Temp",
        ),
    ] {
        assert_eq!(
            place(topic, PREFIX),
            Some(Place {
                component,
                node,
                object
            })
        );
    }
    for topic in [
        "homeassistant/sensor/x/y/z/config",
        "homeassistant/sensor/config",
        "homeassistant/status",
        "homeassistant/sensor/a/state",
        "homeassistantx/sensor/a/config",
        "other/sensor/a/config",
    ] {
        assert_eq!(place(topic, PREFIX), None, "{topic}");
    }
}

#[test]
fn names_are_said_once() {
    let named = |name: Value| {
        let device = json!({ "ids": ["a"], "name": "Boiler" });
        let mut config = json!({ "stat_t": "a", "dev_cla": "temperature", "dev": device });
        if name != json!("missing") {
            config["name"] = name;
        }
        entity("sensor", config).name
    };
    assert_eq!(named(json!("missing")).as_deref(), Some("Temperature"));
    assert_eq!(named(Value::Null), None);
    assert_eq!(named(json!("")), None);
    assert_eq!(named(json!("Boiler")), None);
    assert_eq!(named(json!("Boiler outlet")).as_deref(), Some("Outlet"));
    assert_eq!(named(json!("Boilers")).as_deref(), Some("Boilers"));
}

#[test]
fn an_empty_message_and_an_empty_object_remove_and_what_cannot_be_read_does_not() {
    let config = json!({ "stat_t": "a" });
    for (payload, left, unread) in [
        (&b""[..], 0, 0),
        (b"{}", 0, 0),
        (b"null", 1, 1),
        (b"[]", 1, 1),
        (b"\"x\"", 1, 1),
        (b"{\"stat_t\": \"a\",}", 1, 1),
        (b"{\"stat_t\": \"a", 1, 1),
        (b"{\"stat_t\": NaN}", 1, 1),
        (b"{\"name\": \"K\xfcche\"}", 1, 1),
    ] {
        let mut finder = finder();
        announce(&mut finder, "sensor/a", &config);
        finder.take("homeassistant/sensor/a/config", payload);
        assert_eq!(finder.devices().len(), left, "{payload:?}");
        assert_eq!(finder.unread().count(), unread, "{payload:?}");
        announce(&mut finder, "sensor/a", &config);
        assert_eq!(finder.unread().count(), 0, "it can be read again");
    }
}

#[test]
fn a_mark_of_byte_order_is_no_fault_and_of_a_key_that_is_there_twice_the_last_counts() {
    let mut finder = finder();
    let payload = "\u{feff}{\"name\":\"A\",\"stat_t\":\"x\",\"name\":\"B\"}";
    assert!(finder.take("homeassistant/sensor/a/config", payload.as_bytes()));
    assert_eq!(finder.devices()[0].entities[0].name.as_deref(), Some("B"));
}

#[test]
fn an_announcement_as_deep_or_large_as_no_device_makes_it_is_a_fault_with_its_topic() {
    let mut finder = finder();
    let deep = format!("{}{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
    let large = format!("{{\"name\":\"{}\"}}", "x".repeat(70_000));
    for payload in [deep, large] {
        assert!(finder.take("homeassistant/sensor/a/config", payload.as_bytes()));
        assert_eq!(
            finder.unread().next().unwrap().topic,
            "homeassistant/sensor/a/config"
        );
        assert!(finder.devices().is_empty());
    }
}
#[test]
fn what_is_not_for_everyone_is_not_in_the_first_row() {
    let category = |more: Value| {
        let mut config = json!({ "cmd_t": "a" });
        config
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        entity("switch", config).category
    };
    assert_eq!(category(json!({})), Category::Main);
    assert_eq!(category(json!({ "ent_cat": "config" })), Category::Settings);
    assert_eq!(
        category(json!({ "ent_cat": "diagnostic" })),
        Category::Diagnostic
    );
    assert_eq!(category(json!({ "en": false })), Category::Diagnostic);
    assert_eq!(category(json!({ "vis": "no" })), Category::Diagnostic);
}

#[test]
fn a_password_and_a_code_are_nowhere_in_what_is_found() {
    for (component, config) in [
        (
            "alarm_control_panel",
            json!({ "cmd_t": "a/set", "stat_t": "a", "code": "geheim" }),
        ),
        (
            "text",
            json!({ "cmd_t": "a/set", "stat_t": "a", "mode": "password", "init": "geheim" }),
        ),
        (
            "sensor",
            json!({ "stat_t": "a", "dev": { "ids": ["a"], "cu": "http://admin:geheim@10.0.0.1/?t=geheim" } }),
        ),
        ("camera", json!({ "t": "a", "url": "rtsp://u:geheim@cam" })),
    ] {
        let found = devices(&[(&format!("{component}/x"), config)]);
        assert_eq!(found.len(), 1);
        assert!(!format!("{found:?}").contains("geheim"), "{found:#?}");
    }
}
