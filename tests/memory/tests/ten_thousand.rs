//! Ten thousand topics cost twice what five thousand do, in memory and in work.

use std::sync::Arc;

use serde_json::json;
use tilework_core::{dashboard::DashboardEdit, tile::TileDraft};
use tilework_engine::{Client, Engine, Ports, Right, Who, api::*, ports::Anywhere};
use tilework_host::{DemoInProcess, Memory, PreferenceFile, SaveFolder};
use tilework_memory_tests::{Counting, Counts, counts};

#[global_allocator]
static COUNTING: Counting = Counting;

fn gauge(topic: &str) -> TileDraft {
    serde_json::from_value(json!({
        "kind": "gauge", "title": topic, "icon": null, "size": {"width": 2, "height": 3},
        "bindings": {"value": {"broker": "farm", "topic": topic, "template": null, "decode": {"as": "number"}, "unit": null}},
    }))
    .unwrap()
}

const OF_DASHBOARD: usize = 25;

/// So many topics more, and what that cost.
async fn more(client: &Client, begin: usize, topics: usize) -> Counts {
    let before = counts();
    for dashboard in 0..topics / OF_DASHBOARD {
        let name = format!("House {begin}-{dashboard}");
        let view = client.create_dashboard(name).await.unwrap();
        for tile in 0..OF_DASHBOARD {
            let topic = format!("farm/{begin}/{dashboard}/{tile}");
            let draft = gauge(&topic);
            let id = view.dashboard.id.clone();
            client
                .edit_dashboard(id, DashboardEdit::AddTile { draft })
                .await
                .unwrap();
        }
    }
    let after = counts();
    Counts {
        held: after.held - before.held,
        asked: after.asked - before.asked,
    }
}

#[tokio::test]
async fn ten_thousand_topics_cost_twice_what_five_thousand_do() {
    // In memory where there is such a place: ten thousand edits are synced one by one.
    let memory = std::path::Path::new("/dev/shm");
    let folder = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    let folder = folder.unwrap();
    let ports = Ports {
        secrets: Arc::new(Memory::default()),
        preferences: Arc::new(PreferenceFile::in_folder(folder.path())),
        demo: Arc::new(DemoInProcess::default()),
        save_place: Arc::new(SaveFolder(folder.path().join("exports"))),
        whereabouts: Arc::new(Anywhere),
    };
    let engine = Engine::open(folder.path(), ports).await.unwrap();
    let client = engine.client(Who {
        label: "a test".to_owned(),
        rights: Right::Own,
    });
    // What is made once.
    more(&client, 0, 500).await;
    let first = more(&client, 1, 5_000).await;
    let second = more(&client, 2, 5_000).await;
    eprintln!("{first:?} {second:?}");
    // Tables that grow by doubling may grow in one half and not in the other.
    let about = |second: i64, first: i64| second < first + first / 2;
    assert!(about(second.held, first.held), "{first:?} {second:?}");
    assert!(about(second.asked, first.asked), "{first:?} {second:?}");
    let one = client.create_dashboard("One".to_owned()).await.unwrap();
    let id = one.dashboard.id;
    let before = counts().asked;
    let draft = gauge("farm/one");
    client
        .edit_dashboard(id, DashboardEdit::AddTile { draft })
        .await
        .unwrap();
    let edit = counts().asked - before;
    eprintln!("asked for memory by one edit: {edit}");
    // It looks at nothing but its own dashboard.
    assert!(edit < 1_000, "an edit among ten thousand topics: {edit}");
}
