//! The engine against the broker inside the app, with the simulated greenhouse on it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

#[path = "../../../crates/engine/tests/common/mod.rs"]
mod common;

use std::{fs, path::Path, sync::Arc, time::Duration};

use common::{field::Field, *};
use serde_json::json;
use tilework_core::{
    broker::{BrokerDraft, Protocol},
    command::CommandState,
    connection::ConnectionState,
    tile::TileDraft,
};
use tilework_demo::{Demo, Pace};
use tilework_engine::{Ports, api::*, ports::Demo as _};
use tilework_host::DemoInProcess;

const BOTH: [Protocol; 2] = [Protocol::V311, Protocol::V5];

async fn greenhouse() -> Demo {
    Demo::start_at(Pace {
        report: Duration::from_millis(50),
        answer: Duration::from_millis(20),
        ..Pace::default()
    })
    .await
    .unwrap()
}

fn form(demo: &Demo, protocol: Protocol) -> BrokerDraft {
    BrokerDraft {
        protocol,
        ..draft(demo.port(), &demo.login().username)
    }
}

fn secrets(demo: &Demo) -> SecretInputs {
    password(demo.login().password.expose())
}

/// The switch of the greenhouse's irrigation pump.
fn irrigation(field: &Field) -> TileDraft {
    let mut switch = switch(&field.broker, Some(20_000));
    let command = switch.commands.get_mut(&"set".parse().unwrap()).unwrap();
    command.topic = "greenhouse/pump/set".to_owned();
    let state = switch.bindings.get_mut(&"state".parse().unwrap()).unwrap();
    state.topic = "greenhouse/pump/state".to_owned();
    switch
}

#[tokio::test]
async fn both_versions_show_the_greenhouse_and_switch_its_pump() {
    let demo = greenhouse().await;
    for protocol in BOTH {
        let mut field = Field::open(form(&demo, protocol), secrets(&demo)).await;
        field.until_online().await;
        let granted = field.details().await.granted.unwrap();
        assert_eq!(granted.protocol, protocol);

        let mut climate = number(&field.broker, "greenhouse/climate");
        let binding = climate.bindings.get_mut(&"value".parse().unwrap()).unwrap();
        binding.template = Some("{{ value_json.temperature }}".to_owned());
        let temperature = key(
            &add_tile(&field.engine, &field.dashboard, climate).await,
            "value",
        );
        let pump = add_tile(&field.engine, &field.dashboard, irrigation(&field)).await;
        field
            .screen
            .watch(vec![temperature.clone(), key(&pump, "state")])
            .await;
        let reads = |s: &Screen| {
            s.readings
                .get(&temperature)
                .is_some_and(|r| r.value.is_some())
        };
        field.screen.until("a temperature", reads).await;
        for on in [true, false] {
            let slot = "set".parse().unwrap();
            let press = field
                .engine
                .send_command(pump.clone(), slot, json!(on))
                .await
                .unwrap();
            field
                .screen
                .until_command(press.id, CommandState::Confirmed)
                .await;
        }
    }
}

#[tokio::test]
async fn both_versions_pass_the_connection_test() {
    let demo = greenhouse().await;
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    for protocol in BOTH {
        let report = try_form(&engine, form(&demo, protocol), secrets(&demo)).await;
        assert!(report.ok, "{report:?}");
        assert_eq!(verdict(&report), (StepName::Subscribe, None));
    }
}

#[tokio::test]
async fn every_press_that_it_acknowledged_arrived_in_both_versions() {
    let demo = greenhouse().await;
    for protocol in BOTH {
        let mut field = Field::open(form(&demo, protocol), secrets(&demo)).await;
        field.until_online().await;
        let counted = key(
            &add_tile(
                &field.engine,
                &field.dashboard,
                number(&field.broker, "farm/count"),
            )
            .await,
            "value",
        );
        field.screen.watch(vec![counted.clone()]).await;
        let presses = field.press_on();
        field.until_acknowledged(50).await;
        let ends = field.end(presses).await;
        assert!(
            ends.0.values().all(|end| *end == CommandState::Sent),
            "{ends:?}"
        );
        let last =
            tilework_core::value::Value::Number(f64::from(u32::try_from(ends.0.len()).unwrap()));
        let shows = |s: &Screen| {
            s.readings
                .get(&counted)
                .is_some_and(|r| r.value.as_ref() == Some(&last))
        };
        field.screen.until("the last press", shows).await;
        // Every press and every message of the subscription went through: none twice.
        let counters = field.details().await.counters;
        assert_eq!(counters.messages_out, counters.messages_in);
    }
}

#[tokio::test]
async fn when_it_stops_both_versions_wait_for_it() {
    for protocol in BOTH {
        let demo = greenhouse().await;
        let mut field = Field::open(form(&demo, protocol), secrets(&demo)).await;
        field.until_online().await;
        demo.stop().await;
        let waits = |s: &ConnectionState| matches!(s, ConnectionState::Waiting { .. });
        field.until_state("waiting", waits).await;
        field.cannot_press().await;
    }
}

fn holds(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return holds(&path, text);
        }
        let bytes = fs::read(&path).unwrap();
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    })
}

#[tokio::test]
async fn the_demo_of_the_app_is_opened_by_a_login_that_no_file_and_no_answer_holds() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Arc::new(DemoInProcess::default());
    let ports = Ports {
        demo: Arc::<DemoInProcess>::clone(&demo),
        ..ports_with(Arc::default())
    };
    let engine = Opened::open(folder.path(), ports).await;
    let mut screen = Screen::open(&engine);
    let session = engine.start_demo().await.unwrap();
    let broker = &session.brokers[0].broker;
    screen.until_online(&broker.id).await;

    let login = demo.start().await.unwrap();
    let password = login.password.expose();
    assert!(!password.is_empty());
    assert_eq!(broker.username, "", "not even the name is in the document");
    let details = engine.connection_details(broker.id.clone()).await.unwrap();
    for said in [
        serde_json::to_string(&session).unwrap(),
        serde_json::to_string(&details).unwrap(),
        format!("{login:?} {session:?} {details:?}"),
    ] {
        assert!(!said.contains(password));
    }
    engine.close().await;
    assert!(!holds(folder.path(), password));
    assert!(holds(folder.path(), "Demo greenhouse"), "the search works");
}
