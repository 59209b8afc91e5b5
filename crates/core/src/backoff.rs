//! How long to wait before the next attempt.
use std::time::Duration;
/// Full-range jittered exponential back-off. `attempt` counts from 1; `random` is uniform in 0..1.
#[must_use]
pub fn backoff(attempt: u32, random: f64) -> Duration { todo!() }
