//! The actor on paused time against the fake link: every wait is virtual.

mod addresses;
mod closing;
mod faults;
mod leaving;
mod overlaps;
mod traffic;

use std::{sync::Mutex, time::Duration};

use tilework_core::{
    binding::Qos,
    connection::{ConnectionState, Trouble},
    id::BrokerId,
    reason::Refusal,
    topic::Topic,
};
use tokio::time::Instant;

use super::*;
use crate::{
    interests::{Hold, Interests},
    link::{
        Goodbye, LinkEvent, LinkSettings,
        fake::{Asked, Attempt, FakeConnector, fake_connector},
    },
    ports::PortFuture,
};

#[derive(Debug, PartialEq)]
enum Heard {
    State(ConnectionState),
    Leaves(u64),
    Published(u64, Result<(), CommandFailure>),
    Subscribed(String, Result<(), Refusal>),
    Unanswered(String),
    LetGo(String),
    TooLarge(Option<String>, u64),
    Message(String),
    Fault,
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
    fn message(&self, message: &Message) {
        assert!(message.topic != "broken", "a fault of ours");
        let mark = if message.retained { "kept " } else { "" };
        self.hear(Heard::Message(format!("{mark}{}", message.topic)));
    }
    fn fault(&self) {
        self.hear(Heard::Fault);
    }
    fn latency(&self, _: Duration) {}
    fn sent(&self, _: usize) {}
    fn too_large(&self, topic: Option<&str>, bytes: u64, _: u32) {
        self.hear(Heard::TooLarge(topic.map(str::to_owned), bytes));
    }
    fn subscribed(&self, filter: &TopicFilter, result: Result<(), Refusal>) {
        self.hear(Heard::Subscribed(filter.as_str().into(), result));
    }
    fn unanswered(&self, filter: &TopicFilter) {
        self.hear(Heard::Unanswered(filter.as_str().into()));
    }
    fn let_go(&self, filter: &TopicFilter) {
        self.hear(Heard::LetGo(filter.as_str().into()));
    }
    fn leaves(&self, token: u64) {
        self.hear(Heard::Leaves(token));
    }
    fn published(&self, token: u64, result: Result<(), CommandFailure>) {
        self.hear(Heard::Published(token, result));
    }
}

struct Stage {
    interests: Interests,
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
    fn is_open(&self, _: usize) -> bool {
        false
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
    let interests = Interests::default();
    let wanted = interests.of(&broker());
    let links = Arc::<FakeConnector>::clone(&connector);
    let connection = Connection::open(links, settings, &wanted, ear);
    Stage {
        interests,
        connection,
        connector,
        attempts,
        heard,
    }
}

fn broker() -> BrokerId {
    "farm".parse().unwrap()
}

fn wrong_password() -> Trouble {
    let refusal = Refusal::of_old_connack(4);
    Trouble::Refused { refusal }
}

impl Stage {
    fn hold(&self, text: &str) -> Hold {
        let filter = filter(text);
        self.interests.hold(&broker(), &filter, Qos::AtMostOnce)
    }

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

fn filter(text: &str) -> TopicFilter {
    TopicFilter::parse(text).unwrap()
}

fn subscribe(filters: &[&str]) -> Asked {
    Asked::Subscribe(filters.iter().map(|&it| it.to_owned()).collect())
}

fn unsubscribe(filters: &[&str]) -> Asked {
    Asked::Unsubscribe(filters.iter().map(|&it| it.to_owned()).collect())
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
    let _holds = [stage.hold("a"), stage.hold("b/#")];
    let mut first = stage.online().await;
    assert_eq!(first.asked.recv().await.unwrap(), subscribe(&["a", "b/#"]));
    first.end(Trouble::Lost).await;
    assert!(matches!(
        stage.state().await,
        ConnectionState::Waiting {
            reason: Trouble::Lost,
            ..
        }
    ));
    let mut second = stage.online().await;
    assert_eq!(second.asked.recv().await.unwrap(), subscribe(&["a", "b/#"]));
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
