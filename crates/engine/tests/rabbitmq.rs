//! The engine against a real RabbitMQ, alone and of two nodes. What is peculiar to it stands at the head of `tilework_rabbitmq`.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

#[path = "../../../tests/rabbitmq/tests/clients/mod.rs"]
mod clients;
mod common;

use std::time::Duration;

use clients::{publish, subscribe};
use common::{
    field::{Field, promised},
    *,
};
use serde_json::json;
use tilework_core::{
    broker::{BrokerDraft, Protocol},
    command::CommandState,
    connection::{ConnectionState, Trouble},
    reason::Reason,
};
use tilework_engine::api::*;
use tilework_rabbitmq::{Cluster, Options, RabbitMq};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

fn farmer() -> Options {
    Options {
        user: "farmer".to_owned(),
        password: "canary-7f3a-hunter2".to_owned(),
    }
}

fn form(endpoints: serde_json::Value) -> BrokerDraft {
    let mut form = draft(1883, "farmer");
    form.endpoints = serde_json::from_value(endpoints).unwrap();
    form
}

fn tcp(port: u16) -> serde_json::Value {
    json!({"host": "127.0.0.1", "port": port, "transport": "tcp", "path": ""})
}

fn web(port: u16) -> serde_json::Value {
    json!({"host": "127.0.0.1", "port": port, "transport": "webSocket", "path": "/ws"})
}

/// A device that hears a press and answers it, by way of this port.
async fn obeys(field: &mut Field, port: u16) {
    let mut device = subscribe(port, &farmer(), "device", "farm/pump/set").await;
    let press = field.press_pump().await;
    assert_eq!(press.state, CommandState::Sending);
    assert_eq!(device.next().await, "farm/pump/set ON");
    publish(port, &farmer(), "farm/pump/state", "ON", false)
        .await
        .unwrap();
    field
        .screen
        .until_command(press.id, CommandState::Confirmed)
        .await;
}

#[tokio::test]
async fn both_ways_in_carry_messages_and_commands_and_refuse_in_words() {
    let broker = RabbitMq::start(farmer()).await;
    publish(broker.port(), &farmer(), "farm/soil", "38", true)
        .await
        .unwrap();
    for endpoint in [tcp(broker.port()), web(broker.web_port())] {
        let form = form(json!([endpoint]));
        let mut field = Field::open(form.clone(), password(&farmer().password)).await;
        field.until_online().await;
        field.until_reads(38.0).await;
        publish(broker.port(), &farmer(), "farm/soil", "39", false)
            .await
            .unwrap();
        field.until_reads(39.0).await;
        obeys(&mut field, broker.port()).await;

        let report = try_form(&field.engine, form.clone(), password(&farmer().password)).await;
        assert!(report.ok, "{report:?}");
        let report = try_form(&field.engine, form.clone(), password("wrong")).await;
        let (step, trouble) = verdict(&report);
        assert_eq!(step, StepName::Authenticate);
        assert!(
            is_refused(trouble.as_ref(), Reason::BadUserNameOrPassword),
            "{trouble:?}"
        );

        // 3.10 does not know it, and closes without a word.
        let new = BrokerDraft {
            protocol: Protocol::V5,
            ..form
        };
        let report = try_form(&field.engine, new, password(&farmer().password)).await;
        assert_eq!(
            verdict(&report),
            (StepName::Authenticate, Some(Trouble::ClosedEarly))
        );
    }
}

#[tokio::test]
async fn when_a_node_dies_the_dashboard_goes_on_at_the_other() {
    let mut cluster = Cluster::start(farmer()).await;
    let ports = [0, 1].map(|node| cluster.node(node).port());
    let endpoints = json!([tcp(ports[0]), tcp(ports[1])]);
    let mut field = Field::open(form(endpoints), password(&farmer().password)).await;
    let by = |wanted| move |s: &ConnectionState| matches!(s, ConnectionState::Online { endpoint, .. } if *endpoint == wanted);
    field.until_state("online by the first", by(0)).await;
    // From the other node: they are joined.
    // What is online may not be subscribed yet, and a node keeps what is retained to itself: said until it was heard.
    let mut pace = tokio::time::interval(Duration::from_millis(200));
    tokio::select! {
        () = field.until_reads(1.0) => {}
        () = async {
            loop {
                pace.tick().await;
                publish(ports[1], &farmer(), "farm/soil", "1", false)
                    .await
                    .unwrap();
            }
        } => {}
    }

    cluster.kill(0).await;
    promised("online and a message", async {
        field.until_state("online by the second", by(1)).await;
        publish(ports[1], &farmer(), "farm/soil", "2", true)
            .await
            .unwrap();
        field.until_reads(2.0).await;
    })
    .await;
    obeys(&mut field, ports[1]).await;
    let log = field.details().await.log;
    assert!(
        log.iter().any(|entry| entry.event
            == LogEvent::Lost {
                reason: Trouble::Lost
            }),
        "{log:?}"
    );
}

/// Accepts everybody and hangs up at the first subscription, as a node does whose queue of that client is on a dead one. The port.
async fn hangs_up_at_subscriptions() -> u16 {
    const CONNACK: [u8; 4] = [0x20, 2, 0, 0];
    const SUBSCRIBE: u8 = 0x82;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut packets = [0; 256];
            let _ = socket.read(&mut packets).await;
            let _ = socket.write_all(&CONNACK).await;
            while let Ok(1..) = socket.read(&mut packets).await {
                if packets.contains(&SUBSCRIBE) {
                    break;
                }
            }
        }
    });
    port
}

#[tokio::test]
async fn a_node_that_hangs_up_at_every_subscription_is_left_alone_and_tried_when_asked() {
    let endpoint = tcp(hangs_up_at_subscriptions().await);
    let mut field = Field::open(form(json!([endpoint])), untouched()).await;
    field.until_waiting(&Trouble::KeepsClosing).await;
    let connects = field.details().await.counters.connects;
    field.engine.reconnect(field.broker.clone()).await.unwrap();
    field
        .until_details("tried again", |details| {
            details.counters.connects > connects
        })
        .await;
}
