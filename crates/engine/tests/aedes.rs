//! The engine against a real aedes. Over WebSocket it sends one packet in many frames.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use common::{field::Field, *};
use serde_json::json;
use tilework_aedes::{Aedes, Options};
use tilework_core::{
    broker::{BrokerDraft, Protocol},
    command::CommandState,
    connection::{ConnectionState, Trouble},
    reason::{Reason, Refusal},
    value::ReadingProblem,
};
use tilework_engine::api::*;
use tokio::process::Command;

const PASSWORD: &str = "canary-7f3a-hunter2";

async fn with_login() -> Aedes {
    Aedes::start(Options {
        login: Some(("farmer".to_owned(), PASSWORD.to_owned())),
        ..Options::default()
    })
    .await
}

async fn without_login() -> Aedes {
    Aedes::start(Options::default()).await
}

fn forms(broker: &Aedes) -> [BrokerDraft; 2] {
    let form = |port: u16, transport: &str, path: &str| {
        let mut form = draft(port, "farmer");
        let endpoint =
            json!({"host": "127.0.0.1", "port": port, "transport": transport, "path": path});
        form.endpoints = serde_json::from_value(json!([endpoint])).unwrap();
        form
    };
    [
        form(broker.port(), "tcp", ""),
        form(broker.web_port(), "webSocket", "/mqtt"),
    ]
}

/// Publishes with mosquitto_pub, QoS 1.
async fn publish(broker: &Aedes, topic: &str, payload: &str) {
    let output = Command::new("mosquitto_pub")
        .args([
            "-V",
            "311",
            "-h",
            "127.0.0.1",
            "-p",
            &broker.port().to_string(),
        ])
        .args([
            "-u", "farmer", "-P", PASSWORD, "-q", "1", "-r", "-t", topic, "-m", payload,
        ])
        .output()
        .await
        .expect("mosquitto_pub is installed");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[tokio::test]
async fn both_ways_in_carry_messages_and_commands() {
    let broker = with_login().await;
    // Longer than any frame it sends.
    let long = format!("{}38", " ".repeat(100_000));
    publish(&broker, "farm/soil", &long).await;
    for form in forms(&broker) {
        let mut field = Field::open(form, password(PASSWORD)).await;
        field.until_online().await;
        field.until_reads(38.0).await;
        let presses = field.press_on();
        field.until_acknowledged(10).await;
        let ends = field.end(presses).await;
        assert!(
            ends.0.values().all(|end| *end == CommandState::Sent),
            "{ends:?}"
        );
        let press = field.press_pump().await;
        publish(&broker, "farm/pump/state", "ON").await;
        field
            .screen
            .until_command(press.id, CommandState::Confirmed)
            .await;
        publish(&broker, "farm/pump/state", "OFF").await;
    }
}

#[tokio::test]
async fn a_wrong_password_is_told_on_both_ways_in() {
    let broker = with_login().await;
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    for form in forms(&broker) {
        let right = try_form(&engine, form.clone(), password(PASSWORD)).await;
        assert!(right.ok, "{right:?}");
        let wrong = try_form(&engine, form, password("wrong")).await;
        let (step, trouble) = verdict(&wrong);
        assert_eq!(step, StepName::Authenticate);
        assert!(
            is_refused(trouble.as_ref(), Reason::BadUserNameOrPassword),
            "{trouble:?}"
        );
    }
}

#[tokio::test]
async fn it_does_not_know_mqtt_5_and_says_so() {
    let broker = without_login().await;
    for form in forms(&broker) {
        let new = BrokerDraft {
            protocol: Protocol::V5,
            ..form
        };
        let mut field = Field::open(new.clone(), untouched()).await;
        let report = try_form(&field.engine, new, untouched()).await;
        let (step, trouble) = verdict(&report);
        assert_eq!(step, StepName::Authenticate);
        assert!(
            is_refused(trouble.as_ref(), Reason::UnsupportedProtocolVersion),
            "{trouble:?}"
        );
        let stops = |s: &ConnectionState| matches!(s, ConnectionState::Stopped { reason } if is_refused(Some(reason), Reason::UnsupportedProtocolVersion));
        field.until_state("stopped", stops).await;
    }
}

#[tokio::test]
async fn a_refused_subscription_is_told_on_its_tile_and_in_the_details_and_disturbs_nothing() {
    let broker = Aedes::start(Options {
        refused: Some("secret/".to_owned()),
        ..Options::default()
    })
    .await;
    let refusal = Refusal::new(0x80, None);
    for form in forms(&broker) {
        let mut field = Field::open(form, untouched()).await;
        field.until_online().await;
        let tile = add_tile(
            &field.engine,
            &field.dashboard,
            number(&field.broker, "secret/soil"),
        )
        .await;
        let value = key(&tile, "value");
        let gauge = key(&field.gauge, "value");
        field.screen.watch(vec![value.clone(), gauge.clone()]).await;
        let problem = ReadingProblem::SubscriptionRefused {
            refusal: refusal.clone(),
        };
        let told = |s: &Screen| {
            s.readings
                .get(&value)
                .is_some_and(|r| r.problem.as_ref() == Some(&problem))
        };
        field.screen.until("refused on the tile", told).await;
        let expected = RefusedSubscription {
            filter: "secret/soil".to_owned(),
            refusal: refusal.clone(),
        };
        assert_eq!(field.details().await.refused, [expected]);
        publish(&broker, "farm/soil", "38").await;
        field.until_reads(38.0).await;
        assert_eq!(field.screen.readings[&gauge].problem, None);
        assert_eq!(field.details().await.counters.connects, 1);

        // It is told again after a reconnect, once.
        field.engine.reconnect(field.broker.clone()).await.unwrap();
        let again = |d: &ConnectionDetails| d.counters.connects == 2 && d.refused.len() == 1;
        field.until_details("refused again", again).await;
    }
}

#[tokio::test]
async fn the_connection_test_tells_a_refused_subscription_and_fails_nothing() {
    let broker = Aedes::start(Options {
        refused: Some("tilework/".to_owned()),
        ..Options::default()
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    for form in forms(&broker) {
        let report = try_form(&engine, form, untouched()).await;
        assert!(report.ok, "{report:?}");
        let last = report.steps.last().unwrap();
        assert_eq!(
            (last.name, &last.trouble),
            (StepName::Subscribe, &None::<Trouble>)
        );
        let refused = |found: &Found| matches!(found, Found::Subscription { refusal: Some(refusal), .. } if refusal.code == 0x80);
        assert!(refused(&last.found), "{:?}", last.found);
    }
}
