//! What a session hears.

use std::sync::Arc;

use tilework_core::{connection::Trouble, reason::Refusal};

use super::{BUDGET, Session};
use crate::link::{
    LinkEvent,
    packets::{Incoming, Malformed, Piece},
};

impl Session {
    pub(super) async fn take_frames(&mut self) -> Result<(), Trouble> {
        loop {
            let piece = self.frames.next().map_err(|Malformed| Trouble::Malformed)?;
            match piece {
                None => return Ok(()),
                Some(Piece::Packet(packet)) => {
                    let packet = self.codec.decode(packet);
                    self.take(packet.map_err(|Malformed| Trouble::Malformed)?)
                        .await?;
                }
                Some(Piece::TooLarge { topic, id, bytes }) => {
                    if let Some(id) = id {
                        self.codec.acknowledge(id, &mut self.out);
                    }
                    self.tell(LinkEvent::TooLarge { topic, bytes }).await?;
                }
            }
        }
    }

    async fn take(&mut self, packet: Incoming) -> Result<(), Trouble> {
        match packet {
            Incoming::Message { mut message, id } => {
                let bytes = message.payload.len().clamp(64, BUDGET);
                let share = u32::try_from(bytes).unwrap_or(64);
                message.retained |= self.catching_up;
                message._budget = Arc::clone(&self.budget)
                    .acquire_many_owned(share)
                    .await
                    .ok();
                self.tell(LinkEvent::Message(message)).await?;
                if let Some(id) = id {
                    self.codec.acknowledge(id, &mut self.out);
                }
                Ok(())
            }
            Incoming::Published { id, result } => match self.publishing.remove(&id) {
                Some(token) => self.tell(LinkEvent::Published { token, result }).await,
                None => Ok(()),
            },
            Incoming::Subscribed { id, results } => match self.subscribing.remove(&id) {
                Some(filters) => {
                    // An answer that is too short refuses the rest.
                    let results = results
                        .into_iter()
                        .chain(std::iter::repeat_with(|| Err(Refusal::new(0x80, None))));
                    let told = filters.into_iter().zip(results).collect();
                    self.tell(LinkEvent::Subscribed(told)).await
                }
                None => Ok(()),
            },
            Incoming::Unsubscribed { id } => {
                self.unsubscribing.remove(&id);
                Ok(())
            }
            Incoming::Pong => {
                self.catching_up = false;
                let since = self.pings.pop_front();
                if self.pings.is_empty() {
                    self.until = None;
                }
                match since {
                    Some(since) => self.tell(LinkEvent::Latency(since.elapsed())).await,
                    None => Ok(()),
                }
            }
            Incoming::Disconnected(refusal) => Err(Trouble::Dismissed { refusal }),
            Incoming::Accepted(_) | Incoming::Refused(_) => Err(Trouble::Malformed),
        }
    }
}
