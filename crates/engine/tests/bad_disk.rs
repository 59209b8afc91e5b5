//! An import on a disk that fails, under kills and when the power goes: it is there whole, or not at all.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use std::{path::Path, sync::Arc};

use common::*;
use tilework_bad_disk::{How, Ran, folder, note, power_loss, sweep};
use tilework_engine::api::*;

const BACKUP: &str = "backup.tilework";
const CHILD: &str = "child";
/// In the bundle.
const BROKERS: usize = 3;
const DASHBOARDS: usize = 4;

fn rt() -> tokio::runtime::Runtime {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap()
}

/// A backup of brokers and dashboards.
fn bundle() -> String {
    rt().block_on(async {
        let around = tempfile::tempdir().unwrap();
        let ports = tilework_engine::Ports {
            save_place: Arc::new(IntoFolder(around.path().to_owned())),
            ..ports_with(Arc::default())
        };
        let engine = Opened::open(around.path(), ports).await;
        for name in 0..BROKERS {
            let mut form = draft(9, "farmer");
            form.name = format!("Broker {name}");
            let saved = engine.save_broker(form, untouched()).await.unwrap();
            let dashboard = engine
                .create_dashboard(format!("House {name}"))
                .await
                .unwrap();
            let broker = saved.broker.broker.id;
            add_tile(
                &engine,
                &dashboard.dashboard.id,
                number(&broker, "farm/soil"),
            )
            .await;
        }
        let saved = engine
            .save_bundle(SharedPart::Everything, Fields::ALL)
            .await;
        match saved.unwrap() {
            Exported::Saved { place, .. } => std::fs::read_to_string(place).unwrap(),
            Exported::Cancelled => panic!("cancelled"),
        }
    })
}

/// Not a test: what the others run on a bad disk.
#[test]
#[ignore = "the others run it"]
fn child() {
    let Some(folder) = folder() else {
        return;
    };
    let bundle = std::fs::read_to_string(folder.join(BACKUP)).unwrap();
    rt().block_on(async {
        for _ in 0..2 {
            // A start that failed is told by the host's window, and tried again.
            let ports = ports_with(Arc::default());
            let Ok(engine) = tilework_engine::Engine::open(&folder, ports).await else {
                note("told open");
                continue;
            };
            let client = owner(&engine);
            note("try");
            match client.take_bundle(bundle.clone(), vec![], None).await {
                Ok(_) => note("ok"),
                Err(AppError::NotSaved { .. }) => note("told import"),
                Err(error) => panic!("{error:?}"),
            }
            engine.close().await;
            return;
        }
    });
}

fn whole_or_not_at_all(folder: &Path, ran: &Ran, end: usize, what: &str) {
    let said: Vec<&str> = ran.notes(end).collect();
    rt().block_on(async {
        let engine = engine(folder).await;
        let session = engine.session().await.unwrap();
        let found = (session.brokers.len(), session.dashboards.len());
        assert!(session.notices.is_empty(), "{what}: {:?}", session.notices);
        assert!(
            found == (0, 0) || found == (BROKERS, DASHBOARDS),
            "{what}: half an import: {found:?}"
        );
        if said.contains(&"ok") {
            assert_ne!(found, (0, 0), "{what}: it was said to be there");
        }
        if !said.contains(&"try") {
            assert_eq!(found, (0, 0), "{what}: nothing was asked for");
        }
    });
}

#[test]
fn a_disk_that_fails_or_is_full_costs_an_import_as_a_whole_or_nothing() {
    let bundle = bundle();
    let prepare = |folder: &Path| std::fs::write(folder.join(BACKUP), &bundle).unwrap();
    for how in [How::Fails, How::Full, How::Kill, How::Torn] {
        let hit = sweep(CHILD, how, prepare, |folder, ran, at| {
            whole_or_not_at_all(folder, ran, usize::MAX, &format!("{how:?} at {at}"));
        });
        assert!(hit > 30, "{hit} changes");
    }
}

#[test]
fn a_power_loss_costs_an_import_as_a_whole_or_nothing() {
    let bundle = bundle();
    let prepare = |folder: &Path| std::fs::write(folder.join(BACKUP), &bundle).unwrap();
    let steps = power_loss(CHILD, prepare, |folder, ran, end| {
        whole_or_not_at_all(folder, ran, end, &format!("power after step {end}"));
    });
    assert!(steps > 60, "{steps}");
}
