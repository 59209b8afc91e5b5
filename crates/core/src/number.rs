//! Numbers as people and devices write them, with or without a unit.

mod mark;
mod units;

pub use mark::{DecimalMark, Marks};

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number<'a> {
    /// Finite.
    pub value: f64,
    /// Digits behind the decimal mark as written, 0 to 20 (the most every web view can show).
    pub decimals: u8,
    /// What is written behind the number, if anything.
    pub unit: Option<&'a str>,
    /// The decimal mark, where the text leaves no doubt about it.
    pub mark: Option<DecimalMark>,
}

const MOST_DECIMALS: usize = 20;
const LONGEST_UNIT: usize = 10;

/// As [`read_as`], of a text of which nothing else is known.
#[must_use]
pub fn read(text: &str) -> Option<Number<'_>> {
    read_as(text, Marks::Open)
}

/// Reads `23.4`, `-5%`, `23,4 °C`, `1e3`, `+.5`. White space and NULs around it are left out: boards send C strings.
///
/// - What `.` and `,` mean say the `marks`.
/// - There is no infinity and no NaN, and no number that overflows into one.
/// - A unit has at most 10 characters, no white space, and no digits but a 2 or 3 that ends a word (`m3/h`). Letters right behind the
///   digits are one only where they are known as such (`230V`). So dates, times, IP addresses, hexadecimal texts and serial numbers are no
///   numbers.
#[must_use]
pub fn read_as(text: &str, marks: Marks) -> Option<Number<'_>> {
    let text = trim(text);
    let (negative, rest) = match text.chars().next()? {
        '-' => (true, &text[1..]),
        '\u{2212}' => (true, &text['\u{2212}'.len_utf8()..]),
        '+' => (false, &text[1..]),
        _ => (false, text),
    };
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .unwrap_or(rest.len());
    let (body, rest) = rest.split_at(end);
    let parts = marks.part(body)?;
    let mut plain = String::with_capacity(body.len() + 8);
    if negative {
        plain.push('-');
    }
    plain.extend(parts.whole.chars().filter(char::is_ascii_digit));
    plain.push('.');
    plain.push_str(parts.fraction);
    let mut shift = 0_i64;
    let mut at = 0;
    if let Some(length) = exponent(rest.as_bytes()) {
        plain.push_str(&rest[..length]);
        shift = rest[1..length].parse().unwrap_or(0);
        at = length;
    }
    // `5.` and `.5` parse; that there is a digit was seen above.
    let value: f64 = plain.parse().ok().filter(|value: &f64| value.is_finite())?;
    let unit = read_unit(&rest[at..], shift != 0)?;
    let decimals = (parts.fraction.len() as i64)
        .saturating_sub(shift)
        .clamp(0, MOST_DECIMALS as i64);
    Some(Number {
        value,
        decimals: decimals as u8,
        unit,
        mark: parts.sure,
    })
}

/// Whether a text of digits, or one that begins with them, is rather a name than a measured number: `0815`, `1234ABCD`, `12E5`, and what
/// no floating point number can hold unharmed (RFC 8259, section 6).
#[must_use]
pub fn is_code(text: &str) -> bool {
    let text = trim(text);
    if !text.starts_with(|c: char| c.is_ascii_digit())
        || !text.chars().all(|c| c.is_ascii_alphanumeric())
    {
        let digits = text.strip_prefix('-').unwrap_or(text);
        return is_too_large(digits);
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return (text.len() > 1 && text.starts_with('0')) || is_too_large(text);
    }
    read(text).is_none_or(|number| number.unit.is_none())
}

/// A whole number beyond 2^53.
fn is_too_large(digits: &str) -> bool {
    const EXACT: u64 = 1 << 53;
    !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && digits.parse::<u64>().map_or(true, |number| number > EXACT)
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

/// The length of `e3`, `E-3` or `e+3` at the start, if one is there.
fn exponent(rest: &[u8]) -> Option<usize> {
    if !matches!(rest.first(), Some(b'e' | b'E')) {
        return None;
    }
    let sign = usize::from(matches!(rest.get(1), Some(b'-' | b'+')));
    let digits = rest[1 + sign..].iter().take_while(|b| b.is_ascii_digit());
    let digits = digits.count();
    (digits > 0).then_some(1 + sign + digits)
}

/// `None`: what is behind the number makes it no number. A unit right behind an exponent would be a guess (`1e3f` is rather
/// a hexadecimal text).
fn read_unit(rest: &str, after_exponent: bool) -> Option<Option<&str>> {
    let unit = rest.trim_start();
    if unit.is_empty() {
        return Some(None);
    }
    let glued = unit.len() == rest.len();
    if glued && (after_exponent || !units::may_be_glued(unit)) {
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
            ("1.234,5", 1234.5, 1, None),
            ("1,234.50 kWh", 1234.5, 2, Some("kWh")),
            ("230V", 230.0, 0, Some("V")),
            ("21.5C", 21.5, 1, Some("C")),
            ("5 apples", 5.0, 0, Some("apples")),
            ("3 µg/m³", 3.0, 0, Some("µg/m³")),
            ("0.1000000000000000055511151231257827", 0.1, 20, None),
        ] {
            let read = read(text).map(|it| (it.value, it.decimals, it.unit));
            assert_eq!(read, Some((value, decimals, unit)), "{text:?}");
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
            "12.34,5",
            "1.234.5",
            "1234ABCD",
            "5apples",
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

    #[test]
    fn names_made_of_digits_are_told_from_numbers() {
        for (text, expected) in [
            ("0815", true),
            ("007", true),
            ("1234ABCD", true),
            ("12E5", true),
            ("1688888483063664642", true),
            ("-9007199254740993", true),
            ("99999999999999999999", true),
            ("9007199254740992", false),
            ("0", false),
            ("-5", false),
            ("0.5", false),
            ("00.5", false),
            ("2024", false),
            ("230V", false),
            ("1.5E3", false),
            ("1e-7", false),
            ("text", false),
            ("", false),
        ] {
            assert_eq!(is_code(text), expected, "{text:?}");
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
