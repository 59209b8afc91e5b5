//! How a time, a value and a text are written in a table and read from it.

use std::str::FromStr;

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use tilework_core::Millis;

use crate::{Kind, Value, model::LATEST};

/// Unix times above are milliseconds: as seconds it would be the year 5138, as milliseconds it is 1973.
const MILLIS_ABOVE: f64 = 1e11;

/// RFC 3339, UTC, with milliseconds; a time that has no four-digit year as Unix milliseconds.
pub(super) fn time(at: Millis) -> String {
    match Timestamp::from_millisecond(at) {
        Ok(time) if (-62_167_219_200_000..253_402_300_800_000).contains(&at) => {
            format!("{time:.3}")
        }
        _ => at.to_string(),
    }
}

/// As short as it can be to be read as the same number; a number in JSON too.
pub(super) fn number(value: f64) -> String {
    let mut text = format!("{value:?}");
    if text.ends_with(".0") {
        text.truncate(text.len() - 2);
    }
    text
}

/// A text that no spreadsheet takes for a formula (OWASP, "CSV Injection").
pub(super) fn guarded(text: &str) -> String {
    if text.starts_with(is_guarded) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// What [`guarded`] was made from.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if text.starts_with(is_guarded) => text,
        _ => cell,
    }
}

const fn is_guarded(first: char) -> bool {
    matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\'')
}

/// A cell as RFC 4180 has it.
pub(super) fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// RFC 3339 or ISO 8601, without an offset as UTC, also a date alone; or Unix seconds or milliseconds. Within ±[`LATEST`]: what the store
/// would not take is no time, so that its row is told instead of shed.
pub(super) fn parse_time(cell: &str, decimal_comma: bool) -> Option<Millis> {
    any_time(cell, decimal_comma).filter(|at| (-LATEST..=LATEST).contains(at))
}

fn any_time(cell: &str, decimal_comma: bool) -> Option<Millis> {
    let cell = unguarded(cell.trim());
    if let Some(number) = parse_number(cell, decimal_comma) {
        return unix(cell, number);
    }
    if let Ok(time) = Timestamp::from_str(cell) {
        return Some(floor_millis(time));
    }
    let local = DateTime::from_str(cell)
        .or_else(|_| Date::from_str(cell).map(|date| date.to_datetime(jiff::civil::Time::MIN)))
        .ok()?;
    let zoned = local.to_zoned(TimeZone::UTC).ok()?;
    Some(floor_millis(zoned.timestamp()))
}

fn unix(cell: &str, number: f64) -> Option<Millis> {
    if number.abs() > MILLIS_ABOVE {
        // Whole milliseconds beyond what a float tells.
        if let Ok(millis) = cell.parse() {
            return Some(millis);
        }
        return (number.abs() < 9e15).then(|| number.round() as Millis);
    }
    Some((number * 1_000.0).round() as Millis)
}

fn floor_millis(time: Timestamp) -> Millis {
    time.as_nanosecond()
        .div_euclid(1_000_000)
        .try_into()
        .unwrap_or_else(|_| time.as_millisecond())
}

/// A value as a series of `kind` has it.
pub(super) fn parse_value(cell: &str, kind: Kind, decimal_comma: bool) -> Option<Value> {
    match kind {
        Kind::Number => {
            let cell = unguarded(cell.trim());
            parse_number(cell, decimal_comma).map(Value::Number)
        }
        Kind::OnOff => {
            let word = unguarded(cell.trim()).to_ascii_lowercase();
            match word.as_str() {
                "on" | "true" | "1" => Some(Value::OnOff(true)),
                "off" | "false" | "0" => Some(Value::OnOff(false)),
                _ => None,
            }
        }
        Kind::Text => Some(Value::Text(unguarded(cell).to_owned())),
    }
}

/// Finite and in digits: not `inf`, `nan` or hexadecimal.
fn parse_number(cell: &str, decimal_comma: bool) -> Option<f64> {
    let digits = |text: &str| {
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-' | 'e' | 'E');
        let number = text
            .chars()
            .all(plain)
            .then(|| text.parse::<f64>().ok())??;
        number.is_finite().then_some(number)
    };
    if decimal_comma && cell.contains(',') && !cell.contains('.') {
        return digits(&cell.replacen(',', ".", 1));
    }
    digits(cell)
}
