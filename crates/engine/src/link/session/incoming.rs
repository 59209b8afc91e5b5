//! What a session hears.

use tilework_core::reason::Refusal;

use super::{BUDGET, End, PATIENCE, Session};
use crate::link::{
    LinkEvent, Message,
    packets::{Breach, Due, Incoming, Piece},
};

/// What a pair of user properties takes in memory beside its bytes.
const PAIR: usize = 64;

impl Session {
    /// Takes what came, for as long as the actor takes it.
    pub(super) fn take_frames(&mut self) -> Result<(), End> {
        while self.hand_on()? && self.may_read() {
            match self.frames.next()? {
                None => return Ok(()),
                Some(Piece::Packet(packet)) => {
                    let bytes = packet.len();
                    let packet = self.codec.decode(packet)?;
                    self.take(packet, bytes)?;
                }
                Some(Piece::TooLarge { topic, due, bytes }) => {
                    self.came(due);
                    if self.receive(due)? {
                        self.tell_of(LinkEvent::TooLarge { topic, bytes }, 0, due);
                    }
                }
            }
        }
        Ok(())
    }

    fn came(&mut self, due: Due) {
        if self.catching_up.is_some() {
            self.pings.message(due != Due::Nothing);
        }
    }

    fn take(&mut self, packet: Incoming, bytes: usize) -> Result<(), End> {
        match packet {
            Incoming::Message {
                mut message,
                due,
                filters,
            } => {
                self.came(due);
                if !self.receive(due)? {
                    // It was handed on already.
                } else if self.copies.is_copy(&message, &filters) {
                    self.tell_of(LinkEvent::Copy, 0, due);
                } else {
                    message.queued = self.catching_up.is_some();
                    let share = share(&message, bytes);
                    self.tell_of(LinkEvent::Message(message), share, due);
                }
            }
            Incoming::Released { id } => self.release(id),
            Incoming::Published { id, result } => {
                if let Some(token) = self.publishing.remove(&id) {
                    self.tell(LinkEvent::Published { token, result });
                    self.publish_held();
                }
            }
            Incoming::Subscribed { id, results } => {
                if let Some(filters) = self.subscribing.remove(&id) {
                    // An answer that is too short refuses the rest.
                    let results = results
                        .into_iter()
                        .chain(std::iter::repeat_with(|| Err(Refusal::new(0x80, None))));
                    let told: Vec<_> = filters.into_iter().zip(results).collect();
                    for (filter, result) in &told {
                        let wire = self.wire(filter);
                        self.copies.answered(&wire, result.is_ok());
                    }
                    self.tell(LinkEvent::Subscribed(told));
                }
            }
            Incoming::Unsubscribed { id, results } => {
                self.unsubscribing.remove(&id);
                for refusal in results.into_iter().filter_map(Result::err) {
                    // It goes on sending what nobody wants: nothing is wrong with what we show.
                    tracing::warn!(code = refusal.code, "a filter was not unsubscribed");
                }
            }
            Incoming::Pong => self.pong(),
            Incoming::Disconnected(refusal) => {
                return Err(tilework_core::connection::Trouble::Dismissed { refusal }.into());
            }
            Incoming::Accepted(_) | Incoming::Refused(_) => return Err(Breach::Protocol.into()),
        }
        Ok(())
    }

    fn pong(&mut self) {
        let round = self.pings.answered();
        if self.pings.is_empty() {
            self.until = None;
        }
        let Some(round) = round else {
            return;
        };
        self.tell(LinkEvent::Latency(round.latency));
        if let Some(catching_up) = &mut self.catching_up {
            if catching_up.is_over(round) {
                self.catching_up = None;
                self.tell(LinkEvent::CaughtUp);
            } else if self.pings.is_empty() {
                self.send_ping(PATIENCE);
            }
        }
    }
}

/// Of the budget: what the packet is in memory, so that topics and properties are not for nothing.
fn share(message: &Message, packet: usize) -> u32 {
    let properties = message.properties.as_ref();
    let pairs = properties.map_or(0, |properties| properties.user.len());
    let bytes = (packet + pairs * PAIR).min(BUDGET);
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
