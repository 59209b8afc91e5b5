//! What goes wrong inside of the store.

use rusqlite::ErrorCode;
use tilework_database::{Unusable, is_damage};

use super::bytes::Damaged;
use crate::{HistoryError, Level};

#[derive(Debug)]
pub enum Fault {
    Sql(rusqlite::Error),
    /// One row does not say what was written; the file may be sound.
    Row,
    /// The file was set aside and no new one could be made yet.
    NoFile,
    /// The file is of a newer version.
    Newer,
    Io(std::io::Error),
}

/// A row that does not say what was written to it.
#[derive(Debug, Clone, Copy)]
pub enum BadRow {
    Block(i64),
    Chunk(Level, i64),
}

/// What reading found, or why not and at which row.
pub type Found<T> = Result<T, (Fault, Option<BadRow>)>;

impl Fault {
    /// The file as a whole cannot be used.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Sql(error) if is_damage(error))
    }
}

/// No row in particular.
pub fn sql(error: rusqlite::Error) -> (Fault, Option<BadRow>) {
    (error.into(), None)
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<Damaged> for Fault {
    fn from(_: Damaged) -> Self {
        Self::Row
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Unusable> for Fault {
    fn from(unusable: Unusable) -> Self {
        match unusable {
            Unusable::Newer => Self::Newer,
            Unusable::Sql(error) => Self::Sql(error),
            Unusable::Io(error) => Self::Io(error),
        }
    }
}

impl From<Fault> for HistoryError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Sql(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => {
                Self::DiskFull
            }
            Fault::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => Self::DiskFull,
            Fault::Sql(error) => Self::Failed(error.to_string()),
            Fault::Io(error) => Self::Failed(error.to_string()),
            Fault::NoFile => Self::Failed("the history has no file".to_owned()),
            Fault::Row => Self::Failed("a block of the history is damaged".to_owned()),
            Fault::Newer => Self::Newer,
        }
    }
}
