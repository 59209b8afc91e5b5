//! What one feature says and can be told.

use serde_json::{Value, json};
use tilework_core::{
    binding::{Decode, Qos},
    command::PayloadRule,
};

use crate::{
    limits,
    making::{part, plain},
    model::{Availability, Part, Reads, Role, Sends, Shape},
    range::{Range, as_percent, set_ranged},
    text,
};

/// It says this in its state.
const PUBLISHED: u64 = 1;
/// It can be told.
const SETTABLE: u64 = 2;

/// Whose features they are.
pub struct Exposed<'a> {
    pub topic: &'a str,
    pub address: &'a str,
    pub state: String,
    /// `None`: its name is one that nothing can be sent to.
    pub set: Option<String>,
    pub availability: Availability,
}

impl Exposed<'_> {
    pub fn reads(&self, feature: &Value, decode: Decode) -> Option<Reads> {
        let property = plain(word(feature, "property")?).filter(|_| published(feature))?;
        Some(Reads {
            topic: self.state.clone(),
            qos: Qos::AtMostOnce,
            template: Some(format!("{{{{ value_json['{property}'] | is_defined }}}}")),
            decode,
            unit: word(feature, "unit").and_then(text::unit),
        })
    }

    pub fn sends(&self, feature: &Value, payload: PayloadRule) -> Option<Sends> {
        if !settable(feature) {
            return None;
        }
        Some(Sends {
            topic: self.set.clone()?,
            qos: Qos::AtMostOnce,
            retain: false,
            payload,
            expiry: None,
        })
    }

    pub fn binary(&self, feature: &Value, role: Role) -> Option<Part> {
        let property = plain(word(feature, "property")?)?;
        let value = |key, default: bool| feature.get(key).cloned().unwrap_or(Value::Bool(default));
        let (on, off) = (value("value_on", true), value("value_off", false));
        if !is_word(&on) || !is_word(&off) {
            return None;
        }
        let reads = self.reads(
            feature,
            Decode::OnOff {
                on: said(&on),
                off: said(&off),
            },
        );
        let told = |value: &Value| json!({ property: value }).to_string();
        let sends = self.sends(
            feature,
            PayloadRule::OnOff {
                on: told(&on),
                off: told(&off),
            },
        );
        part(role, Shape::OnOff, reads, sends)
    }

    pub fn numeric(&self, feature: &Value, role: Role) -> Option<Part> {
        let number = |key| feature.get(key).and_then(Value::as_f64);
        let shape = Shape::Number {
            minimum: number("value_min"),
            maximum: number("value_max"),
            step: number("value_step").filter(|step| *step > 0.0),
            decimals: None,
            total: word(feature, "name") == Some("energy"),
        };
        let reads = self.reads(feature, Decode::Number);
        let sends = self.told(feature, "", "{{ value }}");
        part(role, shape, reads, sends)
    }

    /// A number of a range that says nothing to people.
    pub fn percent(&self, feature: &Value, role: Role) -> Option<Part> {
        let maximum = feature
            .get("value_max")
            .and_then(Value::as_f64)
            .unwrap_or(254.0);
        let range = Range::up_to(maximum.max(1.0));
        let reads = self.reads(feature, Decode::Number);
        let reads = reads.map(|reads| {
            as_percent(
                Reads {
                    unit: Some("%".to_owned()),
                    ..reads
                },
                range,
            )
        });
        let sends = self.told(
            feature,
            &set_ranged("level", range, Some(1.0)),
            "{{ level }}",
        );
        let shape = Shape::Number {
            minimum: Some(1.0),
            maximum: Some(100.0),
            step: Some(1.0),
            decimals: Some(0),
            total: false,
        };
        part(role, shape, reads, sends)
    }

    /// Numbers among the words are sent as numbers.
    pub fn choice(&self, feature: &Value, role: Role) -> Option<Part> {
        let values = values(feature);
        let numbers = values.iter().all(Value::is_number);
        let options = values.iter().map(said).collect();
        let reads = self.reads(feature, Decode::Text);
        let sends = self.told(
            feature,
            "",
            if numbers {
                "{{ value }}"
            } else {
                "{{ value | tojson }}"
            },
        );
        part(role, Shape::Choice { options }, reads, sends)
    }

    pub fn told(&self, feature: &Value, before: &str, value: &str) -> Option<Sends> {
        let property = plain(word(feature, "property")?)?;
        let text = format!(r#"{before}{{"{property}": {value}}}"#);
        self.sends(feature, PayloadRule::Template { text })
    }

    /// A text that may be written.
    pub fn typed(&self, feature: &Value) -> Option<Part> {
        let reads = self.reads(feature, Decode::Text);
        part(
            Role::Main,
            Shape::Text,
            reads,
            self.told(feature, "", "{{ value | tojson }}"),
        )
    }

    pub fn text(&self, feature: &Value, role: Role) -> Option<Part> {
        part(role, Shape::Text, self.reads(feature, Decode::Text), None)
    }

    pub fn press(&self, feature: &Value, role: Role, value: &Value, confirm: bool) -> Option<Part> {
        let property = plain(word(feature, "property")?)?;
        let text = json!({ property: value }).to_string();
        if !is_word(value) || text.contains("{{") || text.contains("{%") {
            return None;
        }
        let sends = self.sends(feature, PayloadRule::Template { text });
        let part = part(role, Shape::Press { confirm }, None, sends)?;
        // A cover and a lock say what they were told.
        let says = matches!(role, Role::Open | Role::Close | Role::Lock | Role::Unlock)
            .then(|| said(value));
        Some(Part { says, ..part })
    }
}

pub fn word<'a>(expose: &'a Value, key: &str) -> Option<&'a str> {
    expose.get(key)?.as_str()
}

pub fn features(expose: &Value) -> Option<&Vec<Value>> {
    expose.get("features")?.as_array()
}

pub fn access(expose: &Value) -> u64 {
    expose
        .get("access")
        .and_then(Value::as_u64)
        .unwrap_or(PUBLISHED)
}

pub fn published(expose: &Value) -> bool {
    access(expose) & PUBLISHED != 0
}

pub fn settable(expose: &Value) -> bool {
    access(expose) & SETTABLE != 0
}

pub fn values(expose: &Value) -> Vec<Value> {
    let values = expose.get("values").and_then(Value::as_array);
    values
        .into_iter()
        .flatten()
        .filter(|it| is_word(it))
        .take(limits::OPTIONS)
        .cloned()
        .collect()
}

/// As long as words are, and nothing that has parts.
fn is_word(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() <= limits::WORD,
        Value::Bool(_) | Value::Number(_) => true,
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// Pressed by mistake, it would cost something.
pub fn asks(expose: &Value) -> bool {
    let name = word(expose, "name").unwrap_or_default();
    ["reset", "restart", "reboot"]
        .iter()
        .any(|part| name.contains(part))
}

/// As a value template prints it.
pub fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        other => other.to_string(),
    }
}

/// In Home Assistant's words, where they differ.
pub fn class_of(name: &str) -> String {
    match name {
        "contact" => "door",
        "water_leak" => "moisture",
        "soil_moisture" => "moisture",
        "linkquality" => "signal_strength",
        "illuminance_lux" => "illuminance",
        "co2" => "carbon_dioxide",
        "presence" => "occupancy",
        other => other,
    }
    .to_owned()
}
