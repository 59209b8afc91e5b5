use super::*;

#[test]
fn the_first_relay_goes_by_both_its_names_and_hears_every_answer() {
    let it = of(json!({}), None);
    let main = part(&it.entities[0], Role::Main);
    assert_eq!(main.reads.as_ref().unwrap().topic, "+/pump/+");
    for (payload, said) in [
        (r#"{"POWER":"ON"}"#, "ON"),
        (r#"{"POWER1":"OFF","POWER":"ON"}"#, "OFF"),
        (
            r#"{"Time":"2026-01-01T00:00:00","POWER1":"ON","Wifi":{"RSSI":70}}"#,
            "ON",
        ),
        // What it was told, other words and what others say are no state.
        ("ON", ""),
        ("1", ""),
        (r#"{"POWER2":"ON"}"#, ""),
        ("{broken", ""),
        ("", ""),
    ] {
        assert_eq!(read(main, payload), said, "{payload}");
    }
    assert_eq!(
        sent(main, json!(true)),
        ("cmnd/pump/POWER1", "ON".to_owned())
    );
    assert!(main.answers);
}

#[test]
fn a_device_of_several_relays_has_its_own_names_and_words() {
    let it = of(
        json!({ "rl": [1, 1, 2], "fn": ["Lamp", "", null], "state": ["Aus", "An", "UM", "HALT"], "so": { "30": 0 } }),
        None,
    );
    let names: Vec<_> = it
        .entities
        .iter()
        .map(|it| it.name.as_deref().unwrap())
        .collect();
    assert_eq!(names, ["Lamp", "Relay 2", "Light 3", "Signal"]);
    let main = part(&it.entities[1], Role::Main);
    assert_eq!(
        sent(main, json!(false)),
        ("cmnd/pump/POWER2", "Aus".to_owned())
    );
    assert_eq!(
        main.reads.as_ref().unwrap().decode,
        Decode::OnOff {
            on: "An".into(),
            off: "Aus".into()
        }
    );
    assert_eq!(read(main, r#"{"POWER1":"An"}"#), "");
    assert_eq!(it.entities[2].component, "light");
}

#[test]
fn a_light_has_what_its_type_can_and_sets_it_as_its_options_want() {
    let roles = |more: Value| -> Vec<Vec<Role>> {
        let it = of(more, None);
        let lights = it.entities.into_iter().filter(|it| it.component == "light");
        lights
            .map(|it| it.parts.iter().map(|part| part.role).collect())
            .collect()
    };
    let (main, dims, warms) = (Role::Main, Role::Brightness, Role::ColorTemperature);
    assert_eq!(roles(json!({ "rl": [2], "lt_st": 0 })), [vec![main]]);
    assert_eq!(roles(json!({ "rl": [2], "lt_st": 1 })), [vec![main, dims]]);
    assert_eq!(
        roles(json!({ "rl": [2], "lt_st": 2 })),
        [vec![main, dims, warms]]
    );
    assert_eq!(roles(json!({ "rl": [2], "lt_st": 3 })), [vec![main, dims]]);
    assert_eq!(
        roles(json!({ "rl": [2], "lt_st": 5 })),
        [vec![main, dims, warms]]
    );
    let apart = json!({ "rl": [2, 2], "lt_st": 5, "lk": 0 });
    assert_eq!(
        roles(apart.clone()),
        [vec![main, dims], vec![main, dims, warms]]
    );
    let it = of(apart, None);
    let topics: Vec<_> = it.entities[..2]
        .iter()
        .map(|it| sent(part(it, Role::Brightness), json!(40)).0)
        .collect();
    assert_eq!(topics, ["cmnd/pump/Dimmer1", "cmnd/pump/Dimmer2"]);

    let channels = of(
        json!({ "rl": [2, 2, 2], "lt_st": 3, "so": { "68": 1 } }),
        None,
    );
    let third = part(&channels.entities[2], Role::Brightness);
    assert_eq!(
        sent(third, json!(7)),
        ("cmnd/pump/Channel3", "7".to_owned())
    );
    assert_eq!(read(third, r#"{"Channel3":7}"#), "7");

    let first = |more: Value, role| {
        let it = of(more, None);
        let (topic, payload) = sent(part(&it.entities[0], role), json!(50));
        (topic.to_owned(), payload)
    };
    assert_eq!(
        first(json!({ "rl": [2], "lt_st": 1, "so": { "20": 1 } }), dims),
        (
            "cmnd/pump/Backlog".to_owned(),
            "Dimmer 50;POWER1 ON".to_owned()
        )
    );
    assert_eq!(
        first(json!({ "rl": [2], "lt_st": 1, "ty": 1 }), dims).0,
        "cmnd/pump/Dimmer3"
    );
    let warm = of(json!({ "rl": [2], "lt_st": 2, "so": { "82": 1 } }), None);
    let Shape::Number {
        minimum, maximum, ..
    } = part(&warm.entities[0], warms).shape
    else {
        panic!()
    };
    assert_eq!((minimum, maximum), (Some(200.0), Some(380.0)));
}

#[test]
fn two_relays_are_a_shutter_and_an_odd_one_makes_none() {
    let it = of(
        json!({ "rl": [3, 3, 1], "fn": ["Blind", null, null] }),
        None,
    );
    let kinds: Vec<_> = it.entities.iter().map(|it| it.component.as_str()).collect();
    assert_eq!(kinds, ["cover", "switch", "sensor"]);
    assert_eq!(
        sent(part(&it.entities[1], Role::Main), json!(true)).0,
        "cmnd/pump/POWER3"
    );
    let cover = &it.entities[0];
    assert_eq!(
        sent(part(cover, Role::Open), Value::Null),
        ("cmnd/pump/Backlog", "ShutterOpen1".to_owned())
    );
    assert_eq!(part(cover, Role::Close).says.as_deref(), Some("closed"));
    let odd = of(json!({ "rl": [3, 1] }), None);
    assert!(odd.entities.iter().all(|it| it.component != "cover"));
    assert_eq!(odd.notes.len(), 1);
}

#[test]
fn a_shutter_says_where_it_is_whichever_way_round_it_is_mounted() {
    for (turned, position, direction, state, percent) in [
        (0, 100, 0, "open", "100"),
        (0, 0, 0, "closed", "0"),
        (0, 30, 1, "opening", "30"),
        (0, 30, -1, "closing", "30"),
        (1, 100, 0, "closed", "0"),
        (1, 30, 1, "closing", "70"),
    ] {
        let it = of(
            json!({ "rl": [3, 3], "sho": [turned], "sht": [[-90, 90, 10]] }),
            None,
        );
        let cover = &it.entities[0];
        let said =
            json!({ "Shutter1": { "Position": position, "Direction": direction, "Tilt": 45 } })
                .to_string();
        assert_eq!(read(part(cover, Role::Main), &said), state, "{said}");
        assert_eq!(read(part(cover, Role::Position), &said), percent, "{said}");
        assert_eq!(
            read(
                part(cover, Role::Position),
                r#"{"Shutter2":{"Position":1}}"#
            ),
            ""
        );
        let wanted = if turned == 1 { "30" } else { "70" };
        assert_eq!(
            sent(part(cover, Role::Position), json!(70)),
            ("cmnd/pump/ShutterPosition1", wanted.to_owned())
        );
        assert_eq!(read(part(cover, Role::Tilt), &said), "45");
    }
}

#[test]
fn a_fan_has_its_speeds_and_its_light_beside_it() {
    let it = of(json!({ "if": 1, "rl": [2, 1, 1, 1], "lt_st": 0 }), None);
    assert_eq!(
        sent(part(&it.entities[0], Role::Speed), json!(3)),
        ("cmnd/pump/FanSpeed", "3".to_owned())
    );
    assert_eq!(it.entities[1].component, "light");
}

#[test]
fn an_input_is_on_or_off_or_only_happens() {
    let it = of(
        json!({ "so": { "114": 1, "73": 1 }, "swc": [1, 11, -1, 13], "swn": ["Door", null, null, null], "btn": [1, 0] }),
        None,
    );
    let door = part(called(&it, "Door"), Role::Main);
    assert_eq!(read(door, r#"{"Door":{"Action":"ON"}}"#), "ON");
    assert_eq!(read(door, r#"{"Time":"x","Door":"OFF"}"#), "OFF");
    assert_eq!(read(door, r#"{"Switch1":"OFF"}"#), "");
    assert_eq!(called(&it, "Input 2").component, "event");
    assert_eq!(called(&it, "Input 4").class.as_deref(), Some("motion"));
    let button = part(called(&it, "Button 1"), Role::Main);
    assert_eq!(read(button, r#"{"Button1":{"Action":"DOUBLE"}}"#), "DOUBLE");
    let attached = of(json!({ "swc": [1], "btn": [1] }), None);
    assert_eq!(
        attached.entities.len(),
        2,
        "they move their relays and say nothing"
    );
}
