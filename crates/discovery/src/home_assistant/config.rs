//! One object of a configuration: short keys become long ones, values become what their keys want.

use std::{collections::HashMap, sync::LazyLock};

use serde_json::{Map, Value};

/// Home Assistant's table, and behind an empty line what it has dropped and old firmware still sends.
static SHORT: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("abbreviations.txt")
        .split_whitespace()
        .filter_map(|pair| pair.split_once('='))
        .collect()
});
static SHORT_OF_DEVICES: [(&str, &str); 11] = [
    ("cdev", "child_device"),
    ("cns", "connections"),
    ("cu", "configuration_url"),
    ("hw", "hw_version"),
    ("ids", "identifiers"),
    ("mdl", "model"),
    ("mdl_id", "model_id"),
    ("mf", "manufacturer"),
    ("sa", "suggested_area"),
    ("sn", "serial_number"),
    ("sw", "sw_version"),
];
const BASE: &str = "~";

/// With long keys only.
#[derive(Debug, Clone, Default)]
pub struct Config(Map<String, Value>);

impl Config {
    /// Of an entity, or of a device's root.
    pub fn of(object: &Map<String, Value>) -> Self {
        let mut config = Self(expanded(object, |key| SHORT.get(key).copied()));
        config.put_base();
        config
    }

    pub fn of_device(object: &Map<String, Value>) -> Self {
        let long = |key: &str| {
            SHORT_OF_DEVICES
                .iter()
                .find(|it| it.0 == key)
                .map(|it| it.1)
        };
        Self(expanded(object, |key| {
            long(key).or_else(|| SHORT.get(key).copied())
        }))
    }

    /// `~` stands for a text at the beginning or end of topics, and nowhere else.
    fn put_base(&mut self) {
        let Some(base) = self.0.remove(BASE) else {
            return;
        };
        let Some(base) = base.as_str().map(str::to_owned) else {
            return;
        };
        for (key, value) in &mut self.0 {
            if key.ends_with("topic") {
                put_base(value, &base);
            }
            if key == "availability" {
                let entries = match value {
                    Value::Array(entries) => entries.as_mut_slice(),
                    other => std::slice::from_mut(other),
                };
                for entry in entries.iter_mut().filter_map(Value::as_object_mut) {
                    for key in ["topic", "t"] {
                        if let Some(topic) = entry.get_mut(key) {
                            put_base(topic, &base);
                        }
                    }
                }
            }
        }
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// `key` is there, whatever it says.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The root of a child device: as its parent's, with its own name and identifiers.
    pub fn be_child(&mut self, child: &Map<String, Value>) {
        let child = Self::of_device(child);
        let mut device = Map::new();
        for key in ["identifiers", "name"] {
            device.extend(
                child
                    .0
                    .get(key)
                    .map(|value| (key.to_owned(), value.clone())),
            );
        }
        self.0.insert("device".to_owned(), Value::Object(device));
    }

    /// As Python writes it: `true` is the word `True`, `1.0` the word `1.0`.
    pub fn text(&self, key: &str) -> Option<String> {
        self.0.get(key).and_then(word)
    }

    /// A text that is not empty.
    pub fn filled(&self, key: &str) -> Option<String> {
        self.text(key).filter(|text| !text.trim().is_empty())
    }

    /// What is sent or compared: nothing said is the default, `null` is that there is none.
    pub fn payload(&self, key: &str, default: &str) -> Option<String> {
        match self.0.get(key) {
            None => Some(default.to_owned()),
            Some(value) => word(value),
        }
    }

    pub fn number(&self, key: &str) -> Option<f64> {
        let number = match self.0.get(key)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        number.filter(|number| number.is_finite())
    }

    /// More than 0, and at most a year.
    pub fn seconds(&self, key: &str) -> Option<u32> {
        let number = self
            .number(key)
            .filter(|it| (1.0..=31_622_400.0).contains(it))?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // just looked at
        Some(number.round() as u32)
    }

    pub fn boolean(&self, key: &str) -> Option<bool> {
        match self.0.get(key)? {
            Value::Bool(value) => Some(*value),
            Value::Number(number) => number.as_f64().map(|number| number != 0.0),
            Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
                "1" | "true" | "yes" | "on" | "enable" => Some(true),
                "0" | "false" | "no" | "off" | "disable" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// A single value is a list of one.
    pub fn words(&self, key: &str) -> Vec<String> {
        match self.0.get(key) {
            Some(Value::Array(values)) => values.iter().filter_map(word).collect(),
            Some(value) => word(value).into_iter().collect(),
            None => vec![],
        }
    }

    pub fn object(&self, key: &str) -> Option<&Map<String, Value>> {
        self.0.get(key)?.as_object()
    }

    /// The objects of a list; a single one is a list of one.
    pub fn objects(&self, key: &str) -> Vec<&Map<String, Value>> {
        match self.0.get(key) {
            Some(Value::Array(values)) => values.iter().filter_map(Value::as_object).collect(),
            Some(Value::Object(object)) => vec![object],
            _ => vec![],
        }
    }
}

/// Of a short and a long key for the same the short one counts.
fn expanded<'a>(
    object: &'a Map<String, Value>,
    long: impl Fn(&'a str) -> Option<&'static str>,
) -> Map<String, Value> {
    let mut all = Map::new();
    for (key, value) in object {
        if long(key).is_none() {
            all.insert(key.clone(), value.clone());
        }
    }
    for (key, value) in object {
        if let Some(long) = long(key) {
            all.insert(long.to_owned(), value.clone());
        }
    }
    all
}

fn put_base(value: &mut Value, base: &str) {
    let Value::String(text) = value else {
        return;
    };
    if text.len() > 1
        && let Some(rest) = text.strip_suffix(BASE)
    {
        *text = format!("{rest}{base}");
    }
    if let Some(rest) = text.strip_prefix(BASE) {
        *text = format!("{base}{rest}");
    }
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(true) => Some("True".to_owned()),
        Value::Bool(false) => Some("False".to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn config(value: Value) -> Config {
        Config::of(value.as_object().unwrap())
    }

    #[test]
    fn short_keys_are_long_ones_and_win_over_them() {
        let it = config(json!({
            "unique_id": "Mode", "uniq_id": "dev7_mode", "stat_t": "a/b", "unknown": 1, "whit_val_cmd_t": "w", "obj_id": "o",
        }));
        assert_eq!(it.text("unique_id").as_deref(), Some("dev7_mode"));
        assert_eq!(it.text("state_topic").as_deref(), Some("a/b"));
        assert_eq!(it.text("white_value_command_topic").as_deref(), Some("w"));
        assert_eq!(it.text("object_id").as_deref(), Some("o"));
    }

    #[test]
    fn the_table_has_each_short_key_once() {
        let pairs = include_str!("abbreviations.txt").split_whitespace();
        assert_eq!(pairs.clone().count(), SHORT.len());
        assert!(pairs.into_iter().all(|pair| pair.contains('=')));
    }

    #[test]
    fn the_base_stands_at_either_end_of_topics_and_nowhere_else() {
        let it = config(json!({
            "~": "h/l", "stat_t": "~/s", "cmd_t": "x/~", "bri_cmd_t": "a/~/b", "pl_on": "~on", "tilt_status_topic": "~",
            "avty": [{ "t": "~/lwt" }],
        }));
        let text = |key: &str| it.text(key).unwrap();
        assert_eq!(text("state_topic"), "h/l/s");
        assert_eq!(text("command_topic"), "x/h/l");
        assert_eq!(text("brightness_command_topic"), "a/~/b");
        assert_eq!(text("payload_on"), "~on");
        assert_eq!(text("tilt_status_topic"), "h/l");
        assert_eq!(it.objects("availability")[0]["t"], "h/l/lwt");
    }

    #[test]
    fn values_become_what_their_keys_want() {
        let it = config(json!({
            "pl_on": true, "pl_off": 1.0, "bri_scl": "99", "exp_aft": " 210 ", "ret": "True", "opt": 0, "ops": "one",
            "pl_stop": null, "pl_prs": "", "max": "NaN", "min": [1],
        }));
        assert_eq!(it.payload("payload_on", "ON").as_deref(), Some("True"));
        assert_eq!(it.payload("payload_off", "OFF").as_deref(), Some("1.0"));
        assert_eq!(it.number("brightness_scale"), Some(99.0));
        assert_eq!(it.number("expire_after"), Some(210.0));
        assert_eq!(it.boolean("retain"), Some(true));
        assert_eq!(it.boolean("optimistic"), Some(false));
        assert_eq!(it.words("options"), ["one"]);
        assert_eq!(it.payload("payload_stop", "STOP"), None);
        assert_eq!(it.payload("payload_press", "PRESS").as_deref(), Some(""));
        assert_eq!(it.payload("payload_open", "OPEN").as_deref(), Some("OPEN"));
        assert_eq!((it.number("max"), it.number("min")), (None, None));
    }
}
