//! Every check there is, in an order that finds the cheap mistakes first. CI calls this and nothing else.

use std::process::{Command, Stdio};

use anyhow::Result;

use crate::{
    foreign, licences,
    packages::{self, For},
    steps::{Steps, cargo, command, sh, sh_with_report},
    tidy, ui,
};

pub fn run() -> Result<()> {
    let linux = cfg!(target_os = "linux");
    let mut steps = Steps::of(if linux { 15 } else { 12 });
    steps.step("system packages", || {
        packages::ensure(&[For::Build, For::Screen, For::Browser, For::Test])
    })?;
    steps.step(
        "packages of ui/, tests/aedes/ and tests/devices/",
        ui::ensure_with_tests,
    )?;
    steps.step("format of the Rust sources", || {
        sh(cargo().args(["fmt", "--all", "--check"]))
    })?;
    steps.step("tidy", tidy::run)?;
    steps.step("licences", licences::run)?;
    steps.step("lint of ui/", || sh(&mut ui::script("lint")))?;
    steps.step("types of ui/", || sh(&mut ui::script("check")))?;
    steps.tests("tests of ui/", || sh_with_report(&mut ui::script("test")))?;
    // Before any cargo command with custom-protocol: that one embeds ui/dist.
    steps.step("build of ui/", || sh(&mut ui::script("build")))?;
    steps.step("clippy", || {
        sh(cargo()
            .args([
                "clippy",
                "--locked",
                "--workspace",
                "--all-targets",
                "--features",
                "custom-protocol",
            ])
            .args(["--", "-D", "warnings"]))
    })?;
    steps.tests("tests of the crates", crates)?;
    steps.tests("examples in the documentation", || {
        sh_with_report(cargo().args([
            "test",
            "--doc",
            "--locked",
            "--workspace",
            "--features",
            "custom-protocol",
        ]))
    })?;
    if linux {
        steps.tests("tests of the real app and in a browser", app)?;
        steps.step("type-check for Android", || foreign::ANDROID.in_all_tests())?;
        steps.step("type-check for Windows", || foreign::WINDOWS.in_all_tests())?;
    } else {
        println!(
            "The tests of the real app and the checks for Android and Windows run on Linux only."
        );
    }
    steps.summary();
    Ok(())
}

/// Everything but tests/app and tests/browser. nextest where it is installed; it runs tests side by side.
fn crates() -> Result<Vec<String>> {
    let nextest = command("cargo-nextest")
        .args(["nextest", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if nextest {
        return sh_with_report(&mut in_session(
            "cargo nextest run --locked --workspace --features custom-protocol --no-tests=pass -E 'not (binary_id(tilework::app) or binary_id(tilework-web::browser))'",
        ));
    }
    let mut report = sh_with_report(&mut in_session(
        "cargo test --locked --workspace --exclude tilework --exclude tilework-web --all-targets",
    ))?;
    report.extend(sh_with_report(&mut in_session(
        "cargo test --locked --package tilework-web --lib --bins --test program --test refusals --test requests",
    ))?);
    report.extend(sh_with_report(&mut in_session(
        "cargo test --locked --package tilework --lib --bins --features custom-protocol",
    ))?);
    Ok(report)
}

/// Each test here has the whole machine: they measure how fast the app answers.
fn app() -> Result<Vec<String>> {
    // The whole workspace, as for the crates: with fewer packages cargo would choose other features and build all anew.
    sh_with_report(&mut in_session(
        "cargo test --locked --workspace --test app --test browser --features custom-protocol -- --test-threads=1 --nocapture",
    ))
}

/// On Linux a session bus with an unlocked keyring on it, both of its own: the developer's keyring is neither read nor written.
pub fn in_session(line: &str) -> Command {
    if !cfg!(target_os = "linux") {
        let mut words = line.split(' ');
        let mut command = command(words.next().unwrap_or("cargo"));
        command.args(words.map(|word| word.trim_matches('\'')));
        return command;
    }
    let script = format!(
        r#"set -eu
home=$(mktemp -d)
trap 'kill $(cat "$home/pid") 2>/dev/null || true; rm -rf "$home"' EXIT
unset GNOME_KEYRING_CONTROL
printf 'tests' | XDG_RUNTIME_DIR="$home" XDG_DATA_HOME="$home" gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 &
echo $! > "$home/pid"
gdbus wait --session --timeout 20 org.freedesktop.secrets
{line}"#
    );
    let mut command = command("dbus-run-session");
    command.args(["--", "sh", "-c", &script]);
    command
}
