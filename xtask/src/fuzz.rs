//! Bytes that libFuzzer makes up, for everything that takes bytes from strangers. What breaks a rule ends this and lies in fuzz/artifacts;
//! once mended, it belongs into fuzz/corpus, which `cargo xtask test` replays.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Result, bail};

use crate::{
    packages::{self, For},
    steps::{Steps, cargo, root, sh},
};

/// Bytes of one input: longer ones are slow, and teach nothing that the tests of limits do not.
const LONGEST: &str = "-max_len=4096";
const MEBIBYTES: &str = "-rss_limit_mb=1024";
const SECONDS: &str = "-timeout=20";

/// Each target for so many minutes; `only`: that one.
pub fn run(minutes: &str, only: Option<&str>) -> Result<()> {
    let seconds = 60 * minutes.parse::<u64>()?;
    let all = targets()?;
    let chosen: Vec<&String> = all
        .iter()
        .filter(|target| only.is_none_or(|only| only == target.as_str()))
        .collect();
    if chosen.is_empty() {
        bail!("no such target; there are {}", all.join(", "));
    }
    let mut steps = Steps::of(chosen.len() + 2);
    steps.step("system packages and cargo-fuzz", || {
        packages::ensure(&[For::Build])?;
        install()
    })?;
    steps.step("build, some minutes the first time", || {
        sh(fuzz("build").arg("--sanitizer=none"))
    })?;
    for target in chosen {
        // What it learns in this run and the next; what is committed is read only.
        let learned = format!("target/fuzz/{target}");
        fs::create_dir_all(root().join(&learned))?;
        steps.step(target, || {
            sh(fuzz("run")
                .args(["--sanitizer=none", target, &learned])
                .arg(format!("fuzz/corpus/{target}"))
                .args(["--", LONGEST, MEBIBYTES, SECONDS, "-print_final_stats=1"])
                .arg(format!("-max_total_time={seconds}")))
        })?;
    }
    steps.summary();
    Ok(())
}

/// One file of the folder for each.
fn targets() -> Result<Vec<String>> {
    let mut targets = vec![];
    for file in fs::read_dir(root().join("fuzz/fuzz_targets"))? {
        let path = file?.path();
        targets.extend(path.file_stem().map(|it| it.to_string_lossy().into_owned()));
    }
    targets.sort();
    Ok(targets)
}

fn tool() -> PathBuf {
    root().join("target/tools")
}

fn install() -> Result<()> {
    if tool().join("bin/cargo-fuzz").exists() {
        return Ok(());
    }
    sh(cargo()
        .args(["install", "cargo-fuzz", "--locked", "--root"])
        .arg(tool()))
}

/// The compiler's own instrumentation, with the toolchain that builds the product: only nightly ones have it without asking.
fn fuzz(what: &str) -> Command {
    let mut fuzz = crate::steps::command(tool().join("bin/cargo-fuzz"));
    fuzz.args(["fuzz", what]).env("RUSTC_BOOTSTRAP", "1");
    fuzz
}
