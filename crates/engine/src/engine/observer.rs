//! From a connection to readings, history, commands, windows and the broker screen.

use std::{
    borrow::Cow,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tilework_core::{
    command::CommandFailure, connection::ConnectionState, id::BrokerId, reason::Refusal,
    topic::TopicFilter,
};

use super::live::Live;
use crate::{
    api::TooLargeMessage,
    clock::now,
    connection::{Observer, Record},
    link::{Established, Message},
};

/// What one connection tells goes here.
pub struct BrokerObserver {
    broker: BrokerId,
    /// Of its topics, as the broker knows them. Tiles may leave it out.
    prefix: String,
    record: Arc<Mutex<Record>>,
    live: Arc<Live>,
}

impl BrokerObserver {
    pub fn new(broker: BrokerId, prefix: String, live: Arc<Live>) -> Self {
        Self {
            record: live.record(&broker),
            broker,
            prefix,
            live,
        }
    }

    fn note(&self, note: impl FnOnce(&mut Record)) {
        note(&mut self.record.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The topic as the broker knows it, and as a tile may have it: without the prefix, with or without a slash before it.
    fn topics<'a>(&self, topic: &'a str) -> Vec<Cow<'a, str>> {
        let mut topics = vec![Cow::Borrowed(topic)];
        if !self.prefix.is_empty()
            && let Some(short) = topic.strip_prefix(&self.prefix)
        {
            topics.push(Cow::Borrowed(short));
            topics.push(Cow::Owned(format!("/{short}")));
        }
        topics
    }
}

impl Observer for BrokerObserver {
    fn state(&self, state: ConnectionState) {
        self.live.change_state(&self.broker, state);
    }

    fn established(&self, established: &Established) {
        // Here and not with the state, which may say `Online` again about the same connection.
        self.live.board.connected(&self.broker);
        self.note(|record| {
            record.established = Some(established.clone());
        });
    }

    fn message(&self, message: &Message) {
        self.note(|record| {
            record.counters.messages_in += 1;
            record.counters.bytes_in += (message.topic.len() + message.payload.len()) as u64;
        });
        let mut reports = Vec::new();
        let properties = message.properties.as_ref();
        if let Some(correlation) = properties.and_then(|p| p.correlation.as_ref()) {
            let topics = self.topics(&message.topic);
            reports.extend(self.live.commands.reply(&topics, correlation));
        }
        let board = &self.live.board;
        let mut kept = Vec::new();
        board.message(&self.broker, message, now(), &mut |taken| {
            // What the broker had kept was said before the press.
            if !message.retained {
                reports.extend(self.live.commands.value(taken.key, taken.value));
            }
            if let Some(origin) = taken.origin {
                self.live
                    .recorder
                    .take(origin, taken.value, taken.at, &mut kept);
            }
        });
        reports
            .iter()
            .for_each(|report| self.live.feeds.command(report));
    }

    fn too_large(&self, topic: Option<&str>, bytes: u64, limit: u32) {
        self.note(|record| {
            record.counters.too_large += 1;
            record.too_large = Some(TooLargeMessage {
                at: now(),
                topic: topic.map(|topic| topic.chars().take(200).collect()),
                bytes,
                limit,
            });
        });
        if let Some(topic) = topic {
            self.live.board.too_large(&self.broker, topic, bytes, limit);
        }
    }

    fn subscribed(&self, filter: &TopicFilter, result: Result<(), Refusal>) {
        self.note(|record| {
            record.subscribed(filter, &result);
        });
        self.live.board.subscribed(&self.broker, filter, result);
    }

    fn published(&self, token: u64, result: Result<(), CommandFailure>) {
        self.live.tell(self.live.commands.published(token, result));
    }

    fn latency(&self, latency: Duration) {
        self.note(|record| {
            record.latency = Some(latency);
        });
    }

    fn sent(&self, bytes: usize) {
        self.note(|record| {
            record.counters.messages_out += 1;
            record.counters.bytes_out += bytes as u64;
        });
    }
}
