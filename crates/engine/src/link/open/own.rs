//! Our own certificate, for a broker that asks who we are.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use rustls::{
    Error, InconsistentKeys, SignatureScheme,
    client::ResolvesClientCert,
    crypto::ring::default_provider,
    pki_types::{CertificateDer, PrivateKeyDer},
    sign::CertifiedKey,
};
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// The chain and its key. Rustls' own constructor is not used: it refuses certificates of X.509 version 1, which openssl makes by default
/// up to 3.1 and which brokers accept.
///
/// # Errors
/// The key cannot be used, or is not the one of the first certificate.
pub fn certified(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<CertifiedKey, Error> {
    let key = default_provider().key_provider.load_private_key(key)?;
    let own = chain.first().ok_or(Error::NoCertificatesPresented)?;
    let unreadable = Error::InvalidCertificate(rustls::CertificateError::BadEncoding);
    let (_, own) = X509Certificate::from_der(own).map_err(|_| unreadable)?;
    // What cannot be compared may still fit.
    let fits = key
        .public_key()
        .is_none_or(|public| public.as_ref() == own.public_key().raw);
    if fits {
        Ok(CertifiedKey::new(chain, key))
    } else {
        Err(InconsistentKeys::KeyMismatch.into())
    }
}

/// What we show a broker that asks, and whether one asked.
pub struct OwnCertificate {
    certified: Option<Arc<CertifiedKey>>,
    asked: AtomicBool,
}

impl OwnCertificate {
    pub fn new(certified: Option<CertifiedKey>) -> Self {
        Self {
            certified: certified.map(Arc::new),
            asked: AtomicBool::new(false),
        }
    }

    pub fn was_asked_for(&self) -> bool {
        self.asked.load(Ordering::Acquire)
    }
}

impl std::fmt::Debug for OwnCertificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OwnCertificate")
            .field("asked", &self.asked)
            .finish_non_exhaustive()
    }
}

impl ResolvesClientCert for OwnCertificate {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.asked.store(true, Ordering::Release);
        self.certified.clone()
    }

    fn has_certs(&self) -> bool {
        self.certified.is_some()
    }
}
