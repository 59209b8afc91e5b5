//! The engine's client of each window: begun by the first request of its page, ended when the page is left or the window closes. So a page
//! that is loaded anew finds nothing of the one before it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tilework_engine::{Client, Engine, Right, Who};

/// By the label of the window.
#[derive(Default)]
pub struct Clients(Mutex<HashMap<String, Arc<Client>>>);

impl Clients {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Client>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The client of a window. Who sits before it may do everything.
    pub fn of(&self, engine: &Engine, window: &str) -> Arc<Client> {
        let mut all = self.lock();
        let client = all.entry(window.to_owned()).or_insert_with(|| {
            Arc::new(engine.client(Who {
                label: window.to_owned(),
                rights: Right::Own,
            }))
        });
        Arc::clone(client)
    }

    /// Changes that it asked for are made to their end; nothing begins that lasts.
    pub fn end(&self, window: &str) {
        let ended = self.lock().remove(window);
        if let Some(client) = ended {
            client.end();
        }
    }
}
