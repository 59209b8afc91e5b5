//! Reading announcements, off the connections' tasks: a queue with an end, and a task that takes from it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use parking_lot::Mutex;
use tilework_core::id::BrokerId;
use tilework_discovery::{Device, Finder};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep, sleep_until},
};

use super::DevicesChange;
use crate::{
    feed::Told,
    tasks::{self, Task},
};

/// Announcements that wait.
const WAITING: usize = 16_384;
/// Bytes of them.
const BYTES: usize = 64 << 20;
/// Read before others get their turn.
const TOGETHER: usize = 512;
/// Between two words to the clients.
const PACE: Duration = Duration::from_millis(200);

/// What was found on one broker.
#[derive(Debug)]
pub struct Found {
    pub finder: Finder,
    /// Joined when somebody asks, and kept until something else is announced.
    devices: Option<Arc<Vec<Device>>>,
}

impl Found {
    pub fn below(prefixes: Vec<String>) -> Self {
        Self {
            finder: Finder::new(prefixes),
            devices: None,
        }
    }

    pub fn devices(&mut self) -> Arc<Vec<Device>> {
        let finder = &self.finder;
        Arc::clone(
            self.devices
                .get_or_insert_with(|| Arc::new(finder.devices())),
        )
    }

    fn take(&mut self, topic: &str, payload: &[u8]) -> bool {
        let changed = self.finder.take(topic, payload);
        if changed {
            self.devices = None;
        }
        changed
    }
}

#[derive(Debug)]
struct Announcement {
    broker: BrokerId,
    found: Arc<Mutex<Found>>,
    topic: String,
    payload: Bytes,
}

/// Where announcements are put. When it is gone, the task ends.
#[derive(Debug)]
pub struct Inbox {
    queue: mpsc::Sender<Announcement>,
    /// In it.
    bytes: Arc<AtomicUsize>,
}

impl Inbox {
    /// Starts the task.
    pub fn begin(told: Arc<Told<BrokerId, DevicesChange>>) -> Self {
        let (queue, announcements) = mpsc::channel(WAITING);
        let bytes = Arc::new(AtomicUsize::new(0));
        let waiting = Arc::clone(&bytes);
        tasks::supervised(async move {
            let mut reading = Reading {
                announcements,
                bytes: waiting,
                told,
                untold: vec![],
            };
            // What waits is read all the same.
            while tasks::contained(Task::Announcements, reading.read())
                .await
                .is_err()
            {
                sleep(tasks::BREATH).await;
            }
        });
        Self { queue, bytes }
    }

    /// Waits for nothing, not even for who reads. `false`: there was no room.
    pub fn put(
        &self,
        broker: &BrokerId,
        found: &Arc<Mutex<Found>>,
        topic: &str,
        payload: &Bytes,
    ) -> bool {
        let size = topic.len() + payload.len();
        let full = self.bytes.fetch_add(size, Ordering::Relaxed) + size > BYTES;
        let announcement = || Announcement {
            broker: broker.clone(),
            found: Arc::clone(found),
            topic: topic.to_owned(),
            payload: payload.clone(),
        };
        let put = !full && self.queue.try_send(announcement()).is_ok();
        if !put {
            self.bytes.fetch_sub(size, Ordering::Relaxed);
        }
        put
    }
}

/// The task's own.
struct Reading {
    announcements: mpsc::Receiver<Announcement>,
    /// In the queue.
    bytes: Arc<AtomicUsize>,
    told: Arc<Told<BrokerId, DevicesChange>>,
    /// There is something new of them, of which the clients do not know yet.
    untold: Vec<BrokerId>,
}

impl Reading {
    async fn read(&mut self) {
        let Self {
            announcements,
            bytes,
            told,
            untold,
        } = self;
        let mut next = Instant::now();
        loop {
            let mut batch = Vec::new();
            tokio::select! {
                taken = announcements.recv_many(&mut batch, TOGETHER) => if taken == 0 {
                    return;
                },
                () = sleep_until(next), if !untold.is_empty() => {}
            }
            let size: usize = batch
                .iter()
                .map(|it| it.topic.len() + it.payload.len())
                .sum();
            if !batch.is_empty() {
                match tasks::blocking(Task::Announcements, move || take(batch)).await {
                    Ok(changed) => untold.extend(changed),
                    // One of them; the others of its batch come with the next start, or when they are asked for again.
                    Err(_counted) => {}
                }
                bytes.fetch_sub(size, Ordering::Relaxed);
            }
            if next <= Instant::now() && !untold.is_empty() {
                untold.sort();
                untold.dedup();
                for broker in untold.drain(..) {
                    let change = DevicesChange {
                        broker: broker.clone(),
                    };
                    told.say(broker, change);
                }
                next = Instant::now() + PACE;
            }
        }
    }
}

/// The brokers of which there is something new to see.
fn take(batch: Vec<Announcement>) -> Vec<BrokerId> {
    let mut changed = vec![];
    for it in batch {
        if it.found.lock().take(&it.topic, &it.payload) && changed.last() != Some(&it.broker) {
            changed.push(it.broker);
        }
    }
    changed
}
