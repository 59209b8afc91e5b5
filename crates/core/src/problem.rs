//! What is wrong with one field of something a person entered. The UI shows each problem at its field, in its own words.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A fault and the place it is in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Path of the field from the root of the draft, parts joined by `.`: `host`, `bindings.state.topic`.
    pub field: String,
    pub fault: Fault,
}

impl Problem {
    pub fn new(field: impl Into<String>, fault: Fault) -> Self {
        Self {
            field: field.into(),
            fault,
        }
    }
}

/// The most bytes of a name or title.
pub const NAME_LIMIT: u32 = 200;

/// A name without white space around it.
pub(crate) fn check_name(field: &str, text: &str) -> Result<String, Problem> {
    let name = text.trim();
    if name.is_empty() {
        Err(Problem::new(field, Fault::Required))
    } else if name.len() > NAME_LIMIT as usize {
        Err(Problem::new(field, Fault::TooLong { max: NAME_LIMIT }))
    } else if name.chars().any(char::is_control) {
        Err(Problem::new(field, Fault::ControlCharacter))
    } else {
        Ok(name.to_owned())
    }
}

/// The problems of a part, with the path of the part before their fields.
pub fn prefixed(path: &str, problems: Vec<Problem>) -> impl Iterator<Item = Problem> {
    problems
        .into_iter()
        .map(move |Problem { field, fault }| Problem {
            field: format!("{path}{field}"),
            fault,
        })
}

/// A variant exists only if the UI says something different for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Fault {
    /// The field must not be empty.
    Required,
    /// More than `max` bytes of UTF-8.
    TooLong { max: u32 },
    /// A number outside `min..=max`.
    OutOfRange { min: f64, max: f64 },
    /// Minimum is not below maximum.
    EmptyRange,
    /// A host name or address holds a character it cannot have (a space, a `/`, a `:` of a port or an address with `://`).
    Host,
    /// A topic to publish to holds `+` or `#` (MQTT 5 §4.7.1).
    TopicWildcard,
    /// `#` is not alone in the last level (MQTT 5 §4.7.1.2).
    FilterHash,
    /// `+` is not alone in its level (MQTT 5 §4.7.1.3).
    FilterPlus,
    /// `$share/<name>/<filter>` without a name or a filter (MQTT 5 §4.8.2).
    FilterShare,
    /// The character U+0000 (MQTT 5 §4.7.3) or another control character that brokers refuse (§1.5.4).
    ControlCharacter,
    /// A template that does not parse or run: line (from 1) and what the template engine says.
    Template { line: u32, message: String },
    /// Not more than the `limit`, as it must be.
    NotAbove { limit: f64 },
    /// An option of a tile that cannot say this.
    NotThisType { wanted: OptionType },
    /// The tile's kind has no slot of this name.
    UnknownSlot,
    /// More than `max` of them.
    TooMany { max: u32 },
    /// A WebSocket path holds a space, a `#` or something else that an address cannot have (RFC 3986 §3.3).
    Path,
    /// Not a SHA-256 fingerprint: 64 hexadecimal digits.
    Fingerprint,
    /// A header's name holds something that it cannot have (RFC 9110 §5.1), or is one that WebSocket sets itself.
    HeaderName,
    /// No certificate in it that can be read.
    NotACertificate,
    /// No private key in it that can be read.
    NotAKey,
    /// The key is not the one of the certificate.
    KeyMismatch,
    /// Not a PKCS#12 file that can be read.
    NotPkcs12,
    /// It is locked by a passphrase, and none or a wrong one was given.
    Passphrase,
    /// A key whose lock takes more time or memory to open than is spent on one: RFC 8018 §5.2, RFC 7914 §2.
    KeyTooCostly,
    /// Names something that is not there: the broker, the slot.
    Missing { name: String },
}

/// What an option of a tile can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OptionType {
    Number,
    /// True or false.
    Toggle,
    Text,
    /// `https:`, `http:`, `mailto:` or `tel:`, without spaces.
    Address,
    /// One of a few words.
    Choice,
    List,
}

/// Short words for logs and tests; the UI has its own.
impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Required => f.write_str("must not be empty"),
            Self::TooLong { max } => write!(f, "is longer than {max} bytes"),
            Self::OutOfRange { min, max } => write!(f, "must be from {min} to {max}"),
            Self::EmptyRange => f.write_str("minimum is not below maximum"),
            Self::Host => f.write_str("is not a host name or address"),
            Self::TopicWildcard => f.write_str("holds a wildcard: + or #"),
            Self::FilterHash => f.write_str("# must be alone in the last level"),
            Self::FilterPlus => f.write_str("+ must be alone in its level"),
            Self::FilterShare => {
                f.write_str("$share needs a name and a filter: $share/name/filter")
            }
            Self::ControlCharacter => f.write_str("holds a control character"),
            Self::Template { line, message } => write!(f, "template, line {line}: {message}"),
            Self::NotAbove { limit } => write!(f, "must be above {limit}"),
            Self::NotThisType { wanted } => write!(f, "is not what it must be: {wanted:?}"),
            Self::UnknownSlot => f.write_str("is no slot of this kind of tile"),
            Self::TooMany { max } => write!(f, "more than {max}"),
            Self::Path => f.write_str("is not a path"),
            Self::Fingerprint => f.write_str("is not a SHA-256 fingerprint"),
            Self::HeaderName => f.write_str("is not the name of a header"),
            Self::NotACertificate => f.write_str("holds no certificate"),
            Self::NotAKey => f.write_str("holds no private key"),
            Self::KeyMismatch => f.write_str("is not the key of the certificate"),
            Self::NotPkcs12 => f.write_str("is not a PKCS#12 file"),
            Self::Passphrase => f.write_str("needs its passphrase"),
            Self::KeyTooCostly => f.write_str("takes too much work to open"),
            Self::Missing { name } => write!(f, "there is no {name}"),
        }
    }
}
