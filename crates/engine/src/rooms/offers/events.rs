//! Links that opened the app.

use std::sync::Arc;

use super::{OfferRoom, Offers};
use crate::{
    feed::Teller,
    rooms::{Asker, Room, RoomEvent},
    who::Right,
};

struct Links(Arc<Offers>);

impl Teller<RoomEvent> for Links {
    fn collect(&mut self) -> Option<RoomEvent> {
        let links: Vec<_> = self.0.lock().links.drain(..).collect();
        (!links.is_empty()).then_some(RoomEvent::Offered(links))
    }

    fn restart(&mut self) {}
}

impl Room for OfferRoom {
    /// Of the link that waits, and of those to come.
    fn welcome(&self, asker: &Arc<Asker>) {
        let offers = asker.own::<Offers>();
        if asker.who.rights >= Right::Own
            && let Some(link) = self.waiting.lock().take()
        {
            offers.offer(&link);
        }
        asker.feed.add(Links(offers));
    }
}
