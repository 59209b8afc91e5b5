//! The web host as a program: `tilework-web --ui ui/dist [--port 5180]`, with the environment variables of the app. It prints an address that
//! lets one browser in; for each line on its standard input it prints another.

#![allow(
    clippy::print_stdout,
    reason = "a program for a terminal talks on its standard output"
)]

use std::{path::PathBuf, process::ExitCode, sync::Arc, time::Duration};

use tilework_engine::{Engine, Ports};
use tilework_host::{DemoInProcess, Environment, PreferenceFile, SaveFolder};
use tilework_web::{Files, Web};
use tokio::io::{AsyncBufReadExt as _, BufReader};

/// How long brokers may take to hear that we leave.
const CLOSING: Duration = Duration::from_secs(3);

struct Wanted {
    ui: PathBuf,
    port: u16,
}

fn main() -> ExitCode {
    tilework_host::log::start(&[]);
    // Developers want theirs.
    if cfg!(not(debug_assertions)) {
        tilework_host::core_dumps::refuse();
    }
    let ended = wanted(std::env::args().skip(1)).and_then(|wanted| {
        let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
        let ended = runtime.block_on(run(wanted));
        // A read of the standard input cannot be taken back: the runtime would wait for one more line.
        runtime.shutdown_background();
        ended
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("tilework-web: {message}");
            ExitCode::FAILURE
        }
    }
}

fn wanted(mut args: impl Iterator<Item = String>) -> Result<Wanted, String> {
    let (mut ui, mut port) = (None, 0);
    while let Some(name) = args.next() {
        let value = args.next().ok_or(format!("{name} wants a value"))?;
        match name.as_str() {
            "--ui" => ui = Some(PathBuf::from(value)),
            "--port" => port = value.parse().map_err(|_| format!("no port: {value}"))?,
            _ => return Err(format!("what is {name}?")),
        }
    }
    let ui = ui.ok_or("--ui is missing: the folder of the built UI")?;
    Ok(Wanted { ui, port })
}

async fn run(wanted: Wanted) -> Result<(), String> {
    let files = Files::read(&wanted.ui)
        .map_err(|error| format!("no UI in {}: {error}", wanted.ui.display()))?;
    let environment = Environment::read();
    // Never the app's own folder by accident: two engines must not share one.
    let data_dir = environment
        .data_dir
        .clone()
        .ok_or("TILEWORK_DATA_DIR is missing: where everything is stored")?;
    std::fs::create_dir_all(&data_dir).map_err(|error| error.to_string())?;
    let exports = environment.export_dir.clone();
    let ports = Ports {
        secrets: environment.secrets(),
        preferences: Arc::new(PreferenceFile::in_folder(&data_dir)),
        demo: Arc::new(DemoInProcess::default()),
        whereabouts: Arc::new(tilework_host::Gateway),
        save_place: Arc::new(SaveFolder(
            exports.unwrap_or_else(|| data_dir.join("exports")),
        )),
    };
    let engine = Engine::open(&data_dir, ports)
        .await
        .map_err(|error| error.to_string())?;
    if environment.demo {
        engine.start_demo_if_new().await;
    }
    let web = Web::start(engine.clone(), files, wanted.port)
        .await
        .map_err(|error| format!("port {}: {error}", wanted.port))?;
    println!("{}", web.invite().expose());
    tokio::select! {
        () = invite_on_lines(&web) => {}
        ended = ended() => ended.map_err(|error| error.to_string())?,
    }
    web.stop().await;
    if tokio::time::timeout(CLOSING, engine.close()).await.is_err() {
        tracing::warn!("a connection did not close in time");
    }
    Ok(())
}

/// Never ends: without a standard input there is one browser.
async fn invite_on_lines(web: &Web) {
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Ok(Some(_)) = lines.next_line().await {
        println!("{}", web.invite().expose());
    }
    std::future::pending::<()>().await;
}

/// The terminal or the system asks us to end.
#[cfg(unix)]
async fn ended() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        ended = tokio::signal::ctrl_c() => ended,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn ended() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
