//! Passwords in the system's keyring: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows, the
//! Keystore on Android. Where there is none, every call says so: nothing is ever kept in plain text instead.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use keyring_core::{Entry, Error};
use tilework_core::{id::BrokerId, secret::Secret};
use tilework_engine::ports::{PortFuture, SecretError, SecretStore};
use tokio::{
    sync::{Mutex, Semaphore},
    task::spawn_blocking,
    time::timeout,
};

/// The name of this app in the keyring; the user of an entry is the broker's id.
const SERVICE: &str = "tilework";
/// Deleting need not succeed: a broker goes with or without its entry.
const SHORT: Duration = Duration::from_secs(5);
/// The keyring may ask the person to unlock it before it reads or saves.
const LONG: Duration = Duration::from_secs(60);

/// The system's keyring.
#[derive(Debug)]
pub struct Keyring {
    /// Keyrings block, and one that waits for its prompt may block for ever: one call at a time, so that at most one
    /// thread is lost to it.
    turn: Arc<Semaphore>,
}

impl Default for Keyring {
    fn default() -> Self {
        Self {
            turn: Arc::new(Semaphore::new(1)),
        }
    }
}

impl Keyring {
    /// Does `work` on the entry of `broker`, within `limit`.
    async fn with_entry<T: Send + 'static>(
        &self,
        broker: &BrokerId,
        limit: Duration,
        work: impl FnOnce(&Entry) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, SecretError> {
        let turn = Arc::clone(&self.turn);
        let user = broker.to_string();
        let call = async move {
            let turn = turn.acquire_owned().await;
            spawn_blocking(move || {
                let _until_the_call_is_over = turn;
                entry(&user).and_then(|entry| work(&entry))
            })
            .await
        };
        match timeout(limit, call).await {
            Ok(Ok(result)) => result.map_err(|error| in_words(&error)),
            Ok(Err(_panicked)) => Err(failed("it failed without saying why")),
            Err(_elapsed) => Err(failed(
                "it did not answer; it may be waiting to be unlocked",
            )),
        }
    }
}

impl SecretStore for Keyring {
    fn get<'a>(
        &'a self,
        broker: &'a BrokerId,
    ) -> PortFuture<'a, Result<Option<Secret>, SecretError>> {
        Box::pin(
            self.with_entry(broker, LONG, |entry| match entry.get_password() {
                Ok(password) => Ok(Some(Secret::new(password))),
                Err(Error::NoEntry) => Ok(None),
                // Android's key is lost when a backup is restored on another phone: then the only way is to ask again.
                Err(Error::BadEncoding(_) | Error::BadDataFormat(..)) => {
                    tracing::warn!("a secret in the keyring is not readable any more");
                    Ok(None)
                }
                Err(error) => Err(error),
            }),
        )
    }

    fn set<'a>(
        &'a self,
        broker: &'a BrokerId,
        secret: Secret,
    ) -> PortFuture<'a, Result<(), SecretError>> {
        Box::pin(self.with_entry(broker, LONG, move |entry| {
            entry.set_password(secret.expose())
        }))
    }

    fn delete<'a>(&'a self, broker: &'a BrokerId) -> PortFuture<'a, Result<(), SecretError>> {
        Box::pin(
            self.with_entry(broker, SHORT, |entry| match entry.delete_credential() {
                Err(Error::NoEntry) => Ok(()),
                result => result,
            }),
        )
    }
}

#[cfg(not(any(target_os = "android", target_os = "ios")))]
fn entry(user: &str) -> Result<Entry, Error> {
    // Chooses the system's keyring on the first call, and remembers if there was none.
    if let Err(Error::PlatformFailure(error) | Error::NoStorageAccess(error)) =
        keyring::Entry::store_status()
    {
        return Err(Error::NoStorageAccess(error.to_string().into()));
    }
    keyring::Entry::new(SERVICE, user).map(|entry| entry.inner)
}

#[cfg(target_os = "android")]
fn entry(user: &str) -> Result<Entry, Error> {
    if keyring_core::get_default_store().is_none() {
        keyring_core::set_default_store(android_native_keyring_store::Store::new()?);
    }
    Entry::new(SERVICE, user)
}

#[cfg(target_os = "ios")]
fn entry(_user: &str) -> Result<Entry, Error> {
    Err(Error::NotSupportedByStore(
        "Tilework does not use the iOS keychain yet".into(),
    ))
}

fn failed(why: &str) -> SecretError {
    SecretError {
        message: format!("The keyring did not do it: {why}."),
    }
}

/// In words, without the values that some errors carry: those may be the secret.
fn in_words(error: &Error) -> SecretError {
    match error {
        Error::PlatformFailure(error) => failed(&error.to_string()),
        Error::NoStorageAccess(error) => failed(&format!("it is not running, or locked ({error})")),
        Error::NoDefaultStore => failed("this system has none"),
        Error::TooLong(_, limit) => failed(&format!("it keeps at most {limit} characters")),
        Error::NotSupportedByStore(reason) => failed(reason),
        Error::Ambiguous(_) => failed("it holds more than one entry for this broker"),
        _ => failed("it answered with something unexpected"),
    }
}

/// Secrets until the app closes: for tests, for kiosks, and nothing else.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<BrokerId, Secret>>);

impl SecretStore for Memory {
    fn get<'a>(
        &'a self,
        broker: &'a BrokerId,
    ) -> PortFuture<'a, Result<Option<Secret>, SecretError>> {
        Box::pin(async { Ok(self.0.lock().await.get(broker).cloned()) })
    }

    fn set<'a>(
        &'a self,
        broker: &'a BrokerId,
        secret: Secret,
    ) -> PortFuture<'a, Result<(), SecretError>> {
        Box::pin(async {
            self.0.lock().await.insert(broker.clone(), secret);
            Ok(())
        })
    }

    fn delete<'a>(&'a self, broker: &'a BrokerId) -> PortFuture<'a, Result<(), SecretError>> {
        Box::pin(async {
            self.0.lock().await.remove(broker);
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests;
