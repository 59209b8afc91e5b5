//! How long to wait before the next attempt to connect.

use std::time::Duration;

/// Attempts of an outage that are at most 8 s apart. With the jitter's mean of 6 s they last about 10 minutes: a broker that
/// restarts is found again within 10 s; one that is away for the night is not asked every few seconds.
const EAGER_ATTEMPTS: u32 = 100;
const EAGER_CAP_MS: u64 = 8_000;
const CAP_MS: u64 = 60_000;
const BASE_MS: u64 = 1_000;

/// Exponential back-off with jitter: the wait after failed attempt number `attempt` (from 1) of an outage.
///
/// The steps are 1, 2, 4, 8, 8, … s, and after [100 attempts](EAGER_ATTEMPTS) 16, 32, 60, 60, … s. The wait lies in the upper half
/// of its step: at `random` 0 half of it, at 1 all of it, so that many clients of one broker do not return in one instant.
/// `random` is uniform in 0..1; anything outside is taken as the nearest end.
#[must_use]
pub fn backoff(attempt: u32, random: f64) -> Duration {
    let step = if attempt <= EAGER_ATTEMPTS {
        doubled(BASE_MS, attempt.saturating_sub(1)).min(EAGER_CAP_MS)
    } else {
        doubled(EAGER_CAP_MS, attempt - EAGER_ATTEMPTS).min(CAP_MS)
    };
    let random = if random.is_nan() {
        1.0
    } else {
        random.clamp(0.0, 1.0)
    };
    Duration::from_millis(step).mul_f64(0.5 + random / 2.0)
}

fn doubled(ms: u64, times: u32) -> u64 {
    ms.saturating_mul(1 << times.min(20))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn steps_double_to_8_s_and_after_a_long_outage_to_60_s() {
        for (attempt, seconds) in [
            (1, 1),
            (2, 2),
            (3, 4),
            (4, 8),
            (5, 8),
            (100, 8),
            (101, 16),
            (102, 32),
            (103, 60),
            (u32::MAX, 60),
        ] {
            assert_eq!(
                backoff(attempt, 1.0),
                Duration::from_secs(seconds),
                "attempt {attempt}"
            );
            assert_eq!(
                backoff(attempt, 0.0),
                Duration::from_secs(seconds) / 2,
                "attempt {attempt}"
            );
        }
    }

    #[test]
    fn the_first_ten_minutes_of_an_outage_are_asked_eagerly() {
        let eager: Duration = (1..=EAGER_ATTEMPTS)
            .map(|attempt| backoff(attempt, 0.5))
            .sum();
        assert!((540..=660).contains(&eager.as_secs()), "{eager:?}");
    }

    proptest! {
        #[test]
        fn the_wait_is_in_the_upper_half_of_its_step(attempt: u32, random: f64) {
            let full = backoff(attempt, 1.0);
            let wait = backoff(attempt, random);
            prop_assert!(wait >= full / 2 && wait <= full);
            prop_assert!(full <= backoff(attempt.saturating_add(1), 1.0));
        }
    }
}
