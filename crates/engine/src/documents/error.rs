//! What can go wrong with saved documents.

use tilework_database::{LockError, Unusable};

/// Why a document could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// In the words of the file system or of SQLite; document contents are never in it.
    #[error("{0}")]
    Failed(String),
    /// The file is of a newer version of Tilework.
    #[error("saved by a newer Tilework")]
    Newer,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<LockError> for StoreError {
    fn from(error: LockError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<Unusable> for StoreError {
    fn from(unusable: Unusable) -> Self {
        match unusable {
            Unusable::Newer => Self::Newer,
            Unusable::Sql(error) => error.into(),
            Unusable::Io(error) => error.into(),
        }
    }
}
