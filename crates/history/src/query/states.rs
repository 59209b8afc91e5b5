//! Which state held when.

use std::collections::HashMap;

use tilework_core::Millis;

use super::{
    line::level,
    statistics::FEW,
    sum::{millis, within},
    timeline::{Piece, Timeline},
    walk::{Part, level_for},
};
use crate::{Bucket, HistoryError, Read, SeriesId};

/// So many different states are told apart at most; later ones are not counted.
const MOST_STATES: usize = 10_000;

/// A stretch of a timeline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    pub from: Millis,
    /// After `from`.
    pub to: Millis,
    pub state: State,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum State {
    /// Before the first sample, or in an outage.
    Unknown,
    /// Several states, each shorter than a column.
    Mixed,
    /// 0 or 1, the index of a word, or what the caller makes of a number.
    Value(f64),
}

/// What `from..to` is made of, without a hole, for a picture of `columns` columns: at most about two segments for each. Those that
/// are shorter than a column and lie next to each other become one that is [`State::Mixed`]; a short one alone stays as it is.
///
/// # Errors
/// The file cannot be read.
pub fn states(
    read: &dyn Read,
    series: SeriesId,
    from: Millis,
    to: Millis,
    columns: u32,
) -> Result<Vec<Segment>, HistoryError> {
    mapped_states(read, series, from, to, columns, &|value| value)
}

/// The same of what `state` makes of the values: a timeline of numbers that are cold, warm or hot. What it makes of two numbers alike it
/// must make of all between them; otherwise a bucket hides those.
///
/// # Errors
/// The file cannot be read.
pub fn mapped_states(
    read: &dyn Read,
    series: SeriesId,
    from: Millis,
    to: Millis,
    columns: u32,
    state: &dyn Fn(f64) -> f64,
) -> Result<Vec<Segment>, HistoryError> {
    if from >= to {
        return Ok(Vec::new());
    }
    let mut row = TimelineRow {
        column: to.abs_diff(from) / u64::from(columns.max(1)),
        until: from,
        last: None,
        short_before: false,
        merged: Vec::new(),
    };
    let timeline = Timeline {
        read,
        series,
        from,
        to,
        level: level(read, series, from, to, columns)?,
        cuts: &[],
        fits: &|_| true,
    };
    timeline.run(&mut |piece| match piece {
        Piece::Before(_) | Piece::Part(Part::Sample(_)) => {}
        Piece::Held { value, from, to } => row.add(from, to, State::Value(state(value))),
        Piece::Part(Part::Bucket(bucket)) => {
            let (low, high) = (state(bucket.minimum), state(bucket.maximum));
            let held = if low == high {
                State::Value(low)
            } else {
                State::Mixed
            };
            row.add(bucket.first.at, bucket.last.at.min(to), held);
        }
    })?;
    row.add(to, to, State::Unknown);
    row.finish();
    Ok(row.merged)
}

/// Merges as segments come: their number is bounded by the columns, not by the samples.
struct TimelineRow {
    /// Milliseconds.
    column: u64,
    until: Millis,
    /// It may still go on.
    last: Option<Segment>,
    short_before: bool,
    merged: Vec<Segment>,
}

impl TimelineRow {
    fn add(&mut self, from: Millis, to: Millis, state: State) {
        if self.until < from {
            self.push(self.until, from, State::Unknown);
        }
        self.push(from.max(self.until), to, state);
    }

    fn push(&mut self, from: Millis, to: Millis, state: State) {
        if from >= to {
            return;
        }
        self.until = to;
        match &mut self.last {
            Some(last) if last.state == state => last.to = to,
            _ => {
                self.finish();
                self.last = Some(Segment { from, to, state });
            }
        }
    }

    fn finish(&mut self) {
        let Some(segment) = self.last.take() else {
            return;
        };
        let short = segment.to.abs_diff(segment.from) < self.column;
        match self.merged.last_mut() {
            Some(last) if short && self.short_before => {
                last.to = segment.to;
                last.state = State::Mixed;
            }
            _ => self.merged.push(segment),
        }
        self.short_before = short;
    }
}

/// How long each state held.
#[derive(Debug, Clone, PartialEq)]
pub struct StateTimes {
    /// How often a state followed another in the range; also over an outage.
    pub changes: u64,
    /// States and how many milliseconds each held, the longest first; none of 0.
    pub times: Vec<(f64, Millis)>,
}

/// How long each state of an on/off or text series held in `from..to`. Where the samples of a text series are not kept one by one any
/// more, minutes with several words count as their first.
///
/// # Errors
/// The file cannot be read.
pub fn state_times(
    read: &dyn Read,
    series: SeriesId,
    from: Millis,
    to: Millis,
) -> Result<StateTimes, HistoryError> {
    let mut count = Count {
        changes: 0,
        times: HashMap::new(),
        last: None,
    };
    let timeline = Timeline {
        read,
        series,
        from,
        to,
        level: level_for(read, series, from, to, FEW)?,
        cuts: &[],
        fits: &|bucket| is_one(bucket) || is_on_off(bucket),
    };
    timeline.run(&mut |piece| count.add(&piece))?;
    let mut times: Vec<(f64, Millis)> = count
        .times
        .into_iter()
        .map(|(bits, millis)| (f64::from_bits(bits), millis))
        .collect();
    times.sort_by(|(a, a_time), (b, b_time)| b_time.cmp(a_time).then(a.total_cmp(b)));
    Ok(StateTimes {
        changes: count.changes,
        times,
    })
}

fn is_one(bucket: &Bucket) -> bool {
    bucket.minimum == bucket.maximum
}

/// All samples are 0 or 1: area and rise say all that is asked for.
fn is_on_off(bucket: &Bucket) -> bool {
    bucket.minimum == 0.0 && bucket.maximum == 1.0
}

struct Count {
    changes: u64,
    times: HashMap<u64, Millis>,
    last: Option<f64>,
}

impl Count {
    fn add(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Before(sample) => self.last = Some(sample.value),
            Piece::Held { value, from, to } => self.held(*value, to.saturating_sub(*from)),
            Piece::Part(part) => {
                if self.last.is_some_and(|last| last != part.first().value) {
                    self.changes += 1;
                }
                self.last = Some(part.last().value);
                if let Part::Bucket(bucket) = part {
                    self.bucket(bucket);
                }
            }
        }
    }

    fn bucket(&mut self, bucket: &Bucket) {
        let known = bucket.last.at.saturating_sub(bucket.first.at);
        if is_on_off(bucket) {
            let on = whole(within(bucket.area, 0.0, millis(known))).unwrap_or(0);
            self.held(1.0, on);
            self.held(0.0, known.saturating_sub(on));
            // Each way up adds 1 to the rise; ways down are as many, but for where it begins and ends.
            let changes = 2.0 * bucket.rise - (bucket.last.value - bucket.first.value);
            self.changes += whole(changes).map_or(0, i64::unsigned_abs);
        } else {
            self.held(bucket.first.value, known);
            self.changes += u64::from(!is_one(bucket));
        }
    }

    fn held(&mut self, value: f64, length: Millis) {
        let key = (value + 0.0).to_bits();
        if length <= 0 || (self.times.len() >= MOST_STATES && !self.times.contains_key(&key)) {
            return;
        }
        let time = self.times.entry(key).or_default();
        *time = time.saturating_add(length);
    }
}

/// The nearest whole number; `None` if it is not one that a float tells exactly.
fn whole(value: f64) -> Option<i64> {
    (value.abs() < 9e15).then(|| value.round() as i64)
}
