//! Dashboards through the engine's commands: saved, undone, and safe from what a newer or damaged file holds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use common::*;
use tilework_core::{dashboard::DashboardEdit, layout::Grid, problem::Fault};
use tilework_engine::api::*;

#[tokio::test]
async fn every_edit_is_there_after_a_restart_and_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let first = engine(folder.path()).await;
    let id = first
        .create_dashboard(" House ".into())
        .await
        .unwrap()
        .dashboard
        .id;
    let tile = add_tile(&first, &id, number(&"farm".parse().unwrap(), "farm/soil")).await;
    let moved = DashboardEdit::MoveTile {
        grid: Grid::Narrow,
        tile: tile.clone(),
        column: 2,
        row: 0,
    };
    let before_delete = first.edit_dashboard(id.clone(), moved).await.unwrap();
    first
        .edit_dashboard(id.clone(), DashboardEdit::DeleteTile { tile: tile.clone() })
        .await
        .unwrap();
    drop(first);

    let second = engine(folder.path()).await;
    let session = second.session().await.unwrap();
    assert_eq!(session.dashboards[0].dashboard.name, "House");
    assert!(session.dashboards[0].dashboard.tiles.is_empty());
    let restored = second
        .restore_dashboard(id, before_delete.revision)
        .await
        .unwrap();
    assert_eq!(restored.dashboard, before_delete.dashboard);
    assert_eq!(restored.layouts.narrow.get(&tile).unwrap().column, 2);
}

#[tokio::test]
async fn a_deleted_dashboard_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    let view = engine.create_dashboard("House".into()).await.unwrap();
    let deleted = engine
        .delete_dashboard(view.dashboard.id.clone())
        .await
        .unwrap();
    assert!(engine.session().await.unwrap().dashboards.is_empty());
    let restored = engine
        .restore_dashboard(view.dashboard.id, deleted.revision)
        .await
        .unwrap();
    assert_eq!(restored.dashboard.name, "House");
}

#[tokio::test]
async fn a_wrong_topic_is_a_problem_of_its_field_and_nothing_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    let view = engine.create_dashboard("House".into()).await.unwrap();
    let draft = number(&"farm".parse().unwrap(), "farm/#/soil");
    let error = engine
        .edit_dashboard(view.dashboard.id, DashboardEdit::AddTile { draft })
        .await
        .unwrap_err();
    let AppError::InvalidInput { problems } = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (problems[0].field.as_str(), &problems[0].fault),
        ("bindings.value.topic", &Fault::FilterHash)
    );
    assert!(
        engine.session().await.unwrap().dashboards[0]
            .dashboard
            .tiles
            .is_empty()
    );
}

#[tokio::test]
async fn a_document_of_a_newer_version_is_left_as_it_is_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let first = engine(folder.path()).await;
    first.create_dashboard("House".into()).await.unwrap();
    let id = first
        .create_dashboard("Barn".into())
        .await
        .unwrap()
        .dashboard
        .id;
    drop(first);
    let db = rusqlite::Connection::open(folder.path().join("tilework.db")).unwrap();
    let newer = format!(r#"{{"schemaVersion":99,"id":"{id}","name":"Barn","wonder":true}}"#);
    db.execute(
        "UPDATE document SET body = ?1 WHERE id = ?2",
        (&newer, id.as_str()),
    )
    .unwrap();
    drop(db);

    let second = engine(folder.path()).await;
    let session = second.session().await.unwrap();
    assert_eq!(
        session.notices,
        [Notice::NewerDocument {
            name: "Barn".into()
        }]
    );
    assert_eq!(session.dashboards.len(), 1, "the other one works on");
    drop(second);
    let db = rusqlite::Connection::open(folder.path().join("tilework.db")).unwrap();
    let body: String = db
        .query_row(
            "SELECT body FROM document WHERE id = ?1",
            [id.as_str()],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(body, newer);
}

#[tokio::test]
async fn a_damaged_database_is_set_aside_and_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("tilework.db"),
        "not a database".repeat(500),
    )
    .unwrap();
    let engine = engine(folder.path()).await;
    let session = engine.session().await.unwrap();
    let [Notice::DatabaseSetAside { file }] = &session.notices[..] else {
        panic!("{:?}", session.notices)
    };
    assert!(std::path::Path::new(file).exists());
    engine.create_dashboard("House".into()).await.unwrap();
}

#[tokio::test]
async fn a_broken_template_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    let mut draft = number(&"farm".parse().unwrap(), "farm/soil");
    draft
        .bindings
        .get_mut(&"value".parse().unwrap())
        .unwrap()
        .template = Some("{{ value |".into());
    let problems = engine.check_tile(draft).await.unwrap();
    assert_eq!(problems[0].field, "bindings.value.template");
    assert!(
        matches!(problems[0].fault, Fault::Template { line: 1, .. }),
        "{problems:?}"
    );
}

#[tokio::test]
async fn a_demo_that_does_not_start_is_told_and_welcome_stays() {
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    engine.engine.start_demo_if_new().await;
    let session = engine.session().await.unwrap();
    assert!(
        matches!(&session.notices[..], [Notice::DemoFailed { .. }]),
        "{:?}",
        session.notices
    );
    assert!(session.brokers.is_empty());
}
