//! A moment, with what Python's `datetime` can do.

use std::{cmp::Ordering, fmt, sync::Arc};

use jiff::{Timestamp, Zoned, civil, tz::TimeZone};
use minijinja::{
    Error, ErrorKind, State,
    value::{DynObject, Kwargs, Object, ObjectRepr, Value, from_args},
};

use super::super::texts::fault;

/// Bytes of a format. Each of its letters may give some twenty.
const LONGEST_FORMAT: usize = 256;

#[derive(Debug, Clone)]
pub(super) struct Moment {
    at: Zoned,
    /// It came with an offset, and is printed with it.
    is_aware: bool,
}

impl Moment {
    pub fn aware(at: Zoned) -> Self {
        Self { at, is_aware: true }
    }

    /// A time of day without an offset, meant in this zone. Of one that does not exist there, where clocks go forward, the next.
    pub fn naive(civil: civil::DateTime, zone: TimeZone) -> Option<Self> {
        let at = civil.to_zoned(zone).ok()?;
        let is_aware = false;
        Some(Self { at, is_aware })
    }

    pub fn timestamp(&self) -> Timestamp {
        self.at.timestamp()
    }

    /// Since 1970.
    pub fn seconds(&self) -> f64 {
        self.timestamp().as_microsecond() as f64 / 1e6
    }

    pub fn to(&self, zone: TimeZone) -> Self {
        Self::aware(self.at.with_time_zone(zone))
    }

    /// The same, so much later; `None`: beyond the years that there are. Clocks that are put forward or back are no part of it.
    pub fn later(&self, by: jiff::SignedDuration) -> Option<Self> {
        Some(Self {
            at: self.at.checked_add(by).ok()?,
            is_aware: self.is_aware,
        })
    }

    /// As Python's `isoformat`: decimals only where there are some.
    pub fn iso(&self, between: &str) -> String {
        let mut text = format!(
            "{}{between}{}",
            self.at.strftime("%Y-%m-%d"),
            time_of_day(&self.at)
        );
        if self.is_aware {
            text.push_str(&self.at.strftime("%:z").to_string());
        }
        text
    }

    /// After Python's `strftime`.
    pub fn written(&self, format: &str) -> Result<String, Error> {
        if format.len() > LONGEST_FORMAT {
            return Err(fault("this format is too long"));
        }
        // Python's are microseconds.
        let format = format.replace("%f", "%6f");
        let written = jiff::fmt::strtime::format(format.as_bytes(), &self.at);
        written.map_err(|_| fault("this is no format of a time"))
    }

    fn replaced(&self, kwargs: &Kwargs) -> Result<Self, Error> {
        let mut with = self.at.with();
        if let Some(year) = kwargs.get::<Option<i16>>("year")? {
            with = with.year(year);
        }
        for (name, set) in [
            ("month", jiff::ZonedWith::month as fn(_, i8) -> _),
            ("day", jiff::ZonedWith::day),
            ("hour", jiff::ZonedWith::hour),
            ("minute", jiff::ZonedWith::minute),
            ("second", jiff::ZonedWith::second),
        ] {
            if let Some(number) = kwargs.get::<Option<i8>>(name)? {
                with = set(with, number);
            }
        }
        if let Some(micros) = kwargs.get::<Option<i32>>("microsecond")? {
            with = with.subsec_nanosecond(micros.saturating_mul(1_000));
        }
        kwargs.assert_all_used()?;
        let at = with.build().map_err(|_| fault("there is no such time"))?;
        let is_aware = self.is_aware;
        Ok(Self { at, is_aware })
    }
}

fn time_of_day(at: &Zoned) -> String {
    let with_decimals = at.subsec_nanosecond() / 1_000 != 0;
    let format = if with_decimals {
        "%H:%M:%S.%6f"
    } else {
        "%H:%M:%S"
    };
    at.strftime(format).to_string()
}

impl Object for Moment {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        Some(match key.as_str()? {
            "year" => Value::from(self.at.year()),
            "month" => Value::from(self.at.month()),
            "day" => Value::from(self.at.day()),
            "hour" => Value::from(self.at.hour()),
            "minute" => Value::from(self.at.minute()),
            "second" => Value::from(self.at.second()),
            "microsecond" => Value::from(self.at.subsec_nanosecond() / 1_000),
            _ => return None,
        })
    }

    fn call_method(
        self: &Arc<Self>,
        _: &mut State<'_, '_>,
        method: &str,
        args: &[Value],
    ) -> Result<Value, Error> {
        Ok(match method {
            "isoformat" => {
                let (between,): (Option<String>,) = from_args(args)?;
                Value::from(self.iso(between.as_deref().unwrap_or("T")))
            }
            "strftime" => {
                let (format,): (String,) = from_args(args)?;
                Value::from(self.written(&format)?)
            }
            "replace" => {
                let (kwargs,): (Kwargs,) = from_args(args)?;
                Value::from_object(self.replaced(&kwargs)?)
            }
            "timestamp" => Value::from(self.seconds()),
            // Texts, which are compared as days and times of day are.
            "date" => Value::from(self.at.strftime("%Y-%m-%d").to_string()),
            "time" => Value::from(time_of_day(&self.at)),
            "weekday" => Value::from(self.at.weekday().to_monday_zero_offset()),
            "isoweekday" => Value::from(self.at.weekday().to_monday_one_offset()),
            _ => return Err(Error::from(ErrorKind::UnknownMethod)),
        })
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        let other = other.downcast_ref::<Self>()?;
        Some(self.timestamp().cmp(&other.timestamp()))
    }

    fn is_true(self: &Arc<Self>) -> bool {
        true
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso(" "))
    }
}
