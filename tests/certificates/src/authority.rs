//! Who signs.

use std::fmt;

use rcgen::{BasicConstraints, CertifiedIssuer, IsCa, KeyPair, KeyUsagePurpose};

use crate::{Certificate, Leaf, leaf};

/// A certificate authority: a root, or one below another.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    /// From this authority up to, but without, the root.
    intermediates: String,
}

impl Authority {
    /// A root, valid for ten years.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        Self {
            issuer: CertifiedIssuer::self_signed(params(name), key).unwrap(),
            intermediates: String::new(),
        }
    }

    /// An authority whose certificate this one signs: what it issues has a chain of two.
    #[must_use]
    pub fn intermediate(&self, name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let issuer = CertifiedIssuer::signed_by(params(name), key, &self.issuer).unwrap();
        let intermediates = issuer.pem() + &self.intermediates;
        Self {
            issuer,
            intermediates,
        }
    }

    #[must_use]
    pub fn pem(&self) -> String {
        self.issuer.pem()
    }

    #[must_use]
    pub fn der(&self) -> Vec<u8> {
        self.issuer.der().to_vec()
    }

    #[must_use]
    pub fn issue(&self, leaf: Leaf) -> Certificate {
        let key = leaf.make_key();
        let signed = leaf.params().signed_by(&key, &self.issuer).unwrap();
        Certificate::new(&signed, &key, &self.intermediates)
    }
}

impl Certificate {
    /// Signed by its own key, as many a broker at home has it.
    #[must_use]
    pub fn self_signed(leaf: Leaf) -> Self {
        let key = leaf.make_key();
        let signed = leaf.params().self_signed(&key).unwrap();
        Self::new(&signed, &key, "")
    }
}

fn params(name: &str) -> rcgen::CertificateParams {
    let mut params = leaf::params(name, &[]);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.use_authority_key_identifier_extension = true;
    params
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority").finish_non_exhaustive()
    }
}
