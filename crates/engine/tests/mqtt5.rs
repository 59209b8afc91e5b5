//! What MQTT 5 knows beyond 3.1.1, at a real Mosquitto.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use common::{
    devices::{listen, publish},
    *,
};
use serde_json::json;
use tilework_core::{
    broker::{BrokerDraft, Protocol, UserProperty},
    command::{CommandFailure, CommandReport, CommandState},
    connection::Trouble,
    id::{BrokerId, TileId},
    reason::{Reason, Refusal},
    tile::TileDraft,
    value::Value,
};
use tilework_engine::api::*;
use tilework_mosquitto::{Mosquitto, Options};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

fn form(port: u16) -> BrokerDraft {
    BrokerDraft {
        protocol: Protocol::V5,
        ..draft(port, "")
    }
}

async fn press(app: &App, tile: &TileId) -> CommandReport {
    let pressed = app
        .engine
        .send_command(tile.clone(), "set".parse().unwrap(), json!(true));
    pressed.await.unwrap()
}

/// The pump with what MQTT 5 carries along.
fn pump(broker: &BrokerId, answer_ms: Option<u32>, properties: serde_json::Value) -> TileDraft {
    let mut pump = switch(broker, answer_ms);
    let command = pump.commands.get_mut(&"set".parse().unwrap()).unwrap();
    command.mqtt5 = Some(serde_json::from_value(properties).unwrap());
    pump
}

#[tokio::test]
async fn a_refused_login_comes_with_its_code() {
    let login = Some(("farmer".to_owned(), "hunter2".to_owned()));
    let mosquitto = Mosquitto::start(Options {
        login,
        ..Options::default()
    })
    .await;
    let mut app = App::start().await;
    let mut form = form(mosquitto.port());
    form.username = "farmer".into();
    let id = app.save(form, password("wrong")).await;
    match app.stopped(&id).await {
        Trouble::Refused { refusal } => {
            assert_eq!(
                (refusal.code, refusal.reason),
                (0x87, Reason::NotAuthorized)
            );
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_the_broker_grants_is_shown_and_kept_to() {
    let mosquitto = Mosquitto::start(Options {
        conf: "max_qos 0\nmax_packet_size 2000\nmax_keepalive 20\nretain_available false\nmax_inflight_messages 7\n"
            .into(),
        ..Options::default()
    })
    .await;
    let mut app = App::start().await;
    let id = app.connect(form(mosquitto.port()), untouched()).await;
    let granted = app.details(&id).await.granted.unwrap();
    assert_eq!(
        (granted.protocol, granted.session_present),
        (Protocol::V5, false)
    );
    assert_eq!(granted.maximum_packet_size, Some(2_000));
    assert_eq!(granted.keep_alive_seconds, 20);
    assert_eq!((granted.maximum_qos, granted.retain_available), (0, false));
    assert_eq!(granted.receive_maximum, 7);

    let sent = app.tile(switch(&id, None), "state").await;
    let sent = press(&app, &sent).await;
    app.screen.until_command(sent.id, CommandState::Sent).await;

    let mut retained = switch(&id, None);
    let command = retained.commands.get_mut(&"set".parse().unwrap()).unwrap();
    command.retain = true;
    let retained = app.tile(retained, "state").await;
    let refused = press(&app, &retained).await;
    app.screen
        .until("refused", |s| {
            s.commands.iter().any(|c| {
                c.id == refused.id
                    && matches!(&c.state, CommandState::Failed { reason: CommandFailure::Refused { refusal } }
                        if refusal.reason == Reason::RetainNotSupported)
            })
        })
        .await;
    assert_eq!(app.details(&id).await.counters.connects, 1);
}

#[tokio::test]
async fn user_properties_go_with_the_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let app = App::start().await;
    let mut form = form(listener.local_addr().unwrap().port());
    form.user_properties = vec![UserProperty {
        name: "site".into(),
        value: "north 7".into(),
    }];
    app.save(form, untouched()).await;
    let (mut socket, _) = listener.accept().await.unwrap();
    let mut heard = Vec::new();
    let property = b"\x26\x00\x04site\x00\x07north 7";
    while !heard.windows(property.len()).any(|it| it == property) {
        assert_ne!(socket.read_buf(&mut heard).await.unwrap(), 0, "{heard:?}");
    }
}

#[tokio::test]
async fn the_editor_is_told_the_content_type_and_every_reading_when_it_expires() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    let mut app = App::start().await;
    let id = app.connect(form(mosquitto.port()), untouched()).await;
    let tile = number(&id, "farm/soil");
    let problems = app.engine.set_preview(Some(tile.clone())).await.unwrap();
    assert_eq!(problems, []);
    let saved = key(&app.tile(tile, "value").await, "value");
    let session = app.engine.session().await.unwrap();
    let preview = key(&session.preview, "value");
    app.screen.watch(vec![preview.clone(), saved.clone()]).await;
    publish(
        mosquitto.port(),
        &[
            "-V",
            "5",
            "-t",
            "farm/soil",
            "-m",
            "38",
            "-r",
            "-D",
            "publish",
            "content-type",
            "text/plain",
            "-D",
            "publish",
            "message-expiry-interval",
            "60",
        ],
    )
    .await;
    app.screen
        .until("38", |s| {
            [&preview, &saved].iter().all(|key| {
                s.readings
                    .get(*key)
                    .is_some_and(|r| r.value == Some(Value::Number(38.0)))
            })
        })
        .await;
    let preview = &app.screen.readings[&preview];
    assert_eq!(preview.content_type.as_deref(), Some("text/plain"));
    let saved = &app.screen.readings[&saved];
    assert_eq!(saved.content_type, None);
    for reading in [preview, saved] {
        let lasts = reading.expires.unwrap() - reading.at.unwrap();
        assert!((1..=60_000).contains(&lasts), "{lasts}");
    }
}

#[tokio::test]
async fn a_command_carries_along_what_its_tile_says_and_in_the_old_version_nothing() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    for protocol in BOTH {
        let mut app = App::start().await;
        let form = BrokerDraft {
            protocol,
            ..form(mosquitto.port())
        };
        let id = app.connect(form, untouched()).await;
        let properties = json!({
            "expirySeconds": 60, "contentType": "text/plain",
            "userProperties": [{"name": "by", "value": "tilework"}, {"name": "by", "value": "hand"}],
        });
        let tile = app.tile(pump(&id, None, properties), "state").await;
        let mut device = listen(
            mosquitto.port(),
            "farm/pump/set",
            "%p [%C] [%E] [%P]",
            &["-V", "5"],
        )
        .await;
        let report = press(&app, &tile).await;
        app.screen
            .until_command(report.id, CommandState::Sent)
            .await;
        let expected = match protocol {
            Protocol::V5 => "ON [text/plain] [60] [by:tilework by:hand]",
            Protocol::V311 => "ON [] [] []",
        };
        assert_eq!(device.next().await, expected);
    }
}

#[tokio::test]
async fn a_reply_on_the_response_topic_confirms_the_command() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    let port = mosquitto.port();
    let mut app = App::start().await;
    let id = app.connect(form(port), untouched()).await;
    let reply = json!({"responseTopic": "farm/replies"});
    let tile = app.tile(pump(&id, None, reply), "state").await;
    let mut device = listen(port, "farm/pump/set", "%R %D", &["-V", "5"]).await;
    for strange in [None, Some("0123456789abcdef0000000000000001")] {
        let report = press(&app, &tile).await;
        assert_eq!(report.state, CommandState::Sending);
        let asked = device.next().await;
        let (topic, correlation) = asked.split_once(' ').unwrap();
        assert_eq!(topic, "farm/replies");
        let correlation = strange.unwrap_or(correlation);
        publish(
            port,
            &[
                "-V",
                "5",
                "-t",
                topic,
                "-m",
                "done",
                "-D",
                "publish",
                "correlation-data",
                correlation,
            ],
        )
        .await;
        let state = match strange {
            None => CommandState::Confirmed,
            Some(_) => CommandState::Unconfirmed,
        };
        app.screen.until_command(report.id, state).await;
    }
}

#[tokio::test]
async fn without_a_reply_the_command_is_unconfirmed() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    let mut app = App::start().await;
    let id = app.connect(form(mosquitto.port()), untouched()).await;
    let reply = json!({"responseTopic": "farm/replies"});
    let tile = app.tile(pump(&id, Some(200), reply), "state").await;
    let report = press(&app, &tile).await;
    app.screen
        .until_command(report.id, CommandState::Unconfirmed)
        .await;
    let never = |c: &CommandReport| c.state != CommandState::Confirmed;
    assert!(app.screen.commands.iter().all(never));
}

/// Accepts the first client and throws it out as MQTT 5 §3.14.2.1 wants it; accepts the others. Mosquitto 2.0.11 says nothing of a session
/// that was taken over.
async fn door_that_takes_the_session_over() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((mut socket, _)) = listener.accept().await {
            assert_ne!(socket.read(&mut [0; 256]).await.unwrap(), 0);
            socket.write_all(&[0x20, 3, 0, 0, 0]).await.unwrap();
            if kept.is_empty() {
                let taken_over = b"\xe0\x08\x8e\x06\x1f\x00\x03two";
                socket.write_all(taken_over).await.unwrap();
            }
            kept.push(socket);
        }
    });
    port
}

#[tokio::test]
async fn a_session_that_another_client_took_is_not_fought_over_and_a_new_client_id_ends_it() {
    let mut app = App::start().await;
    let mut form = form(door_that_takes_the_session_over().await);
    form.client_id = "tractor".into();
    let id = app.save(form, untouched()).await;
    let refusal = Refusal::new(0x8E, Some("two"));
    assert_eq!(refusal.reason, Reason::SessionTakenOver);
    assert_eq!(app.stopped(&id).await, Trouble::Dismissed { refusal });
    let renewed = app.engine.renew_client_id(id.clone()).await.unwrap();
    assert_ne!(renewed.broker.client_id, "tractor");
    app.screen.until_online(&id).await;
}
