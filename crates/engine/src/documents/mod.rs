//! Saved documents: a row for each revision, the last fifty kept. What is acknowledged is on the disk. What is deleted can be had back for
//! 30 days; then nothing of it is left.

#[cfg(all(test, target_os = "linux"))]
mod bad_disk;
mod error;
mod store;
#[cfg(test)]
mod tests;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Weak,
        mpsc::{self, RecvTimeoutError},
    },
    time::Duration,
};

pub use error::StoreError;
use parking_lot::Mutex;
use store::Store;
pub use store::{DocumentKind, Row};

use crate::{
    clock::now,
    tasks::{self, Task},
};

/// The documents of one data folder.
#[derive(Debug, Clone)]
pub struct Documents {
    store: Arc<Mutex<Store>>,
    /// The thread that keeps house ends when the last of them is gone.
    _open: Arc<mpsc::Sender<()>>,
}

/// How often it is looked for what was deleted long ago, while nothing is saved.
const ROUND: Duration = Duration::from_secs(86_400);

impl Documents {
    /// Opens `tilework.db` in `folder`, or begins it. A file that is not a sound database is set aside, under the name in the
    /// answer, and a new one begun: nothing is overwritten.
    ///
    /// # Errors
    /// The folder cannot be written, or the file is of a newer version.
    pub fn open(folder: &Path) -> Result<(Self, Option<PathBuf>), StoreError> {
        let (store, set_aside) = Store::open(folder, now())?;
        let store = Arc::new(Mutex::new(store));
        let (open, ends) = mpsc::channel();
        let kept = Arc::downgrade(&store);
        tasks::thread(Task::Housekeeping, "documents", move || {
            keep_house(&kept, &ends)
        })?;
        let documents = Self {
            store,
            _open: Arc::new(open),
        };
        Ok((documents, set_aside))
    }

    /// The newest revision of every document of a kind that is not deleted, the oldest document first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn all(&self, kind: DocumentKind) -> Result<Vec<Row>, StoreError> {
        self.with(move |store| store.all(kind)).await
    }

    /// Saves a new revision; returns when it is on the disk.
    ///
    /// # Errors
    /// It is not saved.
    pub async fn save(
        &self,
        kind: DocumentKind,
        id: String,
        body: String,
    ) -> Result<u32, StoreError> {
        self.with(move |store| store.append(kind, &id, Some(&body), now()))
            .await
    }

    /// Saves new revisions of several documents: when this returns all of them are on the disk, or none is.
    ///
    /// # Errors
    /// None is saved.
    pub async fn save_all(
        &self,
        all: Vec<(DocumentKind, String, String)>,
    ) -> Result<Vec<u32>, StoreError> {
        self.with(move |store| store.append_all(&all, now())).await
    }

    /// Marks a document as deleted; its earlier revisions stay. The revision before the mark.
    ///
    /// # Errors
    /// It is not deleted.
    pub async fn delete(&self, kind: DocumentKind, id: String) -> Result<u32, StoreError> {
        self.with(move |store| {
            store
                .append(kind, &id, None, now())
                .map(|revision| revision - 1)
        })
        .await
    }

    /// An earlier revision's text; `None` if it is not kept any more.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn revision(
        &self,
        kind: DocumentKind,
        id: String,
        revision: u32,
    ) -> Result<Option<String>, StoreError> {
        self.with(move |store| store.revision(kind, &id, revision))
            .await
    }

    /// Removes all revisions but the newest, so that no file has anything of them.
    ///
    /// # Errors
    /// They are not removed.
    pub async fn remove_earlier(&self, kind: DocumentKind, id: String) -> Result<(), StoreError> {
        self.with(move |store| store.remove_earlier(kind, &id))
            .await
    }

    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let store = Arc::clone(&self.store);
        tasks::blocking(Task::Documents, move || work(&mut store.lock()))
            .await
            .unwrap_or_else(|error| Err(StoreError::Failed(error.to_string())))
    }
}

/// `false` when the documents are closed.
fn keep_house(store: &Weak<Mutex<Store>>, ends: &mpsc::Receiver<()>) -> bool {
    if ends.recv_timeout(ROUND) != Err(RecvTimeoutError::Timeout) {
        return false;
    }
    let Some(store) = store.upgrade() else {
        return false;
    };
    if let Err(error) = store.lock().remove_deleted(now()) {
        tracing::warn!(%error, "deleted documents could not be removed");
    }
    true
}
