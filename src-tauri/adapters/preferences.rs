//! Preferences in tauri-plugin-store: small, and losable. That plugin saves by a plain write and replaces a damaged file by
//! an empty one, so nothing that would be missed may ever go here.

use std::{path::Path, sync::Arc};

use tauri::{AppHandle, Runtime};
use tauri_plugin_store::{Store, StoreBuilder};
use tilework_engine::{api::Preferences, ports::PreferenceStore};

const FILE: &str = "preferences.json";
const KEY: &str = "preferences";

/// `preferences.json` in the data folder.
pub struct PreferenceFile<R: Runtime>(Option<Arc<Store<R>>>);

impl<R: Runtime> PreferenceFile<R> {
    /// Opens or makes the file. Where that fails, preferences last until the app closes.
    pub fn open(app: &AppHandle<R>, data_dir: &Path) -> Self {
        let store = StoreBuilder::new(app, data_dir.join(FILE))
            .disable_auto_save()
            .build();
        Self(
            store
                .inspect_err(|error| tracing::warn!(%error, "preferences will not be kept"))
                .ok(),
        )
    }
}

impl<R: Runtime> PreferenceStore for PreferenceFile<R> {
    fn load(&self) -> Preferences {
        let saved = self.0.as_ref().and_then(|store| store.get(KEY));
        saved
            .and_then(|value| serde_json::from_value(value).ok())
            .unwrap_or_default()
    }

    fn save(&self, preferences: &Preferences) {
        let Some(store) = &self.0 else { return };
        let saved = serde_json::to_value(preferences)
            .map_err(Into::into)
            .and_then(|value| {
                store.set(KEY, value);
                store.save()
            });
        if let Err(error) = saved {
            tracing::warn!(%error, "preferences were not saved");
        }
    }
}
