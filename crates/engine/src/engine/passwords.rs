//! The passwords of brokers: from the keyring, or in memory until the app closes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tilework_core::{
    broker::{Broker, PasswordPlace},
    connection::Trouble,
    id::BrokerId,
    secret::Secret,
};

use crate::{
    api::{AppError, PasswordInput},
    ports::{SecretError, SecretStore},
};

/// Why a password that should be there cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum NoPassword {
    /// It may come: the keyring is locked, or slow.
    #[error("{0}")]
    KeyringSilent(SecretError),
    /// It will not come by itself: memory only, before a restart, or lost by the keyring.
    #[error("it is not kept anywhere")]
    Missing,
}

impl From<NoPassword> for Trouble {
    fn from(error: NoPassword) -> Self {
        match error {
            NoPassword::KeyringSilent(_) => Self::SecretUnavailable,
            NoPassword::Missing => Self::SecretMissing,
        }
    }
}

pub struct Passwords {
    store: Arc<dyn SecretStore>,
    /// Read once, kept while the app runs: a keyring may ask the user each time.
    known: Mutex<HashMap<BrokerId, Secret>>,
}

impl Passwords {
    pub fn new(store: Arc<dyn SecretStore>) -> Self {
        Self {
            store,
            known: Mutex::default(),
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<BrokerId, Secret>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The password of a broker; `Ok(None)` if it has none.
    ///
    /// # Errors
    /// It has one, and it cannot be had: the keyring does not answer, or it was kept in memory only.
    pub async fn of(&self, broker: &Broker) -> Result<Option<Secret>, NoPassword> {
        if broker.password_place == PasswordPlace::None {
            return Ok(None);
        }
        if let Some(secret) = self.known().get(&broker.id) {
            return Ok(Some(secret.clone()));
        }
        if broker.password_place == PasswordPlace::Session {
            return Err(NoPassword::Missing);
        }
        let kept = self.store.get(&broker.id).await;
        let secret = kept
            .map_err(NoPassword::KeyringSilent)?
            .ok_or(NoPassword::Missing)?;
        self.known().insert(broker.id.clone(), secret.clone());
        Ok(Some(secret))
    }

    /// Where the password will be after `input`.
    pub fn place_after(input: &PasswordInput, before: PasswordPlace) -> PasswordPlace {
        match input {
            PasswordInput::Keep => before,
            PasswordInput::Clear => PasswordPlace::None,
            PasswordInput::Set { password, .. } if password.is_empty() => PasswordPlace::None,
            PasswordInput::Set { remember: true, .. } => PasswordPlace::Keyring,
            PasswordInput::Set {
                remember: false, ..
            } => PasswordPlace::Session,
        }
    }

    /// Keeps the password of the form, before the document is saved that says so. May wait for a person to unlock the keyring.
    ///
    /// # Errors
    /// `SecretStoreUnavailable`: the keyring did not take a password that should be remembered. Nothing changed.
    pub async fn keep(&self, broker: &BrokerId, input: &PasswordInput) -> Result<(), AppError> {
        let PasswordInput::Set { password, remember } = input else {
            return Ok(());
        };
        if password.is_empty() {
            return Ok(());
        }
        if *remember {
            let kept = self.store.set(broker, password.clone()).await;
            kept.map_err(|error| AppError::SecretStoreUnavailable {
                message: error.message,
            })?;
        }
        self.known().insert(broker.clone(), password.clone());
        Ok(())
    }

    /// Undoes [`Passwords::keep`] after the document could not be saved: `before` is the password it had.
    pub async fn take_back(&self, broker: &BrokerId, place: PasswordPlace, before: Option<Secret>) {
        let Some(before) = before else {
            return self.forget(broker, PasswordPlace::Keyring).await;
        };
        if place == PasswordPlace::Keyring
            && let Err(error) = self.store.set(broker, before.clone()).await
        {
            tracing::warn!(%broker, %error, "the old password is in memory only");
        }
        self.known().insert(broker.clone(), before);
    }

    /// After the document is saved: what it no longer says is kept goes.
    pub async fn tidy(&self, broker: &BrokerId, before: PasswordPlace, after: PasswordPlace) {
        match after {
            PasswordPlace::Keyring => {}
            PasswordPlace::None => self.forget(broker, before).await,
            PasswordPlace::Session => {
                let known = self.known().get(broker).cloned();
                self.forget(broker, before).await;
                self.known()
                    .extend(known.map(|known| (broker.clone(), known)));
            }
        }
    }

    /// Removes the password everywhere. A keyring that does not answer must not keep a broker from being deleted.
    pub async fn forget(&self, broker: &BrokerId, place: PasswordPlace) {
        self.known().remove(broker);
        if place == PasswordPlace::Keyring
            && let Err(error) = self.store.delete(broker).await
        {
            tracing::warn!(%broker, %error, "the password stays in the keyring");
        }
    }
}
