//! A client of the engine: a window, later a browser or a script. Every request is made by one.

mod requests;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::Engine;
use crate::{
    api::AppError,
    asker::Asker,
    who::{Right, Who},
};

/// Makes requests. Dropping it ends what is its own: feed, preview, offers, long works, imports.
#[derive(Debug)]
pub struct Client {
    engine: Engine,
    asker: Arc<Asker>,
}

impl Client {
    pub(super) fn new(engine: Engine, asker: Arc<Asker>) -> Self {
        Self { engine, asker }
    }

    #[must_use]
    pub fn who(&self) -> &Who {
        &self.asker.who
    }

    /// Ends it now, even while requests of it are under way: changes are made to their end, but nothing begins that lasts. A second time
    /// does nothing.
    pub fn end(&self) {
        self.engine.forget(&self.asker);
    }

    fn may(&self, needs: Right) -> Result<(), AppError> {
        if self.asker.who.rights < needs {
            return Err(AppError::NotAllowed { needs });
        }
        Ok(())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.end();
    }
}
