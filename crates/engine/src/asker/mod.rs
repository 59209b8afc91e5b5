//! A client, as the rooms see it: who asks, and what is theirs (the feed, what they try out, exports and imports, passwords of texts they
//! pasted). It ends with the client.

mod clients;
mod works;

use std::{any::Any, sync::Arc};

use parking_lot::Mutex;
use tokio::sync::watch;

use crate::{
    feed::Feed,
    who::{ClientId, Who},
};
pub use clients::Clients;
pub use works::{Work, WorkId, WorkProgress, Works};

/// Where a stream's items go. `false`: the other side is gone.
pub type Sink<T> = Box<dyn Fn(T) -> bool + Send + Sync>;

/// A client, as the rooms see it. `E` is what they tell it.
#[derive(Debug)]
pub struct Asker<E> {
    pub id: ClientId,
    pub who: Who,
    pub feed: Feed<E>,
    pub works: Works,
    /// What rooms keep for this client, one thing of a type.
    kept: Mutex<Vec<Arc<dyn Any + Send + Sync>>>,
    ended: watch::Sender<bool>,
}

impl<E: Clone> Asker<E> {
    pub fn new(id: ClientId, who: Who, feed: Feed<E>) -> Self {
        Self {
            id,
            who,
            feed,
            works: Works::default(),
            kept: Mutex::default(),
            ended: watch::Sender::new(false),
        }
    }

    /// What a room keeps for this client, made at the first need.
    pub fn own<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut kept = self.kept.lock();
        let known = kept.iter().find_map(|it| Arc::clone(it).downcast().ok());
        known.unwrap_or_else(|| {
            let new = Arc::<T>::default();
            // After the end nothing is kept any more.
            if !self.has_ended() {
                kept.push(Arc::<T>::clone(&new));
            }
            new
        })
    }

    pub fn has_ended(&self) -> bool {
        *self.ended.borrow()
    }

    /// Returns when the client is gone.
    pub async fn ended(&self) {
        let _ = self.ended.subscribe().wait_for(|ended| *ended).await;
    }

    /// False if it had ended before.
    pub fn end(&self) -> bool {
        if self.ended.send_replace(true) {
            return false;
        }
        self.feed.end();
        self.works.end();
        self.kept.lock().clear();
        true
    }
}
