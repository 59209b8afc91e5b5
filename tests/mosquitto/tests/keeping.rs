//! What a broker remembers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

use std::process::Stdio;

use tilework_mosquitto::{Mosquitto, Options};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
};

/// mosquitto_sub with a session that stays when it goes.
fn shed(broker: &Mosquitto) -> Command {
    let mut command = Command::new("stdbuf");
    command
        .args(["-oL", "mosquitto_sub", "-h", "127.0.0.1", "-p"])
        .arg(broker.port().to_string())
        .args(["-c", "-i", "shed", "-q", "1", "-t", "farm/#", "-F", "%p"])
        .kill_on_drop(true);
    command
}

async fn come_and_go(broker: &Mosquitto) {
    let granted = shed(broker).arg("-E").status().await.unwrap();
    assert!(granted.success());
}

/// Comes back, and reads until it hears what is published once it has heard something.
async fn heard_on_return(broker: &Mosquitto) -> Vec<String> {
    let mut child = shed(broker).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut heard = vec![lines.next_line().await.unwrap().unwrap()];
    broker.publish("farm/end", b"end", false).await;
    while heard.last().is_some_and(|line| line != "end") {
        heard.push(lines.next_line().await.unwrap().unwrap());
    }
    heard
}

async fn publish_numbers(broker: &Mosquitto, count: u32) {
    for number in 1..=count {
        let payload = number.to_string();
        broker.publish("farm/n", payload.as_bytes(), false).await;
    }
}

#[tokio::test]
async fn all_is_queued_for_who_is_away() {
    let broker = Mosquitto::start(Options::default()).await;
    come_and_go(&broker).await;
    publish_numbers(&broker, 5).await;
    assert_eq!(
        heard_on_return(&broker).await,
        ["1", "2", "3", "4", "5", "end"]
    );
}

#[tokio::test]
async fn no_more_is_queued_than_was_said() {
    let broker = Mosquitto::start(Options {
        max_queued: 2,
        ..Options::default()
    })
    .await;
    come_and_go(&broker).await;
    publish_numbers(&broker, 5).await;
    assert_eq!(heard_on_return(&broker).await, ["1", "2", "end"]);
}

#[tokio::test]
async fn sessions_and_what_is_retained_survive_an_orderly_end_if_they_are_kept() {
    let mut broker = Mosquitto::start(Options {
        keep: true,
        ..Options::default()
    })
    .await;
    come_and_go(&broker).await;
    broker.publish("barn/gate", b"open", true).await;
    publish_numbers(&broker, 2).await;
    broker.shut_down().await;
    broker.resume().await;
    assert_eq!(heard_on_return(&broker).await, ["1", "2", "end"]);
    let mut subscriber = broker.subscribe("barn/#").await;
    assert_eq!(subscriber.next().await.1, "open");
}

#[tokio::test]
async fn nothing_survives_if_nothing_is_kept() {
    let mut broker = Mosquitto::start(Options::default()).await;
    broker.publish("barn/gate", b"open", true).await;
    broker.shut_down().await;
    broker.resume().await;
    let mut subscriber = broker.subscribe("barn/#").await;
    broker.publish("barn/gate", b"shut", false).await;
    assert_eq!(subscriber.next().await.1, "shut");
}

#[tokio::test]
async fn it_comes_back_on_the_same_port_after_a_kill() {
    let mut broker = Mosquitto::start(Options::default()).await;
    let port = broker.port();
    broker.stop().await;
    broker.resume().await;
    assert_eq!(broker.port(), port);
    broker.publish("barn/gate", b"open", true).await;
}
