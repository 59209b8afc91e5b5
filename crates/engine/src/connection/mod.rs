//! A connection to one broker, kept for as long as it is wanted: an actor that owns all state, a link for each attempt, and
//! this handle.

mod actor;
mod better;
mod connections;
mod contained;
mod ending;
mod journal;
mod leaving;
mod outbox;
mod route;
mod subscriptions;
#[cfg(test)]
mod tests;
mod traffic;
mod types;

use std::{sync::Arc, time::Duration};

use tilework_core::{
    command::CommandFailure, connection::ConnectionState, reason::Refusal, topic::TopicFilter,
};
use tokio::sync::{
    mpsc::{self, error::TrySendError},
    oneshot,
};

pub use connections::Connections;
pub use journal::Journal;
pub use types::*;

use crate::{
    interests::BrokerInterests,
    link::{Connector, Established, Goodbye, Message, Publish, SettingsSource},
    tasks::{self, Task},
};

/// Requests that wait for the actor. The actor never waits for the network, so this fills only in a burst no person makes.
pub const MOST_REQUESTS: usize = 1_024;

/// What a connection tells. Called from its actor; must not block.
pub trait Observer: Send + Sync + 'static {
    fn state(&self, state: ConnectionState);
    /// What the broker granted; the state `Online` follows.
    fn established(&self, established: &Established);
    fn message(&self, message: &Message);
    /// Something panicked here or in the connection; it goes on.
    fn fault(&self) {}
    /// A copy of a message for another filter was left out.
    fn copy(&self) {}
    /// A kept session has told all that it had queued ([`Message::queued`]).
    fn caught_up(&self) {}
    /// A message over the `limit` was left out; `None`: its topic could not be read.
    fn too_large(&self, topic: Option<&str>, bytes: u64, limit: u32);
    /// The broker's answer to a subscription, as its holders wrote the filter.
    fn subscribed(&self, filter: &TopicFilter, result: Result<(), Refusal>);
    /// The broker did not answer a subscription within 10 s. A later answer is told all the same.
    fn unanswered(&self, filter: &TopicFilter);
    /// Nobody holds a filter written like this any more.
    fn let_go(&self, filter: &TopicFilter);
    /// From a ping to its answer.
    fn latency(&self, latency: Duration);
    /// A message of this many bytes was handed to the link.
    fn sent(&self, bytes: usize);
    /// A publish goes out now: before, the broker took no more of them.
    fn leaves(&self, _token: u64) {}
    /// The end of a publish: written (QoS 0), acknowledged (QoS 1), or why not.
    fn published(&self, token: u64, result: Result<(), CommandFailure>);
}

enum Request {
    Publish { token: u64, publish: Publish },
    Reconnect,
    NetworkChanged,
    Wake,
    Suspend(oneshot::Sender<()>),
    Close(Goodbye, oneshot::Sender<()>),
}

/// An actor that panics would leave "online" on the screen for ever. It goes on, and says why.
async fn supervise(mut actor: actor::Actor) {
    let mut failed = false;
    while tasks::contained(Task::Connection, actor.run(failed))
        .await
        .is_err()
    {
        failed = true;
        tokio::time::sleep(tasks::BREATH).await;
    }
}

/// Talks to the actor. Dropping it ends the connection.
#[derive(Debug, Clone)]
pub struct Connection {
    requests: mpsc::Sender<Request>,
}

impl Connection {
    /// Starts connecting, and asks the broker for what is wanted of it for as long as it is there.
    pub fn open(
        connector: Arc<dyn Connector>,
        settings: Arc<dyn SettingsSource>,
        interests: &Arc<BrokerInterests>,
        observer: Arc<dyn Observer>,
    ) -> Self {
        let (requests, inbox) = mpsc::channel(MOST_REQUESTS);
        let following = interests.follow();
        let observer = Arc::new(contained::Contained(observer));
        let actor = actor::Actor::new(connector, settings, following, observer, inbox);
        tasks::supervised(supervise(actor));
        Self { requests }
    }

    /// Sends now or not at all; [`Observer::published`] says which.
    ///
    /// # Errors
    /// `Busy` when the actor has more requests than it takes, `Offline` when the connection was closed.
    pub fn publish(&self, token: u64, publish: Publish) -> Result<(), CommandFailure> {
        self.requests
            .try_send(Request::Publish { token, publish })
            .map_err(|error| match error {
                TrySendError::Full(_) => CommandFailure::Busy,
                TrySendError::Closed(_) => CommandFailure::Offline,
            })
    }

    /// Tries again at once, whatever the state: after a press, or when the device woke up.
    pub async fn reconnect(&self) {
        self.ask(Request::Reconnect).await;
    }

    /// Another network may reach what this one did not, and may not carry the connection we have: tries again at once, or pings.
    pub async fn network_changed(&self) {
        self.ask(Request::NetworkChanged).await;
    }

    /// Tries again at once after [`Connection::suspend`]; but what a person has to mend first stays stopped.
    pub async fn wake(&self) {
        self.ask(Request::Wake).await;
    }

    /// Says goodbye and waits for [`Connection::wake`]: a phone's app in the background. Returns when the broker was told: the system may
    /// stop the process at once.
    pub async fn suspend(&self) {
        let (done, suspended) = oneshot::channel();
        self.ask(Request::Suspend(done)).await;
        let _ = suspended.await;
    }

    /// Says goodbye and ends; returns when the broker was told.
    pub async fn close(&self, goodbye: Goodbye) {
        let (done, closed) = oneshot::channel();
        self.ask(Request::Close(goodbye, done)).await;
        let _ = closed.await;
    }

    /// Requests that wait for the actor, of [`MOST_REQUESTS`] at most.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.requests.max_capacity() - self.requests.capacity()
    }

    async fn ask(&self, request: Request) {
        // The actor outlives its handles unless it was closed, and then nobody needs the answer.
        let _ = self.requests.send(request).await;
    }
}
