//! What others saved or deleted.

use std::sync::Arc;

use super::{DocumentChange, SharedDocuments};
use crate::{
    feed::Teller,
    rooms::{Asker, Room, RoomEvent},
    who::ClientId,
};

struct Changes {
    documents: Arc<SharedDocuments>,
    client: ClientId,
    seen: u64,
}

impl Teller<RoomEvent> for Changes {
    fn collect(&mut self) -> Option<RoomEvent> {
        let changes = self.documents.told.since(&mut self.seen);
        let others = changes.into_iter().filter(|it| it.by != self.client);
        let changes: Vec<DocumentChange> = others.map(|it| it.change).collect();
        (!changes.is_empty()).then_some(RoomEvent::Documents(changes))
    }

    /// A page that begins reads all documents.
    fn restart(&mut self) {}
}

impl Room for Arc<SharedDocuments> {
    /// Changes from here on.
    fn welcome(&self, asker: &Arc<Asker>) {
        asker.feed.add(Changes {
            documents: Arc::clone(self),
            client: asker.id,
            seen: self.told.now(),
        });
    }
}
