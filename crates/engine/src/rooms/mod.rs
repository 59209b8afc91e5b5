//! What a client can ask for and is told, room by room. A feature is a room: its rows of the one table of requests are in its `rows.rs`,
//! what they speak in its `types.rs`, what it tells clients by itself in its `events.rs`, and its `mod.rs` has what other rooms may use of it.
//! A row is answered by the room's method of the same name.

pub mod brokers;
pub mod bundles;
pub mod charts;
pub mod commands;
pub mod dashboards;
pub mod demo;
pub mod device_code;
pub mod devices;
pub mod diagnostics;
pub mod documents;
pub mod exports;
pub mod history;
pub mod imports;
pub mod offers;
pub mod readings;
mod requests;
pub mod session;

use std::sync::Arc;

use serde::Serialize;
use tilework_core::{command::CommandReport, reading::Reading};
use ts_rs::TS;

/// A client, as the rooms see it.
pub type Asker = crate::asker::Asker<RoomEvent>;
pub type Clients = crate::asker::Clients<RoomEvent>;

/// What a room tells its clients without being asked for each: one variant for each topic, which the UI's state files subscribe to.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "topic", content = "news", rename_all = "camelCase")]
pub enum RoomEvent {
    /// Only of bindings in view, only the newest of each.
    Readings(Vec<Reading>),
    /// Connections whose state changed; a client's first batch holds all.
    Connections(Vec<brokers::ConnectionChange>),
    /// How commands went on, whoever sent them.
    Commands(Vec<CommandReport>),
    /// What others saved or deleted.
    Documents(Vec<documents::DocumentChange>),
    /// Brokers on which what is found changed.
    Devices(Vec<devices::DevicesChange>),
    /// Links that opened the app: each becomes a form to confirm, or a bundle to look at.
    Offered(Vec<offers::Offer>),
}

/// A room that has something of its own to do when a client comes or goes.
pub trait Room {
    /// Tells a client that begins of its things.
    fn welcome(&self, asker: &Arc<Asker>);

    /// Ends what it keeps for a client outside of it. The client has ended.
    fn leave(&self, _asker: &Asker) {}
}

/// All of them, by their names in the table of requests.
#[derive(Debug)]
pub struct Rooms {
    pub brokers: Arc<brokers::Brokers>,
    pub bundles: bundles::BundleRoom,
    pub charts: charts::Charts,
    pub commands: Arc<commands::Commands>,
    pub dashboards: Arc<dashboards::Dashboards>,
    pub demo: demo::DemoRoom,
    pub device_code: device_code::DeviceCodeRoom,
    pub devices: Arc<devices::Devices>,
    pub diagnostics: diagnostics::DiagnosticsRoom,
    pub documents: Arc<documents::SharedDocuments>,
    pub exports: Arc<exports::Exports>,
    pub history: history::Past,
    pub imports: imports::ImportRoom,
    pub offers: offers::OfferRoom,
    pub readings: readings::Readings,
    pub session: Arc<session::SessionRoom>,
}

impl Rooms {
    /// Those that have to do with clients coming and going, in the order in which a page takes what they tell.
    pub fn with_clients(&self) -> [&dyn Room; 6] {
        [
            &self.brokers,
            &self.commands,
            &self.documents,
            &self.readings,
            &self.devices,
            &self.offers,
        ]
    }
}
