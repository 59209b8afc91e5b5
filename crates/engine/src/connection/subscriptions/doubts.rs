//! Which filter makes a broker close the connection.
//!
//! Some do not answer a SUBSCRIBE that they do not grant (MQTT 3.1.1 §3.9.3 has a code for that): AWS IoT Core by policy and beyond 50
//! subscriptions, RabbitMQ by permissions. Then one bad topic costs all the others, again after each reconnect. So when two connections in
//! a row end with subscriptions unanswered, these are doubted: the next one asks for all others first, then for half of the doubted ones alone, and
//! so on by halves. What was answered is beyond doubt. A filter that ended the connection [`TIMES`] times when nothing else was asked for is
//! barred: its tiles say why, the others live.

use std::collections::{BTreeMap, BTreeSet};

use tilework_core::topic::TopicFilter;

/// Alone at fault so often: a network that fails at the wrong moment is none of a filter's doing.
const TIMES: u32 = 3;
/// Connections that end in one search. A bad filter among a thousand takes 14.
const MOST: u32 = 60;
/// Of these so many in a row of which nothing was learnt, neither an answer nor which filter was alone: a thousand need 11.
const SILENT: u32 = 12;

type Filters = BTreeSet<TopicFilter>;

#[derive(Debug, Default)]
pub(super) struct Doubts {
    doubted: Filters,
    /// Of these one was at fault the last time.
    window: Filters,
    /// Asked for now, and answers to nothing else are missing.
    asked: Filters,
    /// Those that ended the connection alone, and how often. They are asked for after all others.
    alone: BTreeMap<TopicFilter, u32>,
    barred: Filters,
    /// The last connection ended with some unanswered, which may be chance.
    once: bool,
    /// Connections that this search has cost, and how many of them since anything was learnt.
    cost: u32,
    silent: u32,
    /// Searched for in vain: not again before something is answered.
    given_up: bool,
}

impl Doubts {
    /// The broker closed the connection and left these unanswered. Whether one of them may be why. `steady`: it had lasted.
    pub fn closed(&mut self, unanswered: Filters, steady: bool) -> bool {
        let asked = std::mem::take(&mut self.asked);
        if unanswered.is_empty() {
            if !steady && !self.barred.is_empty() {
                // It closes without them as well.
                self.give_up();
            }
            return false;
        }
        if self.given_up || self.doubted.is_empty() && !std::mem::replace(&mut self.once, true) {
            return false;
        }
        self.cost += 1;
        self.silent += 1;
        if self.cost > MOST || self.silent > SILENT {
            self.give_up();
            return false;
        }
        let both: Filters = asked.intersection(&unanswered).cloned().collect();
        let among = if both.is_empty() {
            unanswered.clone()
        } else {
            both
        };
        self.doubted.extend(unanswered);
        self.window.clear();
        if among.len() > 1 {
            self.window = among;
            return true;
        }
        self.silent = 0;
        for only in among {
            let times = self.alone.entry(only.clone()).or_default();
            *times += 1;
            if *times >= TIMES {
                self.forget(&only);
                self.barred.insert(only);
            }
        }
        true
    }

    fn give_up(&mut self) {
        *self = Self {
            given_up: true,
            ..Self::default()
        };
    }

    /// What is not wanted any more needs no search, nor does what another filter stands for.
    pub fn keep(&mut self, wanted: impl Fn(&TopicFilter) -> bool) {
        let gone: Vec<_> = self
            .doubted
            .iter()
            .filter(|it| !wanted(it))
            .cloned()
            .collect();
        gone.iter().for_each(|it| self.forget(it));
        self.barred.retain(|it| wanted(it));
    }

    /// It is asked for only when nothing else is.
    pub fn has(&self, filter: &TopicFilter) -> bool {
        self.doubted.contains(filter)
    }

    pub fn barred(&self) -> &Filters {
        &self.barred
    }

    /// Granted or refused: the broker answers.
    pub fn answered(&mut self, filter: &TopicFilter) {
        self.silent = 0;
        self.given_up = false;
        self.forget(filter);
    }

    /// Beyond doubt: it was answered, is not wanted any more, or somebody asks for it anew.
    pub fn forget(&mut self, filter: &TopicFilter) {
        self.doubted.remove(filter);
        self.window.remove(filter);
        self.asked.remove(filter);
        self.alone.remove(filter);
        self.barred.remove(filter);
        if self.doubted.is_empty() {
            self.cost = 0;
        }
    }

    /// A person wants to know: everything is asked for again.
    pub fn forgive(&mut self) {
        *self = Self::default();
    }

    /// What to ask for next, now that nothing is unanswered. Empty: nothing is doubted.
    pub fn next(&mut self) -> Filters {
        if self.doubted.is_empty() {
            self.once = false;
        }
        let half = self.window.len().div_ceil(2);
        self.asked = self.window.iter().take(half).cloned().collect();
        if self.asked.is_empty() {
            let free = |it: &&TopicFilter| !self.alone.contains_key(*it);
            self.asked = self.doubted.iter().filter(free).cloned().collect();
        }
        if self.asked.is_empty() {
            self.asked = self.doubted.iter().take(1).cloned().collect();
        }
        self.asked.clone()
    }
}
