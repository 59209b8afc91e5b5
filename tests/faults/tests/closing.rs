//! Faults that end connections, and those that let nobody in.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod echo;

use std::io::ErrorKind;

use echo::{Echo, connect, echoes, is_silent, rest, say};
use tilework_faults::{Close, Fault, FaultProxy};
use tokio::{io::AsyncWriteExt, net::TcpStream};

#[tokio::test]
async fn an_orderly_cut_ends_all_connections_and_new_ones_until_it_is_over() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let mut client = connect(proxy.port()).await;
    echoes(&mut client, b"hello").await;

    proxy.set(Fault::Cut(Close::Fin)).await;
    assert_eq!(proxy.counters().open, 0);
    let (heard, end) = rest(&mut client).await;
    assert!(heard.is_empty());
    end.unwrap();
    echo.until_open(0).await;
    rest(&mut connect(proxy.port()).await).await.1.unwrap();

    proxy.set(Fault::None).await;
    echoes(&mut connect(proxy.port()).await, b"again").await;
}

#[tokio::test]
async fn a_cut_by_reset_is_an_error_for_the_client() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let mut client = connect(proxy.port()).await;
    echoes(&mut client, b"hello").await;

    proxy.set(Fault::Cut(Close::Reset)).await;
    let (_, end) = rest(&mut client).await;
    assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset);
    echo.until_open(0).await;
}

#[tokio::test]
async fn an_end_that_one_side_makes_is_passed_on_as_it_was_made() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let mut orderly = connect(proxy.port()).await;
    say(&mut orderly, b"goodbye").await;
    orderly.shutdown().await.unwrap();
    let (heard, end) = rest(&mut orderly).await;
    assert_eq!(heard, b"goodbye");
    end.unwrap();

    let mut rude = connect(proxy.port()).await;
    echoes(&mut rude, b"hello").await;
    rude.set_zero_linger().unwrap();
    drop(rude);
    echo.until_open(0).await;
    proxy.until(|counters| counters.open == 0).await;
}

#[tokio::test]
async fn while_it_refuses_those_that_are_there_go_on() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let mut client = connect(proxy.port()).await;
    echoes(&mut client, b"hello").await;

    for _ in 0..3 {
        proxy.set(Fault::Refuse).await;
        let refused = TcpStream::connect(("127.0.0.1", proxy.port())).await;
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::ConnectionRefused);
        echoes(&mut client, b"still here").await;

        proxy.set(Fault::None).await;
        echoes(&mut connect(proxy.port()).await, b"back").await;
    }
}

#[tokio::test]
async fn half_open_the_broker_is_gone_and_the_client_is_not_told() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let mut client = connect(proxy.port()).await;
    echoes(&mut client, b"hello").await;

    proxy.set(Fault::HalfOpen).await;
    echo.until_open(0).await;
    say(&mut client, b"anybody there?").await;
    proxy.until(|counters| counters.swallowed == 14).await;
    assert!(is_silent(&client));
    let mut newcomer = connect(proxy.port()).await;
    echoes(&mut newcomer, b"hello").await;

    proxy.set(Fault::None).await;
    say(&mut client, b"now?").await;
    let counters = proxy.until(|counters| counters.swallowed == 18).await;
    assert!(is_silent(&client));
    assert_eq!((counters.open, counters.silent), (2, 1));
    echoes(&mut newcomer, b"still here").await;

    drop(client);
    proxy
        .until(|counters| (counters.open, counters.silent) == (1, 0))
        .await;
}

#[tokio::test]
async fn a_cut_reaches_what_is_half_open() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let mut client = connect(proxy.port()).await;
    echoes(&mut client, b"hello").await;
    proxy.set(Fault::HalfOpen).await;
    proxy.set(Fault::Cut(Close::Fin)).await;
    assert_eq!(proxy.counters().silent, 0);
    rest(&mut client).await.1.unwrap();
}

#[tokio::test]
async fn a_broker_that_is_down_is_a_reset() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    echo.stop().await;
    let mut client = connect(proxy.port()).await;
    let (_, end) = rest(&mut client).await;
    assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn nothing_outlives_the_proxy() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let port = proxy.port();
    let mut client = connect(port).await;
    echoes(&mut client, b"hello").await;
    drop(proxy);
    echo.until_open(0).await;
    rest(&mut client).await.1.unwrap();
    let refused = TcpStream::connect(("127.0.0.1", port)).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn five_hundred_reconnects_leave_nothing_open() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    for _ in 0..500 {
        echoes(&mut connect(proxy.port()).await, b"hello").await;
    }
    let counters = proxy.until(|counters| counters.open == 0).await;
    echo.until_open(0).await;
    assert_eq!(counters.accepted, 500);
}
