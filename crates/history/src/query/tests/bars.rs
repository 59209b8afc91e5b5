use proptest::prelude::*;
use tilework_core::Millis;

use super::naive::{Case, case, held, inside, is_near, number};
use crate::{
    Climb, Meter,
    query::{
        Measure, bars,
        fake::{A, Fake},
    },
};

/// The height of a bar, and the size of what it is summed from.
fn naive(case: &Case, from: Millis, to: Millis, measure: Measure) -> Option<(f64, f64)> {
    let samples = &case.fake.series[0];
    // What was before all bars is known from the file as well.
    let inside = inside(samples, from, to);
    let values: Vec<f64> = inside.iter().map(|sample| sample.value).collect();
    let size = values.iter().map(|value| value.abs()).sum::<f64>();
    let some = |value: f64| (!values.is_empty()).then_some((value, size));
    match measure {
        Measure::Count => Some((values.len() as f64, 0.0)),
        Measure::Sum => some(values.iter().sum()),
        Measure::Minimum => some(values.iter().copied().fold(f64::INFINITY, f64::min)),
        Measure::Maximum => some(values.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
        Measure::Delta => {
            // From where the first bar begins: its sample before, and one more if that is zero.
            let known = samples.partition_point(|sample| sample.at < case.from);
            let before = match &samples[..known] {
                [.., earlier, zero] if zero.value == 0.0 => vec![*earlier, *zero],
                [.., last] => vec![*last],
                [] => vec![],
            };
            let mut meter: Option<Meter> = None;
            let mut rise = 0.0;
            for sample in before.iter().chain(&samples[known..]) {
                let meter = meter.get_or_insert(Meter::new(sample.value));
                let climbed = meter.go_on(sample.value, &Climb::new(sample.value));
                if (from..to).contains(&sample.at) {
                    rise += climbed;
                }
            }
            let size = samples.iter().map(|sample| sample.value.abs()).sum();
            (!values.is_empty()).then_some((rise, size))
        }
        Measure::Mean => {
            let held = held(samples, &case.fake, from, to);
            let known: Millis = held.iter().map(|(_, from, to)| to - from).sum();
            if known == 0 {
                return some(values.iter().sum::<f64>() / values.len() as f64);
            }
            let areas = || held.iter().map(|(v, from, to)| v * (to - from) as f64);
            let size = areas().map(f64::abs).sum::<f64>();
            Some((areas().sum::<f64>() / known as f64, size / known as f64))
        }
    }
}

fn agrees(case: &Case, edges: &[Millis]) -> Result<(), TestCaseError> {
    for measure in [
        Measure::Mean,
        Measure::Minimum,
        Measure::Maximum,
        Measure::Sum,
        Measure::Delta,
        Measure::Count,
    ] {
        let found = bars(&case.fake, A, edges, measure).unwrap();
        prop_assert_eq!(found.len(), edges.len() - 1);
        for (bar, edges) in found.iter().zip(edges.windows(2)) {
            match (bar, naive(case, edges[0], edges[1], measure)) {
                (None, None) => {}
                (Some(found), Some((wanted, size))) => prop_assert!(
                    is_near(*found, wanted, size),
                    "{measure:?} {edges:?}: {found} for {wanted}"
                ),
                (found, wanted) => {
                    prop_assert!(false, "{measure:?} {edges:?}: {found:?} for {wanted:?}");
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn bars_are_those_of_all_samples_whatever_the_edges_are(
        case in case(number()),
        lengths in prop::collection::vec(prop_oneof![Just(3_600_000), Just(900_000), 1_i64..4_000_000], 1..8),
    ) {
        let mut edges = vec![case.from];
        for length in lengths {
            edges.push(edges[edges.len() - 1] + length);
        }
        agrees(&case, &edges)?;
    }
}

#[test]
fn a_meter_that_began_anew_counts_from_zero() {
    let fake = Fake::of(&[(0, 100.0), (10, 130.0), (20, 5.0), (30, 9.0)]);
    let found = bars(&fake, A, &[5, 15, 40], Measure::Delta).unwrap();
    assert_eq!(found, [Some(30.0), Some(9.0)]);
}

#[test]
fn a_small_fall_is_noise_and_a_lone_zero_no_new_meter() {
    let fake = Fake::of(&[(0, 215.6), (10, 215.7), (20, 215.6), (30, 215.6)]);
    let found = bars(&fake, A, &[0, 40], Measure::Delta).unwrap();
    assert!((found[0].unwrap() - 0.1).abs() < 1e-9, "{found:?}");
    let fake = Fake::of(&[(0, 1234.0), (10, 0.0), (20, 1234.0), (30, 1235.0)]);
    let found = bars(&fake, A, &[0, 40], Measure::Delta).unwrap();
    assert_eq!(found, [Some(1.0)]);
    let cut = bars(&fake, A, &[15, 40], Measure::Delta).unwrap();
    assert_eq!(cut, [Some(1.0)], "the zero lies before the bar");
}

#[test]
fn a_bar_in_which_nothing_came_has_the_mean_that_held() {
    let fake = Fake::of(&[(0, 7.0)]);
    assert_eq!(
        bars(&fake, A, &[10, 20, 30], Measure::Mean).unwrap(),
        [Some(7.0); 2]
    );
    assert_eq!(bars(&fake, A, &[10, 20], Measure::Maximum).unwrap(), [None]);
}

#[test]
fn without_edges_there_are_no_bars() {
    let fake = Fake::of(&[(0, 7.0)]);
    assert!(bars(&fake, A, &[], Measure::Mean).unwrap().is_empty());
    assert!(bars(&fake, A, &[5], Measure::Mean).unwrap().is_empty());
}
