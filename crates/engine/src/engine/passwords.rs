//! The passwords of brokers: from the keyring, or in memory until the app closes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tilework_core::{
    broker::{Broker, PasswordPlace},
    id::BrokerId,
    secret::Secret,
};

use crate::{
    api::{AppError, PasswordInput},
    ports::{SecretError, SecretStore},
};

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
    pub async fn of(&self, broker: &Broker) -> Result<Option<Secret>, SecretError> {
        if broker.password_place == PasswordPlace::None {
            return Ok(None);
        }
        if let Some(secret) = self.known().get(&broker.id) {
            return Ok(Some(secret.clone()));
        }
        let missing = |message: &str| SecretError {
            message: message.to_owned(),
        };
        if broker.password_place == PasswordPlace::Session {
            return Err(missing("it was kept in memory only"));
        }
        let secret = self
            .store
            .get(&broker.id)
            .await?
            .ok_or_else(|| missing("the keyring does not hold it"))?;
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

    /// Does what the form says.
    ///
    /// # Errors
    /// `SecretStoreUnavailable`: the keyring did not take a password that should be remembered. Nothing changed.
    pub async fn change(
        &self,
        broker: &BrokerId,
        input: PasswordInput,
        before: PasswordPlace,
    ) -> Result<(), AppError> {
        let after = Self::place_after(&input, before);
        let PasswordInput::Set { password, .. } = input else {
            if after == PasswordPlace::None {
                self.forget(broker, before).await;
            }
            return Ok(());
        };
        if after == PasswordPlace::Keyring {
            let kept = self.store.set(broker, password.clone()).await;
            kept.map_err(|error| AppError::SecretStoreUnavailable {
                message: error.message,
            })?;
        } else {
            self.forget(broker, before).await;
        }
        if after != PasswordPlace::None {
            self.known().insert(broker.clone(), password);
        }
        Ok(())
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
