//! What may be wrong with a line.

use std::time::Duration;

/// Holds until another is set, for bytes that are under way already too. What waits for its time goes on waiting, whatever comes after.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Fault {
    /// All is well.
    #[default]
    None,
    /// Closes every connection, and new ones as soon as they come.
    Cut(Close),
    /// New connections are refused by the operating system; those that are there go on.
    Refuse,
    /// Nothing passes, neither bytes nor the end of a connection, and nobody is told. The bytes are lost for ever; an end passes when the
    /// fault is over.
    BlackHole,
    /// For those that are there the broker is gone, but the client is not told: its side stays open and silent until the client closes it,
    /// also when the fault is over. New connections work.
    HalfOpen,
    /// Everything takes so long, each way.
    Latency(Duration),
    /// This fraction of the chunks (0 to 1), and with each all that comes after it on its way, waits so long.
    Stall { fraction: f64, lasting: Duration },
    /// Each byte travels in a segment of its own, both ways.
    OneByteAtATime,
    /// Of the next bytes from the broker the last is kept back and the connection is reset.
    ResetInMidPacket,
    /// The client gets, instead of what the broker sends, bytes with which no MQTT packet begins.
    Malformed,
}

/// How a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// In order: the peer reads the end.
    Fin,
    /// Without order: the peer gets an error.
    Reset,
}
