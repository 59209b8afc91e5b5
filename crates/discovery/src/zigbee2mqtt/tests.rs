use serde_json::{Value, json};
use tilework_core::binding::Decode;

use crate::{
    finder::Finder,
    limits,
    model::{Category, Convention, Device, Note, Part, Role, Shape},
    testing::said_by,
};

const ADDRESS: &str = "0x00158d0001a2b3c4";

fn device(exposes: Value) -> Value {
    json!({
        "ieee_address": ADDRESS, "friendly_name": "kitchen/lamp", "type": "Router", "supported": true, "disabled": false,
        "definition": { "vendor": "Maker", "model": "M1", "exposes": exposes },
    })
}

fn take(finder: &mut Finder, devices: Value) -> bool {
    finder.take("zigbee2mqtt/bridge/devices", devices.to_string().as_bytes())
}

fn found(devices: Value) -> Vec<Device> {
    let mut finder = Finder::new(vec!["homeassistant".to_owned()]);
    take(&mut finder, devices);
    finder.devices()
}

fn of(exposes: Value) -> Device {
    found(json!([device(exposes)])).remove(0)
}

#[track_caller]
fn part(device: &Device, entity: usize, role: Role) -> &Part {
    let parts = &device.entities[entity].parts;
    parts
        .iter()
        .find(|part| part.role == role)
        .unwrap_or_else(|| panic!("{device:#?}"))
}

fn read(part: &Part, payload: &str) -> String {
    said_by(
        part.reads.as_ref().unwrap().template.as_ref().unwrap(),
        payload,
    )
}

fn sent(part: &Part, value: Value) -> String {
    part.sends.as_ref().unwrap().payload.render(&value).unwrap()
}

fn light() -> Value {
    json!({ "type": "light", "features": [
        { "type": "binary", "name": "state", "property": "state", "access": 7, "value_on": "ON", "value_off": "OFF" },
        { "type": "numeric", "name": "brightness", "property": "brightness", "access": 7, "value_min": 0, "value_max": 254 },
        { "type": "numeric", "name": "color_temp", "property": "color_temp", "access": 7, "value_min": 250, "value_max": 454,
          "unit": "mired" },
    ]})
}

#[test]
fn a_light_is_one_entity_with_its_features() {
    let it = of(json!([light()]));
    assert_eq!(it.described.name.as_deref(), Some("kitchen/lamp"));
    assert_eq!(
        (it.described.maker.as_deref(), it.described.model.as_deref()),
        (Some("Maker"), Some("M1"))
    );
    assert_eq!(it.entities.len(), 1);
    assert_eq!(it.entities[0].name, None, "as its device");
    let main = part(&it, 0, Role::Main);
    assert_eq!(
        main.reads.as_ref().unwrap().topic,
        "zigbee2mqtt/kitchen/lamp"
    );
    assert_eq!(
        main.sends.as_ref().unwrap().topic,
        "zigbee2mqtt/kitchen/lamp/set"
    );
    assert_eq!(sent(main, json!(true)), r#"{"state":"ON"}"#);
    let brightness = part(&it, 0, Role::Brightness);
    assert_eq!(read(brightness, r#"{"brightness":127}"#), "50");
    assert_eq!(sent(brightness, json!(50)), r#"{"brightness": 127}"#);
    assert!(brightness.answers);
    assert_eq!(
        sent(part(&it, 0, Role::ColorTemperature), json!(300)),
        r#"{"color_temp": 300}"#
    );
}

#[test]
fn an_open_contact_is_on_though_it_says_false() {
    let it = of(json!([{
        "type": "binary", "name": "contact", "label": "Contact", "property": "contact", "access": 1, "value_on": false,
        "value_off": true,
    }]));
    let main = part(&it, 0, Role::Main);
    assert_eq!(read(main, r#"{"contact":true}"#), "True");
    let decode = &main.reads.as_ref().unwrap().decode;
    assert_eq!(
        *decode,
        Decode::OnOff {
            on: "False".into(),
            off: "True".into()
        }
    );
    assert_eq!(it.entities[0].class.as_deref(), Some("door"));
}

#[test]
fn two_gangs_are_two_switches_on_one_topic() {
    let gang = |end: &str| {
        json!({ "type": "switch", "endpoint": end, "features": [{
            "type": "binary", "name": "state", "property": format!("state_{end}"), "access": 7, "value_on": "ON", "value_off": "OFF",
        }]})
    };
    let it = of(json!([gang("l1"), gang("l2")]));
    let names: Vec<_> = it.entities.iter().map(|it| it.name.as_deref()).collect();
    assert_eq!(names, [Some("L1"), Some("L2")]);
    assert_eq!(
        sent(part(&it, 0, Role::Main), json!(true)),
        r#"{"state_l1":"ON"}"#
    );
    assert_eq!(
        sent(part(&it, 1, Role::Main), json!(false)),
        r#"{"state_l2":"OFF"}"#
    );
}

#[test]
fn what_can_only_be_told_is_pressed_and_answers_nothing() {
    let it = of(json!([
        { "type": "enum", "name": "identify", "property": "identify", "access": 2, "values": ["identify"] },
        { "type": "enum", "name": "reset", "property": "reset", "access": 2, "values": ["soft", "hard"] },
    ]));
    let parts = &it.entities[0].parts;
    assert_eq!((parts.len(), parts[0].answers), (1, false));
    assert_eq!(sent(&parts[0], Value::Null), r#"{"identify":"identify"}"#);
    let words: Vec<_> = it.entities[1]
        .parts
        .iter()
        .map(|it| it.word.as_deref())
        .collect();
    assert_eq!(words, [Some("soft"), Some("hard")]);
    assert_eq!(
        it.entities[1].parts[0].shape,
        Shape::Press { confirm: true }
    );
}

#[test]
fn words_that_are_numbers_are_sent_as_numbers() {
    let it = of(
        json!([{ "type": "enum", "name": "baud", "property": "baud", "access": 7, "values": [9600, 19200] }]),
    );
    assert_eq!(
        sent(part(&it, 0, Role::Main), json!("9600")),
        r#"{"baud": 9600}"#
    );
}

#[test]
fn a_property_is_one_entity_however_often_it_is_exposed() {
    let it = of(json!([
        { "type": "climate", "features": [
            { "type": "numeric", "name": "local_temperature", "property": "local_temperature", "access": 5, "unit": "°C" },
            { "type": "numeric", "name": "occupied_heating_setpoint", "property": "occupied_heating_setpoint", "access": 7,
              "value_min": 5, "value_max": 30, "value_step": 0.5 },
            { "type": "enum", "name": "system_mode", "property": "system_mode", "access": 7, "values": ["off", "heat"] },
        ]},
        { "type": "numeric", "name": "local_temperature", "property": "local_temperature", "access": 1 },
    ]));
    assert_eq!(it.entities.len(), 1);
    assert_eq!(it.entities[0].parts.len(), 3);
}

#[test]
fn what_is_not_there_says_nothing() {
    let it = of(json!([
        { "type": "numeric", "name": "battery", "label": "Battery", "property": "battery", "access": 1, "unit": "%",
          "category": "diagnostic" },
    ]));
    assert_eq!(it.entities[0].category, Category::Diagnostic);
    assert_eq!(read(part(&it, 0, Role::Main), r#"{"occupancy":true}"#), "");
}

#[test]
fn a_device_that_is_not_ready_says_why_and_the_coordinator_is_none() {
    let plain = |more: Value| {
        let mut device = json!({ "ieee_address": ADDRESS, "friendly_name": "x", "type": "EndDevice", "definition": null });
        device
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        found(json!([device]))
    };
    assert_eq!(plain(json!({}))[0].notes, [Note::NotSupported]);
    assert_eq!(
        plain(json!({ "interviewing": true }))[0].notes,
        [Note::Interviewing]
    );
    assert_eq!(
        plain(json!({ "disabled": true }))[0].notes,
        [Note::Disabled]
    );
    assert!(plain(json!({ "type": "Coordinator" })).is_empty());
}

#[test]
fn nothing_is_sent_to_a_device_whose_name_ends_as_a_command() {
    let mut device = device(json!([light()]));
    device["friendly_name"] = json!("lamp/set");
    let it = found(json!([device])).remove(0);
    assert!(it.notes.contains(&Note::NotCommandable));
    assert!(
        it.entities[0]
            .parts
            .iter()
            .all(|part| part.sends.is_none() && part.reads.is_some())
    );
}

#[test]
fn a_renamed_device_is_the_same_with_other_topics() {
    let mut finder = Finder::new(vec![]);
    take(&mut finder, json!([device(json!([light()]))]));
    let before = finder.devices().remove(0);
    let mut renamed = device(json!([light()]));
    renamed["friendly_name"] = json!("hall");
    assert!(take(&mut finder, json!([renamed])));
    let after = finder.devices().remove(0);
    assert_eq!(
        (&before.key, &before.entities[0].key),
        (&after.key, &after.entities[0].key)
    );
    assert_eq!(
        part(&after, 0, Role::Main).reads.as_ref().unwrap().topic,
        "zigbee2mqtt/hall"
    );
}

#[test]
fn what_the_bridge_tells_home_assistant_as_well_is_one_device() {
    let mut finder = Finder::new(vec!["homeassistant".to_owned()]);
    let config = json!({
        "stat_t": "zigbee2mqtt/kitchen/lamp", "cmd_t": "zigbee2mqtt/kitchen/lamp/set", "o": { "name": "Zigbee2MQTT" },
        "dev": { "ids": [format!("zigbee2mqtt_{ADDRESS}")], "name": "kitchen/lamp" },
    });
    let topic = format!("homeassistant/light/{ADDRESS}/light/config");
    finder.take(&topic, config.to_string().as_bytes());
    assert_eq!(finder.devices()[0].conventions, [Convention::HomeAssistant]);
    take(&mut finder, json!([device(json!([light()]))]));
    let found = finder.devices();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].conventions, [Convention::Zigbee2Mqtt]);
}

#[test]
fn a_name_that_makes_no_topic_gives_a_device_with_a_reason_and_nothing_to_follow() {
    let fine = "x".repeat(limits::TOPIC - "zigbee2mqtt//availability".len());
    for (name, entities) in [
        (fine.clone(), 1),
        (format!("{fine}y"), 0),
        ("lamp/#".to_owned(), 0),
        ("lamp+".to_owned(), 0),
        ("lamp\0".to_owned(), 0),
        ("x".repeat(100_000), 0),
    ] {
        let mut device = device(json!([light()]));
        device["friendly_name"] = json!(name);
        let it = found(json!([device])).remove(0);
        let field = "friendly_name".to_owned();
        let noted = it.notes.contains(&Note::Topic { field });
        assert_eq!((it.entities.len(), noted), (entities, entities == 0));
    }
    let mut endless = device(json!([light()]));
    endless["ieee_address"] = json!("0".repeat(100_000));
    assert!(found(json!([endless])).is_empty());
}

#[test]
fn a_word_longer_than_words_are_is_not_taken() {
    let long = "x".repeat(limits::WORD + 1);
    let it = of(json!([
        { "type": "binary", "name": "a", "property": "a", "access": 7, "value_on": long, "value_off": "OFF" },
        { "type": "enum", "name": "b", "property": "b", "access": 7, "values": ["eco", long, "boost"] },
        { "type": "enum", "name": "c", "property": "c", "access": 2, "values": [long] },
    ]));
    let shapes: Vec<_> = it.entities.iter().flat_map(|it| &it.parts).collect();
    let options = vec!["eco".to_owned(), "boost".to_owned()];
    assert_eq!(shapes.len(), 1, "{shapes:#?}");
    assert_eq!(shapes[0].shape, Shape::Choice { options });
}

#[test]
fn a_list_of_more_than_there_is_room_for_is_left_out_as_a_whole() {
    let exposes: Vec<_> = (0..1_500)
        .map(
            |n| json!({ "type": "numeric", "name": "n", "property": format!("n{n}"), "access": 1 }),
        )
        .collect();
    let many: Vec<_> = (0..20)
        .map(|n| {
            let mut device = device(json!(exposes));
            device["ieee_address"] = json!(format!("0x{n:016x}"));
            device
        })
        .collect();
    let mut finder = Finder::new(vec![]);
    assert!(!take(&mut finder, json!(many)));
    assert_eq!((finder.devices().len(), finder.left_out()), (0, 1));
}

#[test]
fn a_cover_says_its_own_words_while_it_is_open_or_closed() {
    let state = json!({ "type": "enum", "name": "state", "property": "state", "access": 7, "values": ["OPEN", "CLOSE", "STOP"] });
    let it = of(json!([{ "type": "cover", "features": [state] }]));
    let says = |role| part(&it, 0, role).says.as_deref();
    let all = [Role::Open, Role::Close, Role::Stop].map(says);
    assert_eq!(all, [Some("OPEN"), Some("CLOSE"), None]);
}
