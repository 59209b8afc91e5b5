//! Devices of several parts that are one tile.

use super::*;

#[track_caller]
fn slots(tile: &TileDraft) -> (Vec<&str>, Vec<&str>) {
    (
        tile.bindings.keys().map(Slot::as_str).collect(),
        tile.commands.keys().map(Slot::as_str).collect(),
    )
}

fn sent(tile: &TileDraft, slot: &str, value: Value) -> (String, String) {
    let command = &tile.commands[&slot.parse::<Slot>().unwrap()];
    (
        command.topic.clone(),
        command.payload.render(&value).unwrap(),
    )
}

fn answers(tile: &TileDraft, slot: &str) -> Option<(String, u32)> {
    let answer = tile.commands[&slot.parse::<Slot>().unwrap()]
        .answer
        .as_ref()?;
    Some((answer.slot.to_string(), answer.timeout_ms))
}

#[test]
fn a_cover_is_one_tile_that_opens_stops_closes_and_goes_anywhere() {
    let cover = json!({
        "name": "Roof", "cmd_t": "r/set", "stat_t": "r", "pos_t": "r/pos", "set_pos_t": "r/pos/set",
        "tilt_cmd_t": "r/tilt/set", "tilt_status_t": "r/tilt",
    });
    let tiles = drafts("cover", cover);
    assert_eq!(tiles.len(), 1, "{tiles:#?}");
    let tile = &tiles[0];
    assert_eq!(tile.kind.as_str(), "cover");
    let all = (
        vec!["position", "state", "tilt"],
        vec!["close", "open", "setPosition", "setTilt", "stop"],
    );
    assert_eq!(slots(tile), all);
    assert_eq!(
        sent(tile, "open", json!("open")),
        ("r/set".into(), "OPEN".into())
    );
    assert_eq!(
        sent(tile, "stop", Value::Null),
        ("r/set".into(), "STOP".into())
    );
    assert_eq!(
        sent(tile, "setPosition", json!(40)),
        ("r/pos/set".into(), "40".into())
    );
    assert_eq!(answers(tile, "close"), Some(("state".into(), 60_000)));
    assert_eq!(answers(tile, "stop"), None);
    assert_eq!(tile.options.get("saysOpen"), None);
}

#[test]
fn a_cover_without_a_word_is_answered_by_its_position() {
    let cover = json!({ "cmd_t": "r/set", "pos_t": "r/pos", "set_pos_t": "r/pos/set" });
    let tile = drafts("cover", cover).remove(0);
    assert_eq!(answers(&tile, "open"), Some(("position".into(), 60_000)));
    let blind = drafts("cover", json!({ "cmd_t": "r/set" })).remove(0);
    assert_eq!(
        (blind.kind.as_str(), answers(&blind, "open")),
        ("cover", None)
    );
}

#[test]
fn a_gate_asks_first_and_has_its_own_words() {
    let gate = json!({
        "cmd_t": "g/set", "stat_t": "g", "dev_cla": "gate", "stat_open": "AUF", "stat_clsd": "ZU", "pl_stop": null,
    });
    let tile = drafts("cover", gate).remove(0);
    assert_eq!(tile.options["confirm"], true);
    assert_eq!(
        (&tile.options["saysOpen"], &tile.options["saysClosed"]),
        (&json!("AUF"), &json!("ZU"))
    );
    let rules = tile.options["rules"].as_array().unwrap();
    let open = json!({ "when": "is", "value": "AUF", "text": "Open" });
    assert!(rules.contains(&open), "{rules:?}");
    assert_eq!(slots(&tile).1, ["close", "open"]);
}

#[test]
fn a_valve_that_tells_only_its_position_is_set_by_it() {
    let valve = json!({ "cmd_t": "v/set", "stat_t": "v", "pos": true, "reports_position": true });
    let tile = drafts("valve", valve).remove(0);
    assert_eq!(tile.kind.as_str(), "cover");
    assert_eq!(slots(&tile), (vec!["position"], vec!["setPosition"]));
}

#[test]
fn a_light_is_one_tile_with_all_that_it_can() {
    let light = json!({
        "name": "Lamp", "cmd_t": "l/set", "stat_t": "l", "bri_cmd_t": "l/bri/set", "bri_stat_t": "l/bri",
        "clr_temp_cmd_t": "l/ct/set", "clr_temp_stat_t": "l/ct", "fx_cmd_t": "l/fx/set", "fx_list": ["candle", "red, slowly"],
    });
    let tiles = drafts("light", light);
    assert_eq!(tiles.len(), 1, "{tiles:#?}");
    let tile = &tiles[0];
    let all = (
        vec!["brightness", "state", "temperature"],
        vec!["set", "setBrightness", "setEffect", "setTemperature"],
    );
    assert_eq!((tile.kind.as_str(), slots(tile)), ("light", all));
    assert_eq!(
        sent(tile, "setBrightness", json!(100)),
        ("l/bri/set".into(), "255".into())
    );
    assert_eq!(
        answers(tile, "setTemperature"),
        Some(("temperature".into(), 5_000))
    );
    assert_eq!(answers(tile, "setEffect"), None);
    assert_eq!(tile.options["temperatureMaximum"], 500.0);
    assert_eq!(tile.options["effects"], "candle\nred, slowly\n");
}

#[test]
fn a_light_that_is_only_turned_on_and_off_is_a_switch() {
    let tiles = drafts("light", json!({ "cmd_t": "l/set", "stat_t": "l" }));
    assert_eq!(tiles[0].kind.as_str(), "switch");
}

#[test]
fn a_climate_is_one_thermostat_with_all_that_it_tells_and_takes() {
    let climate = json!({
        "name": "Bedroom", "curr_temp_t": "c", "temp_cmd_t": "c/t/set", "temp_stat_t": "c/t", "mode_cmd_t": "c/m/set",
        "mode_stat_t": "c/m", "modes": ["off", "heat"], "act_t": "c/a", "fan_mode_cmd_t": "c/f/set", "fan_modes": ["slow", "fast"],
        "min_temp": 5, "max_temp": 28, "temp_step": 0.5,
    });
    let tiles = drafts("climate", climate);
    assert_eq!(tiles.len(), 1, "{tiles:#?}");
    let tile = &tiles[0];
    let all = (
        vec!["action", "mode", "state", "value"],
        vec!["set", "setFanMode", "setMode"],
    );
    assert_eq!((tile.kind.as_str(), slots(tile)), ("thermostat", all));
    assert_eq!(
        sent(tile, "set", json!(21.5)),
        ("c/t/set".into(), "21.5".into())
    );
    assert_eq!(
        sent(tile, "setMode", json!("heat")),
        ("c/m/set".into(), "heat".into())
    );
    assert_eq!(answers(tile, "set"), Some(("state".into(), 15_000)));
    assert_eq!(answers(tile, "setFanMode"), None);
    let scale = ["minimum", "maximum", "step"].map(|name| tile.options[name].as_f64().unwrap());
    assert_eq!(scale, [5.0, 28.0, 0.5]);
    assert_eq!(
        (&tile.options["modes"], &tile.options["fanModes"]),
        (&json!("off\nheat\n"), &json!("slow\nfast\n"))
    );
}

#[test]
fn a_climate_with_two_targets_has_a_lowest_and_a_highest() {
    let climate = json!({
        "curr_temp_t": "c", "temp_lo_cmd_t": "lo/set", "temp_lo_stat_t": "lo", "temp_hi_cmd_t": "hi/set", "temp_hi_stat_t": "hi",
    });
    let tiles = drafts("climate", climate);
    assert_eq!(tiles.len(), 1, "{tiles:#?}");
    let all = (vec!["high", "low", "value"], vec!["setHigh", "setLow"]);
    assert_eq!(slots(&tiles[0]), all);
    assert_eq!(answers(&tiles[0], "setLow"), Some(("low".into(), 15_000)));
}

#[test]
fn what_only_measures_is_no_thermostat() {
    let tiles = drafts("climate", json!({ "curr_temp_t": "c", "act_t": "c/a" }));
    assert!(
        tiles.iter().all(|tile| tile.kind.as_str() == "value"),
        "{tiles:#?}"
    );
}

#[test]
fn a_lock_is_one_tile_that_its_state_answers_and_that_asks_first() {
    let lock = json!({ "name": "Door", "cmd_t": "d/set", "stat_t": "d", "pl_open": "OPEN" });
    let tiles = drafts("lock", lock);
    assert_eq!(tiles.len(), 1, "{tiles:#?}");
    let tile = &tiles[0];
    let all = (vec!["state"], vec!["lock", "open", "unlock"]);
    assert_eq!((tile.kind.as_str(), slots(tile)), ("lock", all));
    assert_eq!(
        sent(tile, "unlock", json!("UNLOCKED")),
        ("d/set".into(), "UNLOCK".into())
    );
    assert_eq!(answers(tile, "unlock"), Some(("state".into(), 15_000)));
    assert_eq!(answers(tile, "open"), None);
    // What says nothing of it asks: it is the tile's own default.
    assert_eq!(tile.options.get("confirm"), None);
    assert_eq!(tile.options.get("saysLocked"), None);
}

#[test]
fn a_lock_with_words_of_its_own_keeps_them() {
    let lock =
        json!({ "cmd_t": "d/set", "stat_t": "d", "stat_locked": "zu", "stat_unlocked": "auf" });
    let tile = drafts("lock", lock).remove(0);
    assert_eq!(
        (&tile.options["saysLocked"], &tile.options["saysUnlocked"]),
        (&json!("zu"), &json!("auf"))
    );
}

#[test]
fn a_lock_that_wants_a_code_can_only_be_looked_at() {
    let tiles = drafts(
        "lock",
        json!({ "cmd_t": "d/set", "stat_t": "d", "code_format": "^[0-9]+$" }),
    );
    let kinds: Vec<_> = tiles.iter().map(|tile| tile.kind.as_str()).collect();
    assert_eq!(kinds, ["value"]);
}

#[test]
fn a_fan_is_one_tile_with_all_that_it_can() {
    let fan = json!({
        "name": "Fan", "cmd_t": "f/set", "stat_t": "f", "pct_cmd_t": "f/s/set", "pct_stat_t": "f/s", "spd_rng_max": 4,
        "pr_mode_cmd_t": "f/p/set", "pr_modes": ["auto", "night"], "osc_cmd_t": "f/o/set", "osc_stat_t": "f/o",
        "pl_osc_on": "swing", "pl_osc_off": "still", "dir_cmd_t": "f/d/set", "dir_stat_t": "f/d",
    });
    let tiles = drafts("fan", fan);
    assert_eq!(tiles.len(), 1, "{tiles:#?}");
    let tile = &tiles[0];
    let all = (
        vec!["direction", "oscillation", "speed", "state"],
        vec![
            "set",
            "setDirection",
            "setOscillation",
            "setPreset",
            "setSpeed",
        ],
    );
    assert_eq!((tile.kind.as_str(), slots(tile)), ("fan", all));
    assert_eq!(
        sent(tile, "setSpeed", json!(75)),
        ("f/s/set".into(), "3".into())
    );
    assert_eq!(
        sent(tile, "setOscillation", json!("swing")),
        ("f/o/set".into(), "swing".into())
    );
    assert_eq!(answers(tile, "setSpeed"), Some(("speed".into(), 5_000)));
    assert_eq!(answers(tile, "setPreset"), None);
    assert_eq!(tile.options["speedStep"], 25.0);
    let words = ["presets", "oscillationOn", "oscillationOff"].map(|name| &tile.options[name]);
    assert_eq!(
        words,
        [&json!("auto\nnight\n"), &json!("swing"), &json!("still")]
    );
}

#[test]
fn a_fan_that_is_only_turned_on_and_off_is_a_switch() {
    let tiles = drafts("fan", json!({ "cmd_t": "f/set", "stat_t": "f" }));
    let kinds: Vec<_> = tiles.iter().map(|tile| tile.kind.as_str()).collect();
    assert_eq!(kinds, ["switch"]);
}

#[test]
fn a_humidifier_is_one_tile_with_what_it_measures_and_what_it_takes() {
    let humidifier = json!({
        "name": "Air", "cmd_t": "h/set", "stat_t": "h", "curr_hum_t": "h/now", "hum_cmd_t": "h/t/set", "hum_stat_t": "h/t",
        "min_hum": 30, "max_hum": 80, "mode_cmd_t": "h/m/set", "mode_stat_t": "h/m", "modes": ["eco", "baby"],
    });
    let tiles = drafts("humidifier", humidifier);
    assert_eq!(tiles.len(), 1, "{tiles:#?}");
    let tile = &tiles[0];
    let all = (
        vec!["humidity", "mode", "state", "target"],
        vec!["set", "setMode", "setTarget"],
    );
    assert_eq!((tile.kind.as_str(), slots(tile)), ("humidifier", all));
    assert_eq!(
        sent(tile, "setTarget", json!(45)),
        ("h/t/set".into(), "45".into())
    );
    assert_eq!(answers(tile, "setTarget"), Some(("target".into(), 5_000)));
    let scale = ["minimum", "maximum"].map(|name| tile.options[name].as_f64().unwrap());
    assert_eq!(scale, [30.0, 80.0]);
    assert_eq!(tile.options["modes"], "eco\nbaby\n");
}
