//! What the app's own TLS says to each certificate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

use std::sync::Arc;

use rustls::{
    CertificateError, Error, RootCertStore,
    client::{WebPkiServerVerifier, danger::ServerCertVerifier},
    crypto::ring::default_provider,
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
    server::WebPkiClientVerifier,
};
use tilework_certificates::{Authority, Certificate, Key, Leaf};

fn roots(authority: &Authority) -> Arc<RootCertStore> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().into()).unwrap();
    Arc::new(roots)
}

/// As a client that trusts this authority and wants to reach `name`.
fn verdict(trusted: &Authority, presented: &Certificate, name: &str) -> Result<(), Error> {
    let provider = Arc::new(default_provider());
    let verifier = WebPkiServerVerifier::builder_with_provider(roots(trusted), provider)
        .build()
        .unwrap();
    let chain: Vec<_> = CertificateDer::pem_slice_iter(presented.chain.as_bytes())
        .collect::<Result<_, _>>()
        .unwrap();
    let (leaf, between) = chain.split_first().unwrap();
    let name = ServerName::try_from(name).unwrap();
    verifier
        .verify_server_cert(leaf, between, &name, &[], UnixTime::now())
        .map(|_| ())
}

fn complaint(result: Result<(), Error>) -> CertificateError {
    match result {
        Err(Error::InvalidCertificate(complaint)) => complaint,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_server_is_trusted_by_name_and_by_address() {
    let farm = Authority::new("Farm CA");
    let server = farm.issue(Leaf::server());
    for name in ["localhost", "127.0.0.1", "::1"] {
        verdict(&farm, &server, name).unwrap();
    }
}

#[test]
fn an_rsa_key_serves_as_well() {
    let farm = Authority::new("Farm CA");
    let server = farm.issue(Leaf::server().key(Key::Rsa));
    verdict(&farm, &server, "localhost").unwrap();
}

#[test]
fn a_chain_leads_to_the_root() {
    let farm = Authority::new("Farm CA");
    let server = farm
        .intermediate("Barn CA")
        .intermediate("Shed CA")
        .issue(Leaf::server());
    verdict(&farm, &server, "localhost").unwrap();
    assert_eq!(server.chain.matches("BEGIN CERTIFICATE").count(), 3);
}

#[test]
fn each_bad_certificate_is_refused_for_its_own_reason() {
    let farm = Authority::new("Farm CA");
    let to = |leaf| complaint(verdict(&farm, &farm.issue(leaf), "localhost"));
    assert!(matches!(
        to(Leaf::server().expired()),
        CertificateError::ExpiredContext { .. }
    ));
    assert!(matches!(
        to(Leaf::server().not_yet_valid()),
        CertificateError::NotValidYetContext { .. }
    ));
    assert!(matches!(
        to(Leaf::server().for_a_wrong_name()),
        CertificateError::NotValidForNameContext { .. }
    ));
    assert!(matches!(
        to(Leaf::client("localhost")),
        CertificateError::InvalidPurposeContext { .. }
    ));
}

#[test]
fn a_foreign_authority_and_a_self_signed_certificate_are_unknown() {
    let farm = Authority::new("Farm CA");
    let foreign = Authority::new("Farm CA").issue(Leaf::server());
    let own = Certificate::self_signed(Leaf::server());
    let unsigned = [
        complaint(verdict(&farm, &foreign, "localhost")),
        complaint(verdict(&farm, &own, "localhost")),
    ];
    assert!(matches!(
        unsigned[0],
        CertificateError::UnknownIssuer | CertificateError::BadSignature
    ));
    assert_eq!(unsigned[1], CertificateError::UnknownIssuer);
}

#[test]
fn a_client_certificate_is_good_for_clients() {
    let farm = Authority::new("Farm CA");
    let verifier =
        WebPkiClientVerifier::builder_with_provider(roots(&farm), Arc::new(default_provider()))
            .build()
            .unwrap();
    let check = |leaf| {
        let der = farm.issue(leaf).der.into();
        verifier.verify_client_cert(&der, &[], UnixTime::now())
    };
    assert!(check(Leaf::client("tractor-7")).is_ok());
    assert!(check(Leaf::server()).is_err());
}
