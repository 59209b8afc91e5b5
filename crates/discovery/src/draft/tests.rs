use serde_json::{Value, json};
use tilework_core::tile::TileDraft;

use super::*;
use crate::finder::Finder;

mod whole;

fn drafts(component: &str, config: Value) -> Vec<TileDraft> {
    let mut finder = Finder::new(vec!["homeassistant".to_owned()]);
    finder.take(
        &format!("homeassistant/{component}/x/config"),
        config.to_string().as_bytes(),
    );
    let devices = finder.devices();
    tiles(
        &"farm".parse().unwrap(),
        &devices[0],
        &devices[0].entities[0],
    )
}

#[track_caller]
fn check(component: &str, config: Value, expected: &[(&str, &str)]) {
    let drafts = drafts(component, config);
    let found: Vec<_> = drafts
        .iter()
        .map(|it| (it.kind.as_str(), it.title.as_str()))
        .collect();
    assert_eq!(found, expected, "{drafts:#?}");
}

#[test]
fn each_component_becomes_the_tiles_that_show_it() {
    let dev = || json!({ "ids": ["a"], "name": "Barn" });
    check(
        "switch",
        json!({ "name": "Pump", "cmd_t": "a", "stat_t": "b", "dev": dev() }),
        &[("switch", "Barn Pump")],
    );
    check(
        "switch",
        json!({ "name": null, "cmd_t": "a", "dev": dev() }),
        &[("switch", "Barn")],
    );
    check(
        "sensor",
        json!({ "dev_cla": "temperature", "stat_t": "a", "unit_of_meas": "°C", "dev": dev() }),
        &[("value", "Barn Temperature")],
    );
    check(
        "sensor",
        json!({ "dev_cla": "humidity", "stat_t": "a", "unit_of_meas": "%", "dev": dev() }),
        &[("gauge", "Barn Humidity")],
    );
    check(
        "binary_sensor",
        json!({ "dev_cla": "door", "stat_t": "a", "dev": dev() }),
        &[("indicator", "Barn Door")],
    );
    check(
        "number",
        json!({ "name": "Fan", "cmd_t": "a", "stat_t": "b", "dev": dev() }),
        &[("slider", "Barn Fan")],
    );
    check(
        "button",
        json!({ "name": "Restart", "cmd_t": "a", "dev": dev() }),
        &[("button", "Barn Restart")],
    );
    check(
        "light",
        json!({ "name": null, "cmd_t": "a", "bri_cmd_t": "b", "dev": dev() }),
        &[("light", "Barn")],
    );
    check(
        "cover",
        json!({ "name": "Gate", "cmd_t": "a", "set_pos_t": "p", "dev": dev() }),
        &[("cover", "Barn Gate")],
    );
    check(
        "select",
        json!({ "name": "Mode", "cmd_t": "a", "stat_t": "b", "ops": ["eco", "boost"], "dev": dev() }),
        &[("select", "Barn Mode")],
    );
    check("camera", json!({ "t": "a", "dev": dev() }), &[]);
}

#[test]
fn a_door_says_open_and_closed_and_a_switch_does_not() {
    let door = json!({ "dev_cla": "door", "stat_t": "a", "cmd_t": "b" });
    let rules = drafts("binary_sensor", door.clone())[0].options["rules"].clone();
    assert_eq!(
        (&rules[0]["text"], &rules[1]["text"]),
        (&json!("Open"), &json!("Closed"))
    );
    assert!(!drafts("switch", door)[0].options.contains_key("rules"));
}

#[test]
fn what_is_pressed_on_one_topic_is_a_row_and_says_what_is_the_case() {
    let mower = json!({
        "name": "Mower", "act_stat_t": "m", "strt_mw_cmd_t": "m/set", "pause_cmd_t": "m/set", "dock_cmd_t": "m/set",
        "dev": { "ids": ["a"] },
    });
    let row = drafts("lawn_mower", mower).remove(0);
    assert_eq!(row.kind.as_str(), "buttons");
    let labels: Vec<_> = row.options["buttons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["label"])
        .collect();
    assert_eq!(labels, ["Start", "Pause", "Dock"]);
    let command = &row.commands.values().next().unwrap();
    assert_eq!(command.payload.render(&json!("dock")).unwrap(), "dock");
}

#[test]
fn a_choice_has_its_words_and_a_text_can_be_typed() {
    let select = drafts(
        "select",
        json!({ "cmd_t": "a", "stat_t": "b", "ops": ["eco", 2] }),
    )
    .remove(0);
    assert_eq!(
        select.options["choices"],
        json!([{ "payload": "eco" }, { "payload": "2" }])
    );
    assert_eq!(
        drafts("text", json!({ "cmd_t": "a" }))[0].kind.as_str(),
        "textInput"
    );
    assert_eq!(
        drafts("text", json!({ "stat_t": "a" }))[0].kind.as_str(),
        "value"
    );
    assert_eq!(
        drafts("event", json!({ "stat_t": "a" }))[0].kind.as_str(),
        "event"
    );
}

#[test]
fn a_range_without_an_end_or_with_too_many_steps_is_shown_and_not_pushed() {
    let number = |more: Value| {
        let mut config = json!({ "name": "N", "cmd_t": "a", "stat_t": "b" });
        config
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        drafts("number", config)[0].kind.as_str().to_owned()
    };
    assert_eq!(number(json!({ "min": 0, "max": 10 })), "slider");
    assert_eq!(number(json!({ "min": 22, "max": 22 })), "value");
    assert_eq!(number(json!({ "min": 0, "max": 65535 })), "numberInput");
    assert_eq!(number(json!({ "min": 30, "max": 10 })), "slider");
}

#[test]
fn a_tile_follows_all_that_says_whether_its_device_is_there() {
    let config = json!({
        "name": "Air", "stat_t": "a", "avty": [{ "t": "bridge" }, { "t": "own" }], "avty_mode": "all",
    });
    let tile = drafts("sensor", config).remove(0);
    let topics: Vec<_> = ["availability", "availability2"]
        .map(|slot| tile.bindings[&slot.parse::<Slot>().unwrap()].topic.clone())
        .into();
    assert_eq!(topics, ["bridge", "own"]);
    assert_eq!(tile.options["availabilityMode"], "all");
}

#[test]
fn a_tile_has_what_its_device_said_of_it() {
    let tile = drafts("switch", json!({
        "name": "Pump", "cmd_t": "p/set", "stat_t": "p", "avty_t": "p/lwt", "exp_aft": 60, "ic": "mdi:water-pump",
        "msg_exp_int": 30,
    })).remove(0);
    let slots: Vec<_> = tile.bindings.keys().map(Slot::as_str).collect();
    assert_eq!(slots, ["availability", "state"]);
    let command = tile.commands.values().next().unwrap();
    assert_eq!(command.answer.as_ref().unwrap().slot.as_str(), "state");
    assert_eq!(command.mqtt5.as_ref().unwrap().expiry_seconds, Some(30));
    assert_eq!(tile.icon.as_deref(), Some("water-pump"));
    assert_eq!(tile.options["staleAfterSeconds"], 60);
}

#[test]
fn every_icon_a_tile_gets_here_is_a_plain_word() {
    let icon = |component, config| drafts(component, config)[0].icon.clone().unwrap();
    let fan = drafts("fan", json!({ "cmd_t": "a", "pct_cmd_t": "b" }));
    let icons: Vec<_> = fan.iter().map(|it| it.icon.as_deref().unwrap()).collect();
    assert_eq!(icons, ["fan"]);
    assert_eq!(
        icon("light", json!({ "cmd_t": "a", "bri_cmd_t": "b" })),
        "lightbulb"
    );
    assert_eq!(icon("cover", json!({ "cmd_t": "a" })), "blinds");
}
