//! Type-checks the whole Rust side for Android where no SDK or NDK can be had: Debian's compiler with the standard library built from
//! source, and C dependencies compiled with clang against musl's headers. Nothing is linked, so this proves types and `cfg`s, not
//! behaviour. With an NDK, `tauri android build` is the better check.

use anyhow::Result;

use crate::{
    packages::{self, For},
    steps::{Steps, cargo, root, sh},
    ui,
};

const TARGET: &str = "aarch64-linux-android";

pub fn run() -> Result<()> {
    let mut steps = Steps::of(3);
    steps.step("system packages", || {
        packages::ensure(&[For::Build, For::AndroidCheck])
    })?;
    steps.step("ui/dist, which the app embeds", || {
        if root().join("ui/dist/index.html").exists() {
            return Ok(());
        }
        ui::ensure()?;
        sh(&mut ui::script("build"))
    })?;
    steps.step(
        &format!(
            "type-check for {TARGET}, standard library included (some minutes the first time)"
        ),
        check,
    )?;
    println!("The Rust side type-checks for {TARGET}. Not linked, not run.");
    Ok(())
}

/// In a target folder of its own: the compiler differs, so sharing one would rebuild everything each time.
pub fn check() -> Result<()> {
    sh(cargo()
        .args([
            "check",
            "--lib",
            "--package",
            "tilework",
            "--target",
            TARGET,
            "-Zbuild-std=std,panic_abort",
        ])
        .args(["--target-dir", "target/android"])
        .env_remove("RUSTUP_TOOLCHAIN")
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CC_aarch64_linux_android", "clang")
        .env("AR_aarch64_linux_android", "llvm-ar")
        .env(
            "CFLAGS_aarch64_linux_android",
            "--target=aarch64-linux-android24 -nostdlibinc -isystem /usr/include/x86_64-linux-musl",
        ))
}
