//! From a message to readings: which bindings a message concerns, what it says to each, and what each said last.
//!
//! Deliberately not here: sending anything to the screen. A feed compares versions ([`Board::changed_since`]); that costs what
//! the tiles in view cost, however many messages come.

mod bound;
mod origin;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use tilework_core::{
    Millis,
    binding::{Binding, Qos},
    filter_tree::FilterTree,
    id::{BindingKey, BrokerId, TileId},
    reason::Refusal,
    topic::TopicFilter,
    value::Value,
};
use tokio::sync::watch;

use crate::{
    api::Reading,
    link::{Message, wire_topic},
};
use bound::Bound;
pub use origin::{Kept, Origin};

/// A value that a binding took from a message.
#[derive(Debug)]
pub struct Taken<'a> {
    pub key: &'a BindingKey,
    pub value: &'a Value,
    /// Of the sample: when the message came, or what the device says.
    pub at: Millis,
    /// `None` for the editor's preview: what is still being typed has no history.
    pub origin: Option<&'a Origin>,
}

/// The filters that a change of bindings wants and no longer wants, by broker.
#[derive(Debug, Default, PartialEq)]
pub struct FilterChanges {
    pub added: BTreeMap<BrokerId, Vec<(TopicFilter, Qos)>>,
    pub removed: BTreeMap<BrokerId, Vec<TopicFilter>>,
}

/// Every binding of every tile.
#[derive(Debug, Default)]
pub struct Board {
    inner: Mutex<Inner>,
    changed: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct Inner {
    by_key: HashMap<BindingKey, usize>,
    bound: Vec<Option<Bound>>,
    free: Vec<usize>,
    trees: HashMap<BrokerId, FilterTree<usize>>,
    /// Of the brokers that have one.
    prefixes: HashMap<BrokerId, String>,
    /// Counts up with every change of any reading; never 0.
    version: u64,
    /// Bindings the last message concerned; kept to save the allocation.
    concerned: Vec<usize>,
}

impl Board {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes these the bindings of a tile. A binding that is as it was keeps its reading; one that changed keeps
    /// what still holds ([`Bound::inherit`]).
    /// `keep_payload`: for the editor, which shows the newest message.
    pub fn set_tile<'a>(
        &self,
        tile: &TileId,
        bindings: impl Iterator<Item = (BindingKey, &'a Binding)>,
        keep_payload: bool,
    ) -> FilterChanges {
        let mut changes = FilterChanges::default();
        let wanted: HashMap<BindingKey, &Binding> = bindings.collect();
        let mut inner = self.lock();
        let gone: Vec<_> = inner
            .by_key
            .iter()
            .filter(|(key, index)| {
                key.tile() == tile
                    && wanted.get(*key).is_none_or(|new| {
                        inner.bound[**index]
                            .as_ref()
                            .is_none_or(|old| old.binding != **new)
                    })
            })
            .map(|(key, _)| key.clone())
            .collect();
        let mut before: HashMap<BindingKey, Bound> = HashMap::new();
        for key in gone {
            if let Some(bound) = inner.remove(&key, &mut changes) {
                before.insert(key, bound);
            }
        }
        for (key, binding) in wanted {
            if !inner.by_key.contains_key(&key) {
                let before = before.remove(&key);
                inner.insert(key, binding, keep_payload, before, &mut changes);
            }
        }
        drop(inner);
        self.changed.send_replace(());
        changes
    }

    /// Wakes at any change of any reading after the last time it was asked.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// From now on the topics of this broker's bindings are meant with this prefix before them, as the broker has them.
    pub fn set_prefix(&self, broker: &BrokerId, prefix: &str) {
        let mut guard = self.lock();
        let inner = &mut *guard;
        if inner.prefixes.get(broker).map_or("", String::as_str) == prefix {
            return;
        }
        inner.prefixes.insert(broker.clone(), prefix.to_owned());
        let mut tree = FilterTree::new();
        for (index, bound) in inner.bound.iter().enumerate() {
            if let Some(bound) = bound
                && bound.binding.broker == *broker
            {
                tree.insert(&on_wire(prefix, &bound.binding.topic), index);
            }
        }
        inner.trees.insert(broker.clone(), tree);
    }

    /// Hands a message to every binding of its broker whose filter matches. `taken` hears of each value; the board is locked
    /// meanwhile.
    pub fn message(
        &self,
        broker: &BrokerId,
        message: &Message,
        at: Millis,
        taken: &mut dyn FnMut(Taken<'_>),
    ) {
        let mut guard = self.lock();
        let inner = &mut *guard;
        let Some(tree) = inner.trees.get(broker) else {
            return;
        };
        let mut concerned = std::mem::take(&mut inner.concerned);
        tree.matches(&message.topic, |index| concerned.push(*index));
        for index in concerned.drain(..) {
            if let Some(bound) = inner.bound.get_mut(index).and_then(Option::as_mut) {
                inner.version += 1;
                if let Some(at) = bound.take(message, at, inner.version)
                    && let Some(value) = &bound.reading.value
                {
                    taken(Taken {
                        key: &bound.reading.binding,
                        value,
                        at,
                        origin: bound.kept_origin(),
                    });
                }
            }
        }
        inner.concerned = concerned;
        drop(guard);
        self.changed.send_replace(());
    }

    /// A broker is online (again): from now on its retained messages are news until something newer is heard.
    pub fn connected(&self, broker: &BrokerId) {
        let mut inner = self.lock();
        for bound in inner.bound.iter_mut().flatten() {
            if bound.binding.broker == *broker {
                bound.heard_live = false;
                bound.heard_kept = false;
            }
        }
    }

    /// A message was left out because of its size: the bindings it concerns say so until the next one.
    pub fn too_large(&self, broker: &BrokerId, topic: &str, bytes: u64, limit: u32) {
        let mut guard = self.lock();
        let inner = &mut *guard;
        let mut concerned = Vec::new();
        if let Some(tree) = inner.trees.get(broker) {
            tree.matches(topic, |index| concerned.push(*index));
        }
        for index in concerned {
            if let Some(bound) = inner.bound.get_mut(index).and_then(Option::as_mut) {
                inner.version += 1;
                bound.too_large(bytes, limit, inner.version);
            }
        }
        drop(guard);
        self.changed.send_replace(());
    }

    /// The broker's answer to a subscription, for the bindings that use exactly this filter.
    pub fn subscribed(&self, broker: &BrokerId, filter: &TopicFilter, result: Result<(), Refusal>) {
        let mut guard = self.lock();
        let inner = &mut *guard;
        for bound in inner.bound.iter_mut().flatten() {
            if bound.binding.broker == *broker && bound.binding.topic == *filter {
                inner.version += 1;
                bound.subscribed(result.clone(), inner.version);
            }
        }
        drop(guard);
        self.changed.send_replace(());
    }

    /// The readings of `keys` that changed after the version each was last seen at; the versions are brought up to date.
    pub fn changed_since(&self, seen: &mut HashMap<BindingKey, u64>) -> Vec<Reading> {
        let inner = self.lock();
        let mut changed = Vec::new();
        for (key, version) in seen {
            if let Some(bound) = inner.get(key)
                && bound.version > *version
            {
                *version = bound.version;
                changed.push(bound.reading.clone());
            }
        }
        changed
    }

    /// The filters of a broker's bindings, one for each binding.
    pub fn filters(&self, broker: &BrokerId) -> Vec<(TopicFilter, Qos)> {
        let inner = self.lock();
        let bindings = inner.bound.iter().flatten().map(|bound| &bound.binding);
        bindings
            .filter(|binding| binding.broker == *broker)
            .map(|b| (b.topic.clone(), b.qos))
            .collect()
    }

    /// Where the values of a binding are kept.
    pub fn origin(&self, key: &BindingKey) -> Option<Origin> {
        self.lock().get(key).map(|bound| bound.origin.clone())
    }

    /// Every binding that is kept, with its origin.
    pub fn origins(&self) -> Vec<(BindingKey, Origin)> {
        let inner = self.lock();
        let kept = inner.bound.iter().flatten();
        kept.filter_map(|bound| Some((bound.reading.binding.clone(), bound.kept_origin()?.clone())))
            .collect()
    }
}

/// A filter as the broker has it.
fn on_wire(prefix: &str, filter: &TopicFilter) -> TopicFilter {
    // A prefix was checked when its form was saved; a filter stays one behind it.
    TopicFilter::parse(&wire_topic(prefix, filter.as_str())).unwrap_or_else(|_| filter.clone())
}

impl Inner {
    fn get(&self, key: &BindingKey) -> Option<&Bound> {
        self.by_key
            .get(key)
            .and_then(|index| self.bound.get(*index))
            .and_then(Option::as_ref)
    }

    fn insert(
        &mut self,
        key: BindingKey,
        binding: &Binding,
        keep_payload: bool,
        before: Option<Bound>,
        changes: &mut FilterChanges,
    ) {
        self.version += 1;
        let mut bound = Bound::new(key.clone(), binding.clone(), keep_payload, self.version);
        if let Some(before) = before {
            bound.inherit(before);
        }
        let index = self.free.pop().unwrap_or_else(|| {
            self.bound.push(None);
            self.bound.len() - 1
        });
        self.bound[index] = Some(bound);
        self.by_key.insert(key, index);
        let prefix = self.prefixes.get(&binding.broker);
        let wire = on_wire(prefix.map_or("", String::as_str), &binding.topic);
        self.trees
            .entry(binding.broker.clone())
            .or_default()
            .insert(&wire, index);
        let filters = changes.added.entry(binding.broker.clone()).or_default();
        filters.push((binding.topic.clone(), binding.qos));
    }

    fn remove(&mut self, key: &BindingKey, changes: &mut FilterChanges) -> Option<Bound> {
        let index = self.by_key.remove(key)?;
        let bound = self.bound[index].take()?;
        self.free.push(index);
        let Binding { broker, topic, .. } = &bound.binding;
        let prefix = self.prefixes.get(broker);
        let wire = on_wire(prefix.map_or("", String::as_str), topic);
        if let Some(tree) = self.trees.get_mut(broker) {
            tree.remove(&wire, &index);
        }
        let filters = changes.removed.entry(broker.clone()).or_default();
        filters.push(topic.clone());
        Some(bound)
    }
}
