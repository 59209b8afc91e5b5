//! Reading saved documents of every version.
use crate::{broker::Broker, dashboard::Dashboard};
/// Why a saved document cannot be opened.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DocumentError {
    #[error("saved by a newer Tilework (format {found}, this one knows {known})")]
    Newer { found: u32, known: u32 },
    #[error("not a document: {message}")]
    Damaged { message: String },
}
pub fn read_broker(text: &str) -> Result<Broker, DocumentError> { todo!() }
pub fn read_dashboard(text: &str) -> Result<Dashboard, DocumentError> { todo!() }
