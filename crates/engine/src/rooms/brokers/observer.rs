//! From a connection to the board of its broker, the taps, and the broker screen.

use std::{sync::Arc, time::Duration};

use parking_lot::Mutex;
use tilework_core::{
    command::CommandFailure, connection::ConnectionState, id::BrokerId, reason::Refusal,
    topic::TopicFilter,
};

use crate::{
    board::Board,
    clock::now,
    connection::{Connections, Journal, Observer, TooLargeMessage},
    link::{Established, Message},
    taps::Taps,
};

/// What one connection tells goes here.
pub struct BrokerObserver {
    broker: BrokerId,
    journal: Arc<Mutex<Journal>>,
    board: Arc<Board>,
    connections: Arc<Connections>,
    taps: Arc<Taps>,
}

impl BrokerObserver {
    pub fn new(
        broker: BrokerId,
        board: Arc<Board>,
        connections: Arc<Connections>,
        taps: Arc<Taps>,
    ) -> Self {
        Self {
            journal: connections.journal(&broker),
            broker,
            board,
            connections,
            taps,
        }
    }

    fn note(&self, note: impl FnOnce(&mut Journal)) {
        note(&mut self.journal.lock());
    }
}

impl Observer for BrokerObserver {
    fn state(&self, state: ConnectionState) {
        let now = now();
        self.connections.set_state(&self.broker, state.clone(), now);
        self.taps
            .tell(|tap| tap.connection(&self.broker, &state, now));
    }

    fn established(&self, established: &Established) {
        // Here and not with the state, which may say `Online` again about the same connection.
        self.board.connected();
        self.note(|journal| {
            journal.established = Some(established.clone());
        });
    }

    fn message(&self, message: &Message) {
        // The tiles first: no tap keeps them waiting.
        self.board.message(message, now(), &mut |taken| {
            self.taps.tell(|tap| tap.value(&taken));
        });
        self.taps.tell(|tap| tap.message(&self.broker, message));
    }

    fn fault(&self) {
        self.note(|journal| journal.counters.faults += 1);
    }

    fn copy(&self) {
        self.note(|journal| journal.counters.copies += 1);
    }

    fn caught_up(&self) {
        self.board.caught_up(now(), &mut |taken| {
            self.taps.tell(|tap| tap.value(&taken));
        });
    }

    fn too_large(&self, topic: Option<&str>, bytes: u64, limit: u32) {
        self.note(|journal| {
            journal.counters.too_large += 1;
            journal.too_large = Some(TooLargeMessage {
                at: now(),
                topic: topic.map(|topic| topic.chars().take(200).collect()),
                bytes,
                limit,
            });
        });
        if let Some(topic) = topic {
            self.board.too_large(topic, bytes, limit);
        }
    }

    fn subscribed(&self, filter: &TopicFilter, result: Result<(), Refusal>) {
        self.note(|journal| {
            journal.subscribed(filter, &result);
        });
        self.board.subscribed(filter, &result);
    }

    fn unanswered(&self, filter: &TopicFilter) {
        self.board.unanswered(filter);
    }

    fn let_go(&self, filter: &TopicFilter) {
        self.note(|journal| journal.let_go(filter));
    }

    fn leaves(&self, token: u64) {
        self.taps.tell(|tap| tap.leaves(token));
    }

    fn published(&self, token: u64, result: Result<(), CommandFailure>) {
        self.taps.tell(|tap| tap.published(token, &result));
    }

    fn latency(&self, latency: Duration) {
        self.note(|journal| {
            journal.latency = Some(latency);
        });
    }

    fn sent(&self, bytes: usize) {
        self.note(|journal| {
            journal.counters.messages_out += 1;
            journal.counters.bytes_out += bytes as u64;
        });
    }
}
