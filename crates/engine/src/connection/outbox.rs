//! Publishes that the broker has not acknowledged yet. A link forgets them with its connection; this does
//! not.

use std::collections::BTreeMap;

use tokio::time::Instant;

/// More than a person can press in the time a broker takes to answer.
const MOST: usize = 64;
const MOST_BYTES: usize = 32 << 20;

#[derive(Debug, Default)]
pub struct Outbox {
    /// Token → bytes, and since when it is with the broker; `None`: it waits in the link until the broker takes one more.
    waiting: BTreeMap<u64, (usize, Option<Instant>)>,
    bytes: usize,
}

impl Outbox {
    pub fn has_room(&self, bytes: usize) -> bool {
        self.waiting.len() < MOST && self.bytes + bytes <= MOST_BYTES
    }

    pub fn insert(&mut self, token: u64, bytes: usize) {
        self.bytes += bytes;
        self.waiting.insert(token, (bytes, None));
    }

    /// It went out. True if the token was waiting.
    pub fn leaves(&mut self, token: u64) -> bool {
        let waiting = self.waiting.get_mut(&token);
        waiting
            .map(|(_, since)| *since = Some(Instant::now()))
            .is_some()
    }

    /// True if the token was waiting.
    pub fn remove(&mut self, token: u64) -> bool {
        let removed = self.waiting.remove(&token);
        self.bytes -= removed.map_or(0, |(bytes, _)| bytes);
        removed.is_some()
    }

    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Since when the oldest waits for the broker.
    pub fn oldest(&self) -> Option<Instant> {
        self.waiting.values().filter_map(|(_, since)| *since).min()
    }

    /// Everything that may or may not have arrived.
    pub fn drain(&mut self) -> Vec<u64> {
        self.bytes = 0;
        std::mem::take(&mut self.waiting).into_keys().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outbox_is_bounded_in_count_and_in_bytes() {
        let mut outbox = Outbox::default();
        (0..MOST as u64).for_each(|token| outbox.insert(token, 1));
        assert!(!outbox.has_room(1));
        assert!(outbox.remove(0));
        assert!(outbox.has_room(1));
        assert!(!outbox.has_room(MOST_BYTES));
        assert_eq!(outbox.drain().len(), MOST - 1);
        assert!(outbox.has_room(MOST_BYTES));
    }
}
