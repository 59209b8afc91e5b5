//! A board that is watched for a long time: sixty tiles in view, two thousand messages a second, the broker gone now and then. Memory,
//! descriptors, threads and files are read each minute, and their trends are reported. Not part of `cargo xtask test`: `cargo xtask soak`.

use std::{fmt::Write as _, fs, time::Duration};

use anyhow::Result;
use rumqttc::{AsyncClient, Event, MqttOptions, Outgoing, QoS};
use tilework_driver::{Alone, App, DESKTOP};
use tokio::{
    task::JoinHandle,
    time::{Instant, interval},
};

use crate::rig::{PASSWORD, USER, add_broker, mosquitto, options};

const TILES: usize = 60;
const PER_SECOND: usize = 2_000;
/// Every so many minutes the broker is started anew.
const RESTART: u64 = 7;
/// Bytes that sixty series of so many samples fill at least.
const LEAST_A_MINUTE: u64 = 100_000;

/// Sixty tiles on one dashboard, through the same requests that the editor uses.
const BOARD: &str = r"
    window.__tiles = 0;
    const invoke = (name, args) => window.__TAURI_INTERNALS__.invoke('plugin:tilework|' + name, args);
    (async () => {
        const broker = (await invoke('session')).brokers[0].id;
        const dashboard = (await invoke('create_dashboard', { name: 'Soak' })).dashboard.id;
        for (let n = 0; n < 60; n++) {
            const binding = { broker, topic: 'soak/' + n, template: null, decode: { as: 'number' }, unit: null };
            const kind = ['value', 'gauge', 'value', 'progress'][n % 4];
            const draft = { kind, title: 'Tile ' + n, icon: null, size: { width: 2, height: 2 }, bindings: { value: binding } };
            await invoke('edit_dashboard', { dashboard, edit: { edit: 'addTile', draft } });
            window.__tiles++;
        }
    })();
";

/// What is read of the app each minute.
struct Reading {
    minute: f64,
    app: u64,
    web_view: u64,
    descriptors: usize,
    threads: usize,
    files: u64,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes half an hour: cargo xtask soak"]
async fn a_board_that_is_watched_for_half_an_hour_stays_as_it_is() -> Result<()> {
    let minutes: u64 = std::env::var("TILEWORK_SOAK_MINUTES").map_or(Ok(30), |it| it.parse())?;
    let folder = tempfile::tempdir()?;
    let mut broker = mosquitto().await;
    // Of the session's keyring: the password is there again at the second start.
    let options = options(&folder, DESKTOP)
        .env("TILEWORK_LOG", "warn")
        .env("TILEWORK_SECRETS", "");
    let app = App::start(options.clone()).await?;
    add_broker(&app, "Farm", broker.port()).await?;
    app.script(BOARD).await?;
    app.wait_for("sixty tiles", Duration::from_secs(60), async || {
        Ok(app.script("return window.__tiles").await? == TILES)
    })
    .await?;
    // The UI learns of a dashboard that it did not make when it starts.
    app.client().refresh().await?;
    app.click("tab", "Soak").await?;
    app.find("group", "Tile 0").await?;
    app.stop().await?;

    // What drives a page keeps each answer that the page gets: measured is the app alone, which opens the dashboard it had.
    let app = Alone::start(&options).await?;
    let flood = publish(broker.port());
    let begun = Instant::now();
    let mut readings = Vec::new();
    let mut pace = interval(Duration::from_secs(60));
    for minute in 0..=minutes {
        pace.tick().await;
        let reading = read(&app, folder.path(), begun)?;
        eprintln!("{}", line(&reading));
        readings.push(reading);
        if minute > 0 && minute % RESTART == 0 {
            broker.stop().await;
            broker.resume().await;
        }
    }
    flood.abort();
    let text = report(&readings);
    fs::write(folder_of_reports()?.join("report.md"), &text)?;
    eprintln!("\n{text}");
    let recorded = readings.last().map_or(0, |it| it.files);
    let before = readings.first().map_or(0, |it| it.files);
    assert!(
        recorded > before + minutes * LEAST_A_MINUTE,
        "the board was not busy: {before} bytes became {recorded}"
    );
    Ok(())
}

fn folder_of_reports() -> Result<std::path::PathBuf> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/soak");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn read(app: &Alone, folder: &std::path::Path, begun: Instant) -> Result<Reading> {
    let pid = app.pid()?;
    let (own, web_view) = app.memory_kib()?;
    let count = |what: &str| fs::read_dir(format!("/proc/{pid}/{what}")).map_or(0, Iterator::count);
    let files = fs::read_dir(folder.join("data"))?
        .filter_map(|entry| entry.ok()?.metadata().ok())
        .filter(fs::Metadata::is_file);
    Ok(Reading {
        minute: begun.elapsed().as_secs_f64() / 60.0,
        app: own,
        web_view,
        descriptors: count("fd"),
        threads: count("task"),
        files: files.map(|it| it.len()).sum(),
    })
}

fn line(it: &Reading) -> String {
    format!(
        "| {:.1} | {:.1} | {:.1} | {} | {} | {:.1} |",
        it.minute,
        it.app as f64 / 1_024.0,
        it.web_view as f64 / 1_024.0,
        it.descriptors,
        it.threads,
        it.files as f64 / 1e6
    )
}

/// The readings, and how much each grows an hour from the tenth minute on (from the middle of a shorter run).
fn report(readings: &[Reading]) -> String {
    let mut text = String::from(
        "| minute | app, MiB | web view, MiB | descriptors | threads | data, MB |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for reading in readings {
        text.push_str(&line(reading));
        text.push('\n');
    }
    let end = readings.last().map_or(0.0, |it| it.minute);
    let from = if end > 20.0 { 10.0 } else { end / 2.0 };
    let late: Vec<_> = readings.iter().filter(|it| it.minute >= from).collect();
    let trend = |of: fn(&Reading) -> f64| {
        slope(
            &late
                .iter()
                .map(|it| (it.minute, of(it)))
                .collect::<Vec<_>>(),
        ) * 60.0
    };
    let _ = write!(
        text,
        "\nFrom minute {from:.0} on, an hour: app {:+.1} MiB, web view {:+.1} MiB, descriptors {:+.1}, threads {:+.1}, data {:+.1} MB.\n",
        trend(|it| it.app as f64 / 1_024.0),
        trend(|it| it.web_view as f64 / 1_024.0),
        trend(|it| it.descriptors as f64),
        trend(|it| it.threads as f64),
        trend(|it| it.files as f64 / 1e6),
    );
    text
}

/// Of the line that is nearest to the points, by least squares.
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len().max(1) as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|it| it.0), mean(|it| it.1));
    let over: f64 = points.iter().map(|it| (it.0 - x) * (it.1 - y)).sum();
    let under: f64 = points.iter().map(|it| (it.0 - x).powi(2)).sum();
    if under > 0.0 { over / under } else { 0.0 }
}

#[test]
fn a_trend_is_the_slope_of_the_nearest_line() {
    let points: Vec<_> = (0..10)
        .map(|n| (f64::from(n), 5.0 + 2.0 * f64::from(n)))
        .collect();
    assert!((slope(&points) - 2.0).abs() < 1e-9);
    assert!(slope(&[(1.0, 7.0)]).abs() < 1e-9);
}

/// Publishes until it is aborted, and again after the broker was gone.
fn publish(port: u16) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut again = interval(Duration::from_secs(1));
        loop {
            again.tick().await;
            // The broker is gone for a moment.
            let _ = publish_once(port).await;
        }
    })
}

async fn publish_once(port: u16) -> Result<()> {
    let mut options = MqttOptions::new("soak", "127.0.0.1", port);
    options.set_credentials(USER, PASSWORD);
    let (client, mut events) = AsyncClient::new(options, 1_000);
    let sender = tokio::spawn(async move {
        let piece = PER_SECOND / 20;
        let mut pace = interval(Duration::from_millis(50));
        let mut n = 0;
        loop {
            pace.tick().await;
            for _ in 0..piece {
                let value = 20.0 + (n as f64 / 700.0).sin() * 5.0;
                let topic = format!("soak/{}", n % TILES);
                let payload = format!("{value:.3}");
                client
                    .publish(topic, QoS::AtMostOnce, false, payload)
                    .await?;
                n += 1;
            }
        }
        #[allow(unreachable_code, reason = "says of which kind the errors are")]
        anyhow::Ok(())
    });
    let ended = loop {
        match events.poll().await {
            Ok(Event::Outgoing(Outgoing::Disconnect)) => break Ok(()),
            Ok(_) => {}
            Err(error) => break Err(error.into()),
        }
    };
    sender.abort();
    ended
}
