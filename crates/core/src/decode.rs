//! From the bytes of a payload to a value.

use crate::{
    binding::Decode,
    number,
    payload::{JSON_LIMIT, Payload},
    template::ValueTemplate,
    value::{Decoded, ReadingProblem, Value},
};

/// The largest payload that is decoded, in bytes.
pub const DECODE_LIMIT: usize = 1 << 20;
/// Text values are cut here, in bytes of UTF-8, at the border of a character.
pub const TEXT_LIMIT: usize = 4 << 10;
/// Characters of a payload in a problem.
const EXCERPT: usize = 40;

/// Takes a payload through the template, if there is one, and then through `decode`.
///
/// # Errors
/// Why this payload gives no value. A template that gives nothing but white space is [`ReadingProblem::Empty`]; an empty
/// payload without a template is an empty text, if a text is wanted.
pub fn decode(
    payload: &Payload<'_>,
    template: Option<&ValueTemplate>,
    decode: &Decode,
) -> Result<Decoded, ReadingProblem> {
    let bytes = length(payload.bytes());
    if payload.bytes().len() > DECODE_LIMIT {
        return Err(ReadingProblem::TooLarge {
            bytes,
            limit: DECODE_LIMIT as u32,
        });
    }
    let text = payload.text().ok_or(ReadingProblem::NotText { bytes })?;
    let Some(template) = template else {
        return decode_text(text, payload, decode);
    };
    let result = template.read(payload)?;
    if result.is_empty() {
        return Err(ReadingProblem::Empty);
    }
    decode_text(&result, &Payload::new(result.as_bytes()), decode)
}

/// `payload` is the text's.
fn decode_text(
    text: &str,
    payload: &Payload<'_>,
    decode: &Decode,
) -> Result<Decoded, ReadingProblem> {
    match decode {
        Decode::Auto => Ok(auto(text, payload)),
        Decode::Text => Ok(plain(Value::Text(cut(text).to_owned()))),
        Decode::Number => read_number(unquoted(text)).ok_or_else(|| ReadingProblem::NotANumber {
            excerpt: excerpt(text),
        }),
        Decode::OnOff { on, off } => on_off(text, on, off)
            .map(|value| plain(Value::Boolean(value)))
            .ok_or_else(|| ReadingProblem::NotOnOff {
                excerpt: excerpt(text),
            }),
        Decode::Json if text.len() > JSON_LIMIT => Err(ReadingProblem::TooLarge {
            bytes: length(text.as_bytes()),
            limit: JSON_LIMIT as u32,
        }),
        Decode::Json => payload
            .as_value()
            .map(|json| plain(Value::Json(json)))
            .ok_or_else(|| ReadingProblem::NotJson {
                excerpt: excerpt(text),
            }),
    }
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

/// Only the words that mean nothing else: `open` or `online` say more to a person than `on` would.
fn auto(text: &str, payload: &Payload<'_>) -> Decoded {
    if let Some(number) = read_number(text) {
        return number;
    }
    let trimmed = number::trim(text);
    for (word, value) in [
        ("on", true),
        ("true", true),
        ("off", false),
        ("false", false),
    ] {
        if trimmed.eq_ignore_ascii_case(word) {
            return plain(Value::Boolean(value));
        }
    }
    if trimmed.starts_with(['{', '['])
        && let Some(json) = payload.as_value()
    {
        return plain(Value::Json(json));
    }
    plain(Value::Text(cut(text).to_owned()))
}

fn plain(value: Value) -> Decoded {
    Decoded {
        value,
        unit: None,
        decimals: 0,
    }
}

fn read_number(text: &str) -> Option<Decoded> {
    let number = number::read(text)?;
    Some(Decoded {
        value: Value::Number(number.value),
        unit: number.unit.map(str::to_owned),
        decimals: number.decimals,
    })
}

/// The tile's own words, exactly and then in any case, and after them the common ones. So a door whose `on` is `closed` reads
/// `Closed` as on, though the common word means off.
fn on_off(text: &str, on: &str, off: &str) -> Option<bool> {
    let trimmed = number::trim(text);
    let own = [(on, true), (off, false)]
        .into_iter()
        .filter(|(word, _)| !word.is_empty());
    own.clone()
        .find(|(word, _)| *word == text || *word == trimmed)
        .or_else(|| {
            own.clone()
                .find(|(word, _)| word.to_lowercase() == trimmed.to_lowercase())
        })
        .map(|(_, value)| value)
        .or_else(|| boolean_word(trimmed))
}

const ON: [&str; 11] = [
    "on",
    "true",
    "yes",
    "open",
    "opened",
    "online",
    "connected",
    "available",
    "enabled",
    "active",
    "detected",
];
const OFF: [&str; 12] = [
    "off",
    "false",
    "no",
    "closed",
    "close",
    "offline",
    "disconnected",
    "unavailable",
    "disabled",
    "inactive",
    "clear",
    "not_detected",
];

/// What a common word for on or off means, in any case; also 1 and 0, however they are written.
#[must_use]
pub fn boolean_word(text: &str) -> Option<bool> {
    let word = unquoted(text);
    let is = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    if is(&ON) {
        return Some(true);
    }
    if is(&OFF) {
        return Some(false);
    }
    let number = number::read(word).filter(|number| number.unit.is_none())?;
    if number.value == 1.0 {
        Some(true)
    } else if number.value == 0.0 {
        Some(false)
    } else {
        None
    }
}

/// The text without white space around it and without the quotes of a JSON text.
fn unquoted(text: &str) -> &str {
    let text = number::trim(text);
    text.strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(text)
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(TEXT_LIMIT)]
}

/// The first characters for a person to see, on one line. Control characters and those that turn the direction of writing
/// become spaces: the payload is hostile.
#[must_use]
pub fn excerpt(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.trim()
        .chars()
        .take(EXCERPT)
        .map(|c| if c.is_control() || turns(c) { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests;
