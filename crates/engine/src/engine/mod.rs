//! The engine: brokers and dashboards as they are saved, and everything that runs for them.
//!
//! One lock, [`Model`], orders all changes of documents: a change is made, saved, answered, then the next. Messages and
//! commands never wait for it, and it never waits for a keyring.

mod answers;
mod brokers;
mod charts;
mod client;
mod dashboards;
mod demo;
mod details;
mod exports;
mod forms;
mod history;
mod imports;
mod network;
mod observer;
mod offers;
mod past;
mod preview;
mod probe;
pub(crate) mod readings;
mod recorder;
mod secrets;
mod source;

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tilework_core::{
    broker::Broker,
    dashboard::Dashboard,
    id::{BrokerId, DashboardId},
    migrate::{DocumentError, read_broker, read_dashboard},
};
use tilework_history::{History, Options};

use crate::{
    api::{AppError, Notice, Preferences, Session},
    asker::{Asker, Clients},
    board::Boards,
    commands::Commands,
    connection::Connections,
    documents::{DocumentKind, Documents, Row, StoreError},
    feed::{Feed, Feeds},
    interests::Interests,
    link::{Connector, RealConnector},
    ports::{Demo, PreferenceStore, SavePlace, SecretStore},
    taps::Taps,
    who::Who,
};
pub use client::Client;
use offers::WaitingLink;
use past::Past;
use readings::Readings;
use recorder::Recorder;
use secrets::Secrets;

/// What a host lends the engine.
#[derive(Clone)]
pub struct Ports {
    pub secrets: Arc<dyn SecretStore>,
    pub preferences: Arc<dyn PreferenceStore>,
    pub demo: Arc<dyn Demo>,
    pub save_place: Arc<dyn SavePlace>,
}

impl std::fmt::Debug for Ports {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ports")
    }
}

/// One data folder at work. Cheap to clone; all clones are the same engine.
#[derive(Debug, Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    documents: Documents,
    model: tokio::sync::Mutex<Model>,
    /// Orders what changes brokers, their passwords and the demo. Taken before the model's lock.
    saving_brokers: tokio::sync::Mutex<()>,
    interests: Arc<Interests>,
    connections: Arc<Connections>,
    commands: Arc<Commands>,
    feeds: Arc<Feeds>,
    taps: Arc<Taps>,
    past: Past,
    connector: Arc<dyn Connector>,
    secrets: Arc<Secrets>,
    clients: Clients,
    waiting_link: WaitingLink,
    save_place: Arc<dyn SavePlace>,
    demo: Arc<dyn Demo>,
    preference_store: Arc<dyn PreferenceStore>,
    preferences: Mutex<Preferences>,
    notices: Mutex<Vec<Notice>>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Engine")
    }
}

/// The documents that are open.
#[derive(Debug, Default)]
struct Model {
    brokers: Vec<Broker>,
    dashboards: Vec<Saved>,
}

/// A dashboard and the revision it was saved as.
#[derive(Debug, Clone)]
struct Saved {
    dashboard: Dashboard,
    revision: u32,
}

impl Model {
    fn broker(&self, id: &BrokerId) -> Result<&Broker, AppError> {
        self.brokers
            .iter()
            .find(|broker| broker.id == *id)
            .ok_or_else(|| not_found("The broker"))
    }

    fn dashboard(&mut self, id: &DashboardId) -> Result<&mut Saved, AppError> {
        let found = self
            .dashboards
            .iter_mut()
            .find(|saved| saved.dashboard.id == *id);
        found.ok_or_else(|| not_found("The dashboard"))
    }
}

impl Engine {
    /// Opens a data folder and starts connecting to its brokers. Must be called on a tokio runtime.
    ///
    /// A damaged database is set aside and a damaged or newer document left as it is, both as [`Notice`]s of the session.
    ///
    /// # Errors
    /// `NotSaved`: the folder cannot be written. `NewerDocument`: the whole database is of a newer version.
    pub async fn open(folder: &Path, ports: Ports) -> Result<Self, AppError> {
        Self::open_with(folder, ports, Arc::new(RealConnector)).await
    }

    async fn open_with(
        folder: &Path,
        ports: Ports,
        connector: Arc<dyn Connector>,
    ) -> Result<Self, AppError> {
        let path = folder.to_owned();
        let opened = tokio::task::spawn_blocking(move || Documents::open(&path)).await;
        let (documents, set_aside) = opened.map_err(|error| AppError::Internal {
            message: error.to_string(),
        })??;
        let mut notices = Vec::new();
        notices.extend(set_aside.map(|file| Notice::DatabaseSetAside {
            file: file.display().to_string(),
        }));
        let recorder = open_history(folder, &mut notices).await;
        let model = load(&documents, &mut notices).await?;
        let preferences = ports.preferences.load();
        let recorder = Arc::new(recorder);
        let interests = Arc::new(Interests::default());
        let boards = Arc::new(Boards::new(Arc::clone(&interests)));
        let connections = Arc::new(Connections::default());
        let feeds = Arc::new(Feeds::default());
        let commands = Arc::new(Commands::new(
            Arc::clone(&interests),
            Arc::clone(&connections),
            Arc::clone(&feeds),
        ));
        let taps = Arc::new(Taps::new(vec![
            Arc::<Recorder>::clone(&recorder),
            Arc::<Commands>::clone(&commands),
            Arc::<Connections>::clone(&connections),
            Arc::<Feeds>::clone(&feeds),
        ]));
        let engine = Self {
            inner: Arc::new(Inner {
                documents,
                model: tokio::sync::Mutex::new(Model::default()),
                saving_brokers: tokio::sync::Mutex::default(),
                interests,
                connections,
                commands,
                feeds,
                taps,
                past: Past { recorder, boards },
                connector,
                secrets: Arc::new(Secrets::new(ports.secrets)),
                clients: Clients::default(),
                waiting_link: WaitingLink::default(),
                save_place: ports.save_place,
                demo: ports.demo,
                preference_store: ports.preferences,
                preferences: Mutex::new(preferences),
                notices: Mutex::new(notices),
            }),
        };
        engine.begin(model).await;
        engine.watch_network();
        Ok(engine)
    }

    async fn begin(&self, model: Model) {
        let mut current = self.inner.model.lock().await;
        for saved in &model.dashboards {
            self.bind_dashboard(&saved.dashboard);
        }
        for broker in &model.brokers {
            self.connect(broker).await;
        }
        *current = model;
    }

    /// Whoever asks for anything is a client. It lives until it is dropped.
    #[must_use]
    pub fn client(&self, who: Who) -> Client {
        let (feeds, boards) = (&self.inner.feeds, &self.inner.past.boards);
        let bells = vec![boards.changes(), feeds.bell().listen()];
        let asker = self
            .inner
            .clients
            .begin(|id| Asker::new(id, who, Feed::new(bells)));
        feeds.tell(asker.id, &asker.feed);
        asker.feed.add(Readings {
            in_view: asker.own(),
            boards: Arc::clone(boards),
        });
        self.offer_waiting(&asker);
        Client::new(self.clone(), asker)
    }

    #[cfg(test)]
    pub(crate) fn clients(&self) -> &Clients {
        &self.inner.clients
    }

    /// How many filters of this broker are wanted.
    #[cfg(test)]
    pub(crate) fn filters(&self, broker: &BrokerId) -> usize {
        let interests = self.inner.interests.of(broker);
        interests.follow().peek(|wanted| wanted.all().count())
    }

    /// Ends what is a client's own.
    pub(crate) fn forget(&self, asker: &Arc<Asker>) {
        self.inner.clients.forget(asker.id);
        if asker.end() {
            self.end_preview(asker.id);
        }
    }

    /// Says goodbye to every broker, writes the last samples and stops the demo. Everything acknowledged is on the disk already.
    pub async fn close(&self) {
        self.inner.connections.close_all().await;
        let recorder = Arc::clone(&self.inner.past.recorder);
        let _ = tokio::task::spawn_blocking(move || recorder.close()).await;
        self.inner.demo.stop().await;
    }

    /// The app went to the background of a phone: its sockets would die silently.
    pub async fn suspend(&self) {
        for connection in self.inner.connections.all() {
            connection.suspend().await;
        }
        // The system may never let us come back.
        let recorder = Arc::clone(&self.inner.past.recorder);
        let _ = tokio::task::spawn_blocking(move || recorder.flush()).await;
    }

    /// The app came back: connect at once, with the back-off reset.
    pub async fn resume(&self) {
        for connection in self.inner.connections.all() {
            connection.wake().await;
        }
    }

    fn kept_preferences(&self) -> Preferences {
        let preferences = self.inner.preferences.lock();
        preferences.unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn current_session(&self, asker: &Asker) -> Result<Session, AppError> {
        let own = asker.own::<OwnPreferences>().lock().clone();
        let preview = preview::preview_tile_of(asker.id)?;
        let model = self.inner.model.lock().await;
        Ok(Session {
            brokers: model
                .brokers
                .iter()
                .map(|broker| self.broker_view(broker))
                .collect(),
            dashboards: model.dashboards.iter().map(dashboards::view).collect(),
            preferences: own.unwrap_or_else(|| self.kept_preferences()),
            notices: self
                .inner
                .notices
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
            preview,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }
}

/// What a client prefers that may not change anything: for itself, until it ends.
#[derive(Debug, Default)]
struct OwnPreferences(Mutex<Option<Preferences>>);

impl OwnPreferences {
    fn lock(&self) -> MutexGuard<'_, Option<Preferences>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Without a history everything else works: charts are empty, and a notice says why.
async fn open_history(folder: &Path, notices: &mut Vec<Notice>) -> Recorder {
    let folder = folder.to_owned();
    let opened =
        tokio::task::spawn_blocking(move || History::open(&folder, Options::default())).await;
    let opened = opened
        .map_err(|error| error.to_string())
        .and_then(|opened| opened.map_err(|error| error.to_string()));
    match opened {
        Ok((history, set_aside)) => {
            notices.extend(set_aside.map(|file| Notice::HistorySetAside {
                file: file.display().to_string(),
            }));
            Recorder::new(Ok(history))
        }
        Err(message) => {
            notices.push(Notice::HistoryNotOpened {
                message: message.clone(),
            });
            Recorder::new(Err(message))
        }
    }
}

async fn load(documents: &Documents, notices: &mut Vec<Notice>) -> Result<Model, AppError> {
    let mut model = Model::default();
    for row in documents.all(DocumentKind::Broker).await? {
        model
            .brokers
            .extend(opened(read_broker(&row.body), &row, notices));
    }
    for row in documents.all(DocumentKind::Dashboard).await? {
        let dashboard = opened(read_dashboard(&row.body), &row, notices);
        model.dashboards.extend(dashboard.map(|dashboard| Saved {
            dashboard,
            revision: row.revision,
        }));
    }
    Ok(model)
}

/// The document, or a notice why not. The saved text stays as it is either way.
fn opened<T>(read: Result<T, DocumentError>, row: &Row, notices: &mut Vec<Notice>) -> Option<T> {
    let name = || {
        let json: Option<serde_json::Value> = serde_json::from_str(&row.body).ok();
        let name = json
            .as_ref()
            .and_then(|json| json.get("name"))
            .and_then(serde_json::Value::as_str);
        name.unwrap_or(&row.id).chars().take(80).collect::<String>()
    };
    match read {
        Ok(document) => Some(document),
        Err(DocumentError::Newer { .. }) => {
            notices.push(Notice::NewerDocument { name: name() });
            None
        }
        Err(DocumentError::Damaged { message }) => {
            notices.push(Notice::DamagedDocument {
                name: name(),
                message,
            });
            None
        }
    }
}

fn not_found(what: &str) -> AppError {
    AppError::NotFound {
        what: what.to_owned(),
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Failed(message) => Self::NotSaved { message },
            StoreError::Newer => Self::NewerDocument,
        }
    }
}

fn to_json<T: serde::Serialize>(document: &T) -> Result<String, AppError> {
    serde_json::to_string(document).map_err(|error| AppError::Internal {
        message: error.to_string(),
    })
}

/// 32 characters nobody else has.
fn fresh<T: TryFrom<String>>() -> Result<T, AppError> {
    T::try_from(uuid::Uuid::new_v4().simple().to_string()).map_err(|_| AppError::Internal {
        message: "a fresh id was not an id".to_owned(),
    })
}
