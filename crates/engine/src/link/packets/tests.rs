use bytes::BytesMut;
use proptest::prelude::*;
use tilework_core::reason::Reason;

use super::*;

const OLD: Codec = Codec(Protocol::V311);
const NEW: Codec = Codec(Protocol::V5);

fn decode(codec: Codec, bytes: &[u8]) -> Result<Incoming, Breach> {
    codec.decode(BytesMut::from(bytes))
}

fn refused(codec: Codec, bytes: &[u8]) -> Reason {
    match decode(codec, bytes) {
        Ok(Incoming::Refused(refusal) | Incoming::Disconnected(refusal)) => refusal.reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_refusal_of_the_old_version_is_told_even_one_that_does_not_exist() {
    for (code, reason) in [
        (1, Reason::UnsupportedProtocolVersion),
        (2, Reason::ClientIdNotValid),
        (3, Reason::ServerUnavailable),
        (4, Reason::BadUserNameOrPassword),
        (5, Reason::NotAuthorized),
        (99, Reason::Unknown),
    ] {
        assert_eq!(refused(OLD, &[0x20, 2, 0, code]), reason);
    }
}

#[test]
fn every_code_of_a_connack_and_a_disconnect_of_mqtt_5_is_told() {
    for code in 0x80..=0xFF {
        assert_eq!(refused(NEW, &[0x20, 3, 0, code, 0]), Reason::of(code));
        assert_eq!(refused(NEW, &[0xE0, 2, code, 0]), Reason::of(code));
        assert_eq!(refused(NEW, &[0xE0, 1, code]), Reason::of(code));
    }
    assert_eq!(refused(NEW, &[0xE0, 0]), Reason::NormalDisconnection);
}

#[test]
fn a_broker_that_knows_only_the_old_version_is_understood_when_it_says_so() {
    assert_eq!(
        refused(NEW, &[0x20, 2, 0, 1]),
        Reason::UnsupportedProtocolVersion
    );
}

#[test]
fn a_limit_of_nothing_is_told_from_one_that_is_left_open() {
    let accepted = |bytes: &[u8]| match decode(NEW, bytes) {
        Ok(Incoming::Accepted(accepted)) => accepted,
        other => panic!("{other:?}"),
    };
    let open = accepted(&[0x20, 3, 0, 0, 0]);
    assert_eq!(
        (open.session_expiry_seconds, open.keep_alive_seconds),
        (None, None)
    );
    // Session expiry 0, server keep-alive 0.
    let nothing = accepted(&[0x20, 11, 0, 0, 8, 0x11, 0, 0, 0, 0, 0x13, 0, 0]);
    assert_eq!(
        (nothing.session_expiry_seconds, nothing.keep_alive_seconds),
        (Some(0), Some(0))
    );
}

#[test]
fn the_brokers_words_come_along() {
    let text = b"try later";
    let mut packet = vec![
        0x20,
        0,
        0,
        0x89,
        3 + text.len() as u8,
        0x1F,
        0,
        text.len() as u8,
    ];
    packet.extend(text);
    packet[1] = packet.len() as u8 - 2;
    let Ok(Incoming::Refused(refusal)) = decode(NEW, &packet) else {
        panic!("refused")
    };
    assert_eq!(refusal.text.as_deref(), Some("try later"));
}

#[test]
fn a_message_with_subscription_identifiers_is_read_right() {
    let identifiers: [&[u8]; 4] = [
        &[],
        &[0x0B, 1],
        &[0x0B, 1, 0x0B, 2],
        &[0x0B, 0xFF, 0x7F, 0x0B, 3],
    ];
    for before in identifiers {
        for after in identifiers {
            // Expiry 60 s, content type `t`, user property `n` = `v`.
            let own = [
                0x02, 0, 0, 0, 60, 0x03, 0, 1, b't', 0x26, 0, 1, b'n', 0, 1, b'v',
            ];
            let properties = [before, &own, after].concat();
            let mut packet = vec![0x30, 0, 0, 1, b'a', properties.len() as u8];
            packet.extend(properties);
            packet.extend(b"21.5");
            packet[1] = packet.len() as u8 - 2;
            let Ok(Incoming::Message {
                message,
                due: Due::Nothing,
                filters,
            }) = decode(NEW, &packet)
            else {
                panic!("a message: {packet:?}")
            };
            assert_eq!(
                (message.topic.as_str(), &message.payload[..]),
                ("a", &b"21.5"[..])
            );
            let carried = message.properties.unwrap();
            assert_eq!(carried.expiry_seconds, Some(60));
            assert_eq!(carried.content_type.as_deref(), Some("t"));
            assert_eq!(carried.user[0].value, "v");
            let count = |part: &[u8]| part.iter().filter(|byte| **byte == 0x0B).count();
            assert_eq!(filters.len(), count(before) + count(after));
        }
    }
}

#[test]
fn each_filter_of_a_subscription_has_its_own_answer() {
    let Ok(Incoming::Subscribed { id: 7, results }) = decode(OLD, &[0x90, 5, 0, 7, 1, 0x80, 0])
    else {
        panic!("subscribed")
    };
    assert_eq!(results[0], Ok(()));
    assert_eq!(results[1].as_ref().unwrap_err().code, 0x80);
    let Ok(Incoming::Subscribed { id: 7, results }) =
        decode(NEW, &[0x90, 6, 0, 7, 0, 0, 0x87, 0xB0])
    else {
        panic!("subscribed")
    };
    assert_eq!(
        results[1].as_ref().unwrap_err().reason,
        Reason::NotAuthorized
    );
    assert_eq!(
        results[2].as_ref().unwrap_err().code,
        0xB0,
        "unknown, and told"
    );
}

#[test]
fn a_refused_publish_of_mqtt_5_is_told_and_one_without_listeners_is_not_refused() {
    let result = |bytes: &[u8]| match decode(NEW, bytes) {
        Ok(Incoming::Published { id: 9, result }) => result,
        other => panic!("{other:?}"),
    };
    assert_eq!(result(&[0x40, 2, 0, 9]), Ok(()));
    assert_eq!(result(&[0x40, 4, 0, 9, 0x10, 0]), Ok(()));
    assert_eq!(
        result(&[0x40, 4, 0, 9, 0x87, 0]).unwrap_err().reason,
        Reason::NotAuthorized
    );
}

fn message(topic: &str, payload: usize, qos: u8) -> Vec<u8> {
    let mut body = (topic.len() as u16).to_be_bytes().to_vec();
    body.extend(topic.as_bytes());
    if qos > 0 {
        body.extend([0, 42]);
    }
    body.extend(std::iter::repeat_n(b'x', payload));
    let mut packet = vec![0x30 | qos << 1];
    let mut rest = body.len();
    loop {
        let more = rest >> 7 > 0;
        packet.push((rest & 0x7F) as u8 | if more { 0x80 } else { 0 });
        rest >>= 7;
        if !more {
            break;
        }
    }
    packet.extend(body);
    packet
}

/// What comes out of a stream that arrives in pieces of this many bytes.
fn pieces(limit: usize, stream: &[u8], step: usize) -> Vec<Piece> {
    let mut frames = Frames::new(limit);
    let mut out = Vec::new();
    for chunk in stream.chunks(step) {
        frames.buffer.extend_from_slice(chunk);
        while let Some(piece) = frames.next().unwrap() {
            out.push(piece);
        }
    }
    out
}

#[test]
fn a_message_over_the_limit_is_left_out_and_the_next_one_comes() {
    let mut stream = message("farm/camera", 5_000, 1);
    let bytes = stream.len() as u64;
    stream.extend(message("farm/temp", 4, 0));
    for step in [1, 7, 4_096, stream.len()] {
        let pieces = pieces(1_024, &stream, step);
        let left_out = Piece::TooLarge {
            topic: Some("farm/camera".into()),
            due: Due::Acknowledge(42),
            bytes,
        };
        assert_eq!(pieces[0], left_out, "in steps of {step}");
        let Piece::Packet(packet) = &pieces[1] else {
            panic!("a packet")
        };
        assert_eq!(packet[..], message("farm/temp", 4, 0));
        assert_eq!(pieces.len(), 2);
    }
}

#[test]
fn anything_else_over_the_limit_is_malformed() {
    let mut frames = Frames::new(1_024);
    frames.buffer.extend_from_slice(&[0x90, 0xFF, 0xFF, 0x7F]);
    assert_eq!(frames.next(), Err(Breach::TooLarge));
    let mut frames = Frames::new(1_024);
    frames
        .buffer
        .extend_from_slice(&[0x30, 0xFF, 0xFF, 0xFF, 0xFF, 1]);
    assert_eq!(
        frames.next(),
        Err(Breach::Malformed),
        "five bytes of length"
    );
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(stream in prop::collection::vec(any::<u8>(), 0..600), step in 1usize..64) {
        for codec in [OLD, NEW] {
            let mut frames = Frames::new(300);
            'stream: for chunk in stream.chunks(step) {
                frames.buffer.extend_from_slice(chunk);
                loop {
                    match frames.next() {
                        Ok(Some(Piece::Packet(packet))) => drop(codec.decode(packet)),
                        Ok(Some(Piece::TooLarge { .. })) => {}
                        Ok(None) => break,
                        Err(_) => break 'stream,
                    }
                }
            }
        }
    }

    #[test]
    fn no_body_of_any_packet_makes_the_reader_panic(kind in 0u8..16, flags in 0u8..16, body in prop::collection::vec(any::<u8>(), 0..120)) {
        let mut packet = vec![kind << 4 | flags, body.len() as u8];
        packet.extend(body);
        for codec in [OLD, NEW] {
            drop(decode(codec, &packet));
        }
    }

    #[test]
    fn a_stream_means_the_same_however_it_is_cut(sizes in prop::collection::vec(0usize..2_000, 1..8), step in 1usize..3_000) {
        let stream: Vec<u8> = sizes.iter().flat_map(|size| message("a/b", *size, 1)).collect();
        prop_assert_eq!(pieces(1_024, &stream, step), pieces(1_024, &stream, stream.len()));
    }
}
