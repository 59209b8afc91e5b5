//! Encrypted connections to a real Mosquitto, and every way in which its certificate may be wrong.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use std::process::Stdio;

use common::{old_way::OldWay, *};
use tilework_certificates::{Authority, Certificate, Leaf};
use tilework_core::{
    broker::{BrokerDraft, Transport},
    certificate::{CertificateOwner, CertificateProblem, CertificateSummary},
    connection::{ConnectionState, Trouble},
};
use tilework_engine::api::*;
use tilework_mosquitto::{Mosquitto, Options, Tls, TlsVersion};
use tokio::io::AsyncWriteExt;

const DAY: i64 = 24 * 3_600 * 1_000;

async fn broker(server: &Certificate) -> Mosquitto {
    broker_with(Tls::new(&server.chain, &server.key_pem)).await
}

async fn broker_with(tls: Tls) -> Mosquitto {
    let tls = Some(tls);
    Mosquitto::start(Options {
        tls,
        ..Options::default()
    })
    .await
}

fn form(broker: &Mosquitto, authority: &Authority) -> BrokerDraft {
    way_in(broker.port(), Transport::Tls, &authority.pem())
}

/// What openssl says of a certificate.
async fn openssl_says(certificate: &Certificate, what: &str) -> String {
    let mut child = tokio::process::Command::new("openssl")
        .args(["x509", "-noout", "-sha256", what])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("openssl is installed");
    let mut stdin = child.stdin.take().unwrap();
    let pem = certificate.certificate_pem.as_bytes();
    stdin.write_all(pem).await.unwrap();
    drop(stdin);
    let output = child.wait_with_output().await.unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    said.trim().split_once('=').unwrap().1.to_owned()
}

fn now() -> i64 {
    let now = std::time::UNIX_EPOCH.elapsed().unwrap();
    i64::try_from(now.as_millis()).unwrap()
}

fn is_about(time: i64, expected: i64) -> bool {
    (time - expected).abs() < 120_000
}

fn tls_of(report: &ConnectionReport) -> tilework_core::certificate::TlsSummary {
    match found(report, StepName::Encrypt) {
        Some(Found::Tls { tls }) => tls.clone(),
        other => panic!("{other:?} in {report:?}"),
    }
}

fn untrusted(trouble: Option<Trouble>) -> (CertificateProblem, CertificateSummary) {
    match trouble {
        Some(Trouble::Certificate {
            problem,
            certificate: Some(certificate),
        }) => (problem, certificate),
        other => panic!("{other:?}"),
    }
}

/// What is wrong with it, in a connection test whose form trusts the authority; and that it is told at the step it belongs to.
async fn problem(server: &Certificate, authority: &Authority) -> CertificateProblem {
    let broker = broker(server).await;
    let app = App::start().await;
    let report = try_form(&app.engine, form(&broker, authority), untouched()).await;
    let (step, trouble) = verdict(&report);
    assert_eq!(step, StepName::Encrypt);
    let (problem, certificate) = untrusted(trouble);
    let fingerprint = openssl_says(server, "-fingerprint").await;
    assert_eq!(certificate.fingerprint, fingerprint);
    problem
}

#[tokio::test]
async fn a_broker_of_the_forms_own_authority_is_reached_in_both_versions_of_tls_and_mqtt() {
    let farm = Authority::new("Farm CA");
    let server = farm.issue(Leaf::server());
    let fingerprint = openssl_says(&server, "-fingerprint").await;
    for (only, version) in [(TlsVersion::V1_2, "1.2"), (TlsVersion::V1_3, "1.3")] {
        let broker = broker_with(Tls::new(&server.chain, &server.key_pem).only(only)).await;
        for protocol in BOTH {
            let mut app = App::start().await;
            let mut form = form(&broker, &farm);
            form.protocol = protocol;
            let report = try_form(&app.engine, form.clone(), untouched()).await;
            use StepName::*;
            assert!(report.ok, "{report:?}");
            assert_eq!(
                names(&report),
                [Resolve, Connect, Encrypt, Authenticate, Subscribe]
            );
            let tls = tls_of(&report);
            assert_eq!((tls.version.as_str(), tls.pinned), (version, false));
            assert!(tls.cipher.starts_with("TLS"), "{}", tls.cipher);
            assert_eq!(tls.certificate.fingerprint, fingerprint);
            assert_eq!(
                tls.certificate.names,
                ["localhost", "127.0.0.1", "::1"],
                "{:?}",
                tls.certificate
            );

            let id = app.connect(form, untouched()).await;
            let details = app.details(&id).await;
            assert_eq!(details.tls, Some(tls));
            assert_eq!(details.ending, []);
        }
    }
}

#[tokio::test]
async fn a_broker_that_trusts_only_its_own_is_reached_by_its_authority_or_its_fingerprint_alone() {
    let farm = Authority::new("Farm CA");
    let server = farm.issue(Leaf::server());
    let broker = broker(&server).await;
    let app = App::start().await;
    let mut own = form(&broker, &farm);
    own.tls.only_these = true;
    let report = try_form(&app.engine, own, untouched()).await;
    assert!(report.ok, "{report:?}");

    // Without any authority a fingerprint vouches, and nothing else does.
    let mut pinned = way_in(broker.port(), Transport::Tls, "");
    pinned.tls.only_these = true;
    pinned.tls.pinned = vec![openssl_says(&server, "-fingerprint").await];
    let report = try_form(&app.engine, pinned.clone(), untouched()).await;
    assert!(report.ok && tls_of(&report).pinned, "{report:?}");
    pinned.tls.pinned = vec![openssl_says(&farm.issue(Leaf::server()), "-fingerprint").await];
    let report = try_form(&app.engine, pinned, untouched()).await;
    let (problem, _) = untrusted(verdict(&report).1);
    assert_eq!(problem, CertificateProblem::UnknownIssuer);
}

#[tokio::test]
async fn an_authority_between_is_no_obstacle() {
    let farm = Authority::new("Farm CA");
    let barn = farm.intermediate("Barn CA");
    let broker = broker(&barn.issue(Leaf::server())).await;
    let app = App::start().await;
    let report = try_form(&app.engine, form(&broker, &farm), untouched()).await;
    assert!(report.ok, "{report:?}");
}

#[tokio::test]
async fn an_unknown_authority_stops_the_connection_and_the_certificate_is_shown() {
    let farm = Authority::new("Farm CA");
    let server = farm.issue(Leaf::server());
    let broker = broker(&server).await;
    let mut app = App::start().await;
    let stranger = form(&broker, &Authority::new("Other CA"));
    let id = app.save(stranger, untouched()).await;
    let (problem, certificate) = untrusted(Some(app.stopped(&id).await));
    assert_eq!(problem, CertificateProblem::UnknownIssuer);
    assert_eq!(certificate.subject, "CN=localhost");
    assert_eq!(certificate.issuer, "CN=Farm CA");
    assert!(is_about(certificate.not_before, now() - DAY));
    assert!(is_about(certificate.not_after, now() + 365 * DAY));
    let fingerprint = openssl_says(&server, "-fingerprint").await;
    assert_eq!(certificate.fingerprint, fingerprint);

    app.engine.reconnect(id.clone()).await.unwrap();
    let details = app
        .until_details(&id, "stopped again", |details| details.log.len() == 2)
        .await;
    let stops = |entry: &LogEntry| matches!(entry.event, LogEvent::Stopped { .. });
    assert!(
        details.log.iter().all(stops),
        "only what a person asks for is tried: {:?}",
        details.log
    );
}

#[tokio::test]
async fn a_stopped_broker_connects_once_its_certificate_is_trusted() {
    let server = Authority::new("Farm CA").issue(Leaf::server());
    let broker = broker(&server).await;
    let mut app = App::start().await;
    let stranger = way_in(broker.port(), Transport::Tls, "");
    let id = app.save(stranger, untouched()).await;
    let (_, certificate) = untrusted(Some(app.stopped(&id).await));
    let trusted = app
        .engine
        .trust_certificate(id.clone(), certificate.fingerprint.clone())
        .await
        .unwrap();
    assert_eq!(trusted.broker.tls.pinned, [certificate.fingerprint]);
    app.screen.until_online(&id).await;
    assert!(app.details(&id).await.tls.unwrap().pinned);

    let mut app = app.close().await.open().await;
    app.screen.until_online(&id).await;
}

#[tokio::test]
async fn a_pin_is_for_one_certificate_and_for_anything_that_is_wrong_with_it() {
    let farm = Authority::new("Farm CA");
    let leaf = Leaf::server().expired().for_a_wrong_name();
    let (own, other) = (Certificate::self_signed(leaf.clone()), farm.issue(leaf));
    let broker = broker(&own).await;
    let app = App::start().await;
    for (pinned, works) in [(&own, true), (&other, false)] {
        let mut form = form(&broker, &farm);
        form.tls.pinned = vec![openssl_says(pinned, "-fingerprint").await.to_lowercase()];
        let report = try_form(&app.engine, form, untouched()).await;
        assert_eq!(report.ok, works, "{report:?}");
        if works {
            assert!(tls_of(&report).pinned);
        } else {
            untrusted(verdict(&report).1);
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_told_apart() {
    let farm = Authority::new("Farm CA");
    use CertificateProblem::*;
    for (leaf, expected) in [
        (Leaf::server().expired(), Expired),
        (Leaf::server().not_yet_valid(), NotYetValid),
        (Leaf::server().for_a_wrong_name(), WrongName),
    ] {
        let server = farm.issue(leaf);
        assert_eq!(problem(&server, &farm).await, expected);
    }
    let own = Certificate::self_signed(Leaf::server());
    assert_eq!(problem(&own, &farm).await, UnknownIssuer);
}

#[tokio::test]
async fn an_authority_that_was_made_anew_under_its_old_name_is_an_unknown_one() {
    let server = Authority::new("Farm CA").issue(Leaf::server());
    let outdated = Authority::new("Farm CA");
    assert_eq!(
        problem(&server, &outdated).await,
        CertificateProblem::UnknownIssuer
    );
}

/// As mosquitto-tls(7) says, with openssl up to 3.1: X.509 version 1, without the names that it is for.
#[tokio::test]
async fn a_certificate_made_the_way_mosquittos_manual_shows_is_refused_and_can_be_pinned() {
    let old = OldWay::new();
    let (certificate, key) = old.issue("localhost");
    for version in [TlsVersion::V1_2, TlsVersion::V1_3] {
        let broker = broker_with(Tls::new(&certificate, &key).only(version)).await;
        let mut app = App::start().await;
        let form = way_in(broker.port(), Transport::Tls, &old.authority);
        let id = app.save(form, untouched()).await;
        let (_, shown) = untrusted(Some(app.stopped(&id).await));
        let fingerprint = shown.fingerprint;
        let trusted = app.engine.trust_certificate(id.clone(), fingerprint).await;
        trusted.unwrap();
        app.screen.until_online(&id).await;
    }
}

#[tokio::test]
async fn the_name_in_the_certificate_may_be_another_than_the_hosts() {
    let farm = Authority::new("Farm CA");
    let server = farm.issue(Leaf::server().named(&["mqtt.farm.example"]));
    let broker = broker(&server).await;
    let app = App::start().await;
    let mut form = form(&broker, &farm);
    form.tls.server_name = "mqtt.farm.example".into();
    let report = try_form(&app.engine, form.clone(), untouched()).await;
    assert!(report.ok, "{report:?}");
    form.tls.server_name = "mqtt.barn.example".into();
    let (problem, _) = untrusted(verdict(&try_form(&app.engine, form, untouched()).await).1);
    assert_eq!(problem, CertificateProblem::WrongName);
}

#[tokio::test]
async fn a_self_signed_certificate_can_be_its_own_authority() {
    let own = Certificate::self_signed(Leaf::server());
    let broker = broker(&own).await;
    let app = App::start().await;
    let form = way_in(broker.port(), Transport::Tls, &own.certificate_pem);
    let report = try_form(&app.engine, form, untouched()).await;
    assert!(report.ok, "{report:?}");
}

#[tokio::test]
async fn a_certificate_is_warned_about_two_weeks_before_its_end_and_not_earlier() {
    let farm = Authority::new("Farm CA");
    for (days, warned) in [(10, true), (30, false)] {
        let broker = broker(&farm.issue(Leaf::server().ends_in(days))).await;
        let mut app = App::start().await;
        let id = app.connect(form(&broker, &farm), untouched()).await;
        let ConnectionState::Online { ending, .. } = app.screen.connections[&id].clone() else {
            panic!("{:?}", app.screen.connections);
        };
        let details = app.details(&id).await;
        assert_eq!(details.ending, ending.into_iter().collect::<Vec<_>>());
        let told = ending.map(|it| (it.owner, is_about(it.not_after, now() + days * DAY)));
        assert_eq!(told, warned.then_some((CertificateOwner::Broker, true)));
    }
}

#[tokio::test]
async fn plain_mqtt_on_the_port_of_tls_is_told_in_words() {
    let farm = Authority::new("Farm CA");
    let broker = broker(&farm.issue(Leaf::server())).await;
    let app = App::start().await;
    for protocol in BOTH {
        let mut form = draft(broker.port(), "");
        form.protocol = protocol;
        let report = try_form(&app.engine, form, untouched()).await;
        let (step, trouble) = verdict(&report);
        assert_eq!(step, StepName::Authenticate);
        // OpenSSL hangs up without an alert when the very first bytes are not TLS.
        assert!(
            matches!(trouble, Some(Trouble::TlsExpected | Trouble::ClosedEarly)),
            "{trouble:?}"
        );
    }
}

#[tokio::test]
async fn tls_on_the_port_of_plain_mqtt_is_told_at_the_step_of_encryption() {
    let broker = Mosquitto::start(Options::default()).await;
    let app = App::start().await;
    for transport in [Transport::Tls, Transport::SecureWebSocket] {
        let form = way_in(broker.port(), transport, "");
        let report = try_form(&app.engine, form, untouched()).await;
        let (step, trouble) = verdict(&report);
        assert_eq!(step, StepName::Encrypt);
        assert!(
            matches!(trouble, Some(Trouble::NotTls | Trouble::ClosedEarly)),
            "{trouble:?}"
        );
    }
}

#[tokio::test]
async fn an_authority_that_is_no_certificate_is_a_problem_of_its_field() {
    let app = App::start().await;
    let form = way_in(8883, Transport::Tls, "-----BEGIN CERTIFICATE-----\nAAAA\n");
    let error = app.engine.save_broker(form, untouched()).await.unwrap_err();
    let AppError::InvalidInput { problems } = error else {
        panic!("{error:?}");
    };
    assert_eq!(problems[0].field, "tls.authorities");
}
