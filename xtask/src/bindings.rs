//! Writes what one side tells the other: ui/src/lib/bindings/ from engine::api and the presets, and crates/core/src/kind/kinds.json from the
//! folders of ui/src/tiles/kinds. The same tests compare them when the variable is not set, and no formatter touches them, so that nothing
//! ever disagrees about them.

use anyhow::Result;

use crate::{
    steps::{cargo, sh},
    ui,
};

const WRITE: (&str, &str) = ("TILEWORK_WRITE_BINDINGS", "1");

pub fn run() -> Result<()> {
    ui::ensure()?;
    sh(ui::script("test")
        .args(["--", "src/tiles/manifest.test.ts"])
        .env(WRITE.0, WRITE.1))?;
    println!("crates/core/src/kind/kinds.json is written");
    sh(cargo()
        .args([
            "test",
            "--locked",
            "--quiet",
            "--package",
            "tilework-engine",
            "--lib",
            "bindings",
        ])
        .env(WRITE.0, WRITE.1))?;
    println!("ui/src/lib/bindings is written");
    Ok(())
}
