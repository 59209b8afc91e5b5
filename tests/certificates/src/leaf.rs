//! What a test says about the certificate it wants.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rcgen::{
    CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose, date_time_ymd,
};

use crate::openssl;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Server,
    Client,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// ECDSA on P-256: made at once.
    P256,
    /// 2048 bits, as AWS IoT Core hands out: made by `openssl`, in a fraction of a second.
    Rsa,
}

/// A certificate to be, for a server or a client.
#[derive(Debug, Clone)]
pub struct Leaf {
    pub common_name: String,
    /// Host names and addresses: the subject alternative names.
    pub names: Vec<String>,
    /// Days from now.
    pub not_before: i64,
    /// Days from now.
    pub not_after: i64,
    pub purpose: Purpose,
    pub key: Key,
}

impl Leaf {
    /// For this machine, valid from yesterday for a year.
    #[must_use]
    pub fn server() -> Self {
        Self {
            common_name: "localhost".into(),
            names: vec!["localhost".into(), "127.0.0.1".into(), "::1".into()],
            not_before: -1,
            not_after: 365,
            purpose: Purpose::Server,
            key: Key::P256,
        }
    }

    /// A client's, valid from yesterday for a year.
    #[must_use]
    pub fn client(common_name: &str) -> Self {
        Self {
            common_name: common_name.into(),
            names: vec![],
            purpose: Purpose::Client,
            ..Self::server()
        }
    }

    /// The same, but it ended three days ago.
    #[must_use]
    pub fn expired(self) -> Self {
        Self {
            not_before: -30,
            not_after: -3,
            ..self
        }
    }

    /// The same, but valid only from three days ahead.
    #[must_use]
    pub fn not_yet_valid(self) -> Self {
        Self {
            not_before: 3,
            ..self
        }
    }

    /// The same, but it ends in so many days: the app warns 14 days ahead.
    #[must_use]
    pub fn ends_in(self, days: i64) -> Self {
        Self {
            not_after: days,
            ..self
        }
    }

    /// The same, but for these names only.
    #[must_use]
    pub fn named(self, names: &[&str]) -> Self {
        Self {
            common_name: names.first().copied().unwrap_or_default().into(),
            names: names.iter().copied().map(str::to_owned).collect(),
            ..self
        }
    }

    /// The same, but for a server that tests never reach.
    #[must_use]
    pub fn for_a_wrong_name(self) -> Self {
        self.named(&["mqtt.elsewhere.example"])
    }

    /// The same, with such a key.
    #[must_use]
    pub fn key(self, key: Key) -> Self {
        Self { key, ..self }
    }

    pub(crate) fn make_key(&self) -> KeyPair {
        match self.key {
            Key::P256 => KeyPair::generate().unwrap(),
            Key::Rsa => KeyPair::from_pem(&openssl::rsa_key()).unwrap(),
        }
    }

    pub(crate) fn params(&self) -> CertificateParams {
        let mut params = params(&self.common_name, &self.names);
        validity(&mut params, self.not_before, self.not_after);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![match self.purpose {
            Purpose::Server => ExtendedKeyUsagePurpose::ServerAuth,
            Purpose::Client => ExtendedKeyUsagePurpose::ClientAuth,
        }];
        params.use_authority_key_identifier_extension = true;
        params
    }
}

/// Valid from yesterday for ten years.
pub(crate) fn params(common_name: &str, names: &[String]) -> CertificateParams {
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, common_name);
    validity(&mut params, -1, 3650);
    params
}

/// So many days from now, in seconds since 1970: rcgen takes dates of the crate `time`, which nothing else here needs.
fn seconds(days: i64) -> Duration {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let apart = DAY * u32::try_from(days.unsigned_abs()).unwrap();
    let then = if days < 0 { now - apart } else { now + apart };
    Duration::from_secs(then.as_secs())
}

fn validity(params: &mut CertificateParams, not_before: i64, not_after: i64) {
    let epoch = date_time_ymd(1970, 1, 1);
    params.not_before = epoch + seconds(not_before);
    params.not_after = epoch + seconds(not_after);
}
