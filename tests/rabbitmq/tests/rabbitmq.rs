#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod clients;
mod websocket;

use std::{fs, path::Path, time::Duration};

use clients::{publish, subscribe};
use tilework_rabbitmq::{Cluster, Options, RabbitMq};
use tokio::time::{interval, timeout};

fn ann() -> Options {
    Options {
        user: "ann".to_owned(),
        // All that could break a quoted text of its configuration.
        password: "p\"w'\\,# ü".to_owned(),
    }
}

/// How many processes have this folder in their environment.
fn processes_of(folder: &Path) -> usize {
    let folder = folder.to_str().unwrap().as_bytes();
    let names =
        |environment: &Vec<u8>| environment.windows(folder.len()).any(|part| part == folder);
    fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| fs::read(entry.unwrap().path().join("environ")).ok())
        .filter(names)
        .count()
}

#[tokio::test]
async fn a_node_takes_its_login_on_both_ports_and_leaves_nothing_behind() {
    let options = ann();
    let mut broker = RabbitMq::start(options.clone()).await;
    let mut subscriber = subscribe(broker.port(), &options, "first", "farm/pump").await;
    publish(broker.port(), &options, "farm/pump", "on", true)
        .await
        .unwrap();
    assert_eq!(subscriber.next().await, "farm/pump on");
    let Options { user, password } = &options;
    assert_eq!(
        websocket::log_in(broker.web_port(), "/ws", user, password).await,
        0
    );
    let refused = publish(broker.port(), &Options::default(), "farm/pump", "off", true).await;
    assert!(
        refused
            .as_ref()
            .is_err_and(|said| said.contains("password")),
        "{refused:?}"
    );

    broker.kill().await;
    assert!(
        publish(broker.port(), &options, "farm/pump", "off", true)
            .await
            .is_err()
    );
    broker.resume().await;
    publish(broker.port(), &options, "farm/lamp", "on", false)
        .await
        .unwrap();

    let folder = broker.folder().to_owned();
    assert_ne!(processes_of(&folder), 0);
    drop(broker);
    let gone = async {
        let mut tick = interval(Duration::from_millis(20));
        while processes_of(&folder) != 0 {
            tick.tick().await;
        }
    };
    timeout(Duration::from_secs(20), gone)
        .await
        .expect("no process of it is left");
    assert!(!folder.exists());
}

#[tokio::test]
async fn a_client_goes_on_at_the_node_that_is_left() {
    let options = ann();
    let mut cluster = Cluster::start(options.clone()).await;
    let port = |cluster: &Cluster, index| cluster.node(index).port();

    // What one node takes the other gives: they are joined.
    let mut app = subscribe(port(&cluster, 0), &options, "app", "farm/#").await;
    publish(port(&cluster, 1), &options, "farm/pump", "1", false)
        .await
        .unwrap();
    assert_eq!(app.next().await, "farm/pump 1");

    // Node 0 leads the Raft of client ids; that node 1 may die as well was seen, and costs too much time to see each time.
    cluster.kill(0).await;
    let mut app = subscribe(port(&cluster, 1), &options, "app", "farm/#").await;
    publish(port(&cluster, 1), &options, "farm/pump", "2", false)
        .await
        .unwrap();
    assert_eq!(app.next().await, "farm/pump 2");
}
