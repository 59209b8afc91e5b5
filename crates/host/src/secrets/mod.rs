//! Secrets in the system's keyring. Where there is none, every call says so: nothing is ever kept in plain text instead.

mod memory;
mod parts;
mod system;

use std::{sync::Arc, time::Duration};

use keyring_core::Error;
use tilework_core::secret::Secret;
use tilework_engine::{
    api::KeyringState,
    ports::{PortFuture, SecretError, SecretName, SecretStore},
};
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

pub use self::memory::Memory;
use self::{
    parts::Entries,
    system::{Opened, System},
};

/// Asking whether it is there asks nobody for anything, and deleting need not succeed: a broker goes with or without its entries.
const SHORT: Duration = Duration::from_secs(5);
/// The keyring may ask the person to unlock it before it reads or saves.
const LONG: Duration = Duration::from_secs(60);
/// No broker's: a keyring that finds nothing has nothing to unlock.
const NO_ENTRY: &str = "/";

/// The system's keyring.
#[derive(Debug)]
pub struct Keyring {
    system: Arc<System>,
    /// Keyrings block, and one that waits for its prompt may block for ever: one call at a time, so that at most one
    /// thread is lost to it.
    turn: Arc<Semaphore>,
}

impl Default for Keyring {
    fn default() -> Self {
        Self {
            system: Arc::default(),
            turn: Arc::new(Semaphore::new(1)),
        }
    }
}

impl Keyring {
    /// Does `work` within `limit`.
    async fn within<T: Send + 'static>(
        &self,
        limit: Duration,
        work: impl Fn(&Opened) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, SecretError> {
        let turn = Arc::clone(&self.turn);
        let system = Arc::clone(&self.system);
        let call = async move {
            let turn = turn.acquire_owned().await;
            spawn_blocking(move || {
                let _until_the_call_is_over = turn;
                system.with(work)
            })
            .await
        };
        match timeout(limit, call).await {
            Ok(Ok(result)) => result.map_err(|error| in_words(&error)),
            Ok(Err(_panicked)) => Err(failed("failed without saying why")),
            Err(_elapsed) => Err(failed("did not answer; it may be waiting to be unlocked")),
        }
    }
}

impl SecretStore for Keyring {
    fn state(&self) -> PortFuture<'_, KeyringState> {
        Box::pin(async {
            match self.within(SHORT, |entries| entries.get(NO_ENTRY)).await {
                Ok(_) => KeyringState::Available,
                Err(SecretError { message }) => KeyringState::Unavailable { message },
            }
        })
    }

    fn get<'a>(
        &'a self,
        name: &'a SecretName,
    ) -> PortFuture<'a, Result<Option<Secret>, SecretError>> {
        let name = name.entry();
        Box::pin(self.within(LONG, move |entries| {
            Ok(parts::get(entries, &name)?.map(Secret::new))
        }))
    }

    fn set<'a>(
        &'a self,
        name: &'a SecretName,
        secret: Secret,
    ) -> PortFuture<'a, Result<(), SecretError>> {
        let name = name.entry();
        Box::pin(self.within(LONG, move |entries| {
            parts::set(entries, &name, secret.expose())
        }))
    }

    fn delete<'a>(&'a self, name: &'a SecretName) -> PortFuture<'a, Result<(), SecretError>> {
        let name = name.entry();
        Box::pin(self.within(SHORT, move |entries| parts::delete(entries, &name)))
    }
}

fn failed(why: &str) -> SecretError {
    SecretError {
        message: format!("The keyring {why}."),
    }
}

/// In words, without the values that some errors carry: those may be the secret.
fn in_words(error: &Error) -> SecretError {
    match error {
        Error::PlatformFailure(error) => failed(&format!("failed: {error}")),
        Error::NoStorageAccess(error) => failed(&format!("is not running, or locked: {error}")),
        Error::NoDefaultStore => failed("is missing on this system"),
        Error::TooLong(_, limit) => failed(&format!("keeps at most {limit} characters")),
        Error::NotSupportedByStore(reason) => failed(&format!("cannot be used: {reason}")),
        Error::Ambiguous(_) => failed("holds more than one entry for this broker"),
        _ => failed("answered with something unexpected"),
    }
}

#[cfg(test)]
mod tests;
