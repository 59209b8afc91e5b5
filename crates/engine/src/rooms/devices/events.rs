//! That what is found changed.

use std::sync::Arc;

use super::{Devices, DevicesChange};
use crate::{
    feed::Teller,
    rooms::{Asker, Room, RoomEvent},
};

struct Changes {
    devices: Arc<Devices>,
    seen: u64,
}

impl Teller<RoomEvent> for Changes {
    fn collect(&mut self) -> Option<RoomEvent> {
        let changes: Vec<DevicesChange> = self.devices.told.since(&mut self.seen);
        (!changes.is_empty()).then_some(RoomEvent::Devices(changes))
    }

    /// A page that begins asks for what there is.
    fn restart(&mut self) {}
}

impl Room for Arc<Devices> {
    fn welcome(&self, asker: &Arc<Asker>) {
        asker.feed.add(Changes {
            devices: Arc::clone(self),
            seen: self.told.now(),
        });
    }

    fn leave(&self, asker: &Asker) {
        self.end_watch(asker.id);
    }
}
