//! A dashboard of charts over a month of history: for tests of the history, and for pictures.

use std::path::Path;

use anyhow::Result;
use serde_json::json;
use tilework_history::{History, Kind, Options, Sample};

use crate::Page;

/// The topics of the tiles, each with what its device says at the end of [`fill`].
pub const TOPICS: [(&str, &str); 6] = [
    ("farm/air", "21.50"),
    ("farm/soil", "38.2"),
    ("farm/pump", "OFF"),
    ("farm/water", "3120.5"),
    ("farm/mode", "auto"),
    ("farm/wind", "3.4"),
];

const DAY: i64 = 86_400_000;
const DAYS: i64 = 30;
/// Samples of a topic are so far apart.
const APART: i64 = 60_000;

/// Adds the tiles to the dashboard of this name, through the same commands that the editor uses. The page must be loaded anew after it.
///
/// # Errors
/// The app refuses a tile, or there is no such dashboard.
pub async fn add_tiles(page: &Page, dashboard: &str) -> Result<()> {
    let on_off = json!({"as": "onOff", "on": "ON", "off": "OFF"});
    let number = json!({"as": "number"});
    let auto = json!({"as": "auto"});
    let binding = |topic: &str, decode: &serde_json::Value, unit: Option<&str>| json!({"topic": topic, "template": null, "decode": decode, "unit": unit});
    let size = |width: u8, height: u8| json!({"width": width, "height": height});
    let tiles = json!([
        {
            "kind": "chart", "title": "Climate", "icon": "thermometer", "accent": "coral", "size": size(4, 6),
            "bindings": {"series1": binding("farm/air", &number, Some("°C")), "series2": binding("farm/soil", &number, Some("%"))},
            "options": {
                "label1": "Air", "label2": "Soil", "axis2": "right", "style": "area", "spanSeconds": 86_400,
            },
        },
        {
            "kind": "value", "title": "Wind", "icon": "weather-windy", "accent": "sky", "size": size(2, 3),
            "bindings": {"value": binding("farm/wind", &number, Some("m/s"))},
        },
        {
            "kind": "switch", "title": "Pump", "icon": "water-pump", "accent": "teal", "size": size(2, 3),
            "bindings": {"state": binding("farm/pump", &on_off, None)},
            "commands": {"set": {"topic": "farm/pump/set", "payload": on_off, "qos": "atLeastOnce", "answer": {"slot": "state", "timeoutMs": 1_000}}},
        },
        {
            "kind": "chart", "title": "Water", "icon": "water", "accent": "sky", "size": size(4, 5),
            "bindings": {"series1": binding("farm/water", &number, Some("l"))},
            "options": {"label1": "Water", "plot": "bars", "every": "day", "measure": "delta", "spanSeconds": 604_800},
        },
        {
            "kind": "chart", "title": "Irrigation", "icon": "sprinkler", "accent": "green", "size": size(4, 4),
            "bindings": {"series1": binding("farm/pump", &on_off, None), "series2": binding("farm/mode", &auto, None)},
            "options": {"label1": "Pump", "label2": "Mode", "plot": "timeline", "spanSeconds": 86_400},
        },
    ]);
    let script = format!(
        r"
        const overTauri = (name, args) => window.__TAURI_INTERNALS__.invoke('plugin:tilework|' + name, args);
        const socket = window.__TAURI_INTERNALS__ ? undefined
            : new WebSocket('/socket', ['tilework', 'key.' + sessionStorage.getItem('tilework-key')]);
        const overSocket = (request, args) => new Promise((done, failed) => {{
            socket.onmessage = (said) => {{
                const told = JSON.parse(said.data);
                if ('error' in told) failed(new Error(JSON.stringify(told.error))); else done(told.ok);
            }};
            socket.send(JSON.stringify({{ id: 1, request, args: args ?? {{}} }}));
        }});
        const invoke = socket ? overSocket : overTauri;
        return (async () => {{
            if (socket) await new Promise((opened) => (socket.onopen = opened));
            const session = await invoke('session');
            const broker = session.brokers[0].id;
            const dashboard = session.dashboards.map((it) => it.dashboard).find((it) => it.name === {dashboard}).id;
            for (const draft of {tiles}) {{
                for (const part of [...Object.values(draft.bindings), ...Object.values(draft.commands ?? {{}})]) part.broker = broker;
                await invoke('edit_dashboard', {{ dashboard, edit: {{ edit: 'addTile', draft }} }});
            }}
            socket?.close();
        }})();",
        dashboard = json!(dashboard),
    );
    page.script(&script).await?;
    page.client().refresh().await?;
    Ok(())
}

/// Fills the history of an app that is closed, as if its devices had spoken for the last month. Every topic of [`TOPICS`] must have spoken
/// once. How many samples each numeric series got.
///
/// # Errors
/// The history cannot be opened, or a topic never spoke.
#[allow(clippy::cast_precision_loss)] // a month of milliseconds
pub fn fill(data_dir: &Path) -> Result<i64> {
    let (history, _) = History::open(data_dir, Options::default())?;
    let known = history.overview()?.series;
    anyhow::ensure!(known.len() == TOPICS.len(), "{known:?}");
    let end = known.iter().filter_map(|it| it.newest).min().unwrap_or(0);
    let begin = end - DAYS * DAY;
    let count = DAYS * DAY / APART;
    for series in known {
        let words = match series.kind {
            Kind::Text => ["auto", "manual", "night", "eco"]
                .map(|word| history.word(series.series, word).unwrap_or_default()),
            Kind::Number | Kind::OnOff => [0.0; 4],
        };
        let sample = |index: i64| {
            let at = begin + index * APART;
            Sample {
                at,
                value: value(&series.source.topic, count - index, words),
            }
        };
        let taken = history.import(series.series, (0..count).map(sample).collect())?;
        anyhow::ensure!(taken.too_old == 0, "{taken:?}");
    }
    history.close();
    Ok(count)
}

/// `back` minutes before the last sample, when the devices said what [`TOPICS`] has.
#[allow(clippy::cast_precision_loss)] // a month of minutes
fn value(topic: &str, back: i64, words: [f64; 4]) -> f64 {
    let (time, day) = (back as f64, 1_440.0);
    let sun = (time / day * std::f64::consts::TAU).sin();
    let slow = (time / 2_900.0).sin();
    let noise = ((back * 7_919) % 101) as f64 / 101.0;
    let round = |value: f64, digits: f64| (value * digits).round() / digits;
    match topic {
        "farm/air" => round(21.5 - 6.0 * sun + 2.0 * slow + 0.5 * noise, 100.0),
        "farm/soil" => round(
            38.2 - ((back + 900) % 2_880 - 900) as f64 / 180.0 + 0.4 * noise,
            10.0,
        ),
        "farm/wind" => round((3.4 + 1.2 * slow - 1.1 * sun + 1.2 * noise).max(0.0), 10.0),
        "farm/water" => round(
            3_120.5 - time / 40.0 - 55.0 * (1.0 - (time / 2_900.0).cos()),
            10.0,
        ),
        "farm/pump" => f64::from(u8::from(back % 360 > 325)),
        _ => {
            words[usize::from(back % 1_440 > 300)
                + usize::from(back % 1_440 > 500)
                + usize::from(back % 1_440 > 1_100)]
        }
    }
}
