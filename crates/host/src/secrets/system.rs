//! The keyring of this system: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows, the Keystore on Android.

use std::sync::{Arc, Mutex, PoisonError};

use keyring_core::{CredentialStore, Entry, Error};

use super::parts::Entries;

/// The name of this app in the keyring.
const SERVICE: &str = "tilework";

/// The connection to it. Made when it is needed, so that a keyring that starts later than the app is found.
#[derive(Debug, Default)]
pub struct System(Mutex<Option<Arc<CredentialStore>>>);

/// One use of it.
#[derive(Debug)]
pub struct Opened(Arc<CredentialStore>);

impl System {
    /// Does `work`, once more with a new connection where an old one failed: a keyring that was started again knows nothing of us.
    pub fn with<T>(&self, work: impl Fn(&Opened) -> Result<T, Error>) -> Result<T, Error> {
        let kept = self.kept().clone();
        if let Some(store) = kept {
            match work(&Opened(store)) {
                Err(Error::PlatformFailure(_)) => *self.kept() = None,
                result => return result,
            }
        }
        let store = connect()?;
        *self.kept() = Some(Arc::clone(&store));
        work(&Opened(store))
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Option<Arc<CredentialStore>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Opened {
    fn entry(&self, name: &str) -> Result<Entry, Error> {
        self.0.build(SERVICE, name, None)
    }
}

impl Entries for Opened {
    /// Windows keeps 2,560 bytes of UTF-16 (`CRED_MAX_CREDENTIAL_BLOB_SIZE`).
    fn limit(&self) -> Option<usize> {
        cfg!(windows).then_some(1280)
    }

    fn get(&self, name: &str) -> Result<Option<String>, Error> {
        match self.entry(name)?.get_password() {
            Ok(text) => Ok(Some(text)),
            Err(Error::NoEntry) => Ok(None),
            // Android's key is lost when a backup is restored on another phone: then the only way is to ask again.
            Err(Error::BadEncoding(_) | Error::BadDataFormat(..)) => {
                tracing::warn!("a secret in the keyring is not readable any more");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn set(&self, name: &str, text: &str) -> Result<(), Error> {
        self.entry(name)?.set_password(text)
    }

    fn delete(&self, name: &str) -> Result<(), Error> {
        match self.entry(name)?.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            result => result,
        }
    }
}

#[cfg(not(any(target_os = "macos", windows, target_os = "android", target_os = "ios")))]
fn connect() -> Result<Arc<CredentialStore>, Error> {
    match zbus_secret_service_keyring_store::Store::new() {
        Ok(store) => Ok(store),
        // Nobody answers on the bus, or there is no bus.
        Err(Error::PlatformFailure(error)) => Err(Error::NoStorageAccess(error)),
        Err(error) => Err(error),
    }
}

#[cfg(target_os = "macos")]
fn connect() -> Result<Arc<CredentialStore>, Error> {
    let store = apple_native_keyring_store::keychain::Store::new()?;
    Ok(store)
}

#[cfg(windows)]
fn connect() -> Result<Arc<CredentialStore>, Error> {
    let store = windows_native_keyring_store::Store::new()?;
    Ok(store)
}

#[cfg(target_os = "android")]
fn connect() -> Result<Arc<CredentialStore>, Error> {
    let store = android_native_keyring_store::Store::new()?;
    Ok(store)
}

#[cfg(target_os = "ios")]
fn connect() -> Result<Arc<CredentialStore>, Error> {
    let store = apple_native_keyring_store::protected::Store::new()?;
    Ok(store)
}
