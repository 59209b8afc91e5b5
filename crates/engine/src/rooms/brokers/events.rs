//! Which state each connection is in.

use std::sync::Arc;

use tilework_core::{Millis, connection::ConnectionState, id::BrokerId};

use super::{Brokers, ConnectionChange};
use crate::{
    feed::{Bell, Teller, Told},
    rooms::{Asker, Room, RoomEvent},
    taps::Tap,
};

/// As many brokers as nobody has.
const MOST: usize = 4_096;

/// The newest state of each connection.
#[derive(Debug)]
pub struct ConnectionEvents(Told<BrokerId, ConnectionChange>);

impl ConnectionEvents {
    pub fn new(bell: &Bell) -> Self {
        Self(Told::new(bell, MOST))
    }

    /// The broker is deleted.
    pub fn forget(&self, broker: &BrokerId) {
        self.0.forget(broker);
    }
}

impl Tap for ConnectionEvents {
    fn connection(&self, broker: &BrokerId, state: &ConnectionState, _: Millis) {
        let change = ConnectionChange {
            broker: broker.clone(),
            connection: state.clone(),
        };
        self.0.say(broker.clone(), change);
    }
}

pub(super) struct States {
    pub told: Arc<ConnectionEvents>,
    pub seen: u64,
}

impl Teller<RoomEvent> for States {
    fn collect(&mut self) -> Option<RoomEvent> {
        let changes = self.told.0.since(&mut self.seen);
        (!changes.is_empty()).then_some(RoomEvent::Connections(changes))
    }

    fn restart(&mut self) {
        self.seen = 0;
    }
}

impl Room for Arc<Brokers> {
    /// All connections.
    fn welcome(&self, asker: &Arc<Asker>) {
        asker.feed.add(States {
            told: Arc::clone(&self.connecting.told),
            seen: 0,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_told_all_states_at_its_beginning_and_then_what_changed() {
        let told = Arc::new(ConnectionEvents::new(&Bell::default()));
        let (farm, barn) = ("farm".parse().unwrap(), "barn".parse().unwrap());
        told.connection(&farm, &ConnectionState::Idle, 1);
        told.connection(&barn, &ConnectionState::Idle, 2);
        let mut states = States {
            told: Arc::clone(&told),
            seen: 0,
        };
        let count = |event: Option<RoomEvent>| match event {
            Some(RoomEvent::Connections(all)) => all.len(),
            None => 0,
            other => panic!("{other:?}"),
        };
        assert_eq!(count(states.collect()), 2);
        assert_eq!(count(states.collect()), 0);
        told.connection(&farm, &ConnectionState::Idle, 3);
        assert_eq!(count(states.collect()), 1);
        told.forget(&barn);
        states.restart();
        assert_eq!(count(states.collect()), 1, "of a deleted broker nothing");
    }
}
