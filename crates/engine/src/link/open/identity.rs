//! The client certificate of a form: PEM or PKCS#12 in, a chain and a plain key out. All input is hostile.

mod archive;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use p12_keystore::Pkcs12Archive;
use pkcs8::{
    EncryptedPrivateKeyInfoRef,
    pkcs5::{EncryptionScheme, pbes2::Kdf},
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem::PemObject as _};
use tilework_core::{
    certificate::CertificateSummary,
    problem::{Fault, Problem},
    secret::Secret,
};

use super::{
    certificate::{from_pem, summary},
    own::certified,
};
use crate::link::IdentityInput;
use archive::{ARCHIVE_LIMIT, Work, work};

/// More than any chain and key.
const TEXT_LIMIT: usize = 1 << 20;
/// Rounds of PBKDF2 (RFC 8018 §5.2): seconds of a slow phone. OpenSSL takes 2,048, careful people some 600,000.
const MOST_ROUNDS: u32 = 2_000_000;
/// Bytes that scrypt works in (RFC 7914 §2: 128 · N · r), and how often it does so. OpenSSL takes 16 MiB, once.
const MOST_SCRYPT_BYTES: u64 = 64 << 20;
const MOST_SCRYPT_TIMES: u16 = 16;

/// A client certificate and its key. `Debug` shows nothing of the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// PEM, the client's own first.
    pub certificate: String,
    /// PEM, not encrypted.
    pub key: Secret,
}

/// The certificates in a form's text.
///
/// # Errors
/// There is text, and no certificate in it: a problem of `authorities`.
pub fn authorities(text: &str) -> Result<Vec<CertificateSummary>, Vec<Problem>> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let found = if text.len() > TEXT_LIMIT {
        Vec::new()
    } else {
        summaries(text)
    };
    if found.is_empty() {
        return Err(vec![Problem::new("authorities", Fault::NotACertificate)]);
    }
    Ok(found)
}

/// The certificates of a PEM text, for people to see.
#[must_use]
pub fn summaries(pem: &str) -> Vec<CertificateSummary> {
    from_pem(pem)
        .iter()
        .filter_map(|der| summary(der))
        .collect()
}

/// The certificates of a PEM text as PEM, without anything else that was in it.
#[must_use]
pub fn only_certificates(text: &str) -> String {
    from_pem(text)
        .iter()
        .map(|der| pem("CERTIFICATE", der))
        .collect()
}

/// `None` for `Keep` and `Clear`. May work for seconds: a key can be locked.
///
/// # Errors
/// Problems of `certificate`, `key`, `passphrase` and `archive`.
pub fn read(input: &IdentityInput) -> Result<Option<Identity>, Vec<Problem>> {
    let read = match input {
        IdentityInput::Keep | IdentityInput::Clear => return Ok(None),
        IdentityInput::Pem {
            certificate,
            key,
            passphrase,
        } => from_texts(certificate.expose(), key.expose(), passphrase.expose()),
        IdentityInput::Pkcs12 {
            archive,
            passphrase,
        } => from_archive(archive.expose(), passphrase.expose()),
    };
    read.map(Some).map_err(|problem| vec![problem])
}

fn problem(field: &str, fault: Fault) -> Problem {
    Problem::new(field, fault)
}

fn from_texts(certificate: &str, key: &str, passphrase: &str) -> Result<Identity, Problem> {
    if certificate.len() > TEXT_LIMIT {
        return Err(problem("certificate", Fault::NotACertificate));
    }
    if key.len() > TEXT_LIMIT {
        return Err(problem("key", Fault::NotAKey));
    }
    // People paste both into one field.
    let key = if key.trim().is_empty() {
        certificate
    } else {
        key
    };
    let chain = from_pem(certificate);
    if chain.is_empty() {
        return Err(problem("certificate", Fault::NotACertificate));
    }
    let key = match PrivateKeyDer::from_pem_slice(key.as_bytes()) {
        Ok(key) => key,
        Err(_) => decrypted(key, passphrase)?,
    };
    paired(chain, key, "key")
}

/// RFC 5958 §3: `ENCRYPTED PRIVATE KEY`.
fn decrypted(text: &str, passphrase: &str) -> Result<PrivateKeyDer<'static>, Problem> {
    const BEGIN: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
    const END: &str = "-----END ENCRYPTED PRIVATE KEY-----";
    let not_a_key = || problem("key", Fault::NotAKey);
    let inside = text
        .split_once(BEGIN)
        .and_then(|(_, rest)| rest.split_once(END))
        .ok_or_else(not_a_key)?;
    let der = base64(inside.0).ok_or_else(not_a_key)?;
    let info = EncryptedPrivateKeyInfoRef::try_from(der.as_slice()).map_err(|_| not_a_key())?;
    if costs_too_much(&info.encryption_algorithm) {
        return Err(problem("key", Fault::KeyTooCostly));
    }
    let plain = info
        .decrypt(passphrase)
        .map_err(|_| problem("passphrase", Fault::Passphrase))?;
    Ok(PrivatePkcs8KeyDer::from(plain.as_bytes().to_vec()).into())
}

/// The key says itself how much work its passphrase is, without a limit that a phone would live through.
fn costs_too_much(scheme: &EncryptionScheme) -> bool {
    let EncryptionScheme::Pbes2(parameters) = scheme else {
        // RFC 8018 §6.1: at most 65,535 rounds.
        return false;
    };
    match &parameters.kdf {
        Kdf::Pbkdf2(it) => it.iteration_count > MOST_ROUNDS,
        Kdf::Scrypt(it) => {
            let bytes = (128 * u64::from(it.block_size)).saturating_mul(it.cost_parameter);
            bytes > MOST_SCRYPT_BYTES || it.parallelization > MOST_SCRYPT_TIMES
        }
        _ => true,
    }
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let letters: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    BASE64_STANDARD.decode(letters).ok()
}

fn from_archive(archive: &str, passphrase: &str) -> Result<Identity, Problem> {
    let not_one = || problem("archive", Fault::NotPkcs12);
    if archive.len() > ARCHIVE_LIMIT {
        return Err(not_one());
    }
    let bytes = base64(archive).ok_or_else(not_one)?;
    match work(&bytes) {
        Work::Usual => {}
        Work::TooMuch => return Err(problem("archive", Fault::KeyTooCostly)),
        Work::NoArchive => return Err(not_one()),
    }
    let archive = Pkcs12Archive::from_pkcs12(&bytes, passphrase)
        .map_err(|_| problem("passphrase", Fault::Passphrase))?;
    let key = archive
        .keys
        .first()
        .ok_or_else(|| problem("archive", Fault::NotAKey))?;
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.key.as_der().to_vec()));
    let all: Vec<CertificateDer<'static>> = archive
        .certs
        .iter()
        .map(|bag| CertificateDer::from(bag.cert.as_der().to_vec()))
        .collect();
    let own = all
        .iter()
        .position(|own| paired(vec![own.clone()], key.clone_key(), "archive").is_ok())
        .ok_or_else(|| problem("archive", Fault::NotACertificate))?;
    let mut chain = all;
    chain.swap(0, own);
    paired(chain, key, "archive")
}

/// Whether they belong together, and both as PEM.
fn paired(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
    field: &str,
) -> Result<Identity, Problem> {
    let certificate = chain.iter().map(|der| pem("CERTIFICATE", der)).collect();
    let (label, der) = match &key {
        PrivateKeyDer::Pkcs1(key) => ("RSA PRIVATE KEY", key.secret_pkcs1_der().to_vec()),
        PrivateKeyDer::Sec1(key) => ("EC PRIVATE KEY", key.secret_sec1_der().to_vec()),
        PrivateKeyDer::Pkcs8(key) => ("PRIVATE KEY", key.secret_pkcs8_der().to_vec()),
        _ => return Err(problem(field, Fault::NotAKey)),
    };
    let secret = Secret::new(pem(label, &der));
    match certified(chain, key) {
        Ok(_) => Ok(Identity {
            certificate,
            key: secret,
        }),
        Err(rustls::Error::InconsistentKeys(_)) => Err(problem(field, Fault::KeyMismatch)),
        Err(_) => Err(problem(field, Fault::NotAKey)),
    }
}

/// RFC 7468 §2.
fn pem(label: &str, der: &[u8]) -> String {
    let text = BASE64_STANDARD.encode(der);
    let mut out = format!("-----BEGIN {label}-----\n");
    for line in text.as_bytes().chunks(64) {
        out.extend(line.iter().copied().map(char::from));
        out.push('\n');
    }
    out.push_str(&format!("-----END {label}-----\n"));
    out
}

#[cfg(test)]
mod tests {
    use pkcs8::{
        der::{Encode as _, asn1::OctetStringRef},
        pkcs5::pbes2::{Parameters, ScryptParams},
    };

    use super::*;

    /// What a key says that is locked like this; there is nothing in it.
    fn locked(change: impl FnOnce(&mut Parameters)) -> Option<Fault> {
        let mut parameters =
            Parameters::generate_pbkdf2_sha256_aes256cbc(2_048, &[7; 16], [9; 16]).unwrap();
        change(&mut parameters);
        let info = EncryptedPrivateKeyInfoRef {
            encryption_algorithm: EncryptionScheme::Pbes2(parameters),
            encrypted_data: OctetStringRef::new(&[0; 32]).unwrap(),
        };
        let text = pem("ENCRYPTED PRIVATE KEY", &info.to_der().unwrap());
        decrypted(&text, "sesame")
            .err()
            .map(|problem| problem.fault)
    }

    fn rounds(rounds: u32) -> Option<Fault> {
        locked(|parameters| match &mut parameters.kdf {
            Kdf::Pbkdf2(it) => it.iteration_count = rounds,
            other => panic!("{other:?}"),
        })
    }

    fn scrypt(cost: u64, block: u16, times: u16) -> Option<Fault> {
        locked(|parameters| {
            let Kdf::Pbkdf2(before) = &parameters.kdf else {
                panic!("{:?}", parameters.kdf);
            };
            parameters.kdf = Kdf::Scrypt(ScryptParams {
                salt: before.salt,
                cost_parameter: cost,
                block_size: block,
                parallelization: times,
                key_length: None,
            });
        })
    }

    #[test]
    fn a_key_that_would_work_for_minutes_or_take_all_memory_is_not_opened() {
        assert_eq!(rounds(100_000_000), Some(Fault::KeyTooCostly));
        assert_eq!(scrypt(1 << 30, 8, 1), Some(Fault::KeyTooCostly));
        assert_eq!(scrypt(1 << 14, 8, u16::MAX), Some(Fault::KeyTooCostly));
        assert_eq!(scrypt(u64::MAX, 8, 1), Some(Fault::KeyTooCostly));
    }

    #[test]
    fn a_key_that_is_longer_than_any_is_not_read() {
        let input = IdentityInput::Pem {
            certificate: Secret::new(String::new()),
            key: Secret::new("-".repeat(TEXT_LIMIT + 1)),
            passphrase: Secret::new(String::new()),
        };
        let problems = read(&input).unwrap_err();
        assert_eq!(problems, [problem("key", Fault::NotAKey)]);
    }

    #[test]
    fn a_key_with_the_usual_lock_is_tried() {
        assert_eq!(rounds(2_048), Some(Fault::Passphrase));
        assert_eq!(scrypt(1 << 14, 8, 1), Some(Fault::Passphrase));
    }
}
