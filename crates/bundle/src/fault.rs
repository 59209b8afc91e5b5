//! Why a bundle is not taken.

use serde::Serialize;
use tilework_core::migrate::DocumentError;
use ts_rs::TS;

/// Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum BundleFault {
    /// Something else: a picture, a page, another program's file.
    #[error("not a bundle")]
    Foreign,
    /// It ends in the middle.
    #[error("cut off")]
    CutOff,
    #[error("damaged: {message}")]
    Damaged { message: String },
    #[error("made by a newer Tilework")]
    Newer,
    /// `limit`: bytes.
    #[error("over {limit} bytes")]
    TooLarge { limit: u32 },
    /// More lists, objects or values than any bundle has.
    #[error("too deep or too many values")]
    TooComplex,
    #[error("over {limit} tiles on one dashboard")]
    TooManyTiles { limit: u32 },
    #[error("over {limit} dashboards")]
    TooManyDashboards { limit: u32 },
    #[error("over {limit} brokers")]
    TooManyBrokers { limit: u32 },
    /// A broker that could not be saved by hand either.
    #[error("the broker {name} is not right: {field}")]
    WrongBroker { name: String, field: String },
    #[error("there is nothing in it")]
    Empty,
}

impl BundleFault {
    pub(crate) fn damaged(error: impl ToString) -> Self {
        // It may quote what it did not understand.
        let message = error.to_string().chars().take(200).collect();
        Self::Damaged { message }
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        Self::TooLarge { limit }
    }
}

impl From<serde_json::Error> for BundleFault {
    fn from(error: serde_json::Error) -> Self {
        if error.is_eof() {
            Self::CutOff
        } else {
            Self::damaged(error)
        }
    }
}

impl From<DocumentError> for BundleFault {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::Newer { .. } => Self::Newer,
            DocumentError::Damaged { message } => Self::damaged(message),
        }
    }
}
