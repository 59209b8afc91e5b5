//! A panic at the next turn of a task that this thread begins. Tests run side by side, each on its own thread: none meets another's.

use std::{cell::RefCell, future::Future};

use futures_util::FutureExt as _;

use super::Task;

thread_local! {
    static ARMED: RefCell<Vec<Task>> = const { RefCell::new(vec![]) };
}

/// The next turn of this task panics, once.
pub fn arm(task: Task) {
    ARMED.with_borrow_mut(|armed| armed.push(task));
}

/// Whether a panic that was wanted was had.
pub fn was_hit(task: Task) -> bool {
    ARMED.with_borrow(|armed| !armed.contains(&task))
}

fn take(task: Task) -> bool {
    ARMED.with_borrow_mut(|armed| {
        let place = armed.iter().position(|it| *it == task);
        place.is_some_and(|place| {
            armed.remove(place);
            true
        })
    })
}

/// Looked at whenever it is polled: also in the middle of its work.
pub async fn into<T>(task: Task, work: impl Future<Output = T>) -> T {
    let mut work = Box::pin(work);
    std::future::poll_fn(move |context| {
        assert!(!take(task), "as a test wants it");
        work.poll_unpin(context)
    })
    .await
}

pub fn before<T>(task: Task, work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let panics = take(task);
    move || {
        assert!(!panics, "as a test wants it");
        work()
    }
}

pub fn once_before<T>(task: Task, mut work: impl FnMut() -> T) -> impl FnMut() -> T {
    let mut panics = take(task);
    move || {
        assert!(!std::mem::take(&mut panics), "as a test wants it");
        work()
    }
}
