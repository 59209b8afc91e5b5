//! From the bytes of a payload to a value.

use crate::{
    binding::Decode,
    habit::Habit,
    number::{self, DecimalMark, Marks, Number},
    payload::{JSON_LIMIT, Payload},
    picture,
    template::{Cause, ValueTemplate},
    value::{Decoded, ReadingProblem, Said, Value},
};

/// The largest payload that is decoded, in bytes.
pub const DECODE_LIMIT: usize = 1 << 20;
/// Text values are cut here, in bytes of UTF-8, at the border of a character.
pub const TEXT_LIMIT: usize = 4 << 10;
/// Characters of a payload in a problem.
const EXCERPT: usize = 40;

/// Takes a payload through the template, if there is one, and then through `decode`.
///
/// - *Nothing* is said by an empty payload, by a template that gives nothing but white space, and by one that looked for what is not
///   in this message: devices send many things to one topic.
/// - *Unknown* are JSON's null, a template's `None`, and the words in [`is_unknown`]; unless they are a tile's own words for on or off, or a
///   text is wanted.
///
/// # Errors
/// Why what was said gives no value.
pub fn decode(
    payload: &Payload<'_>,
    template: Option<&ValueTemplate>,
    decode: &Decode,
) -> Result<Said, ReadingProblem> {
    decode_as(payload, template, decode, &Habit::of_many())
}

/// As [`decode`], of a source that has a habit.
///
/// # Errors
/// As there.
pub fn decode_as(
    payload: &Payload<'_>,
    template: Option<&ValueTemplate>,
    decode: &Decode,
    habit: &Habit,
) -> Result<Said, ReadingProblem> {
    let bytes = length(payload.bytes());
    if bytes == 0 {
        return Ok(Said::Nothing);
    }
    if payload.bytes().len() > DECODE_LIMIT {
        return Err(ReadingProblem::TooLarge {
            bytes,
            limit: DECODE_LIMIT as u32,
        });
    }
    match decode {
        Decode::Bytes { format, order } => {
            let bits = format.bits(payload.bytes(), *order);
            let wanted = format.length();
            let bits = bits.ok_or(ReadingProblem::WrongLength { bytes, wanted })?;
            // As a device writes one that has a point; a template gets every digit.
            let whole = format.whole(bits).map(|whole| whole.to_string());
            let text = whole.unwrap_or_else(|| format.number(bits).to_string());
            through(&Payload::new(text.as_bytes()), template, decode, habit)
        }
        Decode::EncodedText { encoding } => {
            let text = encoding.text(payload.bytes());
            let text = text.ok_or(ReadingProblem::NotText { bytes })?;
            through(&Payload::new(text.as_bytes()), template, decode, habit)
        }
        Decode::Picture if template.is_none() => Ok(of_picture(payload.picture()?)),
        _ => through(payload, template, decode, habit),
    }
}

/// Of a payload that is text.
fn through(
    payload: &Payload<'_>,
    template: Option<&ValueTemplate>,
    decode: &Decode,
    habit: &Habit,
) -> Result<Said, ReadingProblem> {
    let bytes = length(payload.bytes());
    let text = payload.text().ok_or(ReadingProblem::NotText { bytes })?;
    let Some(template) = template else {
        return decode_text(text, payload, decode, habit);
    };
    match template.read(payload) {
        Ok(result) if result.is_empty() => Ok(Said::Nothing),
        Ok(result) if is_text(decode) && is_null(&result) => Ok(Said::Unknown),
        Ok(result) => decode_text(&result, &Payload::new(result.as_bytes()), decode, habit),
        Err(fault) => match fault.cause {
            Cause::Missing => Ok(Said::Nothing),
            Cause::Null => Ok(Said::Unknown),
            Cause::TooMuch | Cause::Other => Err(fault.into()),
        },
    }
}

/// `payload` is the text's.
fn decode_text(
    text: &str,
    payload: &Payload<'_>,
    decode: &Decode,
    habit: &Habit,
) -> Result<Said, ReadingProblem> {
    if is_text(decode) {
        let text = cut(number::unmarked(text)).to_owned();
        return Ok(plain(Value::Text(text)));
    }
    if number::trim(text).is_empty() {
        return Ok(Said::Nothing);
    }
    if let Decode::OnOff { on, off } = decode {
        return on_off(text, on, off);
    }
    if is_unknown(text) {
        return Ok(Said::Unknown);
    }
    if *decode == Decode::Picture {
        return Ok(of_picture(picture::read_text(text)?));
    }
    let number = |marks| {
        let read = number::read_as(unquoted(text), marks);
        let read = read.inspect(|number| habit.learn(number.mark));
        read.map(of_number)
            .ok_or_else(|| ReadingProblem::NotANumber {
                excerpt: excerpt(text),
            })
    };
    match decode {
        Decode::Number => number(habit.marks()),
        Decode::MarkedNumber { mark } => number(Marks::Chosen(*mark)),
        Decode::Bytes { .. } => number(Marks::Chosen(DecimalMark::Point)),
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
        Decode::Auto
        | Decode::Text
        | Decode::EncodedText { .. }
        | Decode::Picture
        | Decode::OnOff { .. } => Ok(auto(text, payload, habit)),
    }
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

/// Of words only those that mean nothing else: `open` or `online` say more to a person than `on` would. A JSON text is what stands
/// between its quotes.
fn auto(text: &str, payload: &Payload<'_>, habit: &Habit) -> Said {
    let quoted = payload.as_text();
    let text = quoted.as_deref().unwrap_or(text);
    let trimmed = number::trim(text);
    if number::is_code(text) {
        habit.learn_codes();
        return plain(Value::Text(cut(trimmed).to_owned()));
    }
    let is_name = habit.has_codes() && trimmed.bytes().all(|b| b.is_ascii_digit());
    if let Some(number) = number::read_as(text, habit.marks()).filter(|_| !is_name) {
        habit.learn(number.mark);
        return of_number(number);
    }
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
        && let Some(json) = payload.as_value().filter(|_| quoted.is_none())
    {
        return plain(Value::Json(json));
    }
    plain(Value::Text(cut(number::unmarked(text)).to_owned()))
}

fn plain(value: Value) -> Said {
    Said::Value(Decoded {
        value,
        unit: None,
        decimals: 0,
    })
}

fn of_picture(picture: picture::Picture) -> Said {
    plain(Value::Picture(picture))
}

fn is_text(decode: &Decode) -> bool {
    matches!(decode, Decode::Text | Decode::EncodedText { .. })
}

fn of_number(number: Number<'_>) -> Said {
    Said::Value(Decoded {
        value: Value::Number(number.value),
        unit: number.unit.map(str::to_owned),
        decimals: number.decimals,
    })
}

/// As JSON and Python write it.
fn is_null(text: &str) -> bool {
    matches!(number::trim(text), "null" | "None")
}

/// What devices and gateways say instead of a value they do not have: null, what is not a number (C's `printf` gives it a sign), and Home
/// Assistant's words.
#[must_use]
pub fn is_unknown(text: &str) -> bool {
    let word = unquoted(text);
    let words = ["unavailable", "unknown", "nan", "-nan", "+nan"];
    is_null(word) || words.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// The tile's own words first; what is unknown comes before the common ones: of a switch, `unavailable` is not off.
fn on_off(text: &str, on: &str, off: &str) -> Result<Said, ReadingProblem> {
    if let Some(value) = own_word(text, on, off) {
        return Ok(plain(Value::Boolean(value)));
    }
    if is_unknown(text) {
        return Ok(Said::Unknown);
    }
    boolean_word(text)
        .map(|value| plain(Value::Boolean(value)))
        .ok_or_else(|| ReadingProblem::NotOnOff {
            excerpt: excerpt(text),
        })
}

/// Exactly, and then in any case. So a door whose `on` is `closed` reads `Closed` as on, though the common word means off.
pub(crate) fn own_word(text: &str, on: &str, off: &str) -> Option<bool> {
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
