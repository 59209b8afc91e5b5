//! How much of what it holds somebody takes.

use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use tokio::time::Instant;

/// In each second. As much again may come at once after a silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    pub messages: u32,
    /// Of topics and payloads.
    pub bytes: u32,
}

/// What was left out so far, because it was over a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shed {
    pub messages: u64,
    pub bytes: u64,
}

#[derive(Debug, Default)]
pub struct Counted {
    messages: AtomicU64,
    bytes: AtomicU64,
}

impl Counted {
    pub fn add(&self, bytes: usize) {
        self.messages.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub fn told(&self) -> Shed {
        Shed {
            messages: self.messages.load(Ordering::Relaxed),
            bytes: self.bytes.load(Ordering::Relaxed),
        }
    }
}

/// What is left of a budget: it fills up with the time, to a second's worth.
#[derive(Debug)]
pub struct Meter {
    budget: Budget,
    left: Mutex<Left>,
}

#[derive(Debug)]
struct Left {
    messages: f64,
    bytes: f64,
    at: Instant,
}

impl Meter {
    pub fn new(budget: Budget) -> Self {
        let left = Left {
            messages: budget.messages.into(),
            bytes: budget.bytes.into(),
            at: Instant::now(),
        };
        Self {
            budget,
            left: Mutex::new(left),
        }
    }

    /// Whether a message of so many bytes is within the budget; then it is taken off it. One that is larger than a second's bytes is
    /// taken when nothing was taken for a second: else it would never be.
    #[allow(clippy::cast_precision_loss)] // a message is far below 2^52 bytes
    pub fn admits(&self, bytes: usize) -> bool {
        let mut left = self.left.lock();
        let now = Instant::now();
        let passed = (now - left.at).as_secs_f64();
        let (messages, most) = (
            f64::from(self.budget.messages),
            f64::from(self.budget.bytes),
        );
        left.at = now;
        left.messages = (left.messages + passed * messages).min(messages);
        left.bytes = (left.bytes + passed * most).min(most);
        let bytes = (bytes as f64).min(most);
        let admitted = left.messages >= 1.0 && left.bytes >= bytes;
        if admitted {
            left.messages -= 1.0;
            left.bytes -= bytes;
        }
        admitted
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const BUDGET: Budget = Budget {
        messages: 10,
        bytes: 1_000,
    };

    #[tokio::test(start_paused = true)]
    async fn a_budget_is_one_of_messages_and_of_bytes_and_fills_up_with_the_time() {
        let meter = Meter::new(BUDGET);
        let taken = |bytes, of: u32| (0..of).filter(|_| meter.admits(bytes)).count();
        assert_eq!(taken(1, 1_000), 10);
        tokio::time::advance(Duration::from_secs(3_600)).await;
        assert_eq!(
            taken(300, 1_000),
            3,
            "a silence saves up one second, no more"
        );
        tokio::time::advance(Duration::from_millis(500)).await;
        assert_eq!(taken(1, 1_000), 10);
    }

    #[tokio::test(start_paused = true)]
    async fn a_message_larger_than_the_budget_of_a_second_is_taken_once_in_that_second() {
        let meter = Meter::new(BUDGET);
        assert!(meter.admits(1_000_000));
        assert!(!meter.admits(1_000_000));
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(meter.admits(1_000_000));
    }
}
