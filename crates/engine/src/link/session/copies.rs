//! Copies of one message: a broker may send one for each filter of ours that it matches (MQTT 3.1.1 §3.3.5, MQTT 5 §3.3.4).
//!
//! The first is handed on, to everybody whose filter matches; the others are left out. In MQTT 5 a copy says which filter it is for
//! (§3.3.2.3.8): the same message once more for another filter is a copy, once more for the same filter is another message. Without that, a
//! message that follows an equal one on its topic at once, where several of our filters match, is taken for a copy — until the broker shows that
//! it sends each message once. docs/adr/0023 says more.

use std::{
    collections::{BTreeMap, VecDeque},
    hash::{BuildHasher as _, RandomState},
    time::Duration,
};

use tilework_core::{filter_tree::FilterTree, topic::TopicFilter};
use tokio::time::Instant;

use crate::link::Message;

/// Topics whose last message is remembered.
const TOPICS: usize = 64;
/// From a message to its last copy: they leave the broker together.
const TOGETHER: Duration = Duration::from_secs(2);
/// So many messages came once where copies could have come: then this broker sends none.
const ONCE: u32 = 3;

#[derive(Debug, Default)]
pub struct Copies {
    /// The broker may be asked to say for which filter a message is.
    pub identified: bool,
    /// Of each filter that was asked for on this connection; never 0 (§3.8.2.1.2).
    identifiers: BTreeMap<TopicFilter, u32>,
    last: u32,
    granted: FilterTree<u32>,
    hash: RandomState,
    recent: VecDeque<Seen>,
    once: u32,
}

/// The last message of a topic.
#[derive(Debug)]
struct Seen {
    topic: u64,
    payload: u64,
    /// For which filters it came, where the broker says so.
    filters: Vec<u32>,
    came: usize,
    at: Instant,
}

impl Copies {
    /// Under which the broker is to send what this filter matches.
    pub fn identify(&mut self, filter: &TopicFilter) -> u32 {
        if let Some(known) = self.identifiers.get(filter) {
            return *known;
        }
        self.last += 1;
        self.identifiers.insert(filter.clone(), self.last);
        self.last
    }

    pub fn answered(&mut self, filter: &TopicFilter, granted: bool) {
        let Some(id) = self.identifiers.get(filter) else {
            return;
        };
        self.granted.remove(filter, id);
        if granted {
            self.granted.insert(filter, *id);
        }
    }

    pub fn left(&mut self, filter: &TopicFilter) {
        if let Some(id) = self.identifiers.remove(filter) {
            self.granted.remove(filter, &id);
        }
    }

    /// Whether this message was handed on already. What the broker retains is told to each filter that asks for it, and repeated anyway.
    pub fn is_copy(&mut self, message: &Message, filters: &[u32]) -> bool {
        if message.retained {
            return false;
        }
        let mut most = 0;
        if filters.is_empty() {
            self.granted.matches(&message.topic, |_| most += 1);
            if most < 2 || self.once >= ONCE {
                return false;
            }
        }
        let topic = self.hash.hash_one(&message.topic);
        let payload = self.hash.hash_one(&message.payload);
        let place = self.recent.iter().position(|seen| seen.topic == topic);
        let mut seen = place.and_then(|place| self.recent.remove(place));
        let copy = seen.as_mut().is_some_and(|seen| {
            let same = seen.payload == payload && seen.at.elapsed() <= TOGETHER;
            same && if filters.is_empty() {
                seen.came < most
            } else {
                filters.iter().all(|filter| !seen.filters.contains(filter))
            }
        });
        let now = match seen {
            Some(mut seen) if copy => {
                seen.came += 1;
                seen.filters.extend(filters);
                seen
            }
            before => {
                if filters.is_empty()
                    && before.is_some_and(|it| it.came == 1 && it.payload != payload)
                {
                    self.once += 1;
                }
                Seen {
                    topic,
                    payload,
                    filters: filters.to_vec(),
                    came: 1,
                    at: Instant::now(),
                }
            }
        };
        self.recent.truncate(TOPICS - 1);
        self.recent.push_front(now);
        copy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(text: &str) -> TopicFilter {
        TopicFilter::parse(text).unwrap()
    }

    fn copies(filters: &[&str]) -> Copies {
        let mut copies = Copies::default();
        for text in filters {
            copies.identify(&filter(text));
            copies.answered(&filter(text), true);
        }
        copies
    }

    fn message(topic: &str, payload: &str) -> Message {
        Message {
            topic: topic.into(),
            payload: payload.to_owned().into(),
            ..Message::default()
        }
    }

    /// What is handed on of these payloads on `a/b`, in the order in which they come.
    fn handed_on(copies: &mut Copies, payloads: &[&str]) -> Vec<String> {
        let mut all = Vec::new();
        for payload in payloads {
            if !copies.is_copy(&message("a/b", payload), &[]) {
                all.push((*payload).to_owned());
            }
        }
        all
    }

    #[tokio::test(start_paused = true)]
    async fn a_copy_for_each_filter_is_left_out_and_the_next_equal_message_is_not() {
        let mut copies = copies(&["a/+", "+/b", "#"]);
        let said = handed_on(&mut copies, &["1", "1", "1", "2", "2", "2", "2", "2", "2"]);
        assert_eq!(said, ["1", "2", "2"]);
    }

    #[tokio::test(start_paused = true)]
    async fn where_one_filter_matches_equal_messages_are_all_messages() {
        let mut copies = copies(&["a/+", "+/c", "b/#"]);
        assert_eq!(handed_on(&mut copies, &["1", "1", "1"]).len(), 3);
        copies.answered(&filter("+/b"), true);
        assert_eq!(
            handed_on(&mut copies, &["1", "1"]).len(),
            2,
            "never asked for"
        );
        copies.identify(&filter("+/b"));
        copies.answered(&filter("+/b"), false);
        assert_eq!(handed_on(&mut copies, &["1", "1"]).len(), 2, "refused");
        copies.answered(&filter("+/b"), true);
        assert_eq!(handed_on(&mut copies, &["1", "1"]).len(), 1);
        copies.left(&filter("a/+"));
        assert_eq!(handed_on(&mut copies, &["1", "1"]).len(), 2, "left");
    }

    #[tokio::test(start_paused = true)]
    async fn a_broker_that_sends_each_message_once_is_soon_believed() {
        let mut copies = copies(&["a/+", "+/b"]);
        handed_on(&mut copies, &["1", "2", "3", "4"]);
        assert_eq!(handed_on(&mut copies, &["5", "5", "5"]).len(), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn an_equal_message_that_comes_later_is_another_one() {
        let mut copies = copies(&["a/+", "+/b"]);
        for _ in 0..3 {
            assert_eq!(handed_on(&mut copies, &["on"]).len(), 1);
            tokio::time::advance(TOGETHER * 2).await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn copies_of_several_topics_may_come_between_each_other() {
        let mut copies = copies(&["a/+", "+/b", "+/c"]);
        let mut taken = Vec::new();
        for topic in ["a/b", "a/c", "a/b", "a/c"] {
            taken.push(!copies.is_copy(&message(topic, "1"), &[]));
        }
        assert_eq!(taken, [true, true, false, false]);
    }

    #[tokio::test(start_paused = true)]
    async fn what_says_for_which_filter_it_is_needs_no_guess() {
        let mut copies = Copies::default();
        let mut taken =
            |payload, filters: &[u32]| !copies.is_copy(&message("a/b", payload), filters);
        assert!(taken("1", &[1]));
        assert!(!taken("1", &[2]), "for the other filter");
        assert!(
            taken("1", &[2]),
            "another message, whichever copy comes first"
        );
        assert!(!taken("1", &[1]));
        // A broker that sends one copy for both, and one that names only one of them.
        assert!(taken("1", &[1, 2]));
        assert!(taken("1", &[1, 2]));
        assert!(taken("2", &[1]) && taken("2", &[1]) && taken("2", &[1]));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_retained_is_never_a_copy() {
        let mut copies = copies(&["a/+", "+/b"]);
        let retained = Message {
            retained: true,
            ..message("a/b", "1")
        };
        assert!(!copies.is_copy(&retained, &[]) && !copies.is_copy(&retained, &[]));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_remembered_is_bounded() {
        let mut copies = copies(&["#", "a/+"]);
        for number in 0..1_000 {
            copies.is_copy(&message(&format!("a/{number}"), "1"), &[]);
        }
        assert_eq!(copies.recent.len(), TOPICS);
    }
}
