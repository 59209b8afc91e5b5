//! Builds the rooms and gives each what it needs: the ports of the host, what connections and boards there are, and its neighbours.

use std::{path::Path, sync::Arc};

use tilework_core::secret::Secret;
use tokio::time::sleep;

use crate::{
    asker::Asker,
    board::Boards,
    client::Client,
    connection::Connections,
    documents::Documents,
    error::{Answer, AppError},
    feed::{Bell, Feed},
    interests::Interests,
    link::{Connector, RealConnector},
    notices::{Notice, Notices, Suspect},
    ports::{Demo, Ports},
    rooms::{
        Clients, Rooms,
        brokers::{Brokers, Connecting, ConnectionEvents, Secrets, watch_network},
        bundles::BundleRoom,
        charts::Charts,
        commands::Commands,
        dashboards::Dashboards,
        demo::DemoRoom,
        device_code::DeviceCodeRoom,
        devices::Devices,
        diagnostics::DiagnosticsRoom,
        documents::SharedDocuments,
        exports::Exports,
        history::{self, Past, Recorder},
        imports::ImportRoom,
        offers::OfferRoom,
        readings::Readings,
        session::SessionRoom,
    },
    starts::{self, Careful, Start},
    taps::{Tap, Taps},
    tasks::{self, Task},
    who::Who,
};

/// One data folder at work. Cheap to clone; all clones are the same engine.
#[derive(Clone)]
pub struct Engine {
    rooms: Arc<Rooms>,
    clients: Arc<Clients>,
    connections: Arc<Connections>,
    boards: Arc<Boards>,
    recorder: Arc<Recorder>,
    start: Arc<Start>,
    demo: Arc<dyn Demo>,
    bell: Bell,
    #[cfg(test)]
    interests: Arc<Interests>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Engine")
    }
}

impl Engine {
    /// Opens a data folder and starts connecting to its brokers. Must be called on a tokio runtime.
    ///
    /// A damaged database is set aside and a damaged or newer document left as it is, both as [`Notice`]s of the session.
    ///
    /// # Errors
    /// `NotSaved`: the folder cannot be written. `NewerDocument`: the whole database is of a newer version.
    pub async fn open(folder: &Path, ports: Ports) -> Answer<Self> {
        let notices = Arc::new(Notices::default());
        let documents = open_documents(folder, &notices).await?;
        let (start, careful) = Start::begin(folder);
        let start = Arc::new(start);
        let recorder = Arc::new(history::open(folder, &notices).await);
        let engine = Self::build(folder, documents, recorder, ports, &notices, &start);
        engine.boards.set_rests(careful.is_some());
        engine.rooms.devices.set_rests(careful.is_some());
        engine.rooms.dashboards.open(&notices).await?;
        engine.rooms.devices.open(&notices).await?;
        if let Some(careful) = careful {
            engine.say_careful(&careful, &notices).await;
        }
        let young = Arc::downgrade(&start);
        tasks::once(Task::Start, async move {
            sleep(starts::WELL).await;
            young.upgrade().inspect(|start| start.went_well());
        });
        engine.rooms.brokers.open(&notices).await?;
        watch_network(
            Arc::downgrade(&engine.connections),
            Arc::downgrade(&engine.recorder),
        );
        Ok(engine)
    }

    fn build(
        folder: &Path,
        documents: Documents,
        recorder: Arc<Recorder>,
        ports: Ports,
        notices: &Arc<Notices>,
        start: &Arc<Start>,
    ) -> Self {
        let bell = Bell::default();
        let clients = Arc::<Clients>::default();
        let interests = Arc::new(Interests::default());
        let connections = Arc::new(Connections::default());
        let boards = Arc::new(Boards::seen_by(
            Arc::<Start>::clone(start),
            Arc::clone(&interests),
        ));
        let past = Past {
            recorder: Arc::clone(&recorder),
            boards: Arc::clone(&boards),
        };

        let documents = Arc::new(SharedDocuments::new(documents, &bell));
        let commands = Arc::new(Commands::new(
            Arc::clone(&interests),
            Arc::clone(&connections),
            &bell,
        ));
        let dashboards = Arc::new(Dashboards::new(
            Arc::clone(&documents),
            Arc::clone(&commands),
            Arc::clone(&boards),
        ));
        let devices = Devices::new(
            Arc::clone(&interests),
            Arc::clone(&boards),
            Arc::clone(&documents),
            Arc::clone(&dashboards),
            &bell,
        );
        let told = Arc::new(ConnectionEvents::new(&bell));
        // Who hears all messages, values, states and acknowledgements.
        let taps: Vec<Arc<dyn Tap>> = vec![
            Arc::<Recorder>::clone(&recorder),
            Arc::<Commands>::clone(&commands),
            Arc::<Connections>::clone(&connections),
            Arc::<Devices>::clone(&devices),
            Arc::<ConnectionEvents>::clone(&told),
        ];
        let connecting = Connecting {
            connections: Arc::clone(&connections),
            connector: Arc::new(RealConnector) as Arc<dyn Connector>,
            secrets: Arc::new(Secrets::new(ports.secrets)),
            interests: Arc::clone(&interests),
            boards: Arc::clone(&boards),
            taps: Arc::new(Taps::new(taps)),
            demo: Arc::clone(&ports.demo),
            whereabouts: ports.whereabouts,
            told,
        };
        let brokers = Arc::new(Brokers::new(
            Arc::clone(&documents),
            Arc::clone(&dashboards),
            connecting,
        ));
        let session = Arc::new(SessionRoom::new(
            ports.preferences,
            Arc::clone(notices),
            Arc::clone(&brokers),
            Arc::clone(&dashboards),
            Arc::clone(&boards),
            Arc::clone(&devices),
            Arc::clone(start),
        ));
        let exports = Arc::new(Exports::new(past.clone(), ports.save_place));
        let rooms = Rooms {
            bundles: BundleRoom::new(
                Arc::clone(&brokers),
                Arc::clone(&dashboards),
                Arc::clone(&exports),
            ),
            charts: Charts::new(past.clone()),
            demo: DemoRoom {
                demo: Arc::clone(&ports.demo),
                brokers: Arc::clone(&brokers),
                dashboards: Arc::clone(&dashboards),
                session: Arc::clone(&session),
                notices: Arc::clone(notices),
            },
            device_code: DeviceCodeRoom {
                brokers: Arc::clone(&brokers),
                dashboards: Arc::clone(&dashboards),
                exports: Arc::clone(&exports),
            },
            devices,
            diagnostics: DiagnosticsRoom::new(
                folder.to_owned(),
                Arc::clone(&clients),
                Arc::clone(&connections),
                Arc::clone(&interests),
                past.clone(),
            ),
            exports,
            imports: ImportRoom::new(past.clone()),
            offers: OfferRoom::new(Arc::clone(&clients)),
            readings: Readings::new(Arc::clone(&boards)),
            history: past,
            brokers,
            commands,
            dashboards,
            documents,
            session,
        };
        Self {
            rooms: Arc::new(rooms),
            clients,
            connections,
            boards,
            recorder,
            start: Arc::clone(start),
            demo: ports.demo,
            bell,
            #[cfg(test)]
            interests,
        }
    }

    async fn say_careful(&self, careful: &Careful, notices: &Notices) {
        let suspect = match &careful.suspect {
            Some(key) => {
                let title = self.rooms.dashboards.title(key.tile()).await;
                title.map(|title| Suspect {
                    tile: key.tile().clone(),
                    title,
                })
            }
            None => None,
        };
        notices.add(Notice::StartedCarefully { suspect });
    }

    /// Whoever asks for anything is a client. It lives until it is dropped.
    #[must_use]
    pub fn client(&self, who: Who) -> Client {
        let bells = vec![self.boards.changes(), self.bell.listen()];
        let asker = self
            .clients
            .begin(|id| Asker::new(id, who, Feed::new(bells)));
        Client::new(Arc::clone(&self.rooms), Arc::clone(&self.clients), asker)
    }

    /// On a first start, with no broker yet, goes straight into the demo. A failure becomes a notice: Welcome is there as well.
    pub async fn start_demo_if_new(&self) {
        self.rooms.demo.start_if_new().await;
    }

    /// A link opened the app, or came to the app that runs: `tilework://broker?…`, `mqtt://…`, `mqtts://…`, `tilework://add#…`. It becomes
    /// a form to confirm or a bundle to look at, never a connection. The newest client that may save brokers gets it, or the next one.
    pub fn offer_link(&self, link: Secret) {
        self.rooms.offers.link(link);
    }

    /// Says goodbye to every broker, writes the last samples and stops the demo. Everything acknowledged is on the disk already.
    pub async fn close(&self) {
        self.start.went_well();
        let goodbyes = self.connections.close_all();
        self.recorder.leave(goodbyes, Recorder::close).await;
        self.demo.stop().await;
    }

    /// The app went to the background of a phone: its sockets would die silently.
    pub async fn suspend(&self) {
        self.start.hidden();
        let goodbyes = self.connections.suspend_all();
        self.recorder.leave(goodbyes, Recorder::flush).await;
    }

    /// The app came back: connect at once, with the back-off reset.
    pub async fn resume(&self) {
        self.start.shown();
        for connection in self.connections.all() {
            connection.wake().await;
        }
    }

    #[cfg(test)]
    pub(crate) fn clients(&self) -> &Clients {
        &self.clients
    }

    /// How many filters of this broker are wanted.
    #[cfg(test)]
    pub(crate) fn filters(&self, broker: &tilework_core::id::BrokerId) -> usize {
        let interests = self.interests.of(broker);
        interests.follow().peek(|wanted| wanted.all().count())
    }
}

async fn open_documents(folder: &Path, notices: &Notices) -> Answer<Documents> {
    let path = folder.to_owned();
    let opened = tasks::blocking(Task::Documents, move || Documents::open(&path)).await;
    let (documents, set_aside) = opened.map_err(AppError::internal)??;
    if let Some(file) = set_aside {
        let file = file.display().to_string();
        notices.add(Notice::DatabaseSetAside { file });
    }
    Ok(documents)
}
