//! What was issued, in the forms users have it in.

use std::fmt;

use rcgen::KeyPair;

use crate::openssl;

/// How a PKCS#12 file is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// AES-256 and PBKDF2, as openssl 3 writes it.
    Modern,
    /// Triple DES and RC2, as Windows before 2016 and `openssl -legacy` write it.
    Legacy,
}

#[derive(Clone)]
pub struct Certificate {
    /// The leaf alone.
    pub certificate_pem: String,
    /// PKCS#8 (`BEGIN PRIVATE KEY`).
    pub key_pem: String,
    /// The leaf alone: what fingerprints are taken of.
    pub der: Vec<u8>,
    /// The leaf, then the authorities between it and the root, which is left out: what a server presents.
    pub chain: String,
}

impl Certificate {
    pub(crate) fn new(signed: &rcgen::Certificate, key: &KeyPair, intermediates: &str) -> Self {
        let certificate_pem = signed.pem();
        Self {
            key_pem: key.serialize_pem(),
            der: signed.der().to_vec(),
            chain: format!("{certificate_pem}{intermediates}"),
            certificate_pem,
        }
    }

    /// Chain and key in one PKCS#12 file (`.p12`, `.pfx`).
    #[must_use]
    pub fn pkcs12(&self, passphrase: &str, packing: Packing) -> Vec<u8> {
        openssl::pkcs12(&self.chain, &self.key_pem, passphrase, packing)
    }

    /// The key as `BEGIN ENCRYPTED PRIVATE KEY`.
    #[must_use]
    pub fn encrypted_key_pem(&self, passphrase: &str) -> String {
        openssl::encrypted_key(&self.key_pem, passphrase)
    }

    /// The key as older tools and AWS IoT Core write it: `BEGIN EC PRIVATE KEY` (SEC 1) or `BEGIN RSA PRIVATE KEY` (PKCS#1).
    #[must_use]
    pub fn traditional_key_pem(&self) -> String {
        openssl::traditional_key(&self.key_pem)
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("chain", &self.chain)
            .finish_non_exhaustive()
    }
}
