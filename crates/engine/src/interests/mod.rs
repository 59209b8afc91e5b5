//! What the engine wants to hear of each broker, whoever wants it: a filter is wanted for as long as somebody holds it.
//!
//! Deliberately not here: asking the broker. A connection follows what is wanted ([`BrokerInterests::follow`]) and decides what it asks
//! for; so holding and letting go wait for nothing, and cost nothing while there is no connection.

mod budget;
#[cfg(test)]
mod tests;
mod wanted;

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use parking_lot::{Mutex, MutexGuard, RwLock};
use tilework_core::{
    binding::Qos,
    id::BrokerId,
    topic::{TopicFilter, wire_topic},
};
use tokio::sync::Notify;

use crate::link::Message;
use budget::Meter;
pub use budget::{Budget, Shed};
pub use wanted::{News, Wanted};

/// Of all brokers.
#[derive(Debug, Default)]
pub struct Interests(RwLock<HashMap<BrokerId, Arc<BrokerInterests>>>);

impl Interests {
    /// Those of one broker, saved or not: a tile may name a broker that is no longer there.
    pub fn of(&self, broker: &BrokerId) -> Arc<BrokerInterests> {
        let known = self.0.read();
        if let Some(known) = known.get(broker) {
            return Arc::clone(known);
        }
        drop(known);
        let mut all = self.0.write();
        Arc::clone(all.entry(broker.clone()).or_default())
    }

    /// Wants the filter's messages until the hold is dropped. The broker is asked again even for a filter that it was asked for: that is
    /// how a new holder gets the retained message (MQTT 3.1.1 §3.8.4).
    pub fn hold(&self, broker: &BrokerId, filter: &TopicFilter, qos: Qos) -> Hold {
        let interests = self.of(broker);
        interests.change(|wanted| wanted.add(filter, qos));
        Hold {
            interests,
            filter: filter.clone(),
            qos,
            meter: None,
        }
    }
}

/// Of one broker.
#[derive(Debug, Default)]
pub struct BrokerInterests {
    wanted: Mutex<Wanted>,
    changed: Notify,
    /// Who follows, counted up: a connection that is closed late ends nothing of the next one.
    follower: AtomicU64,
    shed: budget::Counted,
}

impl BrokerInterests {
    fn lock(&self) -> MutexGuard<'_, Wanted> {
        self.wanted.lock()
    }

    fn change(&self, change: impl FnOnce(&mut Wanted)) {
        change(&mut self.lock());
        self.changed.notify_one();
    }

    /// From now on the filters are meant with this prefix before them, as the broker has them.
    pub fn set_prefix(&self, prefix: &str) {
        self.change(|wanted| wanted.set_prefix(prefix));
    }

    /// A topic as the broker has it.
    pub fn on_wire(&self, topic: &str) -> String {
        wire_topic(self.lock().prefix(), topic)
    }

    /// What all holds together left out.
    pub fn shed(&self) -> Shed {
        self.shed.told()
    }

    /// For a connection: begins with everything that is wanted now.
    pub fn follow(self: &Arc<Self>) -> Following {
        let mut wanted = self.lock();
        wanted.set_followed(true);
        let number = self.follower.fetch_add(1, Ordering::Relaxed) + 1;
        drop(wanted);
        Following {
            interests: Arc::clone(self),
            number,
        }
    }
}

/// One connection's view of what is wanted.
#[derive(Debug)]
pub struct Following {
    interests: Arc<BrokerInterests>,
    number: u64,
}

impl Following {
    /// Wakes when there is news. Dropping it half-way loses none.
    pub async fn changed(&self) {
        self.interests.changed.notified().await;
    }

    /// What changed since this was last asked, and how everything is now. Nothing changes meanwhile: do not wait.
    pub fn look<T>(&self, look: impl FnOnce(&Wanted, News) -> T) -> T {
        let mut wanted = self.interests.lock();
        let news = wanted.take_news();
        look(&wanted, news)
    }

    /// How everything is, the news included that were not taken yet.
    pub fn peek<T>(&self, look: impl FnOnce(&Wanted) -> T) -> T {
        look(&self.interests.lock())
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        let mut wanted = self.interests.lock();
        if self.interests.follower.load(Ordering::Relaxed) == self.number {
            wanted.set_followed(false);
        }
    }
}

/// Somebody's interest in a filter of a broker; dropping it lets go.
#[derive(Debug)]
pub struct Hold {
    interests: Arc<BrokerInterests>,
    filter: TopicFilter,
    qos: Qos,
    meter: Option<Meter>,
}

impl Hold {
    /// Takes no more than this each second; what is over it is counted ([`BrokerInterests::shed`]).
    #[must_use]
    pub fn within(mut self, budget: Budget) -> Self {
        self.meter = Some(Meter::new(budget));
        self
    }

    /// Whether this message is within the budget. Ask once for each message, before any work is done for it.
    pub fn admits(&self, message: &Message) -> bool {
        let bytes = message.topic.len() + message.payload.len();
        let admitted = self.meter.as_ref().is_none_or(|meter| meter.admits(bytes));
        if !admitted {
            self.interests.shed.add(bytes);
        }
        admitted
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.interests
            .change(|wanted| wanted.release(&self.filter, self.qos));
    }
}
