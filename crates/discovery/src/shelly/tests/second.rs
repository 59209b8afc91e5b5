use super::*;

const ID: &str = "shellyplus1pm-a8032abe54dc";

fn notify(finder: &mut Finder, root: &str, params: Value) -> bool {
    let said = json!({ "src": ID, "dst": "x", "method": "NotifyStatus", "params": params });
    finder.take(&format!("{root}/events/rpc"), said.to_string().as_bytes())
}

fn status(component: &str, status: Value) -> Device {
    let mut finder = Finder::new(vec![]);
    finder.take(
        &format!("{ID}/status/{component}"),
        status.to_string().as_bytes(),
    );
    finder.devices().remove(0)
}

#[test]
fn a_switch_is_seen_by_its_status_and_told_by_rpc() {
    let it = status(
        "switch:0",
        json!({
            "id": 0, "source": "init", "output": true, "apower": 3.5, "voltage": 230.1, "aenergy": { "total": 12.5 }, "temperature": { "tC": 40 },
        }),
    );
    assert_eq!(it.described.model.as_deref(), Some("shellyplus1pm"));
    assert_eq!(it.notes, []);
    let main = part(called(&it, None), Role::Main);
    assert_eq!(
        main.reads.as_ref().unwrap().topic,
        format!("{ID}/status/switch:0")
    );
    assert_eq!(
        (
            read(main, r#"{"id":0,"output":true}"#),
            read(main, r#"{"id":0}"#)
        ),
        ("True".to_owned(), String::new())
    );
    let (topic, payload) = sent(main, json!(true));
    assert_eq!(topic, format!("{ID}/rpc"));
    let call: Value = serde_json::from_str(&payload).unwrap();
    assert_eq!(
        (&call["method"], &call["params"]),
        (&json!("Switch.Set"), &json!({ "id": 0, "on": true }))
    );
    assert_eq!(
        read(
            part(called(&it, Some("Energy")), Role::Main),
            r#"{"aenergy":{"total":12.5}}"#
        ),
        "12.5"
    );
    assert_eq!(
        it.entities[0].availability.as_ref().unwrap().reads[0].topic,
        format!("{ID}/online")
    );
}

#[test]
fn notifications_say_what_changes_and_what_they_leave_out_stays() {
    let mut finder = Finder::new(vec![]);
    assert!(notify(
        &mut finder,
        ID,
        json!({ "ts": 1.5, "switch:0": { "id": 0, "apower": 3 } })
    ));
    assert!(
        !notify(
            &mut finder,
            ID,
            json!({ "ts": 2.5, "switch:0": { "id": 0, "apower": 4 } })
        ),
        "a tile reads that"
    );
    let it = finder.devices().remove(0);
    assert_eq!(it.notes, [Note::OnlyChanges]);
    let main = part(called(&it, None), Role::Main);
    let delta = r#"{"params":{"switch:0":{"id":0,"apower":3}}}"#;
    assert_eq!(
        (
            read(main, delta),
            read(main, r#"{"params":{"switch:0":{"output":false}}}"#)
        ),
        (String::new(), "False".to_owned())
    );
    assert_eq!(
        read(part(called(&it, Some("Power")), Role::Main), delta),
        "3"
    );
}

#[test]
fn a_prefix_of_a_persons_own_is_known_by_who_sent() {
    let mut finder = Finder::new(vec![]);
    assert!(notify(
        &mut finder,
        "home/floor1/plug",
        json!({ "switch:0": { "id": 0, "output": true } })
    ));
    let it = finder.devices().remove(0);
    assert_eq!(it.described.name.as_deref(), Some(ID));
    assert_eq!(
        sent(part(&it.entities[0], Role::Main), json!(false)).0,
        "home/floor1/plug/rpc"
    );
    for foreign in [
        json!({ "src": "other-1", "params": { "switch:0": { "output": true } } }),
        json!({ "src": 7, "params": {} }),
        json!([1]),
    ] {
        assert!(
            said("x/events/rpc", &foreign.to_string()).is_empty(),
            "{foreign}"
        );
    }
    assert!(said("x/events/rpc", "\u{1}").is_empty());
    assert!(
        said("x/status/switch:0", r#"{"id":0,"output":true}"#).is_empty(),
        "nobody says that it is one"
    );
    assert!(
        said(&format!("{ID}/status/switch:0"), r#"{"id":1}"#).is_empty(),
        "another component's"
    );
}

#[test]
fn a_cover_is_one_tile_that_calls_it() {
    let it = status(
        "cover:0",
        json!({ "id": 0, "state": "stopped", "current_pos": null, "slat_pos": 10, "apower": 0.0 }),
    );
    let cover = called(&it, None);
    let tiles = draft::tiles(&"farm".parse().unwrap(), &it, cover);
    let kinds: Vec<_> = tiles.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(kinds, ["cover"]);
    let open = &tiles[0].commands[&"open".parse().unwrap()];
    let call: Value = serde_json::from_str(&open.payload.render(&Value::Null).unwrap()).unwrap();
    assert_eq!(
        (&call["method"], &call["params"]),
        (&json!("Cover.Open"), &json!({ "id": 0 }))
    );
    let position = sent(part(cover, Role::Position), json!(40)).1;
    assert_eq!(
        serde_json::from_str::<Value>(&position).unwrap()["params"],
        json!({ "id": 0, "pos": 40 })
    );
}

#[test]
fn every_call_is_json_whatever_the_component() {
    for (component, more) in [
        ("light:1", json!({ "output": true, "brightness": 5 })),
        ("cct:0", json!({ "output": true, "ct": 3000 })),
        ("rgbw:0", json!({ "output": true })),
        ("number:200", json!({ "value": 4 })),
        ("boolean:201", json!({ "value": true })),
        ("enum:202", json!({ "value": "a" })),
        ("thermostat:0", json!({ "target_C": 21.0 })),
    ] {
        let mut whole = more.clone();
        whole["id"] = json!(component.split(':').nth(1).unwrap().parse::<u32>().unwrap());
        let it = status(component, whole);
        let parts: Vec<_> = it
            .entities
            .iter()
            .flat_map(|it| &it.parts)
            .filter(|it| it.sends.is_some())
            .collect();
        assert!(!parts.is_empty(), "{component}");
        for part in parts {
            let value = match part.shape {
                Shape::OnOff => json!(true),
                Shape::Text => json!("quo\"te"),
                _ => json!(21.5),
            };
            let (_, payload) = sent(part, value);
            assert!(serde_json::from_str::<Value>(&payload).is_ok(), "{payload}");
        }
    }
}

#[test]
fn a_sensor_that_sleeps_is_asleep_and_not_away() {
    let mut finder = Finder::new(vec![]);
    let said = json!({ "src": "shellyplusht-08b61fcb7f3c", "method": "NotifyFullStatus", "params": {
        "temperature:0": { "id": 0, "tC": 21.5, "tF": 70.7 }, "humidity:0": { "id": 0, "rh": 50 },
        "devicepower:0": { "id": 0, "battery": { "V": 5.9, "percent": 90 } }, "wifi": { "rssi": -60 }, "sys": {},
    } });
    finder.take(
        "shellyplusht-08b61fcb7f3c/events/rpc",
        said.to_string().as_bytes(),
    );
    let it = finder.devices().remove(0);
    let names: Vec<_> = it
        .entities
        .iter()
        .filter_map(|it| it.name.as_deref())
        .collect();
    assert_eq!(names, ["Humidity", "Temperature", "Battery"]);
    assert!(it.entities.iter().all(|it| it.availability.is_none()));
    assert_eq!(it.notes, []);
}

#[test]
fn of_what_happens_to_an_input_its_own_is_read() {
    let said = json!({ "src": ID, "method": "NotifyEvent", "params": { "ts": 1, "events": [
        { "component": "input:0", "id": 0, "event": "single_push" }, { "component": "input:1", "id": 1, "event": "long_push" },
    ] } });
    let mut finder = Finder::new(vec![]);
    finder.take(&format!("{ID}/events/rpc"), said.to_string().as_bytes());
    let it = finder.devices().remove(0);
    let push = part(called(&it, Some("Push 1")), Role::Main);
    assert_eq!(read(push, &said.to_string()), "single_push");
    assert_eq!(read(push, r#"{"params":{"switch:0":{}}}"#), "");
    assert_eq!(
        read(
            push,
            r#"{"params":{"events":[{"component":"input:1","event":"x"}]}}"#
        ),
        ""
    );
}
