//! How much work a PKCS#12 archive asks for, before any of it is done. The archive says itself how often each of its passphrases is hashed.
//!
//! What is counted stands in the open: the rounds of the seal over all of it, and of each locked part. A locked part could hold locks of its
//! own, which nobody sees before it is opened; nothing that makes archives does that, and the size limit bounds it.

/// More than a key and any chain, as Base64.
pub const ARCHIVE_LIMIT: usize = 128 << 10;
/// Rounds of one lock. The reader takes no more.
const MOST_ROUNDS: u64 = 1_000_000;
/// Of all locks together: the seal, the certificates, and the key. OpenSSL takes 2,048 for each, careful people some 600,000.
const MOST_ROUNDS_OF_ALL: u64 = 3_000_000;
/// Values in values. An archive has some ten.
const DEEPEST: u32 = 32;

/// RFC 7914 §7: 1.3.6.1.4.1.11591.4.11.
const SCRYPT: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x04, 0x0b];

const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const OBJECT: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const CONSTRUCTED: u8 = 0x20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    Usual,
    TooMuch,
    /// These bytes are no PKCS#12 archive.
    NoArchive,
}

/// What an archive asks for.
pub fn work(bytes: &[u8]) -> Work {
    let mut asked = Asked::default();
    // A PFX is one sequence that begins with version 3 (RFC 7292 §4); a wrong passphrase shows only further in.
    if !bytes.starts_with(&[SEQUENCE]) || asked.look_at(bytes, 0).is_none() {
        return Work::NoArchive;
    }
    if asked.scrypt || asked.most > MOST_ROUNDS || asked.rounds > MOST_ROUNDS_OF_ALL {
        return Work::TooMuch;
    }
    Work::Usual
}

#[derive(Debug, Default, Clone, Copy)]
struct Asked {
    /// Of all locks, and of the one that has the most.
    rounds: u64,
    most: u64,
    /// It takes as much memory as it likes, and nothing that makes archives uses it.
    scrypt: bool,
}

impl Asked {
    /// `None`: these bytes are no DER.
    fn look_at(&mut self, mut bytes: &[u8], depth: u32) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let mut before = 0;
        while !bytes.is_empty() {
            let (tag, inside, rest) = value(bytes)?;
            match tag {
                // The salt stands before the rounds, in all locks and in the seal (RFC 8018 A.2 and A.3, RFC 7292 §4 and appendix C).
                INTEGER if before == OCTETS => self.lock(inside),
                OBJECT => self.scrypt |= inside == SCRYPT,
                // What is packed in a text of bytes; most are no DER.
                OCTETS if inside.starts_with(&[SEQUENCE]) => {
                    let mut packed = *self;
                    if packed.look_at(inside, depth + 1).is_some() {
                        *self = packed;
                    }
                }
                _ if tag & CONSTRUCTED != 0 => self.look_at(inside, depth + 1)?,
                _ => {}
            }
            before = tag;
            bytes = rest;
        }
        Some(())
    }

    fn lock(&mut self, rounds: &[u8]) {
        // Longer ones are no rounds: the reader has no room for them.
        if rounds.len() <= 5 {
            let rounds = rounds
                .iter()
                .fold(0, |all, byte| all << 8 | u64::from(*byte));
            self.rounds = self.rounds.saturating_add(rounds);
            self.most = self.most.max(rounds);
        }
    }
}

/// The first value of these bytes: its tag, what is in it, and what comes after it.
fn value(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        // DER knows no length that comes later, and no archive is as long as five bytes can say.
        0x81..=0x84 => {
            let (length, rest) = rest.split_at_checked(usize::from(first - 0x80))?;
            let counted = |all: usize, byte: &u8| all << 8 | usize::from(*byte);
            (length.iter().fold(0, counted), rest)
        }
        _ => return None,
    };
    let (inside, rest) = rest.split_at_checked(length)?;
    Some((*tag, inside, rest))
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    use tilework_certificates::{Authority, Leaf, Packing};
    use tilework_core::{problem::Fault, secret::Secret};

    use super::*;
    use crate::link::{IdentityInput, open::identity};

    /// A value with another inside.
    fn wrapped(tag: u8, inside: &[u8]) -> Vec<u8> {
        let length = u16::try_from(inside.len()).unwrap().to_be_bytes();
        [&[tag, 0x82], &length[..], inside].concat()
    }

    /// Salt and rounds.
    fn lock(rounds: u32) -> Vec<u8> {
        let rounds = [&[0][..], &rounds.to_be_bytes()].concat();
        let inside = [wrapped(OCTETS, &[7; 8]), wrapped(INTEGER, &rounds)].concat();
        wrapped(SEQUENCE, &inside)
    }

    fn archive(parts: &[Vec<u8>]) -> Vec<u8> {
        let packed = wrapped(OCTETS, &wrapped(SEQUENCE, &parts.concat()));
        let content = wrapped(0xa0, &packed);
        wrapped(SEQUENCE, &[wrapped(INTEGER, &[3]), content].concat())
    }

    fn read(archive: String) -> Option<Fault> {
        let passphrase = Secret::new("tractor".to_owned());
        let archive = Secret::new(archive);
        let input = IdentityInput::Pkcs12 {
            archive,
            passphrase,
        };
        let problems = identity::read(&input).err()?;
        Some(problems[0].fault.clone())
    }

    #[test]
    fn archives_of_every_day_are_opened() {
        let barn = Authority::new("Farm CA").intermediate("Barn CA");
        for packing in [Packing::Modern, Packing::Legacy] {
            let bytes = barn.issue(Leaf::server()).pkcs12("tractor", packing);
            assert_eq!(work(&bytes), Work::Usual);
            assert_eq!(read(BASE64_STANDARD.encode(bytes)), None);
        }
    }

    #[test]
    fn an_archive_that_would_work_for_minutes_is_not_opened() {
        assert_eq!(work(&archive(&[lock(600_000), lock(2_048)])), Work::Usual);
        assert_eq!(work(&archive(&[lock(1_000_001)])), Work::TooMuch);
        assert_eq!(work(&archive(&vec![lock(2_048); 2_000])), Work::TooMuch);
        let scrypt = wrapped(SEQUENCE, &wrapped(OBJECT, SCRYPT));
        for costly in [archive(&[lock(u32::MAX)]), archive(&[scrypt])] {
            assert_eq!(work(&costly), Work::TooMuch);
            let found = read(BASE64_STANDARD.encode(costly));
            assert_eq!(found, Some(Fault::KeyTooCostly));
        }
    }

    #[test]
    fn what_is_no_archive_or_longer_than_any_is_not_looked_into() {
        let deep = (0..40).fold(Vec::new(), |inside, _| wrapped(SEQUENCE, &inside));
        for bytes in [&b"hello"[..], &[0x30, 0x80, 0, 0], &[0x30, 5, 1], &deep] {
            assert_eq!(work(bytes), Work::NoArchive, "{bytes:?}");
        }
        let long = "MAAA".repeat(ARCHIVE_LIMIT / 4 + 1);
        assert_eq!(read(long), Some(Fault::NotPkcs12));
    }
}
