//! Two series against each other.

use tilework_core::Millis;

use super::{
    cursor::Cursor,
    distribution::mean,
    near::{before, broken},
    walk::{floor, level_for},
};
use crate::{Bucket, HistoryError, Level, Read, Sample, SeriesId};

/// Up to so many samples each makes a pair.
const MOST_SAMPLES: u64 = 500_000;
/// So many minutes are read at most, else hours.
const MOST_BUCKETS: u64 = 50_000;

/// For each sample of `a` in `from..to` its value and that of `b` which held then, in the order of time; none where `b` is not known.
///
/// More than `most` (at least 4) are thinned evenly over time, the lowest and highest of both in each stretch of time stay. Where
/// either has more than 500,000 samples, or they are not kept one by one any more, a pair is the mean of a minute or an hour of `a`
/// with that of `b`; beside them come the lowest and the highest of each with the other's mean.
///
/// # Errors
/// The file cannot be read.
pub fn pairs(
    read: &dyn Read,
    a: SeriesId,
    b: SeriesId,
    from: Millis,
    to: Millis,
    most: usize,
) -> Result<Vec<(f64, f64)>, HistoryError> {
    if from >= to {
        return Ok(Vec::new());
    }
    let mut thin = Thin::new(from, to, most.max(4));
    let kept = read.kept_from(a)?.max(read.kept_from(b)?);
    let many =
        read.more_than(a, from, to, MOST_SAMPLES)? || read.more_than(b, from, to, MOST_SAMPLES)?;
    if many {
        of_buckets(read, a, b, (from, to), &mut thin)?;
    } else {
        let kept = kept.clamp(from, to);
        of_buckets(read, a, b, (from, kept), &mut thin)?;
        of_samples(read, a, b, (kept, to), &mut thin)?;
    }
    Ok(thin.pairs())
}

fn of_samples(
    read: &dyn Read,
    a: SeriesId,
    b: SeriesId,
    (from, to): (Millis, Millis),
    thin: &mut Thin,
) -> Result<(), HistoryError> {
    if from >= to {
        return Ok(());
    }
    let mut held = before(read, b, from)?;
    let since = held.map_or(from, |sample| sample.at);
    let outages = read.outages(b, since, to)?;
    let mut others = Cursor::new(read, b, from, to);
    let mut samples = Cursor::new(read, a, from, to);
    while let Some(sample) = samples.next()? {
        while others.peek()?.is_some_and(|other| other.at <= sample.at) {
            held = others.next()?;
        }
        let known = |other: &Sample| broken(&outages, other.at, sample.at).is_none();
        if let Some(other) = held.filter(known) {
            thin.add(sample.at, (sample.value, other.value));
        }
    }
    Ok(())
}

fn of_buckets(
    read: &dyn Read,
    a: SeriesId,
    b: SeriesId,
    (from, to): (Millis, Millis),
    thin: &mut Thin,
) -> Result<(), HistoryError> {
    if from >= to {
        return Ok(());
    }
    let level = level_for(read, a, from, to, MOST_BUCKETS)?.unwrap_or(Level::Minute);
    let start = floor(from, level);
    let others = read.buckets(b, level, start, to)?;
    let mut held = before(read, b, from)?;
    let since = held.map_or(from, |sample| sample.at);
    let outages = read.outages(b, since, to)?;
    let mut next = 0;
    for bucket in read.buckets(a, level, start, to)? {
        while let Some(other) = others.get(next).filter(|o| o.start < bucket.start) {
            held = Some(other.last);
            next += 1;
        }
        let same = others.get(next).filter(|o| o.start == bucket.start);
        let at = bucket.first.at;
        match (same, held) {
            (Some(other), _) => of_both(&bucket, other, thin),
            (None, Some(other)) if broken(&outages, other.at, at).is_none() => {
                let y = other.value;
                for x in [mean(&bucket), bucket.minimum, bucket.maximum] {
                    thin.add(at, (x, y));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn of_both(a: &Bucket, b: &Bucket, thin: &mut Thin) {
    let (x, y) = (mean(a), mean(b));
    let at = a.first.at;
    thin.add(at, (x, y));
    for x in [a.minimum, a.maximum] {
        thin.add(at, (x, y));
    }
    for y in [b.minimum, b.maximum] {
        thin.add(at, (x, y));
    }
}

type Pair = (f64, f64);

/// All pairs while they are few; else of each stretch of time those with the lowest and highest of both.
struct Thin {
    from: Millis,
    to: Millis,
    most: usize,
    all: Option<Vec<Pair>>,
    stretches: Vec<Option<Stretch>>,
    added: u64,
}

/// The pairs with the lowest and the highest `a`, then of `b`, each with its place among all.
#[derive(Clone, Copy)]
struct Stretch([(u64, Pair); 4]);

impl Thin {
    fn new(from: Millis, to: Millis, most: usize) -> Self {
        Self {
            from,
            to,
            most,
            all: Some(Vec::new()),
            stretches: vec![None; most / 4],
            added: 0,
        }
    }

    fn add(&mut self, at: Millis, pair: Pair) {
        self.added += 1;
        if let Some(all) = &mut self.all {
            all.push(pair);
            if all.len() > self.most {
                self.all = None;
            }
        }
        let place = (self.added, pair);
        let index = self.index(at);
        let Some(stretch) = self.stretches.get_mut(index) else {
            return;
        };
        let Stretch(kept) = stretch.get_or_insert(Stretch([place; 4]));
        let [left, right, bottom, top] = kept;
        if pair.0 < left.1.0 {
            *left = place;
        }
        if pair.0 > right.1.0 {
            *right = place;
        }
        if pair.1 < bottom.1.1 {
            *bottom = place;
        }
        if pair.1 > top.1.1 {
            *top = place;
        }
    }

    fn index(&self, at: Millis) -> usize {
        let span = (i128::from(self.to) - i128::from(self.from)).max(1);
        let since = (i128::from(at) - i128::from(self.from)).max(0);
        let last = self.stretches.len().saturating_sub(1);
        let stretches = i128::try_from(self.stretches.len()).unwrap_or(1);
        usize::try_from(since * stretches / span).map_or(last, |index| index.min(last))
    }

    fn pairs(self) -> Vec<Pair> {
        if let Some(all) = self.all {
            return all;
        }
        let mut pairs = Vec::with_capacity(self.most);
        for Stretch(mut kept) in self.stretches.into_iter().flatten() {
            kept.sort_by_key(|(place, _)| *place);
            let mut last = 0;
            for (place, pair) in kept {
                if place != last {
                    pairs.push(pair);
                }
                last = place;
            }
        }
        pairs
    }
}
