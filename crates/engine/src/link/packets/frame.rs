//! Cutting the stream into packets. A message over the limit is left out without ending the connection: after a reconnect the broker
//! would send it again, for ever.

use bytes::{Buf as _, BytesMut};

use super::{Breach, Due, strict};

const PUBLISH: u8 = 3;
const READ: usize = 64 << 10;
const LITTLE: usize = 4 << 10;

#[derive(Debug)]
pub struct Frames {
    /// What came and was not taken yet.
    pub buffer: BytesMut,
    /// The largest packet taken, in bytes.
    limit: usize,
    /// Bytes of a left-out message that are still to come.
    skipping: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    Packet(BytesMut),
    /// A message of this many bytes is being left out.
    TooLarge {
        topic: Option<String>,
        /// To answer, or the broker would wait for ever.
        due: Due,
        bytes: u64,
    },
}

impl Frames {
    pub fn new(limit: usize) -> Self {
        Self {
            buffer: BytesMut::new(),
            limit,
            skipping: 0,
        }
    }

    /// Room for the next read; a new buffer only when the old one is nearly full, because messages share it.
    pub fn make_room(&mut self) {
        if self.buffer.capacity() - self.buffer.len() < LITTLE {
            self.buffer.reserve(READ);
        }
    }

    /// The next whole packet; `None`: more has to come.
    ///
    /// # Errors
    /// What came is not MQTT.
    pub fn next(&mut self) -> Result<Option<Piece>, Breach> {
        let skipped = self.skipping.min(self.buffer.len());
        self.buffer.advance(skipped);
        self.skipping -= skipped;
        let Some((header, length)) = length(&self.buffer)? else {
            return Ok(None);
        };
        let whole = header + length;
        if whole > self.limit {
            return self.leave_out(header, whole);
        }
        if self.buffer.len() < whole {
            self.buffer.reserve(whole - self.buffer.len());
            return Ok(None);
        }
        Ok(Some(Piece::Packet(self.buffer.split_to(whole))))
    }

    fn leave_out(&mut self, header: usize, whole: usize) -> Result<Option<Piece>, Breach> {
        let first = self.buffer.first().copied().unwrap_or_default();
        if first >> 4 != PUBLISH {
            return Err(Breach::TooLarge);
        }
        strict::flags(first)?;
        // Topic and packet id (MQTT 5 §3.3.2) have to be there; both fit in 64 KiB.
        let Some(length) = number(&self.buffer, header) else {
            return Ok(None);
        };
        let begin = header + 2;
        let end = begin + usize::from(length);
        let qos = first >> 1 & 0b11;
        let has_id = qos > 0;
        let needed = end + if has_id { 2 } else { 0 };
        if needed > whole {
            return Err(Breach::Malformed);
        }
        if self.buffer.len() < needed {
            return Ok(None);
        }
        let due = match (qos, number(&self.buffer, end)) {
            (0, _) => Due::Nothing,
            (_, None | Some(0)) => return Err(Breach::Malformed),
            (1, Some(id)) => Due::Acknowledge(id),
            (_, Some(id)) => Due::Complete(id),
        };
        let topic = self.buffer.get(begin..end).unwrap_or_default();
        let piece = Piece::TooLarge {
            topic: String::from_utf8(topic.to_vec()).ok(),
            due,
            bytes: whole as u64,
        };
        self.skipping = whole;
        Ok(Some(piece))
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at + 2)?;
    Some(u16::from_be_bytes([pair[0], pair[1]]))
}

/// Length of the fixed header, and the remaining length (MQTT 5 §2.1.4).
fn length(bytes: &[u8]) -> Result<Option<(usize, usize)>, Breach> {
    let mut length = 0;
    for place in 0..4 {
        let Some(byte) = bytes.get(1 + place) else {
            return Ok(None);
        };
        length |= usize::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            return Ok(Some((place + 2, length)));
        }
    }
    Err(Breach::Malformed)
}
