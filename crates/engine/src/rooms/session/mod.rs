//! The app as a whole: what the UI needs at its start, and what a person prefers.

mod types;

use std::sync::Arc;

use crate::{
    board::Boards,
    error::Answer,
    notices::Notices,
    ports::{PreferenceStore, Preferences},
    rooms::{
        Asker, brokers::Brokers, dashboards::Dashboards, devices::Devices,
        readings::preview_tile_of,
    },
    starts::Start,
    who::Right,
};
use parking_lot::Mutex;
pub use types::Session;

pub struct SessionRoom {
    store: Arc<dyn PreferenceStore>,
    preferences: Mutex<Preferences>,
    notices: Arc<Notices>,
    brokers: Arc<Brokers>,
    dashboards: Arc<Dashboards>,
    boards: Arc<Boards>,
    devices: Arc<Devices>,
    start: Arc<Start>,
}

impl std::fmt::Debug for SessionRoom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionRoom")
    }
}

/// What a client prefers that may not change anything: for itself, until it ends.
#[derive(Debug, Default)]
struct OwnPreferences(Mutex<Option<Preferences>>);

impl SessionRoom {
    pub fn new(
        store: Arc<dyn PreferenceStore>,
        notices: Arc<Notices>,
        brokers: Arc<Brokers>,
        dashboards: Arc<Dashboards>,
        boards: Arc<Boards>,
        devices: Arc<Devices>,
        start: Arc<Start>,
    ) -> Self {
        Self {
            preferences: Mutex::new(store.load()),
            store,
            notices,
            brokers,
            dashboards,
            boards,
            devices,
            start,
        }
    }

    pub async fn start_tiles(&self, _: &Arc<Asker>) -> Answer<()> {
        // First: should it die of this, it is to be careful again.
        self.start.go_on();
        self.boards.set_rests(false);
        self.dashboards.bind_again().await;
        self.devices.set_rests(false);
        self.notices.started();
        Ok(())
    }

    pub async fn session(&self, asker: &Arc<Asker>) -> Answer<Session> {
        let own = asker.own::<OwnPreferences>().0.lock().clone();
        Ok(Session {
            brokers: self.brokers.views().await,
            dashboards: self.dashboards.views().await,
            preferences: own.unwrap_or_else(|| self.preferences.lock().clone()),
            notices: self.notices.all(),
            preview: preview_tile_of(asker.id)?,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

    pub async fn save_preferences(
        &self,
        asker: &Arc<Asker>,
        preferences: Preferences,
    ) -> Answer<()> {
        if asker.who.rights < Right::Change {
            *asker.own::<OwnPreferences>().0.lock() = Some(preferences);
            return Ok(());
        }
        self.store.save(&preferences);
        *self.preferences.lock() = preferences;
        Ok(())
    }
}
