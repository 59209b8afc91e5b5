//! What a person is shown of a certificate, and what can be wrong with it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Millis;

/// How long before its end a certificate is warned about.
pub const WARNING: Millis = 14 * 24 * 3_600 * 1_000;

/// The parts of an X.509 certificate (RFC 5280 §4.1) that a person can compare. All text is the certificate's own: hostile, and
/// cut to 200 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CertificateSummary {
    pub subject: String,
    pub issuer: String,
    /// The names and addresses it is for (subjectAltName), at most 20.
    pub names: Vec<String>,
    #[ts(type = "number")]
    pub not_before: Millis,
    #[ts(type = "number")]
    pub not_after: Millis,
    /// SHA-256 of the whole certificate: 32 pairs of capital hexadecimal digits, joined by `:`.
    pub fingerprint: String,
}

impl CertificateSummary {
    /// Whether it ends within 14 days, or has ended.
    #[must_use]
    pub fn ends_soon(&self, now: Millis) -> bool {
        self.not_after - now <= WARNING
    }
}

/// Why a broker's certificate is not trusted. All but `Invalid` and `Revoked` can be pinned for one broker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CertificateProblem {
    /// No authority that this device or this broker's form trusts has signed it.
    UnknownIssuer,
    Expired,
    NotYetValid,
    /// It is for other names than the one that was called.
    WrongName,
    Revoked,
    /// It cannot be read, or the broker does not have its key.
    Invalid,
}

/// Whose certificate it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CertificateOwner {
    Broker,
    /// Ours, by which the broker knows us.
    Client,
}

/// A certificate that ends within 14 days, or has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EndingCertificate {
    pub owner: CertificateOwner,
    #[ts(type = "number")]
    pub not_after: Millis,
}

impl EndingCertificate {
    /// Those of the two that end within 14 days or have ended; the first to end first.
    #[must_use]
    pub fn among(
        broker: Option<&CertificateSummary>,
        client: Option<&CertificateSummary>,
        now: Millis,
    ) -> Vec<Self> {
        let owned = [
            (CertificateOwner::Broker, broker),
            (CertificateOwner::Client, client),
        ];
        let mut ending: Vec<_> = owned
            .into_iter()
            .filter_map(|(owner, certificate)| {
                let certificate = certificate.filter(|it| it.ends_soon(now))?;
                let not_after = certificate.not_after;
                Some(Self { owner, not_after })
            })
            .collect();
        ending.sort_by_key(|it| it.not_after);
        ending
    }
}

/// An encrypted connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TlsSummary {
    /// `1.2` or `1.3`.
    pub version: String,
    /// As IANA names it.
    pub cipher: String,
    pub certificate: CertificateSummary,
    /// Trusted because its fingerprint was pinned, and by nothing else.
    pub pinned: bool,
}

/// The fingerprint as [`CertificateSummary`] writes it, from whatever a person pasted: with or without colons or spaces, in any case.
#[must_use]
pub fn normal_fingerprint(text: &str) -> Option<String> {
    let digits: Vec<char> = text
        .chars()
        .filter(|c| !matches!(c, ':' | ' ' | '-'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if digits.len() != 64 || !digits.iter().all(char::is_ascii_hexdigit) {
        return None;
    }
    let pairs: Vec<String> = digits.chunks(2).map(|pair| pair.iter().collect()).collect();
    Some(pairs.join(":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_compared_in_one_form() {
        let bare = "ab".repeat(32);
        let normal = normal_fingerprint(&bare).unwrap();
        assert!(normal.starts_with("AB:AB:") && normal.len() == 95);
        assert_eq!(normal_fingerprint(&normal), Some(normal));
        assert_eq!(normal_fingerprint("ab:cd"), None);
        assert_eq!(normal_fingerprint(&"zz".repeat(32)), None);
    }
}
