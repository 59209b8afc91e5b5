//! Saved documents as all clients share them: whoever saves or deletes one, the others are told.

mod events;
mod types;

use tilework_core::{
    id::{BrokerId, DashboardId},
    migrate::DocumentError,
};

use crate::{
    documents::{DocumentKind, Documents, Row, StoreError},
    error::{Answer, AppError},
    feed::{Bell, Told},
    notices::{Notice, Notices},
    who::ClientId,
};
pub use types::DocumentChange;

/// Documents that changed since the start; the oldest go. A client that was away for more of them shows the others as they were.
const CHANGES: usize = 4_096;

#[derive(Debug)]
pub struct SharedDocuments {
    documents: Documents,
    told: Told<String, Change>,
}

/// A change, and whose it is: a client knows its own from the answer to its request.
#[derive(Debug, Clone)]
struct Change {
    by: ClientId,
    change: DocumentChange,
}

/// Which document.
#[derive(Debug, Clone)]
pub enum DocumentId {
    Broker(BrokerId),
    Dashboard(DashboardId),
    /// What was said of this broker's devices.
    Discovery(BrokerId),
}

impl DocumentId {
    fn parts(&self) -> (DocumentKind, String) {
        match self {
            Self::Broker(id) => (DocumentKind::Broker, id.to_string()),
            Self::Dashboard(id) => (DocumentKind::Dashboard, id.to_string()),
            Self::Discovery(id) => (DocumentKind::Discovery, id.to_string()),
        }
    }

    /// `None`: its room tells of it.
    fn changed(&self, revision: Option<u32>) -> Option<DocumentChange> {
        Some(match self.clone() {
            Self::Broker(id) => DocumentChange::Broker { id, revision },
            Self::Dashboard(id) => DocumentChange::Dashboard { id, revision },
            Self::Discovery(_) => return None,
        })
    }
}

impl SharedDocuments {
    pub fn new(documents: Documents, bell: &Bell) -> Self {
        Self {
            documents,
            told: Told::new(bell, CHANGES),
        }
    }

    /// All of a kind with their revisions, the oldest first. What cannot be read stays as it is, and a notice says why.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn all<T>(
        &self,
        kind: DocumentKind,
        read: impl Fn(&str) -> Result<T, DocumentError>,
        notices: &Notices,
    ) -> Answer<Vec<(T, u32)>> {
        let mut all = Vec::new();
        for row in self.documents.all(kind).await? {
            match read(&row.body) {
                Ok(document) => all.push((document, row.revision)),
                Err(DocumentError::Newer { .. }) => {
                    notices.add(Notice::NewerDocument { name: name(&row) });
                }
                Err(DocumentError::Damaged { message }) => {
                    let name = name(&row);
                    notices.add(Notice::DamagedDocument { name, message });
                }
            }
        }
        Ok(all)
    }

    /// Saves a new revision; when this returns it is on the disk, and the other clients are told.
    ///
    /// # Errors
    /// It is not saved.
    pub async fn save(
        &self,
        by: ClientId,
        id: &DocumentId,
        document: &impl serde::Serialize,
    ) -> Answer<u32> {
        let body = serde_json::to_string(document).map_err(AppError::internal)?;
        let (kind, name) = id.parts();
        let revision = self.documents.save(kind, name, body).await?;
        self.tell(by, id, Some(revision));
        Ok(revision)
    }

    /// Saves new revisions of several, all or none; then the other clients are told of each.
    ///
    /// # Errors
    /// None is saved.
    pub async fn save_all(&self, by: ClientId, all: Vec<(DocumentId, String)>) -> Answer<Vec<u32>> {
        let (ids, rows): (Vec<_>, Vec<_>) = all
            .into_iter()
            .map(|(id, body)| {
                let (kind, name) = id.parts();
                (id, (kind, name, body))
            })
            .unzip();
        let revisions = self.documents.save_all(rows).await?;
        for (id, revision) in ids.iter().zip(&revisions) {
            self.tell(by, id, Some(*revision));
        }
        Ok(revisions)
    }

    /// Marks it as deleted; the revision that brings it back.
    ///
    /// # Errors
    /// It is not deleted.
    pub async fn delete(&self, by: ClientId, id: &DocumentId) -> Answer<u32> {
        let (kind, name) = id.parts();
        let revision = self.documents.delete(kind, name).await?;
        self.tell(by, id, None);
        Ok(revision)
    }

    /// An earlier revision's text; `None` if it is not kept any more.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn revision(&self, id: &DocumentId, revision: u32) -> Answer<Option<String>> {
        let (kind, name) = id.parts();
        Ok(self.documents.revision(kind, name, revision).await?)
    }

    /// Removes all revisions but the newest: they had a secret that it has no more.
    ///
    /// # Errors
    /// They are not removed.
    pub async fn remove_earlier(&self, id: &DocumentId) -> Answer<()> {
        let (kind, name) = id.parts();
        Ok(self.documents.remove_earlier(kind, name).await?)
    }

    fn tell(&self, by: ClientId, id: &DocumentId, revision: Option<u32>) {
        let (kind, name) = id.parts();
        if let Some(change) = id.changed(revision) {
            self.told
                .say(format!("{kind:?}/{name}"), Change { by, change });
        }
    }
}

/// What a person calls it, as far as the text can be read.
fn name(row: &Row) -> String {
    let json: Option<serde_json::Value> = serde_json::from_str(&row.body).ok();
    let name = json
        .as_ref()
        .and_then(|json| json.get("name"))
        .and_then(serde_json::Value::as_str);
    name.unwrap_or(&row.id).chars().take(80).collect()
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Failed(message) => Self::NotSaved { message },
            StoreError::Newer => Self::NewerDocument,
        }
    }
}
