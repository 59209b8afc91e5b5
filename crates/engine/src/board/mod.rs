//! From a message to readings: which bindings a message concerns, what it says to each, and what each said last.
//!
//! Deliberately not here: sending anything to the screen. A feed compares versions ([`Boards::changed_since`]); that costs what
//! the tiles in view cost, however many messages come.

mod boards;
mod bound;
mod origin;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
    },
};

use tilework_core::{
    Millis,
    binding::Binding,
    filter_tree::FilterTree,
    id::{BindingKey, BrokerId, Slot, TileId},
    reason::Refusal,
    topic::TopicFilter,
    value::Value,
};
use tokio::sync::watch;

use crate::{
    interests::{Hold, Interests},
    link::{Message, wire_filter},
};
pub use boards::Boards;
use bound::Bound;
pub use origin::{Kept, Origin};

/// A value that a binding took from a message.
#[derive(Debug)]
pub struct Taken<'a> {
    pub key: &'a BindingKey,
    pub value: &'a Value,
    /// Of the sample: when the message came, or what the device says.
    pub at: Millis,
    /// The broker had kept the message, or a kept session had queued it: it was said earlier.
    pub retained: bool,
    /// `None` for what has no history (the editor's preview), and for the second binding that reads the same in this message.
    pub origin: Option<&'a Origin>,
}

/// How a binding is put to work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Of a tile: it is kept.
    Tile,
    /// Of the editor: it shows the newest message and keeps nothing; a flood of messages is not worth more than a glance.
    Preview,
}

/// What all boards share.
#[derive(Debug, Default)]
struct Changes {
    /// Counts up with every change of any reading of any board; never 0.
    version: AtomicU64,
    changed: watch::Sender<()>,
}

impl Changes {
    fn next(&self) -> u64 {
        self.version.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// Every binding of every tile to one broker.
#[derive(Debug)]
pub struct Board {
    broker: BrokerId,
    interests: Arc<Interests>,
    changes: Arc<Changes>,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    tiles: HashMap<TileId, BTreeMap<Slot, usize>>,
    bound: Vec<Option<Bound>>,
    free: Vec<usize>,
    tree: FilterTree<usize>,
    /// By the filter as the binding has it.
    by_filter: HashMap<TopicFilter, Vec<usize>>,
    /// Bindings that read the same have the same origin.
    origins: HashMap<tilework_history::Source, Weak<origin::Inner>>,
    prefix: String,
    /// Bindings the last message concerned, and the origins that were told; kept to save the allocation.
    concerned: Vec<usize>,
    told: Vec<Origin>,
}

impl Board {
    fn new(broker: BrokerId, interests: Arc<Interests>, changes: Arc<Changes>) -> Self {
        Self {
            broker,
            interests,
            changes,
            inner: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self) {
        self.changes.changed.send_replace(());
    }

    /// Makes these the bindings of a tile to this broker. A binding that is as it was keeps its reading; one that changed keeps
    /// what still holds ([`Bound::inherit`]). A filter that only changes hands is held all the time.
    fn set_tile(&self, tile: &TileId, mut wanted: BTreeMap<Slot, &Binding>, work: Work) {
        let mut inner = self.lock();
        let mut before = BTreeMap::new();
        for (slot, index) in inner.tiles.get(tile).cloned().unwrap_or_default() {
            let old = inner.bound[index].as_ref().map(|old| &old.binding);
            if old.is_some() && wanted.get(&slot).copied() == old {
                wanted.remove(&slot);
            } else {
                before.extend(inner.remove(tile, &slot).map(|bound| (slot, bound)));
            }
        }
        for (slot, binding) in wanted {
            let hold = self.hold(binding, work);
            let key = BindingKey::new(tile.clone(), slot.clone());
            let origin = inner.origin(binding);
            let version = self.changes.next();
            let mut bound = Bound::new(key, binding.clone(), work, hold, origin, version);
            if let Some(before) = before.get(&slot) {
                bound.inherit(before);
            }
            inner.insert(tile, slot, bound);
        }
        drop(inner);
        drop(before);
    }

    fn hold(&self, binding: &Binding, work: Work) -> Hold {
        let hold = self
            .interests
            .hold(&self.broker, &binding.topic, binding.qos);
        if work == Work::Preview && binding.topic.as_str().contains(['+', '#']) {
            hold.within(bound::GLANCE)
        } else {
            hold
        }
    }

    /// From now on the topics of this broker's bindings are meant with this prefix before them, as the broker has them.
    pub fn set_prefix(&self, prefix: &str) {
        self.interests.of(&self.broker).set_prefix(prefix);
        let mut guard = self.lock();
        let inner = &mut *guard;
        if inner.prefix == prefix {
            return;
        }
        prefix.clone_into(&mut inner.prefix);
        inner.tree = FilterTree::new();
        for (index, bound) in inner.bound.iter().enumerate() {
            if let Some(bound) = bound {
                let wire = wire_filter(prefix, &bound.binding.topic);
                inner.tree.insert(&wire, index);
            }
        }
    }

    /// Hands a message to every binding whose filter matches. `taken` hears of each value; the board is locked meanwhile.
    pub fn message(&self, message: &Message, at: Millis, taken: &mut dyn FnMut(Taken<'_>)) {
        let mut guard = self.lock();
        let inner = &mut *guard;
        let mut concerned = std::mem::take(&mut inner.concerned);
        let tree = &inner.tree;
        tree.matches(&message.topic, |index| concerned.push(*index));
        let heard = !concerned.is_empty();
        for index in concerned.drain(..) {
            let Some(bound) = inner.bound.get_mut(index).and_then(Option::as_mut) else {
                continue;
            };
            if bound.hold.admits(message)
                && let Some(at) = bound.take(message, at, self.changes.next())
                && let Some(value) = &bound.reading.value
            {
                // Nobody knows when it was said, unless the device does: of a queue only what came last is kept.
                bound.unrecorded = message.is_of_any_age() && !bound.tells_time();
                let origin = bound.kept_origin().filter(|_| !bound.unrecorded);
                let origin = origin.filter(|it| !inner.told.iter().any(|told| told.is(it)));
                inner.told.extend(origin.cloned());
                taken(Taken {
                    key: &bound.reading.binding,
                    value,
                    at,
                    retained: message.retained || message.queued,
                    origin,
                });
            }
        }
        inner.told.clear();
        inner.concerned = concerned;
        drop(guard);
        if heard {
            self.changed();
        }
    }

    /// A kept session has told all that it had queued: what it said last holds now. `taken` hears of that as of what the broker keeps.
    pub fn caught_up(&self, at: Millis, taken: &mut dyn FnMut(Taken<'_>)) {
        let mut guard = self.lock();
        let inner = &mut *guard;
        for bound in inner.bound.iter_mut().flatten() {
            let holds = std::mem::take(&mut bound.unrecorded) && bound.reading.problem.is_none();
            let origin = bound.kept_origin().filter(|_| holds);
            let origin = origin.filter(|it| !inner.told.iter().any(|told| told.is(it)));
            if let (Some(origin), Some(value)) = (origin, &bound.reading.value) {
                inner.told.push(origin.clone());
                taken(Taken {
                    key: &bound.reading.binding,
                    value,
                    at,
                    retained: true,
                    origin: Some(origin),
                });
            }
        }
        inner.told.clear();
    }

    /// The broker is online (again): from now on its retained messages are news until something newer is heard.
    pub fn connected(&self) {
        for bound in self.lock().bound.iter_mut().flatten() {
            bound.heard_live = false;
            bound.heard_kept = false;
        }
    }

    /// A message was left out because of its size: the bindings it concerns say so until the next one.
    pub fn too_large(&self, topic: &str, bytes: u64, limit: u32) {
        let mut guard = self.lock();
        let inner = &mut *guard;
        let mut concerned = Vec::new();
        inner.tree.matches(topic, |index| concerned.push(*index));
        for index in concerned {
            if let Some(bound) = inner.bound.get_mut(index).and_then(Option::as_mut) {
                bound.too_large(bytes, limit, self.changes.next());
            }
        }
        drop(guard);
        self.changed();
    }

    /// The broker's answer to a subscription, for the bindings that use exactly this filter.
    pub fn subscribed(&self, filter: &TopicFilter, result: &Result<(), Refusal>) {
        self.with_filter(filter, |bound, version| bound.subscribed(result, version));
    }

    /// The broker does not answer it.
    pub fn unanswered(&self, filter: &TopicFilter) {
        self.with_filter(filter, Bound::unanswered);
    }

    /// How many bindings were looked at.
    fn with_filter(&self, filter: &TopicFilter, tell: impl Fn(&mut Bound, u64)) -> usize {
        let mut guard = self.lock();
        let inner = &mut *guard;
        let concerned = inner.by_filter.get(filter).map_or(&[][..], Vec::as_slice);
        for index in concerned {
            if let Some(bound) = inner.bound.get_mut(*index).and_then(Option::as_mut) {
                tell(bound, self.changes.next());
            }
        }
        let looked_at = concerned.len();
        drop(guard);
        if looked_at > 0 {
            self.changed();
        }
        looked_at
    }
}

impl Inner {
    fn get(&self, key: &BindingKey) -> Option<&Bound> {
        let index = self.tiles.get(key.tile())?.get(key.slot())?;
        self.bound.get(*index)?.as_ref()
    }

    fn origin(&mut self, binding: &Binding) -> Origin {
        let origin = Origin::of(binding);
        let known = self.origins.get(origin.source()).and_then(Origin::again);
        known.unwrap_or_else(|| {
            if self.origins.len() > 2 * self.bound.len() + 16 {
                // Those whose last binding went.
                self.origins.retain(|_, origin| origin.strong_count() > 0);
            }
            self.origins
                .insert(origin.source().clone(), origin.downgrade());
            origin
        })
    }

    fn insert(&mut self, tile: &TileId, slot: Slot, bound: Bound) {
        let wire = wire_filter(&self.prefix, &bound.binding.topic);
        let index = self.free.pop().unwrap_or_else(|| {
            self.bound.push(None);
            self.bound.len() - 1
        });
        let same = self.by_filter.entry(bound.binding.topic.clone());
        same.or_default().push(index);
        self.bound[index] = Some(bound);
        self.tree.insert(&wire, index);
        let slots = self.tiles.entry(tile.clone()).or_default();
        slots.insert(slot, index);
    }

    fn remove(&mut self, tile: &TileId, slot: &Slot) -> Option<Bound> {
        let slots = self.tiles.get_mut(tile)?;
        let index = slots.remove(slot)?;
        if slots.is_empty() {
            self.tiles.remove(tile);
        }
        let bound = self.bound[index].take()?;
        self.free.push(index);
        let topic = &bound.binding.topic;
        self.tree.remove(&wire_filter(&self.prefix, topic), &index);
        if let Some(same) = self.by_filter.get_mut(topic) {
            same.retain(|other| *other != index);
            if same.is_empty() {
                self.by_filter.remove(topic);
            }
        }
        Some(bound)
    }
}
