//! One number for each hour, day or month: whatever the edges are.

use serde::{Deserialize, Serialize};
use tilework_core::Millis;
use ts_rs::TS;

use super::{
    statistics::FEW,
    tally::Tally,
    timeline::{Piece, Timeline},
    walk::level_for,
};
use crate::{HistoryError, Read, SeriesId};

/// What a bar is as high as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "BarMeasure")]
pub enum Measure {
    /// Over time: each value as long as it held, that from before the bar included. Of the samples, if each held for no time.
    Mean,
    /// Of the bar's samples.
    Minimum,
    Maximum,
    /// Of all samples.
    Sum,
    /// How far a meter went on, from the last sample before the bar to the last in it, see [`Meter`](crate::Meter): a fall of up to a tenth is
    /// noise, and so is a zero between two readings; a lower value is a meter that began anew at zero and adds that value if it is not negative.
    /// Without a sample before the bar it counts from the first in it.
    Delta,
    Count,
}

/// A bar for each two neighbours of `edges`, which are instants in ascending order: what is from one to before the next. `None`: no
/// samples in the bar (`Mean`: nothing known; `Count`: never).
///
/// # Errors
/// The file cannot be read.
pub fn bars(
    read: &dyn Read,
    series: SeriesId,
    edges: &[Millis],
    measure: Measure,
) -> Result<Vec<Option<f64>>, HistoryError> {
    let tallies = tallies(read, series, edges)?;
    Ok(tallies.iter().map(|tally| height(tally, measure)).collect())
}

pub(super) fn tallies(
    read: &dyn Read,
    series: SeriesId,
    edges: &[Millis],
) -> Result<Vec<Tally>, HistoryError> {
    let (Some(from), Some(to)) = (edges.first().copied(), edges.last().copied()) else {
        return Ok(Vec::new());
    };
    let mut bars = Bars {
        edges,
        done: Vec::with_capacity(edges.len()),
        tally: Tally::new(None),
    };
    let timeline = Timeline {
        read,
        series,
        from,
        to,
        level: level_for(read, series, from, to, FEW)?,
        cuts: edges,
        fits: &|_| true,
    };
    timeline.run(&mut |piece| bars.add(piece))?;
    while bars.done.len() + 1 < edges.len() {
        bars.finish();
    }
    Ok(bars.done)
}

struct Bars<'a> {
    edges: &'a [Millis],
    done: Vec<Tally>,
    tally: Tally,
}

impl Bars<'_> {
    fn add(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Before(_) => self.tally.add(&piece),
            Piece::Part(part) => {
                self.begin_at(part.first().at);
                self.tally.add(&piece);
            }
            Piece::Held { value, from, to } => {
                let mut from = from;
                while from < to {
                    self.begin_at(from);
                    let end = self.end().filter(|end| *end > from).unwrap_or(to).min(to);
                    self.tally.add(&Piece::Held {
                        value,
                        from,
                        to: end,
                    });
                    from = end;
                }
            }
        }
    }

    /// Where the bar ends that is counted.
    fn end(&self) -> Option<Millis> {
        self.edges.get(self.done.len() + 1).copied()
    }

    fn begin_at(&mut self, at: Millis) {
        while self.done.len() + 2 < self.edges.len() && self.end().is_some_and(|end| end <= at) {
            self.finish();
        }
    }

    fn finish(&mut self) {
        let tally = self.tally.take();
        self.done.push(tally);
    }
}

fn height(tally: &Tally, measure: Measure) -> Option<f64> {
    let of_samples = |value: f64| (tally.samples > 0).then_some(value);
    match measure {
        Measure::Mean => tally.mean_over_time().or_else(|| tally.mean()),
        Measure::Minimum => of_samples(tally.minimum),
        Measure::Maximum => of_samples(tally.maximum),
        Measure::Sum => of_samples(tally.sum.total()),
        Measure::Delta => of_samples(tally.climbed.total()),
        Measure::Count => Some(super::sum::count(tally.samples)),
    }
}
