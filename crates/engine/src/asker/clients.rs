//! All clients there are.

use std::{collections::BTreeMap, sync::Arc};

use super::Asker;
use crate::who::{ClientId, Right};
use parking_lot::Mutex;

/// By their number.
#[derive(Debug)]
pub struct Clients<E>(Mutex<Inner<E>>);

#[derive(Debug)]
struct Inner<E> {
    last: ClientId,
    all: BTreeMap<ClientId, Arc<Asker<E>>>,
}

impl<E> Default for Clients<E> {
    fn default() -> Self {
        Self(Mutex::new(Inner {
            last: 0,
            all: BTreeMap::new(),
        }))
    }
}

impl<E: Clone> Clients<E> {
    /// `make` makes the asker of a number.
    pub fn begin(&self, make: impl FnOnce(ClientId) -> Asker<E>) -> Arc<Asker<E>> {
        let mut inner = self.0.lock();
        inner.last += 1;
        let id = inner.last;
        let asker = Arc::new(make(id));
        inner.all.insert(id, Arc::clone(&asker));
        asker
    }

    pub fn forget(&self, client: ClientId) {
        self.0.lock().all.remove(&client);
    }

    /// The newest of those who may do this.
    pub fn newest(&self, right: Right) -> Option<Arc<Asker<E>>> {
        let inner = self.0.lock();
        let mut newest_first = inner.all.values().rev();
        newest_first
            .find(|asker| asker.who.rights >= right)
            .cloned()
    }

    pub fn count(&self) -> usize {
        self.0.lock().all.len()
    }
}
