//! The engine, from the first moment of the app: requests that come before it is open wait for it.

use tilework_engine::{Engine, api::AppError};
use tokio::sync::SetOnce;

/// A place for the engine, filled once.
#[derive(Default)]
pub struct Opening(SetOnce<Result<Engine, AppError>>);

impl std::fmt::Debug for Opening {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opening")
            .field("done", &self.0.initialized())
            .finish()
    }
}

impl Opening {
    /// What opening the engine came to.
    pub fn set(&self, outcome: Result<Engine, AppError>) {
        if self.0.set(outcome).is_err() {
            tracing::error!("the engine was opened twice; the first one stays");
        }
    }

    /// The engine when it is open.
    ///
    /// # Errors
    /// Why it could not be opened, the same for every caller.
    pub async fn engine(&self) -> Result<&Engine, AppError> {
        self.0.wait().await.as_ref().map_err(Clone::clone)
    }

    /// The engine if it is open by now.
    #[must_use]
    pub fn opened(&self) -> Option<&Engine> {
        self.0.get()?.as_ref().ok()
    }
}
