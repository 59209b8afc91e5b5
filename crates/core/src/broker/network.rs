//! Which network an address was allowed in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Tells one network from another. Made by the engine of what the host can tell (ADR 31).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(as = "String")]
pub struct NetworkId(String);

/// Hexadecimal digits: half of a SHA-256.
const DIGITS: usize = 32;

impl NetworkId {
    /// Of a digest, of which the first 16 bytes count.
    #[must_use]
    pub fn of_digest(digest: &[u8; 32]) -> Self {
        let digits = digest[..DIGITS / 2].iter();
        Self(digits.map(|byte| format!("{byte:02x}")).collect())
    }
}

impl TryFrom<String> for NetworkId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.bytes().all(|it| it.is_ascii_hexdigit());
        if digits && text.len() == DIGITS {
            Ok(Self(text))
        } else {
            Err("a network is 32 hexadecimal digits")
        }
    }
}

impl From<NetworkId> for String {
    fn from(id: NetworkId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_read_as_it_was_written_and_nothing_else_is_one() {
        let id = NetworkId::of_digest(&[0xAB; 32]);
        let text = String::from(id.clone());
        assert_eq!(NetworkId::try_from(text), Ok(id));
        for wrong in ["", "home", "ab", &"g".repeat(32), &"a".repeat(33)] {
            assert!(NetworkId::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
