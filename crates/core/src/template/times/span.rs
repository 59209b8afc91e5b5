//! A length of time, with what Python's `timedelta` can do.

use std::{cmp::Ordering, fmt, sync::Arc};

use jiff::SignedDuration;
use minijinja::{
    Error, ErrorKind, State,
    value::{DynObject, Kwargs, Object, ObjectRepr, Value, from_args},
};

use super::super::{functions::unfit, texts::fault};

const DAY: i64 = 86_400;
/// Python's: some 2.7 million years.
const MOST_DAYS: f64 = 999_999_999.0;

#[derive(Debug, Clone, Copy)]
pub(super) struct Span(pub SignedDuration);

impl Span {
    /// Whole days, which may be below none, and the seconds and microseconds of the last, which are not.
    fn parts(self) -> (i64, i64, i32) {
        let micros = self.0.as_micros();
        let seconds = micros.div_euclid(1_000_000) as i64;
        let micros = micros.rem_euclid(1_000_000) as i32;
        (seconds.div_euclid(DAY), seconds.rem_euclid(DAY), micros)
    }
}

impl Object for Span {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let (days, seconds, micros) = self.parts();
        Some(match key.as_str()? {
            "days" => Value::from(days),
            "seconds" => Value::from(seconds),
            "microseconds" => Value::from(micros),
            _ => return None,
        })
    }

    fn call_method(
        self: &Arc<Self>,
        _: &mut State<'_, '_>,
        method: &str,
        args: &[Value],
    ) -> Result<Value, Error> {
        let () = from_args(args)?;
        match method {
            "total_seconds" => Ok(Value::from(self.0.as_micros() as f64 / 1e6)),
            _ => Err(Error::from(ErrorKind::UnknownMethod)),
        }
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        let other = other.downcast_ref::<Self>()?;
        Some(self.0.cmp(&other.0))
    }

    fn is_true(self: &Arc<Self>) -> bool {
        !self.0.is_zero()
    }

    /// As Python prints it: `1 day, 2:03:04`.
    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, seconds, micros) = self.parts();
        if days != 0 {
            let plural = if days.abs() == 1 { "" } else { "s" };
            write!(f, "{days} day{plural}, ")?;
        }
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        write!(f, "{hours}:{minutes:02}:{:02}", seconds % 60)?;
        if micros != 0 {
            write!(f, ".{micros:06}")?;
        }
        Ok(())
    }
}

/// In seconds each.
const UNITS: [(&str, f64); 7] = [
    ("weeks", 604_800.0),
    ("days", 86_400.0),
    ("hours", 3_600.0),
    ("minutes", 60.0),
    ("seconds", 1.0),
    ("milliseconds", 1e-3),
    ("microseconds", 1e-6),
];

pub(super) fn timedelta(days: Option<f64>, kwargs: Kwargs) -> Result<Value, Error> {
    let mut seconds = days.unwrap_or_default() * UNITS[1].1;
    for (name, each) in UNITS {
        seconds += kwargs.get::<Option<f64>>(name)?.unwrap_or_default() * each;
    }
    kwargs.assert_all_used()?;
    let fits = seconds.abs() <= MOST_DAYS * DAY as f64;
    let length = Some(seconds).filter(|_| fits).map(|seconds| {
        let micros = (seconds.fract() * 1e6).round() as i32;
        SignedDuration::new(seconds.trunc() as i64, micros * 1_000)
    });
    let length = length.ok_or_else(|| fault("this is too long a time"))?;
    Ok(Value::from_object(Span(length)))
}

/// `[±][days ]hours:minutes[:seconds[.decimals]]`, or an ISO 8601 duration of days and less.
pub(super) fn as_timedelta(
    value: Value,
    default: Option<Value>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let default = super::instead(default, kwargs)?;
    let text = value.as_str().map(str::trim);
    let length = text.and_then(|text| clock_like(text).or_else(|| text.parse().ok()));
    let found = length.map(|it| Value::from_object(Span(it))).or(default);
    found.ok_or_else(|| unfit(&value, "a length of time"))
}

fn clock_like(text: &str) -> Option<SignedDuration> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (days, clock) = match text.split_once([' ', ',']) {
        Some((days, rest)) => (days.trim().parse::<u32>().ok()?, rest),
        None => (0, text),
    };
    let clock =
        clock.trim_start_matches(|c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | ','));
    let mut parts = clock.split(':');
    let hours: u32 = parts.next()?.trim().parse().ok()?;
    let minutes: u32 = parts.next()?.parse().ok()?;
    let seconds: f64 = parts.next().map_or(Some(0.0), |it| it.parse().ok())?;
    if parts.next().is_some() || minutes > 59 || !(0.0..60.0).contains(&seconds) {
        return None;
    }
    let whole = i64::from(days) * DAY + i64::from(hours) * 3_600 + i64::from(minutes) * 60;
    let length = SignedDuration::from_secs(whole) + SignedDuration::from_secs_f64(seconds);
    Some(length * sign)
}

/// The largest unit alone, as Home Assistant says it: `3 hours`.
pub(super) fn in_words(length: SignedDuration) -> String {
    let seconds = length.as_secs();
    let (each, unit) = [
        (365 * DAY, "year"),
        (30 * DAY, "month"),
        (DAY, "day"),
        (3_600, "hour"),
        (60, "minute"),
    ]
    .into_iter()
    .find(|(each, _)| seconds >= *each)
    .unwrap_or((1, "second"));
    let count = seconds / each;
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
