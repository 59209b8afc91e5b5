//! What the broker is asked for, so that it is asked for all that is wanted and sends each message once.
//!
//! A broker may send a message once for each filter that it matches (MQTT 3.1.1 §3.3.5), and some do. So a filter that another one covers
//! is not subscribed; only where the broker refuses the covering one. docs/adr says more about overlapping filters.

mod doubts;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use tilework_core::{binding::Qos, topic::TopicFilter};
use tokio::time::Instant;

use crate::interests::{News, Wanted};
use doubts::Doubts;

/// For the answer to a subscription.
const PATIENCE: Duration = Duration::from_secs(10);

/// In which a broker sends what it keeps, also much of it over a slow line.
const BACKLOG: Duration = Duration::from_secs(60);

/// What to send: the subscriptions first, so that no message falls between.
#[derive(Debug, Default, PartialEq)]
pub struct Orders {
    pub subscribe: Vec<(TopicFilter, Qos)>,
    pub unsubscribe: Vec<TopicFilter>,
    /// Not asked for: the broker ends the connection when it is.
    pub barred: Vec<TopicFilter>,
}

#[derive(Debug, Default)]
pub struct Subscriptions {
    /// On this connection, filters as the broker knows them.
    asked: BTreeMap<TopicFilter, Asked>,
    /// That a kept session may still have, though they are not asked for: gone while there was no connection, or covered.
    left_over: BTreeSet<TopicFilter>,
    /// When anything was asked for last.
    newest: Option<Instant>,
    /// By the time they were sent.
    unanswered: BTreeSet<(Instant, TopicFilter)>,
    /// What connections ended with.
    doubts: Doubts,
}

#[derive(Debug, Clone, Copy)]
struct Asked {
    answer: Answer,
    since: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    None,
    Granted,
    Refused,
    /// Not given in time: what the broker does is not known.
    Overdue,
}

impl Subscriptions {
    /// A connection begins. `kept`: the broker has what an earlier one asked for.
    pub fn connected(&mut self, wanted: &Wanted, news: News, kept: bool) -> Orders {
        self.lost(news);
        let mut orders = Orders::default();
        let mut gone = std::mem::take(&mut self.left_over);
        gone.retain(|filter| !wanted.contains(filter));
        self.doubts.keep(|filter| wanted.contains(filter));
        let since = Instant::now();
        let barred = self.doubts.barred().clone();
        for filter in &barred {
            let answer = Answer::Refused;
            self.asked.insert(filter.clone(), Asked { answer, since });
            orders.barred.push(filter.clone());
        }
        let mut asks = BTreeSet::new();
        for filter in wanted.all() {
            if self.failed(filter) {
                continue;
            }
            if self.stands_alone(wanted, filter) {
                asks.insert(filter.clone());
            } else if kept {
                self.left_over.insert(filter.clone());
            }
        }
        // One that another stands for is not asked for, whatever was doubted of it.
        self.doubts
            .keep(|filter| asks.contains(filter) || barred.contains(filter));
        asks.retain(|filter| !self.doubts.has(filter));
        self.ask(wanted, asks, &mut orders);
        self.go_on(wanted, &mut orders);
        if kept {
            orders.unsubscribe.extend(gone);
        }
        orders
    }

    /// There is no connection, and this happened meanwhile.
    pub fn lost(&mut self, news: News) {
        self.asked.clear();
        self.unanswered.clear();
        self.left_over.extend(news.gone);
    }

    /// The broker closed the connection, before [`lost`](Self::lost) is told. Whether a filter that it did not answer may be why.
    /// `steady`: it had lasted.
    pub fn closed(&mut self, steady: bool) -> bool {
        let unanswered = self.unanswered.iter();
        let unanswered = unanswered.map(|(_, filter)| filter.clone()).collect();
        self.doubts.closed(unanswered, steady)
    }

    /// A person wants to know: what was barred is asked for again.
    pub fn forgive(&mut self) {
        self.doubts.forgive();
    }

    /// Other filters are wanted.
    pub fn changed(&mut self, wanted: &Wanted, news: News) -> Orders {
        let mut orders = Orders::default();
        let mut asks = BTreeSet::new();
        for filter in news.gone.iter().chain(&news.fresh) {
            self.doubts.forget(filter);
        }
        for gone in &news.gone {
            let left_over = self.left_over.remove(gone);
            if self.leave(gone) || left_over {
                orders.unsubscribe.push(gone.clone());
            }
            asks.extend(self.uncovered(wanted, gone));
        }
        for fresh in news.fresh {
            // A new holder asks again for what was refused.
            if self.failed(&fresh) {
                self.leave(&fresh);
            }
            let over = wanted.covering(&fresh).into_iter();
            let over = over.filter(|it| !self.failed(it) && self.stands_alone(wanted, it));
            let root = over.min().cloned();
            asks.insert(root.unwrap_or(fresh));
        }
        self.ask(wanted, asks, &mut orders);
        self.go_on(wanted, &mut orders);
        orders
    }

    /// The broker answered: the filters that it is an answer to, as the broker knows them. None, if it was not asked for that any more.
    pub fn answered(
        &mut self,
        wanted: &Wanted,
        filter: &TopicFilter,
        granted: bool,
    ) -> (Vec<TopicFilter>, Orders) {
        let mut orders = Orders::default();
        let Some(asked) = self.asked.get_mut(filter) else {
            return (Vec::new(), orders);
        };
        let mut concerned = vec![filter.clone()];
        self.unanswered.remove(&(asked.since, filter.clone()));
        self.doubts.answered(filter);
        if granted {
            asked.answer = Answer::Granted;
            for covered in wanted.covered(filter) {
                let left_over = self.left_over.remove(covered);
                if self.leave(covered) || left_over {
                    orders.unsubscribe.push(covered.clone());
                }
                concerned.push(covered.clone());
            }
        } else {
            asked.answer = Answer::Refused;
            let asks = self.uncovered(wanted, filter);
            self.ask(wanted, asks, &mut orders);
        }
        self.go_on(wanted, &mut orders);
        (concerned, orders)
    }

    /// When the next answer is overdue.
    pub fn overdue_at(&self) -> Option<Instant> {
        self.unanswered.first().map(|(since, _)| *since + PATIENCE)
    }

    /// Those without an answer for too long, and what is asked for in their stead. An answer that comes later counts.
    pub fn overdue(&mut self, wanted: &Wanted) -> (Vec<TopicFilter>, Orders) {
        let now = Instant::now();
        let mut late = Vec::new();
        while let Some((since, filter)) = self.unanswered.pop_first() {
            if since + PATIENCE > now {
                self.unanswered.insert((since, filter));
                break;
            }
            if let Some(asked) = self.asked.get_mut(&filter)
                && asked.answer == Answer::None
            {
                asked.answer = Answer::Overdue;
                self.doubts.forget(&filter);
                late.push(filter);
            }
        }
        let mut orders = Orders::default();
        let asks = late
            .iter()
            .flat_map(|it| self.uncovered(wanted, it))
            .collect();
        self.ask(wanted, asks, &mut orders);
        self.go_on(wanted, &mut orders);
        (late, orders)
    }

    /// Whether what the broker keeps has long been told. A message that is marked as kept all the same comes from a broker that leaves the
    /// mark on what it forwards, though it must not (MQTT 3.1.1 [MQTT-3.3.1-9]), or was asked to: somebody has said it just now.
    pub fn has_told_all_kept(&self) -> bool {
        self.newest.is_some_and(|newest| newest.elapsed() > BACKLOG)
    }

    /// The next of what is doubted, once all else is answered.
    fn go_on(&mut self, wanted: &Wanted, orders: &mut Orders) {
        if self.unanswered.is_empty() {
            let next = self.doubts.next();
            self.ask(wanted, next, orders);
        }
    }

    fn ask(&mut self, wanted: &Wanted, asks: BTreeSet<TopicFilter>, orders: &mut Orders) {
        let since = Instant::now();
        if !asks.is_empty() {
            self.newest = Some(since);
        }
        for filter in asks {
            let before = self.asked.get(&filter).copied();
            if let Some(before) = before {
                self.unanswered.remove(&(before.since, filter.clone()));
            }
            // What was granted stays so while it is asked for again.
            let answer = before.map_or(Answer::None, |before| before.answer);
            self.asked.insert(filter.clone(), Asked { answer, since });
            self.left_over.remove(&filter);
            self.unanswered.insert((since, filter.clone()));
            let covered = wanted.covered(&filter).into_iter();
            let qos = covered.map(|it| wanted.qos(it)).max();
            let qos = qos.unwrap_or_default().max(wanted.qos(&filter));
            orders.subscribe.push((filter, qos));
        }
    }

    /// True if the broker may have it.
    fn leave(&mut self, filter: &TopicFilter) -> bool {
        let Some(asked) = self.asked.remove(filter) else {
            return false;
        };
        self.unanswered.remove(&(asked.since, filter.clone()));
        asked.answer != Answer::Refused
    }

    /// It was asked for and stands for no other: refused, or not answered.
    fn failed(&self, filter: &TopicFilter) -> bool {
        let asked = self.asked.get(filter);
        asked.is_some_and(|asked| matches!(asked.answer, Answer::Refused | Answer::Overdue))
    }

    /// No other filter stands for this one.
    fn stands_alone(&self, wanted: &Wanted, filter: &TopicFilter) -> bool {
        let mut over = wanted.covering(filter).into_iter();
        over.all(|it| self.failed(it))
    }

    /// Those for which `filter` stood, and which must be asked for now.
    fn uncovered(&self, wanted: &Wanted, filter: &TopicFilter) -> BTreeSet<TopicFilter> {
        let covered = wanted.covered(filter).into_iter();
        let alone =
            covered.filter(|it| !self.asked.contains_key(*it) && self.stands_alone(wanted, it));
        alone.cloned().collect()
    }
}
