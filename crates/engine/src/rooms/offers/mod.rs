//! Texts that say something of a broker: pasted, opened as a link, scanned. A password or token in one stays here, and the form means it
//! by a number.

mod events;
mod types;

use std::{collections::VecDeque, sync::Arc};

use parking_lot::{Mutex, MutexGuard};
use tilework_core::{paste::understand, secret::Secret};

use crate::{
    error::Answer,
    rooms::{Asker, Clients},
    who::Right,
};
pub use types::{Offer, Understood};

/// Texts a person had in mind at once.
const KEPT: usize = 8;

#[derive(Debug)]
pub struct OfferRoom {
    clients: Arc<Clients>,
    /// A link that opened the app before there was a client to show it: the newest.
    waiting: Mutex<Option<Secret>>,
}

/// A client's own.
#[derive(Debug, Default)]
pub struct Offers(Mutex<Given>);

#[derive(Debug, Default)]
struct Given {
    last: u32,
    /// Passwords, and user names that are tokens.
    secrets: VecDeque<(u32, Secret)>,
    /// Opened links that the client was not told of.
    links: VecDeque<Offer>,
}

impl Given {
    /// The number by which the form means it.
    fn keep(&mut self, secret: Secret) -> u32 {
        self.last += 1;
        self.secrets.push_back((self.last, secret));
        if self.secrets.len() > 2 * KEPT {
            self.secrets.pop_front();
        }
        self.last
    }
}

impl Offers {
    fn lock(&self) -> MutexGuard<'_, Given> {
        self.0.lock()
    }

    fn understand(&self, text: &Secret) -> Understood {
        let pasted = understand(text.expose());
        let mut kept = self.lock();
        Understood {
            patch: pasted.patch,
            token: pasted.token.map(|token| kept.keep(token)),
            password: pasted.password.map(|password| kept.keep(password)),
            ignored: pasted.ignored,
        }
    }

    /// `None`: it was offered too long ago.
    pub fn secret(&self, number: u32) -> Option<Secret> {
        let kept = self.lock();
        let found = kept.secrets.iter().find(|(own, _)| *own == number);
        found.map(|(_, secret)| secret.clone())
    }

    fn offer(&self, link: &Secret) {
        let offer = if tilework_bundle::is_link(link.expose()) {
            // It has no field for a secret; what else is in it, looking at it says.
            Offer::Bundle {
                link: link.expose().to_owned(),
            }
        } else {
            Offer::Broker {
                understood: Box::new(self.understand(link)),
            }
        };
        let mut kept = self.lock();
        kept.links.push_back(offer);
        if kept.links.len() > KEPT {
            kept.links.pop_front();
        }
    }
}

impl OfferRoom {
    pub fn new(clients: Arc<Clients>) -> Self {
        Self {
            clients,
            waiting: Mutex::default(),
        }
    }

    pub async fn understand(&self, asker: &Arc<Asker>, text: Secret) -> Answer<Understood> {
        Ok(asker.own::<Offers>().understand(&text))
    }

    /// The newest client that may save brokers gets it, or the next one.
    pub fn link(&self, link: Secret) {
        // Held while looking, so that no client begins between.
        let mut waiting = self.waiting.lock();
        let Some(asker) = self.clients.newest(Right::Own) else {
            *waiting = Some(link);
            return;
        };
        drop(waiting);
        asker.own::<Offers>().offer(&link);
        asker.feed.poke();
    }
}
