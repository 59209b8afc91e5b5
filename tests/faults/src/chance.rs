//! Chance that is the same in each run.

use crate::pump::Way;

/// Decides for one direction of one connection, so that what happens elsewhere at the same time changes nothing.
#[derive(Debug)]
pub struct Chance(fastrand::Rng);

impl Chance {
    /// `connection`: its number since the start of the proxy.
    pub fn new(connection: u64, way: Way) -> Self {
        Self(fastrand::Rng::with_seed(connection * 2 + way as u64))
    }

    pub fn takes(&mut self, fraction: f64) -> bool {
        self.0.f64() < fraction
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draws(connection: u64, way: Way) -> Vec<bool> {
        let mut chance = Chance::new(connection, way);
        (0..10_000).map(|_| chance.takes(0.05)).collect()
    }

    #[test]
    fn takes_about_the_fraction_and_the_same_ones_again() {
        let taken = draws(1, Way::ToBroker);
        let count = taken.iter().filter(|taken| **taken).count();
        assert!((400..600).contains(&count), "{count}");
        assert_eq!(taken, draws(1, Way::ToBroker));
    }

    #[test]
    fn connections_and_directions_differ() {
        assert_ne!(draws(1, Way::ToBroker), draws(1, Way::ToClient));
        assert_ne!(draws(1, Way::ToBroker), draws(2, Way::ToBroker));
    }
}
