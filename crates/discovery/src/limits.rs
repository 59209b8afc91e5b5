//! What one broker's announcements may need. What is over it is counted ([`Finder::left_out`](crate::Finder::left_out)) and left out.

/// The largest configuration of one device or entity, in bytes.
pub const CONFIG: usize = 64 << 10;
/// The largest list of a bridge's devices, in bytes.
pub const LIST: usize = 8 << 20;
pub const DEVICES: usize = 2_000;
pub const ENTITIES: usize = 20_000;
/// Bytes of all that is kept of announcements.
pub const KEPT: usize = 64 << 20;
/// The longest topic of an entity, in bytes: one that a root hands to a thousand components is there a thousand times.
pub const TOPIC: usize = 1_024;
/// Entities of one announcement.
pub const ENTITIES_OF_ONE: usize = 2_000;
/// Messages in which one device says what it is.
pub const PIECES: usize = 4_000;
/// Announcements that could not be read and are remembered; the oldest go.
pub const UNREAD: usize = 200;
/// Things worth knowing of one entity.
pub const NOTES: usize = 8;
/// Identifiers of one device.
pub const IDENTIFIERS: usize = 8;
/// Bytes of a word that is read or sent: on, off, a choice.
pub const WORD: usize = 1_024;
/// Choices of one entity.
pub const OPTIONS: usize = 100;
/// Characters of a name.
pub const NAME: usize = 120;
