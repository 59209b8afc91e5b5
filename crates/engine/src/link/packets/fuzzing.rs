//! What `cargo xtask fuzz` feeds with bytes of its own, and the tests with those it kept. It panics where a rule is broken.

use bytes::BytesMut;
use tilework_core::broker::Protocol;

use super::{Codec, Frames, Incoming, Piece};

/// Of the first byte, the version and how the rest is cut: a stream means the same however it comes, and what is a message has a topic.
pub fn frames(data: &[u8]) {
    let Some((how, stream)) = data.split_first() else {
        return;
    };
    let protocol = if how & 1 == 0 {
        Protocol::V311
    } else {
        Protocol::V5
    };
    let step = usize::from(how >> 1) + 1;
    let (whole, cut) = (
        read(protocol, stream, stream.len() + 1),
        read(protocol, stream, step),
    );
    assert_eq!(whole, cut);
}

/// What comes out, in words.
fn read(protocol: Protocol, stream: &[u8], step: usize) -> Vec<String> {
    let mut frames = Frames::new(512);
    let mut out = vec![];
    for chunk in stream.chunks(step) {
        frames.buffer.extend_from_slice(chunk);
        loop {
            match frames.next() {
                Ok(Some(piece)) => out.push(taken(protocol, piece)),
                Ok(None) => break,
                Err(breach) => {
                    out.push(format!("{breach:?}"));
                    return out;
                }
            }
        }
    }
    out
}

fn taken(protocol: Protocol, piece: Piece) -> String {
    let packet: BytesMut = match piece {
        Piece::Packet(packet) => packet,
        left_out @ Piece::TooLarge { .. } => return format!("{left_out:?}"),
    };
    let read = Codec(protocol).decode(packet);
    if let Ok(Incoming::Message { message, .. }) = &read {
        assert!(
            !message.topic.contains(['+', '#', '\0']),
            "{:?}",
            message.topic
        );
    }
    format!("{read:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_fuzzers_kept_breaks_no_rule() {
        tilework_corpus::replay("frames", frames);
    }
}
