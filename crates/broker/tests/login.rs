//! Who gets in, over real sockets, with a client that is not ours.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use tilework_broker::{Broker, Login};
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(20);

/// Each with its reason; the last is the only one that opens.
fn knocks(right: &Login) -> [(Option<(String, String)>, bool); 6] {
    let password = right.password.expose().to_owned();
    let nearly = format!("{}x", &password[1..]);
    let with = |name: &str, password: &str| Some((name.to_owned(), password.to_owned()));
    [
        (None, false),
        (with("home", ""), false),
        (with("home", &nearly), false),
        (with("home", &format!("{password}x")), false),
        (with("guest", &password), false),
        (with("home", &password), true),
    ]
}

async fn lets_in_3(port: u16, login: Option<(String, String)>) -> bool {
    let mut options = rumqttc::MqttOptions::new("knocks", "127.0.0.1", port);
    if let Some((name, password)) = login {
        options.set_credentials(name, password);
    }
    let (_client, mut events) = rumqttc::AsyncClient::new(options, 1);
    timeout(PATIENCE, events.poll()).await.unwrap().is_ok()
}

async fn lets_in_5(port: u16, login: Option<(String, String)>) -> bool {
    let mut options = rumqttc::v5::MqttOptions::new("knocks", "127.0.0.1", port);
    if let Some((name, password)) = login {
        options.set_credentials(name, password);
    }
    let (_client, mut events) = rumqttc::v5::AsyncClient::new(options, 1);
    timeout(PATIENCE, events.poll()).await.unwrap().is_ok()
}

#[tokio::test]
async fn nobody_gets_in_without_the_login_in_either_version() {
    let broker = Broker::start(Login::random("home")).await.unwrap();
    for (login, opens) in knocks(broker.login()) {
        let shown = login.as_ref().map(|(name, _)| name.clone());
        let port = broker.port();
        assert_eq!(lets_in_3(port, login.clone()).await, opens, "{shown:?}");
        assert_eq!(lets_in_5(port, login).await, opens, "{shown:?}");
    }
    broker.stop().await;
}

#[test]
fn each_login_is_another_and_shows_nothing_of_itself() {
    let (one, other) = (Login::random("home"), Login::random("home"));
    assert_ne!(one.password, other.password);
    assert!(!format!("{one:?}").contains(one.password.expose()));
}
