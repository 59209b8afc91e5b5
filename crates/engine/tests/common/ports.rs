//! What a host gives the engine, as simple as can be.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use tilework_core::{
    dashboard::Dashboard,
    id::{BrokerId, DashboardId, TileId},
    secret::Secret,
};
use tilework_engine::{
    Ports,
    api::*,
    ports::{
        ChosenFile, Demo, DemoAddress, PortFuture, PreferenceStore, SavePlace, SecretError,
        SecretName, SecretStore, WantedFile,
    },
};

#[derive(Default)]
pub struct MemorySecrets {
    pub kept: Mutex<HashMap<SecretName, Secret>>,
    pub broken: bool,
}

impl SecretStore for MemorySecrets {
    fn state(&self) -> PortFuture<'_, KeyringState> {
        Box::pin(async {
            if self.broken {
                KeyringState::Unavailable {
                    message: "locked".into(),
                }
            } else {
                KeyringState::Available
            }
        })
    }
    fn get<'a>(
        &'a self,
        name: &'a SecretName,
    ) -> PortFuture<'a, Result<Option<Secret>, SecretError>> {
        Box::pin(async { Ok(self.kept.lock().unwrap().get(name).cloned()) })
    }
    fn set<'a>(
        &'a self,
        name: &'a SecretName,
        secret: Secret,
    ) -> PortFuture<'a, Result<(), SecretError>> {
        Box::pin(async {
            if self.broken {
                return Err(SecretError {
                    message: "locked".into(),
                });
            }
            self.kept.lock().unwrap().insert(name.clone(), secret);
            Ok(())
        })
    }
    fn delete<'a>(&'a self, name: &'a SecretName) -> PortFuture<'a, Result<(), SecretError>> {
        Box::pin(async {
            self.kept.lock().unwrap().remove(name);
            Ok(())
        })
    }
}

struct NoPreferences;

impl PreferenceStore for NoPreferences {
    fn load(&self) -> Preferences {
        Preferences::default()
    }
    fn save(&self, _: &Preferences) {}
}

struct NoDemo;

impl Demo for NoDemo {
    fn start(&self) -> PortFuture<'_, Result<DemoAddress, String>> {
        Box::pin(async { Err("there is no demo in this test".into()) })
    }
    fn stop(&self) -> PortFuture<'_, ()> {
        Box::pin(async {})
    }
    fn dashboard(&self, id: DashboardId, _: &BrokerId, _: &mut dyn FnMut() -> TileId) -> Dashboard {
        Dashboard::new(id, "Demo")
    }
}

/// The person leaves the dialogue.
struct NoPlace;

impl SavePlace for NoPlace {
    fn choose(&self, _: WantedFile) -> PortFuture<'_, Result<Option<ChosenFile>, String>> {
        Box::pin(async { Ok(None) })
    }
}

/// Exports go to this folder.
pub struct IntoFolder(pub std::path::PathBuf);

impl SavePlace for IntoFolder {
    fn choose(&self, wanted: WantedFile) -> PortFuture<'_, Result<Option<ChosenFile>, String>> {
        let path = self.0.join(wanted.name);
        Box::pin(async move {
            let discarded = path.clone();
            Ok(Some(ChosenFile {
                place: path.display().to_string(),
                file: Box::new(std::fs::File::create(path).map_err(|error| error.to_string())?),
                keep: Box::new(|| Ok(())),
                discard: Box::new(move || std::fs::remove_file(discarded).unwrap()),
            }))
        })
    }
}

pub fn ports_with(secrets: Arc<MemorySecrets>) -> Ports {
    Ports {
        secrets,
        preferences: Arc::new(NoPreferences),
        demo: Arc::new(NoDemo),
        whereabouts: Arc::new(tilework_engine::ports::Anywhere),
        save_place: Arc::new(NoPlace),
    }
}
