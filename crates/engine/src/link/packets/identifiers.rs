//! Subscription identifiers (MQTT 5 §3.3.2.3.8) of a message, taken out before the codec reads it.
//!
//! Each of our filters has one; a session that another program began sends others. rumqttc 0.25.1 counts the type byte of each twice, ends the properties too early, and takes the rest of them for the payload.

use bytes::{BufMut as _, Bytes, BytesMut};

const SUBSCRIPTION_IDENTIFIER: u8 = 0x0B;

/// The PUBLISH without them, and what they were. What is not well formed stays as it is: the codec says so.
pub fn take_identifiers(packet: BytesMut) -> (BytesMut, Vec<u32>) {
    shortened(&packet).unwrap_or_else(|| (packet, Vec::new()))
}

/// `None`: there is nothing to take out.
fn shortened(packet: &[u8]) -> Option<(BytesMut, Vec<u32>)> {
    let first = *packet.first()?;
    let body = super::body(packet);
    let topic = 2 + usize::from(u16::from_be_bytes([*body.first()?, *body.get(1)?]));
    let has_id = first & 0b110 != 0;
    let (head, rest) = body.split_at_checked(topic + if has_id { 2 } else { 0 })?;
    let (length, taken) = variable(rest)?;
    let (properties, payload) = rest.get(taken..)?.split_at_checked(length)?;
    let mut kept = Vec::with_capacity(length);
    let mut identifiers = Vec::new();
    let mut left = properties;
    while let Some(kind) = left.first() {
        let (property, others) = left.split_at_checked(property_length(left)?)?;
        if *kind == SUBSCRIPTION_IDENTIFIER {
            let (value, _) = variable(property.get(1..)?)?;
            identifiers.push(u32::try_from(value).ok()?);
        } else {
            kept.extend_from_slice(property);
        }
        left = others;
    }
    if kept.len() == length {
        return None;
    }
    let mut body = BytesMut::with_capacity(packet.len());
    body.put_slice(head);
    put_variable(kept.len(), &mut body);
    body.put_slice(&kept);
    body.put_slice(payload);
    let mut shorter = BytesMut::with_capacity(packet.len());
    shorter.put_u8(first);
    put_variable(body.len(), &mut shorter);
    shorter.put(Bytes::from(body));
    Some((shorter, identifiers))
}

/// Of the first property, its type byte included (§2.2.2.2, those of a PUBLISH).
fn property_length(properties: &[u8]) -> Option<usize> {
    let text = |from: usize| {
        let [high, low] = [*properties.get(from)?, *properties.get(from + 1)?];
        Some(2 + usize::from(u16::from_be_bytes([high, low])))
    };
    Some(match properties.first()? {
        0x01 => 2,
        0x02 => 5,
        0x23 => 3,
        0x03 | 0x08 | 0x09 => 1 + text(1)?,
        0x26 => {
            let name = text(1)?;
            1 + name + text(1 + name)?
        }
        &SUBSCRIPTION_IDENTIFIER => 1 + variable(&properties[1..])?.1,
        _ => return None,
    })
}

/// A variable byte integer (§1.5.5), and how many bytes it takes.
pub fn variable(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0;
    for (place, byte) in bytes.iter().take(4).enumerate() {
        value |= usize::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((value, place + 1));
        }
    }
    None
}

fn put_variable(mut value: usize, out: &mut BytesMut) {
    loop {
        let low = u8::try_from(value & 0x7F).unwrap_or_default();
        value >>= 7;
        out.put_u8(if value > 0 { low | 0x80 } else { low });
        if value == 0 {
            return;
        }
    }
}
