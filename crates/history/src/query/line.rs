//! A series as a line of so many pixel columns.

use std::ops::Range;

use tilework_core::Millis;

use super::{
    near::{after, before, broken},
    walk::{Part, Walk},
};
use crate::{Bucket, HistoryError, Level, Outage, Read, Sample, SeriesId};

/// So many samples or buckets are read for a column at most, about.
const PER_COLUMN: u64 = 50;
/// In a picture whose columns are shorter than half a minute no bucket is fine enough: so many samples are read instead.
const MOST_SAMPLES: u64 = 2_000_000;

/// The points of a line, ascending in time.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// At most six for each column, and one at each side of the range.
    pub points: Vec<LinePoint>,
    /// How many samples of the range the picture shows.
    pub samples: u64,
    /// The coarsest buckets that were read; `None`: samples, as far as they are kept.
    pub level: Option<Level>,
}

/// A point of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinePoint {
    pub at: Millis,
    /// Not a number (NaN) where the line breaks: what was known last holds until then.
    pub value: f64,
}

/// The lowest and the highest sample of each of `columns` equal columns of `from..to`, whatever is read for it: no spike is hidden.
/// Beyond the range come the newest sample before and the oldest after it.
///
/// A minute at the range's edge that is not kept sample by sample any more is drawn as a whole. Of buckets the lowest and highest are
/// put between their first and last sample. Of several gaps within one column one is shown.
///
/// # Errors
/// The file cannot be read.
pub fn line(
    read: &dyn Read,
    series: SeriesId,
    from: Millis,
    to: Millis,
    columns: u32,
) -> Result<Line, HistoryError> {
    let columns = columns.max(1);
    let to = to.max(from);
    let level = level(read, series, from, to, columns)?;
    let left = before(read, series, from)?;
    let right = after(read, series, to)?;
    let since = left.map_or(from, |sample| sample.at);
    let until = right.map_or(to, |sample| sample.at).saturating_add(1);
    let outages = read.outages(series, since, until)?;
    let mut picture = Picture {
        from,
        to,
        columns,
        line: Line {
            points: Vec::new(),
            samples: 0,
            level,
        },
        column: None,
        last: None,
        gap_in: None,
        outages: &outages,
    };
    if let Some(sample) = left {
        picture.outside(sample);
    }
    let cuts = picture.cuts();
    let walk = Walk {
        read,
        series,
        from,
        to,
        level,
        cuts: &cuts,
        fits: &|_| true,
        partial: true,
    };
    walk.run(&mut |part| picture.part(&part))?;
    match right {
        Some(sample) => {
            picture.gap(sample.at);
            picture.flush();
            picture.outside(sample);
        }
        None => picture.gap(to),
    }
    picture.flush();
    Ok(picture.line)
}

/// How coarse a picture may be read.
pub(super) fn level(
    read: &dyn Read,
    series: SeriesId,
    from: Millis,
    to: Millis,
    columns: u32,
) -> Result<Option<Level>, HistoryError> {
    let budget = u64::from(columns) * PER_COLUMN;
    let column = to.abs_diff(from) / u64::from(columns.max(1));
    let fine = column < Level::Minute.millis().unsigned_abs() / 2;
    super::walk::level_for(
        read,
        series,
        from,
        to,
        if fine { MOST_SAMPLES } else { budget },
    )
}

struct Picture<'a> {
    from: Millis,
    to: Millis,
    columns: u32,
    line: Line,
    column: Option<Column>,
    last: Option<Millis>,
    /// The column that shows a gap within itself already.
    gap_in: Option<u32>,
    outages: &'a [Outage],
}

struct Column {
    /// From its first point to where the next column begins: what is in it needs no division.
    times: Range<Millis>,
    low: Sample,
    high: Sample,
}

impl Picture<'_> {
    /// Where buckets must not hide a gap: at all outages while they are few, else at those that are longer than a column.
    fn cuts(&self) -> Vec<Millis> {
        let few = self.outages.len() <= self.columns as usize;
        let column = self.to.abs_diff(self.from) / u64::from(self.columns);
        self.outages
            .iter()
            .filter(|outage| few || outage.to.abs_diff(outage.from) > column)
            .map(|outage| outage.from.saturating_add(1))
            .collect()
    }

    fn outside(&mut self, sample: Sample) {
        self.line.points.push(LinePoint {
            at: sample.at,
            value: sample.value,
        });
        self.last = Some(sample.at);
    }

    fn part(&mut self, part: &Part<'_>) {
        self.gap(part.first().at);
        match part {
            Part::Sample(sample) => {
                self.line.samples += 1;
                self.point(*sample);
            }
            Part::Bucket(bucket) => {
                self.line.samples = self.line.samples.saturating_add(bucket.count);
                for sample in extremes(bucket) {
                    self.point(sample);
                }
            }
        }
        self.last = Some(part.last().at);
    }

    fn point(&mut self, sample: Sample) {
        // A bucket that lies in the range in part.
        let at = sample.at.clamp(self.from, self.to);
        let sample = Sample { at, ..sample };
        match &mut self.column {
            Some(column) if column.times.contains(&at) => {
                if sample.value < column.low.value {
                    column.low = sample;
                }
                if sample.value > column.high.value {
                    column.high = sample;
                }
            }
            _ => {
                self.flush();
                self.column = Some(Column {
                    times: at..self.end_of(self.column_of(at)),
                    low: sample,
                    high: sample,
                });
            }
        }
    }

    /// Breaks the line before a sample at `next`, if an outage began since the last.
    fn gap(&mut self, next: Millis) {
        let Some(last) = self.last else {
            return;
        };
        let Some(at) = broken(self.outages, last, next) else {
            return;
        };
        let (left, right) = (self.column_of(last), self.column_of(next));
        let within = left == right && next < self.to;
        if within && self.gap_in == Some(left) && self.column.is_some() {
            return;
        }
        self.flush();
        self.line.points.push(LinePoint {
            at,
            value: f64::NAN,
        });
        self.gap_in = within.then_some(left);
    }

    fn flush(&mut self) {
        let Some(Column { low, high, .. }) = self.column.take() else {
            return;
        };
        let (earlier, later) = if low.at <= high.at {
            (low, high)
        } else {
            (high, low)
        };
        let point = |sample: Sample| LinePoint {
            at: sample.at,
            value: sample.value,
        };
        self.line.points.push(point(earlier));
        if earlier != later {
            self.line.points.push(point(later));
        }
    }

    /// Where the next column begins; the last has no end.
    fn end_of(&self, column: u32) -> Millis {
        if column + 1 >= self.columns {
            return Millis::MAX;
        }
        let span = u128::from(self.to.abs_diff(self.from).max(1));
        let since = (u128::from(column + 1) * span).div_ceil(u128::from(self.columns));
        i64::try_from(since).map_or(Millis::MAX, |since| self.from.saturating_add(since))
    }

    fn column_of(&self, at: Millis) -> u32 {
        let span = self.to.abs_diff(self.from).max(1);
        let since = at.max(self.from).abs_diff(self.from);
        // Only ages times hundreds of columns need more than 64 bits, which are slow to divide.
        let index = match since.checked_mul(u64::from(self.columns)) {
            Some(all) => u128::from(all / span),
            None => u128::from(since) * u128::from(self.columns) / u128::from(span),
        };
        u32::try_from(index).map_or(self.columns - 1, |index| index.min(self.columns - 1))
    }
}

/// The lowest and the highest sample of a bucket in the order in which they plausibly came: where they are neither the first nor the
/// last, the line goes the shorter way.
fn extremes(bucket: &Bucket) -> [Sample; 2] {
    let (first, last) = (bucket.first, bucket.last);
    let third = last.at.saturating_sub(first.at) / 3;
    let rising = first.value <= last.value;
    let at = |value: f64, early: bool| {
        if value == first.value {
            first.at
        } else if value == last.value {
            last.at
        } else if early {
            first.at.saturating_add(third)
        } else {
            last.at.saturating_sub(third)
        }
    };
    let low = Sample {
        at: at(bucket.minimum, rising),
        value: bucket.minimum,
    };
    let high = Sample {
        at: at(bucket.maximum, !rising),
        value: bucket.maximum,
    };
    if low.at <= high.at {
        [low, high]
    } else {
        [high, low]
    }
}
