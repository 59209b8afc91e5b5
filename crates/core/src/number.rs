//! Numbers as people and devices write them, with or without a unit.

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number<'a> {
    /// Finite.
    pub value: f64,
    /// Digits behind the decimal point as written, 0 to 20 (the most every web view can show).
    pub decimals: u8,
    /// What is written behind the number, if anything.
    pub unit: Option<&'a str>,
}

const MOST_DECIMALS: usize = 20;
const LONGEST_UNIT: usize = 10;

/// Reads `23.4`, `-5%`, `23,4 °C`, `1e3`, `+.5`. White space and NULs around it are left out: boards send C strings.
///
/// - A decimal comma counts only where it cannot separate thousands: `23,4` and `0,234` are read, `1,234` is not.
/// - There is no infinity and no NaN, and no number that overflows into one.
/// - A unit has at most 10 characters, no white space, and no digits but a 2 or 3 that ends a word (`m3/h`). So dates, times, IP
///   addresses and hexadecimal texts are no numbers.
#[must_use]
pub fn read(text: &str) -> Option<Number<'_>> {
    let text = trim(text);
    let bytes = text.as_bytes();
    let (negative, mut at) = match text.chars().next()? {
        '-' => (true, 1),
        '\u{2212}' => (true, '\u{2212}'.len_utf8()),
        '+' => (false, 1),
        _ => (false, 0),
    };
    let whole = digits(bytes, at);
    at += whole.len();
    let fraction = match bytes.get(at) {
        Some(b'.') => digits(bytes, at + 1),
        Some(b',') => {
            let fraction = digits(bytes, at + 1);
            if whole.is_empty() || fraction.is_empty() || may_be_thousands(whole, fraction) {
                return None;
            }
            fraction
        }
        _ => &[],
    };
    if matches!(bytes.get(at), Some(b'.' | b',')) {
        at += 1 + fraction.len();
    }
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut plain = String::with_capacity(at + 8);
    if negative {
        plain.push('-');
    }
    plain.extend(whole.iter().map(|&b| char::from(b)));
    plain.push('.');
    plain.extend(fraction.iter().map(|&b| char::from(b)));
    let mut shift = 0_i64;
    if let Some(exponent) = exponent(&bytes[at..]) {
        let written = &text[at..at + exponent];
        plain.push_str(written);
        shift = written[1..].parse().unwrap_or(0);
        at += exponent;
    }
    // `5.` and `.5` parse, `.` was ruled out above.
    let value: f64 = plain.parse().ok().filter(|value: &f64| value.is_finite())?;
    let unit = read_unit(&text[at..], shift != 0)?;
    let decimals = (fraction.len() as i64)
        .saturating_sub(shift)
        .clamp(0, MOST_DECIMALS as i64);
    Some(Number {
        value,
        decimals: decimals as u8,
        unit,
    })
}

/// Without the white space, the NULs and the byte order mark around it: boards send C strings, editors mark their files.
#[must_use]
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\0' | '\u{feff}'))
}

/// Without what boards and editors put around a text: the NUL that ends it, the mark that begins it. White space stays.
#[must_use]
pub fn unmarked(text: &str) -> &str {
    text.trim_start_matches('\u{feff}').trim_end_matches('\0')
}

fn digits(bytes: &[u8], from: usize) -> &[u8] {
    let rest = &bytes[from..];
    let end = rest
        .iter()
        .position(|b| !b.is_ascii_digit())
        .unwrap_or(rest.len());
    &rest[..end]
}

fn may_be_thousands(whole: &[u8], fraction: &[u8]) -> bool {
    fraction.len() == 3 && whole.len() <= 3 && whole[0] != b'0'
}

/// The length of `e3`, `E-3` or `e+3` at the start, if one is there.
fn exponent(rest: &[u8]) -> Option<usize> {
    if !matches!(rest.first(), Some(b'e' | b'E')) {
        return None;
    }
    let sign = usize::from(matches!(rest.get(1), Some(b'-' | b'+')));
    let digits = digits(rest, 1 + sign).len();
    (digits > 0).then_some(1 + sign + digits)
}

/// `None`: what is behind the number makes it no number. A unit right behind an exponent would be a guess (`1e3f` is rather
/// a hexadecimal text).
fn read_unit(rest: &str, after_exponent: bool) -> Option<Option<&str>> {
    let unit = rest.trim_start();
    if unit.is_empty() {
        return Some(None);
    }
    if after_exponent && unit.len() == rest.len() {
        return None;
    }
    let mut before = ' ';
    for (index, c) in unit.chars().enumerate() {
        let fits = match c {
            '2' | '3' => before.is_alphabetic() || before == '^',
            c if c.is_alphabetic() => !before.is_ascii_digit(),
            c => "°%‰µ²³Ω℃℉$€£'\"″′/·*^".contains(c),
        };
        if !fits || index == LONGEST_UNIT {
            return None;
        }
        before = c;
    }
    Some(Some(unit))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_with_their_decimals_and_unit() {
        for (text, value, decimals, unit) in [
            ("23.4", 23.4, 1, None),
            ("23.40", 23.4, 2, None),
            ("-5%", -5.0, 0, Some("%")),
            ("23.4 °C", 23.4, 1, Some("°C")),
            ("23.4°C", 23.4, 1, Some("°C")),
            ("\u{2212}3", -3.0, 0, None),
            ("+7", 7.0, 0, None),
            (".5", 0.5, 1, None),
            ("5.", 5.0, 0, None),
            ("1e3", 1000.0, 0, None),
            ("1.5e-3", 0.0015, 4, None),
            ("1.25e1", 12.5, 1, None),
            ("1e3 W", 1000.0, 0, Some("W")),
            ("23,4", 23.4, 1, None),
            ("0,234", 0.234, 3, None),
            ("1234,567", 1234.567, 3, None),
            ("12 m3/h", 12.0, 0, Some("m3/h")),
            ("9.81 m/s^2", 9.81, 2, Some("m/s^2")),
            (" 12\r\n", 12.0, 0, None),
            ("12\0", 12.0, 0, None),
            ("007", 7.0, 0, None),
            ("3 µg/m³", 3.0, 0, Some("µg/m³")),
            ("0.1000000000000000055511151231257827", 0.1, 20, None),
        ] {
            assert_eq!(
                read(text),
                Some(Number {
                    value,
                    decimals,
                    unit
                }),
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_is_not_surely_a_number_is_none() {
        for text in [
            "",
            " ",
            "-",
            ".",
            ",5",
            "5,",
            "1,234",
            "12,345",
            "1,2,3",
            "1.234,5",
            "1,234.5",
            "inf",
            "-inf",
            "NaN",
            "nan",
            "1e999",
            "-1e999",
            "on",
            "true",
            "12:30",
            "2026-11-22",
            "192.168.1.4",
            "0x1F",
            "1a2b3c",
            "3c:71:bf",
            "1e3f",
            "--5",
            "+-5",
            "5 of them",
            "5 a very long unit",
            "5 abcdefghijk",
            "[1]",
            "\"5\"",
            "5_000",
            "٣",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_harm(text in ".*") {
            if let Some(number) = read(&text) {
                prop_assert!(number.value.is_finite());
            }
        }

        #[test]
        fn texts_of_number_characters_are_read_without_harm(text in "[-+−0-9.,eE %°]{0,12}") {
            if let Some(number) = read(&text) {
                prop_assert!(number.value.is_finite() && number.decimals <= 20);
            }
        }

        #[test]
        fn every_finite_number_reads_as_it_was_written(value: f64) {
            prop_assume!(value.is_finite());
            prop_assert_eq!(read(&value.to_string()).map(|n| n.value), Some(value));
            prop_assert_eq!(read(&format!("{value:e}")).map(|n| n.value), Some(value));
        }
    }
}
