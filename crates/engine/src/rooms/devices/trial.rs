//! Some brokers end the connection of who asks for topics that are not his (RabbitMQ and AWS IoT do). What a person has on the dashboard must not
//! go with it: devices are looked for only on a connection that stands, and no more where it ended over that.

use std::time::Duration;

/// A connection that is this old has its tiles' subscriptions.
pub const SETTLED: Duration = Duration::from_secs(2);
/// A broker that minds says so at once.
pub const PROOF: Duration = Duration::from_secs(10);
/// So often in turn: a connection may be lost at that very moment for another reason.
const PROVES: u8 = 2;

/// How a broker takes it, since the app started or somebody asked anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// It was not asked yet.
    #[default]
    New,
    /// It was asked a moment ago.
    Asked,
    /// The connection went on.
    Willing,
    /// The connection ended when it was asked.
    Unwilling,
}

/// Of one broker.
#[derive(Debug, Default)]
pub struct Trial {
    pub standing: Standing,
    /// The connection that there is now, counted up; `None`: there is none.
    connection: Option<u64>,
    last: u64,
    /// How often it ended when it was asked.
    ended: u8,
}

impl Trial {
    /// A connection is there that was not: its number, if it is to be tried on.
    pub fn online(&mut self) -> Option<u64> {
        if self.connection.is_some() {
            return None;
        }
        self.last += 1;
        self.connection = Some(self.last);
        (self.standing == Standing::New).then_some(self.last)
    }

    /// There is none any more. `lost`: nobody here wanted that. True: it may have been for what was asked.
    pub fn offline(&mut self, lost: bool) -> bool {
        let was = self.connection.take().is_some();
        if !was || self.standing != Standing::Asked {
            return false;
        }
        self.ended += u8::from(lost);
        self.standing = if self.ended < PROVES {
            Standing::New
        } else {
            Standing::Unwilling
        };
        true
    }

    /// Whether this connection is still there; if so the broker stands like this now.
    pub fn becomes(&mut self, connection: u64, from: Standing, standing: Standing) -> bool {
        let same = self.connection == Some(connection) && self.standing == from;
        if same {
            self.standing = standing;
        }
        same
    }

    /// Somebody asks anew: the connection to try it on, if there is one.
    pub fn again(&mut self) -> Option<u64> {
        self.standing = Standing::New;
        self.ended = 0;
        self.connection
    }

    pub fn allows(&self) -> bool {
        matches!(self.standing, Standing::Asked | Standing::Willing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broker_that_ends_the_connection_when_it_is_asked_is_not_asked_again() {
        let mut trial = Trial::default();
        for _ in 0..PROVES {
            let connection = trial.online().unwrap();
            assert!(!trial.allows(), "not at once");
            assert!(trial.becomes(connection, Standing::New, Standing::Asked));
            assert!(trial.allows());
            assert!(trial.offline(true));
            assert!(!trial.allows());
        }
        assert_eq!(trial.online(), None);
        assert_eq!(trial.standing, Standing::Unwilling);
        // Until somebody asks.
        let again = trial.again().unwrap();
        assert!(trial.becomes(again, Standing::New, Standing::Asked));
        assert!(trial.allows());
    }

    #[test]
    fn a_broker_that_let_itself_be_asked_once_is_asked_with_every_connection() {
        let mut trial = Trial::default();
        let first = trial.online().unwrap();
        assert!(trial.becomes(first, Standing::New, Standing::Asked));
        assert!(trial.becomes(first, Standing::Asked, Standing::Willing));
        assert!(!trial.offline(true) && trial.allows());
        assert_eq!(trial.online(), None);
        assert!(trial.allows());
    }

    #[test]
    fn a_connection_that_ended_before_it_was_asked_proves_nothing() {
        let mut trial = Trial::default();
        let first = trial.online().unwrap();
        assert!(!trial.offline(true));
        assert!(!trial.becomes(first, Standing::New, Standing::Asked));
        let second = trial.online().unwrap();
        assert_ne!(second, first);
        // Nor do those that a person ended.
        for _ in 0..=PROVES {
            let connection = trial.again().or_else(|| trial.online()).unwrap();
            assert!(trial.becomes(connection, Standing::New, Standing::Asked));
            assert!(trial.offline(false));
            assert_eq!(trial.standing, Standing::New);
        }
    }
}
