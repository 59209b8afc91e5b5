//! A password on its way from the form to the keyring.

use serde::Deserialize;
use ts_rs::TS;
use zeroize::Zeroizing;

/// A secret in memory. It can be read in and handed to a broker or a keyring; it cannot be written out: there is no
/// `Serialize`, no `Display`, and `Debug` prints `***`. Its memory is wiped when it is dropped; what a library makes of it (a packet, a
/// keyring's message) is not ours to wipe.
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Secret(Zeroizing<String>);

impl Secret {
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The secret itself. Call it only at the border where it leaves for the broker or the keyring.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether this was given. Takes as long for what is nearly right as for what is all wrong; only its length may show.
    #[must_use]
    pub fn is(&self, given: impl AsRef<[u8]>) -> bool {
        let (right, given) = (self.0.as_bytes(), given.as_ref());
        let differing = |sum: u8, (one, other): (&u8, &u8)| sum | (one ^ other);
        right.len() == given.len() && right.iter().zip(given).fold(0, differing) == 0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_secret_itself_is_it() {
        let secret = Secret::new("hunter2".into());
        assert!(secret.is("hunter2"));
        for other in ["", "hunter", "hunter22", "Hunter2", "hunter3"] {
            assert!(!secret.is(other), "{other}");
        }
    }

    #[test]
    fn debug_of_a_secret_shows_nothing_of_it() {
        assert_eq!(format!("{:?}", Secret::new("hunter2".into())), "***");
    }
}
