//! Tiles and brokers to make programs for, in tests.

use serde_json::{Value, json};
use tilework_core::{broker::Broker, tile::Tile};

fn binding(topic: &str, more: Value) -> Value {
    let mut binding = json!({"broker": "farm", "topic": topic, "template": null, "unit": null});
    merge(&mut binding, more);
    binding
}

fn command(topic: &str, more: Value) -> Value {
    let mut command = json!({"broker": "farm", "topic": topic, "answer": null});
    merge(&mut command, more);
    command
}

fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}

pub fn tile(kind: &str, title: &str, bindings: Value, commands: Value, options: Value) -> Tile {
    let id = title.replace(|c: char| !c.is_ascii_alphanumeric(), "");
    serde_json::from_value(json!({
        "id": if id.is_empty() { "tile".to_owned() } else { id.to_lowercase() }, "kind": kind, "title": title, "icon": null,
        "size": {"width": 2, "height": 2}, "bindings": bindings, "commands": commands, "options": options,
    }))
    .unwrap()
}

fn answer() -> Value {
    json!({"slot": "state", "timeoutMs": 5000})
}

fn on_off(on: &str, off: &str) -> Value {
    json!({"as": "onOff", "on": on, "off": off})
}

/// A switch on these topics, with an availability.
pub fn pump(state: &str, set: &str, availability: &str) -> Tile {
    tile(
        "switch",
        "Water pump",
        json!({
            "state": binding(state, json!({"decode": on_off("ON", "OFF")})),
            "availability": binding(availability, json!({"decode": on_off("online", "offline")})),
        }),
        json!({"set": command(set, json!({
            "payload": {"as": "onOff", "on": "ON", "off": "OFF"}, "qos": "atLeastOnce", "answer": answer(),
        }))}),
        json!({}),
    )
}

pub fn value(title: &str, topic: &str, more: Value) -> Tile {
    tile(
        "value",
        title,
        json!({"value": binding(topic, more)}),
        json!({}),
        json!({}),
    )
}

pub fn press(title: &str, topic: &str, payload: &str) -> Tile {
    let payload = json!({"payload": {"as": "template", "text": payload}});
    tile(
        "button",
        title,
        json!({}),
        json!({"press": command(topic, payload)}),
        json!({}),
    )
}

pub fn setting(
    kind: &str,
    title: &str,
    topics: [&str; 2],
    template: &str,
    payload: &str,
    options: Value,
) -> Tile {
    tile(
        kind,
        title,
        json!({"state": binding(topics[0], json!({"template": template}))}),
        json!({"set": command(topics[1], json!({"payload": {"as": "template", "text": payload}, "answer": answer()}))}),
        options,
    )
}

/// All that there is: JSON and plain, numbers, words and texts, one topic for many tiles, presses, a last will.
pub fn greenhouse() -> Vec<Tile> {
    let climate = |name: &str, unit: &str| json!({"template": format!("{{{{ value_json.{name} }}}}"), "unit": unit});
    let choices = json!({"choices": [{"payload": "auto", "label": "By itself"}, {"payload": "manual", "label": ""}]});
    let buttons = json!({"buttons": [{"payload": "up", "label": "Up"}, {"payload": "down", "label": "Down"}]});
    vec![
        pump("farm/pump/state", "farm/pump/set", "farm/board/online"),
        value("Air temperature", "farm/climate", climate("air.temp", "°C")),
        value("Humidity", "farm/climate", climate("air.humidity", "%")),
        tile(
            "indicator",
            "Door",
            json!({"value": binding("farm/door", json!({"decode": on_off("open", "closed")}))}),
            json!({}),
            json!({}),
        ),
        setting(
            "slider",
            "Vent",
            ["farm/vent", "farm/vent/set"],
            "{{ value_json.level }}",
            "{\"level\": {{ value }}}",
            json!({"minimum": 0, "maximum": 50, "step": 0.5, "unit": "%"}),
        ),
        setting(
            "select",
            "Mode",
            ["farm/mode", "farm/mode/set"],
            "{{ value_json.mode }}",
            "{{ value }}",
            choices,
        ),
        setting(
            "textInput",
            "Display",
            ["farm/display", "farm/display/set"],
            "{{ value }}",
            "{{ value }}",
            json!({}),
        ),
        press("Restart", "farm/restart", "now"),
        tile(
            "buttons",
            "Blind",
            json!({}),
            json!({"press": command("farm/blind", json!({"payload": {"as": "template", "text": "{{ value }}"}}))}),
            buttons,
        ),
        tile(
            "chart",
            "Soil",
            json!({"series1": binding("farm/soil/1", json!({"unit": "%"})), "series2": binding("farm/soil/2", json!({"unit": "%"}))}),
            json!({}),
            json!({"label1": "North", "label2": "South", "staleAfterSeconds": 12}),
        ),
    ]
}

/// A broker in the house, open.
pub fn open_broker() -> Broker {
    broker(json!({"origin": "own", "endpoints": [{"host": "192.168.1.4", "port": 1883}]}))
}

/// One in the cloud: MQTT 5, encrypted, with an authority, a prefix, and a login.
pub fn secure_broker() -> Broker {
    broker(json!({
        "origin": "own", "endpoints": [{"host": "broker.example", "port": 8883, "transport": "tls"}], "protocol": "5",
        "username": "canary-user", "secrets": {"password": "keyring"}, "topicPrefix": "/me@example.com/",
        "tls": {"authorities": "-----BEGIN CERTIFICATE-----\nTUlJQ2FuYXJ5\n-----END CERTIFICATE-----\n"},
    }))
}

pub fn broker(more: Value) -> Broker {
    let mut broker = json!({
        "schemaVersion": 5, "id": "farm", "name": "Farm", "enabled": true, "clientId": "canary-client",
        "keepAliveSeconds": 30, "packetLimit": 16_777_216,
    });
    merge(&mut broker, more);
    serde_json::from_value(broker).unwrap()
}
