//! How long each range of values held.

use super::{
    statistics::{FEW, tally},
    sum::{count, millis, within},
    timeline::{Piece, Timeline},
    walk::{Part, level_for},
};
use crate::{Bucket, HistoryError, Read, SeriesId};
use tilework_core::Millis;

/// Up to so many samples each counts by itself.
const MOST_SAMPLES: u64 = 500_000;
const MOST_BINS: u32 = 1_000;

/// How long each range of values held.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Distribution {
    /// Ascending round numbers, one more than `shares`; a value that is an edge belongs to the bin above. Empty: nothing is known.
    pub edges: Vec<f64>,
    /// Shares of the known time, 0 to 1.
    pub shares: Vec<f64>,
}

/// In which of about `bins` (1 to 1,000) ranges the values of `from..to` were, by time. Beyond 500,000 samples a minute or an hour
/// counts as its mean: the outermost bins may then be empty.
///
/// # Errors
/// The file cannot be read.
pub fn distribution(
    read: &dyn Read,
    series: SeriesId,
    from: Millis,
    to: Millis,
    bins: u32,
) -> Result<Distribution, HistoryError> {
    let Some((low, high)) = tally(read, series, from, to)?.held() else {
        return Ok(Distribution::default());
    };
    let edges = edges(low, high, bins.clamp(1, MOST_BINS));
    let mut held = vec![0_i64; edges.len().saturating_sub(1)];
    let mut add = |value: f64, length: Millis| {
        let above = edges.partition_point(|edge| *edge <= value);
        let bin = above.saturating_sub(1).min(held.len().saturating_sub(1));
        if let Some(held) = held.get_mut(bin) {
            *held = held.saturating_add(length);
        }
    };
    let level = if read.more_than(series, from, to, MOST_SAMPLES)? {
        level_for(read, series, from, to, FEW)?
    } else {
        None
    };
    let timeline = Timeline {
        read,
        series,
        from,
        to,
        level,
        cuts: &[],
        fits: &|_| true,
    };
    timeline.run(&mut |piece| match piece {
        Piece::Before(_) | Piece::Part(Part::Sample(_)) => {}
        Piece::Held { value, from, to } => add(value, to.saturating_sub(from)),
        Piece::Part(Part::Bucket(bucket)) => {
            add(mean(bucket), bucket.last.at.saturating_sub(bucket.first.at));
        }
    })?;
    let known = held
        .iter()
        .fold(0_i64, |sum, held| sum.saturating_add(*held));
    // A bucket may be of one instant, after which nothing was known.
    if known == 0 {
        return Ok(Distribution::default());
    }
    let shares = held
        .iter()
        .map(|held| millis(*held) / millis(known))
        .collect();
    Ok(Distribution { edges, shares })
}

/// Over the bucket's time, or of its samples if they are of one instant.
pub(super) fn mean(bucket: &Bucket) -> f64 {
    let length = bucket.last.at.saturating_sub(bucket.first.at);
    let mean = if length > 0 {
        bucket.area / millis(length)
    } else {
        bucket.sum / count(bucket.count.max(1))
    };
    if mean.is_nan() {
        return bucket.last.value;
    }
    within(mean, bucket.minimum, bucket.maximum)
}

/// Multiples of 1, 2, 2.5 or 5 times a power of ten, from at or below `low` to above `high`; never more than `bins` + 1 ranges.
fn edges(low: f64, high: f64, bins: u32) -> Vec<f64> {
    let largest = low.abs().max(high.abs());
    // Halves, so that the distance of the largest numbers stays finite; and never finer than numbers so large can tell.
    let range = (high / 2.0 - low / 2.0) * 2.0;
    let wanted = (range / f64::from(bins)).max(largest * 1e-12);
    let wanted = if range == 0.0 { largest / 10.0 } else { wanted };
    let wanted = if wanted > 1e-300 { wanted } else { 1.0 };
    let Some((factor, power)) = round_step(wanted) else {
        return vec![low, high];
    };
    let edge = |index: f64| {
        // Dividing gives the number that is written so: 3 / 10 is 0.3, 3 * 0.1 is not.
        let edge = if power < 0 {
            index * factor / 10_f64.powi(-power)
        } else {
            index * factor * 10_f64.powi(power)
        };
        super::sum::finite(edge)
    };
    let first = (low / edge(1.0)).floor();
    let mut edges = vec![edge(first)];
    for index in 1..=bins.saturating_add(2) {
        let next = edge(first + f64::from(index));
        if edges.last().is_some_and(|last| next > *last) {
            edges.push(next);
        }
        if next > high {
            break;
        }
    }
    edges
}

fn round_step(wanted: f64) -> Option<(f64, i32)> {
    let power = wanted.log10().floor();
    if !(-300.0..=306.0).contains(&power) {
        return None;
    }
    let power = power as i32;
    let factor = [1.0, 2.0, 2.5, 5.0]
        .into_iter()
        .find(|factor| factor * 10_f64.powi(power) >= wanted * (1.0 - 1e-9));
    Some(factor.map_or((1.0, power + 1), |factor| (factor, power)))
}
