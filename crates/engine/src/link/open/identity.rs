//! The client certificate of a form: PEM or PKCS#12 in, a chain and a plain key out. All input is hostile.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use p12_keystore::Pkcs12Archive;
use pkcs8::EncryptedPrivateKeyInfoRef;
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

/// More than any chain and key.
const TEXT_LIMIT: usize = 1 << 20;

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
    let found = summaries(text);
    if found.is_empty() || text.len() > TEXT_LIMIT {
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

/// `None` for `Keep` and `Clear`.
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
    let plain = info
        .decrypt(passphrase)
        .map_err(|_| problem("passphrase", Fault::Passphrase))?;
    Ok(PrivatePkcs8KeyDer::from(plain.as_bytes().to_vec()).into())
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let letters: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    BASE64_STANDARD.decode(letters).ok()
}

fn from_archive(archive: &str, passphrase: &str) -> Result<Identity, Problem> {
    let not_one = || problem("archive", Fault::NotPkcs12);
    if archive.len() > TEXT_LIMIT {
        return Err(not_one());
    }
    let bytes = base64(archive).ok_or_else(not_one)?;
    // A PFX is a DER sequence that begins with version 3 (RFC 7292 §4); a wrong passphrase shows only further in.
    if !bytes.starts_with(&[0x30]) {
        return Err(not_one());
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
