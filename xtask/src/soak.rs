//! The long run that no test has time for: a busy board, watched.

use anyhow::Result;

use crate::{
    packages::{self, For},
    steps::{Steps, sh},
    test::in_session,
    ui,
};

/// Reads memory, descriptors, threads and files each minute; the report is target/soak/report.md.
pub fn run(minutes: &str) -> Result<()> {
    let mut steps = Steps::of(3);
    steps.step("system packages and packages of ui/", || {
        packages::ensure(&[For::Build, For::Screen, For::Test])?;
        ui::ensure()
    })?;
    steps.step("build of ui/", || sh(&mut ui::script("build")))?;
    steps.step(&format!("watch a busy board for {minutes} minutes"), || {
        sh(in_session(
            "cargo test --workspace --test app --features custom-protocol -- --ignored --nocapture soak",
        )
        .env("TILEWORK_SOAK_MINUTES", minutes))
    })
}
