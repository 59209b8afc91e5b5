//! How a connection goes: nothing that was asked of it is left without an end.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_press_that_lies_behind_the_closing_fails_at_once() {
    let mut stage = stage();
    let _attempt = stage.online().await;
    let connection = stage.connection.clone();
    tokio::join!(connection.close(Goodbye::Leaving), async {
        connection.publish(7, hello()).unwrap();
    });
    let failed = Heard::Published(7, Err(CommandFailure::Offline));
    stage.until(|heard| *heard == failed).await;
    assert_eq!(connection.publish(8, hello()), Err(CommandFailure::Offline));
}

#[tokio::test(start_paused = true)]
async fn going_to_the_background_waits_until_the_broker_was_told() {
    let mut stage = stage();
    let mut attempt = stage.online().await;
    stage.connection.suspend().await;
    let asked = std::iter::from_fn(|| attempt.asked.try_recv().ok()).last();
    assert_eq!(asked, Some(Asked::Disconnect(Goodbye::Leaving)));
    // Once more while nothing is there, and after a stop: it returns.
    stage.connection.suspend().await;
    stage.connection.wake().await;
    let attempt = stage.attempt().await;
    attempt.end(wrong_password()).await;
    stage
        .until(|heard| matches!(heard, Heard::State(ConnectionState::Stopped { .. })))
        .await;
    stage.connection.suspend().await;
}
