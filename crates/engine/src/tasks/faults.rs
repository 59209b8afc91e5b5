//! What can panic, and how often it did.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;
use ts_rs::TS;

use super::Panicked;

macro_rules! tasks {
    ($($(#[$doc:meta])* $task:ident,)*) => {
        /// What runs beside what asks for it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
        #[serde(rename_all = "camelCase")]
        pub enum Task {
            $($(#[$doc])* $task,)*
        }

        impl Task {
            pub const ALL: &[Self] = &[$(Self::$task),*];
        }

        static FAULTS: [AtomicU64; Task::ALL.len()] = [const { AtomicU64::new(0) }; Task::ALL.len()];
    };
}

tasks! {
    /// What a client asked for.
    Request,
    /// Reading the disk, drawing, exporting and importing for a request.
    Work,
    /// Reading and writing brokers and dashboards.
    Documents,
    /// Removing what was deleted long ago.
    Housekeeping,
    /// One broker's connection.
    Connection,
    /// One attempt at it.
    Link,
    /// Looking for a better address.
    BetterAddress,
    /// Noticing another network.
    Network,
    /// The end of the time that a command's answer has.
    CommandTime,
    /// Removing secrets that the keyring did not give up.
    Secrets,
    /// Reading what devices say of themselves.
    Announcements,
    /// Trying how a broker takes the search for devices.
    DeviceTrial,
    /// Opening the engine, and noting that this went well.
    Start,
    /// Serving one page of a browser.
    Page,
    /// Letting browsers in.
    Listening,
    /// What the window does beside the engine.
    Window,
}

/// How often something panicked since the program started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TaskFaults {
    pub task: Task,
    #[ts(type = "number")]
    pub count: u64,
}

/// Of the whole program; what never panicked is left out.
#[must_use]
pub fn faults() -> Vec<TaskFaults> {
    let all = Task::ALL.iter().zip(&FAULTS);
    let counted = all.map(|(task, count)| TaskFaults {
        task: *task,
        count: count.load(Ordering::Relaxed),
    });
    counted.filter(|it| it.count > 0).collect()
}

pub fn count(task: Task) -> Panicked {
    // What it said is in the log already, with its place: the panic hook wrote it.
    tracing::error!(?task, "a task panicked");
    FAULTS[task as usize].fetch_add(1, Ordering::Relaxed);
    Panicked(task)
}
