//! The one error at the boundary.

use serde::Serialize;
use tilework_bundle::BundleFault;
use tilework_core::{migrate::DocumentError, problem::Problem};
use ts_rs::TS;

use crate::who::Right;

/// A variant exists only if the UI does something different for it. Connection trouble is state, not an error.
#[derive(Debug, Clone, PartialEq, Serialize, TS, thiserror::Error)]
#[serde(
    tag = "code",
    content = "detail",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum AppError {
    /// Fields of the form; shown at each field.
    #[error("some fields are not right")]
    InvalidInput { problems: Vec<Problem> },
    /// Deleted in the meantime, in another window perhaps.
    #[error("{what} is not there any more")]
    NotFound { what: String },
    /// The system's keyring did not take the password: offer to keep it until the app closes.
    #[error("the keyring is not available: {message}")]
    SecretStoreUnavailable { message: String },
    /// The change was not saved: disk full, folder not writable.
    #[error("not saved: {message}")]
    NotSaved { message: String },
    /// The saved document is of a newer version and stays as it is.
    #[error("saved by a newer Tilework")]
    NewerDocument,
    /// A dashboard is full.
    #[error("at most {limit} tiles")]
    TooManyTiles { limit: u32 },
    /// The demo broker did not start.
    #[error("the demo did not start: {message}")]
    DemoFailed { message: String },
    /// The history could not be opened at the start: nothing is recorded, charts are empty.
    #[error("there is no history: {message}")]
    NoHistory { message: String },
    /// The client may not ask for this.
    #[error("this client may not do that")]
    NotAllowed { needs: Right },
    /// A file or link that was to be taken in, or a part too large to be taken along. Nothing was changed.
    #[error("{fault}")]
    BundleRefused { fault: BundleFault },
    /// A defect of ours; the words are for a bug report.
    #[error("{message}")]
    Internal { message: String },
}

/// What a request comes to.
pub type Answer<T> = Result<T, AppError>;

impl AppError {
    /// `what` begins the sentence: "The broker is not there any more".
    pub(crate) fn not_found(what: &str) -> Self {
        Self::NotFound {
            what: what.to_owned(),
        }
    }

    pub(crate) fn internal(error: impl ToString) -> Self {
        Self::Internal {
            message: error.to_string(),
        }
    }

    pub(crate) fn not_saved(error: impl ToString) -> Self {
        Self::NotSaved {
            message: error.to_string(),
        }
    }
}

impl From<DocumentError> for AppError {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::Newer { .. } => Self::NewerDocument,
            DocumentError::Damaged { message } => Self::Internal { message },
        }
    }
}

impl From<BundleFault> for AppError {
    fn from(fault: BundleFault) -> Self {
        Self::BundleRefused { fault }
    }
}
