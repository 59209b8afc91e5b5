//! Who hears everything, of every broker.

use std::sync::Arc;

use tilework_core::{
    Millis, broker::Broker, command::CommandFailure, connection::ConnectionState, id::BrokerId,
};

use crate::{board::Taken, link::Message};

/// Hears what it likes of all connections. Called from their actors: it must not block. What it wants the brokers to send it holds
/// ([`Interests::hold`](crate::interests::Interests::hold)), and it asks its hold before it works for a message.
pub trait Tap: Send + Sync {
    /// A binding took a value. Its board is locked meanwhile: what needs a board, or a window, waits for `message`.
    fn value(&self, _taken: &Taken<'_>) {}

    /// A message came; the bindings have taken their values from it.
    fn message(&self, _broker: &BrokerId, _message: &Message) {}

    /// A broker is there: it is about to be connected, or let rest, as it is saved now.
    fn broker(&self, _broker: &Broker) {}

    /// A broker is deleted.
    fn gone(&self, _broker: &BrokerId) {}

    fn connection(&self, _broker: &BrokerId, _state: &ConnectionState, _at: Millis) {}

    /// A publish goes out now: before, its broker took no more of them.
    fn leaves(&self, _token: u64) {}

    /// The end of a publish: written (QoS 0), acknowledged (QoS 1), or why not.
    fn published(&self, _token: u64, _result: &Result<(), CommandFailure>) {}
}

/// All that there are; the list is made at the start.
pub struct Taps(Vec<Arc<dyn Tap>>);

impl Taps {
    pub fn new(all: Vec<Arc<dyn Tap>>) -> Self {
        Self(all)
    }

    pub fn tell(&self, tell: impl Fn(&dyn Tap)) {
        self.0.iter().for_each(|tap| tell(&**tap));
    }
}
