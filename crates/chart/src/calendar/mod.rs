//! Hours, days, weeks and months of a local calendar.

use jiff::{ToSpan, civil};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::model::{ChartError, INSTANTS, MOST_SPANS, check_span};

mod steps;
mod zone;

pub use steps::steps;
pub(crate) use zone::Zone;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "BarSpan")]
pub enum Every {
    /// From one round hour of the local clock to the next: longer or shorter where the clock changes by half an hour.
    Hour,
    Day,
    /// From Monday.
    Week,
    Month,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ChartCompare")]
pub enum Back {
    /// The same hours of the day before, by the local calendar: right on days of 23 and 25 hours too.
    Day,
    Week,
    /// Of the last of February the day before, where the year before has none.
    Year,
}

/// The edges of the spans that cover `from..to`, ascending, in milliseconds since 1970: the first is at `from` or before, the
/// last at `to` or after. `zone` is a name of the IANA time zone database; one that is not known counts as UTC.
///
/// # Errors
/// [`ChartError::Span`] unless `from` is before `to`, both in the years 0 to 9999; [`ChartError::TooLong`] beyond 2,000 spans.
pub fn calendar(from: i64, to: i64, zone: &str, every: Every) -> Result<Vec<i64>, ChartError> {
    check_span(from, to)?;
    // No span is shorter than half of what it is called.
    let shortest = match every {
        Every::Hour => HOUR / 2,
        Every::Day => DAY / 2,
        Every::Week => 6 * DAY,
        Every::Month => 27 * DAY,
    };
    let most = i64::try_from(MOST_SPANS).unwrap_or(i64::MAX);
    if (to - from) / shortest > 2 * most {
        return Err(ChartError::TooLong);
    }
    let zone = Zone::named(zone);
    let edges = match every {
        Every::Hour => hours(&zone, from, to),
        _ => days(&zone, from, to, every),
    };
    if edges.len() > MOST_SPANS + 1 {
        return Err(ChartError::TooLong);
    }
    Ok(edges)
}

fn hours(zone: &Zone, from: i64, to: i64) -> Vec<i64> {
    // Far enough that there is a round hour on either side, whatever the clock does.
    let all: Vec<i64> = zone
        .pieces(from - 4 * HOUR, to + 4 * HOUR)
        .iter()
        .flat_map(|piece| round(piece.from, piece.to, piece.offset, HOUR))
        .collect();
    let first = all.partition_point(|at| *at <= from).saturating_sub(1);
    let last = all.partition_point(|at| *at < to);
    all.get(first..=last).unwrap_or_default().to_vec()
}

/// The instants of `from..to` at which a clock `offset` east of UTC shows a multiple of `step` since midnight.
pub(crate) fn round(from: i64, to: i64, offset: i64, step: i64) -> impl Iterator<Item = i64> {
    let first = (from + offset + step - 1).div_euclid(step);
    (first..)
        .map(move |index| index * step - offset)
        .take_while(move |at| *at < to)
}

fn days(zone: &Zone, from: i64, to: i64, every: Every) -> Vec<i64> {
    let date = zone.local(from).date();
    let first = match every {
        Every::Hour | Every::Day => Some(date),
        Every::Week => monday(date),
        Every::Month => Some(date.first_of_month()),
    };
    let mut edges = Vec::new();
    let mut next = first;
    while let Some(date) = next {
        let Some(start) = zone.start_of_day(date) else {
            break;
        };
        edges.push(start);
        if start >= to {
            break;
        }
        let step = match every {
            Every::Hour | Every::Day => 1.day(),
            Every::Week => 1.week(),
            Every::Month => 1.month(),
        };
        next = date.checked_add(step).ok();
    }
    edges
}

/// The Monday of a day's week.
pub(crate) fn monday(date: civil::Date) -> Option<civil::Date> {
    date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days())
        .ok()
}

/// The instant at which the local clock showed the same a day, a week or a year before. A time that it skipped then is as long after
/// the change as it would have been; of one that it showed twice it is the first. Outside of the years 0 to 9999: 24 hours.
#[must_use]
pub fn shift_back(at: i64, zone: &str, back: Back) -> i64 {
    let (span, days) = match back {
        Back::Day => (1.day(), 1),
        Back::Week => (1.week(), 7),
        Back::Year => (1.year(), 365),
    };
    let zone = Zone::named(zone);
    let shifted = INSTANTS
        .contains(&at)
        .then(|| zone.local(at).checked_sub(span).ok())
        .flatten();
    shifted
        .and_then(|local| zone.instant(local))
        .unwrap_or(at.saturating_sub(days * DAY))
}
