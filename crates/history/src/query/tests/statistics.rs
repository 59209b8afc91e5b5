use proptest::prelude::*;

use super::naive::{Case, LONG, case, held, inside, is_near, number, time};
use crate::query::{
    fake::{A, Fake},
    statistics,
};

fn agrees(case: &Case) -> Result<(), TestCaseError> {
    let Case { fake, from, to } = case;
    let samples = &fake.series[0];
    let found = statistics(fake, A, *from, *to).unwrap();
    let inside = inside(samples, *from, *to);
    prop_assert_eq!(found.samples, inside.len() as u64);
    match (found.of_samples, inside.first(), inside.last()) {
        (None, None, None) => {}
        (Some(found), Some(first), Some(last)) => {
            let values = || inside.iter().map(|sample| sample.value);
            prop_assert_eq!(found.minimum, values().fold(f64::INFINITY, f64::min));
            prop_assert_eq!(found.maximum, values().fold(f64::NEG_INFINITY, f64::max));
            prop_assert_eq!(found.first, first.value);
            prop_assert_eq!(found.last, last.value);
            prop_assert_eq!(found.change, last.value - first.value);
            let count = inside.len() as f64;
            let size = values().map(f64::abs).sum::<f64>() / count;
            prop_assert!(is_near(found.mean, values().sum::<f64>() / count, size));
        }
        other => prop_assert!(false, "{other:?}"),
    }
    let held = held(samples, fake, *from, *to);
    let known: i64 = held.iter().map(|(_, from, to)| to - from).sum();
    prop_assert_eq!(found.over_time.map_or(0, |over| over.known), known);
    if let Some(found) = found.over_time {
        let areas = || {
            held.iter()
                .map(|(value, from, to)| value * (to - from) as f64)
        };
        let (area, size) = (areas().sum::<f64>(), areas().map(f64::abs).sum::<f64>());
        prop_assert!(
            is_near(found.integral, area, size),
            "{} {}",
            found.integral,
            area
        );
        prop_assert!(is_near(
            found.mean,
            area / known as f64,
            size / known as f64
        ));
    }
    Ok(())
}

proptest! {
    #[test]
    fn numbers_of_a_range_are_those_of_all_its_samples(case in case(number())) {
        agrees(&case)?;
    }

    #[test]
    fn whole_minutes_are_exact_also_where_samples_are_not_kept(case in case(number()), kept in prop_oneof![0..LONG, time()]) {
        let minute = |at: i64| at.div_euclid(60_000) * 60_000;
        let (from, to) = (minute(case.from), minute(case.to));
        let fake = case.fake.outages(&[]).kept_from(kept);
        agrees(&Case { fake, from, to })?;
    }
}

#[test]
fn a_value_holds_until_an_outage_begins_and_not_again_before_the_next_sample() {
    let fake = Fake::of(&[(0, 10.0), (100, 20.0)]).outages(&[(30, 60)]);
    let over = statistics(&fake, A, 10, 110).unwrap().over_time.unwrap();
    assert_eq!(over.known, 20 + 10);
    assert_eq!(over.integral, 10.0 * 20.0 + 20.0 * 10.0);
}

#[test]
fn the_largest_numbers_stay_finite() {
    let fake = Fake::of(&[(0, f64::MAX), (1_000, f64::MAX), (2_000, f64::MIN)]).of_rollups();
    let found = statistics(&fake, A, 0, 3_000).unwrap();
    let (samples, over) = (found.of_samples.unwrap(), found.over_time.unwrap());
    for number in [samples.mean, samples.change, over.mean, over.integral] {
        assert!(number.is_finite(), "{found:?}");
    }
}

#[test]
fn a_year_costs_hours_and_two_edges() {
    let second = |index: i64| (index * 30_000 + 7, (index % 10) as f64);
    let fake = Fake::of(&(0..1_000_000).map(second).collect::<Vec<_>>());
    let to = 1_000_000 * 30_000;
    let found = statistics(&fake, A, 1_234_567, to - 1_234_567).unwrap();
    assert!(found.samples > 999_000);
    assert!(fake.read.get() < 9_000, "{}", fake.read.get());
}

#[test]
fn without_single_samples_rollups_still_answer() {
    let sample = |index: i64| (index * 10_000, index as f64);
    let fake = Fake::of(&(0..2_000).map(sample).collect::<Vec<_>>()).kept_from(15_000_000);
    let found = statistics(&fake, A, 60_000, 18_000_000).unwrap();
    assert_eq!(found.samples, 1_800 - 6);
    assert_eq!(found.of_samples.unwrap().first, 6.0);
    assert_eq!(found.over_time.unwrap().known, 18_000_000 - 60_000);
}
