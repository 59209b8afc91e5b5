//! The actor on paused time against the fake link: every wait is virtual.

use std::{sync::Mutex, time::Duration};

use tilework_core::{
    connection::{ConnectionState, Trouble},
    reason::Refusal,
    topic::Topic,
};
use tokio::time::Instant;

use super::*;
use crate::{
    link::{
        Goodbye, LinkEvent, LinkSettings,
        fake::{Asked, Attempt, FakeConnector, fake_connector},
    },
    ports::PortFuture,
};

#[derive(Debug, PartialEq)]
enum Heard {
    State(ConnectionState),
    Published(u64, Result<(), CommandFailure>),
    Subscribed(String, Result<(), Refusal>),
    TooLarge(Option<String>, u64),
}

struct Ear(Mutex<mpsc::UnboundedSender<Heard>>);

impl Ear {
    fn hear(&self, heard: Heard) {
        let _ = self.0.lock().unwrap().send(heard);
    }
}

impl Observer for Ear {
    fn state(&self, state: ConnectionState) {
        self.hear(Heard::State(state));
    }
    fn established(&self, _: &Established) {}
    fn message(&self, _: &Message) {}
    fn latency(&self, _: Duration) {}
    fn sent(&self, _: usize) {}
    fn too_large(&self, topic: Option<&str>, bytes: u64, _: u32) {
        self.hear(Heard::TooLarge(topic.map(str::to_owned), bytes));
    }
    fn subscribed(&self, filter: &TopicFilter, result: Result<(), Refusal>) {
        self.hear(Heard::Subscribed(filter.as_str().into(), result));
    }
    fn published(&self, token: u64, result: Result<(), CommandFailure>) {
        self.hear(Heard::Published(token, result));
    }
}

struct Stage {
    connection: Connection,
    connector: Arc<FakeConnector>,
    attempts: mpsc::UnboundedReceiver<Attempt>,
    heard: mpsc::UnboundedReceiver<Heard>,
}

/// The fake connector never asks.
struct Addresses(usize);

impl SettingsSource for Addresses {
    fn endpoints(&self) -> usize {
        self.0
    }
    fn settings(&self, _: usize) -> PortFuture<'_, Result<LinkSettings, Trouble>> {
        Box::pin(async { Err(Trouble::Lost) })
    }
}

fn stage() -> Stage {
    stage_with(1)
}

fn stage_with(endpoints: usize) -> Stage {
    let (connector, attempts) = fake_connector();
    let (tx, heard) = mpsc::unbounded_channel();
    let ear = Arc::new(Ear(Mutex::new(tx)));
    let settings = Arc::new(Addresses(endpoints));
    let connection = Connection::open(Arc::<FakeConnector>::clone(&connector), settings, ear);
    Stage {
        connection,
        connector,
        attempts,
        heard,
    }
}

fn wrong_password() -> Trouble {
    let refusal = Refusal::of_old_connack(4);
    Trouble::Refused { refusal }
}

impl Stage {
    async fn attempt(&mut self) -> Attempt {
        self.attempts.recv().await.unwrap()
    }

    async fn online(&mut self) -> Attempt {
        let attempt = self.attempt().await;
        attempt.accept().await;
        self.until(|heard| matches!(heard, Heard::State(ConnectionState::Online { .. })))
            .await;
        attempt
    }

    async fn until(&mut self, wanted: impl Fn(&Heard) -> bool) -> Heard {
        loop {
            let heard = self.heard.recv().await.unwrap();
            if wanted(&heard) {
                return heard;
            }
        }
    }

    async fn state(&mut self) -> ConnectionState {
        match self.until(|heard| matches!(heard, Heard::State(_))).await {
            Heard::State(state) => state,
            _ => unreachable!(),
        }
    }
}

fn filter(text: &str) -> (TopicFilter, Qos) {
    (TopicFilter::parse(text).unwrap(), Qos::AtMostOnce)
}

fn hello() -> Publish {
    Publish {
        topic: Topic::parse("farm/pump/set").unwrap(),
        payload: b"ON".to_vec(),
        qos: Qos::AtLeastOnce,
        retain: false,
        properties: None,
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_connection_comes_back_with_all_its_subscriptions() {
    let mut stage = stage();
    stage
        .connection
        .subscribe(vec![filter("a"), filter("b/#")])
        .await;
    let mut first = stage.online().await;
    assert_eq!(
        first.asked.recv().await.unwrap(),
        Asked::Subscribe(vec!["a".into(), "b/#".into()])
    );
    first.end(Trouble::Lost).await;
    assert!(matches!(
        stage.state().await,
        ConnectionState::Waiting {
            reason: Trouble::Lost,
            ..
        }
    ));
    let mut second = stage.online().await;
    assert_eq!(
        second.asked.recv().await.unwrap(),
        Asked::Subscribe(vec!["a".into(), "b/#".into()])
    );
}

#[tokio::test(start_paused = true)]
async fn a_wrong_password_stops_and_is_not_tried_again() {
    let mut stage = stage();
    stage.attempt().await.end(wrong_password()).await;
    stage
        .until(|heard| {
            *heard
                == Heard::State(ConnectionState::Stopped {
                    reason: wrong_password(),
                })
        })
        .await;
    let again = tokio::time::timeout(Duration::from_secs(3_600), stage.attempts.recv()).await;
    assert!(again.is_err(), "no attempt in an hour");
    stage.connection.reconnect().await;
    stage.attempt().await;
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_returns_within_minutes_is_reached_within_ten_seconds() {
    let mut stage = stage();
    let gone = Instant::now();
    let mut last = gone;
    while gone.elapsed() < Duration::from_secs(300) {
        stage.attempt().await.end(Trouble::PortClosed).await;
        assert!(
            last.elapsed() <= Duration::from_secs(10),
            "{:?} between attempts",
            last.elapsed()
        );
        last = Instant::now();
    }
}

#[tokio::test(start_paused = true)]
async fn the_wait_grows_while_the_broker_stays_away() {
    let mut stage = stage();
    let mut waits = Vec::new();
    for _ in 0..6 {
        let asked = Instant::now();
        let attempt = stage.attempt().await;
        waits.push(asked.elapsed());
        attempt.end(Trouble::PortClosed).await;
    }
    assert!(
        waits[1] <= Duration::from_secs(1) && waits[5] > waits[1] * 2,
        "{waits:?}"
    );
}

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
    let attempt = stage.online().await;
    attempt
        .say(LinkEvent::Subscribed(vec![(
            filter("secret/#").0,
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
    for _ in 0..2 {
        stage.connection.subscribe(vec![filter("a")]).await;
        assert_eq!(
            attempt.asked.recv().await.unwrap(),
            Asked::Subscribe(vec!["a".into()])
        );
    }
    stage.connection.unsubscribe(vec![filter("a").0]).await;
    stage.connection.unsubscribe(vec![filter("a").0]).await;
    assert_eq!(
        attempt.asked.recv().await.unwrap(),
        Asked::Unsubscribe(vec!["a".into()]),
        "only the last one"
    );
    stage.connection.close().await;
    assert_eq!(
        attempt.asked.recv().await.unwrap(),
        Asked::Disconnect(Goodbye::Leaving)
    );
}

#[tokio::test(start_paused = true)]
async fn two_clients_that_throw_each_other_out_slow_down() {
    let mut stage = stage();
    let mut waits = Vec::new();
    for _ in 0..5 {
        let asked = Instant::now();
        let attempt = stage.online().await;
        waits.push(asked.elapsed());
        attempt.end(Trouble::Lost).await;
    }
    assert!(waits[4] > Duration::from_secs(2), "{waits:?}");
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_never_acknowledges_is_given_up_and_the_command_fails() {
    let mut stage = stage();
    let _attempt = stage.online().await;
    stage.connection.publish(1, hello()).unwrap();
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
async fn a_phone_that_wakes_up_does_not_try_a_refused_password_again() {
    let mut stage = stage();
    stage.attempt().await.end(wrong_password()).await;
    stage
        .until(|heard| matches!(heard, Heard::State(ConnectionState::Stopped { .. })))
        .await;
    stage.connection.suspend().await;
    stage.connection.wake().await;
    let again = tokio::time::timeout(Duration::from_secs(3_600), stage.attempts.recv()).await;
    assert!(again.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_phone_that_wakes_up_connects_at_once() {
    let mut stage = stage();
    let _attempt = stage.online().await;
    stage.connection.suspend().await;
    stage
        .until(|heard| *heard == Heard::State(ConnectionState::Idle))
        .await;
    stage.connection.wake().await;
    stage.online().await;
}

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
    stage.online().await;
    assert!(begun.elapsed() > Duration::from_secs(60));
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
    stage.connection.subscribe(vec![filter("a")]).await;
    stage.online().await.end(Trouble::Lost).await;
    stage
        .until(|heard| matches!(heard, Heard::State(ConnectionState::Waiting { .. })))
        .await;
    stage.connection.unsubscribe(vec![filter("a").0]).await;
    let mut attempt = stage.attempt().await;
    let mut kept = crate::link::fake::established();
    kept.granted.session_present = true;
    attempt.say(LinkEvent::Connected(Box::new(kept))).await;
    assert_eq!(
        attempt.asked.recv().await.unwrap(),
        Asked::Unsubscribe(vec!["a".into()])
    );
}
