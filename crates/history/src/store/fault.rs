//! What goes wrong inside of the store.

use rusqlite::ErrorCode;

use super::codec::Damaged;
use crate::HistoryError;

#[derive(Debug)]
pub enum Fault {
    Sql(rusqlite::Error),
    /// One row does not say what was written; the file may be sound.
    Row,
    /// The file was set aside and no new one could be made yet.
    NoFile,
    Io(std::io::Error),
}

impl Fault {
    /// The file as a whole cannot be used.
    pub fn is_damage(&self) -> bool {
        let code = match self {
            Self::Sql(error) => error.sqlite_error_code(),
            Self::Row | Self::NoFile | Self::Io(_) => None,
        };
        matches!(
            code,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        )
    }
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
        }
    }
}
