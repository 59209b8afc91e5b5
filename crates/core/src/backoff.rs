//! How long to wait before the next attempt to connect.

use std::time::Duration;

/// A broker that returns is found within 10 s, however long it was away: the product promises it, and one attempt in six seconds
/// costs nobody anything (a phone's app in the background makes none).
const CAP_MS: u64 = 8_000;
const BASE_MS: u64 = 1_000;

/// Exponential back-off with jitter: the wait after failed attempt number `attempt` (from 1) of an outage.
///
/// The steps are 1, 2, 4, 8, 8, … s. The wait lies in the upper half
/// of its step: at `random` 0 half of it, at 1 all of it, so that many clients of one broker do not return in one instant.
/// `random` is uniform in 0..1; anything outside is taken as the nearest end.
#[must_use]
pub fn backoff(attempt: u32, random: f64) -> Duration {
    let step = doubled(BASE_MS, attempt.saturating_sub(1)).min(CAP_MS);
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
    fn steps_double_to_8_s() {
        for (attempt, seconds) in [(1, 1), (2, 2), (3, 4), (4, 8), (5, 8), (u32::MAX, 8)] {
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
