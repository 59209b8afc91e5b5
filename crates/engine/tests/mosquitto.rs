//! The engine against a real Mosquitto.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use common::*;
use serde_json::json;
use tilework_core::{
    command::{CommandFailure, CommandState},
    connection::{ConnectionState, Trouble},
    id::{BrokerId, TileId},
    value::{ReadingProblem, Value},
};
use tilework_engine::api::*;
use tilework_mosquitto::{Mosquitto, Options};

const PASSWORD: &str = "canary-7f3a-hunter2";

struct Farm {
    mosquitto: Mosquitto,
    _folder: tempfile::TempDir,
    engine: Opened,
    screen: Screen,
    broker: BrokerId,
    dashboard: tilework_core::id::DashboardId,
}

async fn farm() -> Farm {
    let login = Some(("farmer".to_owned(), PASSWORD.to_owned()));
    let mosquitto = Mosquitto::start(Options {
        login,
        ..Options::default()
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    let mut screen = Screen::open(&engine);
    let saved = engine
        .save_broker(draft(mosquitto.port(), "farmer"), password(PASSWORD))
        .await
        .unwrap();
    let broker = saved.broker.broker.id;
    screen.until_online(&broker).await;
    let dashboard = saved
        .dashboard
        .expect("the first broker makes a dashboard")
        .dashboard;
    assert_eq!(dashboard.name, "Farm");
    Farm {
        mosquitto,
        _folder: folder,
        engine,
        screen,
        broker,
        dashboard: dashboard.id,
    }
}

impl Farm {
    async fn tile(&mut self, draft: tilework_core::tile::TileDraft, slot: Option<&str>) -> TileId {
        let tile = add_tile(&self.engine, &self.dashboard, draft).await;
        if let Some(slot) = slot {
            self.screen.watch(vec![key(&tile, slot)]).await;
        }
        tile
    }

    async fn press(&self, tile: &TileId) -> tilework_core::command::CommandReport {
        self.engine
            .send_command(tile.clone(), "set".parse().unwrap(), json!(true))
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_pressed_switch_is_on_when_the_device_says_so() {
    let mut farm = farm().await;
    let tile = farm
        .tile(switch(&farm.broker.clone(), Some(5_000)), Some("state"))
        .await;
    let mut device = farm.mosquitto.subscribe("farm/pump/set").await;
    let report = farm.press(&tile).await;
    assert_eq!(report.state, CommandState::Sending);
    assert_eq!(device.next().await, ("farm/pump/set".into(), "ON".into()));
    farm.mosquitto.publish("farm/pump/state", b"ON", true).await;
    farm.screen
        .until_command(report.id, CommandState::Confirmed)
        .await;
    let state = key(&tile, "state");
    farm.screen
        .until("on", |s| {
            s.readings
                .get(&state)
                .is_some_and(|r| r.value == Some(Value::Boolean(true)))
        })
        .await;
}

#[tokio::test]
async fn a_device_that_does_not_answer_leaves_the_command_unconfirmed() {
    let mut farm = farm().await;
    let tile = farm
        .tile(switch(&farm.broker.clone(), Some(200)), Some("state"))
        .await;
    let report = farm.press(&tile).await;
    farm.screen
        .until_command(report.id, CommandState::Unconfirmed)
        .await;
    assert!(
        farm.screen
            .readings
            .values()
            .all(|reading| reading.value.is_none()),
        "the tile claims nothing"
    );
}

#[tokio::test]
async fn without_a_state_topic_the_command_is_sent_and_no_more() {
    let mut farm = farm().await;
    let tile = farm.tile(switch(&farm.broker.clone(), None), None).await;
    let report = farm.press(&tile).await;
    farm.screen
        .until_command(report.id, CommandState::Sent)
        .await;
}

#[tokio::test]
async fn after_a_restart_of_the_broker_tiles_go_on_by_themselves() {
    let mut farm = farm().await;
    let gauge = farm
        .tile(number(&farm.broker.clone(), "farm/soil"), Some("value"))
        .await;
    let pump = add_tile(
        &farm.engine,
        &farm.dashboard,
        switch(&farm.broker, Some(5_000)),
    )
    .await;
    farm.mosquitto.publish("farm/soil", b"38", false).await;
    let value = key(&gauge, "value");
    let shows = |s: &Screen, n: f64| {
        s.readings
            .get(&value)
            .is_some_and(|r| r.value == Some(Value::Number(n)))
    };
    farm.screen.until("38", |s| shows(s, 38.0)).await;

    farm.mosquitto.stop().await;
    let broker = farm.broker.clone();
    farm.screen
        .until("lost", |s| {
            matches!(
                s.connections.get(&broker),
                Some(ConnectionState::Waiting { .. })
            )
        })
        .await;
    let failed = farm.press(&pump).await;
    assert_eq!(
        failed.state,
        CommandState::Failed {
            reason: CommandFailure::Offline
        },
        "at once"
    );
    assert!(shows(&farm.screen, 38.0), "the last value stays");

    farm.mosquitto.resume().await;
    let back = std::time::Instant::now();
    farm.screen.until_online(&broker).await;
    assert!(
        back.elapsed().as_secs() < 10,
        "the product promises ten seconds: {:?}",
        back.elapsed()
    );
    farm.mosquitto.publish("farm/soil", b"41", true).await;
    farm.screen.until("41", |s| shows(s, 41.0)).await;
}

#[tokio::test]
async fn a_wrong_password_stops_the_connection_and_says_why() {
    let mut farm = farm().await;
    let mut form = draft(farm.mosquitto.port(), "farmer");
    form.id = Some(farm.broker.clone());
    farm.engine
        .save_broker(form, password("wrong"))
        .await
        .unwrap();
    let broker = farm.broker.clone();
    farm.screen
        .until("stopped", |s| {
            matches!(
                s.connections.get(&broker),
                Some(ConnectionState::Stopped {
                    reason: Trouble::Refused { .. }
                })
            )
        })
        .await;
}

#[tokio::test]
async fn bad_payloads_are_named_on_the_tile_and_nothing_else_stops() {
    let mut farm = farm().await;
    let tile = farm
        .tile(number(&farm.broker.clone(), "farm/soil"), Some("value"))
        .await;
    let value = key(&tile, "value");
    let big = vec![b'7'; (1 << 20) + 1];
    let cases: [(&[u8], ReadingProblem); 3] = [
        (
            b"dry",
            ReadingProblem::NotANumber {
                excerpt: "dry".into(),
            },
        ),
        (&[0xff, 0xfe, 0x00], ReadingProblem::NotText { bytes: 3 }),
        (
            &big,
            ReadingProblem::TooLarge {
                bytes: big.len() as u32,
                limit: 1 << 20,
            },
        ),
    ];
    for (payload, problem) in cases {
        farm.mosquitto.publish("farm/soil", payload, false).await;
        farm.screen
            .until(&format!("{problem:?}"), |s| {
                s.readings
                    .get(&value)
                    .is_some_and(|r| r.problem == Some(problem.clone()))
            })
            .await;
    }
    farm.mosquitto.publish("farm/soil", b"42.5 %", false).await;
    farm.screen
        .until("a number again", |s| {
            s.readings
                .get(&value)
                .is_some_and(|r| r.problem.is_none() && r.at.is_some())
        })
        .await;
    assert_eq!(
        farm.screen.readings[&value].value,
        Some(Value::Number(42.5))
    );
    assert_eq!(farm.screen.readings[&value].unit.as_deref(), Some("%"));
}

#[tokio::test]
async fn a_new_tile_on_a_known_topic_gets_the_retained_message() {
    let mut farm = farm().await;
    farm.mosquitto.publish("farm/soil", b"38", true).await;
    for _ in 0..2 {
        let tile = farm
            .tile(number(&farm.broker.clone(), "farm/soil"), Some("value"))
            .await;
        let value = key(&tile, "value");
        farm.screen
            .until("38", |s| {
                s.readings
                    .get(&value)
                    .is_some_and(|r| r.value == Some(Value::Number(38.0)) && r.retained)
            })
            .await;
    }
}

#[tokio::test]
async fn the_editors_preview_reads_a_topic_before_the_tile_is_saved() {
    let mut farm = farm().await;
    farm.mosquitto
        .publish("farm/climate", br#"{"temperature": 24.6}"#, true)
        .await;
    let mut draft = number(&farm.broker, "farm/climate");
    let binding = draft.bindings.get_mut(&"value".parse().unwrap()).unwrap();
    binding.template = Some("{{ value_json.temperature }}".into());
    let problems = farm.engine.set_preview(Some(draft)).await.unwrap();
    assert_eq!(problems, []);
    let preview = farm.engine.session().await.unwrap().preview;
    let value = key(&preview, "value");
    farm.screen.watch(vec![value.clone()]).await;
    farm.screen
        .until("24.6", |s| {
            s.readings
                .get(&value)
                .is_some_and(|r| r.value == Some(Value::Number(24.6)))
        })
        .await;
    assert_eq!(
        farm.screen.readings[&value].payload.as_deref(),
        Some(r#"{"temperature": 24.6}"#)
    );
}

#[tokio::test]
async fn trying_the_form_does_not_throw_the_running_connection_out() {
    let mut farm = farm().await;
    let session = farm.engine.session().await.unwrap();
    let mut form = draft(farm.mosquitto.port(), "farmer");
    form.id = Some(farm.broker.clone());
    form.client_id = session.brokers[0].broker.client_id.clone();
    let report = try_form(&farm.engine, form, untouched()).await;
    assert!(report.ok, "{report:?}");
    let tile = farm.tile(switch(&farm.broker.clone(), None), None).await;
    assert_eq!(
        farm.press(&tile).await.state,
        CommandState::Sending,
        "still online"
    );
    assert!(
        farm.screen
            .connections
            .values()
            .all(|state| matches!(state, ConnectionState::Online { .. }))
    );
}
