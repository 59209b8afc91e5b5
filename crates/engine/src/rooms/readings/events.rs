//! What the bindings in a client's view say.

use std::{collections::HashMap, sync::Arc};

use parking_lot::{Mutex, MutexGuard};
use tilework_core::id::BindingKey;

use super::Readings;
use crate::{
    board::Boards,
    error::{Answer, AppError},
    feed::Teller,
    rooms::{Asker, Room, RoomEvent},
};

/// Bindings in view: more than any screen shows.
const MOST: usize = 4_096;

/// The bindings in a client's view, and the version each was last sent at.
#[derive(Debug, Default)]
pub struct InView(Mutex<HashMap<BindingKey, u64>>);

impl InView {
    fn lock(&self) -> MutexGuard<'_, HashMap<BindingKey, u64>> {
        self.0.lock()
    }

    /// Makes these the bindings in view. What was in view already is not sent again.
    pub fn watch(&self, bindings: Vec<BindingKey>) -> Answer<()> {
        if bindings.len() > MOST {
            return Err(AppError::internal(format!(
                "more than {MOST} bindings in view"
            )));
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
pub struct Changed {
    pub in_view: Arc<InView>,
    pub boards: Arc<Boards>,
}

impl Teller<RoomEvent> for Changed {
    fn collect(&mut self) -> Option<RoomEvent> {
        let readings = self.boards.changed_since(&mut self.in_view.lock());
        (!readings.is_empty()).then_some(RoomEvent::Readings(readings))
    }

    fn restart(&mut self) {
        self.in_view.lock().values_mut().for_each(|seen| *seen = 0);
    }
}

impl Room for Readings {
    fn welcome(&self, asker: &Arc<Asker>) {
        asker.feed.add(Changed {
            in_view: asker.own(),
            boards: Arc::clone(&self.boards),
        });
    }

    fn leave(&self, asker: &Asker) {
        self.end_preview(asker.id);
    }
}
