//! A client of the engine: a window, later a browser or a script. Every request is made by one.

mod requests;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::{
    error::{Answer, AppError},
    rooms::{Asker, Clients, Rooms},
    who::{Right, Who},
};

/// Makes requests. Dropping it ends what is its own: feed, preview, offers, long works, imports.
#[derive(Debug)]
pub struct Client {
    rooms: Arc<Rooms>,
    clients: Arc<Clients>,
    asker: Arc<Asker>,
}

impl Client {
    /// One that begins now: the rooms tell it of their things.
    pub(crate) fn new(rooms: Arc<Rooms>, clients: Arc<Clients>, asker: Arc<Asker>) -> Self {
        for room in rooms.with_clients() {
            room.welcome(&asker);
        }
        Self {
            rooms,
            clients,
            asker,
        }
    }

    #[must_use]
    pub fn who(&self) -> &Who {
        &self.asker.who
    }

    /// Ends it now, even while requests of it are under way: changes are made to their end, but nothing begins that lasts. A second time
    /// does nothing.
    pub fn end(&self) {
        self.clients.forget(self.asker.id);
        if self.asker.end() {
            for room in self.rooms.with_clients() {
                room.leave(&self.asker);
            }
        }
    }

    fn may(&self, needs: Right) -> Answer<()> {
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
