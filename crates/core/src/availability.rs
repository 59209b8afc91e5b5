//! What a message says of a device: there, away, or nothing that is understood. As Home Assistant reads an `availability_topic`, and JSON of
//! Zigbee2MQTT without a template.

use serde::Serialize;
use serde_json::{Map, Value as Json};
use ts_rs::TS;

use crate::{
    binding::Decode,
    decode::{boolean_word, decode, excerpt, is_unknown, own_word},
    number,
    payload::Payload,
    reading::Reading,
    template::{Cause, ValueTemplate},
    value::{Decoded, ReadingProblem, Said, Value},
};

/// Words that mean something only of a device as a whole: Homie's `$state`, and what gateways say.
const THERE: [&str; 3] = ["ready", "alert", "alive"];
const AWAY: [&str; 4] = ["unavailable", "lost", "dead", "down"];

/// True: the device is there. The words of the binding come first, then the common ones.
///
/// A template that fails, or gives nothing, has the payload taken as it is: real configurations ask for `value_json.state` and get a plain
/// `online` from older gateways. Without a template, `{"state": "online"}` is understood.
///
/// # Errors
/// It cannot be read as text, its template makes too much, or it says neither. What it said before holds.
pub fn read(
    payload: &Payload<'_>,
    template: Option<&ValueTemplate>,
    words: &Decode,
) -> Result<Said, ReadingProblem> {
    let text = match decode(payload, None, &Decode::Text)? {
        Said::Value(Decoded {
            value: Value::Text(text),
            ..
        }) => text,
        other => return Ok(other),
    };
    let made = match template.map(|it| it.read(payload)) {
        Some(Ok(made)) if !made.is_empty() => Some(made),
        Some(Err(fault)) if fault.cause == Cause::TooMuch => return Err(fault.into()),
        Some(_) => None,
        None => payload.state(),
    };
    let text = made.unwrap_or(text);
    let (on, off) = match words {
        Decode::OnOff { on, off } => (on.as_str(), off.as_str()),
        _ => ("online", "offline"),
    };
    let said = number::trim(&text);
    let common = |words: &[&str]| words.iter().any(|it| it.eq_ignore_ascii_case(said));
    let there = own_word(said, on, off)
        .or_else(|| common(&THERE).then_some(true))
        .or_else(|| common(&AWAY).then_some(false))
        .or_else(|| boolean_word(said));
    match there {
        Some(there) => Ok(Said::Value(Decoded {
            value: Value::Boolean(there),
            unit: None,
            decimals: 0,
        })),
        None if said.is_empty() => Ok(Said::Nothing),
        None if is_unknown(said) => Ok(Said::Unknown),
        None => Err(ReadingProblem::NotOnOff {
            excerpt: excerpt(said),
        }),
    }
}

/// What several of them mean together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "AvailabilityMode")]
pub enum Mode {
    /// All must be there.
    #[default]
    All,
    /// One is enough.
    Any,
    /// What was said last counts.
    Latest,
}

impl Mode {
    /// As a tile's options say it.
    #[must_use]
    pub fn of(options: &Map<String, Json>) -> Self {
        match options.get("availabilityMode").and_then(Json::as_str) {
            Some("any") => Self::Any,
            Some("latest") => Self::Latest,
            _ => Self::All,
        }
    }
}

/// Whether a device is away by what its availabilities say. Before any of them was understood it is not.
pub fn is_away<'a>(said: impl Iterator<Item = &'a Reading>, mode: Mode) -> bool {
    let mut known = said.filter_map(|it| match it.value {
        Some(Value::Boolean(there)) => Some((it.at, there)),
        _ => None,
    });
    match mode {
        Mode::All => known.any(|(_, there)| !there),
        Mode::Any => {
            let mut known = known.peekable();
            known.peek().is_some() && known.all(|(_, there)| !there)
        }
        Mode::Latest => known
            .max_by_key(|(at, _)| *at)
            .is_some_and(|(_, there)| !there),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Decode {
        Decode::OnOff {
            on: "online".into(),
            off: "offline".into(),
        }
    }

    /// `None`: it says neither.
    fn there(payload: &str, template: Option<&str>) -> Option<bool> {
        let template = template.map(|text| ValueTemplate::parse(text).unwrap());
        match read(
            &Payload::new(payload.as_bytes()),
            template.as_ref(),
            &words(),
        ) {
            Ok(Said::Value(Decoded {
                value: Value::Boolean(there),
                ..
            })) => Some(there),
            _ => None,
        }
    }

    #[test]
    fn zigbee2mqtt_is_understood_without_a_template() {
        for (payload, expected) in [
            (r#"{"state":"online"}"#, Some(true)),
            (r#"{"state":"offline"}"#, Some(false)),
            ("{\"state\":\"offline\"}\0", Some(false)),
            (r#"{"state":true}"#, Some(true)),
            ("online", Some(true)),
            ("\"offline\"", Some(false)),
            ("Offline\n", Some(false)),
            ("unavailable", Some(false)),
            ("lost", Some(false)),
            ("ready", Some(true)),
            ("0", Some(false)),
            ("", None),
            ("sleeping", None),
            (r#"{"state":{"x":1}}"#, None),
            (r#"{"power":"offline"}"#, None),
        ] {
            assert_eq!(there(payload, None), expected, "{payload}");
        }
    }

    #[test]
    fn a_template_picks_the_word_and_a_plain_word_is_taken_where_it_fails() {
        let state = Some("{{ value_json.state }}");
        assert_eq!(there(r#"{"state":"offline"}"#, state), Some(false));
        assert_eq!(there("offline", state), Some(false));
        let deep = Some("{{ value_json.device.state }}");
        assert_eq!(there("online", deep), Some(true));
        assert_eq!(
            there(r#"{"device":{"state":"offline"}}"#, deep),
            Some(false)
        );
        assert_eq!(
            there(
                "9",
                Some("{{ 'online' if value | int > 5 else 'offline' }}")
            ),
            Some(true)
        );
    }

    #[test]
    fn what_says_neither_is_told_and_what_a_device_does_not_know_is_unknown() {
        let read = |payload: &str| read(&Payload::new(payload.as_bytes()), None, &words());
        assert_eq!(read("unknown"), Ok(Said::Unknown));
        assert_eq!(read(r#"{"state":null}"#), Ok(Said::Unknown));
        let excerpt = "sleeping".to_owned();
        assert_eq!(read("sleeping"), Err(ReadingProblem::NotOnOff { excerpt }));
    }
}
