//! How the person writes times and numbers: data, so that no list of languages is kept here.

use jiff::civil;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::text::{NO_BREAK, clean};

const LONGEST_NAME: usize = 12;
const LONGEST_SEPARATOR: usize = 2;

/// How the person writes times and numbers, as the web view knows it (ECMA-402). It may come from anywhere: it is cut and cleaned where it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ChartLocale")]
pub struct Locale {
    /// A name of the IANA time zone database; one that is not known counts as UTC.
    pub time_zone: String,
    /// Short names, January first. A missing one is written as a number.
    pub months: Vec<String>,
    /// Short names, Monday first. A missing one is left out.
    pub weekdays: Vec<String>,
    /// Before and after noon, where clocks have 12 hours; `None`: 24.
    pub day_periods: Option<[String; 2]>,
    /// "5 Jan" or "Jan 5".
    pub day_first: bool,
    /// Empty counts as a point.
    pub decimal_separator: String,
    /// Between each three digits; may be empty.
    pub group_separator: String,
    /// Words of a state timeline.
    pub on: String,
    pub off: String,
}

impl Default for Locale {
    /// English with 24 hours, in UTC.
    fn default() -> Self {
        let names = |names: &str| names.split(' ').map(str::to_owned).collect();
        Self {
            time_zone: "UTC".to_owned(),
            months: names("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
            weekdays: names("Mon Tue Wed Thu Fri Sat Sun"),
            day_periods: None,
            day_first: true,
            decimal_separator: ".".to_owned(),
            group_separator: ",".to_owned(),
            on: "On".to_owned(),
            off: "Off".to_owned(),
        }
    }
}

fn name(names: &[String], index: i8) -> String {
    let name = usize::try_from(index).ok().and_then(|i| names.get(i));
    clean(name.map_or("", String::as_str), LONGEST_NAME)
}

/// A space is a separator too, but no place to break a line.
fn separator(text: &str) -> String {
    clean(&text.replace(' ', NO_BREAK), LONGEST_SEPARATOR)
}

impl Locale {
    pub(crate) fn month(&self, month: i8) -> String {
        let name = name(&self.months, month - 1);
        if name.is_empty() {
            month.to_string()
        } else {
            name
        }
    }

    pub(crate) fn day_and_month(&self, date: civil::Date) -> String {
        let (day, month) = (date.day(), self.month(date.month()));
        if self.day_first {
            format!("{day}{NO_BREAK}{month}")
        } else {
            format!("{month}{NO_BREAK}{day}")
        }
    }

    /// "Mon 23"
    pub(crate) fn weekday_and_day(&self, date: civil::Date) -> String {
        let name = name(&self.weekdays, date.weekday().to_monday_zero_offset());
        let day = date.day();
        if name.is_empty() {
            self.day_and_month(date)
        } else {
            format!("{name}{NO_BREAK}{day}")
        }
    }

    pub(crate) fn time(&self, time: civil::Time, seconds: bool) -> String {
        let (hour, minute) = (time.hour(), time.minute());
        let seconds = if seconds {
            format!(":{:02}", time.second())
        } else {
            String::new()
        };
        match &self.day_periods {
            None => format!("{hour:02}:{minute:02}{seconds}"),
            Some(periods) => {
                let period = clean(&periods[usize::from(hour >= 12)], LONGEST_NAME);
                let hour = (hour + 11) % 12 + 1;
                format!("{hour}:{minute:02}{seconds}{NO_BREAK}{period}")
            }
        }
    }

    /// A number that Rust wrote (`-1234.5`, `2e-6`), as the person writes it.
    pub(crate) fn number(&self, plain: &str) -> String {
        let (mantissa, exponent) = plain.split_once('e').unwrap_or((plain, ""));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = whole.trim_start_matches('-');
        let group = separator(&self.group_separator);
        let mut text = String::with_capacity(plain.len() + 8);
        // The minus of a number is as wide as its digits, a hyphen is not.
        if whole.starts_with('-') {
            text.push('\u{2212}');
        }
        // As on the tiles: four digits are not grouped.
        let groups = digits.len() > 4;
        for (index, digit) in digits.chars().enumerate() {
            if groups && index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push_str(&group);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            let point = separator(&self.decimal_separator);
            text.push_str(if point.is_empty() { "." } else { &point });
            text.push_str(fraction);
        }
        if !exponent.is_empty() {
            text.push('e');
            text.push_str(&exponent.replace('-', "\u{2212}"));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn german() -> Locale {
        Locale {
            decimal_separator: ",".to_owned(),
            group_separator: ".".to_owned(),
            ..Locale::default()
        }
    }

    #[test]
    fn numbers_have_the_separators_of_the_person() {
        let check = |locale: &Locale, plain: &str, expected: &str| {
            assert_eq!(locale.number(plain), expected);
        };
        let english = Locale::default();
        check(&english, "-1234567.25", "−1,234,567.25");
        check(&english, "999", "999");
        check(&german(), "-12345.5", "−12.345,5");
        check(&german(), "-1234.5", "−1234,5");
        check(&german(), "5.00e-7", "5,00e−7");
        let mut other = german();
        other.group_separator = " ".to_owned();
        check(&other, "101325", "101\u{a0}325");
        other.group_separator = String::new();
        other.decimal_separator = String::new();
        check(&other, "101325.5", "101325.5");
    }

    #[test]
    fn clocks_have_24_hours_or_12_with_a_word() {
        let mut locale = Locale::default();
        let at = |hour, minute| civil::time(hour, minute, 7, 0);
        assert_eq!(locale.time(at(0, 5), false), "00:05");
        locale.day_periods = Some(["am".to_owned(), "pm".to_owned()]);
        assert_eq!(locale.time(at(0, 5), false), "12:05\u{a0}am");
        assert_eq!(locale.time(at(12, 0), false), "12:00\u{a0}pm");
        assert_eq!(locale.time(at(23, 59), true), "11:59:07\u{a0}pm");
    }

    #[test]
    fn days_are_written_before_or_after_their_month() {
        let mut locale = Locale::default();
        let date = civil::date(2026, 11, 5);
        assert_eq!(locale.day_and_month(date), "5\u{a0}Nov");
        assert_eq!(locale.weekday_and_day(date), "Thu\u{a0}5");
        locale.day_first = false;
        locale.months.truncate(3);
        locale.weekdays.clear();
        assert_eq!(locale.day_and_month(date), "11\u{a0}5");
        assert_eq!(locale.weekday_and_day(date), "11\u{a0}5");
    }
}
