//! All icons from icons/tilework.svg (icons/tilework.json says how Android's layers are made).

use anyhow::Result;

use crate::{
    steps::{Steps, command, root, sh},
    ui,
};

pub fn run() -> Result<()> {
    let mut steps = Steps::of(2);
    steps.step("packages of ui/", ui::ensure)?;
    steps.step("icons", || {
        sh(command(root().join("ui/node_modules/.bin/tauri"))
            .args(["icon", "icons/tilework.json", "--output", "icons"])
            .env("TAURI_FRONTEND_PATH", "ui"))
    })
}
