//! Sums that lose nothing to cancellation, and numbers that stay finite.

/// A compensated sum (Neumaier 1974): what rounding takes away is carried along.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    pub(super) const fn new() -> Self {
        Self {
            sum: 0.0,
            lost: 0.0,
        }
    }

    pub(super) fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() {
            (self.sum - sum) + value
        } else {
            (value - sum) + self.sum
        };
        self.sum = sum;
    }

    /// Finite also where the sum is beyond the largest number.
    pub(super) fn total(&self) -> f64 {
        let total = self.sum + self.lost;
        finite(if total.is_finite() { total } else { self.sum })
    }
}

/// The nearest finite number.
pub(super) const fn finite(value: f64) -> f64 {
    if value.is_nan() {
        0.0
    } else {
        value.clamp(f64::MIN, f64::MAX)
    }
}

/// The nearest number of `low..=high`. Never panics, whatever a damaged file says they are.
pub(super) const fn within(value: f64, low: f64, high: f64) -> f64 {
    value.max(low).min(high)
}

/// How many milliseconds, as a factor. Exact for 285,000 years.
pub(super) const fn millis(length: i64) -> f64 {
    length as f64
}

/// How many samples, as a divisor.
pub(super) const fn count(samples: u64) -> f64 {
    samples as f64
}
