//! Secrets until the app closes: for tests, for kiosks, and nothing else.

use std::collections::BTreeMap;

use tilework_core::secret::Secret;
use tilework_engine::{
    api::KeyringState,
    ports::{PortFuture, SecretError, SecretName, SecretStore},
};
use tokio::sync::Mutex;

#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<SecretName, Secret>>);

impl SecretStore for Memory {
    fn state(&self) -> PortFuture<'_, KeyringState> {
        Box::pin(async { KeyringState::MemoryOnly })
    }

    fn get<'a>(
        &'a self,
        name: &'a SecretName,
    ) -> PortFuture<'a, Result<Option<Secret>, SecretError>> {
        Box::pin(async { Ok(self.0.lock().await.get(name).cloned()) })
    }

    fn set<'a>(
        &'a self,
        name: &'a SecretName,
        secret: Secret,
    ) -> PortFuture<'a, Result<(), SecretError>> {
        Box::pin(async {
            self.0.lock().await.insert(name.clone(), secret);
            Ok(())
        })
    }

    fn delete<'a>(&'a self, name: &'a SecretName) -> PortFuture<'a, Result<(), SecretError>> {
        Box::pin(async {
            self.0.lock().await.remove(name);
            Ok(())
        })
    }
}
