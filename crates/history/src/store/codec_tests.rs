use proptest::prelude::*;

use super::*;

fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>().prop_filter("finite", |value| value.is_finite()),
        (-1_000_000_i64..1_000_000).prop_map(|whole| whole as f64 / 100.0),
        (-100_000_000_i64..100_000_000).prop_map(|whole| whole as f64 / 1e6),
        any::<f32>()
            .prop_filter("finite", |value| value.is_finite())
            .prop_map(f64::from),
        Just(0.0),
        Just(-0.0),
        Just(f64::MIN_POSITIVE / 4.0),
        Just(f64::MAX),
        Just(f64::MIN),
        Just((1_u64 << 47) as f64),
        Just((1_u64 << 60) as f64),
    ]
}

fn any_time() -> impl Strategy<Value = i64> {
    prop_oneof![
        -LATEST..=LATEST,
        Just(LATEST),
        Just(-LATEST),
        1_700_000_000_000_i64..1_700_000_100_000
    ]
}

fn same(left: &[Sample], right: &[Sample]) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(a, b)| a.at == b.at && a.value.to_bits() == b.value.to_bits())
}

proptest! {
    #[test]
    fn every_block_comes_back_to_the_bit(
        samples in prop::collection::vec((any_time(), any_value()), 0..600)
    ) {
        let samples: Vec<Sample> = samples.into_iter().map(|(at, value)| Sample { at, value }).collect();
        let mut back = vec![];
        prop_assert_eq!(decode(&encode(&samples), &mut back), Ok(()));
        prop_assert!(same(&samples, &back));
    }

    #[test]
    fn values_with_few_decimals_come_back_to_the_bit(
        whole in prop::collection::vec(-10_000_000_i64..10_000_000, 1..600), digits in 0_usize..7
    ) {
        let samples: Vec<Sample> = whole.iter().zip(0..)
            .map(|(whole, at)| Sample { at, value: *whole as f64 / 10_f64.powi(digits as i32) }).collect();
        let bytes = encode(&samples);
        let mut back = vec![];
        prop_assert_eq!(decode(&bytes, &mut back), Ok(()));
        prop_assert!(same(&samples, &back));
    }

    #[test]
    fn arbitrary_bytes_are_damage_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(decode(&bytes, &mut vec![]), Err(Damaged));
        // Past the checksum, so that what is behind it sees them too.
        let mut sealed = bytes;
        seal(&mut sealed);
        let _ = decode(&sealed, &mut vec![]);
    }

    #[test]
    fn one_changed_byte_is_damage(place in any::<prop::sample::Index>(), flip in 1_u8..=255) {
        let samples: Vec<Sample> = (0..300).map(|at| Sample { at: at * 3000, value: at as f64 / 7.0 }).collect();
        let mut bytes = encode(&samples);
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        prop_assert_eq!(decode(&bytes, &mut vec![]), Err(Damaged));
    }
}

#[test]
fn a_block_says_how_its_times_are_encoded() {
    let samples: Vec<Sample> = (0..9).map(|at| Sample { at, value: 1.0 }).collect();
    let bytes = encode(&samples);
    assert_eq!(bytes[..2], [TAGGED, STEPS]);
    let mut back = vec![];
    // Before version 3 there was no tag.
    let mut before = unseal(&bytes).unwrap()[2..].to_vec();
    seal(&mut before);
    assert_eq!(decode(&before, &mut back), Ok(()));
    assert!(same(&samples, &back));
    let mut unknown = unseal(&bytes).unwrap().to_vec();
    unknown[1] = 77;
    seal(&mut unknown);
    assert_eq!(decode(&unknown, &mut back), Err(Damaged));
}

#[test]
fn a_slow_sensor_with_two_decimals_costs_about_two_bytes_a_sample() {
    let samples: Vec<Sample> = (0..512)
        .map(|at| Sample {
            at: 1_700_000_000_000 + at * 3000,
            value: (2000 + at % 40) as f64 / 100.0,
        })
        .collect();
    assert!(encode(&samples).len() < 512 * 2 + 64);
}
