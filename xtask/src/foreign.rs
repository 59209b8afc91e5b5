//! Type-checks the whole Rust side for a system whose tools cannot be had: Debian's compiler with the standard library built from source,
//! and C dependencies compiled by a compiler of Debian's. Nothing is linked, so this proves types and `cfg`s, not behaviour.

use anyhow::Result;

use crate::{
    packages::{self, For},
    steps::{Steps, cargo, root, sh},
    ui,
};

/// A system to check for.
#[derive(Debug)]
pub struct Foreign {
    target: &'static str,
    needs: For,
    /// In a target folder of its own: the compiler differs, so sharing one would rebuild everything each time.
    folder: &'static str,
    /// What of the shell's package is checked.
    parts: &'static [&'static str],
    std: &'static str,
    environment: &'static [(&'static str, &'static str)],
}

/// With an NDK, `tauri android build` is the better check.
pub const ANDROID: Foreign = Foreign {
    target: "aarch64-linux-android",
    needs: For::AndroidCheck,
    folder: "target/android",
    parts: &["--lib"],
    std: "-Zbuild-std=std,panic_abort",
    environment: &[
        ("CC_aarch64_linux_android", "clang"),
        ("AR_aarch64_linux_android", "llvm-ar"),
        (
            "CFLAGS_aarch64_linux_android",
            "--target=aarch64-linux-android24 -nostdlibinc -isystem /usr/include/x86_64-linux-musl",
        ),
    ],
};

/// With mingw's compiler and headers; releases are built with Microsoft's.
pub const WINDOWS: Foreign = Foreign {
    target: "x86_64-pc-windows-gnu",
    needs: For::WindowsCheck,
    folder: "target/windows",
    parts: &["--lib", "--bins"],
    std: "-Zbuild-std=std,panic_unwind",
    environment: &[
        ("CC_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-gcc-posix"),
        ("CXX_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-g++-posix"),
        ("AR_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-ar"),
    ],
};

impl Foreign {
    /// The whole of it, for a person who asks for this check alone.
    pub fn run(&self) -> Result<()> {
        let mut steps = Steps::of(3);
        steps.step("system packages", || {
            packages::ensure(&[For::Build, self.needs])
        })?;
        steps.step("ui/dist, which the app embeds", || {
            if root().join("ui/dist/index.html").exists() {
                return Ok(());
            }
            ui::ensure()?;
            sh(&mut ui::script("build"))
        })?;
        let name = format!(
            "type-check for {}, standard library included (some minutes the first time)",
            self.target
        );
        steps.step(&name, || self.check())?;
        println!(
            "The Rust side type-checks for {}. Not linked, not run.",
            self.target
        );
        Ok(())
    }

    /// As a part of all tests: installs what it needs, or says that this system does not offer it.
    pub fn in_all_tests(&self) -> Result<()> {
        if !packages::offered("rustc-web") {
            println!(
                "      skipped: this system does not offer the package rustc-web (Debian does)"
            );
            return Ok(());
        }
        packages::ensure(&[self.needs])?;
        self.check()
    }

    fn check(&self) -> Result<()> {
        sh(cargo()
            .arg("check")
            .args(self.parts)
            .args(["--package", "tilework", "--target", self.target, self.std])
            .args(["--target-dir", self.folder])
            .env_remove("RUSTUP_TOOLCHAIN")
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTC_BOOTSTRAP", "1")
            .envs(self.environment.iter().copied()))
    }
}
