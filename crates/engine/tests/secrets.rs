//! Where the secrets of a broker are, and where they are not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use std::sync::Arc;

use common::*;
use tilework_engine::api::*;
use tilework_mosquitto::{Mosquitto, Options};

const PASSWORD: &str = "correct horse battery staple";

#[tokio::test]
async fn the_password_is_in_no_file_and_survives_in_the_keyring_only() {
    let login = Some(("farmer".to_owned(), PASSWORD.to_owned()));
    let mosquitto = Mosquitto::start(Options {
        login,
        ..Options::default()
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let secrets: Arc<MemorySecrets> = Arc::default();
    let engine = Opened::open(folder.path(), ports_with(Arc::clone(&secrets))).await;
    let saved = engine
        .save_broker(draft(mosquitto.port(), "farmer"), password(PASSWORD))
        .await
        .unwrap();
    let id = saved.broker.broker.id;
    assert!(!format!("{:?}", engine.session().await.unwrap()).contains(PASSWORD));
    engine.close().await;
    drop(engine);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(
            !bytes
                .windows(PASSWORD.len())
                .any(|window| window == PASSWORD.as_bytes())
        );
    }
    let engine = Opened::open(folder.path(), ports_with(Arc::clone(&secrets))).await;
    Screen::open(&engine).until_online(&id).await;
    engine.delete_broker(id).await.unwrap();
    assert!(
        secrets.kept.lock().unwrap().is_empty(),
        "deleting a broker deletes its secret"
    );
}

#[tokio::test]
async fn without_a_keyring_nothing_is_saved_unless_the_password_need_not_be_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let broken = Arc::new(MemorySecrets {
        broken: true,
        ..MemorySecrets::default()
    });
    let engine = Opened::open(folder.path(), ports_with(broken)).await;
    let error = engine
        .save_broker(draft(1883, "farmer"), password(PASSWORD))
        .await
        .unwrap_err();
    assert_eq!(
        error,
        AppError::SecretStoreUnavailable {
            message: "locked".into()
        }
    );
    assert!(engine.session().await.unwrap().brokers.is_empty());
    let session = SecretInputs {
        remember: false,
        ..password(PASSWORD)
    };
    engine
        .save_broker(draft(1883, "farmer"), session)
        .await
        .unwrap();
    assert_eq!(engine.session().await.unwrap().brokers.len(), 1);
}
