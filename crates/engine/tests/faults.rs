//! The engine on lines that break: a real Mosquitto behind a proxy with faults.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use std::time::Duration;

use common::{
    field::{Field, counts, promised},
    *,
};
use serde_json::json;
use tilework_core::{
    broker::{BrokerDraft, Protocol},
    command::CommandState,
    connection::{ConnectionState, Trouble},
};
use tilework_faults::{Close, Fault, FaultProxy};
use tilework_mosquitto::{Mosquitto, Options, Subscriber};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    Tcp,
    WebSocket,
}

struct Line {
    mosquitto: Mosquitto,
    proxy: FaultProxy,
    observer: Subscriber,
    field: Field,
}

fn form(port: u16, way: Way, protocol: Protocol) -> BrokerDraft {
    let mut form = draft(port, "");
    form.protocol = protocol;
    if way == Way::WebSocket {
        form.endpoints = serde_json::from_value(
            json!([{"host": "127.0.0.1", "port": port, "transport": "webSocket", "path": "/mqtt"}]),
        )
        .unwrap();
    }
    form
}

/// Online by way of the proxy, which has this fault from the start.
async fn line(way: Way, protocol: Protocol, fault: Fault) -> Line {
    let websockets = way == Way::WebSocket;
    let options = Options {
        websockets,
        ..Options::default()
    };
    let mosquitto = Mosquitto::start(options).await;
    let observer = mosquitto.subscribe("farm/count").await;
    let proxy = FaultProxy::start(mosquitto.port());
    proxy.set(fault).await;
    let mut field = Field::open(form(proxy.port(), way, protocol), untouched()).await;
    field.until_online().await;
    Line {
        mosquitto,
        proxy,
        observer,
        field,
    }
}

impl Line {
    /// The device says something, and the tile shows it. Retained: on a slow line the subscription may still be under way.
    async fn reads(&mut self, number: u32) {
        let payload = number.to_string();
        self.mosquitto
            .publish("farm/soil", payload.as_bytes(), true)
            .await;
        self.field.until_reads(f64::from(number)).await;
    }

    /// The device answers a press.
    async fn obeys(&mut self) {
        let mut device = self.mosquitto.subscribe("farm/pump/set").await;
        let press = self.field.press_pump().await;
        assert_eq!(press.state, CommandState::Sending);
        device.next().await;
        self.mosquitto
            .publish("farm/pump/state", b"ON", false)
            .await;
        self.field
            .screen
            .until_command(press.id, CommandState::Confirmed)
            .await;
    }
}

/// The line breaks, is `lost` and then cannot be `reached` for some `attempts`; when the fault ends all is as before.
async fn breaks(
    way: Way,
    protocol: Protocol,
    faults: &[Fault],
    lost: Trouble,
    reached: Trouble,
    attempts: u32,
) {
    let mut line = line(way, protocol, Fault::None).await;
    line.reads(1).await;
    let unanswered = line.field.press_pump().await;
    let presses = line.field.press_on();
    line.field.until_acknowledged(5).await;

    for fault in faults {
        line.proxy.set(*fault).await;
    }
    let blind = line.field.press_pump().await;
    line.field.until_waiting(&lost).await;
    line.field.cannot_press().await;
    let often = |s: &ConnectionState| matches!(s, ConnectionState::Waiting { attempt, reason, .. } if *attempt >= attempts && *reason == reached);
    line.field
        .until_state(&format!("{reached:?}, {attempts} times"), often)
        .await;
    line.field.cannot_press().await;
    assert!(!line.field.was_confirmed(&unanswered) && !line.field.was_confirmed(&blind));

    line.proxy.set(Fault::None).await;
    promised("online and a message", async {
        line.field.until_online().await;
        line.reads(2).await;
    })
    .await;
    line.obeys().await;
    let ends = line.field.end(presses).await;
    line.mosquitto.publish("farm/count", b"end", false).await;
    ends.agree_with(&counts(&mut line.observer).await);
}

/// Nothing breaks: the connection stays, all messages and commands arrive.
async fn holds(way: Way, protocol: Protocol, fault: Fault) -> Line {
    let mut line = line(way, protocol, fault).await;
    let presses = line.field.press_on();
    for number in 1..=10 {
        line.reads(number).await;
    }
    line.field.until_acknowledged(50).await;
    line.obeys().await;
    let ends = line.field.end(presses).await;
    assert!(
        ends.0.values().all(|end| *end == CommandState::Sent),
        "{ends:?}"
    );
    line.mosquitto.publish("farm/count", b"end", false).await;
    ends.agree_with(&counts(&mut line.observer).await);
    let details = line.field.details().await;
    assert_eq!(details.counters.connects, 1, "{:?}", details.log);
    line
}

#[tokio::test]
async fn after_a_cut_everything_goes_on() {
    breaks(
        Way::Tcp,
        Protocol::V311,
        &[Fault::Cut(Close::Fin)],
        Trouble::Lost,
        Trouble::ClosedEarly,
        2,
    )
    .await;
}

#[tokio::test]
async fn after_a_reset_everything_goes_on() {
    breaks(
        Way::Tcp,
        Protocol::V5,
        &[Fault::Cut(Close::Reset)],
        Trouble::Lost,
        Trouble::ClosedEarly,
        2,
    )
    .await;
}

#[tokio::test]
async fn after_a_cut_of_a_web_socket_everything_goes_on() {
    breaks(
        Way::WebSocket,
        Protocol::V5,
        &[Fault::Cut(Close::Reset)],
        Trouble::Lost,
        Trouble::ClosedEarly,
        2,
    )
    .await;
}

#[tokio::test]
async fn a_port_that_was_closed_for_long_is_found_again() {
    let faults = [Fault::Cut(Close::Fin), Fault::Refuse];
    // After the fourth attempt the wait is as long as it gets.
    breaks(
        Way::Tcp,
        Protocol::V311,
        &faults,
        Trouble::Lost,
        Trouble::PortClosed,
        4,
    )
    .await;
}

#[tokio::test]
async fn a_reset_in_mid_packet_is_no_message_and_no_acknowledgement() {
    breaks(
        Way::Tcp,
        Protocol::V5,
        &[Fault::ResetInMidPacket],
        Trouble::Lost,
        Trouble::ClosedEarly,
        2,
    )
    .await;
}

#[tokio::test]
async fn what_is_not_mqtt_ends_the_connection_and_no_more() {
    breaks(
        Way::Tcp,
        Protocol::V5,
        &[Fault::Malformed],
        Trouble::Malformed,
        Trouble::NotMqtt,
        2,
    )
    .await;
}

/// They take tens of seconds, all in waiting.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_falls_silent_is_noticed_and_found_again() {
    let black_hole = |way, protocol| {
        breaks(
            way,
            protocol,
            &[Fault::BlackHole],
            Trouble::Silent,
            Trouble::TimedOut,
            2,
        )
    };
    tokio::join!(
        black_hole(Way::Tcp, Protocol::V311),
        black_hole(Way::WebSocket, Protocol::V5),
        half_open()
    );
}

async fn half_open() {
    let mut line = line(Way::Tcp, Protocol::V311, Fault::None).await;
    line.reads(1).await;
    let presses = line.field.press_on();
    line.field.until_acknowledged(5).await;
    line.proxy.set(Fault::HalfOpen).await;
    let blind = line.field.press_pump().await;
    line.field.until_waiting(&Trouble::Silent).await;
    line.field.cannot_press().await;
    assert!(!line.field.was_confirmed(&blind));
    promised("online and a message", async {
        line.field.until_online().await;
        line.reads(2).await;
    })
    .await;
    line.obeys().await;
    let ends = line.field.end(presses).await;
    line.mosquitto.publish("farm/count", b"end", false).await;
    ends.agree_with(&counts(&mut line.observer).await);
}

#[tokio::test]
async fn a_black_hole_that_ends_while_an_attempt_is_in_it_is_left_in_time() {
    let mut line = line(Way::Tcp, Protocol::V311, Fault::None).await;
    line.proxy.set(Fault::Cut(Close::Fin)).await;
    line.field.until_waiting(&Trouble::Lost).await;
    let before = line.proxy.counters().swallowed;
    line.proxy.set(Fault::BlackHole).await;
    // Its CONNECT is gone; the answer will never come.
    line.proxy
        .until(|counters| counters.swallowed > before)
        .await;
    line.proxy.set(Fault::None).await;
    promised("online and a message", async {
        line.field.until_online().await;
        line.reads(1).await;
    })
    .await;
}

#[tokio::test]
async fn a_slow_line_carries_everything_and_is_measured() {
    let latency = Duration::from_millis(300);
    let line = holds(Way::Tcp, Protocol::V311, Fault::Latency(latency)).await;
    let round_trip = 2.0 * 300.0;
    let measured = line
        .field
        .until_details("measured", |d| d.latency_ms.is_some())
        .await;
    assert!(
        measured.latency_ms.unwrap() >= round_trip,
        "{:?}",
        measured.latency_ms
    );
}

#[tokio::test]
async fn a_line_that_stalls_now_and_then_carries_everything() {
    let fault = Fault::Stall {
        fraction: 0.05,
        lasting: Duration::from_secs(1),
    };
    let line = holds(Way::Tcp, Protocol::V311, fault).await;
    assert_ne!(line.proxy.counters().stalled, 0);
}

#[tokio::test]
async fn packets_that_come_byte_by_byte_are_whole_in_both_versions_and_in_frames() {
    for (way, protocol) in [
        (Way::Tcp, Protocol::V311),
        (Way::Tcp, Protocol::V5),
        (Way::WebSocket, Protocol::V5),
    ] {
        holds(way, protocol, Fault::OneByteAtATime).await;
    }
}
