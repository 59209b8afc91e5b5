//! All clients there are.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::Asker;
use crate::who::{ClientId, Right};

/// By their number.
#[derive(Debug, Default)]
pub struct Clients(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    last: ClientId,
    all: BTreeMap<ClientId, Arc<Asker>>,
}

impl Clients {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `make` makes the asker of a number.
    pub fn begin(&self, make: impl FnOnce(ClientId) -> Asker) -> Arc<Asker> {
        let mut inner = self.lock();
        inner.last += 1;
        let id = inner.last;
        let asker = Arc::new(make(id));
        inner.all.insert(id, Arc::clone(&asker));
        asker
    }

    pub fn forget(&self, client: ClientId) {
        self.lock().all.remove(&client);
    }

    /// The newest of those who may do this.
    pub fn newest(&self, right: Right) -> Option<Arc<Asker>> {
        let inner = self.lock();
        let mut newest_first = inner.all.values().rev();
        newest_first
            .find(|asker| asker.who.rights >= right)
            .cloned()
    }

    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.lock().all.len()
    }
}
