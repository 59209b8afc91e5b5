//! Neighbours of an instant, also where only rollups are left.

use std::ops::ControlFlow;

use serde::Serialize;
use tilework_core::Millis;
use ts_rs::TS;

use super::walk::floor;
use crate::{HistoryError, Level, Outage, Read, Sample, SeriesId};

/// How far rollups are searched for a neighbour, in doublings of an hour: beyond a hundred years.
const DOUBLINGS: u32 = 20;
/// How far after 1970 rollups are searched for the first sample.
const YEARS: u32 = 1_000;
const YEAR: Millis = 366 * 24 * 3_600_000;

/// Where a history begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "HistoryExtent")]
pub struct Extent {
    #[ts(type = "number")]
    pub oldest: Millis,
    #[ts(type = "number")]
    pub newest: Millis,
}

/// From the oldest to the newest sample of all `series`, those before 1970 included only while they are kept one by one. `None`:
/// there are no samples.
///
/// # Errors
/// The file cannot be read.
pub fn extent(read: &dyn Read, series: &[SeriesId]) -> Result<Option<Extent>, HistoryError> {
    let mut all: Option<Extent> = None;
    for series in series {
        let Some(newest) = before(read, *series, Millis::MAX)? else {
            continue;
        };
        let oldest = oldest(read, *series)?.map_or(newest.at, |sample| sample.at);
        let known = all.get_or_insert(Extent {
            oldest,
            newest: newest.at,
        });
        known.oldest = known.oldest.min(oldest);
        known.newest = known.newest.max(newest.at);
    }
    Ok(all)
}

fn oldest(read: &dyn Read, series: SeriesId) -> Result<Option<Sample>, HistoryError> {
    let kept = read.kept_from(series)?;
    let mut from = 0;
    for _ in 0..YEARS {
        if from >= kept {
            break;
        }
        let to = kept.min(from.saturating_add(YEAR));
        if let Some(bucket) = read.buckets(series, Level::Hour, from, to)?.first() {
            return Ok(Some(bucket.first));
        }
        from = to;
    }
    read.after(series, Millis::MIN)
}

/// The newest sample before `at`.
pub(super) fn before(
    read: &dyn Read,
    series: SeriesId,
    at: Millis,
) -> Result<Option<Sample>, HistoryError> {
    let found = read.before(series, at)?;
    let kept = read.kept_from(series)?;
    if kept == Millis::MIN || found.is_some_and(|sample| sample.at >= kept) {
        return Ok(found);
    }
    let of_minute = at.min(kept.saturating_add(Level::Minute.millis()));
    let mut to = floor(of_minute, Level::Hour).saturating_add(Level::Hour.millis());
    let mut length = Level::Hour.millis();
    for step in 0..DOUBLINGS {
        let level = if step == 0 {
            Level::Minute
        } else {
            Level::Hour
        };
        let from = to.saturating_sub(length);
        let buckets = read.buckets(series, level, from, to)?;
        let neighbour = buckets.iter().rev().find_map(|bucket| {
            [bucket.last, bucket.first]
                .into_iter()
                .find(|sample| sample.at < at)
        });
        if let Some(sample) = neighbour {
            return Ok(Some(match found {
                Some(found) if found.at >= sample.at => found,
                _ => sample,
            }));
        }
        // The same hour once more: its minutes may not be kept.
        if step > 0 {
            to = from;
            length = length.saturating_mul(2);
        }
    }
    Ok(found)
}

/// The sample before the newest of its instant, which may be of the same instant as far as samples are kept one by one.
pub(super) fn earlier(
    read: &dyn Read,
    series: SeriesId,
    newest: Sample,
) -> Result<Option<Sample>, HistoryError> {
    let (mut earlier, mut last) = (None, None);
    let end = newest.at.saturating_add(1);
    read.samples(series, newest.at, end, &mut |sample| {
        earlier = last.replace(sample);
        ControlFlow::Continue(())
    })?;
    match earlier {
        Some(_) => Ok(earlier),
        None => before(read, series, newest.at),
    }
}

/// The oldest sample at `at` or later.
pub(super) fn after(
    read: &dyn Read,
    series: SeriesId,
    at: Millis,
) -> Result<Option<Sample>, HistoryError> {
    let kept = read.kept_from(series)?;
    let mut from = floor(at, Level::Hour);
    let mut length = Level::Hour.millis();
    for step in 0..DOUBLINGS {
        if at >= kept || from >= kept {
            break;
        }
        let level = if step == 0 {
            Level::Minute
        } else {
            Level::Hour
        };
        let to = from.saturating_add(length);
        let buckets = read.buckets(series, level, from, to)?;
        let neighbour = buckets.iter().find_map(|bucket| {
            [bucket.first, bucket.last]
                .into_iter()
                .find(|sample| sample.at >= at)
        });
        if neighbour.is_some() {
            return Ok(neighbour);
        }
        if step > 0 {
            from = to;
            length = length.saturating_mul(2);
        }
    }
    read.after(series, at)
}

/// The sample whose value holds at `at`: the newest up to then, unless an outage began since.
pub(super) fn held(
    read: &dyn Read,
    series: SeriesId,
    at: Millis,
) -> Result<Option<Sample>, HistoryError> {
    let next = at.saturating_add(1);
    let Some(sample) = before(read, series, next)? else {
        return Ok(None);
    };
    let outages = read.outages(series, sample.at, next)?;
    Ok(match broken(&outages, sample.at, at) {
        Some(_) => None,
        None => Some(sample),
    })
}

/// Where the value of a sample at `sample` ends to hold before `next`.
pub(super) fn broken(outages: &[Outage], sample: Millis, next: Millis) -> Option<Millis> {
    let first = outages.partition_point(|outage| outage.from < sample);
    let from = outages.get(first)?.from;
    (from < next).then_some(from)
}
