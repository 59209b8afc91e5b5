use std::collections::HashMap;

use proptest::prelude::*;

use super::naive::{Case, case, held, inside};
use crate::query::{
    Segment, State,
    fake::{A, Fake},
    mapped_states, state_times, states,
};

fn on_off() -> impl Strategy<Value = f64> + Clone {
    prop_oneof![Just(0.0), Just(1.0)]
}

fn word() -> impl Strategy<Value = f64> + Clone {
    (0_i32..4).prop_map(f64::from)
}

fn times_agree(case: &Case) -> Result<(), TestCaseError> {
    let samples = &case.fake.series[0];
    let found = state_times(&case.fake, A, case.from, case.to).unwrap();
    let mut wanted: HashMap<i64, i64> = HashMap::new();
    for (value, from, to) in held(samples, &case.fake, case.from, case.to) {
        *wanted.entry(value as i64).or_default() += to - from;
    }
    prop_assert!(found.times.is_sorted_by(|a, b| a.1 >= b.1));
    let times: HashMap<i64, i64> = found.times.iter().map(|(v, ms)| (*v as i64, *ms)).collect();
    prop_assert_eq!(times, wanted);
    let before = samples.iter().rev().find(|sample| sample.at < case.from);
    let mut all: Vec<_> = before.into_iter().copied().collect();
    if case.from < case.to {
        all.extend(inside(samples, case.from, case.to));
    }
    let changes = all.windows(2).filter(|two| two[0].value != two[1].value);
    prop_assert_eq!(found.changes, changes.count() as u64);
    Ok(())
}

proptest! {
    #[test]
    fn times_of_on_and_off_are_those_of_all_samples(case in case(on_off())) {
        times_agree(&case)?;
    }

    #[test]
    fn times_of_words_are_those_of_all_samples(case in case(word())) {
        times_agree(&case)?;
    }

    #[test]
    fn segments_fill_the_range_and_tell_no_lies(case in case(word()), columns in 1_u32..3_000) {
        let found = states(&case.fake, A, case.from, case.to, columns).unwrap();
        let mut at = case.from;
        for segment in &found {
            prop_assert_eq!(segment.from, at);
            prop_assert!(segment.from < segment.to);
            at = segment.to;
        }
        prop_assert_eq!(at, case.to);
        prop_assert!(found.len() <= 2 * columns as usize + 2);
        let held = held(&case.fake.series[0], &case.fake, case.from, case.to);
        for Segment { from, to, state } in found {
            let of = |value: f64| -> i64 {
                let same = held.iter().filter(|(v, ..)| *v == value);
                same.map(|(_, f, t)| (*t.min(&to) - *f.max(&from)).max(0)).sum()
            };
            match state {
                State::Value(value) => prop_assert_eq!(of(value), to - from),
                State::Unknown => {
                    let known: i64 = (0..4).map(|value| of(f64::from(value))).sum();
                    prop_assert_eq!(known, 0);
                }
                State::Mixed => {}
            }
        }
    }
}

#[test]
fn nothing_is_known_before_the_first_sample_and_in_an_outage() {
    let fake = Fake::of(&[(10, 1.0), (50, 0.0)]).outages(&[(30, 40)]);
    let found = states(&fake, A, 0, 60, 60).unwrap();
    let states: Vec<_> = found.iter().map(|s| (s.from, s.state)).collect();
    assert_eq!(
        states,
        [
            (0, State::Unknown),
            (10, State::Value(1.0)),
            (30, State::Unknown),
            (50, State::Value(0.0)),
        ]
    );
}

#[test]
fn states_shorter_than_a_column_are_mixed_but_a_single_one_is_seen() {
    let fake = Fake::of(&[
        (0, 0.0),
        (300, 1.0),
        (301, 0.0),
        (600, 1.0),
        (603, 0.0),
        (605, 1.0),
    ]);
    let found = states(&fake, A, 0, 1_000, 100).unwrap();
    let states: Vec<_> = found.iter().map(|s| (s.from, s.to, s.state)).collect();
    assert_eq!(
        states,
        [
            (0, 300, State::Value(0.0)),
            (300, 301, State::Value(1.0)),
            (301, 600, State::Value(0.0)),
            (600, 605, State::Mixed),
            (605, 1_000, State::Value(1.0)),
        ]
    );
}

#[test]
fn numbers_that_are_the_same_state_are_one_segment() {
    let samples: Vec<_> = (0_i64..720)
        .map(|second| (second * 10_000, second as f64 / 10.0))
        .collect();
    let warm = |value: f64| if value < 36.0 { 0.0 } else { 1.0 };
    let expected = [(0, 3_600_000, 0.0), (3_600_000, 7_200_000, 1.0)];
    let fake = Fake::of(&samples);
    for fake in [fake.clone(), fake.of_rollups()] {
        let found = mapped_states(&fake, A, 0, 7_200_000, 10, &warm).unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|segment| match segment.state {
                State::Value(value) => (segment.from, segment.to, value),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(found, expected);
    }
}
