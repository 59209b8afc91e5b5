use super::*;

#[test]
fn a_switch_is_told_and_read_with_its_own_words() {
    let it = entity(
        "switch",
        json!({
            "~": "farm/pump", "name": "Pump", "stat_t": "~/state", "cmd_t": "~/set", "pl_on": 1, "pl_off": 0, "qos": "2", "ret": "true",
            "dev": { "ids": "p1", "name": "Well" }, "avty_t": "~/lwt", "exp_aft": "210", "ic": "mdi:water-pump",
        }),
    );
    let main = part(&it, Role::Main);
    let reads = main.reads.as_ref().unwrap();
    assert_eq!(reads.topic, "farm/pump/state");
    assert_eq!(
        reads.decode,
        Decode::OnOff {
            on: "1".into(),
            off: "0".into()
        }
    );
    let sends = main.sends.as_ref().unwrap();
    assert_eq!(
        sends.payload,
        PayloadRule::OnOff {
            on: "1".into(),
            off: "0".into()
        }
    );
    assert!(sends.retain && main.answers);
    assert_eq!(
        it.availability.as_ref().unwrap().reads[0].topic,
        "farm/pump/lwt"
    );
    assert_eq!(
        (it.stale_after, it.icon.as_deref()),
        (Some(210), Some("water-pump"))
    );
    assert_eq!(it.notes, []);
}

#[test]
fn a_state_that_only_echoes_the_command_answers_nothing() {
    let it = entity("switch", json!({ "stat_t": "a", "cmd_t": "a" }));
    assert!(!part(&it, Role::Main).answers);
    let it = entity(
        "switch",
        json!({ "stat_t": "a", "cmd_t": "b", "opt": true }),
    );
    assert!(!part(&it, Role::Main).answers);
}

#[test]
fn a_press_may_send_nothing_and_null_is_no_button() {
    let it = entity("button", json!({ "cmd_t": "a", "pl_prs": "" }));
    assert_eq!(sent(part(&it, Role::Main), Value::Null), "");
    assert_eq!(part(&it, Role::Main).shape, Shape::Press { confirm: false });
    let it = entity("button", json!({ "cmd_t": "a", "pl_prs": "", "ret": true }));
    assert_eq!(part(&it, Role::Main).shape, Shape::Press { confirm: true });
    let it = entity("cover", json!({ "cmd_t": "a", "pl_stop": null }));
    assert!(it.parts.iter().all(|part| part.role != Role::Stop));
    assert_eq!(sent(part(&it, Role::Open), Value::Null), "OPEN");
}

#[test]
fn a_command_is_never_sent_to_a_filter() {
    let it = entity(
        "switch",
        json!({ "cmd_t": "+/set", "stat_t": "+/+/BT/AABB" }),
    );
    let main = part(&it, Role::Main);
    assert_eq!(main.reads.as_ref().unwrap().topic, "+/+/BT/AABB");
    assert!(main.sends.is_none());
    assert_eq!(
        it.notes,
        [Note::Topic {
            field: "command_topic".into()
        }]
    );
}

#[test]
fn a_fault_in_one_template_leaves_the_rest_of_a_light() {
    let it = entity(
        "light",
        json!({
            "cmd_t": "l/set", "stat_t": "l", "bri_cmd_t": "l/b/set", "bri_stat_t": "l/b", "bri_val_tpl": "{{ value_json.a.1B }}",
            "stat_val_tpl": "{{ states('x') }}",
        }),
    );
    assert!(part(&it, Role::Main).reads.is_none());
    let brightness = part(&it, Role::Brightness);
    assert!(brightness.reads.is_none());
    assert_eq!(sent(brightness, json!(50)), "128");
    assert!(
        matches!(&it.notes[..], [
        Note::NeedsHomeAssistant { field }, Note::Template { field: other, .. },
    ] if field == "state_value_template" && other == "brightness_value_template"),
        "{:?}",
        it.notes
    );
}

#[test]
fn brightness_is_percent_of_the_lights_own_scale() {
    let it = entity(
        "light",
        json!({
            "cmd_t": "l/set", "bri_cmd_t": "b/set", "bri_stat_t": "b", "bri_scl": "99", "bri_cmd_tpl": "{\"b\":{{ value }}}",
        }),
    );
    let brightness = part(&it, Role::Brightness);
    assert_eq!(read(brightness, "99"), "100");
    assert_eq!(sent(brightness, json!(100)), r#"{"b":99}"#);
}

#[test]
fn a_light_that_speaks_json_says_nothing_of_what_is_missing() {
    let it = entity(
        "light",
        json!({
            "schema": "JSON", "cmd_t": "l/set", "stat_t": "l", "brightness": true, "color_temp": true, "min_mirs": 250, "max_mirs": 454,
            "effect": true, "fx_list": ["none", "rainbow"],
        }),
    );
    assert_eq!(read(part(&it, Role::Main), r#"{"brightness":120}"#), "");
    assert_eq!(
        read(part(&it, Role::Brightness), r#"{"brightness":120}"#),
        "47"
    );
    assert_eq!(
        sent(part(&it, Role::Main), json!(true)),
        r#"{"state":"ON"}"#
    );
    assert_eq!(
        sent(part(&it, Role::Brightness), json!(47)),
        r#"{"state":"ON","brightness":120}"#
    );
    assert_eq!(
        sent(part(&it, Role::Effect), json!("rain\"bow")),
        r#"{"state":"ON","effect":"rain\"bow"}"#
    );
    let Shape::Number {
        minimum, maximum, ..
    } = part(&it, Role::ColorTemperature).shape
    else {
        panic!("{it:#?}");
    };
    assert_eq!((minimum, maximum), (Some(250.0), Some(454.0)));
}

#[test]
fn a_light_of_templates_is_told_by_them() {
    let it = entity(
        "light",
        json!({
            "schema": "template", "cmd_t": "l/set", "stat_t": "l", "stat_tpl": "{{ value.split(',')[0] }}",
            "bri_tpl": "{{ value.split(',')[1] }}",
            "cmd_on_tpl": "on{% if brightness is defined %},{{ brightness }}{% endif %}", "cmd_off_tpl": "off",
        }),
    );
    assert_eq!(sent(part(&it, Role::Main), json!(true)), "on");
    assert_eq!(sent(part(&it, Role::Main), json!(false)), "off");
    assert_eq!(sent(part(&it, Role::Brightness), json!(100)), "on,255");
    assert_eq!(read(part(&it, Role::Brightness), "on,255"), "100");
}

#[test]
fn a_light_that_is_not_told_how_to_go_off_is_shown_and_not_switched() {
    let it = entity(
        "light",
        json!({ "schema": "template", "cmd_t": "l/set", "stat_t": "l", "stat_tpl": "{{ value }}", "cmd_on_tpl": "on" }),
    );
    let main = part(&it, Role::Main);
    assert!(main.reads.is_some() && main.sends.is_none());
    let field = "command_off_template".to_owned();
    assert_eq!(it.notes, [Note::Missing { field }]);
}

#[test]
fn a_cover_whose_range_is_one_place_has_its_buttons_and_its_tilt() {
    let it = entity(
        "cover",
        json!({
            "cmd_t": "c/set", "stat_t": "c", "set_pos_t": "c/p", "pos_open": 0, "pos_clsd": 0, "tilt_cmd_t": "c/tilt",
        }),
    );
    let roles: Vec<_> = it.parts.iter().map(|part| part.role).collect();
    let expected = [Role::Main, Role::Open, Role::Close, Role::Stop, Role::Tilt];
    assert_eq!(roles, expected);
    let field = "position_open".to_owned();
    assert_eq!(it.notes, [Note::Unusual { field }]);
}

#[test]
fn a_cover_is_open_or_closed_by_its_own_words() {
    let says = |more: Value| {
        let mut config = json!({ "cmd_t": "c/set", "stat_t": "c" });
        config
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let it = entity("cover", config);
        [Role::Open, Role::Close, Role::Stop].map(|role| part(&it, role).says.clone())
    };
    let words = |open: &str, closed: &str| [Some(open.to_owned()), Some(closed.to_owned()), None];
    assert_eq!(says(json!({})), words("open", "closed"));
    let own = json!({ "stat_open": "auf", "stat_clsd": "zu" });
    assert_eq!(says(own), words("auf", "zu"));
}

#[test]
fn a_word_longer_than_words_are_is_not_taken_and_it_is_told() {
    let long = "x".repeat(limits::WORD + 1);
    let it = entity(
        "switch",
        json!({ "cmd_t": "a", "stat_t": "b", "pl_on": long }),
    );
    let noted = |field: &str| Note::TooLong {
        field: field.to_owned(),
    };
    assert!(it.parts.is_empty());
    assert_eq!(it.notes, [noted("state_topic"), noted("command_topic")]);
    let it = entity("button", json!({ "cmd_t": "a", "pl_prs": long }));
    assert_eq!(it.notes, [noted("payload_press")]);
    let it = entity("select", json!({ "cmd_t": "a", "ops": ["a", long] }));
    let options = vec!["a".to_owned()];
    assert_eq!(part(&it, Role::Main).shape, Shape::Choice { options });
}

#[test]
fn a_cover_turned_round_is_open_at_a_hundred_all_the_same() {
    let it = entity(
        "cover",
        json!({
            "cmd_t": "c/set", "pos_t": "c/pos", "set_pos_t": "c/pos/set", "pos_open": 0, "pos_clsd": 100, "dev_cla": "garage",
        }),
    );
    let position = part(&it, Role::Position);
    assert_eq!(read(position, "100"), "0");
    assert_eq!(sent(position, json!(30)), "70");
    assert_eq!(part(&it, Role::Open).shape, Shape::Press { confirm: true });
}

#[test]
fn a_position_template_gets_percent_and_the_number_of_the_range() {
    let it = entity(
        "cover",
        json!({
            "cmd_t": "c/set", "set_pos_t": "c/pos/set", "pos_open": 255,
            "set_pos_tpl": "{\"position\": {{ position }}, \"raw\": {{ value }} }",
        }),
    );
    assert_eq!(
        sent(part(&it, Role::Position), json!(40)),
        r#"{"position": 40, "raw": 102 }"#
    );
}

#[test]
fn what_sensors_measure_is_a_number_and_what_they_say_is_not() {
    let shape = |more: Value| {
        let mut config = json!({ "stat_t": "a" });
        config
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        part(&entity("sensor", config), Role::Main).shape.clone()
    };
    let number = |decimals, total| Shape::Number {
        minimum: None,
        maximum: None,
        step: None,
        decimals,
        total,
    };
    assert_eq!(
        shape(json!({ "unit_of_meas": "W", "sug_dsp_prc": 1 })),
        number(Some(1), false)
    );
    assert_eq!(
        shape(json!({ "stat_cla": "total_increasing", "unit_of_meas": "kWh" })),
        number(None, true)
    );
    assert_eq!(shape(json!({ "dev_cla": "Timestamp" })), Shape::Text);
    assert_eq!(
        shape(json!({ "dev_cla": "enum", "ops": ["a", "b"] })),
        Shape::Text
    );
    assert_eq!(shape(json!({})), Shape::Text);
}

#[test]
fn what_no_tile_can_show_is_listed_and_says_so() {
    for component in ["camera", "remote", "infrared", "tag"] {
        assert_eq!(
            entity(component, json!({ "t": "a" })).notes,
            [Note::NoTile],
            "{component}"
        );
    }
    assert_eq!(
        entity("switch", json!({ "name": "x" })).notes,
        [Note::Missing {
            field: "command_topic".into()
        }]
    );
}

#[test]
fn a_thermostat_is_what_it_measures_what_it_should_be_and_how_it_runs() {
    let it = entity(
        "climate",
        json!({
            "curr_temp_t": "c", "curr_temp_tpl": "{{ value_json.now }}", "temp_cmd_t": "c/t", "temp_stat_t": "c", "temp_step": "0.5",
            "temp_stat_tpl": "{{ value_json.want }}", "mode_cmd_t": "c/m", "modes": ["off", "heat"], "temp_unit": "f", "max_temp": 90,
        }),
    );
    assert_eq!(
        part(&it, Role::Current)
            .reads
            .as_ref()
            .unwrap()
            .unit
            .as_deref(),
        Some("°F")
    );
    let Shape::Number {
        minimum,
        maximum,
        step,
        ..
    } = part(&it, Role::Target).shape
    else {
        panic!()
    };
    assert_eq!(
        (minimum, maximum, step),
        (Some(45.0), Some(90.0), Some(0.5))
    );
    assert_eq!(
        part(&it, Role::Mode).shape,
        Shape::Choice {
            options: vec!["off".into(), "heat".into()]
        }
    );
}
