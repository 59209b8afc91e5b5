//! What others hear of the app: its birth message, its last will; and a prefix before all its topics.

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
    broker::{BrokerDraft, StatusMessageDraft},
    command::CommandState,
    connection::ConnectionState,
    value::Value,
};
use tilework_engine::api::*;
use tilework_faults::{Close, Fault, FaultProxy};
use tilework_mosquitto::{Mosquitto, Options, Subscriber};

fn status(payload: &str) -> Option<StatusMessageDraft> {
    Some(StatusMessageDraft {
        topic: "farm/app".into(),
        payload: payload.into(),
        qos: Qos::AtLeastOnce,
        retain: true,
    })
}

fn form(port: u16) -> BrokerDraft {
    BrokerDraft {
        birth: status("online"),
        last_will: status("offline"),
        ..draft(port, "")
    }
}

fn said(payload: &str) -> (String, String) {
    ("farm/app".to_owned(), payload.to_owned())
}

/// That the broker keeps it for those who come later.
async fn keeps(mosquitto: &Mosquitto, payload: &str) -> Subscriber {
    let mut newcomer = mosquitto.subscribe("farm/app").await;
    assert_eq!(newcomer.next().await, said(payload));
    newcomer
}

#[tokio::test]
async fn others_hear_that_the_app_came_and_that_it_left_in_order() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    for protocol in BOTH {
        let mut others = mosquitto.subscribe("farm/app").await;
        let mut app = App::start().await;
        let form = BrokerDraft {
            protocol,
            ..form(mosquitto.port())
        };
        let report = try_form(&app.engine, form.clone(), untouched()).await;
        assert!(report.ok, "{report:?}");
        let id = app.connect(form, untouched()).await;
        // The first thing anybody hears: the connection test said nothing.
        assert_eq!(others.next().await, said("online"));
        drop(keeps(&mosquitto, "online").await);

        for _ in 0..20 {
            let rests = app.engine.enable_broker(id.clone(), false).await.unwrap();
            assert_eq!(rests.connection, ConnectionState::Idle);
            assert_eq!(others.next().await, said("offline"));
            app.engine.enable_broker(id.clone(), true).await.unwrap();
            assert_eq!(others.next().await, said("online"), "once each");
        }
        app.close().await;
        assert_eq!(others.next().await, said("offline"));
        drop(keeps(&mosquitto, "offline").await);
        mosquitto.publish("farm/app", b"", true).await;
        assert_eq!(others.next().await, said(""));
    }
}

#[tokio::test]
async fn others_hear_of_a_connection_that_was_cut_and_of_the_return() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    for protocol in BOTH {
        let proxy = FaultProxy::start(mosquitto.port());
        let mut others = mosquitto.subscribe("farm/app").await;
        let mut app = App::start().await;
        let form = BrokerDraft {
            protocol,
            ..form(proxy.port())
        };
        app.connect(form, untouched()).await;
        assert_eq!(others.next().await, said("online"));
        proxy.set(Fault::Cut(Close::Reset)).await;
        assert_eq!(others.next().await, said("offline"));
        drop(keeps(&mosquitto, "offline").await);
        proxy.set(Fault::None).await;
        assert_eq!(others.next().await, said("online"));
        app.close().await;
        assert_eq!(others.next().await, said("offline"));
        mosquitto.publish("farm/app", b"", true).await;
        assert_eq!(others.next().await, said(""));
    }
}

#[tokio::test]
async fn a_disabled_broker_is_kept_with_all_it_has() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    let mut app = App::start().await;
    let id = app.connect(form(mosquitto.port()), untouched()).await;
    let before = app.engine.session().await.unwrap().brokers[0]
        .broker
        .clone();
    let view = app.engine.enable_broker(id.clone(), false).await.unwrap();
    assert_eq!(
        view.broker,
        tilework_core::broker::Broker {
            enabled: false,
            ..before
        }
    );
    let app = app.close().await.open().await;
    let session = app.engine.session().await.unwrap();
    assert_eq!(session.brokers[0], view);
    let log = app.details(&id).await.log;
    assert_eq!(log, [], "it was not even tried");
}

const PREFIX: &str = "/me@example.com/";

#[tokio::test]
async fn with_a_prefix_every_way_of_writing_a_topic_means_the_same_one() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    for protocol in BOTH {
        let mut app = App::start().await;
        let form = BrokerDraft {
            protocol,
            topic_prefix: PREFIX.into(),
            birth: status("online"),
            ..draft(mosquitto.port(), "")
        };
        let mut others = mosquitto.subscribe("#").await;
        let id = app.connect(form, untouched()).await;
        let birth = format!("{PREFIX}farm/app");
        assert_eq!(others.next().await, (birth.clone(), "online".to_owned()));
        let mut keys = Vec::new();
        for topic in ["kitchen/temp", "/me@example.com/kitchen/temp", "kitchen/+"] {
            keys.push(key(&app.tile(number(&id, topic), "value").await, "value"));
        }
        app.screen.watch(keys.clone()).await;
        let temp = format!("{PREFIX}kitchen/temp");
        mosquitto.publish(&temp, b"21", false).await;
        app.screen
            .until("21 on all", |s| {
                keys.iter().all(|key| {
                    s.readings
                        .get(key)
                        .is_some_and(|r| r.value == Some(Value::Number(21.0)))
                })
            })
            .await;
        assert_eq!(others.next().await, (temp, "21".to_owned()));

        let pump = app.tile(switch(&id, None), "state").await;
        let sent = app
            .engine
            .send_command(pump, "set".parse().unwrap(), json!(true));
        let sent = sent.await.unwrap();
        app.screen.until_command(sent.id, CommandState::Sent).await;
        let set = format!("{PREFIX}farm/pump/set");
        assert_eq!(others.next().await, (set, "ON".to_owned()));
        mosquitto.publish(&birth, b"", true).await;
    }
}

#[tokio::test]
async fn a_tile_goes_on_when_another_that_wrote_its_topic_differently_is_deleted() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    let mut app = App::start().await;
    let form = BrokerDraft {
        topic_prefix: PREFIX.into(),
        ..draft(mosquitto.port(), "")
    };
    let id = app.connect(form, untouched()).await;
    let temp = format!("{PREFIX}kitchen/temp");
    let short = app.tile(number(&id, "kitchen/temp"), "value").await;
    let long = app.tile(number(&id, &temp), "value").await;
    let dashboard = app.dashboard().await;
    let delete = tilework_core::dashboard::DashboardEdit::DeleteTile { tile: long };
    app.engine.edit_dashboard(dashboard, delete).await.unwrap();
    let short = key(&short, "value");
    app.screen.watch(vec![short.clone()]).await;
    // A message on a topic of its own shows that the broker has heard what was asked before.
    let marker = key(
        &app.tile(number(&id, "kitchen/marker"), "value").await,
        "value",
    );
    app.screen.watch(vec![short.clone(), marker.clone()]).await;
    mosquitto
        .publish(&format!("{PREFIX}kitchen/marker"), b"1", true)
        .await;
    mosquitto.publish(&temp, b"21", false).await;
    app.screen
        .until("21", |s| {
            s.readings
                .get(&short)
                .is_some_and(|r| r.value == Some(Value::Number(21.0)))
        })
        .await;
}
