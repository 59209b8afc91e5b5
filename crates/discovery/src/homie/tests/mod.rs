mod five;

use serde_json::{Value, json};
use tilework_core::binding::Decode;

use crate::{
    finder::Finder,
    limits,
    model::{Convention, Device, Entity, Note, Part, Role, Shape},
    testing::said_by,
};

fn lamp() -> Vec<(&'static str, &'static str)> {
    vec![
        ("$homie", "4.0.0"),
        ("$name", "Stable lamp"),
        ("$state", "ready"),
        ("$nodes", "light,air"),
        ("light/$name", "Light"),
        ("light/$properties", "power,level,mode,colour"),
        ("light/power/$name", "Power"),
        ("light/power/$datatype", "boolean"),
        ("light/power/$settable", "true"),
        ("light/level/$datatype", "integer"),
        ("light/level/$format", "0:255"),
        ("light/level/$settable", "true"),
        ("light/mode/$datatype", "enum"),
        ("light/mode/$format", "day,night"),
        ("light/mode/$settable", "true"),
        ("light/colour/$datatype", "color"),
        ("light/colour/$format", "rgb"),
        ("light/colour/$settable", "true"),
        ("air/$name", "Air"),
        ("air/$properties", "temperature"),
        ("air/temperature/$datatype", "float"),
        ("air/temperature/$unit", "°C"),
    ]
}

fn take(finder: &mut Finder, root: &str, attribute: &str, said: &str) -> bool {
    finder.take(&format!("{root}/{attribute}"), said.as_bytes())
}

fn of(attributes: &[(&str, &str)]) -> Vec<Device> {
    let mut finder = Finder::new(vec![]);
    for (attribute, said) in attributes {
        take(&mut finder, "homie/lamp", attribute, said);
    }
    finder.devices()
}

/// One property of version 4.
fn property(more: &[(&str, &str)]) -> Entity {
    let more: Vec<_> = more
        .iter()
        .map(|(attribute, said)| (format!("n/p/{attribute}"), *said))
        .collect();
    let mut all = vec![("$homie", "4.0.0"), ("$nodes", "n"), ("n/$properties", "p")];
    all.extend(
        more.iter()
            .map(|(attribute, said)| (attribute.as_str(), *said)),
    );
    of(&all).remove(0).entities.remove(0)
}

fn five(finder: &mut Finder, said: &Value) -> bool {
    take(finder, "homie/5/pump", "$description", &said.to_string())
}

fn described(properties: Value) -> Value {
    json!({ "homie": "5.0", "version": 1, "name": "Pump", "nodes": { "pump": { "name": "Pump", "properties": properties } } })
}

fn device_of_five(properties: Value) -> Device {
    let mut finder = Finder::new(vec![]);
    five(&mut finder, &described(properties));
    take(&mut finder, "homie/5/pump", "$state", "ready");
    finder.devices().remove(0)
}

#[track_caller]
fn part(entity: &Entity) -> &Part {
    let found = entity.parts.iter().find(|part| part.role == Role::Main);
    found.unwrap_or_else(|| panic!("{entity:#?}"))
}

fn sent(part: &Part, value: Value) -> (&str, String) {
    let sends = part.sends.as_ref().unwrap();
    assert!(!sends.retain);
    (&sends.topic, sends.payload.render(&value).unwrap())
}

#[test]
fn a_device_is_what_its_attributes_say_in_whatever_order_they_come() {
    let found = of(&lamp());
    let mut turned = lamp();
    turned.reverse();
    assert_eq!(of(&turned), found);
    let [it] = &found[..] else {
        panic!("{found:#?}")
    };
    assert_eq!(it.described.name.as_deref(), Some("Stable lamp"));
    assert_eq!(it.conventions, [Convention::Homie]);
    let entities: Vec<_> = it
        .entities
        .iter()
        .map(|it| (it.name.as_deref().unwrap(), it.component.as_str()))
        .collect();
    assert_eq!(
        entities,
        [
            ("Light Power", "switch"),
            ("Light Level", "number"),
            ("Light Mode", "select"),
            ("Light Colour", "color"),
            ("Air Temperature", "sensor"),
        ]
    );
    let power = part(&it.entities[0]);
    assert_eq!(
        power.reads.as_ref().unwrap().topic,
        "homie/lamp/light/power"
    );
    assert_eq!(
        sent(power, json!(true)),
        ("homie/lamp/light/power/set", "true".to_owned())
    );
    assert!(power.answers);
    assert_eq!(sent(part(&it.entities[1]), json!(12.0)).1, "12");
    let options = vec!["day".to_owned(), "night".to_owned()];
    assert_eq!(part(&it.entities[2]).shape, Shape::Choice { options });
    assert!(part(&it.entities[3]).sends.is_none());
    let air = part(&it.entities[4]).reads.as_ref().unwrap();
    assert_eq!(
        (air.unit.as_deref(), &air.decode),
        (Some("°C"), &Decode::Number)
    );
}

#[test]
fn half_of_the_attributes_are_enough_and_a_value_before_them_is_no_device() {
    assert!(of(&[("$homie", "4.0.0"), ("$name", "x")]).is_empty());
    assert!(
        of(&[("$nodes", "n"), ("n/$properties", "p")]).is_empty(),
        "of which version"
    );
    assert!(of(&[("$homie", "2.1.0"), ("$nodes", "n"), ("n/$properties", "p")]).is_empty());
    let text = property(&[]);
    assert_eq!(
        (part(&text).shape.clone(), text.component.as_str()),
        (Shape::Text, "sensor")
    );
    assert!(!Finder::concerns("homie/lamp/light/power", &[]));
    assert!(!Finder::concerns("$SYS/broker/$name", &[]));
}

#[test]
fn emptied_attributes_take_a_device_away() {
    let mut finder = Finder::new(vec![]);
    for (attribute, said) in lamp() {
        take(&mut finder, "homie/lamp", attribute, said);
    }
    assert!(take(&mut finder, "homie/lamp", "$nodes", ""));
    assert!(finder.devices().is_empty());
    assert!(!take(&mut finder, "homie/lamp", "$nodes", ""));
}

#[test]
fn a_state_has_six_words_and_three_of_them_are_away() {
    let it = of(&lamp()).remove(0);
    let there = &it.entities[0].availability.as_ref().unwrap().reads[0];
    assert_eq!(there.topic, "homie/lamp/$state");
    let said = |word| said_by(there.template.as_ref().unwrap(), word);
    for word in ["ready", "alert", "sleeping"] {
        assert_eq!(said(word), "ready", "{word}");
    }
    for word in ["init", "lost", "disconnected"] {
        assert_eq!(said(word), "lost", "{word}");
    }
    assert_eq!(said("other"), "");
}

#[test]
fn payloads_of_on_and_off_are_true_and_false_whatever_the_format_says() {
    let it = property(&[
        ("$datatype", "boolean"),
        ("$settable", "true"),
        ("$format", "off,on"),
    ]);
    assert_eq!(sent(part(&it), json!(false)).1, "false");
    assert_eq!(
        it.notes,
        [Note::Unusual {
            field: "$format".into()
        }]
    );
    let five = device_of_five(
        json!({ "on": { "datatype": "boolean", "settable": true, "format": "off,on" } }),
    );
    assert_eq!(sent(part(&five.entities[0]), json!(true)).1, "true");
    assert_eq!(five.entities[0].notes, [], "these are labels");
}

#[test]
fn a_type_that_is_none_is_a_number_or_a_text() {
    let it = property(&[("$datatype", "percent")]);
    assert!(matches!(part(&it).shape, Shape::Number { .. }));
    for kind in ["datetime", "duration", "json", "what"] {
        assert_eq!(part(&property(&[("$datatype", kind)])).shape, Shape::Text);
    }
}

#[test]
fn what_is_not_kept_is_pressed_or_happens() {
    let press = property(&[
        ("$datatype", "boolean"),
        ("$settable", "true"),
        ("$retained", "false"),
    ]);
    assert_eq!(part(&press).shape, Shape::Press { confirm: false });
    assert_eq!(sent(part(&press), Value::Null).1, "true");
    let one = property(&[
        ("$datatype", "enum"),
        ("$format", "wash"),
        ("$settable", "true"),
        ("$retained", "false"),
    ]);
    assert_eq!(sent(part(&one), Value::Null).1, "wash");
    let event = property(&[
        ("$datatype", "enum"),
        ("$format", "short,long"),
        ("$retained", "false"),
    ]);
    assert_eq!(event.component, "event");
    assert!(part(&event).reads.is_some() && part(&event).sends.is_none());
}

#[test]
fn an_empty_text_is_one_byte_that_is_not_shown() {
    let it = property(&[("$datatype", "string")]);
    let template = part(&it).reads.as_ref().unwrap().template.clone().unwrap();
    assert_eq!(
        (said_by(&template, "\0"), said_by(&template, "a b")),
        (String::new(), "a b".to_owned())
    );
}

#[test]
fn each_element_of_an_array_is_a_node_and_an_array_has_an_end() {
    let array = |range| {
        let mut all = vec![
            ("$homie", "3.0.1"),
            ("$nodes", "lamps[]"),
            ("lamps/$properties", "on"),
        ];
        all.extend([
            ("lamps/$array", range),
            ("lamps_0/$name", "Left"),
            ("lamps/on/$datatype", "boolean"),
        ]);
        of(&all).remove(0).entities
    };
    let it = array("0-1");
    let names: Vec<_> = it.iter().map(|it| it.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["Left On", "Lamps 1 On"]);
    assert_eq!(
        part(&it[1]).reads.as_ref().unwrap().topic,
        "homie/lamp/lamps_1/on"
    );
    assert!(array("0-4294967295").len() <= 500);
    assert_eq!(array("x").len(), 1);
}

#[test]
fn a_list_of_endlessly_many_has_an_end() {
    let ids: Vec<_> = (0..10_000).map(|n| format!("p{n}")).collect();
    let list = ids.join(",");
    let it = of(&[
        ("$homie", "4.0.0"),
        ("$nodes", "n"),
        ("n/$properties", &list),
    ]);
    assert!(it[0].entities.len() <= limits::ENTITIES_OF_ONE);
}
