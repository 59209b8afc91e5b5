//! What a connection went through: for the broker screen.

use std::{collections::VecDeque, time::Duration};

use tilework_core::{
    Millis,
    broker::Protocol,
    connection::{ConnectionState, Trouble},
    reason::Refusal,
    topic::TopicFilter,
};

use super::types::{Counters, LogEntry, LogEvent, RefusedSubscription, TooLargeMessage};
use crate::link::Established;

const ENTRIES: usize = 50;
const REFUSED: usize = 50;

/// Since the app started.
#[derive(Debug, Default)]
pub struct Journal {
    pub established: Option<Established>,
    pub latency: Option<Duration>,
    pub counters: Counters,
    pub too_large: Option<TooLargeMessage>,
    refused: Vec<RefusedSubscription>,
    log: VecDeque<LogEntry>,
    online: bool,
}

impl Journal {
    pub fn speaks_v5(&self) -> bool {
        let granted = self.established.as_ref().map(|it| it.granted.protocol);
        granted == Some(Protocol::V5)
    }

    pub fn log(&self) -> Vec<LogEntry> {
        self.log.iter().cloned().collect()
    }

    pub fn refused(&self) -> Vec<RefusedSubscription> {
        self.refused.clone()
    }

    pub fn state(&mut self, state: &ConnectionState, at: Millis) {
        let was_online = std::mem::replace(
            &mut self.online,
            matches!(state, ConnectionState::Online { .. }),
        );
        if !self.online {
            self.latency = None;
        }
        match state {
            // Only its certificates were looked at again.
            ConnectionState::Online { .. } if was_online => {}
            ConnectionState::Online { endpoint, .. } => {
                self.counters.connects += 1;
                self.refused.clear();
                let endpoint = *endpoint;
                self.push(at, LogEvent::Online { endpoint });
            }
            ConnectionState::Waiting { reason, .. } if was_online => {
                let reason = reason.clone();
                self.push(at, LogEvent::Lost { reason });
            }
            ConnectionState::Waiting { reason, .. } => self.failed(at, reason),
            ConnectionState::Stopped { reason } => {
                let reason = reason.clone();
                self.push(at, LogEvent::Stopped { reason });
            }
            ConnectionState::Idle if was_online => self.push(at, LogEvent::Left),
            ConnectionState::Connecting { .. } if was_online => self.push(at, LogEvent::Left),
            ConnectionState::Idle | ConnectionState::Connecting { .. } => {}
        }
    }

    /// The same again and again is one entry, also where several addresses fail in turn.
    fn failed(&mut self, at: Millis, trouble: &Trouble) {
        for entry in self.log.iter_mut().rev() {
            match &mut entry.event {
                LogEvent::Failed { reason, attempts } if reason == trouble => {
                    *attempts = attempts.saturating_add(1);
                    return;
                }
                LogEvent::Failed { .. } => {}
                _ => break,
            }
        }
        let reason = trouble.clone();
        self.push(
            at,
            LogEvent::Failed {
                reason,
                attempts: 1,
            },
        );
    }

    fn push(&mut self, at: Millis, event: LogEvent) {
        if self.log.len() == ENTRIES {
            self.log.pop_front();
        }
        self.log.push_back(LogEntry { at, event });
    }

    /// Nobody wants this any more; if somebody does again, the broker says it again.
    pub fn let_go(&mut self, filter: &TopicFilter) {
        self.refused
            .retain(|refused| refused.filter != filter.as_str());
    }

    pub fn subscribed(&mut self, filter: &TopicFilter, result: &Result<(), Refusal>) {
        self.refused
            .retain(|refused| refused.filter != filter.as_str());
        if let Err(refusal) = result
            && self.refused.len() < REFUSED
        {
            self.refused.push(RefusedSubscription {
                filter: filter.as_str().to_owned(),
                refusal: refusal.clone(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(reason: Trouble) -> ConnectionState {
        ConnectionState::Waiting {
            attempt: 1,
            until: 0,
            reason,
        }
    }

    const ONLINE: ConnectionState = ConnectionState::Online {
        since: 0,
        endpoint: 0,
        ending: None,
    };

    #[test]
    fn a_loss_and_the_way_back_are_told_in_three_entries_however_many_attempts_it_took() {
        let mut journal = Journal::default();
        journal.state(&ONLINE, 1);
        journal.state(&waiting(Trouble::Lost), 2);
        for at in 3..100 {
            journal.state(&ConnectionState::Connecting { attempt: 1 }, at);
            journal.state(&waiting(Trouble::PortClosed), at);
        }
        journal.state(&ONLINE, 100);
        let log: Vec<_> = journal.log().into_iter().map(|entry| entry.event).collect();
        let failed = LogEvent::Failed {
            reason: Trouble::PortClosed,
            attempts: 97,
        };
        let lost = LogEvent::Lost {
            reason: Trouble::Lost,
        };
        let online = LogEvent::Online { endpoint: 0 };
        assert_eq!(log, [online.clone(), lost, failed, online]);
        assert_eq!(journal.counters.connects, 2);
    }

    #[test]
    fn two_addresses_that_fail_in_turn_are_two_entries() {
        let mut journal = Journal::default();
        for at in 0..100 {
            journal.state(&waiting(Trouble::TimedOut), at);
            journal.state(&waiting(Trouble::PortClosed), at);
        }
        assert_eq!(journal.log().len(), 2);
    }

    #[test]
    fn the_log_is_bounded() {
        let mut journal = Journal::default();
        for at in 0..1_000 {
            journal.state(&ONLINE, at);
            journal.state(&waiting(Trouble::Lost), at);
        }
        assert_eq!(journal.log().len(), ENTRIES);
    }
}
