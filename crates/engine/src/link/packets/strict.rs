//! What the codecs let pass and MQTT does not allow.

use super::Breach;

const PUBLISH: u8 = 3;
const PUBREL: u8 = 6;

/// The flags of a fixed header (MQTT 5 §2.1.3, §3.3.1.1, §3.3.1.2).
///
/// # Errors
/// They are not those of this kind of packet.
pub fn flags(first: u8) -> Result<(), Breach> {
    let (kind, flags) = (first >> 4, first & 0x0F);
    let (again, qos) = (flags & 0b1000 != 0, flags >> 1 & 0b11);
    let allowed = match kind {
        PUBLISH => qos != 3 && (qos != 0 || !again),
        PUBREL => flags == 0b0010,
        _ => flags == 0,
    };
    allowed.then_some(()).ok_or(Breach::Malformed)
}

/// A topic that a message may have (MQTT 5 §1.5.4, §3.3.2.1).
///
/// # Errors
/// It has a wildcard or U+0000, or is empty. An empty one would be an alias (§3.3.2.3.4), and we announce none.
pub fn topic(topic: &str) -> Result<(), Breach> {
    if topic.contains('\0') {
        Err(Breach::Malformed)
    } else if topic.is_empty() {
        Err(Breach::Protocol)
    } else if topic.contains(['+', '#']) {
        Err(Breach::Topic)
    } else {
        Ok(())
    }
}
