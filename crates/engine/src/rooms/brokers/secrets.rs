//! The secrets of brokers: from the keyring, or in memory until the app closes.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use parking_lot::{Mutex, MutexGuard};
use tilework_core::{
    broker::{Broker, SecretKind, SecretPlace},
    connection::Trouble,
    id::BrokerId,
    secret::Secret,
};

use crate::{
    error::{Answer, AppError},
    ports::{KeyringState, SecretError, SecretName, SecretStore},
    tasks::{self, Task},
};

/// When a keyring is asked again to delete what it did not.
const AGAIN: [Duration; 5] = [
    Duration::from_secs(10),
    Duration::from_secs(60),
    Duration::from_secs(5 * 60),
    Duration::from_secs(30 * 60),
    Duration::from_secs(3 * 3_600),
];

/// What a form does to one secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Keep,
    Clear,
    Set(Secret),
}

/// What a form does to the secrets of a broker.
#[derive(Debug, Clone)]
pub struct Changes {
    pub of: BTreeMap<SecretKind, Change>,
    /// New ones go to the keyring.
    pub remember: bool,
}

pub type Places = BTreeMap<SecretKind, SecretPlace>;

impl Changes {
    /// Where the secrets will be.
    pub fn places_after(&self, before: &Places) -> Places {
        let mut places = before.clone();
        for (kind, change) in &self.of {
            match change {
                Change::Keep => {}
                Change::Clear => {
                    places.remove(kind);
                }
                Change::Set(_) if self.remember => {
                    places.insert(*kind, SecretPlace::Keyring);
                }
                Change::Set(_) => {
                    places.insert(*kind, SecretPlace::Memory);
                }
            }
        }
        places
    }

    fn set(&self) -> impl Iterator<Item = (SecretKind, &Secret)> {
        self.of.iter().filter_map(|(kind, change)| match change {
            Change::Set(secret) => Some((*kind, secret)),
            Change::Keep | Change::Clear => None,
        })
    }
}

/// Why a secret that should be there cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum NoSecret {
    /// It may come: the keyring is locked, or slow.
    #[error("{0}")]
    KeyringSilent(SecretError),
    /// It will not come by itself: memory only, before a restart, or lost by the keyring.
    #[error("it is not kept anywhere")]
    Missing(SecretKind),
}

impl From<NoSecret> for Trouble {
    fn from(error: NoSecret) -> Self {
        match error {
            NoSecret::KeyringSilent(_) => Self::SecretUnavailable,
            NoSecret::Missing(secret) => Self::SecretMissing { secret },
        }
    }
}

pub struct Secrets {
    store: Arc<dyn SecretStore>,
    /// Read once, kept while the app runs: a keyring may ask the user each time.
    known: Mutex<HashMap<SecretName, Secret>>,
}

impl Secrets {
    pub fn new(store: Arc<dyn SecretStore>) -> Self {
        Self {
            store,
            known: Mutex::default(),
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<SecretName, Secret>> {
        self.known.lock()
    }

    pub async fn keyring(&self) -> KeyringState {
        self.store.state().await
    }

    /// All secrets of a broker.
    ///
    /// # Errors
    /// It has one that cannot be had: the keyring does not answer, or it was kept in memory only.
    pub async fn of(&self, broker: &Broker) -> Result<BTreeMap<SecretKind, Secret>, NoSecret> {
        let mut secrets = BTreeMap::new();
        for (kind, place) in &broker.secrets {
            let name = SecretName::new(&broker.id, *kind);
            let known = self.known().get(&name).cloned();
            let secret = match (known, place) {
                (Some(secret), _) => secret,
                (None, SecretPlace::Memory) => return Err(NoSecret::Missing(*kind)),
                (None, SecretPlace::Keyring) => {
                    let kept = self.store.get(&name).await;
                    let kept = kept.map_err(NoSecret::KeyringSilent)?;
                    let secret = kept.ok_or(NoSecret::Missing(*kind))?;
                    self.known().insert(name, secret.clone());
                    secret
                }
            };
            secrets.insert(*kind, secret);
        }
        Ok(secrets)
    }

    /// Keeps the new secrets of a form, before the document is saved that says so. May wait for a person to unlock the keyring.
    ///
    /// # Errors
    /// `SecretStoreUnavailable`: the keyring did not take a secret that should be remembered. Nothing of this broker changed that
    /// its document would miss.
    pub async fn keep(&self, broker: &BrokerId, changes: &Changes) -> Answer<()> {
        if changes.remember {
            for (kind, secret) in changes.set() {
                let name = SecretName::new(broker, kind);
                let kept = self.store.set(&name, secret.clone()).await;
                kept.map_err(|error| AppError::SecretStoreUnavailable {
                    message: error.message,
                })?;
            }
        }
        let mut known = self.known();
        for (kind, secret) in changes.set() {
            known.insert(SecretName::new(broker, kind), secret.clone());
        }
        Ok(())
    }

    /// Those secrets of a broker that can be had now.
    pub async fn known_of(&self, broker: &Broker) -> BTreeMap<SecretKind, Secret> {
        let all: Vec<SecretKind> = broker.secrets.keys().copied().collect();
        self.some_of(broker, &all).await
    }

    /// Those of these kinds that can be had now.
    pub async fn some_of(
        &self,
        broker: &Broker,
        kinds: &[SecretKind],
    ) -> BTreeMap<SecretKind, Secret> {
        let mut secrets = BTreeMap::new();
        for kind in kinds {
            let only = Broker {
                secrets: broker
                    .secrets
                    .clone()
                    .into_iter()
                    .filter(|(k, _)| k == kind)
                    .collect(),
                ..broker.clone()
            };
            secrets.extend(self.of(&only).await.unwrap_or_default());
        }
        secrets
    }

    /// Undoes [`Secrets::keep`] after it failed half way or the document could not be saved: `before` are the secrets it had.
    pub async fn take_back(
        &self,
        broker: &BrokerId,
        changes: &Changes,
        places: &Places,
        before: &BTreeMap<SecretKind, Secret>,
    ) {
        for (kind, _) in changes.set() {
            let name = SecretName::new(broker, kind);
            let Some(before) = before.get(&kind) else {
                self.known().remove(&name);
                // Where the document names an entry, it is the old one, or one that nobody could read: not ours to delete.
                if changes.remember && places.get(&kind) != Some(&SecretPlace::Keyring) {
                    self.forget(broker, kind, SecretPlace::Keyring).await;
                }
                continue;
            };
            if changes.remember
                && places.get(&kind) == Some(&SecretPlace::Keyring)
                && let Err(error) = self.store.set(&name, before.clone()).await
            {
                tracing::warn!(%broker, %error, "an old secret is in memory only");
            }
            self.known().insert(name, before.clone());
        }
    }

    /// After the document is saved: what it no longer says is kept goes.
    pub async fn tidy(&self, broker: &BrokerId, before: &Places, after: &Places) {
        for (kind, place) in before {
            match after.get(kind) {
                Some(SecretPlace::Keyring) => {}
                None => {
                    self.forget(broker, *kind, *place).await;
                }
                Some(SecretPlace::Memory) => {
                    let name = SecretName::new(broker, *kind);
                    let known = self.known().get(&name).cloned();
                    self.forget(broker, *kind, *place).await;
                    self.known().extend(known.map(|known| (name, known)));
                }
            }
        }
    }

    /// Removes all secrets of a broker that is no more. What a keyring does not give up now is asked for again while the app runs.
    pub async fn forget_all(&self, broker: &BrokerId, places: &Places) {
        for (kind, place) in places {
            if !self.forget(broker, *kind, *place).await {
                self.forget_later(SecretName::new(broker, *kind));
            }
        }
    }

    /// Only for a broker that is no more: its id never comes back, so that no newer secret can be meant.
    fn forget_later(&self, name: SecretName) {
        let store = Arc::clone(&self.store);
        tasks::supervised(async move {
            for wait in AGAIN {
                tokio::time::sleep(wait).await;
                let deleted = tasks::contained(Task::Secrets, store.delete(&name)).await;
                if matches!(deleted, Ok(Ok(()))) {
                    return;
                }
            }
        });
    }

    /// Removes the secret everywhere; false if it stays in the keyring. A keyring that does not answer must not keep a broker from being deleted.
    async fn forget(&self, broker: &BrokerId, kind: SecretKind, place: SecretPlace) -> bool {
        let name = SecretName::new(broker, kind);
        self.known().remove(&name);
        if place == SecretPlace::Keyring
            && let Err(error) = self.store.delete(&name).await
        {
            tracing::warn!(%broker, ?kind, %error, "a secret stays in the keyring");
            return false;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use tokio::sync::Notify;

    use super::*;
    use crate::ports::PortFuture;

    /// A keyring that is locked for the first calls.
    #[derive(Default)]
    struct Locked {
        calls: AtomicU32,
        deleted: Notify,
    }

    impl SecretStore for Locked {
        fn state(&self) -> PortFuture<'_, KeyringState> {
            Box::pin(async { KeyringState::Available })
        }
        fn get<'a>(
            &'a self,
            _: &'a SecretName,
        ) -> PortFuture<'a, Result<Option<Secret>, SecretError>> {
            Box::pin(async { Ok(None) })
        }
        fn set<'a>(
            &'a self,
            _: &'a SecretName,
            _: Secret,
        ) -> PortFuture<'a, Result<(), SecretError>> {
            Box::pin(async { Ok(()) })
        }
        fn delete<'a>(&'a self, _: &'a SecretName) -> PortFuture<'a, Result<(), SecretError>> {
            Box::pin(async {
                if self.calls.fetch_add(1, Ordering::SeqCst) < 3 {
                    return Err(SecretError {
                        message: "locked".into(),
                    });
                }
                self.deleted.notify_one();
                Ok(())
            })
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_a_locked_keyring_kept_of_a_deleted_broker_goes_when_it_is_unlocked() {
        let store = Arc::new(Locked::default());
        let secrets = Secrets::new(Arc::<Locked>::clone(&store));
        let places = Places::from([(SecretKind::Password, SecretPlace::Keyring)]);
        secrets.forget_all(&"farm".parse().unwrap(), &places).await;
        let day = Duration::from_secs(86_400);
        let gone = tokio::time::timeout(day, store.deleted.notified()).await;
        assert!(gone.is_ok(), "asked {:?} times", store.calls);
    }

    #[tokio::test(start_paused = true)]
    async fn a_keyring_that_panics_is_asked_again() {
        let store = Arc::new(Locked::default());
        let secrets = Secrets::new(Arc::<Locked>::clone(&store));
        let places = Places::from([(SecretKind::Password, SecretPlace::Keyring)]);
        tasks::inject::arm(Task::Secrets);
        secrets.forget_all(&"farm".parse().unwrap(), &places).await;
        let day = Duration::from_secs(86_400);
        let gone = tokio::time::timeout(day, store.deleted.notified()).await;
        assert!(tasks::inject::was_hit(Task::Secrets));
        assert!(gone.is_ok(), "asked {:?} times", store.calls);
    }
}
