//! The rules once more, over all samples, as plainly as can be; and histories to try them with.

use proptest::prelude::*;
use tilework_core::Millis;

use crate::{Sample, query::fake::Fake};

/// Five hours: some whole hours, and edges.
pub(crate) const LONG: Millis = 5 * 3_600_000;

/// What held from when to when in `from..to`.
pub(crate) fn held(
    samples: &[Sample],
    fake: &Fake,
    from: Millis,
    to: Millis,
) -> Vec<(f64, Millis, Millis)> {
    let mut held = Vec::new();
    for (index, sample) in samples.iter().enumerate() {
        let next = samples.get(index + 1).map_or(Millis::MAX, |next| next.at);
        let outages = fake.outages.iter();
        let outage = outages
            .map(|outage| outage.from)
            .find(|begin| *begin >= sample.at && *begin < next)
            .unwrap_or(next);
        let (begin, end) = (sample.at.max(from), outage.min(to));
        if begin < end {
            held.push((sample.value, begin, end));
        }
    }
    held
}

pub(crate) fn inside(samples: &[Sample], from: Millis, to: Millis) -> Vec<Sample> {
    let inside = |sample: &&Sample| sample.at >= from && sample.at < to;
    samples.iter().filter(inside).copied().collect()
}

#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) fake: Fake,
    pub(crate) from: Millis,
    pub(crate) to: Millis,
}

pub(crate) fn time() -> impl Strategy<Value = Millis> {
    prop_oneof![
        3 => 0..LONG,
        // Many in few minutes, some at the same time, some at the edges of buckets.
        3 => (0_i64..3, 0_i64..40).prop_map(|(hour, tick)| hour * 3_600_000 + 1_800_000 + tick * 1_700),
        1 => (0_i64..300).prop_map(|minute| minute * 60_000),
    ]
}

fn edge() -> impl Strategy<Value = Millis> {
    prop_oneof![
        -1_000_000..LONG + 1_000_000,
        time(),
        (0_i64..6).prop_map(|hour| hour * 3_600_000)
    ]
}

pub(crate) fn case(value: impl Strategy<Value = f64> + Clone) -> impl Strategy<Value = Case> {
    let samples = || prop::collection::vec((time(), value.clone()), 0..160);
    let outages = prop::collection::vec((time(), 1_i64..2_000_000), 0..6);
    (samples(), samples(), outages, edge(), edge(), any::<bool>()).prop_map(
        |(a, b, outages, one, other, rollups)| {
            let series = [a, b].map(|samples| {
                let samples = samples.into_iter();
                samples.map(|(at, value)| Sample { at, value }).collect()
            });
            let outages: Vec<_> = outages
                .into_iter()
                .map(|(at, long)| (at, at + long))
                .collect();
            let mut fake = Fake::new(series.into()).outages(&outages);
            if rollups {
                fake = fake.of_rollups();
            }
            Case {
                fake,
                from: one.min(other),
                to: one.max(other),
            }
        },
    )
}

pub(crate) fn number() -> impl Strategy<Value = f64> + Clone {
    prop_oneof![
        -100.0..100.0_f64,
        (0_i32..5).prop_map(f64::from),
        -1e9..1e9_f64,
        (0.0..1.0_f64).prop_map(|x| 1e12 + x),
    ]
}

/// But for rounding, as far as sums of such a size can be told.
pub(crate) fn is_near(found: f64, wanted: f64, size: f64) -> bool {
    (found - wanted).abs() <= size * 1e-9 + f64::MIN_POSITIVE
}
