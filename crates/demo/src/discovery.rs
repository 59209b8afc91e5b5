//! Home Assistant's MQTT discovery: <https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery>

use serde_json::{Value, json};

use crate::devices::Device;

/// Prefix of Home Assistant's default installation.
const PREFIX: &str = "homeassistant";

/// The retained configurations of a device's entities: topic and JSON text.
pub(crate) fn configurations(device: &Device) -> Vec<(String, String)> {
    (device.entities)()
        .into_iter()
        .map(|(component, object, special)| {
            let topic = format!("{PREFIX}/{component}/greenhouse_{object}/config");
            (topic, configuration(device, object, special).to_string())
        })
        .collect()
}

fn configuration(device: &Device, object: &str, special: Value) -> Value {
    let mut config = json!({
        "name": title(object),
        "unique_id": format!("tilework_demo_{object}"),
        "device": {
            "identifiers": [device.id], "name": device.name, "model": device.model,
            "manufacturer": "Tilework demo", "suggested_area": "Greenhouse",
        },
        "origin": { "name": "Tilework demo", "sw_version": env!("CARGO_PKG_VERSION") },
    });
    if let Some(topic) = device.availability {
        config["availability_topic"] = topic.into();
    }
    if let (Value::Object(config), Value::Object(special)) = (&mut config, special) {
        config.extend(special);
    }
    config
}

/// `soil_moisture` → `Soil moisture`
fn title(object: &str) -> String {
    let mut text = object.replace('_', " ");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
