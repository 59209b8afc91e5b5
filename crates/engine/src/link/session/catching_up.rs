//! When a kept session has told all that it had queued.
//!
//! A broker sends as much as it may without our answers, and answers pings between. So its first answer to a ping says nothing yet: the
//! queue is empty when nothing came between a ping and its answer. A busy topic would never leave such a pause. But each answer to a
//! message makes room for the next one in the queue, and the broker fills it before it answers the ping that came behind: where it sent
//! less than it had room for, twice in a row, there was no queue any more.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

/// More than a broker leaves unanswered.
const MOST: usize = 64;
const TWICE: u32 = 2;

#[derive(Debug, Default)]
pub struct Pings(VecDeque<Ping>);

#[derive(Debug)]
struct Ping {
    sent: Instant,
    /// Messages answered between the ping before and this one.
    room: usize,
    /// Messages that came after it, and those among them at QoS 1 and 2.
    came: usize,
    answerable: usize,
}

/// What was seen between a ping and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    pub latency: Duration,
    quiet: bool,
    short: bool,
}

impl Pings {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn sent(&mut self, room: usize) {
        if self.0.len() < MOST {
            self.0.push_back(Ping {
                sent: Instant::now(),
                room,
                came: 0,
                answerable: 0,
            });
        }
    }

    pub fn message(&mut self, answerable: bool) {
        for ping in &mut self.0 {
            ping.came += 1;
            ping.answerable += usize::from(answerable);
        }
    }

    pub fn answered(&mut self) -> Option<Round> {
        let ping = self.0.pop_front()?;
        Some(Round {
            latency: ping.sent.elapsed(),
            quiet: ping.came == 0,
            short: ping.answerable == 0 || ping.answerable < ping.room,
        })
    }
}

#[derive(Debug, Default)]
pub struct CatchingUp {
    /// Messages answered since the last ping.
    answered: usize,
    /// Rounds in a row in which the broker sent less than it could.
    short: u32,
}

impl CatchingUp {
    pub fn answered(&mut self) {
        self.answered += 1;
    }

    /// A ping goes out: for how many messages the broker has room when it reads it.
    pub fn room(&mut self) -> usize {
        std::mem::take(&mut self.answered)
    }

    /// Whether this was the last of the queue.
    pub fn is_over(&mut self, round: Round) -> bool {
        self.short = if round.short { self.short + 1 } else { 0 };
        round.quiet || self.short >= TWICE
    }
}
