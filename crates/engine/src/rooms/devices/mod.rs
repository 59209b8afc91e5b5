//! Devices that announce themselves: they are listened for, found, shown, and put on dashboards.
//!
//! A connection's actor only sees whether a message announces something, and puts it into a bounded queue. A task reads it, on a thread that
//! may block; what is found is asked for by clients. Deliberately not here: what announcements mean, which is `tilework_discovery`'s.

mod events;
mod finding;
mod listening;
mod requests;
mod setting;
mod trial;
mod types;
mod watching;

use std::{
    collections::HashMap,
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
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
    who::ENGINE,
};
use finding::{Found, Inbox};
use listening::Listening;
use setting::Saved;
use trial::{PROOF, SETTLED, Standing, Trial};
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

/// One broker's.
#[derive(Debug)]
struct OfBroker {
    broker: RwLock<Broker>,
    listening: RwLock<Option<Listening>>,
    trial: Mutex<Trial>,
    /// What goes on with the trial, on the connection that there is.
    trying: Mutex<Option<AbortHandle>>,
    found: Arc<Mutex<Found>>,
    /// Announcements that came while too many waited.
    shed: AtomicU64,
}

impl OfBroker {
    /// What went on ends; this does instead.
    fn try_no_more(&self, instead: Option<AbortHandle>) {
        let before = std::mem::replace(&mut *self.trying.lock(), instead);
        before.inspect(AbortHandle::abort);
    }
}

impl Drop for OfBroker {
    fn drop(&mut self) {
        self.try_no_more(None);
    }
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

    /// Listens to what its setting says, or to nothing.
    fn listen(&self, of: &OfBroker) {
        let broker = of.broker.read().clone();
        let setting = self.saved(&broker.id).setting;
        let allowed = of.trial.lock().allows() && !self.rests.load(Ordering::Relaxed);
        let wanted = setting.finds_on(&broker) && allowed;
        let mut listening = of.listening.write();
        let same = listening
            .as_ref()
            .is_some_and(|it| it.is_to(&broker, &setting));
        if same && wanted {
            return;
        }
        let had = listening.take().is_some();
        if wanted {
            *of.found.lock() = Found::below(setting.prefixes());
            *listening = Some(Listening::begin(&self.interests, &broker, &setting));
        } else if had {
            *of.found.lock() = Found::below(setting.prefixes());
        }
        drop(listening);
        self.tell(&broker.id);
    }

    /// Somebody wants it: the broker may have changed its mind.
    fn ask_anew(&self, of: &OfBroker) {
        let broker = of.broker.read().id.clone();
        let connection = of.trial.lock().again();
        if let Some(connection) = connection {
            self.try_on(of, &broker, connection, Duration::ZERO);
        }
        self.listen(of);
    }

    /// Begins on a connection that is there, and sees how the broker takes it.
    fn try_on(&self, of: &OfBroker, broker: &BrokerId, connection: u64, settled: Duration) {
        let (me, broker) = (Weak::clone(&self.me), broker.clone());
        let becomes = move |me: &Weak<Self>, from, standing| {
            let (me, of) = me
                .upgrade()
                .and_then(|me| Some((Arc::clone(&me), me.of(&broker)?)))?;
            let same = of.trial.lock().becomes(connection, from, standing);
            same.then_some((me, of))
        };
        let trying = tokio::spawn(async move {
            sleep(settled).await;
            if let Some((me, of)) = becomes(&me, Standing::New, Standing::Asked) {
                me.listen(&of);
            }
            sleep(PROOF).await;
            becomes(&me, Standing::Asked, Standing::Willing);
        });
        of.try_no_more(Some(trying.abort_handle()));
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
            let of = all.entry(broker.id.clone()).or_insert_with(|| {
                Arc::new(OfBroker {
                    broker: RwLock::new(broker.clone()),
                    listening: RwLock::default(),
                    trial: Mutex::default(),
                    trying: Mutex::default(),
                    found: Arc::new(Mutex::new(Found::below(vec![]))),
                    shed: AtomicU64::new(0),
                })
            });
            Arc::clone(of)
        });
        *of.broker.write() = broker.clone();
        self.listen(&of);
    }

    fn connection(&self, broker: &BrokerId, state: &ConnectionState, _: Millis) {
        let Some(of) = self.of(broker) else {
            return;
        };
        if matches!(state, ConnectionState::Online { .. }) {
            let tried = of.trial.lock().online();
            if let Some(connection) = tried {
                self.try_on(&of, broker, connection, SETTLED);
            }
            return;
        }
        of.try_no_more(None);
        let lost = matches!(
            state,
            ConnectionState::Waiting { .. } | ConnectionState::Stopped { .. }
        );
        let asked = of.trial.lock().offline(lost);
        if asked {
            self.listen(&of);
        }
    }

    fn gone(&self, broker: &BrokerId) {
        self.of.write().remove(broker);
        self.told.forget(broker);
        if self.saved.lock().remove(broker).is_some() {
            let (documents, id) = (Arc::clone(&self.documents), broker.clone());
            tokio::spawn(async move {
                let document = DocumentId::Discovery(id);
                if let Err(error) = documents.delete(ENGINE, &document).await {
                    tracing::warn!(%error, "what was said of a broker's devices stays");
                }
            });
        }
    }

    fn message(&self, broker: &BrokerId, message: &Message) {
        let Some(of) = self.of(broker) else {
            return;
        };
        let listening = of.listening.read();
        if let Some(topic) = listening.as_ref().and_then(|it| it.takes(message)) {
            let put = self.inbox.put(broker, &of.found, topic, &message.payload);
            of.shed.fetch_add(u64::from(!put), Ordering::Relaxed);
        }
    }
}
