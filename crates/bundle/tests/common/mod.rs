//! Documents to take along: those that earlier versions saved, and one with a tile of every kind.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::{fs, path::Path, sync::LazyLock};

use serde_json::{Value, json};
use tilework_bundle::{Bundle, Fields, House, Part};
use tilework_core::{
    broker::Broker,
    dashboard::Dashboard,
    id::TileId,
    kind,
    migrate::{read_broker, read_dashboard},
};

fn golden(what: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/golden");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    paths.retain(|it| it.file_name().unwrap().to_string_lossy().starts_with(what));
    paths.sort();
    assert!(paths.len() > 5);
    paths
        .iter()
        .map(|it| fs::read_to_string(it).unwrap())
        .collect()
}

pub fn saved_dashboards() -> &'static [Dashboard] {
    static ALL: LazyLock<Vec<Dashboard>> = LazyLock::new(|| {
        golden("dashboard-v")
            .iter()
            .map(|it| read_dashboard(it).unwrap())
            .collect()
    });
    &ALL
}

pub fn saved_brokers() -> &'static [Broker] {
    static ALL: LazyLock<Vec<Broker>> = LazyLock::new(|| {
        golden("broker-v")
            .iter()
            .map(|it| read_broker(it).unwrap())
            .collect()
    });
    &ALL
}

pub fn bundle_of(brokers: &[Broker], dashboards: &[Dashboard], part: &Part<'_>) -> Bundle {
    Bundle::of(
        House {
            brokers,
            dashboards,
        },
        part,
        Fields::ALL,
    )
    .unwrap()
}

pub fn ids() -> impl FnMut() -> TileId {
    let mut count = 0;
    move || {
        count += 1;
        format!("new{count}").parse().unwrap()
    }
}

fn tile(id: &str, kind: &str, bindings: Value, commands: Value, options: Value) -> Value {
    json!({"id": id, "kind": kind, "title": id, "icon": null, "size": {"width": 2, "height": 2},
        "bindings": bindings, "commands": commands, "options": options})
}

fn dashboard(id: &str, tiles: Vec<Value>) -> Dashboard {
    read_dashboard(&json!({"schemaVersion": 3, "id": id, "name": id, "tiles": tiles}).to_string())
        .unwrap()
}

/// Every slot of every kind that is known here, and one that is not.
pub fn of_every_kind() -> Dashboard {
    let binding = |slot: &String| {
        (
            slot.clone(),
            json!({"broker": "farm", "topic": format!("farm/{slot}"), "template": null, "unit": null}),
        )
    };
    let command = |slot: &String| {
        let payload = json!({"as": "template", "text": "{{ value }}"});
        (
            slot.clone(),
            json!({"broker": "farm", "topic": format!("farm/{slot}/set"), "payload": payload, "answer": null}),
        )
    };
    let mut tiles: Vec<Value> = kind::all()
        .map(|(name, kind)| {
            tile(
                &format!("tile-of-{name}"),
                name,
                kind.bindings
                    .keys()
                    .map(binding)
                    .collect::<serde_json::Map<_, _>>()
                    .into(),
                kind.commands
                    .keys()
                    .map(command)
                    .collect::<serde_json::Map<_, _>>()
                    .into(),
                json!({"version": 1, "newer": [{"a": null}], "text": "farm"}),
            )
        })
        .collect();
    tiles.push(tile(
        "stranger",
        "of-tomorrow",
        json!({}),
        json!({}),
        json!({"x": {"y": [1.5, "ü", null]}}),
    ));
    dashboard("house", tiles)
}

pub fn leading(id: &str, to: &str) -> Dashboard {
    dashboard(
        id,
        vec![tile(
            "door",
            "of-tomorrow",
            json!({}),
            json!({}),
            json!({"dashboard": to}),
        )],
    )
}
