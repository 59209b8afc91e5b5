//! Every way in which a broker says no at the door, from a listener that answers as the test wants.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use common::*;
use tilework_core::connection::{ConnectionState, Trouble};
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

/// What the connection test says of it, and where a saved broker ends up.
async fn check(answer: &'static [u8], expected: Trouble, stops: bool) {
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    let form = draft(door(answer).await, "");
    let report = engine
        .test_connection(form.clone(), PasswordInput::Keep)
        .await
        .unwrap();
    let last = report.steps.last().unwrap();
    assert_eq!(
        (last.name, last.trouble.as_ref()),
        (StepName::Authenticate, Some(&expected))
    );

    let mut screen = Screen::open(&engine).await;
    let id = engine
        .save_broker(form, PasswordInput::Keep)
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
    check(&[0x20, 2, 0, 2], Trouble::ClientIdRefused, true).await;
}

#[tokio::test]
async fn a_refused_protocol_stops_and_says_so() {
    check(&[0x20, 2, 0, 1], Trouble::ProtocolRefused, true).await;
}

#[tokio::test]
async fn a_broker_that_is_not_ready_is_tried_again() {
    check(&[0x20, 2, 0, 3], Trouble::ServerUnavailable, false).await;
}

#[tokio::test]
async fn wrong_credentials_stop_and_say_so() {
    check(&[0x20, 2, 0, 4], Trouble::BadCredentials, true).await;
    check(&[0x20, 2, 0, 5], Trouble::NotAuthorized, true).await;
}

#[tokio::test]
async fn a_broker_that_hangs_up_without_a_word_is_tried_again() {
    check(&[], Trouble::ClosedEarly, false).await;
}

#[tokio::test]
async fn something_that_is_not_mqtt_is_recognised() {
    check(b"220 mail.example.org ESMTP\r\n", Trouble::NotMqtt, false).await;
}
