//! The one door through which work begins that nobody awaits where it was asked for: what panics there is contained, counted and shown
//! in Diagnostics, and what has to go on begins anew.
//!
//! Deliberately not here: what becomes of what it worked for. Who starts a task says what its end in a panic means.

mod faults;
#[cfg(test)]
mod tests;

use std::{future::Future, panic::AssertUnwindSafe, time::Duration};

use futures_util::FutureExt as _;
use tokio::task::JoinHandle;

pub use faults::{Task, TaskFaults, faults};

/// Between a panic and going on.
pub const BREATH: Duration = Duration::from_secs(1);

/// Something of ours panicked; it was logged and counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fault in Tilework ({0:?}); it is counted in Diagnostics")]
pub struct Panicked(pub Task);

/// Does something to its end, or to its panic.
///
/// # Errors
/// It panicked.
pub async fn contained<T>(task: Task, work: impl Future<Output = T>) -> Result<T, Panicked> {
    #[cfg(test)]
    let work = inject::into(task, work);
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.map_err(|_| faults::count(task))
}

/// Begins something that comes to an end by itself. A panic ends it early.
pub fn once(task: Task, work: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
    let work = async move {
        let _counted = contained(task, work).await;
    };
    tokio::spawn(work)
}

/// Begins something that has to go on; what panics begins anew a moment later. It ends when `again` comes to an end without a panic.
pub fn kept<F, W>(task: Task, mut again: F) -> JoinHandle<()>
where
    F: FnMut() -> W + Send + 'static,
    W: Future<Output = ()> + Send,
{
    let work = async move {
        while contained(task, again()).await.is_err() {
            tokio::time::sleep(BREATH).await;
        }
    };
    tokio::spawn(work)
}

/// Begins something that contains its own panics, and says what they mean.
pub fn supervised(work: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
    tokio::spawn(work)
}

/// Does something that reads the disk or draws, on a thread for that.
///
/// # Errors
/// It panicked.
pub async fn blocking<T: Send + 'static>(
    task: Task,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Panicked> {
    #[cfg(test)]
    let work = inject::before(task, work);
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| faults::count(task))
}

/// Begins a thread that does something again and again until it says `false`; a turn that panics is not the last. Each turn begins by waiting for
/// something: one that panicked at once would be done again at once.
///
/// # Errors
/// The system has no thread to give.
pub fn thread(
    task: Task,
    name: &str,
    turn: impl FnMut() -> bool + Send + 'static,
) -> std::io::Result<()> {
    #[cfg(test)]
    let turn = inject::once_before(task, turn);
    let mut turn = turn;
    let turns = move || {
        let mut goes_on = true;
        while goes_on {
            let turned = std::panic::catch_unwind(AssertUnwindSafe(&mut turn));
            goes_on = turned.unwrap_or_else(|_| {
                faults::count(task);
                true
            });
        }
    };
    let begun = std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(turns);
    begun.map(drop)
}

/// Panics as tests want them.
#[cfg(test)]
pub mod inject;
