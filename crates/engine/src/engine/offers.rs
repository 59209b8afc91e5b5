//! Texts that say something of a broker: pasted, opened as a link, scanned. A password in one stays here, and the form means it by a
//! number.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tilework_core::{paste::understand, secret::Secret};

use super::Engine;
use crate::{
    api::{RoomEvent, Understood},
    asker::Asker,
    feed::Source,
    who::Right,
};

/// Texts a person had in mind at once.
const KEPT: usize = 8;

/// A client's own.
#[derive(Debug, Default)]
pub struct Offers {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    last: u32,
    passwords: VecDeque<(u32, Secret)>,
    /// Opened links that the client was not told of.
    links: VecDeque<Understood>,
}

/// A link that opened the app before there was a client to show it: the newest.
#[derive(Debug, Default)]
pub struct WaitingLink(Mutex<Option<Secret>>);

impl Offers {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn understand(&self, text: &Secret) -> Understood {
        let pasted = understand(text.expose());
        let mut inner = self.lock();
        let password = pasted.password.map(|password| {
            inner.last += 1;
            let number = inner.last;
            inner.passwords.push_back((number, password));
            if inner.passwords.len() > KEPT {
                inner.passwords.pop_front();
            }
            number
        });
        Understood {
            patch: pasted.patch,
            password,
            ignored: pasted.ignored,
        }
    }

    /// `None`: it was offered too long ago.
    pub fn password(&self, number: u32) -> Option<Secret> {
        let inner = self.lock();
        let found = inner.passwords.iter().find(|(kept, _)| *kept == number);
        found.map(|(_, password)| password.clone())
    }

    fn offer(&self, link: &Secret) {
        let understood = self.understand(link);
        let mut inner = self.lock();
        inner.links.push_back(understood);
        if inner.links.len() > KEPT {
            inner.links.pop_front();
        }
    }
}

struct Links(Arc<Offers>);

impl Source for Links {
    fn collect(&mut self) -> Option<RoomEvent> {
        let links: Vec<_> = self.0.lock().links.drain(..).collect();
        (!links.is_empty()).then_some(RoomEvent::Offered(links))
    }

    fn restart(&mut self) {}
}

impl Engine {
    /// A link opened the app, or came to the app that runs: `tilework://broker?…`, `mqtt://…`, `mqtts://…`. It becomes a form to confirm,
    /// never a connection. The newest client that may save brokers gets it, or the next one.
    pub fn offer_link(&self, link: Secret) {
        // Held while looking, so that no client begins between.
        let mut waiting = self.inner.waiting_link.lock();
        let Some(asker) = self.inner.clients.newest(Right::Own) else {
            *waiting = Some(link);
            return;
        };
        drop(waiting);
        asker.own::<Offers>().offer(&link);
        asker.feed.poke();
    }

    /// Tells a client that begins of the link that waits, and of those to come.
    pub(super) fn offer_waiting(&self, asker: &Asker) {
        let offers = asker.own::<Offers>();
        if asker.who.rights >= Right::Own
            && let Some(link) = self.inner.waiting_link.lock().take()
        {
            offers.offer(&link);
        }
        asker.feed.add(Links(offers));
    }
}

impl WaitingLink {
    fn lock(&self) -> MutexGuard<'_, Option<Secret>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
