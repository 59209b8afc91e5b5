//! What a person must know of a program beside what stands in it.

use serde::Serialize;
use ts_rs::TS;

/// The UI has the words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CodeNote {
    /// None of the tiles reads or sends anything on this broker.
    Nothing,
    /// The tiles' broker is not there any more: the program needs an address.
    NoBroker,
    /// The demo's broker lives inside the app: the program needs another address.
    Demo,
    /// The broker's address means this computer: the device needs its address in the network.
    ThisComputer { host: String },
    /// The broker was asked for by WebSocket, which this platform cannot speak: another way in is needed.
    NoWebSocket,
    /// What the platform cannot do with encryption, though the broker wants it.
    NoEncryption,
    /// The broker wants to see a certificate, and the platform's program shows none.
    NoCertificate,
    /// A certificate and its key go beside the program: `client.pem`, `client.key`.
    Certificate,
    /// The tile trusts a certificate by its fingerprint: the program needs the broker's authority.
    Pinned,
    /// A tile listens to many topics: the program publishes one of them.
    Wildcard { topic: String, instead: String },
    /// The broker itself says this.
    BrokersOwn { topic: String },
    /// What the tile makes of a message could not be turned round: what is published must be written by hand.
    Template { title: String },
    /// The tile converts what it reads: the program must publish what it was before.
    Converted { title: String },
    /// Another tile reads something else from the same topic.
    SameTopic { title: String, topic: String },
    /// What the tile sends could not be turned round: the program must read it itself.
    Payload { title: String },
    /// A connection has one last will: the others are only said as long as the program runs.
    OneWill { topic: String },
    /// The topic cannot be written in this platform's settings.
    NotWritten { topic: String },
    /// A dashboard has more than one program can hold.
    TooMany { left: u32 },
}
