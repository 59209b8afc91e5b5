//! The filters that are wanted of one broker, counted.

use std::collections::{BTreeMap, BTreeSet};

use tilework_core::{binding::Qos, filter_tree::FilterTree, topic::TopicFilter};

use crate::link::wire_filter;

/// Filters as the broker knows them: with a topic prefix, one tile writes it and another leaves it out.
#[derive(Debug, Default)]
pub struct Wanted {
    prefix: String,
    filters: BTreeMap<TopicFilter, Interest>,
    /// All but the shared ones: what a group takes in turns stands for nothing else (MQTT 5 §4.8.2).
    tree: FilterTree<TopicFilter>,
    /// Somebody takes the news; else there is none to keep.
    followed: bool,
    news: News,
}

#[derive(Debug, Default)]
struct Interest {
    /// As their holders wrote them, and how many there are of each.
    holds: BTreeMap<(TopicFilter, Qos), u32>,
}

/// What happened to filters, each in one list at most.
#[derive(Debug, Default, PartialEq)]
pub struct News {
    /// Held once more: the new holder waits for its retained message.
    pub fresh: BTreeSet<TopicFilter>,
    /// Held by nobody any more.
    pub gone: BTreeSet<TopicFilter>,
    /// As their holders wrote them: nobody writes them so any more.
    pub unwritten: BTreeSet<TopicFilter>,
}

impl Wanted {
    pub(super) fn add(&mut self, filter: &TopicFilter, qos: Qos) {
        let wire = self.insert(filter, qos, 1);
        if self.followed {
            self.news.gone.remove(&wire);
            self.news.unwritten.remove(filter);
            self.news.fresh.insert(wire);
        }
    }

    fn insert(&mut self, filter: &TopicFilter, qos: Qos, count: u32) -> TopicFilter {
        let wire = wire_filter(&self.prefix, filter);
        let known = self.filters.entry(wire.clone()).or_default();
        if known.holds.is_empty() && !wire.is_shared() {
            self.tree.insert(&wire, wire.clone());
        }
        *known.holds.entry((filter.clone(), qos)).or_default() += count;
        wire
    }

    pub(super) fn release(&mut self, filter: &TopicFilter, qos: Qos) {
        let wire = wire_filter(&self.prefix, filter);
        let Some(known) = self.filters.get_mut(&wire) else {
            return;
        };
        let hold = (filter.clone(), qos);
        if let Some(count) = known.holds.get_mut(&hold) {
            *count -= 1;
            if *count == 0 {
                known.holds.remove(&hold);
            }
        }
        if self.followed && !known.written().any(|written| written == filter) {
            self.news.unwritten.insert(filter.clone());
        }
        if known.holds.is_empty() {
            self.filters.remove(&wire);
            self.tree.remove(&wire, &wire);
            if self.followed {
                self.news.fresh.remove(&wire);
                self.news.gone.insert(wire);
            }
        }
    }

    /// Where it was another one, every filter is another one for the broker: for a connection that begins after it.
    pub(super) fn set_prefix(&mut self, prefix: &str) {
        if self.prefix == prefix {
            return;
        }
        prefix.clone_into(&mut self.prefix);
        self.tree = FilterTree::new();
        self.news = News::default();
        for interest in std::mem::take(&mut self.filters).into_values() {
            for ((filter, qos), count) in interest.holds {
                self.insert(&filter, qos, count);
            }
        }
    }

    pub(super) fn set_followed(&mut self, followed: bool) {
        self.followed = followed;
        self.news = News::default();
    }

    pub(super) fn take_news(&mut self) -> News {
        std::mem::take(&mut self.news)
    }

    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    pub fn contains(&self, wire: &TopicFilter) -> bool {
        self.filters.contains_key(wire)
    }

    pub fn all(&self) -> impl Iterator<Item = &TopicFilter> {
        self.filters.keys()
    }

    /// The highest that a holder of this filter wants.
    pub fn qos(&self, wire: &TopicFilter) -> Qos {
        let holds = self.filters.get(wire).map(|known| known.holds.keys());
        let all = holds.into_iter().flatten().map(|(_, qos)| *qos);
        all.max().unwrap_or_default()
    }

    /// The filter as its holders wrote it.
    pub fn written(&self, wire: &TopicFilter) -> impl Iterator<Item = &TopicFilter> {
        self.filters
            .get(wire)
            .into_iter()
            .flat_map(Interest::written)
    }

    /// The others that cover this one.
    pub fn covering(&self, wire: &TopicFilter) -> Vec<&TopicFilter> {
        let mut all = Vec::new();
        if !wire.is_shared() {
            self.tree.covering(wire, |other| all.push(other));
            all.retain(|other| *other != wire);
        }
        all
    }

    /// The others that this one covers.
    pub fn covered(&self, wire: &TopicFilter) -> Vec<&TopicFilter> {
        let mut all = Vec::new();
        if !wire.is_shared() {
            self.tree.covered(wire, |other| all.push(other));
            all.retain(|other| *other != wire);
        }
        all
    }
}

impl Interest {
    /// Each once: its QoS are beside each other.
    fn written(&self) -> impl Iterator<Item = &TopicFilter> {
        let mut last = None;
        self.holds.keys().filter_map(move |(filter, _)| {
            let first = last != Some(filter);
            last = Some(filter);
            first.then_some(filter)
        })
    }
}
