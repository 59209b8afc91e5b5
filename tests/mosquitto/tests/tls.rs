//! Listeners with TLS.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod parties;

use parties::{Publisher, handshake};
use tilework_certificates::{Authority, Certificate, Leaf};
use tilework_mosquitto::{Mosquitto, Options, Tls, TlsVersion};

fn tls(server: &Certificate) -> Tls {
    Tls::new(&server.chain, &server.key_pem)
}

async fn broker(tls: Tls) -> Mosquitto {
    Mosquitto::start(Options {
        tls: Some(tls),
        ..Options::default()
    })
    .await
}

fn gate() -> (String, String) {
    ("farm/gate".to_owned(), "open".to_owned())
}

#[tokio::test]
async fn whoever_trusts_its_authority_comes_in_and_the_plain_helpers_hear_it() {
    let farm = Authority::new("Farm CA");
    let broker = broker(tls(&farm.issue(Leaf::server()))).await;
    let mut subscriber = broker.subscribe("farm/#").await;
    assert!(Publisher::to(broker.port(), &farm.pem()).publish().await);
    assert_eq!(subscriber.next().await, gate());
    broker.publish("farm/door", b"shut", false).await;
    assert_eq!(
        subscriber.next().await,
        ("farm/door".to_owned(), "shut".to_owned())
    );
}

#[tokio::test]
async fn a_client_with_another_authority_or_without_tls_stays_out() {
    let farm = Authority::new("Farm CA");
    let broker = broker(tls(&farm.issue(Leaf::server()))).await;
    let other = Authority::new("Other CA").pem();
    assert!(!Publisher::to(broker.port(), &other).publish().await);
    let port = broker.port().to_string();
    let plain = tokio::process::Command::new("mosquitto_pub")
        .args(["-h", "127.0.0.1", "-p", &port, "-t", "a", "-m", "b"])
        .output()
        .await
        .unwrap();
    assert!(!plain.status.success());
}

#[tokio::test]
async fn expired_and_wrong_name_are_what_the_client_meets() {
    let farm = Authority::new("Farm CA");
    for leaf in [Leaf::server().expired(), Leaf::server().for_a_wrong_name()] {
        let broker = broker(tls(&farm.issue(leaf))).await;
        assert!(!Publisher::to(broker.port(), &farm.pem()).publish().await);
    }
}

#[tokio::test]
async fn the_whole_chain_is_presented() {
    let barn = Authority::new("Farm CA").intermediate("Barn CA");
    let broker = broker(tls(&barn.issue(Leaf::server()))).await;
    let output = handshake(broker.port(), &[]).await;
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains(barn.pem().trim()));
}

#[tokio::test]
async fn it_speaks_only_the_version_it_was_told() {
    let server = Authority::new("Farm CA").issue(Leaf::server());
    let cases = [
        (None, [true, true]),
        (Some(TlsVersion::V1_2), [true, false]),
        (Some(TlsVersion::V1_3), [false, true]),
    ];
    for (version, expected) in cases {
        let broker = broker(Tls {
            version,
            ..tls(&server)
        })
        .await;
        let mut met = vec![];
        for wanted in ["-tls1_2", "-tls1_3"] {
            met.push(handshake(broker.port(), &[wanted]).await.status.success());
        }
        assert_eq!(met, expected, "{version:?}");
    }
}

#[tokio::test]
async fn with_mutual_tls_only_a_certificate_of_the_authority_opens() {
    let farm = Authority::new("Farm CA");
    let broker = broker(tls(&farm.issue(Leaf::server())).requiring(&farm.pem())).await;
    let tractor = farm.issue(Leaf::client("tractor-7"));
    let late = farm.issue(Leaf::client("tractor-7").expired());
    let forged = Authority::new("Farm CA").issue(Leaf::client("tractor-7"));
    let authority = farm.pem();
    let mut publisher = Publisher::to(broker.port(), &authority);
    assert!(!publisher.publish().await);
    for (certificate, welcome) in [(&tractor, true), (&late, false), (&forged, false)] {
        publisher.certificate = Some(certificate);
        assert_eq!(publisher.publish().await, welcome);
    }
}

#[tokio::test]
async fn the_name_in_the_certificate_is_the_user_of_the_acl() {
    let farm = Authority::new("Farm CA");
    let broker = Mosquitto::start(Options {
        acl: Some("user tractor-7\ntopic readwrite farm/#\n".into()),
        tls: Some(Tls {
            use_identity_as_username: true,
            ..tls(&farm.issue(Leaf::server())).requiring(&farm.pem())
        }),
        ..Options::default()
    })
    .await;
    let authority = farm.pem();
    for (name, welcome) in [("tractor-7", true), ("tractor-8", false)] {
        let certificate = farm.issue(Leaf::client(name));
        let publisher = Publisher {
            certificate: Some(&certificate),
            ..Publisher::to(broker.port(), &authority)
        };
        assert_eq!(publisher.publish().await, welcome, "{name}");
    }
}

#[tokio::test]
async fn the_login_is_asked_for_over_tls_too() {
    let farm = Authority::new("Farm CA");
    let broker = Mosquitto::start(Options {
        login: Some(("farmer".into(), "swordfish".into())),
        tls: Some(tls(&farm.issue(Leaf::server()))),
        ..Options::default()
    })
    .await;
    let authority = farm.pem();
    let mut publisher = Publisher::to(broker.port(), &authority);
    assert!(!publisher.publish().await);
    publisher.login = Some(("farmer", "haddock"));
    assert!(!publisher.publish().await);
    let mut subscriber = broker.subscribe("farm/#").await;
    publisher.login = Some(("farmer", "swordfish"));
    assert!(publisher.publish().await);
    assert_eq!(subscriber.next().await, gate());
}

#[test]
fn debug_shows_no_key() {
    let server = Authority::new("Farm CA").issue(Leaf::server());
    let secret = server.key_pem.lines().nth(1).unwrap();
    assert!(!format!("{:?}", tls(&server)).contains(secret));
}
