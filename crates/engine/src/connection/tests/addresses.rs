//! Several addresses, other networks, and what is not fought over.

use super::*;

#[tokio::test(start_paused = true)]
async fn when_the_first_address_fails_the_second_is_tried_at_once() {
    let mut stage = stage_with(2);
    let first = stage.attempt().await;
    assert_eq!(first.endpoint, 0);
    let failed = Instant::now();
    first.end(Trouble::TimedOut).await;
    let second = stage.attempt().await;
    assert_eq!((second.endpoint, failed.elapsed()), (1, Duration::ZERO));
    second.accept().await;
    let online = stage.until(|heard| matches!(heard, Heard::State(ConnectionState::Online { .. })));
    assert!(matches!(
        online.await,
        Heard::State(ConnectionState::Online { endpoint: 1, .. })
    ));
}

#[tokio::test(start_paused = true)]
async fn when_a_better_address_answers_the_connection_returns_to_it() {
    let mut stage = stage_with(2);
    stage.attempt().await.end(Trouble::TimedOut).await;
    let mut second = stage.online().await;
    stage.connector.reachable.lock().unwrap().push(0);
    while second.asked.recv().await.unwrap() != Asked::Disconnect(Goodbye::Moving) {}
    let better = stage.online().await;
    assert_eq!(better.endpoint, 0);
}

#[tokio::test(start_paused = true)]
async fn a_command_on_its_way_keeps_the_connection_on_its_address() {
    let mut stage = stage_with(2);
    stage.attempt().await.end(Trouble::TimedOut).await;
    let mut second = stage.online().await;
    tokio::time::advance(Duration::from_secs(55)).await;
    stage.connection.publish(1, hello()).unwrap();
    assert_eq!(
        second.asked.recv().await.unwrap(),
        Asked::Publish(1, hello())
    );
    stage.connector.reachable.lock().unwrap().push(0);
    let left = tokio::time::timeout(Duration::from_secs(20), second.asked.recv()).await;
    assert!(left.is_err(), "it waits for the acknowledgement");
    let result = Ok(());
    second.say(LinkEvent::Published { token: 1, result }).await;
    assert_eq!(
        second.asked.recv().await.unwrap(),
        Asked::Disconnect(Goodbye::Moving)
    );
}

#[tokio::test(start_paused = true)]
async fn another_network_is_tried_at_once_and_a_connection_that_is_there_is_pinged() {
    let mut stage = stage();
    for _ in 0..5 {
        stage.attempt().await.end(Trouble::Unreachable).await;
    }
    let waits = |heard: &Heard| {
        matches!(
            heard,
            Heard::State(ConnectionState::Waiting { attempt: 5, .. })
        )
    };
    stage.until(waits).await;
    let changed = Instant::now();
    stage.connection.network_changed().await;
    let mut attempt = stage.attempt().await;
    assert_eq!(changed.elapsed(), Duration::ZERO);
    attempt.accept().await;
    stage
        .until(|heard| matches!(heard, Heard::State(ConnectionState::Online { .. })))
        .await;
    stage.connection.network_changed().await;
    assert_eq!(attempt.asked.recv().await.unwrap(), Asked::Check);
}

#[tokio::test(start_paused = true)]
async fn a_session_that_another_client_took_is_not_fought_over() {
    let mut stage = stage();
    let refusal = Refusal::new(0x8E, None);
    let taken = Trouble::Dismissed { refusal };
    stage.online().await.end(taken.clone()).await;
    let stopped = Heard::State(ConnectionState::Stopped { reason: taken });
    stage.until(|heard| *heard == stopped).await;
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_closes_again_and_again_at_once_is_left_alone_for_minutes() {
    let mut stage = stage();
    for _ in 0..4 {
        stage.online().await.end(Trouble::Lost).await;
    }
    let keeps = |heard: &Heard| {
        matches!(
            heard,
            Heard::State(ConnectionState::Waiting {
                reason: Trouble::KeepsClosing,
                ..
            })
        )
    };
    stage.until(keeps).await;
    let begun = Instant::now();
    stage.online().await.end(Trouble::Lost).await;
    assert!(begun.elapsed() > Duration::from_secs(59));
    stage.until(keeps).await;
    let begun = Instant::now();
    stage.online().await;
    assert!(
        begun.elapsed() > Duration::from_secs(119),
        "and longer each time"
    );
}

#[tokio::test(start_paused = true)]
async fn a_message_over_the_limit_is_told_and_the_connection_stays() {
    let mut stage = stage();
    let attempt = stage.online().await;
    let (topic, bytes) = (Some("farm/camera".to_owned()), 20_000_000);
    attempt.say(LinkEvent::TooLarge { topic, bytes }).await;
    let told = Heard::TooLarge(Some("farm/camera".into()), bytes);
    stage.until(|heard| *heard == told).await;
    let left = tokio::time::timeout(Duration::from_secs(60), stage.heard.recv()).await;
    assert!(left.is_err(), "and nothing else happens");
}

#[tokio::test(start_paused = true)]
async fn what_nobody_wants_any_more_is_unsubscribed_from_a_kept_session() {
    let mut stage = stage();
    let hold = stage.hold("a");
    stage.online().await.end(Trouble::Lost).await;
    stage
        .until(|heard| matches!(heard, Heard::State(ConnectionState::Waiting { .. })))
        .await;
    drop(hold);
    let mut attempt = stage.attempt().await;
    let mut kept = crate::link::fake::established();
    kept.granted.session_present = true;
    attempt.say(LinkEvent::Connected(Box::new(kept))).await;
    assert_eq!(attempt.asked.recv().await.unwrap(), unsubscribe(&["a"]));
}

#[tokio::test(start_paused = true)]
async fn a_person_who_wants_a_new_connection_does_not_make_the_broker_send_the_last_will() {
    let mut stage = stage();
    let mut attempt = stage.online().await;
    stage.connection.reconnect().await;
    assert_eq!(
        attempt.asked.recv().await.unwrap(),
        Asked::Disconnect(Goodbye::Moving)
    );
    stage.online().await;
}

#[tokio::test(start_paused = true)]
async fn an_address_that_accepts_and_closes_again_is_left_for_the_next() {
    let mut stage = stage_with(2);
    let first = stage.online().await;
    assert_eq!(first.endpoint, 0);
    let closed = Instant::now();
    first.end(Trouble::Lost).await;
    let second = stage.attempt().await;
    assert_eq!((second.endpoint, closed.elapsed()), (1, Duration::ZERO));
}

#[tokio::test(start_paused = true)]
async fn a_word_of_the_broker_that_would_be_the_same_next_time_stops_only_when_it_is() {
    let mut stage = stage();
    let refusal = Refusal::new(0x87, None);
    let forbidden = Trouble::Dismissed { refusal };
    for _ in 0..4 {
        stage.online().await.end(forbidden.clone()).await;
    }
    let stopped = Heard::State(ConnectionState::Stopped { reason: forbidden });
    stage.until(|heard| *heard == stopped).await;
}

#[tokio::test(start_paused = true)]
async fn what_the_broker_acknowledges_on_the_way_out_is_heard() {
    let mut stage = stage();
    let mut attempt = stage.online().await;
    stage.connection.publish(1, hello()).unwrap();
    assert_eq!(
        attempt.asked.recv().await.unwrap(),
        Asked::Publish(1, hello())
    );
    // Both wait for the actor when it wakes; it takes the request first.
    let result = Ok(());
    let acknowledged = LinkEvent::Published { token: 1, result };
    attempt.events.try_send(acknowledged).unwrap();
    stage.connection.suspend().await;
    let told = stage.until(|heard| matches!(heard, Heard::Published(1, _)));
    assert_eq!(told.await, Heard::Published(1, Ok(())));
}

#[tokio::test(start_paused = true)]
async fn a_keyring_that_asked_in_vain_is_not_asked_again_at_once() {
    let mut stage = stage();
    stage.attempt().await.end(Trouble::SecretUnavailable).await;
    for least in [20, 40, 80] {
        let ended = Instant::now();
        let attempt = stage.attempt().await;
        assert!(ended.elapsed() >= Duration::from_secs(least - 1));
        attempt.end(Trouble::SecretUnavailable).await;
    }
    let ended = Instant::now();
    stage.connection.reconnect().await;
    stage.attempt().await;
    assert_eq!(
        ended.elapsed(),
        Duration::ZERO,
        "but when a person wants it"
    );
}
