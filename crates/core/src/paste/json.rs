//! Settings as a JSON object, nested or not.

use serde_json::Value;

use super::{
    field::{Field, field_of, is_broker_section, is_named},
    notes::Notes,
};

/// Objects within objects: `{"mqtt": {"tls": {…}}}`.
const DEPTH: usize = 3;

/// False, with nothing noted, if the text is no JSON object.
pub(super) fn read(text: &str, notes: &mut Notes) -> bool {
    if !text.trim_start().starts_with(['{', '[']) {
        return false;
    }
    let value = match serde_json::from_str(text) {
        Ok(Value::Array(values)) => values.into_iter().next(),
        Ok(value) => Some(value),
        Err(_) => None,
    };
    let Some(object @ Value::Object(_)) = value else {
        return false;
    };
    read_object(&object, DEPTH, notes);
    true
}

fn read_object(object: &Value, depth: usize, notes: &mut Notes) {
    let Value::Object(fields) = object else {
        return;
    };
    let (objects, plain): (Vec<_>, Vec<_>) =
        fields.iter().partition(|(_, value)| value.is_object());
    let wifi = fields.keys().any(|key| key.to_lowercase().contains("ssid"));
    for (key, value) in plain {
        // Beside the name of a Wi-Fi, a password of which nothing more is said is the Wi-Fi's.
        let field = field_of(key).filter(|it| !wifi || *it != Field::Password || is_named(key));
        read_field(field, value, notes);
    }
    let chosen = objects.iter().any(|(key, _)| is_broker_section(key));
    for (key, value) in objects {
        // Beside a section that is the broker's, others are of something else: a Wi-Fi, a database. Within it, all are its own.
        let own = depth < DEPTH || is_broker_section(key) || (!chosen && is_neutral(key));
        if own && depth > 0 {
            read_object(value, depth - 1, notes);
        } else {
            notes.ignore();
        }
    }
}

fn is_neutral(key: &str) -> bool {
    const NEUTRAL: [&str; 9] = [
        "auth",
        "config",
        "connection",
        "credentials",
        "options",
        "ports",
        "server",
        "settings",
        "tls",
    ];
    NEUTRAL.contains(&key.to_lowercase().as_str())
}

fn read_field(field: Option<Field>, value: &Value, notes: &mut Notes) {
    let understood = match (field, value) {
        (_, Value::Null) => true,
        (Some(field), Value::Array(values)) => {
            values.iter().any(|value| notes.take(field, &plain(value)))
        }
        // An empty text is what a form writes that was left blank.
        (Some(field), value) => {
            let value = plain(value);
            value.is_empty() || field == Field::Unneeded || notes.take(field, &value)
        }
        (None, _) => false,
    };
    if !understood {
        notes.ignore();
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        _ => String::new(),
    }
}
