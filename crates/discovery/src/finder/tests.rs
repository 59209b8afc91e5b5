use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{draft, model::Shape};

fn finder() -> Finder {
    Finder::new(vec!["homeassistant".to_owned(), "ha2".to_owned()])
}

#[test]
fn what_is_said_again_is_no_news() {
    let mut finder = finder();
    let config = json!({ "stat_t": "a" }).to_string();
    assert!(finder.take("homeassistant/sensor/a/config", config.as_bytes()));
    assert!(!finder.take("homeassistant/sensor/a/config", config.as_bytes()));
    assert!(!finder.take(
        "homeassistant/sensor/a/config",
        json!({ "state_topic": "a" }).to_string().as_bytes()
    ));
}

#[test]
fn a_device_below_two_prefixes_is_one() {
    let mut finder = finder();
    let config = json!({ "stat_t": "a", "dev": { "ids": ["x"] } }).to_string();
    finder.take("homeassistant/sensor/a/config", config.as_bytes());
    finder.take("ha2/sensor/b/config", config.as_bytes());
    let found = finder.devices();
    assert_eq!((found.len(), found[0].entities.len()), (1, 2));
}

#[test]
fn only_what_can_announce_concerns() {
    let prefixes = ["homeassistant".to_owned()];
    assert!(Finder::concerns("homeassistant/sensor/a/config", &prefixes));
    assert!(Finder::concerns("zigbee2mqtt/bridge/devices", &prefixes));
    for topic in [
        "a/config",
        "homeassistant/status",
        "a/b/bridge/devices",
        "ha2/sensor/a/config",
    ] {
        assert!(!Finder::concerns(topic, &prefixes), "{topic}");
    }
}

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

/// JSON as nobody would send it, with the keys that are looked at.
fn hostile() -> impl Strategy<Value = serde_json::Value> {
    let keys = prop::sample::select(vec![
        "name",
        "stat_t",
        "cmd_t",
        "val_tpl",
        "~",
        "dev",
        "ids",
        "cns",
        "cmps",
        "p",
        "o",
        "avty",
        "avty_t",
        "t",
        "min",
        "max",
        "step",
        "ops",
        "bri_scl",
        "bri_cmd_t",
        "schema",
        "pos_open",
        "pos_clsd",
        "set_pos_t",
        "set_pos_tpl",
        "unit_of_meas",
        "dev_cla",
        "exp_aft",
        "spd_rng_min",
        "pct_cmd_t",
        "cdevs",
        "features",
        "type",
        "property",
        "access",
        "values",
        "exposes",
        "definition",
        "ieee_address",
        "friendly_name",
        "value_on",
        "value_max",
        "pl_on",
        "cmd_tpl",
        "migr_discvry",
        "temp_cmd_t",
        "fx_list",
    ]);
    let words = prop::sample::select(vec![
        "",
        "a",
        "a/b",
        "+/#",
        "~",
        "~/x",
        "{{ value }}",
        "{{ value_json.a | is_defined }}",
        "{% for",
        "{{ 1/0 }}",
        "sensor",
        "light",
        "json",
        "template",
        "numeric",
        "enum",
        "binary",
        "\u{202e}x\n",
        "1e308",
        "-1",
        "0x00158d0001a2b3c4",
        "climate",
        "cover",
    ]);
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|it| json!(it)),
        any::<f64>().prop_map(|it| json!(it)),
        any::<i64>().prop_map(|it| json!(it)),
        words.prop_map(|it| json!(it)),
        ".{0,40}".prop_map(|it| json!(it)),
    ];
    leaf.prop_recursive(5, 60, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(|it| json!(it)),
            prop::collection::vec((keys.clone(), inner), 0..10).prop_map(|all| {
                json!(
                    all.into_iter()
                        .map(|(key, value)| (key.to_owned(), value))
                        .collect::<serde_json::Map<_, _>>()
                )
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_announced_gives_tiles_that_their_kinds_take_or_a_reason(
        component in prop::sample::select(vec![
            "sensor", "binary_sensor", "switch", "light", "cover", "valve", "fan", "climate", "humidifier", "number", "select",
            "device", "button", "lock", "update", "event", "siren", "vacuum", "text", "remote",
        ]),
        config in hostile(),
    ) {
        let mut finder = finder();
        let broker = "farm".parse().unwrap();
        finder.take(&format!("homeassistant/{component}/x/config"), config.to_string().as_bytes());
        finder.take("zigbee2mqtt/bridge/devices", json!([config]).to_string().as_bytes());
        for device in finder.devices() {
            for entity in &device.entities {
                prop_assert!(entity.notes.len() <= limits::NOTES);
                for tile in draft::tiles(&broker, &device, entity) {
                    prop_assert!(tile.check().is_empty() && tilework_core::kind::check(&tile, None).is_empty());
                }
            }
        }
    }

    #[test]
    fn bytes_are_devices_or_a_fault(payload in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut finder = finder();
        finder.take("homeassistant/sensor/x/config", &payload);
        finder.take("zigbee2mqtt/bridge/devices", &payload);
        prop_assert!(finder.unread().count() <= 2);
    }
}
