//! Faults of ours: what panics costs as little as can be, and is told.

use std::sync::atomic::Ordering;

use super::*;
use crate::tasks::{Task, inject};

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

#[tokio::test(start_paused = true)]
async fn a_look_for_a_better_address_that_panics_is_done_again_later() {
    let mut stage = stage_with(2);
    stage.attempt().await.end(Trouble::TimedOut).await;
    let mut second = stage.online().await;
    inject::arm(Task::BetterAddress);
    stage.connector.reachable.lock().unwrap().push(0);
    while second.asked.recv().await.unwrap() != Asked::Disconnect(Goodbye::Moving) {}
    assert!(inject::was_hit(Task::BetterAddress));
    assert_eq!(stage.online().await.endpoint, 0);
}
