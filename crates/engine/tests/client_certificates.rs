//! Client certificates: in every form people have them, at a broker that lets nobody else in; and where their keys are kept.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use std::path::Path;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use common::{old_way::OldWay, *};
use tilework_certificates::{Authority, Certificate, Key, Leaf, Packing};
use tilework_core::{
    broker::{BrokerDraft, SecretKind, Transport},
    certificate::CertificateOwner,
    connection::{ConnectionState, Trouble},
    problem::{Fault, Problem},
    secret::Secret,
};
use tilework_engine::{api::*, ports::SecretName};
use tilework_mosquitto::{Mosquitto, Options, Tls, TlsVersion};

const PASSPHRASE: &str = "tractor diesel";

struct Farm {
    authority: Authority,
    mosquitto: Mosquitto,
}

/// A broker that lets in whom its own authority, or this one, has signed.
async fn farm(only: Option<TlsVersion>, clients: Option<&str>) -> Farm {
    let authority = Authority::new("Farm CA");
    let server = authority.issue(Leaf::server());
    let own = authority.pem();
    let tls = Tls {
        version: only,
        ..Tls::new(&server.chain, &server.key_pem).requiring(clients.unwrap_or(&own))
    };
    let mosquitto = Mosquitto::start(Options {
        tls: Some(tls),
        ..Options::default()
    })
    .await;
    Farm {
        authority,
        mosquitto,
    }
}

impl Farm {
    fn form(&self) -> BrokerDraft {
        way_in(self.mosquitto.port(), Transport::Tls, &self.authority.pem())
    }
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn pem(certificate: &str, key: &str, passphrase: &str) -> SecretInputs {
    with(IdentityInput::Pem {
        certificate: secret(certificate),
        key: secret(key),
        passphrase: secret(passphrase),
    })
}

fn pkcs12(archive: &[u8], passphrase: &str) -> SecretInputs {
    with(IdentityInput::Pkcs12 {
        archive: secret(&BASE64_STANDARD.encode(archive)),
        passphrase: secret(passphrase),
    })
}

fn with(identity: IdentityInput) -> SecretInputs {
    SecretInputs {
        identity,
        ..untouched()
    }
}

fn plain(certificate: &Certificate) -> SecretInputs {
    pem(&certificate.chain, &certificate.key_pem, "")
}

#[tokio::test]
async fn a_certificate_is_taken_in_every_form_people_have_it() {
    let farm = farm(None, None).await;
    let app = App::start().await;
    let barn = farm.authority.intermediate("Barn CA");
    let of = |leaf: Leaf| farm.authority.issue(leaf);
    let tractor = of(Leaf::client("tractor"));
    let rsa = of(Leaf::client("harvester").key(Key::Rsa));
    let deep = barn.issue(Leaf::client("plough"));
    let windows = tractor.chain.replace('\n', "\r\n");
    let one_text = format!("{}{}", tractor.key_pem, tractor.chain);
    let locked = tractor.encrypted_key_pem(PASSPHRASE);
    for (what, secrets) in [
        ("PEM", plain(&tractor)),
        ("RSA", plain(&rsa)),
        ("a chain", plain(&deep)),
        ("line ends of Windows", pem(&windows, &tractor.key_pem, "")),
        ("one text", pem(&one_text, "", "")),
        ("one text twice", pem(&one_text, &one_text, "")),
        (
            "SEC 1",
            pem(&tractor.chain, &tractor.traditional_key_pem(), ""),
        ),
        ("PKCS#1", pem(&rsa.chain, &rsa.traditional_key_pem(), "")),
        ("encrypted", pem(&tractor.chain, &locked, PASSPHRASE)),
        (
            "encrypted, one text",
            pem(&format!("{}{locked}", tractor.chain), "", PASSPHRASE),
        ),
        (
            "PKCS#12",
            pkcs12(&tractor.pkcs12(PASSPHRASE, Packing::Modern), PASSPHRASE),
        ),
        (
            "old PKCS#12",
            pkcs12(&rsa.pkcs12(PASSPHRASE, Packing::Legacy), PASSPHRASE),
        ),
        (
            "PKCS#12 with a chain",
            pkcs12(&deep.pkcs12(PASSPHRASE, Packing::Modern), PASSPHRASE),
        ),
        (
            "PKCS#12 with a passphrase in Greek",
            pkcs12(&tractor.pkcs12("σιτάρι", Packing::Modern), "σιτάρι"),
        ),
    ] {
        let report = try_form(&app.engine, farm.form(), secrets).await;
        assert!(report.ok, "{what}: {report:?}");
    }
}

#[tokio::test]
async fn a_certificate_made_the_way_mosquittos_manual_shows_is_taken() {
    let old = OldWay::new();
    let (certificate, key) = old.issue("tractor");
    for version in [TlsVersion::V1_2, TlsVersion::V1_3] {
        let farm = farm(Some(version), Some(&old.authority)).await;
        let app = App::start().await;
        let report = try_form(&app.engine, farm.form(), pem(&certificate, &key, "")).await;
        assert!(report.ok, "{report:?}");
    }
}

#[tokio::test]
async fn without_a_certificate_and_with_a_strangers_the_trouble_is_the_certificate() {
    let stranger = Authority::new("Other CA").issue(Leaf::client("tractor"));
    for version in [TlsVersion::V1_2, TlsVersion::V1_3] {
        let farm = farm(Some(version), None).await;
        for secrets in [untouched(), plain(&stranger)] {
            for protocol in BOTH {
                let mut app = App::start().await;
                let mut form = farm.form();
                form.protocol = protocol;
                let report = try_form(&app.engine, form.clone(), secrets.clone()).await;
                let (_, trouble) = verdict(&report);
                assert_eq!(trouble, Some(Trouble::ClientCertificate), "{report:?}");
                let id = app.save(form, secrets.clone()).await;
                assert_eq!(app.stopped(&id).await, Trouble::ClientCertificate);
            }
        }
    }
}

#[tokio::test]
async fn an_expired_certificate_of_our_own_is_the_trouble_and_is_warned_about() {
    let farm = farm(None, None).await;
    let mut app = App::start().await;
    let old = farm.authority.issue(Leaf::client("tractor").expired());
    let id = app.save(farm.form(), plain(&old)).await;
    assert_eq!(app.stopped(&id).await, Trouble::ClientCertificate);
    let details = app.details(&id).await;
    let owners: Vec<_> = details.ending.iter().map(|it| it.owner).collect();
    assert_eq!(owners, [CertificateOwner::Client]);
    assert_eq!(details.client_certificate.unwrap().subject, "CN=tractor");
}

#[tokio::test]
async fn what_does_not_fit_is_a_problem_of_its_field() {
    let farm = farm(None, None).await;
    let app = App::start().await;
    let tractor = farm.authority.issue(Leaf::client("tractor"));
    let plough = farm.authority.issue(Leaf::client("plough"));
    let locked = tractor.encrypted_key_pem(PASSPHRASE);
    let archive = tractor.pkcs12(PASSPHRASE, Packing::Modern);
    let not_base64 = with(IdentityInput::Pkcs12 {
        archive: secret("%%%"),
        passphrase: secret(""),
    });
    use Fault::*;
    for (secrets, field, fault) in [
        (pem(&tractor.chain, &locked, "no"), "passphrase", Passphrase),
        (pem(&tractor.chain, &locked, ""), "passphrase", Passphrase),
        (pem(&tractor.chain, &plough.key_pem, ""), "key", KeyMismatch),
        (pem(&tractor.chain, "hello", ""), "key", NotAKey),
        (pem(&tractor.chain, "", ""), "key", NotAKey),
        (
            pem("hello", &tractor.key_pem, ""),
            "certificate",
            NotACertificate,
        ),
        (
            pem("", &tractor.key_pem, ""),
            "certificate",
            NotACertificate,
        ),
        (pkcs12(&archive, "no"), "passphrase", Passphrase),
        (pkcs12(b"hello", ""), "archive", NotPkcs12),
        (not_base64, "archive", NotPkcs12),
    ] {
        let expected = AppError::InvalidInput {
            problems: vec![Problem::new(format!("identity.{field}"), fault)],
        };
        let saved = app.engine.save_broker(farm.form(), secrets.clone()).await;
        assert_eq!(saved.unwrap_err(), expected);
    }
    assert!(app.secrets.kept.lock().unwrap().is_empty());
}

/// Whether this text is in a file of the folder or of those below.
fn holds(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return holds(&path, text);
        }
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(text.len()).any(|it| it == text.as_bytes())
    })
}

fn line(pem: &str, number: usize) -> &str {
    pem.lines().nth(number).unwrap()
}

#[tokio::test]
async fn the_private_key_is_in_the_keyring_and_in_no_file() {
    let farm = farm(None, None).await;
    let mut app = App::start().await;
    let tractor = farm.authority.issue(Leaf::client("tractor"));
    let id = app.connect(farm.form(), plain(&tractor)).await;
    let session = format!("{:?}", app.engine.session().await.unwrap());
    for secret in [line(&tractor.key_pem, 1), line(&tractor.key_pem, 2)] {
        assert!(!session.contains(secret));
        assert!(!holds(app.folder(), secret));
    }
    let certificate = line(&tractor.certificate_pem, 2);
    assert!(holds(app.folder(), certificate), "it is no secret");
    {
        let kept = app.secrets.kept.lock().unwrap();
        let key = &kept[&SecretName::new(&id, SecretKind::PrivateKey)];
        assert!(key.expose().contains(line(&tractor.key_pem, 1)));
        assert_eq!(kept.len(), 1);
    }

    let mut app = app.close().await.open().await;
    app.screen.until_online(&id).await;
}

#[tokio::test]
async fn a_key_that_was_pasted_among_the_authorities_is_in_no_file() {
    let farm = farm(None, None).await;
    let mut app = App::start().await;
    let tractor = farm.authority.issue(Leaf::client("tractor"));
    let mut form = farm.form();
    form.tls.authorities = format!("{}{}", tractor.key_pem, form.tls.authorities);
    let id = app.connect(form, plain(&tractor)).await;
    let secret = line(&tractor.key_pem, 1);
    assert!(!holds(app.folder(), secret));
    let session = app.engine.session().await.unwrap();
    assert_eq!(session.brokers[0].broker.id, id);
    let kept = &session.brokers[0].broker.tls.authorities;
    assert!(kept.contains(line(&farm.authority.pem(), 1)) && !kept.contains(secret));
}

#[tokio::test]
async fn a_key_that_was_only_for_this_run_is_asked_for_after_a_restart() {
    let farm = farm(None, None).await;
    let mut app = App::start().await;
    let tractor = farm.authority.issue(Leaf::client("tractor"));
    let forget = SecretInputs {
        remember: false,
        ..plain(&tractor)
    };
    let id = app.connect(farm.form(), forget).await;
    assert!(app.secrets.kept.lock().unwrap().is_empty());
    let mut app = app.close().await.open().await;
    let secret = SecretKind::PrivateKey;
    assert_eq!(app.stopped(&id).await, Trouble::SecretMissing { secret });
}

#[tokio::test]
async fn clearing_the_certificate_removes_its_key_and_a_kept_one_stays() {
    let farm = farm(None, None).await;
    let mut app = App::start().await;
    let tractor = farm.authority.issue(Leaf::client("tractor"));
    let id = app.connect(farm.form(), plain(&tractor)).await;
    let again = BrokerDraft {
        id: Some(id.clone()),
        name: "Another".into(),
        ..farm.form()
    };
    let kept = app.engine.save_broker(again.clone(), untouched()).await;
    let certificate = kept.unwrap().broker.broker.certificate.unwrap();
    assert!(certificate.contains(line(&tractor.certificate_pem, 1)));
    app.until_details(&id, "online again", |details| {
        details.counters.connects == 2
    })
    .await;

    let cleared = app
        .engine
        .save_broker(again, with(IdentityInput::Clear))
        .await;
    let cleared = cleared.unwrap().broker.broker;
    assert_eq!((cleared.certificate, cleared.secrets.len()), (None, 0));
    assert!(app.secrets.kept.lock().unwrap().is_empty());
    assert_eq!(app.stopped(&id).await, Trouble::ClientCertificate);
}

#[tokio::test]
async fn a_duplicate_has_the_secrets_and_a_client_id_of_its_own_and_outlives_the_first() {
    let farm = farm(None, None).await;
    let mut app = App::start().await;
    let tractor = farm.authority.issue(Leaf::client("tractor"));
    let mut form = farm.form();
    form.username = "farmer".into();
    let secrets = SecretInputs {
        password: password("hunter2").password,
        headers: HeadersInput::Set {
            headers: vec![Header {
                name: "X-Farm".into(),
                value: secret("north"),
            }],
        },
        ..plain(&tractor)
    };
    let first = app.connect(form, secrets).await;
    assert_eq!(app.secrets.kept.lock().unwrap().len(), 3);

    let view = app.engine.duplicate_broker(first.clone(), "Second".into());
    let second = view.await.unwrap();
    assert_eq!(second.connection, ConnectionState::Idle);
    let second = second.broker;
    assert!(!second.enabled);
    let session = app.engine.session().await.unwrap();
    assert_ne!(second.client_id, session.brokers[0].broker.client_id);
    assert_eq!(app.secrets.kept.lock().unwrap().len(), 6);

    app.engine.delete_broker(first).await.unwrap();
    assert_eq!(app.secrets.kept.lock().unwrap().len(), 3);
    let enabled = app.engine.enable_broker(second.id.clone(), true).await;
    enabled.unwrap();
    app.screen.until_online(&second.id).await;

    let mut app = app.close().await.open().await;
    app.screen.until_online(&second.id).await;
    app.engine.delete_broker(second.id).await.unwrap();
    assert!(app.secrets.kept.lock().unwrap().is_empty());
}
