//! Five hundred reconnects leave nothing behind. Alone in its binary: it counts what the whole process has.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use std::{fs, time::Duration};

use common::{field::Field, *};
use tilework_core::connection::ConnectionState;
use tilework_engine::api::Requests;
use tilework_faults::{Close, Fault, FaultProxy};
use tilework_mosquitto::{Mosquitto, Options};
use tokio::time::interval;

const RECONNECTS: u64 = 500;
/// Of them, those that the line breaks; the others a person asks for. A few only: after a loss the app waits.
const CUTS: u64 = 4;

#[derive(Debug, Clone, Copy, PartialEq)]
struct Held {
    threads: usize,
    files: usize,
    tasks: usize,
}

fn held() -> Held {
    let count = |folder: &str| fs::read_dir(folder).unwrap().count();
    Held {
        threads: count("/proc/self/task"),
        files: count("/proc/self/fd"),
        tasks: tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks(),
    }
}

/// Waits until no more is held than this; says what is held at last.
async fn settles_at(held_first: Held) -> Held {
    let mut pace = interval(Duration::from_millis(20));
    let mut last = held();
    for _ in 0..500 {
        let fits = last.threads <= held_first.threads
            && last.files <= held_first.files
            && last.tasks <= held_first.tasks;
        if fits {
            break;
        }
        pace.tick().await;
        last = held();
    }
    last
}

/// Online for the time number `connects`.
async fn until_connected(field: &Field, connects: u64) {
    field
        .until_details(&format!("{connects} times online"), |details| {
            details.counters.connects >= connects
                && matches!(details.connection, ConnectionState::Online { .. })
        })
        .await;
}

#[tokio::test]
async fn five_hundred_reconnects_leave_no_thread_no_socket_and_no_task_behind() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    let proxy = FaultProxy::start(mosquitto.port());
    let mut field = Field::open(draft(proxy.port(), ""), untouched()).await;
    field.until_online().await;
    // Twice, so that what is made once, at the first need, is there.
    field.engine.reconnect(field.broker.clone()).await.unwrap();
    until_connected(&field, 2).await;
    proxy.until(|counters| counters.open == 1).await;
    let first = held();

    for number in 0..RECONNECTS {
        let connects = number + 3;
        if number % (RECONNECTS / CUTS) == 0 {
            proxy.set(Fault::Cut(Close::Reset)).await;
            proxy.set(Fault::None).await;
        } else {
            field.engine.reconnect(field.broker.clone()).await.unwrap();
        }
        until_connected(&field, connects).await;
    }
    proxy.until(|counters| counters.open == 1).await;
    mosquitto.publish("farm/soil", b"38", true).await;
    field.until_reads(38.0).await;
    let last = settles_at(first).await;
    assert!(
        last.threads <= first.threads && last.files <= first.files && last.tasks <= first.tasks,
        "{first:?} became {last:?}"
    );
}
