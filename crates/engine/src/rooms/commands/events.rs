//! How commands go on.

use std::sync::Arc;

use super::Commands;
use crate::{
    feed::Teller,
    rooms::{Asker, Room, RoomEvent},
};

struct Reports {
    commands: Arc<Commands>,
    seen: u64,
}

impl Teller<RoomEvent> for Reports {
    fn collect(&mut self) -> Option<RoomEvent> {
        let reports = self.commands.told.since(&mut self.seen);
        (!reports.is_empty()).then_some(RoomEvent::Commands(reports))
    }

    /// What was told before is not told again: it is over.
    fn restart(&mut self) {}
}

impl Room for Arc<Commands> {
    /// What becomes of commands from here on.
    fn welcome(&self, asker: &Arc<Asker>) {
        asker.feed.add(Reports {
            commands: Arc::clone(self),
            seen: self.told.now(),
        });
    }
}
