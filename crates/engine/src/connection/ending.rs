//! What follows the end of a connection or an attempt: another address, a wait, or a stop (docs/adr/0008).

use std::time::Duration;

use tilework_core::{
    backoff::backoff,
    connection::{ConnectionState, Trouble},
    reason::Reason,
};
use tokio::time::Instant;

use super::{actor::Actor, route::Next};
use crate::clock::now;

/// Online for less than this, a connection counts as failed again: two clients that throw each other out must slow down.
const STEADY: Duration = Duration::from_secs(10);
/// So many connections in a row that the broker accepted and closed again within [`STEADY`]: somebody else has our client id.
const CLOSINGS: u32 = 4;
/// Then a fight is not worth it: this long at first, doubled each time it goes on.
const TRUCE: Duration = Duration::from_secs(60);
const LONG_TRUCE: Duration = Duration::from_secs(3_600);
/// From one prompt of a locked keyring to the next, at first.
const PROMPT: Duration = Duration::from_secs(20);
/// Between two attempts, however long the first one took.
const BREATH: Duration = Duration::from_millis(250);

impl Actor {
    pub(super) fn ended(&mut self, trouble: Trouble) {
        let online = self.online.take();
        let steady = online.as_ref().is_some_and(|it| it.at.elapsed() >= STEADY);
        // The broker closed, without a word or with one that will be the same next time.
        let closed = trouble == Trouble::Lost || !trouble.heals();
        let by_a_topic = closed && online.is_some() && self.subscriptions.closed(steady);
        self.lose();
        if steady {
            self.attempts = 0;
        }
        if by_a_topic && !ends_for_good(&trouble) {
            // The search for it is no fight: it ends, and the sooner the better.
            self.attempts = 0;
            return self.wait(trouble, Duration::ZERO);
        }
        match &online {
            Some(_) if closed && !steady => self.closings += 1,
            Some(_) => self.closings = 0,
            None => return self.pass_on(trouble),
        }
        if ends_for_good(&trouble) || (self.closings >= CLOSINGS && !trouble.heals()) {
            return self.enter(ConnectionState::Stopped { reason: trouble });
        }
        if !steady && self.closings < CLOSINGS && self.settings.endpoints() > 1 {
            // One that accepts and closes again is no better than one that does not answer.
            return self.pass_on(trouble);
        }
        if self.closings >= CLOSINGS {
            let doubled = 1 << (self.closings - CLOSINGS).min(6);
            let truce = (TRUCE * doubled).min(LONG_TRUCE);
            return self.wait_for(truce, Trouble::KeepsClosing);
        }
        self.wait(trouble, Duration::ZERO);
    }

    /// To the next address, if there is one left in this round.
    fn pass_on(&mut self, trouble: Trouble) {
        let next = self.route.failed(trouble.clone());
        let told_by_the_wait =
            matches!(&next, Next::Wait(reason) if *reason == trouble || trouble.heals());
        if !told_by_the_wait && !matches!(next, Next::Stop(_)) {
            // No wait, but the history knows of it.
            self.enter(ConnectionState::Waiting {
                attempt: self.attempts.max(1),
                until: now(),
                reason: trouble,
            });
        }
        match next {
            Next::Try => self.attempt(),
            Next::Wait(reason) => self.wait(reason, self.begun.elapsed()),
            Next::Stop(reason) => self.enter(ConnectionState::Stopped { reason }),
        }
    }

    /// What an attempt took counts as waited: one that timed out is not followed by another wait.
    pub(super) fn wait(&mut self, reason: Trouble, spent: Duration) {
        if reason == Trouble::SecretUnavailable {
            // Each attempt may show the keyring's prompt; somebody who closed it does not want it again at once.
            let doubled = 1 << self.attempts.saturating_sub(1).min(5);
            return self.wait_for(PROMPT * doubled, reason);
        }
        let wait = backoff(self.attempts.max(1), fastrand::f64());
        self.wait_for(wait.saturating_sub(spent).max(BREATH), reason);
    }

    fn wait_for(&mut self, wait: Duration, reason: Trouble) {
        self.due = Some(Instant::now() + wait);
        let until = now() + i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        let attempt = self.attempts.max(1);
        self.enter(ConnectionState::Waiting {
            attempt,
            until,
            reason,
        });
    }
}

/// Said by the broker to the connection we had: another attempt would be a fight, or an offence.
fn ends_for_good(trouble: &Trouble) -> bool {
    matches!(
        trouble,
        Trouble::Dismissed { refusal } if matches!(refusal.reason, Reason::SessionTakenOver | Reason::Banned)
    )
}
