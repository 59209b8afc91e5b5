//! Faults of what passes through.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod echo;

use std::{io::ErrorKind, time::Duration};

use echo::{Echo, connect, echoes, hear, is_silent, rest, say};
use tilework_faults::{Counters, Fault, FaultProxy, Flow};
use tokio::time::Instant;

const SHORT: Duration = Duration::from_millis(20);

#[tokio::test]
async fn without_a_fault_everything_passes_and_is_counted() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let mut client = connect(proxy.port()).await;
    let words: Vec<u8> = (0..3_000_000_u32).map(|n| n as u8).collect();
    let (mut from, mut to) = client.split();
    let mut heard = vec![0; words.len()];
    let (said, read) = tokio::join!(
        tokio::io::AsyncWriteExt::write_all(&mut to, &words),
        tokio::io::AsyncReadExt::read_exact(&mut from, &mut heard),
    );
    said.unwrap();
    read.unwrap();
    assert!(heard == words);
    let counters = proxy.counters();
    assert_eq!((counters.accepted, counters.open), (1, 1));
    assert_eq!(counters.to_broker.bytes, 3_000_000);
    assert_eq!(counters.to_client.bytes, 3_000_000);
    assert_eq!(counters.swallowed, 0);
}

#[tokio::test]
async fn what_falls_into_a_black_hole_is_lost_for_ever() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let mut client = connect(proxy.port()).await;
    echoes(&mut client, b"hello").await;
    let before = proxy.counters();

    proxy.set(Fault::BlackHole).await;
    say(&mut client, b"lost").await;
    let mut newcomer = connect(proxy.port()).await;
    say(&mut newcomer, b"lost too").await;
    let during = proxy.until(|counters| counters.swallowed == 12).await;
    assert_eq!(during.to_broker, before.to_broker);
    assert!(is_silent(&client) && is_silent(&newcomer));

    proxy.set(Fault::None).await;
    echoes(&mut client, b"found").await;
    echoes(&mut newcomer, b"found too").await;
}

#[tokio::test]
async fn nobody_hears_out_of_a_black_hole_that_the_broker_has_ended() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let mut client = connect(proxy.port()).await;
    echoes(&mut client, b"hello").await;

    proxy.set(Fault::BlackHole).await;
    echo.stop().await;
    say(&mut client, b"anybody there?").await;
    proxy.until(|counters| counters.swallowed == 14).await;
    assert!(is_silent(&client));

    proxy.set(Fault::None).await;
    rest(&mut client).await.1.unwrap();
}

#[tokio::test]
async fn with_latency_everything_comes_late_each_way_and_in_order() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    proxy.set(Fault::Latency(SHORT)).await;
    let mut client = connect(proxy.port()).await;
    let start = Instant::now();
    for word in [b"one ", b"two ", b"six "] {
        say(&mut client, word).await;
    }
    assert_eq!(hear(&mut client, 12).await, b"one two six ");
    assert!(start.elapsed() >= 2 * SHORT);
}

async fn counters_after_stalls() -> Counters {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let stall = Fault::Stall {
        fraction: 0.25,
        lasting: Duration::from_millis(1),
    };
    proxy.set(stall).await;
    let mut client = connect(proxy.port()).await;
    for round in 0..40_u8 {
        echoes(&mut client, &[round]).await;
    }
    proxy.counters()
}

#[tokio::test]
async fn stalls_hit_some_chunks_and_the_same_ones_in_each_run() {
    let counters = counters_after_stalls().await;
    assert_eq!(counters.to_client.chunks, 40);
    assert!(counters.stalled > 0 && counters.stalled < 80);
    assert_eq!(counters.stalled, counters_after_stalls().await.stalled);
}

#[tokio::test]
async fn what_stalls_holds_up_what_comes_after_it() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let mut client = connect(proxy.port()).await;
    echoes(&mut client, b"hello").await;
    proxy
        .set(Fault::Stall {
            fraction: 1.0,
            lasting: SHORT,
        })
        .await;
    let start = Instant::now();
    say(&mut client, b"first ").await;
    proxy.until(|counters| counters.stalled == 1).await;
    proxy.set(Fault::None).await;
    say(&mut client, b"second").await;
    assert_eq!(hear(&mut client, 12).await, b"first second");
    assert!(start.elapsed() >= SHORT);
}

#[tokio::test]
async fn one_byte_at_a_time_all_arrives() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    proxy.set(Fault::OneByteAtATime).await;
    let mut client = connect(proxy.port()).await;
    let words: Vec<u8> = (0..=255).cycle().take(5_000).collect();
    echoes(&mut client, &words).await;
    let single = Flow {
        bytes: 5_000,
        chunks: 5_000,
    };
    let counters = proxy.counters();
    assert_eq!((counters.to_broker, counters.to_client), (single, single));
}

#[tokio::test]
async fn a_reset_in_mid_packet_comes_before_its_last_byte() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let mut client = connect(proxy.port()).await;
    echoes(&mut client, b"hello").await;
    proxy.set(Fault::ResetInMidPacket).await;
    say(&mut client, b"goodbye").await;
    let (heard, end) = rest(&mut client).await;
    assert_eq!(heard, b"goodby");
    assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset);
    echo.until_open(0).await;
    proxy.set(Fault::None).await;
    echoes(&mut connect(proxy.port()).await, b"again").await;
}

#[tokio::test]
async fn malformed_is_what_no_packet_begins_with_and_only_for_the_client() {
    let echo = Echo::start().await;
    let proxy = FaultProxy::start(echo.port);
    let mut client = connect(proxy.port()).await;
    echoes(&mut client, b"hello").await;
    proxy.set(Fault::Malformed).await;
    say(&mut client, b"a").await;
    assert_eq!(hear(&mut client, 6).await, [0, 255, 255, 255, 255, 255]);
    say(&mut client, b"goodbye").await;
    assert_eq!(
        hear(&mut client, 7).await,
        [0, 255, 255, 255, 255, 255, 255]
    );
    assert_eq!(proxy.counters().to_broker.bytes, 5 + 1 + 7);
    proxy.set(Fault::None).await;
    echoes(&mut client, b"fine again").await;
}
