#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

#[path = "../../rabbitmq/tests/websocket/mod.rs"]
mod websocket;

use tilework_aedes::{Aedes, Options};
use tokio::process::Command;

const USER: &str = "ann";
const PASSWORD: &str = "p\"w'\\ ü";

async fn with_login() -> Aedes {
    Aedes::start(Options {
        login: Some((USER.to_owned(), PASSWORD.to_owned())),
        ..Options::default()
    })
    .await
}

/// Publishes with mosquitto_pub, QoS 1; what it says if that failed.
async fn publish(port: u16, login: &[&str]) -> Result<(), String> {
    let output = Command::new("mosquitto_pub")
        .args(["-V", "311", "-h", "127.0.0.1", "-p", &port.to_string()])
        .args(["-q", "1", "-t", "farm/pump", "-m", "on"])
        .args(login)
        .output()
        .await
        .expect("mosquitto_pub is installed");
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

#[tokio::test]
async fn whoever_has_the_login_comes_in_over_tcp() {
    let broker = with_login().await;
    publish(broker.port(), &["-u", USER, "-P", PASSWORD])
        .await
        .unwrap();
    let refused = publish(broker.port(), &["-u", USER, "-P", "another"]).await;
    assert!(
        refused
            .as_ref()
            .is_err_and(|said| said.contains("password")),
        "{refused:?}"
    );
}

#[tokio::test]
async fn whoever_has_the_login_comes_in_over_websocket() {
    let broker = with_login().await;
    let port = broker.web_port();
    assert_eq!(websocket::log_in(port, "/mqtt", USER, PASSWORD).await, 0);
    assert_eq!(websocket::log_in(port, "/mqtt", USER, "another").await, 4);
}

#[tokio::test]
async fn without_a_login_anybody_comes_in_until_it_is_killed() {
    let mut broker = Aedes::start(Options::default()).await;
    publish(broker.port(), &[]).await.unwrap();
    broker.kill().await;
    assert!(publish(broker.port(), &[]).await.is_err());
}

#[tokio::test]
async fn a_subscription_that_is_not_allowed_is_refused() {
    let broker = Aedes::start(Options {
        refused: Some("secret/".to_owned()),
        ..Options::default()
    })
    .await;
    let port = broker.port().to_string();
    for (topic, granted) in [("secret/soil", false), ("farm/soil", true)] {
        // It ends when the subscription is answered.
        let output = Command::new("mosquitto_sub")
            .args(["-V", "311", "-h", "127.0.0.1", "-p", &port, "-d"])
            .args(["-E", "-t", topic])
            .output()
            .await
            .expect("mosquitto_sub is installed");
        let said = String::from_utf8_lossy(&output.stdout);
        let refused = said.contains("Subscribed (mid: 1): 128");
        assert_eq!(refused, !granted, "{topic}: {said}");
    }
}
