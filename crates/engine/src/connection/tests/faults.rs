//! Faults of ours: what panics costs as little as can be, and is told.

use std::sync::atomic::Ordering;

use super::*;

fn message(topic: &str) -> LinkEvent {
    LinkEvent::Message(Message {
        topic: topic.into(),
        ..Message::default()
    })
}

#[tokio::test(start_paused = true)]
async fn a_message_that_makes_something_panic_costs_that_message_and_is_counted() {
    let mut stage = stage();
    let attempt = stage.online().await;
    attempt.say(message("broken")).await;
    stage.until(|heard| *heard == Heard::Fault).await;
    attempt.say(message("farm")).await;
    let next = Heard::Message("farm".into());
    stage.until(|heard| *heard == next).await;
    stage.connection.publish(7, hello()).unwrap();
    attempt
        .say(LinkEvent::Published {
            token: 7,
            result: Ok(()),
        })
        .await;
    let published = Heard::Published(7, Ok(()));
    stage.until(|heard| *heard == published).await;
}

#[tokio::test(start_paused = true)]
async fn a_connection_whose_task_panics_says_so_and_begins_anew() {
    let mut stage = stage();
    let attempt = stage.online().await;
    stage.connector.broken.store(true, Ordering::Relaxed);
    attempt.end(Trouble::Lost).await;
    let faulty = |heard: &Heard| matches!(heard, Heard::State(ConnectionState::Waiting { reason, .. }) if *reason == Trouble::Fault);
    stage.until(faulty).await;
    stage.until(faulty).await;
    stage.connector.broken.store(false, Ordering::Relaxed);
    stage.online().await;
}
