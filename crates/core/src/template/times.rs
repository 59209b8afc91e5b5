//! Home Assistant's functions and filters over times: `now()`, `as_datetime`, `strptime`, `timedelta`… A time and a length of time are
//! objects, as in Python: they are compared, added and subtracted, and have Python's attributes and methods.
//! Source: Home Assistant, "Templating", section "Time".
//!
//! When it is, the run is told ([`Now`]): for a value template when the message came. One without an offset is a local time.

mod moment;
mod span;
mod sums;

use std::sync::Arc;

use jiff::{
    SignedDuration, Timestamp, Zoned, civil,
    fmt::{strtime, temporal::Pieces},
    tz::TimeZone,
};
use minijinja::{
    Environment, Error, State,
    value::{Kwargs, Object, Rest, Value, ValueKind},
};

use super::{
    functions::{default_of, number, unfit},
    texts::fault,
};
use crate::now::Now;
use moment::Moment;
use span::Span;

/// No name that a template can write.
const CLOCK: &str = "<now>";
/// Without one of these words a template has nothing to do with times; the names of all functions and filters here hold one.
const WORDS: [&str; 7] = ["now", "today", "time", "local", "strp", "as_", "until"];

/// Whether a template of this text may ask for the time, or calculate with times.
pub(super) fn are_asked_in(text: &str) -> bool {
    WORDS.iter().any(|word| text.contains(word))
}

pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_function("now", |state: &State| {
        now(state).map(|it| Value::from_object(Moment::aware(it.local())))
    });
    environment.add_function("utcnow", |state: &State| {
        let utc = now(state)?.timestamp().to_zoned(TimeZone::UTC);
        Ok::<_, Error>(Value::from_object(Moment::aware(utc)))
    });
    environment.add_function("today_at", today_at);
    environment.add_filter("as_timestamp", as_timestamp);
    environment.add_function("as_timestamp", as_timestamp);
    environment.add_filter("as_datetime", as_datetime);
    environment.add_function("as_datetime", as_datetime);
    environment.add_filter("as_local", as_local);
    environment.add_function("as_local", as_local);
    environment.add_filter("timestamp_utc", |value: Value, default, kwargs| {
        iso(&value, TimeZone::UTC, default, kwargs)
    });
    environment.add_filter(
        "timestamp_local",
        |state: &State, value: Value, default, kwargs| {
            iso(&value, now(state)?.zone(), default, kwargs)
        },
    );
    environment.add_filter("timestamp_custom", timestamp_custom);
    environment.add_function("strptime", strptime);
    environment.add_filter("strptime", strptime);
    environment.add_function("timedelta", span::timedelta);
    environment.add_filter("as_timedelta", span::as_timedelta);
    environment.add_function("as_timedelta", span::as_timedelta);
    for (name, direction) in [("relative_time", 1), ("time_since", 1), ("time_until", -1)] {
        let ago = move |state: &State, value: Value| since(state, &value, direction);
        environment.add_function(name, ago);
        environment.add_filter(name, ago);
    }
    sums::add_to(environment);
}

#[derive(Debug)]
struct Clock(Now);

impl Object for Clock {}

/// What a run is given so that its functions know when it is.
pub(super) fn clock(now: Now) -> (&'static str, Value) {
    (CLOCK, Value::from_object(Clock(now)))
}

/// What stands for a time that is none, where nothing else may be named.
fn instead(default: Option<Value>, kwargs: Kwargs) -> Result<Option<Value>, Error> {
    let default = default_of(default, &kwargs)?;
    kwargs.assert_all_used()?;
    Ok(default)
}

fn now(state: &State) -> Result<Now, Error> {
    let clock = state.lookup(CLOCK);
    let clock = clock.as_ref().and_then(Value::downcast_object_ref::<Clock>);
    clock
        .map(|it| it.0)
        .ok_or_else(|| fault("nobody knows the time here"))
}

/// Where nobody looks, times without an offset are UTC.
fn zone(state: &State) -> TimeZone {
    now(state).map_or(TimeZone::UTC, |it| it.zone())
}

fn moment_of(value: &Value) -> Option<Arc<Moment>> {
    value.downcast_object::<Moment>()
}

fn at(seconds: f64, zone: TimeZone) -> Option<Zoned> {
    let nanoseconds = seconds.fract() * 1e9;
    let timestamp = Timestamp::new(seconds.trunc() as i64, nanoseconds.round() as i32).ok()?;
    Some(timestamp.to_zoned(zone))
}

/// A time as devices and people write it, ISO 8601 or RFC 3339, with or without an offset, or seconds since 1970.
fn read(text: &str, zone: TimeZone) -> Option<Moment> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return at(seconds, TimeZone::UTC).map(Moment::aware);
    }
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        let offset = Pieces::parse(text).ok();
        let offset = offset.and_then(|it| it.to_numeric_offset());
        let zone = offset.map_or(TimeZone::UTC, TimeZone::fixed);
        return Some(Moment::aware(timestamp.to_zoned(zone)));
    }
    let civil = text.parse::<civil::DateTime>();
    let civil = civil.or_else(|_| text.parse::<civil::Date>().map(Into::into));
    Moment::naive(civil.ok()?, zone)
}

fn as_timestamp(
    state: &State,
    value: Value,
    default: Option<Value>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let default = instead(default, kwargs)?;
    if value.kind() == ValueKind::Number {
        return Ok(value);
    }
    let read = match moment_of(&value) {
        Some(moment) => Some(moment.seconds()),
        None => value
            .as_str()
            .and_then(|text| read(text, zone(state)))
            .map(|it| it.seconds()),
    };
    let found = read.map(Value::from).or(default);
    found.ok_or_else(|| unfit(&value, "a time"))
}

fn as_datetime(
    state: &State,
    value: Value,
    default: Option<Value>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let default = instead(default, kwargs)?;
    if moment_of(&value).is_some() {
        return Ok(value);
    }
    let moment = match value.as_str() {
        Some(text) => read(text, zone(state)),
        None => f64::try_from(value.clone())
            .ok()
            .and_then(|seconds| at(seconds, TimeZone::UTC))
            .map(Moment::aware),
    };
    let found = moment.map(Value::from_object).or(default);
    found.ok_or_else(|| unfit(&value, "a time"))
}

fn as_local(state: &State, value: Value) -> Result<Value, Error> {
    let moment = moment_of(&value).ok_or_else(|| unfit(&value, "a time"))?;
    Ok(Value::from_object(moment.to(now(state)?.zone())))
}

fn today_at(state: &State, time: Option<String>) -> Result<Value, Error> {
    let local = now(state)?.local();
    let time = time.unwrap_or_else(|| "00:00".to_owned());
    let at: civil::Time = time
        .parse()
        .map_err(|_| unfit(&Value::from(time), "a time of day"))?;
    let today = local.date().to_datetime(at);
    let today = today.to_zoned(local.time_zone().clone());
    let today = today.map_err(|_| fault("there is no such time today"))?;
    Ok(Value::from_object(Moment::aware(today)))
}

/// As Python's isoformat: decimals only where there are some.
fn iso(
    value: &Value,
    zone: TimeZone,
    default: Option<Value>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let default = instead(default, kwargs)?;
    let moment = number(value).and_then(|seconds| at(seconds, zone));
    let found = moment.map(|it| Value::from(Moment::aware(it).iso("T")));
    found
        .or(default)
        .ok_or_else(|| unfit(value, "seconds since 1970"))
}

fn timestamp_custom(
    state: &State,
    value: Value,
    format: Option<String>,
    local_and_default: Rest<Value>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let mut rest = local_and_default.0.into_iter();
    let format = format.or(kwargs.get("format_string")?);
    let local = rest.next().map(|it| it.is_true());
    let local = local.or(kwargs.get("local")?).unwrap_or(true);
    let default = instead(rest.next(), kwargs)?;
    let zone = if local {
        now(state)?.zone()
    } else {
        TimeZone::UTC
    };
    let Some(moment) = number(&value).and_then(|seconds| at(seconds, zone)) else {
        return default.ok_or_else(|| unfit(&value, "seconds since 1970"));
    };
    let format = format.unwrap_or_else(|| "%Y-%m-%d %H:%M:%S".to_owned());
    Moment::aware(moment).written(&format).map(Value::from)
}

fn strptime(
    state: &State,
    value: Value,
    format: String,
    default: Option<Value>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let default = instead(default, kwargs)?;
    let parse = |text: &str| {
        let broken = strtime::parse(&format, text.trim()).ok()?;
        if let Ok(zoned) = broken.to_zoned() {
            return Some(Moment::aware(zoned));
        }
        // Python's 1900-01-01, where a format says nothing of a day.
        let date = broken.to_date().unwrap_or(civil::date(1900, 1, 1));
        let time = broken.to_time().unwrap_or(civil::Time::midnight());
        let civil = date.to_datetime(time);
        match broken.offset() {
            Some(offset) => civil
                .to_zoned(TimeZone::fixed(offset))
                .ok()
                .map(Moment::aware),
            None => Moment::naive(civil, zone(state)),
        }
    };
    let found = value.as_str().and_then(parse).map(Value::from_object);
    found
        .or(default)
        .ok_or_else(|| unfit(&value, "a time of this format"))
}

/// "3 hours": how long ago it was, or how long it takes. What is on the other side of now stands as it is, as in Home Assistant.
fn since(state: &State, value: &Value, direction: i32) -> Result<Value, Error> {
    let moment = moment_of(value).ok_or_else(|| unfit(value, "a time"))?;
    let length = now(state)?.timestamp().duration_since(moment.timestamp()) * direction;
    if length < SignedDuration::ZERO {
        return Ok(value.clone());
    }
    Ok(Value::from(span::in_words(length)))
}

#[cfg(test)]
mod tests;
