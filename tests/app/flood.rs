//! A flood: the screen goes on answering, memory stays bounded, and every tile ends with its last value.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use rumqttc::{AsyncClient, Event, MqttOptions, Outgoing, QoS};
use serde_json::Value;
use tilework_driver::{App, DESKTOP};
use tokio::task::JoinHandle;

use crate::rig::{PASSWORD, USER, add_broker, mosquitto, options};

const TOPICS: usize = 1_000;
const MESSAGES: usize = 200_000;
const SPAN: Duration = Duration::from_secs(5);
/// Samples of 1,000 series and the bounded buffers.
const APP_GROWTH_KIB: u64 = 150 * 1_024;
/// Its garbage is collected when it likes; a queue of all batches or charts would not fit.
const WEB_VIEW_GROWTH_KIB: u64 = 600 * 1_024;
/// Of equally many messages.
const PARTS: usize = 2;
/// So often in each of them the page's own thread gets to do something, however busy the machine: a frozen one never does.
const LEAST_PULSES: usize = 5;

/// Notes when the page's own thread got to do something, and the longest time that it did not.
const PULSE: &str = r"
    window.__longest = 0;
    window.__pulses = [];
    let last = performance.now();
    setInterval(() => {
        const now = performance.now();
        window.__longest = Math.max(window.__longest, now - last);
        window.__pulses.push(Date.now());
        last = now;
    }, 20);
";

/// Twenty dashboards of 50 tiles on 1,000 topics, through the same requests that the editor uses.
const TILES: &str = r"
    window.__tiles = 0;
    const invoke = (name, args) => window.__TAURI_INTERNALS__.invoke('plugin:tilework|' + name, args);
    (async () => {
        const broker = (await invoke('session')).brokers[0].id;
        for (let board = 0; board < 20; board++) {
            const dashboard = (await invoke('create_dashboard', { name: 'Board ' + board })).dashboard.id;
            for (let n = board * 50; n < board * 50 + 50; n++) {
                const binding = { broker, topic: 'flood/' + n, template: null, decode: { as: 'number' }, unit: null };
                const draft = { kind: 'value', title: 'Tile ' + n, icon: null, size: { width: 2, height: 2 }, bindings: { value: binding } };
                await invoke('edit_dashboard', { dashboard, edit: { edit: 'addTile', draft } });
                window.__tiles++;
            }
        }
    })();
";
/// What all bindings say, asked as a page does that begins: topic number → last value, in `window.__last`.
const READ_ALL: &str = r"
    window.__last = {};
    const internals = window.__TAURI_INTERNALS__;
    const invoke = (name, args) => internals.invoke('plugin:tilework|' + name, args);
    (async () => {
        const titles = {};
        for (const { dashboard } of (await invoke('session')).dashboards)
            for (const tile of dashboard.tiles) titles[tile.id + '/value'] = tile.title;
        // What came last may still be on its way: asked again until the test has seen enough.
        while (!window.__read) {
            await invoke('watch', { bindings: Object.keys(titles) });
            // Answered empty when the page itself asks at the same time.
            const { events } = await invoke('next_events', { after: 0 });
            for (const { topic, news } of events)
                if (topic === 'readings') for (const it of news) window.__last[titles[it.binding]] = it.value?.value;
            await new Promise(requestAnimationFrame);
        }
    })();
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_thousand_messages_on_a_thousand_topics() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let broker = mosquitto().await;
    let app = App::start(options(&folder, DESKTOP).env("TILEWORK_LOG", "warn")).await?;
    add_broker(&app, "Farm", broker.port()).await?;
    app.script(TILES).await?;
    app.wait_for("a thousand tiles", Duration::from_secs(180), async || {
        Ok(app.script("return window.__tiles").await? == TOPICS)
    })
    .await?;
    // The UI learns of dashboards that it did not make when it starts.
    app.client().refresh().await?;
    app.click("tab", "Board 0").await?;
    app.find("group", "Tile 0").await?;
    let before = app.memory_kib()?;

    app.script(PULSE).await?;
    let flood = flood(broker.port());
    let mut answers = 0;
    let mut slowest = Duration::ZERO;
    while !flood.is_finished() {
        let asked = Instant::now();
        app.click(
            "button",
            if answers % 2 == 0 {
                "Edit dashboard"
            } else {
                "Done"
            },
        )
        .await?;
        slowest = slowest.max(asked.elapsed());
        answers += 1;
    }
    let parts = flood.await??;
    let took = parts[PARTS] - parts[0];
    eprintln!(
        "{MESSAGES} messages in {took:.0} ms; {answers} presses answered meanwhile, the slowest in {slowest:?}"
    );
    let longest = app.script("return window.__longest").await?;
    let pulses = app.script("return window.__pulses").await?;
    let pulses: Vec<f64> = serde_json::from_value(pulses)?;
    let in_each: Vec<usize> = parts
        .windows(2)
        .map(|part| {
            pulses
                .iter()
                .filter(|at| (part[0]..=part[1]).contains(at))
                .count()
        })
        .collect();
    eprintln!("the longest standstill of the page: {longest} ms; pulses in each part: {in_each:?}");
    assert!(
        in_each.iter().all(|count| *count >= LEAST_PULSES),
        "the page stood still: {in_each:?}"
    );
    assert!(answers > 0, "the screen answered no press during the flood");

    app.script(READ_ALL).await?;
    let last = |n: usize| (MESSAGES - TOPICS + n) as u64;
    app.wait_for(
        "the last value of every tile",
        Duration::from_secs(60),
        async || {
            let shown = app.script("return window.__last").await?;
            Ok((0..TOPICS).all(|n| {
                shown.get(format!("Tile {n}")).and_then(Value::as_f64) == Some(last(n) as f64)
            }))
        },
    )
    .await?;
    app.script("window.__read = true").await?;
    if answers % 2 == 1 {
        app.click("button", "Done").await?;
    }
    let shown = app
        .find("group", "Tile 0")
        .await?
        .text()
        .await?
        .replace([',', '.', '\u{202f}', '\u{a0}'], "");
    assert!(
        shown.contains(&last(0).to_string()),
        "the tile shows {shown:?}"
    );

    let after = app.memory_kib()?;
    eprintln!("memory in KiB, app and web view: {before:?} before, {after:?} after");
    assert!(after.0 < before.0 + APP_GROWTH_KIB, "the app grew");
    assert!(
        after.1 < before.1 + WEB_VIEW_GROWTH_KIB,
        "the web view grew"
    );
    app.stop().await
}

/// In milliseconds since 1970, as the page tells the time.
fn now() -> Result<f64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64() * 1_000.0)
}

/// Publishes evenly over the span, in the order of the topics; the payload counts up. When each part began, and when the last ended.
fn flood(port: u16) -> JoinHandle<Result<Vec<f64>>> {
    tokio::spawn(async move {
        let mut options = MqttOptions::new("flood", "127.0.0.1", port);
        options.set_credentials(USER, PASSWORD);
        let (client, mut events) = AsyncClient::new(options, 1_000);
        let sender = tokio::spawn(async move {
            let mut parts = Vec::new();
            let mut pace = tokio::time::interval(SPAN / (MESSAGES / TOPICS) as u32);
            for n in 0..MESSAGES {
                if n % TOPICS == 0 {
                    pace.tick().await;
                }
                if n % (MESSAGES / PARTS) == 0 {
                    parts.push(now()?);
                }
                client
                    .publish(
                        format!("flood/{}", n % TOPICS),
                        QoS::AtMostOnce,
                        false,
                        n.to_string(),
                    )
                    .await?;
            }
            client.disconnect().await?;
            parts.push(now()?);
            Ok(parts)
        });
        while !matches!(events.poll().await?, Event::Outgoing(Outgoing::Disconnect)) {}
        sender.await?
    })
}
