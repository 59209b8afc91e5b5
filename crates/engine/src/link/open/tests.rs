//! Certificates and identities are hostile: whatever comes, it is read or it is a problem.

use std::sync::LazyLock;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use proptest::prelude::*;
use tilework_certificates::{Authority, Certificate, Leaf, Packing};
use tilework_core::{certificate::CertificateSummary, secret::Secret};

use super::{
    certificate::{from_pem, summary},
    identity::{authorities, read, summaries},
};
use crate::link::IdentityInput;

const PASSPHRASE: &str = "tractor diesel";
const FIELDS: [&str; 4] = ["certificate", "key", "passphrase", "archive"];

struct Samples {
    certificate: Certificate,
    encrypted: String,
    archives: [Vec<u8>; 2],
}

static SAMPLES: LazyLock<Samples> = LazyLock::new(|| {
    let barn = Authority::new("Farm CA").intermediate("Barn CA");
    let certificate = barn.issue(Leaf::server());
    Samples {
        encrypted: certificate.encrypted_key_pem(PASSPHRASE),
        archives: [Packing::Modern, Packing::Legacy]
            .map(|packing| certificate.pkcs12(PASSPHRASE, packing)),
        certificate,
    }
});

/// Some bytes are others than they were, and some of the end may be gone.
fn damaged(bytes: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let length = bytes.len();
    let flips = prop::collection::vec((0..length, any::<u8>()), 0..4);
    let kept = prop_oneof![3 => Just(length), 1 => 0..length];
    (flips, kept).prop_map(move |(flips, kept)| {
        let mut bytes = bytes.clone();
        for (place, byte) in flips {
            bytes[place] = byte;
        }
        bytes.truncate(kept);
        bytes
    })
}

fn damaged_text(text: String) -> impl Strategy<Value = String> {
    damaged(text.into_bytes()).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn is_showable(shown: &CertificateSummary) -> bool {
    let texts = [&shown.subject, &shown.issuer].into_iter();
    let mut texts = texts.chain(&shown.names);
    shown.names.len() <= 20
        && shown.fingerprint.len() == 95
        && texts.all(|text| text.chars().count() <= 200 && !text.chars().any(char::is_control))
}

/// An identity that can be used again, or problems of the form's fields.
fn check(input: &IdentityInput) -> Result<(), TestCaseError> {
    match read(input) {
        Ok(Some(identity)) => {
            prop_assert!(summaries(&identity.certificate).iter().all(is_showable));
            let again = IdentityInput::Pem {
                certificate: Secret::new(identity.certificate.clone()),
                key: identity.key.clone(),
                passphrase: Secret::new(String::new()),
            };
            prop_assert_eq!(read(&again), Ok(Some(identity)));
        }
        Ok(None) => return Err(TestCaseError::fail("it was neither kept nor cleared")),
        Err(problems) => {
            let known = |field: &str| FIELDS.contains(&field);
            prop_assert!(!problems.is_empty() && problems.iter().all(|it| known(&it.field)));
        }
    }
    Ok(())
}

fn pem(certificate: String, key: String, passphrase: &str) -> IdentityInput {
    IdentityInput::Pem {
        certificate: Secret::new(certificate),
        key: Secret::new(key),
        passphrase: Secret::new(passphrase.to_owned()),
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_no_certificate_and_no_crash(bytes: Vec<u8>) {
        prop_assert!(summary(&bytes).is_none());
        let text = String::from_utf8_lossy(&bytes).into_owned();
        prop_assert!(from_pem(&text).is_empty());
        check(&pem(text.clone(), text.clone(), &text))?;
        let archive = Secret::new(BASE64_STANDARD.encode(&bytes));
        check(&IdentityInput::Pkcs12 { archive, passphrase: Secret::new(text) })?;
    }

    #[test]
    fn arbitrary_pem_is_no_crash(
        label in "(CERTIFICATE|PRIVATE KEY|ENCRYPTED PRIVATE KEY|EC PRIVATE KEY|RSA PRIVATE KEY|)",
        body in "[A-Za-z0-9+/=\n -]{0,200}",
    ) {
        let text = format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
        prop_assert!(from_pem(&text).is_empty());
        prop_assert!(authorities(&text).is_err());
        check(&pem(SAMPLES.certificate.chain.clone(), text, PASSPHRASE))?;
    }

    #[test]
    fn a_damaged_certificate_is_shown_within_bounds_or_not_at_all(der in damaged(SAMPLES.certificate.der.clone())) {
        prop_assert!(summary(&der).is_none_or(|shown| is_showable(&shown)));
    }

    #[test]
    fn damaged_texts_of_an_identity_are_read_or_a_problem(
        certificate in damaged_text(SAMPLES.certificate.chain.clone()),
        key in damaged_text(SAMPLES.certificate.key_pem.clone()),
    ) {
        check(&pem(certificate, key, ""))?;
    }

    #[test]
    fn hostile_names_in_a_certificate_are_cut(name in "\\PC{0,40}|[\u{0}-\u{1f}]{1,9}|x{300}", many in 0_usize..40) {
        let leaf = Leaf { common_name: name, names: vec!["farm.example".into(); many], ..Leaf::server() };
        let certificate = Certificate::self_signed(leaf);
        prop_assert!(summary(&certificate.der).is_some_and(|shown| is_showable(&shown)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_damaged_encrypted_key_is_read_or_a_problem(key in damaged_text(SAMPLES.encrypted.clone())) {
        check(&pem(SAMPLES.certificate.chain.clone(), key, PASSPHRASE))?;
    }

    #[test]
    fn a_damaged_archive_is_read_or_a_problem(
        archive in prop::sample::select(&SAMPLES.archives[..]).prop_flat_map(damaged),
    ) {
        let archive = Secret::new(BASE64_STANDARD.encode(archive));
        check(&IdentityInput::Pkcs12 { archive, passphrase: Secret::new(PASSPHRASE.to_owned()) })?;
    }
}
