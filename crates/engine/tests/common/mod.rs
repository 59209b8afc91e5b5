//! An engine in a fresh folder, and a window that shows what its feed says.

#![allow(dead_code, reason = "each test file uses a part of it")]

mod app;
pub mod charts;
pub mod devices;
pub mod old_way;
mod ports;
pub mod web;

pub mod field;

use std::{collections::HashMap, ops::Deref, path::Path, sync::Arc, time::Duration};

use serde_json::json;
use tilework_core::{
    broker::BrokerDraft,
    command::{CommandReport, CommandState},
    connection::{ConnectionState, Trouble},
    dashboard::DashboardEdit,
    id::{BindingKey, BrokerId, DashboardId, TileId},
    reason::Reason,
    secret::Secret,
    tile::TileDraft,
};
use tilework_engine::{Client, Engine, Ports, Right, Who, api::*};

#[allow(unused_imports, reason = "each test file uses a part of it")]
pub use app::*;
#[allow(unused_imports, reason = "each test file uses a part of it")]
pub use ports::*;

/// Long enough for a busy machine; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// An engine and the one client of it that a test is. Clones are the same client.
#[derive(Debug, Clone)]
pub struct Opened {
    pub engine: Engine,
    client: Arc<Client>,
}

impl Opened {
    pub async fn open(folder: &Path, ports: Ports) -> Self {
        let engine = Engine::open(folder, ports).await.unwrap();
        Self {
            client: Arc::new(owner(&engine)),
            engine,
        }
    }

    pub async fn close(&self) {
        self.engine.close().await;
    }
}

impl Deref for Opened {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

/// A client that may do everything.
pub fn owner(engine: &Engine) -> Client {
    engine.client(Who {
        label: "a test".to_owned(),
        rights: Right::Own,
    })
}

pub async fn engine(folder: &Path) -> Opened {
    Opened::open(folder, ports_with(Arc::default())).await
}

pub fn draft(port: u16, username: &str) -> BrokerDraft {
    serde_json::from_value(json!({
        "id": null, "name": "Farm", "preset": "custom", "username": username, "clientId": "", "protocol": "3.1.1",
        "endpoints": [{"host": "127.0.0.1", "port": port, "transport": "tcp", "path": ""}],
        "topicPrefix": "", "keepAliveSeconds": 30, "sessionExpirySeconds": 0, "packetLimit": 16_777_216,
        "birth": null, "lastWill": null, "userProperties": [],
        "tls": {"authorities": "", "serverName": "", "alpn": [], "pinned": []},
    }))
    .unwrap()
}

/// No devices are looked for: what a broker hears is what the test says.
pub async fn find_nothing(engine: &Client, broker: &BrokerId) {
    let setting = DiscoverySetting {
        find: Some(false),
        prefixes: vec![],
    };
    engine.set_discovery(broker.clone(), setting).await.unwrap();
}

/// A form on which no secret was typed.
pub fn untouched() -> SecretInputs {
    SecretInputs {
        username: SecretInput::Keep,
        password: SecretInput::Keep,
        identity: IdentityInput::Keep,
        headers: HeadersInput::Keep,
        remember: true,
    }
}

pub fn password(text: &str) -> SecretInputs {
    SecretInputs {
        password: SecretInput::Set {
            secret: Secret::new(text.into()),
        },
        ..untouched()
    }
}

/// What a connection test of this form says.
pub async fn try_form(
    engine: &Client,
    form: BrokerDraft,
    secrets: SecretInputs,
) -> ConnectionReport {
    engine
        .test_connection(Box::new(|_| true), form, secrets)
        .await
        .unwrap()
}

/// The step that ended a connection test, and why.
pub fn verdict(report: &ConnectionReport) -> (StepName, Option<Trouble>) {
    let last = report.steps.last().unwrap();
    (last.name, last.trouble.clone())
}

pub fn is_refused(trouble: Option<&Trouble>, reason: Reason) -> bool {
    matches!(trouble, Some(Trouble::Refused { refusal }) if refusal.reason == reason)
}

/// A switch on `farm/pump/{state,set}`; `answer_ms`: `None` leaves the state topic out.
pub fn switch(broker: &BrokerId, answer_ms: Option<u32>) -> TileDraft {
    let on_off = json!({"as": "onOff", "on": "ON", "off": "OFF"});
    let bindings = match answer_ms {
        Some(_) => {
            json!({"state": {"broker": broker, "topic": "farm/pump/state", "template": null, "decode": on_off, "unit": null}})
        }
        None => json!({}),
    };
    let answer = answer_ms.map(|ms| json!({"slot": "state", "timeoutMs": ms}));
    serde_json::from_value(json!({
        "kind": "switch", "title": "Pump", "icon": null, "size": {"width": 2, "height": 3}, "bindings": bindings,
        "commands": {"set": {"broker": broker, "topic": "farm/pump/set", "payload": on_off, "qos": "atLeastOnce", "answer": answer}},
    }))
    .unwrap()
}

/// A number on a topic.
pub fn number(broker: &BrokerId, topic: &str) -> TileDraft {
    serde_json::from_value(json!({
        "kind": "gauge", "title": topic, "icon": null, "size": {"width": 2, "height": 3},
        "bindings": {"value": {"broker": broker, "topic": topic, "template": null, "decode": {"as": "number"}, "unit": null}},
    }))
    .unwrap()
}

pub async fn add_tile(engine: &Client, dashboard: &DashboardId, draft: TileDraft) -> TileId {
    let view = engine
        .edit_dashboard(dashboard.clone(), DashboardEdit::AddTile { draft })
        .await
        .unwrap();
    view.dashboard.tiles.last().unwrap().id.clone()
}

pub fn key(tile: &TileId, slot: &str) -> BindingKey {
    BindingKey::new(tile.clone(), slot.parse().unwrap())
}

/// A page that asks for the next events when it waits for something, and keeps what it was told.
pub struct Screen {
    engine: Opened,
    last: u32,
    pub readings: HashMap<BindingKey, Reading>,
    pub connections: HashMap<BrokerId, ConnectionState>,
    pub commands: Vec<CommandReport>,
}

impl Screen {
    pub fn open(engine: &Opened) -> Self {
        Self {
            engine: engine.clone(),
            last: 0,
            readings: HashMap::new(),
            connections: HashMap::new(),
            commands: Vec::new(),
        }
    }

    pub async fn watch(&self, keys: Vec<BindingKey>) {
        self.engine.watch(keys).await.unwrap();
    }

    /// Takes batches until the screen shows what is wanted.
    pub async fn until(&mut self, what: &str, wanted: impl Fn(&Self) -> bool) {
        let waiting = async {
            while !wanted(self) {
                let batch = self.engine.next_events(self.last).await.unwrap();
                self.last = batch.batch;
                batch.events.into_iter().for_each(|event| self.take(event));
            }
        };
        if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
            panic!(
                "never: {what}; {:?} {:?} {:?}",
                self.readings, self.connections, self.commands
            );
        }
    }

    fn take(&mut self, event: RoomEvent) {
        match event {
            RoomEvent::Readings(all) => {
                let all = all.into_iter().map(|it| (it.binding.clone(), it));
                self.readings.extend(all);
            }
            RoomEvent::Connections(all) => {
                let all = all.into_iter().map(|it| (it.broker, it.connection));
                self.connections.extend(all);
            }
            RoomEvent::Commands(all) => self.commands.extend(all),
            RoomEvent::Documents(_) | RoomEvent::Devices(_) | RoomEvent::Offered(_) => {}
        }
    }

    pub async fn until_online(&mut self, broker: &BrokerId) {
        self.until("online", |s| {
            matches!(
                s.connections.get(broker),
                Some(ConnectionState::Online { .. })
            )
        })
        .await;
    }

    pub async fn until_trouble(&mut self, broker: &BrokerId, wanted: impl Fn(&Trouble) -> bool) {
        self.until("the trouble", |s| match s.connections.get(broker) {
            Some(ConnectionState::Waiting { reason, .. } | ConnectionState::Stopped { reason }) => {
                wanted(reason)
            }
            _ => false,
        })
        .await;
    }

    pub async fn until_command(&mut self, id: u64, state: CommandState) {
        self.until(&format!("{state:?}"), |s| {
            s.commands.iter().any(|c| c.id == id && c.state == state)
        })
        .await;
    }
}
