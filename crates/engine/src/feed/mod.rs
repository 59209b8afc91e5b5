//! From the rooms to a client: what changed since it last asked. The client pulls, nothing is pushed: asking for the next batch says that
//! the last one is there, so that a slow page gets fewer, newer batches and never a queue. At most one batch in 33 ms; while nothing
//! changes, nothing runs.

mod told;

use std::time::Duration;

use parking_lot::{Mutex, MutexGuard};
use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

pub use told::{Bell, Told};

const PACE: Duration = Duration::from_millis(33);
/// From the first change to looking for all of them.
const TOGETHER: Duration = Duration::from_millis(2);

/// What one room has to tell one client, as events `E`.
pub trait Teller<E>: Send {
    /// What is news since the last time; `None`: nothing.
    fn collect(&mut self) -> Option<E>;
    /// The page begins anew and knows nothing: what it needs for its beginning is news again.
    fn restart(&mut self);
}

/// What changed since the last batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch<E> {
    /// Counts up from 1.
    pub number: u32,
    /// In the order in which they are to be taken. Empty: a newer question was asked, or the client is gone.
    pub events: Vec<E>,
}

/// One client's.
pub struct Feed<E> {
    state: Mutex<State<E>>,
    /// Wakes whoever asks: the client said something.
    poked: watch::Sender<()>,
    /// Wakes whoever asks: a room may have something to say.
    bells: Vec<watch::Receiver<()>>,
}

struct State<E> {
    tellers: Vec<Box<dyn Teller<E>>>,
    visible: bool,
    ended: bool,
    /// Counts questions: only the newest is answered with anything.
    question: u64,
    batch: u32,
    /// What the last batch said, until the next question says that it is there.
    unconfirmed: Vec<E>,
    /// What was said and did not get there.
    lost: Vec<E>,
    last: Option<Instant>,
}

/// What looking for the next batch came to.
enum Look<E> {
    Batch(Batch<E>),
    /// Another question was asked since, or the client is gone.
    Over,
    Nothing,
    Hidden,
}

impl<E> std::fmt::Debug for Feed<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Feed")
    }
}

impl<E: Clone> Feed<E> {
    /// `bells` say when looking at the tellers may be worth it.
    pub fn new(bells: Vec<watch::Receiver<()>>) -> Self {
        Self {
            state: Mutex::new(State {
                tellers: Vec::new(),
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

    fn lock(&self) -> MutexGuard<'_, State<E>> {
        self.state.lock()
    }

    fn change(&self, change: impl FnOnce(&mut State<E>)) {
        change(&mut self.lock());
        self.poke();
    }

    /// A room tells this client of its things from now on.
    pub fn add(&self, source: impl Teller<E> + 'static) {
        self.change(|state| state.tellers.push(Box::new(source)));
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
            state.tellers.clear();
            state.unconfirmed.clear();
            state.lost.clear();
        });
    }

    /// Waits for the next batch. `after` is the last one that is there; 0: the page begins. An older question is answered empty.
    pub async fn next(&self, after: u32) -> Batch<E> {
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
                    return Batch {
                        number: after,
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

impl<E: Clone> State<E> {
    fn settle(&mut self, after: u32) {
        if after == self.batch && after != 0 {
            self.unconfirmed.clear();
            return;
        }
        // The answer did not arrive, or another page of this client begins.
        self.lost.append(&mut self.unconfirmed);
        if after == 0 || after + 1 != self.batch {
            self.tellers.iter_mut().for_each(|it| it.restart());
        }
    }

    fn look(&mut self, question: u64) -> Look<E> {
        if self.ended || question != self.question {
            return Look::Over;
        }
        if !self.visible {
            return Look::Hidden;
        }
        let mut events = std::mem::take(&mut self.lost);
        events.extend(self.tellers.iter_mut().filter_map(|it| it.collect()));
        if events.is_empty() {
            return Look::Nothing;
        }
        self.batch += 1;
        self.last = Some(Instant::now());
        self.unconfirmed.clone_from(&events);
        Look::Batch(Batch {
            number: self.batch,
            events,
        })
    }
}

#[cfg(test)]
mod tests;
