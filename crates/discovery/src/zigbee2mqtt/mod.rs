//! Zigbee2MQTT: <https://www.zigbee2mqtt.io/guide/usage/mqtt_topics_and_messages.html>. Its bridge says everything of all devices in one
//! retained list at `<base>/bridge/devices`. Groups it announces to Home Assistant only.

mod exposes;
mod features;
#[cfg(test)]
mod tests;

use serde_json::Value;
use tilework_core::{
    availability::Mode,
    binding::{Decode, Qos},
    topic::Topic,
};

use crate::{
    limits,
    merge::{About, Announced},
    model::{Availability, Convention, Described, Note, Reads, Unreadable},
    reading::json,
    text,
};
use features::Exposed;

const LIST: &str = "/bridge/devices";
/// Bytes of a device's own address, of which there are 18.
const ADDRESS: usize = 64;

/// The base of the bridge whose list this is.
pub fn base(topic: &str) -> Option<&str> {
    topic
        .strip_suffix(LIST)
        .filter(|base| !base.is_empty() && !base.contains('/'))
}

/// # Errors
/// Why the list cannot be read. A device in it that cannot is left out.
pub fn read(topic: &str, base: &str, payload: &[u8]) -> Result<Vec<Announced>, Unreadable> {
    if payload.is_empty() {
        return Ok(vec![]);
    }
    let Value::Array(devices) = json(payload, limits::LIST)? else {
        return Err(Unreadable::OtherForm);
    };
    let mut announced = vec![];
    let mut entities = 0;
    for device in devices.iter().take(limits::DEVICES) {
        // So many are of no use to anybody: the whole list will be left out.
        if entities > limits::ENTITIES {
            break;
        }
        let Some(one) = one(topic, base, device) else {
            continue;
        };
        entities += one.entities.len();
        announced.push(one);
    }
    Ok(announced)
}

fn one(topic: &str, base: &str, device: &Value) -> Option<Announced> {
    let word = |key: &str| device.get(key).and_then(Value::as_str);
    if word("type") == Some("Coordinator") {
        return None;
    }
    let address = word("ieee_address").filter(|it| it.len() <= ADDRESS)?;
    let name = word("friendly_name").unwrap_or(address);
    let definition = device.get("definition").filter(|it| it.is_object());
    let of_definition = |key: &str| {
        let word = definition?.get(key)?.as_str()?;
        text::name(word)
    };
    let mut about = About {
        described: Described {
            name: text::name(name),
            maker: of_definition("vendor"),
            model: of_definition("model").or_else(|| word("model_id").and_then(text::name)),
            version: word("software_build_id").and_then(text::name),
            ..Described::default()
        },
        ..About::default()
    };
    about.identify(address);
    let mut notes = vec![];
    let disabled = device.get("disabled") == Some(&Value::Bool(true));
    if disabled {
        notes.push(Note::Disabled);
    } else if device.get("interviewing") == Some(&Value::Bool(true)) {
        notes.push(Note::Interviewing);
    } else if definition.is_none() || device.get("supported") == Some(&Value::Bool(false)) {
        notes.push(Note::NotSupported);
    }
    let commandable = !name.split('/').any(|level| matches!(level, "set" | "get"));
    if !commandable {
        notes.push(Note::NotCommandable);
    }
    let state = format!("{base}/{name}");
    // With the longest that stands behind it.
    let longest = state.len() + "/availability".len();
    let addressable = longest <= limits::TOPIC && Topic::parse(&state).is_ok();
    if !addressable {
        notes.push(Note::Topic {
            field: "friendly_name".to_owned(),
        });
    }
    let exposed = Exposed {
        topic,
        address,
        availability: availability(&state),
        set: commandable.then(|| format!("{state}/set")),
        state,
    };
    let list = definition
        .and_then(|it| it.get("exposes"))
        .filter(|_| !disabled && addressable);
    let entities = list
        .and_then(Value::as_array)
        .map(|list| exposed.entities(list));
    Some(Announced {
        convention: Convention::Zigbee2Mqtt,
        about,
        entities: entities.unwrap_or_default(),
        notes,
        at: None,
    })
}

/// Retained, and nowhere unless a person switched it on; a plain word in version 1, an object in version 2.
fn availability(state: &str) -> Availability {
    let template = "{{ value_json.state if value_json is mapping else value }}";
    let reads = Reads {
        topic: format!("{state}/availability"),
        qos: Qos::AtMostOnce,
        template: Some(template.to_owned()),
        decode: Decode::OnOff {
            on: "online".to_owned(),
            off: "offline".to_owned(),
        },
        unit: None,
    };
    Availability {
        reads: vec![reads],
        mode: Mode::All,
    }
}
