//! Sessions at a real Mosquitto: kept while the app is away, or not; and taken by another client with the same id.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use common::*;
use tilework_core::{
    binding::Qos,
    broker::{BrokerDraft, Protocol},
    connection::{ConnectionState, Trouble},
    dashboard::DashboardEdit,
    id::{BrokerId, TileId},
    tile::TileDraft,
    value::Value,
};
use tilework_engine::api::*;
use tilework_mosquitto::{Mosquitto, Options};

/// A gauge whose messages wait for it.
fn patient(broker: &BrokerId, topic: &str) -> TileDraft {
    let mut tile = number(broker, topic);
    let binding = tile.bindings.get_mut(&"value".parse().unwrap()).unwrap();
    binding.qos = Qos::AtLeastOnce;
    tile
}

async fn shows(app: &mut App, tile: &TileId, number: f64) {
    let value = key(tile, "value");
    app.screen
        .until(&number.to_string(), |s| {
            s.readings
                .get(&value)
                .is_some_and(|r| r.value == Some(Value::Number(number)))
        })
        .await;
}

fn form(mosquitto: &Mosquitto, protocol: Protocol, expiry: u32) -> BrokerDraft {
    BrokerDraft {
        protocol,
        session_expiry_seconds: expiry,
        ..draft(mosquitto.port(), "")
    }
}

/// Connects, goes away, comes back; `while_away` was published meanwhile.
async fn away(mosquitto: &Mosquitto, form: BrokerDraft, while_away: &[u8]) -> (App, TileId) {
    let mut app = App::start().await;
    let id = app.connect(form, untouched()).await;
    let tile = app.tile(patient(&id, "farm/soil"), "value").await;
    mosquitto.publish("farm/soil", b"38", false).await;
    shows(&mut app, &tile, 38.0).await;
    let closed = app.close().await;
    mosquitto.publish("farm/soil", while_away, false).await;
    let mut app = closed.open().await;
    app.screen.until_online(&id).await;
    app.screen.watch(vec![key(&tile, "value")]).await;
    let granted = app.details(&id).await.granted.unwrap();
    let kept = app.engine.session().await.unwrap().brokers[0]
        .broker
        .session_expiry_seconds
        > 0;
    assert_eq!(granted.session_present, kept);
    (app, tile)
}

#[tokio::test]
async fn what_came_while_the_app_was_away_is_there_when_it_returns() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    for protocol in BOTH {
        let form = form(&mosquitto, protocol, 3_600);
        let (mut app, tile) = away(&mosquitto, form, b"39").await;
        shows(&mut app, &tile, 39.0).await;
    }
}

#[tokio::test]
async fn without_a_session_only_what_comes_after_the_return_is_there() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    for protocol in BOTH {
        let form = form(&mosquitto, protocol, 0);
        let (mut app, tile) = away(&mosquitto, form, b"39").await;
        // The broker keeps the order of a topic: 39 would come before 40.
        let first = key(&tile, "value");
        until("a subscription", async || {
            mosquitto.publish("farm/soil", b"40", false).await;
            let reading = app.engine.session().await.ok()?;
            let broker = reading.brokers[0].broker.id.clone();
            (app.details(&broker).await.counters.messages_in > 0).then_some(())
        })
        .await;
        app.screen
            .until("a reading", |s| {
                s.readings.get(&first).is_some_and(|r| r.value.is_some())
            })
            .await;
        let reading = &app.screen.readings[&first];
        assert_eq!(reading.value, Some(Value::Number(40.0)));
    }
}

#[tokio::test]
async fn what_a_tile_no_longer_wants_is_not_kept_for_it() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    for protocol in BOTH {
        let mut app = App::start().await;
        let form = form(&mosquitto, protocol, 3_600);
        let id = app.connect(form, untouched()).await;
        let soil = app.tile(patient(&id, "farm/soil"), "value").await;
        let rain = app.tile(patient(&id, "farm/rain"), "value").await;
        mosquitto.publish("farm/soil", b"38", false).await;
        app.screen
            .watch(vec![key(&soil, "value"), key(&rain, "value")])
            .await;
        shows(&mut app, &soil, 38.0).await;
        let remove = DashboardEdit::DeleteTile { tile: soil };
        let dashboard = app.dashboard().await;
        app.engine.edit_dashboard(dashboard, remove).await.unwrap();
        let before = app.details(&id).await.counters.messages_in;
        mosquitto.publish("farm/soil", b"39", false).await;
        mosquitto.publish("farm/rain", b"7", false).await;
        shows(&mut app, &rain, 7.0).await;
        let after = app.details(&id).await.counters.messages_in;
        assert_eq!(after - before, 1);
    }
}

/// Mosquitto 2.0.11 closes without a word in both versions.
#[tokio::test]
async fn two_apps_with_one_client_id_do_not_fight_for_ever() {
    tokio::join!(fight(Protocol::V311), fight(Protocol::V5));
}

async fn fight(protocol: Protocol) {
    let mosquitto = Mosquitto::start(Options::default()).await;
    let form = BrokerDraft {
        client_id: "tractor".into(),
        ..form(&mosquitto, protocol, 0)
    };
    let mut here = App::start().await;
    let id = here.connect(form.clone(), untouched()).await;
    let there = App::start().await;
    let other = there.save(form, untouched()).await;
    let gave_up = |state: &ConnectionState| matches!(state, ConnectionState::Waiting { reason, .. } if *reason == Trouble::KeepsClosing);
    let loser = until("one gives up", async || {
        let apps = [(&here, &id), (&there, &other)];
        for (number, (app, id)) in apps.into_iter().enumerate() {
            if gave_up(&app.details(id).await.connection) {
                return Some(number);
            }
        }
        None
    })
    .await;
    let (loser, winner) = if loser == 0 {
        ((&here, &id), (&there, &other))
    } else {
        ((&there, &other), (&here, &id))
    };
    let online =
        |details: &ConnectionDetails| matches!(details.connection, ConnectionState::Online { .. });
    winner.0.until_details(winner.1, "it is over", online).await;
    let renewed = loser.0.engine.renew_client_id(loser.1.clone()).await;
    assert_ne!(renewed.unwrap().broker.client_id, "tractor");
    loser.0.until_details(loser.1, "both online", online).await;
}
