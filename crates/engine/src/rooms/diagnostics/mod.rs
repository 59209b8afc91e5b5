//! How the app fares: what passes, what waits, what was left out and why, and how large everything is. It only looks; nothing runs for it.

mod files;
mod types;

use std::{path::PathBuf, sync::Arc};

use tilework_core::{Millis, id::BrokerId};

use crate::{
    clock::now,
    connection::{Connections, Counters, MOST_REQUESTS},
    error::Answer,
    interests::Interests,
    rooms::{
        Asker, Clients,
        history::{Past, blocking},
    },
    tasks,
};
pub use types::*;

#[derive(Debug)]
pub struct DiagnosticsRoom {
    folder: PathBuf,
    opened: Millis,
    clients: Arc<Clients>,
    connections: Arc<Connections>,
    interests: Arc<Interests>,
    past: Past,
}

impl DiagnosticsRoom {
    pub fn new(
        folder: PathBuf,
        clients: Arc<Clients>,
        connections: Arc<Connections>,
        interests: Arc<Interests>,
        past: Past,
    ) -> Self {
        Self {
            folder,
            opened: now(),
            clients,
            connections,
            interests,
            past,
        }
    }

    pub async fn diagnostics(&self, _: &Arc<Asker>) -> Answer<Diagnostics> {
        let at = now();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (folder, past) = (self.folder.clone(), self.past.clone());
        let (files, memory, bindings) = blocking(move || {
            let memory = memory_stats::memory_stats().map(|stats| stats.physical_mem as u64);
            Ok((files::figures(&folder), memory, past.boards.count()))
        })
        .await?;
        let states = self.connections.states();
        Ok(Diagnostics {
            at,
            // A clock that was set back tells nothing.
            running: (at - self.opened).max(0),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            memory,
            clients: count(self.clients.count()),
            bindings: count(bindings),
            switched_off: self.past.boards.switched_off(),
            brokers: states.keys().map(|broker| self.broker(broker)).collect(),
            history: self.history(),
            files,
            faults: tasks::faults(),
        })
    }

    fn broker(&self, broker: &BrokerId) -> BrokerFigures {
        let shed = self.interests.of(broker).shed();
        let requests = self.connections.get(broker).map(|connection| Depth {
            now: connection.waiting() as u64,
            most: MOST_REQUESTS as u64,
        });
        self.connections
            .with_journal(broker, |journal| BrokerFigures {
                broker: broker.clone(),
                counters: Counters {
                    shed: shed.messages,
                    ..journal.counters
                },
                shed_bytes: shed.bytes,
                requests,
                latency_ms: journal.latency.map(|it| it.as_secs_f64() * 1_000.0),
            })
    }

    fn history(&self) -> Option<HistoryFigures> {
        let status = self.past.recorder.history().ok()?.status();
        Some(HistoryFigures {
            state: (&status.recording).into(),
            waiting: Depth {
                now: status.waiting,
                most: status.most_waiting,
            },
            dropped: status.dropped,
            dropped_outages: status.dropped_outages,
            too_old: status.too_old,
        })
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::{
        asker::Asker,
        board::Boards,
        feed::Feed,
        link::Message,
        notices::Notices,
        rooms::history,
        taps::Tap as _,
        who::{Right, Who},
    };

    struct Rig {
        room: DiagnosticsRoom,
        connections: Arc<Connections>,
        clients: Arc<Clients>,
        folder: TempDir,
    }

    async fn rig() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let recorder = history::open(folder.path(), &Notices::default()).await;
        let clients = Arc::<Clients>::default();
        let connections = Arc::<Connections>::default();
        let past = Past {
            recorder: Arc::new(recorder),
            boards: Arc::<Boards>::default(),
        };
        Rig {
            room: DiagnosticsRoom::new(
                folder.path().to_owned(),
                Arc::clone(&clients),
                Arc::clone(&connections),
                Arc::<Interests>::default(),
                past,
            ),
            connections,
            clients,
            folder,
        }
    }

    impl Rig {
        async fn ask(&self) -> Diagnostics {
            let who = Who {
                label: "a test".to_owned(),
                rights: Right::See,
            };
            let asker = self
                .clients
                .begin(|id| Asker::new(id, who, Feed::new(Vec::new())));
            let told = self.room.diagnostics(&asker).await.unwrap();
            self.clients.forget(asker.id);
            told
        }
    }

    #[tokio::test]
    async fn what_passed_a_broker_is_counted_and_said() {
        let rig = rig().await;
        let farm = "farm".parse().unwrap();
        let idle = tilework_core::connection::ConnectionState::Idle;
        rig.connections.set_state(&farm, idle, 1);
        let message = Message {
            topic: "farm/air".into(),
            payload: "21.5".into(),
            ..Message::default()
        };
        rig.connections.message(&farm, &message);
        let told = rig.ask().await;
        let [broker] = told.brokers.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!(
            (broker.counters.messages_in, broker.counters.bytes_in),
            (1, 12)
        );
        assert_eq!(broker.requests, None, "nothing connects it");
        assert_eq!(told.clients, 1);
    }

    #[tokio::test]
    async fn nothing_of_a_topic_or_a_payload_is_in_it() {
        let rig = rig().await;
        let farm = "farm".parse().unwrap();
        let message = Message {
            topic: "canary/topic".into(),
            payload: "canary".into(),
            ..Message::default()
        };
        rig.connections.message(&farm, &message);
        let text = serde_json::to_string(&rig.ask().await).unwrap();
        assert!(!text.contains("canary"), "{text}");
        let folder = rig.folder.path().display().to_string();
        assert!(!text.contains(&folder), "{text}");
    }

    #[tokio::test]
    async fn the_history_says_what_waits_and_how_large_its_file_is() {
        let rig = rig().await;
        let told = rig.ask().await;
        let history = told.history.unwrap();
        assert_eq!(history.state, RecordingState::On);
        assert!(history.waiting.most > 0);
        let file = told.files.iter().find(|it| it.file == DataFile::History);
        assert!(file.is_some_and(|file| file.bytes > 0), "{:?}", told.files);
    }
}
