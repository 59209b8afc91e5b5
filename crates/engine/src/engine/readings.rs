//! What is in a client's view, and what its bindings say.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tilework_core::id::BindingKey;

use crate::{
    api::{AppError, RoomEvent},
    board::Boards,
    feed::Source,
};

/// Bindings in view: more than any screen shows.
const MOST: usize = 4_096;

/// The bindings in a client's view, and the version each was last sent at.
#[derive(Debug, Default)]
pub struct InView(Mutex<HashMap<BindingKey, u64>>);

impl InView {
    fn lock(&self) -> MutexGuard<'_, HashMap<BindingKey, u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes these the bindings in view. What was in view already is not sent again.
    pub fn watch(&self, bindings: Vec<BindingKey>) -> Result<(), AppError> {
        if bindings.len() > MOST {
            return Err(AppError::Internal {
                message: format!("more than {MOST} bindings in view"),
            });
        }
        let mut seen = self.lock();
        let before = std::mem::take(&mut *seen);
        seen.extend(bindings.into_iter().map(|key| {
            let version = before.get(&key).copied().unwrap_or(0);
            (key, version)
        }));
        Ok(())
    }
}

/// A feed compares the versions of what is in view with those it sent: its cost is the number of tiles in view, whatever the message rate.
pub struct Readings {
    pub in_view: Arc<InView>,
    pub boards: Arc<Boards>,
}

impl Source for Readings {
    fn collect(&mut self) -> Option<RoomEvent> {
        let readings = self.boards.changed_since(&mut self.in_view.lock());
        (!readings.is_empty()).then_some(RoomEvent::Readings(readings))
    }

    fn restart(&mut self) {
        self.in_view.lock().values_mut().for_each(|seen| *seen = 0);
    }
}
