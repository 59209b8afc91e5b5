//! Devices that announce themselves: they are listened for, found, shown, and put on dashboards.
//!
//! A connection's actor only sees whether a message announces something, and puts it into a bounded queue. A task reads it, on a thread that
//! may block; what is found is asked for by clients. Deliberately not here: what announcements mean, which is `tilework_discovery`'s.

mod events;
mod finding;
mod listening;
mod of_broker;
mod requests;
mod setting;
mod trial;
mod types;
mod watching;

use std::{
    collections::HashMap,
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
    },
};

use parking_lot::{Mutex, RwLock};
use tilework_core::{Millis, broker::Broker, connection::ConnectionState, id::BrokerId};
use tokio::{task::AbortHandle, time::sleep};

use crate::{
    board::Boards,
    documents::DocumentKind,
    error::Answer,
    feed::{Bell, Told},
    interests::Interests,
    link::Message,
    notices::Notices,
    rooms::{
        dashboards::Dashboards,
        documents::{DocumentId, SharedDocuments},
    },
    taps::Tap,
    tasks::{self, Task},
    who::ENGINE,
};
use finding::Inbox;
use listening::Listening;
use of_broker::OfBroker;
use setting::Saved;
use trial::{PROOF, SETTLED, Standing};
pub use types::*;

/// As many brokers as nobody has.
const MOST: usize = 4_096;

#[derive(Debug)]
pub struct Devices {
    /// Of each broker that is there.
    of: RwLock<HashMap<BrokerId, Arc<OfBroker>>>,
    /// What persons said, of brokers that are there or not yet.
    saved: Mutex<HashMap<BrokerId, Saved>>,
    /// Orders changes of what is saved.
    saving: tokio::sync::Mutex<()>,
    /// The app died twice at its start: nothing is listened to until the person says so.
    rests: AtomicBool,
    inbox: Inbox,
    interests: Arc<Interests>,
    boards: Arc<Boards>,
    documents: Arc<SharedDocuments>,
    dashboards: Arc<Dashboards>,
    told: Arc<Told<BrokerId, DevicesChange>>,
    /// For what happens later.
    me: Weak<Self>,
}

impl Devices {
    /// Must be called on a tokio runtime.
    pub fn new(
        interests: Arc<Interests>,
        boards: Arc<Boards>,
        documents: Arc<SharedDocuments>,
        dashboards: Arc<Dashboards>,
        bell: &Bell,
    ) -> Arc<Self> {
        let told = Arc::new(Told::new(bell, MOST));
        Arc::new_cyclic(|me| Self {
            of: RwLock::default(),
            saved: Mutex::default(),
            saving: tokio::sync::Mutex::default(),
            rests: AtomicBool::new(false),
            inbox: Inbox::begin(Arc::clone(&told)),
            interests,
            boards,
            documents,
            dashboards,
            told,
            me: Weak::clone(me),
        })
    }

    /// Opens what is saved. Before the brokers are, so that none is listened to against its person's will.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn open(&self, notices: &Notices) -> Answer<()> {
        let all = self
            .documents
            .all(DocumentKind::Discovery, setting::read, notices);
        let all = all
            .await?
            .into_iter()
            .map(|(saved, _)| (saved.broker.clone(), saved));
        self.saved.lock().extend(all);
        Ok(())
    }

    /// At rest, nothing is listened to.
    pub fn set_rests(&self, rests: bool) {
        self.rests.store(rests, Ordering::Relaxed);
        let all: Vec<_> = self.of.read().values().map(Arc::clone).collect();
        all.iter().for_each(|of| self.listen(of));
    }

    fn saved(&self, broker: &BrokerId) -> Saved {
        let saved = self.saved.lock().get(broker).cloned();
        saved.unwrap_or_else(|| Saved::new(broker.clone()))
    }

    fn of(&self, broker: &BrokerId) -> Option<Arc<OfBroker>> {
        self.of.read().get(broker).map(Arc::clone)
    }

    /// Listens to what its setting says, or to nothing; as its trial allows.
    fn listen(&self, of: &OfBroker) {
        // To the end: two that decide at once would each undo the other's half.
        let mut listening = of.listening.write();
        let broker = of.broker.read().clone();
        let setting = self.saved(&broker.id).setting;
        let wanted = setting.finds_on(&broker) && !self.rests.load(Ordering::Relaxed);
        let decision = of.trial.lock().decide(wanted);
        if let Some(connection) = decision.tries {
            of.go_on(Some(self.try_on(&broker.id, connection)));
        } else if decision.ends {
            of.go_on(None);
        }
        let same = listening
            .as_ref()
            .is_some_and(|it| it.is_to(&broker, &setting));
        if same && decision.listens {
            return;
        }
        let had = listening.take().is_some();
        if had || decision.listens {
            of.begin_anew(setting.prefixes());
        }
        if decision.listens {
            *listening = Some(Listening::begin(&self.interests, &broker, &setting));
        }
        drop(listening);
        self.tell(&broker.id);
    }

    /// Asks on this connection when it stands, and sees how the broker takes it.
    fn try_on(&self, broker: &BrokerId, connection: u64) -> AbortHandle {
        let (me, broker) = (Weak::clone(&self.me), broker.clone());
        let becomes = move |from, standing| {
            let me = me.upgrade()?;
            let of = me.of(&broker)?;
            let same = of.trial.lock().becomes(connection, from, standing);
            same.then_some((me, of))
        };
        let trying = tasks::once(Task::DeviceTrial, async move {
            sleep(SETTLED).await;
            if let Some((me, of)) = becomes(Standing::New, Standing::Asked) {
                me.listen(&of);
            }
            sleep(PROOF).await;
            becomes(Standing::Asked, Standing::Willing);
        });
        trying.abort_handle()
    }

    fn tell(&self, broker: &BrokerId) {
        let change = DevicesChange {
            broker: broker.clone(),
        };
        self.told.say(broker.clone(), change);
    }
}

impl Tap for Devices {
    fn broker(&self, broker: &Broker) {
        let of = self.of(&broker.id).unwrap_or_else(|| {
            let mut all = self.of.write();
            let of = all
                .entry(broker.id.clone())
                .or_insert_with(|| Arc::new(OfBroker::new(broker)));
            Arc::clone(of)
        });
        let mut before = std::mem::replace(&mut *of.broker.write(), broker.clone());
        before.name.clone_from(&broker.name);
        if before != *broker {
            // Another address or user name may be another broker with other permissions.
            of.trial.lock().again();
        }
        self.listen(&of);
    }

    fn connection(&self, broker: &BrokerId, state: &ConnectionState, _: Millis) {
        let Some(of) = self.of(broker) else {
            return;
        };
        if matches!(state, ConnectionState::Online { .. }) {
            if !of.trial.lock().online() {
                return;
            }
        } else {
            let lost = matches!(
                state,
                ConnectionState::Waiting { .. } | ConnectionState::Stopped { .. }
            );
            of.trial.lock().offline(lost);
        }
        self.listen(&of);
    }

    fn gone(&self, broker: &BrokerId) {
        self.of.write().remove(broker);
        self.told.forget(broker);
        if self.saved.lock().remove(broker).is_some() {
            let (documents, id) = (Arc::clone(&self.documents), broker.clone());
            tasks::once(Task::Documents, async move {
                let document = DocumentId::Discovery(id);
                if let Err(error) = documents.delete(ENGINE, &document).await {
                    tracing::warn!(%error, "what was said of a broker's devices stays");
                }
            });
        }
    }

    fn message(&self, broker: &BrokerId, message: &Message) {
        if let Some(of) = self.of(broker) {
            of.hear(message, |found, topic| {
                self.inbox.put(broker, found, topic, &message.payload)
            });
        }
    }
}

#[cfg(test)]
mod tests;
