//! Texts that say something of a broker: pasted, opened as a link, scanned. A password in one stays here, and the form means it by a
//! number.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tilework_core::{paste::understand, secret::Secret};

use super::Engine;
use crate::api::Understood;

/// Texts a person had in mind at once.
const KEPT: usize = 8;

#[derive(Debug, Default)]
pub struct Offers {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    last: u32,
    passwords: VecDeque<(u32, Secret)>,
    /// The newest link that opened the app, until a window asked for it.
    waiting: Option<Understood>,
}

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

    pub fn take_waiting(&self) -> Option<Understood> {
        self.lock().waiting.take()
    }
}

impl Engine {
    /// A link opened the app, or came to the app that runs: `tilework://broker?…`, `mqtt://…`, `mqtts://…`. It becomes a form to confirm,
    /// never a connection.
    pub fn offer_link(&self, link: Secret) {
        let understood = self.inner.offers.understand(&link);
        if !self.inner.feeds.offer(&understood) {
            self.inner.offers.lock().waiting = Some(understood);
        }
    }
}
