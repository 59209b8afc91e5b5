//! From the rooms to a client: what changed since it last asked. The client pulls, nothing is pushed: asking for the next batch says that
//! the last one is there, so that a slow page gets fewer, newer batches and never a queue. At most one batch in 33 ms; while nothing
//! changes, nothing runs.

mod feeds;
mod told;

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

use crate::api::{EventBatch, RoomEvent};
pub use feeds::Feeds;
pub use told::{Bell, Told};

const PACE: Duration = Duration::from_millis(33);
/// From the first change to looking for all of them.
const TOGETHER: Duration = Duration::from_millis(2);

/// What one room has to tell one client.
pub trait Source: Send {
    /// What is news since the last time; `None`: nothing.
    fn collect(&mut self) -> Option<RoomEvent>;
    /// The page begins anew and knows nothing: what it needs for its beginning is news again.
    fn restart(&mut self);
}

/// One client's.
pub struct Feed {
    state: Mutex<State>,
    /// Wakes whoever asks: the client said something.
    poked: watch::Sender<()>,
    /// Wakes whoever asks: a room may have something to say.
    bells: Vec<watch::Receiver<()>>,
}

struct State {
    sources: Vec<Box<dyn Source>>,
    visible: bool,
    ended: bool,
    /// Counts questions: only the newest is answered with anything.
    question: u64,
    batch: u32,
    /// What the last batch said, until the next question says that it is there.
    unconfirmed: Vec<RoomEvent>,
    /// What was said and did not get there.
    lost: Vec<RoomEvent>,
    last: Option<Instant>,
}

/// What looking for the next batch came to.
enum Look {
    Batch(EventBatch),
    /// Another question was asked since, or the client is gone.
    Over,
    Nothing,
    Hidden,
}

impl std::fmt::Debug for Feed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Feed")
    }
}

impl Feed {
    /// `bells` say when looking at the sources may be worth it.
    pub fn new(bells: Vec<watch::Receiver<()>>) -> Self {
        Self {
            state: Mutex::new(State {
                sources: Vec::new(),
                visible: true,
                ended: false,
                question: 0,
                batch: 0,
                unconfirmed: Vec::new(),
                lost: Vec::new(),
                last: None,
            }),
            poked: watch::Sender::default(),
            bells,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.poke();
    }

    /// A room tells this client of its things from now on.
    pub fn add(&self, source: impl Source + 'static) {
        self.change(|state| state.sources.push(Box::new(source)));
    }

    /// A source has news that no bell rings for.
    pub fn poke(&self) {
        self.poked.send_replace(());
    }

    /// A hidden page gets nothing.
    pub fn set_visible(&self, visible: bool) {
        self.change(|state| state.visible = visible);
    }

    /// Every question is answered empty from now on.
    pub fn end(&self) {
        self.change(|state| {
            state.ended = true;
            state.sources.clear();
            state.unconfirmed.clear();
            state.lost.clear();
        });
    }

    /// Waits for the next batch. `after` is the last one that is there; 0: the page begins. An older question is answered empty.
    pub async fn next(&self, after: u32) -> EventBatch {
        let question = {
            let mut state = self.lock();
            state.settle(after);
            state.question += 1;
            state.question
        };
        self.poke();
        let mut poked = self.poked.subscribe();
        let mut bells: Vec<_> = self.bells.clone();
        let mut looked = None;
        loop {
            // What one message changes belongs in one batch: a switch is on, and its command confirmed.
            let together = Instant::now() + TOGETHER;
            let apart = [looked, self.lock().last].into_iter().flatten().max();
            sleep_until(apart.map_or(together, |last| together.max(last + PACE))).await;
            poked.borrow_and_update();
            bells.iter_mut().for_each(|bell| {
                bell.borrow_and_update();
            });
            looked = Some(Instant::now());
            let look = self.lock().look(question);
            match look {
                Look::Batch(batch) => return batch,
                Look::Over => {
                    return EventBatch {
                        batch: after,
                        events: Vec::new(),
                    };
                }
                Look::Hidden => {
                    let _ = poked.changed().await;
                }
                Look::Nothing => {
                    let rings = bells.iter_mut().map(|bell| Box::pin(bell.changed()));
                    tokio::select! {
                        _ = poked.changed() => {}
                        _ = futures_util::future::select_all(rings) => {}
                    }
                }
            }
        }
    }
}

impl State {
    fn settle(&mut self, after: u32) {
        if after == self.batch && after != 0 {
            self.unconfirmed.clear();
            return;
        }
        // The answer did not arrive, or another page of this client begins.
        self.lost.append(&mut self.unconfirmed);
        if after == 0 || after + 1 != self.batch {
            self.sources.iter_mut().for_each(|it| it.restart());
        }
    }

    fn look(&mut self, question: u64) -> Look {
        if self.ended || question != self.question {
            return Look::Over;
        }
        if !self.visible {
            return Look::Hidden;
        }
        let mut events = std::mem::take(&mut self.lost);
        events.extend(self.sources.iter_mut().filter_map(|it| it.collect()));
        if events.is_empty() {
            return Look::Nothing;
        }
        self.batch += 1;
        self.last = Some(Instant::now());
        self.unconfirmed.clone_from(&events);
        Look::Batch(EventBatch {
            batch: self.batch,
            events,
        })
    }
}

#[cfg(test)]
mod tests;
