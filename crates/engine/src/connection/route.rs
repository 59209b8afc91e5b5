//! Which address comes next: the last good one first, then the others in their order; and when to look for a better one.

use std::{collections::BTreeMap, time::Duration};

use tilework_core::connection::Trouble;
use tokio::time::Instant;

/// How long to stay with a second-best address before looking for a better one; doubled each time that leads nowhere.
const LOOK: Duration = Duration::from_secs(60);
const LOOK_RARELY: Duration = Duration::from_secs(3_600);

#[derive(Debug)]
pub struct Route {
    /// Of each address, whether what goes there can be read on the way.
    open: Vec<bool>,
    /// Where a round begins.
    first: usize,
    /// How many of this round failed or were passed over.
    failed: usize,
    /// The first of this round.
    trouble: Option<Trouble>,
    /// Where a person has to change something. Passed over from then on: a wrong password that is tried again and again gets accounts
    /// locked, also while another address is waited for.
    hopeless: BTreeMap<usize, Trouble>,
    look_after: Duration,
    /// Left the connection we had for this address.
    returning: bool,
}

/// What to do after a failed attempt.
#[derive(Debug, PartialEq)]
pub enum Next {
    /// Another address, at once.
    Try,
    /// All failed; the trouble of the first.
    Wait(Trouble),
    /// All failed in a way that does not heal.
    Stop(Trouble),
}

impl Route {
    /// At least one address.
    pub fn new(open: Vec<bool>) -> Self {
        Self {
            open,
            first: 0,
            failed: 0,
            trouble: None,
            hopeless: BTreeMap::new(),
            look_after: LOOK,
            returning: false,
        }
    }

    /// The address of the next attempt.
    pub fn endpoint(&self) -> usize {
        (self.first + self.failed) % self.endpoints()
    }

    fn endpoints(&self) -> usize {
        self.open.len().max(1)
    }

    /// Begins a round at the best address.
    pub fn start_over(&mut self) {
        self.first = 0;
        self.hopeless.clear();
        self.begin();
    }

    /// Begins a round at this one, for which a working connection was left.
    pub fn return_to(&mut self, endpoint: usize) {
        self.first = endpoint;
        self.hopeless.remove(&endpoint);
        self.returning = true;
        self.begin();
    }

    /// Begins a round at the last good address.
    pub fn begin(&mut self) {
        self.failed = 0;
        self.trouble = None;
        self.pass_over();
    }

    fn pass_over(&mut self) {
        while self.failed < self.endpoints()
            && let Some(trouble) = self.hopeless.get(&self.endpoint())
        {
            self.trouble.get_or_insert(trouble.clone());
            self.failed += 1;
        }
    }

    /// This address works. Says when to look for a better one, if there is one.
    pub fn online(&mut self) -> Option<Instant> {
        let endpoint = self.endpoint();
        self.look_after = match (endpoint, self.returning && self.failed > 0) {
            (0, _) => LOOK,
            (_, true) => (self.look_after * 2).min(LOOK_RARELY),
            (_, false) => self.look_after,
        };
        self.returning = false;
        self.first = endpoint;
        self.hopeless.clear();
        self.begin();
        (endpoint > 0).then(|| Instant::now() + self.look_after)
    }

    /// How long to wait before looking again.
    pub fn look_after(&self) -> Duration {
        self.look_after
    }

    /// This address does not work.
    pub fn failed(&mut self, trouble: Trouble) -> Next {
        if !trouble.heals() {
            self.hopeless.insert(self.endpoint(), trouble.clone());
        }
        if matches!(trouble, Trouble::Certificate { .. }) {
            // Somebody may stand between: whoever shows a wrong certificate would like us to go on without encryption.
            for (place, _) in self.open.iter().enumerate().filter(|(_, open)| **open) {
                self.hopeless
                    .entry(place)
                    .or_insert_with(|| trouble.clone());
            }
        }
        let first = self.trouble.get_or_insert(trouble).clone();
        self.failed += 1;
        self.pass_over();
        if self.failed < self.endpoints() {
            return Next::Try;
        }
        let stop = self.hopeless.len() == self.endpoints();
        self.returning = false;
        self.begin();
        if stop {
            Next::Stop(first)
        } else {
            Next::Wait(first)
        }
    }
}

#[cfg(test)]
mod tests {
    use tilework_core::certificate::CertificateProblem;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_round_tries_every_address_and_then_waits_with_the_trouble_of_the_first() {
        let mut route = Route::new(vec![false; 2]);
        assert_eq!(route.endpoint(), 0);
        assert_eq!(route.failed(Trouble::TimedOut), Next::Try);
        assert_eq!(route.endpoint(), 1);
        assert_eq!(
            route.failed(Trouble::PortClosed),
            Next::Wait(Trouble::TimedOut)
        );
        assert_eq!(route.endpoint(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn it_stops_only_when_no_address_can_heal() {
        let mut route = Route::new(vec![false; 2]);
        route.failed(Trouble::ClientCertificate);
        assert_eq!(
            route.failed(Trouble::TimedOut),
            Next::Wait(Trouble::ClientCertificate)
        );
        assert_eq!(
            route.failed(Trouble::TlsVersion),
            Next::Stop(Trouble::ClientCertificate)
        );
    }

    #[tokio::test(start_paused = true)]
    async fn an_address_that_cannot_heal_is_not_tried_again_while_another_is_waited_for() {
        let mut route = Route::new(vec![false; 2]);
        route.failed(Trouble::ClientCertificate);
        for _ in 0..3 {
            assert_eq!(route.endpoint(), 1);
            assert_eq!(
                route.failed(Trouble::TimedOut),
                Next::Wait(Trouble::ClientCertificate)
            );
        }
        route.start_over();
        assert_eq!(route.endpoint(), 0, "somebody asked for it");
        route.failed(Trouble::ClientCertificate);
        route.online();
        route.failed(Trouble::TimedOut);
        assert_eq!(route.endpoint(), 0, "a new outage is a new chance");
    }

    #[tokio::test(start_paused = true)]
    async fn the_last_good_address_is_tried_first_and_a_better_one_looked_for() {
        let mut route = Route::new(vec![false; 3]);
        route.failed(Trouble::TimedOut);
        assert!(route.online().is_some(), "1 works, 0 would be better");
        assert_eq!(route.endpoint(), 1);
        route.start_over();
        assert_eq!(route.online(), None, "0 is the best");
    }

    #[tokio::test(start_paused = true)]
    async fn a_return_that_failed_is_tried_less_often() {
        let mut route = Route::new(vec![false; 2]);
        route.failed(Trouble::TimedOut);
        route.online();
        route.return_to(0);
        route.failed(Trouble::TimedOut);
        let next = route.online().map(|at| at - Instant::now());
        assert_eq!(next, Some(LOOK * 2));
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_wrong_certificate_only_encrypted_addresses_are_tried() {
        let wrong = Trouble::Certificate {
            problem: CertificateProblem::UnknownIssuer,
            certificate: None,
        };
        let mut route = Route::new(vec![false, true, false, true]);
        assert_eq!(route.failed(wrong.clone()), Next::Try);
        assert_eq!(route.endpoint(), 2);
        assert_eq!(
            route.failed(Trouble::TimedOut),
            Next::Wait(wrong.clone()),
            "the open ones are not even tried"
        );
        assert_eq!(route.endpoint(), 2);
        route.online();
        assert_eq!(route.failed(Trouble::TimedOut), Next::Try);
        assert_eq!(route.endpoint(), 3, "the certificate was right again");

        let mut route = Route::new(vec![false, true]);
        assert_eq!(route.failed(wrong.clone()), Next::Stop(wrong));
    }
}
