//! What the broker is owed for the messages that it sends at QoS 1 and 2 (MQTT 5 §4.3).
//!
//! We ask for QoS 1 at most. QoS 2 comes all the same: from a session that another program began under the same client id, and from
//! brokers that give more than they were asked for. The ids of QoS 2 are those of one connection: what a broker sends again over the next
//! one is told twice at worst, and as a message of any age, because its session was kept.

use std::collections::{BTreeSet, VecDeque};

use tilework_core::broker::Protocol;

use super::Session;
use crate::link::packets::{Breach, Due, RECEIVE_MAXIMUM};

/// Answers that wait for the socket, beyond which nothing more is read: a broker that never reads ours gets no more of them.
const MOST_UNSENT: usize = 16 << 10;

#[derive(Debug, Default)]
pub struct Receipts {
    /// Bytes that are with the socket.
    sent: u64,
    /// Where each last answer (PUBACK, PUBCOMP) ends that is not with the socket yet.
    unsent: VecDeque<u64>,
    /// Packet ids of QoS 2 that the broker has not released yet. As there are ids, 65,535 at most.
    open: BTreeSet<u16>,
}

impl Receipts {
    pub fn sent(&mut self, bytes: usize) {
        self.sent += bytes as u64;
        while self.unsent.front().is_some_and(|end| *end <= self.sent) {
            self.unsent.pop_front();
        }
    }

    pub fn may_grow(&self) -> bool {
        self.unsent.len() < MOST_UNSENT
    }

    /// Messages for which the broker can have no last answer.
    fn unacknowledged(&self) -> usize {
        self.unsent.len() + self.open.len()
    }
}

impl Session {
    /// Whether a message is to be handed on; not, if it is one of QoS 2 that was handed on already (§4.3.3).
    pub(super) fn receive(&mut self, due: Due) -> Result<bool, Breach> {
        let receipts = &mut self.receipts;
        let known = matches!(due, Due::Complete(id) if receipts.open.contains(&id));
        let announced = self.codec.0 == Protocol::V5;
        if due != Due::Nothing
            && !known
            && announced
            && receipts.unacknowledged() >= usize::from(RECEIVE_MAXIMUM)
        {
            return Err(Breach::TooMany);
        }
        if let Due::Complete(id) = due {
            receipts.open.insert(id);
        }
        if known {
            self.answer(due);
        }
        Ok(!known)
    }

    /// PUBACK for QoS 1, PUBREC for QoS 2.
    pub(super) fn answer(&mut self, due: Due) {
        match due {
            Due::Nothing => return,
            Due::Acknowledge(id) => {
                self.codec.acknowledge(id, &mut self.out);
                self.owe_until_sent();
            }
            Due::Complete(id) => self.codec.received(id, &mut self.out),
        }
        if let Some(catching_up) = &mut self.catching_up {
            catching_up.answered();
        }
    }

    /// PUBCOMP, also for an id that we do not know: the broker waits for it (§4.3.3).
    pub(super) fn release(&mut self, id: u16) {
        let known = self.receipts.open.remove(&id);
        self.codec.complete(id, known, &mut self.out);
        self.owe_until_sent();
    }

    fn owe_until_sent(&mut self) {
        let end = self.receipts.sent + self.out.len() as u64;
        self.receipts.unsent.push_back(end);
    }
}
