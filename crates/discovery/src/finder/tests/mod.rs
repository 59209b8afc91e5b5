mod room;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::draft;

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
        let mut said = json!({ "t": "a", "ft": "%prefix%/%topic%/", "rl": [1, 2, 3, 3], "lt_st": 5, "swc": [1], "so": { "114": 1 } });
        if let (Some(said), Some(more)) = (said.as_object_mut(), config.as_object()) {
            said.extend(more.clone());
        }
        finder.take("tasmota/discovery/A/config", said.to_string().as_bytes());
        finder.take("shellyx-112233445566/status/switch:0", config.to_string().as_bytes());
        let said = json!({ "src": "shellyx-112233445566", "params": config });
        finder.take("shellyx-112233445566/events/rpc", said.to_string().as_bytes());
        finder.take("shellies/shelly1-AABBCC/info", config.to_string().as_bytes());
        finder.take("esphome/discover/x", config.to_string().as_bytes());
        finder.take("x/light/a/state", config.to_string().as_bytes());
        finder.take("owntracks/a/b", config.to_string().as_bytes());
        finder.take("homie/5/x/$state", b"ready");
        let said = json!({ "nodes": { "n": { "properties": { "a": config, "b": { "datatype": "float", "settable": true } } } } });
        finder.take("homie/5/x/$description", said.to_string().as_bytes());
        finder.take("tasmota/discovery/A/sensors", json!({ "sn": config }).to_string().as_bytes());
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
