//! What users have in files, read back by openssl.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

use tilework_certificates::{Authority, Certificate, Key, Leaf, Packing};

fn openssl(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("openssl is installed");
    // It may stop before it has read all, for example at a wrong passphrase.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn text(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn public_key_of(key_pem: &str) -> String {
    text(&openssl(&["pkey", "-pubout"], key_pem.as_bytes()))
}

fn client() -> Certificate {
    Authority::new("Farm CA").issue(Leaf::client("tractor-7"))
}

#[test]
fn a_pkcs12_file_holds_certificate_and_key_and_opens_with_its_passphrase_only() {
    for packing in [Packing::Modern, Packing::Legacy] {
        let client = client();
        let packed = client.pkcs12("open sesame", packing);
        let mut open = vec!["pkcs12", "-nodes", "-passin", "pass:open sesame"];
        let mut guess = vec!["pkcs12", "-nodes", "-passin", "pass:open barley"];
        if packing == Packing::Legacy {
            open.push("-legacy");
            guess.push("-legacy");
        }
        let opened = text(&openssl(&open, &packed));
        assert!(
            opened.contains(client.certificate_pem.trim()),
            "{packing:?}"
        );
        assert_eq!(public_key_of(&opened), public_key_of(&client.key_pem));
        assert!(!openssl(&guess, &packed).status.success());
    }
}

#[test]
fn only_the_legacy_packing_needs_the_legacy_algorithms() {
    let client = client();
    let open = ["pkcs12", "-nodes", "-passin", "pass:sesame"];
    let modern = openssl(&open, &client.pkcs12("sesame", Packing::Modern));
    let legacy = openssl(&open, &client.pkcs12("sesame", Packing::Legacy));
    assert!(modern.status.success());
    assert!(!legacy.status.success());
}

#[test]
fn a_pkcs12_file_brings_the_authorities_between() {
    let sub = Authority::new("Farm CA").intermediate("Tractors CA");
    let client = sub.issue(Leaf::client("tractor-7"));
    let packed = client.pkcs12("sesame", Packing::Modern);
    let opened = text(&openssl(
        &["pkcs12", "-nokeys", "-passin", "pass:sesame"],
        &packed,
    ));
    assert!(opened.contains(sub.pem().trim()));
}

#[test]
fn an_encrypted_key_opens_with_its_passphrase_only() {
    let client = client();
    let encrypted = client.encrypted_key_pem("open sesame");
    assert!(encrypted.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    let open = |passphrase| {
        let arguments = ["pkey", "-pubout", "-passin", passphrase];
        openssl(&arguments, encrypted.as_bytes())
    };
    assert_eq!(
        text(&open("pass:open sesame")),
        public_key_of(&client.key_pem)
    );
    assert!(!open("pass:open barley").status.success());
}

#[test]
fn keys_come_in_the_forms_of_older_tools_too() {
    let farm = Authority::new("Farm CA");
    let ec = farm.issue(Leaf::client("tractor-7"));
    let rsa = farm.issue(Leaf::client("tractor-8").key(Key::Rsa));
    let forms = [
        (ec, "-----BEGIN EC PRIVATE KEY-----"),
        (rsa, "-----BEGIN RSA PRIVATE KEY-----"),
    ];
    for (certificate, head) in forms {
        let traditional = certificate.traditional_key_pem();
        assert!(traditional.starts_with(head));
        assert!(
            certificate
                .key_pem
                .starts_with("-----BEGIN PRIVATE KEY-----")
        );
        assert_eq!(
            public_key_of(&traditional),
            public_key_of(&certificate.key_pem)
        );
    }
}

#[test]
fn a_certificate_that_ends_soon_is_still_good_and_ends_within_14_days() {
    const DAY: u32 = 24 * 60 * 60;
    let soon = Authority::new("Farm CA").issue(Leaf::server().ends_in(10));
    let ends_within = |days: u32| {
        let seconds = (days * DAY).to_string();
        let arguments = ["x509", "-noout", "-checkend", &seconds];
        !openssl(&arguments, soon.certificate_pem.as_bytes())
            .status
            .success()
    };
    assert!(!ends_within(0));
    assert!(!ends_within(9));
    assert!(ends_within(14));
}

#[test]
fn debug_shows_no_key() {
    let client = client();
    let secret = client.key_pem.lines().nth(1).unwrap();
    assert!(!format!("{client:?}").contains(secret));
}
