//! Writes ui/src/lib/bindings/api.ts from engine::api. The same test compares it when the variable is not set, and prettier leaves
//! the folder alone, so that the two never disagree about it.

use anyhow::Result;

use crate::steps::{cargo, sh};

pub fn run() -> Result<()> {
    sh(cargo()
        .args([
            "test",
            "--quiet",
            "--package",
            "tilework-engine",
            "--lib",
            "bindings",
        ])
        .env("TILEWORK_WRITE_BINDINGS", "1"))?;
    println!("ui/src/lib/bindings/api.ts is written");
    Ok(())
}
