//! What the faults mean to a real broker and real clients.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

use std::{process::Stdio, time::Duration};

use tilework_faults::{Fault, FaultProxy};
use tilework_mosquitto::{Mosquitto, Options};
use tokio::process::Command;

const PATIENCE: Duration = Duration::from_secs(30);

fn client(program: &str, port: u16) -> Command {
    let mut command = Command::new(program);
    command
        .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-q", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    command
}

/// Whether mosquitto_pub, by way of the proxy, learns that the broker has its message.
async fn publishes(proxy: &FaultProxy) -> bool {
    let mut command = client("mosquitto_pub", proxy.port());
    command.args(["-t", "farm/gate", "-m", "open"]);
    let status = tokio::time::timeout(PATIENCE, command.status()).await;
    status.expect("in time").unwrap().success()
}

#[tokio::test]
async fn half_open_makes_the_broker_publish_the_last_will() {
    let broker = Mosquitto::start(Options::default()).await;
    let proxy = FaultProxy::start(broker.port());
    let mut subscriber = broker.subscribe("farm/+").await;
    let _tractor = client("mosquitto_sub", proxy.port())
        .args(["-t", "farm/tractor/set"])
        .args(["--will-topic", "farm/tractor", "--will-payload", "offline"])
        .spawn()
        .unwrap();
    // CONNACK and SUBACK.
    proxy
        .until(|counters| counters.to_client.bytes == 4 + 5)
        .await;
    proxy.set(Fault::HalfOpen).await;
    assert_eq!(
        subscriber.next().await,
        ("farm/tractor".to_owned(), "offline".to_owned())
    );
    assert_eq!(proxy.counters().open, 1);
}

#[tokio::test]
async fn one_byte_at_a_time_and_late_a_message_still_gets_through() {
    let broker = Mosquitto::start(Options::default()).await;
    let proxy = FaultProxy::start(broker.port());
    let mut subscriber = broker.subscribe("farm/#").await;
    for fault in [
        Fault::OneByteAtATime,
        Fault::Latency(Duration::from_millis(20)),
    ] {
        proxy.set(fault).await;
        assert!(publishes(&proxy).await);
        assert_eq!(subscriber.next().await.1, "open");
    }
}

#[tokio::test]
async fn malformed_and_reset_are_failures_that_end_with_the_fault() {
    let broker = Mosquitto::start(Options::default()).await;
    let proxy = FaultProxy::start(broker.port());
    for fault in [Fault::Malformed, Fault::ResetInMidPacket, Fault::Refuse] {
        proxy.set(fault).await;
        assert!(!publishes(&proxy).await, "{fault:?}");
        proxy.set(Fault::None).await;
        assert!(publishes(&proxy).await, "{fault:?}");
    }
}
