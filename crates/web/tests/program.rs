//! The program, as xtask starts it.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    reason = "a failed step of a test should panic with its words"
)]

use std::fs;

use tilework_driver::{WebHost, WebOptions};

#[tokio::test]
async fn it_invites_as_often_as_it_is_asked_and_ends_when_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let ui = folder.path().join("ui");
    fs::create_dir_all(&ui).unwrap();
    fs::write(ui.join("index.html"), "<p>").unwrap();
    let options = WebOptions {
        binary: env!("CARGO_BIN_EXE_tilework-web").into(),
        ui,
        data_dir: folder.path().join("data"),
        env: vec![],
    }
    .env("TILEWORK_SECRETS", "memory");
    let mut host = WebHost::start(&options).await.unwrap();
    let (first, second) = (
        host.invitation().await.unwrap(),
        host.invitation().await.unwrap(),
    );
    assert!(first.starts_with("http://127.0.0.1:") && first.contains("/enter/"));
    assert_ne!(first, second);
    host.stop().await.unwrap();
}
