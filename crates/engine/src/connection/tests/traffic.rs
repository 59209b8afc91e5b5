//! Subscriptions and publishes.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_publish_while_offline_fails_at_once_and_is_not_sent_later() {
    let mut stage = stage();
    stage.connection.publish(7, hello()).unwrap();
    let failed = Heard::Published(7, Err(CommandFailure::Offline));
    stage.until(|heard| *heard == failed).await;
    let mut attempt = stage.online().await;
    stage.connection.publish(8, hello()).unwrap();
    assert_eq!(
        attempt.asked.recv().await.unwrap(),
        Asked::Publish(8, hello()),
        "8, and never 7"
    );
}

#[tokio::test(start_paused = true)]
async fn a_publish_the_broker_had_not_acknowledged_fails_with_the_connection() {
    let mut stage = stage();
    let attempt = stage.online().await;
    stage.connection.publish(1, hello()).unwrap();
    stage.connection.publish(2, hello()).unwrap();
    attempt
        .say(LinkEvent::Published {
            token: 1,
            result: Ok(()),
        })
        .await;
    stage
        .until(|heard| *heard == Heard::Published(1, Ok(())))
        .await;
    attempt.end(Trouble::Lost).await;
    let lost = Heard::Published(2, Err(CommandFailure::ConnectionLost));
    stage.until(|heard| *heard == lost).await;
}

#[tokio::test(start_paused = true)]
async fn a_publish_over_the_limit_is_not_sent() {
    let mut stage = stage();
    let _attempt = stage.online().await;
    let payload = vec![0; tilework_core::broker::Broker::PACKET_LIMIT as usize + 1];
    stage
        .connection
        .publish(1, Publish { payload, ..hello() })
        .unwrap();
    stage
        .until(|heard| {
            matches!(
                heard,
                Heard::Published(1, Err(CommandFailure::TooLarge { .. }))
            )
        })
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_refused_subscription_is_told() {
    let mut stage = stage();
    let _hold = stage.hold("secret/#");
    let attempt = stage.online().await;
    attempt
        .say(LinkEvent::Subscribed(vec![(
            filter("secret/#"),
            Err(Refusal::new(0x80, None)),
        )]))
        .await;
    let refused = Heard::Subscribed("secret/#".into(), Err(Refusal::new(0x80, None)));
    stage.until(|heard| *heard == refused).await;
}

#[tokio::test(start_paused = true)]
async fn a_second_binding_of_a_filter_asks_again_for_its_retained_message() {
    let mut stage = stage();
    let mut attempt = stage.online().await;
    let mut holds = Vec::new();
    for _ in 0..2 {
        holds.push(stage.hold("a"));
        assert_eq!(attempt.asked.recv().await.unwrap(), subscribe(&["a"]));
    }
    holds.pop();
    holds.pop();
    assert_eq!(
        attempt.asked.recv().await.unwrap(),
        unsubscribe(&["a"]),
        "only the last one"
    );
    stage.connection.close(Goodbye::Leaving).await;
    assert_eq!(
        attempt.asked.recv().await.unwrap(),
        Asked::Disconnect(Goodbye::Leaving)
    );
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_never_acknowledges_is_given_up_and_the_command_fails() {
    let mut stage = stage();
    let attempt = stage.online().await;
    stage.connection.publish(1, hello()).unwrap();
    attempt.say(LinkEvent::Leaves { token: 1 }).await;
    let lost = Heard::Published(1, Err(CommandFailure::ConnectionLost));
    stage.until(|heard| *heard == lost).await;
    assert!(matches!(
        stage.state().await,
        ConnectionState::Waiting {
            reason: Trouble::Silent,
            ..
        }
    ));
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_takes_one_at_a_time_and_is_slow_is_not_silent() {
    let mut stage = stage();
    let mut attempt = stage.online().await;
    let slow = Duration::from_secs(20);
    for token in 1..=3 {
        stage.connection.publish(token, hello()).unwrap();
        attempt.asked.recv().await.unwrap();
    }
    for token in 1..=3 {
        attempt.say(LinkEvent::Leaves { token }).await;
        let leaves = Heard::Leaves(token);
        stage.until(|heard| *heard == leaves).await;
        tokio::time::sleep(slow).await;
        let result = Ok(());
        attempt.say(LinkEvent::Published { token, result }).await;
        let told = stage.until(|heard| matches!(heard, Heard::Published(..)));
        assert_eq!(told.await, Heard::Published(token, Ok(())));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_marked_as_kept_long_after_all_subscriptions_was_said_just_now() {
    let mut stage = stage();
    let _hold = stage.hold("a");
    let attempt = stage.online().await;
    let granted = LinkEvent::Subscribed(vec![(filter("a"), Ok(()))]);
    attempt.say(granted).await;
    let marked = || {
        LinkEvent::Message(Message {
            topic: "a".into(),
            retained: true,
            ..Message::default()
        })
    };
    attempt.say(marked()).await;
    let kept = Heard::Message("kept a".into());
    stage.until(|heard| *heard == kept).await;
    tokio::time::advance(Duration::from_secs(61)).await;
    attempt.say(marked()).await;
    let news = Heard::Message("a".into());
    stage.until(|heard| *heard == news).await;
}
