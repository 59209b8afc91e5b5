//! Messages over a limit, ours or the broker's: told on the tile or at the press, and never a reason to reconnect.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use common::*;
use serde_json::json;
use tilework_core::{
    binding::Qos,
    broker::{BrokerDraft, Protocol, Transport},
    command::{CommandFailure, CommandState},
    id::BindingKey,
    value::{ReadingProblem, Value},
};
use tilework_engine::api::*;
use tilework_mosquitto::{Listener, Mosquitto, Options};

const LIMIT: u32 = 2_000;

fn reads(s: &Screen, key: &BindingKey, number: f64) -> bool {
    let reading = s.readings.get(key);
    reading.is_some_and(|r| r.value == Some(Value::Number(number)) && r.problem.is_none())
}

fn form(port: u16, protocol: Protocol) -> BrokerDraft {
    BrokerDraft {
        protocol,
        packet_limit: LIMIT,
        ..draft(port, "")
    }
}

#[tokio::test]
async fn in_the_old_version_a_message_over_our_limit_is_told_on_the_tile_and_the_next_one_comes() {
    let mosquitto = Mosquitto::start(Options {
        extra: vec![Listener {
            websockets: true,
            ..Listener::default()
        }],
        ..Options::default()
    })
    .await;
    let big = vec![b'7'; 70_000];
    for (transport, port) in [
        (Transport::Tcp, mosquitto.port()),
        (Transport::WebSocket, mosquitto.port_of(0)),
    ] {
        for qos in [Qos::AtMostOnce, Qos::AtLeastOnce] {
            mosquitto.publish("farm/map", &big, true).await;
            let mut app = App::start().await;
            let mut form = form(port, Protocol::V311);
            form.endpoints[0].transport = transport;
            let id = app.connect(form, untouched()).await;
            let mut tile = number(&id, "farm/map");
            let binding = tile.bindings.get_mut(&"value".parse().unwrap()).unwrap();
            binding.qos = qos;
            let tile = key(&app.tile(tile, "value").await, "value");
            let is_told = |reading: &Reading| {
                matches!(&reading.problem, Some(ReadingProblem::MessageTooLarge { bytes, limit })
                    if (70_010..70_020).contains(bytes) && *limit == LIMIT)
            };
            app.screen
                .until("too large", |s| s.readings.get(&tile).is_some_and(is_told))
                .await;
            mosquitto.publish("farm/map", &big, false).await;
            mosquitto.publish("farm/map", b"38", true).await;
            app.screen.until("38", |s| reads(s, &tile, 38.0)).await;

            let details = app.details(&id).await;
            let counters = details.counters;
            assert_eq!((counters.connects, counters.too_large), (1, 2));
            let newest = details.too_large.unwrap();
            assert_eq!(newest.topic.as_deref(), Some("farm/map"));
        }
    }
}

#[tokio::test]
async fn in_mqtt_5_the_broker_keeps_what_is_over_our_limit_and_the_connection_stays() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    mosquitto
        .publish("farm/map", &vec![b'7'; 70_000], true)
        .await;
    let mut app = App::start().await;
    let form = form(mosquitto.port(), Protocol::V5);
    let id = app.connect(form, untouched()).await;
    let tile = key(&app.tile(number(&id, "farm/map"), "value").await, "value");
    let mut heard = mosquitto.subscribe("farm/map").await;
    heard.next().await;
    mosquitto.publish("farm/map", b"38", false).await;
    app.screen.until("38", |s| reads(s, &tile, 38.0)).await;
    let counters = app.details(&id).await.counters;
    assert_eq!((counters.connects, counters.too_large), (1, 0));
}

#[tokio::test]
async fn a_command_over_the_limit_is_refused_before_it_is_sent() {
    // Mosquitto announces its own limit in MQTT 5 only.
    let mosquitto = Mosquitto::start(Options {
        conf: format!("max_packet_size {LIMIT}\n"),
        ..Options::default()
    })
    .await;
    for (protocol, ours) in [
        (Protocol::V5, 1 << 20),
        (Protocol::V5, LIMIT),
        (Protocol::V311, LIMIT),
    ] {
        let mut app = App::start().await;
        let form = BrokerDraft {
            packet_limit: ours,
            ..form(mosquitto.port(), protocol)
        };
        let id = app.connect(form, untouched()).await;
        let mut tile = switch(&id, None);
        let command = tile.commands.get_mut(&"set".parse().unwrap()).unwrap();
        let words = json!({"as": "onOff", "on": "7".repeat(3_000), "off": "OFF"});
        command.payload = serde_json::from_value(words).unwrap();
        let tile = app.tile(tile, "state").await;
        let press = async |value| {
            let slot = "set".parse().unwrap();
            let pressed = app.engine.send_command(tile.clone(), slot, json!(value));
            pressed.await.unwrap()
        };
        let (large, small) = (press(true).await, press(false).await);
        app.screen
            .until("too large", |s| {
                s.commands.iter().any(|c| {
                    c.id == large.id
                        && matches!(c.state, CommandState::Failed { reason: CommandFailure::TooLarge { bytes, limit } }
                            if bytes > 3_000 && limit == LIMIT)
                })
            })
            .await;
        app.screen.until_command(small.id, CommandState::Sent).await;
        let counters = app.details(&id).await.counters;
        assert_eq!((counters.connects, counters.messages_out), (1, 1));
    }
}
