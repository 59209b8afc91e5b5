//! What a room tells its clients, told to each at its own pace.

use std::{collections::BTreeMap, sync::Arc};

use parking_lot::{Mutex, MutexGuard};
use tokio::sync::watch;

/// Rung when any room has something to tell. Clones ring the same.
#[derive(Debug, Clone, Default)]
pub struct Bell(Arc<watch::Sender<()>>);

impl Bell {
    fn ring(&self) {
        self.0.send_replace(());
    }

    /// Hears what is rung from now on.
    pub fn listen(&self) -> watch::Receiver<()> {
        self.0.subscribe()
    }
}

/// The newest that is to be said of each thing. A client takes what is newer than what it has seen: nothing waits for a client, and more
/// clients need no more room.
#[derive(Debug)]
pub struct Told<K, V> {
    inner: Mutex<Inner<K, V>>,
    bell: Bell,
    /// Things at once; beyond it, the one of which nothing was said for longest is left out.
    most: usize,
}

#[derive(Debug)]
struct Inner<K, V> {
    version: u64,
    all: BTreeMap<K, (u64, V)>,
}

impl<K: Ord + Clone, V: Clone> Told<K, V> {
    pub fn new(bell: &Bell, most: usize) -> Self {
        Self {
            inner: Mutex::new(Inner {
                version: 0,
                all: BTreeMap::new(),
            }),
            bell: bell.clone(),
            most,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner<K, V>> {
        self.inner.lock()
    }

    pub fn say(&self, key: K, value: V) {
        self.say_unless(key, value, |_| false);
    }

    /// Says nothing where what was said last stands.
    pub fn say_unless(&self, key: K, value: V, stands: impl FnOnce(&V) -> bool) {
        let mut inner = self.lock();
        if inner.all.get(&key).is_some_and(|(_, last)| stands(last)) {
            return;
        }
        inner.version += 1;
        let version = inner.version;
        inner.all.insert(key, (version, value));
        if inner.all.len() > self.most {
            let oldest = inner.all.iter().min_by_key(|(_, (version, _))| *version);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                inner.all.remove(&oldest);
            }
        }
        drop(inner);
        self.bell.ring();
    }

    /// The thing is no more: there is nothing to say of it.
    pub fn forget(&self, key: &K) {
        self.lock().all.remove(key);
    }

    /// What a client has seen that begins now, and is not told of what was before.
    pub fn now(&self) -> u64 {
        self.lock().version
    }

    /// What is newer than what was seen, which is brought up to date. 0: nothing was seen.
    pub fn since(&self, seen: &mut u64) -> Vec<V> {
        let inner = self.lock();
        let before = std::mem::replace(seen, inner.version);
        if before == inner.version {
            return Vec::new();
        }
        let mut news: Vec<_> = inner.all.values().filter(|it| it.0 > before).collect();
        news.sort_by_key(|(version, _)| *version);
        news.into_iter().map(|(_, value)| value.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(most: usize) -> Told<u32, &'static str> {
        Told::new(&Bell::default(), most)
    }

    #[test]
    fn each_client_takes_the_newest_of_what_it_has_not_seen() {
        let told = told(8);
        let (mut one, mut two) = (0, 0);
        told.say(1, "a");
        assert_eq!(told.since(&mut one), ["a"]);
        told.say(2, "b");
        told.say(1, "c");
        assert_eq!(
            told.since(&mut one),
            ["b", "c"],
            "in the order of the last word"
        );
        assert_eq!(told.since(&mut one), [""; 0]);
        assert_eq!(told.since(&mut two), ["b", "c"]);
    }

    #[test]
    fn one_that_begins_now_hears_nothing_of_before_and_none_hears_of_what_is_forgotten() {
        let told = told(8);
        told.say(1, "a");
        told.say(2, "b");
        let mut seen = told.now();
        told.forget(&1);
        assert_eq!(told.since(&mut seen), [""; 0]);
        assert_eq!(told.since(&mut 0), ["b"]);
    }

    #[test]
    fn beyond_so_many_things_the_stalest_is_left_out() {
        let told = told(2);
        told.say(1, "a");
        told.say(2, "b");
        told.say(1, "c");
        told.say(3, "d");
        assert_eq!(told.since(&mut 0), ["c", "d"]);
    }
}
