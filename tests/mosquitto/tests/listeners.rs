//! Brokers with several ways in.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod parties;

use parties::Publisher;
use tilework_certificates::{Authority, Leaf};
use tilework_mosquitto::{Listener, Mosquitto, Options, Tls};
use tokio::process::Command;

fn options(farm: &Authority) -> Options {
    let server = farm.issue(Leaf::server());
    Options {
        login: Some(("farmer".into(), "swordfish".into())),
        extra: vec![
            Listener::default(),
            Listener {
                tls: Some(Tls::new(&server.chain, &server.key_pem)),
                websockets: false,
            },
        ],
        ..Options::default()
    }
}

/// With mosquitto_pub, over plain TCP.
async fn is_let_in(port: u16, login: &[&str]) -> bool {
    let output = Command::new("mosquitto_pub")
        .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-q", "1"])
        .args(["-t", "farm/gate", "-m", "open"])
        .args(login)
        .output()
        .await;
    output.unwrap().status.success()
}

async fn meet_at_all_doors(broker: &Mosquitto, farm: &Authority) {
    let mut subscriber = broker.subscribe("farm/#").await;
    let authority = farm.pem();
    let plain = broker.port_of(0);
    assert!(!is_let_in(plain, &[]).await);
    assert!(is_let_in(plain, &["-u", "farmer", "-P", "swordfish"]).await);
    assert_eq!(subscriber.next().await.1, "open");
    let mut publisher = Publisher::to(broker.port_of(1), &authority);
    assert!(!publisher.publish().await);
    publisher.login = Some(("farmer", "swordfish"));
    assert!(publisher.publish().await);
    assert_eq!(subscriber.next().await.1, "open");
}

#[tokio::test]
async fn all_lead_to_one_broker_and_ask_for_the_same_login() {
    let farm = Authority::new("Farm CA");
    let broker = Mosquitto::start(options(&farm)).await;
    meet_at_all_doors(&broker, &farm).await;
    assert!(!is_let_in(broker.port(), &[]).await);
}

#[tokio::test]
async fn so_it_is_beside_a_main_one_that_is_not_plain() {
    let farm = Authority::new("Farm CA");
    let broker = Mosquitto::start(Options {
        websockets: true,
        ..options(&farm)
    })
    .await;
    meet_at_all_doors(&broker, &farm).await;
}
