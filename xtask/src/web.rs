//! The screens in a browser, with the real engine behind them.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::Stdio,
};

use anyhow::{Context, Result, bail};

use crate::{
    packages::{self, For},
    run::{Start, has_screen},
    steps::{Steps, built, cargo, command, root, sh},
    ui,
};

/// What is stored between two runs, apart from the app's own data.
const DATA: &str = "target/web";

pub fn run(start: Start) -> Result<()> {
    let mut steps = Steps::of(4);
    build(&mut steps, &[For::Build])?;
    steps.step("serve", || serve(start))
}

/// The first three steps: packages, ui/dist, the web host.
pub fn build(steps: &mut Steps, needs: &[For]) -> Result<()> {
    steps.step("system packages and packages of ui/", || {
        packages::ensure(needs)?;
        ui::ensure()
    })?;
    steps.step("build the screens", || sh(&mut ui::script("build")))?;
    // With the features of the whole workspace, as the tests: else cargo would build the same crates twice.
    steps.step("build the web host (some minutes the first time)", || {
        sh(cargo().args(["build", "--locked", "--workspace", "--bin", "tilework-web"]))
    })
}

pub fn binary() -> PathBuf {
    built("tilework-web")
}

/// Until it is ended in the terminal.
fn serve(start: Start) -> Result<()> {
    let data = root().join(DATA);
    fs::create_dir_all(&data)?;
    let mut host = command(binary());
    host.args(["--ui", "ui/dist"]).stdout(Stdio::piped());
    if std::env::var_os("TILEWORK_DATA_DIR").is_none() {
        host.env("TILEWORK_DATA_DIR", &data);
    }
    if start == Start::Demo {
        host.env("TILEWORK_DEMO", "1");
    }
    let mut host = host.spawn().context("the web host does not start")?;
    let said = host.stdout.take().context("the web host says nothing")?;
    let mut addresses = BufReader::new(said).lines();
    if let Some(first) = addresses.next().transpose()? {
        println!("\n      {first}\n");
        println!(
            "      It lets one browser in, once; press Enter for another address, Ctrl+C to end."
        );
        if has_screen() {
            open(&first);
        }
    }
    for address in addresses {
        println!("      {}", address?);
    }
    let status = host.wait()?;
    if !status.success() {
        bail!("the web host ended with {status}");
    }
    Ok(())
}

/// Where there is no browser to be opened, the address is on the screen.
fn open(address: &str) {
    let mut opener = if cfg!(target_os = "macos") {
        command("open")
    } else if cfg!(windows) {
        let mut explorer = command("rundll32");
        explorer.arg("url.dll,FileProtocolHandler");
        explorer
    } else {
        command("xdg-open")
    };
    let opened = opener
        .arg(address)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    drop(opened);
}
