//! Where the secrets of a broker are, and where they are not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use std::sync::Arc;

use common::*;
use tilework_core::{
    broker::{BrokerDraft, Protocol, SecretKind, UserProperty},
    problem::{Fault, Problem},
    secret::Secret,
};
use tilework_engine::api::*;
use tilework_mosquitto::{Mosquitto, Options};
use tokio::io::AsyncReadExt as _;

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

const TOKEN: &str = "A1E-s3cret-t0ken-of-an-account";

/// What files, events and the session of an engine hold of a text.
async fn check_nowhere(app: &App, text: &str) {
    let session = app.engine.session().await.unwrap();
    let shown = serde_json::to_string(&session).unwrap() + &format!("{session:?}");
    assert!(!shown.contains(text));
    for file in std::fs::read_dir(app.folder()).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        let found = bytes.windows(text.len()).any(|it| it == text.as_bytes());
        assert!(!found, "{path:?}");
    }
}

/// MQTT 3.1.1: [MQTT-3.1.2-22].
#[tokio::test]
async fn a_password_without_a_user_name_is_a_problem_of_the_form_and_is_not_kept() {
    let app = App::start().await;
    let refused = app.engine.save_broker(draft(1, ""), password(PASSWORD));
    let Err(AppError::InvalidInput { problems }) = refused.await else {
        panic!("it was saved")
    };
    assert_eq!(problems, [Problem::new("username", Fault::Required)]);
    assert!(app.secrets.kept.lock().unwrap().is_empty());
    assert!(app.engine.session().await.unwrap().brokers.is_empty());
}

/// MQTT 5 §3.1.2.9.
#[tokio::test]
async fn in_mqtt_5_a_password_alone_goes_to_the_broker() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let app = App::start().await;
    let mut form = draft(listener.local_addr().unwrap().port(), "");
    form.protocol = Protocol::V5;
    app.engine
        .save_broker(form, password(PASSWORD))
        .await
        .unwrap();
    let (mut socket, _) = listener.accept().await.unwrap();
    let mut heard = Vec::new();
    while !heard.ends_with(PASSWORD.as_bytes()) {
        assert_ne!(socket.read_buf(&mut heard).await.unwrap(), 0, "{heard:?}");
    }
    // The flags behind "MQTT" and the version: a password, no user name.
    let flags = heard[2..].iter().position(|byte| *byte == 5).unwrap() + 3;
    assert_eq!(heard[flags] & 0b1100_0000, 0b0100_0000, "{heard:?}");
}

#[tokio::test]
async fn a_user_name_that_is_a_token_is_kept_like_a_password() {
    let login = Some((TOKEN.to_owned(), PASSWORD.to_owned()));
    let mosquitto = Mosquitto::start(Options {
        login,
        ..Options::default()
    })
    .await;
    let token = |remember| SecretInputs {
        username: SecretInput::Set {
            secret: Secret::new(TOKEN.into()),
        },
        remember,
        ..password(PASSWORD)
    };
    let mut app = App::start().await;
    // A user name that was plain first, so that there is a revision that said it.
    let id = app
        .connect(draft(mosquitto.port(), TOKEN), password(PASSWORD))
        .await;
    let form = || BrokerDraft {
        id: Some(id.clone()),
        ..draft(mosquitto.port(), "")
    };
    let saved = app.engine.save_broker(form(), token(true)).await.unwrap();
    assert_eq!(saved.broker.broker.username, "");
    assert!(!format!("{saved:?}").contains(TOKEN));
    check_nowhere(&app, TOKEN).await;
    assert_eq!(app.secrets.kept.lock().unwrap().len(), 2);

    let copy = app.engine.duplicate_broker(id.clone(), "Copy".into());
    let copy = copy.await.unwrap().broker.id;
    assert_eq!(app.secrets.kept.lock().unwrap().len(), 4);
    app.engine.delete_broker(copy).await.unwrap();
    assert_eq!(app.secrets.kept.lock().unwrap().len(), 2);

    let mut app = app.close().await.open().await;
    app.screen.until_online(&id).await;
    app.engine.save_broker(form(), untouched()).await.unwrap();
    app.screen.until_online(&id).await;
    let plain = BrokerDraft {
        username: "farmer".into(),
        ..form()
    };
    let saved = app.engine.save_broker(plain, untouched()).await.unwrap();
    let kinds: Vec<_> = saved.broker.broker.secrets.into_keys().collect();
    assert_eq!(kinds, [SecretKind::Password]);
    assert_eq!(app.secrets.kept.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn values_of_user_properties_go_to_the_broker_and_into_no_file() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let app = App::start().await;
    let mut form = draft(listener.local_addr().unwrap().port(), "");
    form.protocol = Protocol::V5;
    form.user_properties = vec![UserProperty {
        name: "token".into(),
        value: TOKEN.into(),
    }];
    let saved = app.engine.save_broker(form, untouched()).await.unwrap();
    assert_eq!(saved.broker.broker.user_properties[0].value, "");
    check_nowhere(&app, TOKEN).await;
    let app = app.close().await.open().await;
    // The first connection was that of before.
    for _ in 0..2 {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut heard = Vec::new();
        while !heard.windows(TOKEN.len()).any(|it| it == TOKEN.as_bytes()) {
            assert_ne!(socket.read_buf(&mut heard).await.unwrap(), 0, "{heard:?}");
        }
    }
    drop(app);
}
