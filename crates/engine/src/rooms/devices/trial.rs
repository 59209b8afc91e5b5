//! Some brokers end the connection of who asks for topics that are not his (RabbitMQ and AWS IoT do). What a person has on the dashboard must not
//! go with it. So nobody is asked before his connection stands; where it ends over that, again and again, he is asked no more.

use std::time::Duration;

use tokio::time::Instant;

/// A connection that is this old has its tiles' subscriptions.
pub const SETTLED: Duration = Duration::from_secs(2);
/// A broker that minds says so at once.
pub const PROOF: Duration = Duration::from_secs(10);
/// Endings in turn after which it was for what was asked; one may have another reason. Fewer than make a connection rest for a minute.
const PROVES: u8 = 2;
/// The same of a broker that did not mind before: its permissions may have changed.
const PROVES_LATER: u8 = 3;

/// How a broker takes it, since the app started or somebody asked anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// It was not asked yet, or nothing is wanted of it.
    #[default]
    New,
    /// It was asked a moment ago.
    Asked,
    /// The connection went on.
    Willing,
    /// The connection ended when it was asked.
    Unwilling,
}

/// A connection that there is.
#[derive(Debug, Clone, Copy)]
struct Connection {
    number: u64,
    since: Instant,
}

/// Of one broker.
#[derive(Debug, Default)]
pub struct Trial {
    standing: Standing,
    connection: Option<Connection>,
    last: u64,
    /// The connection on which it is about to be asked, or was.
    tried_on: Option<u64>,
    /// How often in turn it ended when it was asked.
    ended: u8,
}

/// What comes of it now.
#[derive(Debug, PartialEq, Eq)]
pub struct Decision {
    pub listens: bool,
    /// This connection is to be tried, from now on.
    pub tries: Option<u64>,
    /// What went on with another one ends.
    pub ends: bool,
}

impl Trial {
    /// A connection is there; told again and again while it is.
    pub fn online(&mut self) -> bool {
        let new = self.connection.is_none();
        if new {
            self.last += 1;
            self.connection = Some(Connection {
                number: self.last,
                since: Instant::now(),
            });
        }
        new
    }

    /// There is none any more. `lost`: nobody here wanted that.
    pub fn offline(&mut self, lost: bool) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        self.tried_on = None;
        let young = connection.since.elapsed() < PROOF;
        let (standing, proves) = match self.standing {
            Standing::Asked => (Standing::New, PROVES),
            Standing::Willing if young => (Standing::Willing, PROVES_LATER),
            Standing::Willing => {
                self.ended = 0;
                return;
            }
            Standing::New | Standing::Unwilling => return,
        };
        self.ended += u8::from(lost);
        self.standing = if self.ended < proves {
            standing
        } else {
            Standing::Unwilling
        };
    }

    /// `wanted`: whether devices are to be looked for.
    pub fn decide(&mut self, wanted: bool) -> Decision {
        if !wanted {
            // Who is not asked proves nothing.
            (self.standing, self.ended, self.tried_on) = (Standing::New, 0, None);
        }
        let connection = self.connection.map(|it| it.number);
        let due = wanted && self.standing == Standing::New && connection != self.tried_on;
        let tries = connection.filter(|_| due);
        self.tried_on = tries.or(self.tried_on);
        Decision {
            listens: matches!(self.standing, Standing::Asked | Standing::Willing),
            tries,
            ends: self.tried_on.is_none(),
        }
    }

    /// Whether this connection is still the one that is tried; if so the broker stands like this now.
    pub fn becomes(&mut self, connection: u64, from: Standing, standing: Standing) -> bool {
        let same = self.tried_on == Some(connection) && self.standing == from;
        if same {
            self.standing = standing;
            if standing == Standing::Willing {
                self.ended = 0;
            }
        }
        same
    }

    /// Somebody asks anew, or it is another broker now.
    pub fn again(&mut self) {
        (self.standing, self.ended, self.tried_on) = (Standing::New, 0, None);
    }

    pub fn is_unwilling(&self) -> bool {
        self.standing == Standing::Unwilling
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    /// Asked on a connection of its own.
    fn asked(trial: &mut Trial) -> u64 {
        assert!(trial.online());
        let decision = trial.decide(true);
        assert!(!decision.listens, "not at once");
        let connection = decision.tries.unwrap();
        assert_eq!(trial.decide(true).tries, None, "once");
        assert!(trial.becomes(connection, Standing::New, Standing::Asked));
        assert!(trial.decide(true).listens);
        connection
    }

    #[tokio::test(start_paused = true)]
    async fn a_broker_that_ends_the_connection_when_it_is_asked_is_not_asked_again() {
        let mut trial = Trial::default();
        for _ in 0..PROVES {
            asked(&mut trial);
            trial.offline(true);
            assert!(!trial.decide(true).listens);
        }
        assert!(trial.is_unwilling());
        assert!(trial.online());
        assert_eq!(trial.decide(true).tries, None);
        // Until somebody asks.
        trial.again();
        assert!(trial.decide(true).tries.is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_broker_that_did_not_mind_is_asked_with_every_connection_until_it_does() {
        let mut trial = Trial::default();
        let first = asked(&mut trial);
        advance(PROOF).await;
        assert!(trial.becomes(first, Standing::Asked, Standing::Willing));
        // However often it is lost later.
        for _ in 0..=PROVES_LATER {
            advance(PROOF).await;
            trial.offline(true);
            assert!(trial.online() && trial.decide(true).listens);
        }
        for _ in 0..PROVES_LATER {
            trial.offline(true);
            assert!(trial.online());
        }
        assert!(trial.is_unwilling() && !trial.decide(true).listens);
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_not_asked_proves_nothing() {
        let mut trial = Trial::default();
        // Nothing is looked for.
        assert!(trial.online());
        let nothing = Decision {
            listens: false,
            tries: None,
            ends: true,
        };
        assert_eq!(trial.decide(false), nothing);
        advance(PROOF).await;
        for _ in 0..=PROVES {
            trial.offline(true);
            assert!(trial.online());
            assert_eq!(trial.decide(false), nothing);
        }
        // Then it is: a trial like any other.
        assert!(trial.decide(true).tries.is_some());
        // The connection ended before it was asked, or a person ended it.
        for lost in [true, false, false, false] {
            trial.offline(lost);
            assert!(trial.online());
            let connection = trial.decide(true).tries.unwrap();
            if !lost {
                assert!(trial.becomes(connection, Standing::New, Standing::Asked));
            }
        }
        assert!(!trial.is_unwilling());
    }

    #[tokio::test(start_paused = true)]
    async fn a_trial_of_a_connection_that_is_gone_says_nothing_of_the_next() {
        let mut trial = Trial::default();
        assert!(trial.online());
        let first = trial.decide(true).tries.unwrap();
        trial.offline(true);
        assert!(trial.decide(true).ends);
        assert!(trial.online());
        assert!(
            trial
                .decide(true)
                .tries
                .is_some_and(|second| second != first)
        );
        assert!(!trial.becomes(first, Standing::New, Standing::Asked));
    }
}
