//! Numbers and words as the person reads them. The web view does the same with ECMA-402; shared cases hold the two together.

/// How the person writes. The default is English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    pub decimal_separator: String,
    /// Between groups of three digits, of 10,000 and more; empty: none.
    pub group_separator: String,
    pub on: String,
    pub off: String,
    pub empty_text: String,
    /// Of a series without a label, before its number.
    pub series: String,
}

impl Default for Writing {
    fn default() -> Self {
        Self {
            decimal_separator: ".".to_owned(),
            group_separator: ",".to_owned(),
            on: "On".to_owned(),
            off: "Off".to_owned(),
            empty_text: "Empty text".to_owned(),
            series: "Series".to_owned(),
        }
    }
}

/// The most digits behind the decimal point.
const MOST_DIGITS: u8 = 20;
/// Digits that count, of a number whose source gave none.
const COUNTING: usize = 6;

impl Writing {
    /// `decimals`: what the source gave. `asked`: what the person asked for, which wins.
    ///
    /// What is too large or too small to read gets an exponent; a source that wrote one keeps six digits that count.
    #[must_use]
    pub fn number(&self, value: f64, decimals: u8, asked: Option<u8>) -> String {
        let size = value.abs();
        let written = if size >= 1e15 || (size > 0.0 && size < 1e-6) {
            self.scientific(size)
        } else {
            let plain = match asked {
                Some(asked) => rounded(size, usize::from(asked.min(MOST_DIGITS))),
                None if decimals == 0 && value.fract() != 0.0 => without_zeros(counting(size)),
                None => rounded(size, usize::from(decimals.min(MOST_DIGITS))),
            };
            self.grouped(&plain)
        };
        let nothing = !written.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
        if value < 0.0 && !nothing {
            format!("-{written}")
        } else {
            written
        }
    }

    fn scientific(&self, size: f64) -> String {
        let text = format!("{size:.*e}", COUNTING - 1);
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let mantissa = without_zeros(mantissa.to_owned());
        format!(
            "{}E{exponent}",
            mantissa.replace('.', &self.decimal_separator)
        )
    }

    fn grouped(&self, plain: &str) -> String {
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let mut written = String::with_capacity(plain.len() + whole.len() / 3);
        // A year, a code or an air pressure reads as it came: four digits are no group and a rest.
        let groups = whole.len() > 4;
        for (index, digit) in whole.chars().enumerate() {
            if groups && index > 0 && (whole.len() - index).is_multiple_of(3) {
                written.push_str(&self.group_separator);
            }
            written.push(digit);
        }
        if !fraction.is_empty() {
            written.push_str(&self.decimal_separator);
            written.push_str(fraction);
        }
        written
    }
}

/// `size` with so many digits that count.
fn counting(size: f64) -> String {
    let magnitude = size.log10().floor();
    let behind = COUNTING as f64 - 1.0 - magnitude;
    // Between 1e-6 and 1e15, so 0 to 11.
    rounded(size, behind.clamp(0.0, 11.0) as usize)
}

/// Half is rounded up, of the number as it is written: ECMA-402 does so too, and 1.005 becomes 1.01.
fn rounded(size: f64, digits: usize) -> String {
    let text = size.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    if fraction.len() <= digits {
        let point = if digits > 0 { "." } else { "" };
        return format!("{whole}{point}{fraction:0<digits$}");
    }
    let up = fraction
        .as_bytes()
        .get(digits)
        .is_some_and(|&next| next >= b'5');
    let mut kept: Vec<u8> = [whole.as_bytes(), &fraction.as_bytes()[..digits]].concat();
    if up {
        let mut at = kept.len();
        loop {
            if at == 0 {
                kept.insert(0, b'1');
                break;
            }
            at -= 1;
            if kept[at] == b'9' {
                kept[at] = b'0';
            } else {
                kept[at] += 1;
                break;
            }
        }
    }
    let point = kept.len() - digits;
    let text = |digits: &[u8]| {
        digits
            .iter()
            .map(|&digit| char::from(digit))
            .collect::<String>()
    };
    match digits {
        0 => text(&kept),
        _ => format!("{}.{}", text(&kept[..point]), text(&kept[point..])),
    }
}

fn without_zeros(text: String) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, decimals: u8, asked: Option<u8>, expected: &str) {
        assert_eq!(Writing::default().number(value, decimals, asked), expected);
    }

    #[test]
    fn a_number_has_the_digits_of_its_source() {
        check(24.6, 1, None, "24.6");
        check(24.0, 1, None, "24.0");
        check(1_234_567.891, 3, None, "1,234,567.891");
        check(-1_000.0, 0, None, "-1000");
        check(2_024.0, 0, None, "2024");
        check(12_024.0, 0, None, "12,024");
        check(1_013.25, 2, None, "1013.25");
        check(2_024.0, 0, Some(0), "2024");
        check(1_013.25, 0, None, "1013.25");
        check(999.0, 0, None, "999");
        check(0.0, 0, None, "0");
    }

    #[test]
    fn asked_for_digits_are_rounded_half_up_as_they_are_written() {
        check(2.5, 1, Some(0), "3");
        check(1.005, 3, Some(2), "1.01");
        check(9_999.96, 2, Some(1), "10,000.0");
        check(-0.04, 2, Some(1), "0.0");
        check(3.0, 0, Some(2), "3.00");
    }

    #[test]
    fn what_cannot_be_read_gets_an_exponent() {
        check(1.5e15, 0, None, "1.5E15");
        check(-2.5e-7, 0, None, "-2.5E-7");
    }

    #[test]
    fn a_source_that_wrote_an_exponent_keeps_six_digits_that_count() {
        check(0.001, 0, None, "0.001");
        check(1.234_567_89, 0, None, "1.23457");
    }

    #[test]
    fn the_separators_are_the_persons() {
        let german = Writing {
            decimal_separator: ",".to_owned(),
            group_separator: ".".to_owned(),
            ..Writing::default()
        };
        assert_eq!(german.number(-12_345.5, 1, None), "-12.345,5");
    }
}
