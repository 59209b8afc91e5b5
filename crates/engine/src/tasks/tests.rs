//! Nothing dies unseen: what each task's end in a panic comes to. A task that is new has no place here yet, and the compiler says so.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    time::Duration,
};

use tokio::sync::oneshot;

use super::*;

/// The test that shows what comes of a panic in it.
fn shown_by(task: Task) -> &'static str {
    match task {
        Task::Request => "client::tests::faults::a_request_that_panics_is_answered_and_counted",
        Task::Work => "client::tests::faults::work_that_panics_is_answered_and_the_next_is_done",
        Task::Documents => {
            "documents::tests::a_panic_while_saving_is_told_and_the_next_edit_is_saved"
        }
        Task::Housekeeping => "tasks::tests::a_turn_of_a_thread_that_panics_is_not_the_last",
        Task::Connection => {
            "connection::tests::faults::a_connection_whose_task_panics_says_so_and_begins_anew"
        }
        Task::Link => "link::start::tests::an_attempt_that_panics_is_a_lost_connection",
        Task::BetterAddress => {
            "connection::tests::faults::a_look_for_a_better_address_that_panics_is_done_again_later"
        }
        Task::Network => {
            "rooms::brokers::network::tests::a_look_at_the_network_that_panics_is_not_the_last"
        }
        Task::CommandTime => {
            "rooms::commands::sending::tests::a_command_whose_clock_panics_has_an_end"
        }
        Task::Secrets => "rooms::brokers::secrets::tests::a_keyring_that_panics_is_asked_again",
        Task::Announcements => "rooms::devices::tests::devices_are_found_after_a_panic_too",
        Task::DeviceTrial => {
            "rooms::devices::tests::a_trial_that_panics_is_made_again_with_the_next_connection"
        }
        // The next start is careful, at worst.
        Task::Start | Task::Page | Task::Window => {
            "tasks::tests::something_that_ends_by_itself_is_counted_when_it_panics"
        }
        Task::Listening => "tasks::tests::something_that_has_to_go_on_begins_anew",
    }
}

fn counted(task: Task) -> u64 {
    let all = faults();
    all.iter()
        .find(|it| it.task == task)
        .map_or(0, |it| it.count)
}

/// Looked up where tests lie: `a::b::c` is `fn c` in a file of `a/b`.
#[test]
fn every_task_has_a_test_of_its_panic() {
    let src = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for task in Task::ALL {
        let path = shown_by(*task);
        let (module, name) = path.rsplit_once("::").unwrap();
        let module = module.trim_end_matches("::tests").replace("::", "/");
        let files = [
            format!("{module}.rs"),
            format!("{module}/mod.rs"),
            format!("{module}/tests.rs"),
            format!("{module}/tests/mod.rs"),
        ];
        let found = files.iter().any(|file| {
            let text = std::fs::read_to_string(src.join(file)).unwrap_or_default();
            text.contains(&format!("fn {name}("))
        });
        assert!(found, "{task:?}: {path}");
    }
}

#[tokio::test(start_paused = true)]
async fn something_that_ends_by_itself_is_counted_when_it_panics() {
    let before = counted(Task::Page);
    let (never, waits) = oneshot::channel::<()>();
    inject::arm(Task::Page);
    let ended = once(Task::Page, async move {
        let _held = never;
        std::future::pending::<()>().await;
    });
    assert!(waits.await.is_err(), "what it held is let go of");
    ended.await.unwrap();
    assert_eq!(counted(Task::Page), before + 1);
}

#[tokio::test(start_paused = true)]
async fn something_that_has_to_go_on_begins_anew() {
    let turns = Arc::new(AtomicU32::new(0));
    let turned = Arc::clone(&turns);
    let ended = kept(Task::Listening, move || {
        let turned = Arc::clone(&turned);
        async move {
            assert!(turned.fetch_add(1, Ordering::SeqCst) >= 2, "not yet");
        }
    });
    ended.await.unwrap();
    assert_eq!(turns.load(Ordering::SeqCst), 3);
    assert_eq!(counted(Task::Listening), 2);
}

#[test]
fn a_turn_of_a_thread_that_panics_is_not_the_last() {
    let (done, turns) = mpsc::channel();
    let mut left = 3;
    thread(Task::Housekeeping, "a test's", move || {
        left -= 1;
        assert_ne!(left, 1, "as a test wants it");
        done.send(left).unwrap();
        left > 0
    })
    .unwrap();
    let patience = Duration::from_secs(30);
    assert_eq!(turns.recv_timeout(patience), Ok(2));
    assert_eq!(turns.recv_timeout(patience), Ok(0));
    let ended = Err(mpsc::RecvTimeoutError::Disconnected);
    assert_eq!(turns.recv_timeout(patience), ended);
    assert_eq!(counted(Task::Housekeeping), 1);
}

#[tokio::test]
async fn work_on_a_thread_that_panics_is_told() {
    inject::arm(Task::Start);
    let told = blocking(Task::Start, || 7).await;
    assert_eq!(told, Err(Panicked(Task::Start)));
    assert_eq!(blocking(Task::Start, || 7).await, Ok(7));
}
