//! Every way in which a broker says no at the door, from a listener that answers as the test wants.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use common::*;
use tilework_core::{
    broker::Protocol,
    connection::{ConnectionState, Trouble},
    reason::Refusal,
};
use tilework_engine::api::*;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// Answers each first packet with these bytes, then hangs up. The port.
async fn door(answer: &'static [u8]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut connect = [0; 256];
            let _ = socket.read(&mut connect).await;
            let _ = socket.write_all(answer).await;
        }
    });
    port
}

fn refused(code: u8) -> Trouble {
    let refusal = Refusal::of_old_connack(code);
    Trouble::Refused { refusal }
}

/// What the connection test says of it, and where a saved broker ends up.
async fn check(answer: &'static [u8], expected: Trouble, stops: bool) {
    check_with(Protocol::V311, answer, expected, stops).await;
}

async fn check_with(protocol: Protocol, answer: &'static [u8], expected: Trouble, stops: bool) {
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    let mut form = draft(door(answer).await, "");
    form.protocol = protocol;
    let report = try_form(&engine, form.clone(), untouched()).await;
    assert_eq!(
        verdict(&report),
        (StepName::Authenticate, Some(expected.clone()))
    );

    let mut screen = Screen::open(&engine);
    let id = engine
        .save_broker(form, untouched())
        .await
        .unwrap()
        .broker
        .broker
        .id;
    screen
        .until(&format!("{expected:?}, stops: {stops}"), |s| {
            match s.connections.get(&id) {
                Some(ConnectionState::Stopped { reason }) => stops && *reason == expected,
                Some(ConnectionState::Waiting { reason, .. }) => !stops && *reason == expected,
                _ => false,
            }
        })
        .await;
}

#[tokio::test]
async fn a_refused_client_id_stops_and_says_so() {
    check(&[0x20, 2, 0, 2], refused(2), true).await;
}

#[tokio::test]
async fn a_refused_protocol_stops_and_says_so() {
    check(&[0x20, 2, 0, 1], refused(1), true).await;
}

#[tokio::test]
async fn a_broker_that_is_not_ready_is_tried_again() {
    check(&[0x20, 2, 0, 3], refused(3), false).await;
}

#[tokio::test]
async fn wrong_credentials_stop_and_say_so() {
    check(&[0x20, 2, 0, 4], refused(4), true).await;
    check(&[0x20, 2, 0, 5], refused(5), true).await;
}

#[tokio::test]
async fn a_broker_that_hangs_up_without_a_word_is_tried_again() {
    check(&[], Trouble::ClosedEarly, false).await;
}

#[tokio::test]
async fn something_that_is_not_mqtt_is_recognised() {
    check(b"220 mail.example.org ESMTP\r\n", Trouble::NotMqtt, false).await;
}

#[tokio::test]
async fn a_refusal_of_mqtt_5_comes_with_the_brokers_own_words() {
    let words = Refusal::new(0x8A, Some("go away"));
    let answer = b"\x20\x0d\x00\x8a\x0a\x1f\x00\x07go away";
    let banned = Trouble::Refused { refusal: words };
    check_with(Protocol::V5, answer, banned, true).await;
    let busy = Trouble::Refused {
        refusal: Refusal::new(0x89, None),
    };
    check_with(Protocol::V5, &[0x20, 3, 0, 0x89, 0], busy, false).await;
}

#[tokio::test]
async fn a_port_that_wants_tls_is_recognised_by_its_alert() {
    check(&[0x15, 3, 1, 0, 2, 2, 10], Trouble::TlsExpected, false).await;
}

#[tokio::test]
async fn a_web_server_is_recognised() {
    check(
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        Trouble::WebExpected,
        false,
    )
    .await;
}
