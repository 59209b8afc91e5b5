//! Reading certificates for people to see.

use rustls::pki_types::{CertificateDer, pem::PemObject as _};
use tilework_core::certificate::CertificateSummary;
use x509_parser::{
    certificate::X509Certificate,
    extensions::GeneralName,
    prelude::{FromDer as _, X509Name},
};

const TEXT: usize = 200;
const NAMES: usize = 20;
/// More certificates than a text for one broker holds; a bundle of all authorities is read up to here.
const MOST: usize = 500;

/// The certificates in a PEM text, in order. What is not a certificate is passed over.
#[must_use]
pub fn from_pem(text: &str) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(text.as_bytes())
        .take(MOST)
        .filter_map(Result::ok)
        .filter(|der| X509Certificate::from_der(der).is_ok())
        .collect()
}

/// SHA-256 of a certificate, in pairs of hexadecimal digits joined by `:`.
#[must_use]
pub fn fingerprint(der: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, der);
    let pairs: Vec<String> = digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    pairs.join(":")
}

/// `None`: it cannot be read.
#[must_use]
pub fn summary(der: &[u8]) -> Option<CertificateSummary> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let names = certificate
        .subject_alternative_name()
        .ok()
        .flatten()
        .map(|names| {
            names
                .value
                .general_names
                .iter()
                .filter_map(name)
                .take(NAMES)
                .collect()
        })
        .unwrap_or_default();
    let validity = certificate.validity();
    Some(CertificateSummary {
        subject: distinguished(certificate.subject()),
        issuer: distinguished(certificate.issuer()),
        names,
        not_before: validity.not_before.timestamp().saturating_mul(1_000),
        not_after: validity.not_after.timestamp().saturating_mul(1_000),
        fingerprint: fingerprint(der),
    })
}

fn distinguished(name: &X509Name<'_>) -> String {
    cut(&name.to_string())
}

fn name(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some(cut(name)),
        GeneralName::IPAddress(bytes) => {
            let v4 = <[u8; 4]>::try_from(*bytes).map(|b| std::net::IpAddr::from(b).to_string());
            let v6 = <[u8; 16]>::try_from(*bytes).map(|b| std::net::IpAddr::from(b).to_string());
            v4.or(v6).ok()
        }
        _ => None,
    }
}

fn cut(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(TEXT)
        .collect()
}
