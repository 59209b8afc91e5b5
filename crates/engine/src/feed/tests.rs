//! On paused time: every wait below is virtual.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use bytes::Bytes;
use tilework_core::{
    binding::{Binding, Decode, Qos},
    command::{CommandReport, CommandState},
    id::BindingKey,
    reading::Reading,
    topic::TopicFilter,
    value::Value,
};
use tokio::time::timeout;

use super::*;
use crate::{
    board::{Boards, Work},
    link::Message,
    rooms::{
        RoomEvent,
        readings::{Changed, InView},
    },
};

struct Page {
    feed: Arc<Feed<RoomEvent>>,
    told: Arc<Told<u64, CommandReport>>,
    boards: Arc<Boards>,
    in_view: Arc<InView>,
    last: u32,
}

fn key(topic: &str) -> BindingKey {
    BindingKey::try_from(format!("{topic}/value")).unwrap()
}

fn page(topics: &[&str]) -> Page {
    let boards = Arc::new(Boards::default());
    for topic in topics {
        let binding = Binding {
            broker: "farm".parse().unwrap(),
            topic: TopicFilter::parse(topic).unwrap(),
            qos: Qos::AtMostOnce,
            template: None,
            decode: Decode::Number,
            unit: None,
            time_template: None,
        };
        let key = key(topic);
        let bindings = std::iter::once((key.slot().clone(), &binding));
        boards.set_tile(key.tile(), bindings, Work::Tile);
    }
    let bell = Bell::default();
    let told = Arc::new(Told::new(&bell, 16));
    let feed = Feed::new(vec![boards.changes(), bell.listen()]);
    let in_view = Arc::<InView>::default();
    feed.add(Reports {
        told: Arc::clone(&told),
        seen: 0,
    });
    feed.add(Changed {
        in_view: Arc::clone(&in_view),
        boards: Arc::clone(&boards),
    });
    Page {
        feed: Arc::new(feed),
        told,
        boards,
        in_view,
        last: 0,
    }
}

/// Says each report once, however often the page begins.
struct Reports {
    told: Arc<Told<u64, CommandReport>>,
    seen: u64,
}

impl Teller<RoomEvent> for Reports {
    fn collect(&mut self) -> Option<RoomEvent> {
        let reports = self.told.since(&mut self.seen);
        (!reports.is_empty()).then_some(RoomEvent::Commands(reports))
    }

    fn restart(&mut self) {}
}

fn report() -> CommandReport {
    CommandReport {
        id: 1,
        tile: "a".parse().unwrap(),
        slot: "set".parse().unwrap(),
        value: true.into(),
        state: CommandState::Sent,
    }
}

impl Page {
    fn say(&self, topic: &str, payload: &str) {
        let message = Message {
            topic: topic.into(),
            payload: Bytes::copy_from_slice(payload.as_bytes()),
            retained: false,
            ..Message::default()
        };
        let board = self.boards.of(&"farm".parse().unwrap());
        board.message(&message, 1, &mut |_| {});
    }

    fn watch(&self, topics: &[&str]) {
        let keys = topics.iter().map(|topic| key(topic)).collect();
        self.in_view.watch(keys).unwrap();
        self.feed.poke();
    }

    async fn next(&mut self) -> Batch<RoomEvent> {
        let batch = self.feed.next(self.last).await;
        self.last = batch.number;
        batch
    }

    /// Nothing comes of a question within a minute.
    async fn is_silent(&self) -> bool {
        let question = self.feed.next(self.last);
        timeout(Duration::from_secs(60), question).await.is_err()
    }
}

fn readings(batch: &Batch<RoomEvent>) -> Vec<Reading> {
    let readings = batch.events.iter().filter_map(|event| match event {
        RoomEvent::Readings(readings) => Some(readings.clone()),
        _ => None,
    });
    readings.flatten().collect()
}

fn numbers(batch: &Batch<RoomEvent>) -> Vec<Option<Value>> {
    let all = readings(batch).into_iter();
    all.map(|reading| reading.value).collect()
}

#[tokio::test(start_paused = true)]
async fn a_thousand_messages_between_two_questions_become_one_reading() {
    let mut page = page(&["a"]);
    page.watch(&["a"]);
    page.next().await;
    for n in 0..1_000 {
        page.say("a", &n.to_string());
    }
    assert_eq!(numbers(&page.next().await), [Some(Value::Number(999.0))]);
    assert!(page.is_silent().await, "there is nothing more");
}

#[tokio::test(start_paused = true)]
async fn batches_keep_33_ms_apart() {
    let mut page = page(&["a"]);
    page.watch(&["a"]);
    page.next().await;
    let start = Instant::now();
    for n in 0..10 {
        page.say("a", &n.to_string());
        page.next().await;
    }
    assert!(start.elapsed() >= PACE * 10, "{:?}", start.elapsed());
    assert!(start.elapsed() < PACE * 11, "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn only_bindings_in_view_are_sent() {
    let mut page = page(&["a", "b"]);
    page.watch(&["a"]);
    page.next().await;
    page.say("b", "1");
    assert!(page.is_silent().await);
    page.watch(&["a", "b"]);
    let sent = readings(&page.next().await);
    let keys: Vec<_> = sent.iter().map(|it| it.binding.clone()).collect();
    assert_eq!(
        keys,
        [key("b")],
        "what came into view, and not again what was"
    );
}

#[tokio::test(start_paused = true)]
async fn a_hidden_page_gets_nothing_and_then_the_newest() {
    let mut page = page(&["a"]);
    page.watch(&["a"]);
    page.next().await;
    page.feed.set_visible(false);
    page.say("a", "1");
    page.say("a", "2");
    assert!(page.is_silent().await);
    page.feed.set_visible(true);
    assert_eq!(numbers(&page.next().await), [Some(Value::Number(2.0))]);
}

#[tokio::test(start_paused = true)]
async fn a_newer_question_answers_an_older_one_empty() {
    let mut page = page(&["a"]);
    page.watch(&["a"]);
    page.next().await;
    let older = tokio::spawn({
        let (feed, last) = (Arc::clone(&page.feed), page.last);
        async move { feed.next(last).await }
    });
    tokio::task::yield_now().await;
    page.say("a", "1");
    let newer = page.next().await;
    assert_eq!(numbers(&newer), [Some(Value::Number(1.0))]);
    let older = older.await.unwrap();
    assert_eq!((older.number, older.events), (1, Vec::new()));
}

#[tokio::test(start_paused = true)]
async fn what_did_not_arrive_is_said_again() {
    let mut page = page(&["a"]);
    page.watch(&["a"]);
    page.next().await;
    page.say("a", "1");
    page.told.say(1, report());
    let lost = page.feed.next(page.last).await;
    let again = page.next().await;
    assert_eq!(again.events, lost.events);
    assert!(page.is_silent().await, "and then it has arrived");
}

#[tokio::test(start_paused = true)]
async fn a_page_that_begins_anew_is_told_how_everything_is() {
    let mut page = page(&["a"]);
    page.watch(&["a"]);
    page.say("a", "1");
    let first = page.next().await;
    assert!(page.is_silent().await);
    page.last = 0;
    let begun = page.next().await;
    assert_eq!(begun.events, first.events);
    assert!(begun.number > first.number);
}

/// Counts how often it is asked, and has nothing to say.
struct Counted(Arc<AtomicU32>);

impl Teller<RoomEvent> for Counted {
    fn collect(&mut self) -> Option<RoomEvent> {
        self.0.fetch_add(1, Ordering::Relaxed);
        None
    }

    fn restart(&mut self) {}
}

#[tokio::test(start_paused = true)]
async fn while_nothing_changes_nothing_is_looked_at_and_a_flood_out_of_view_is_looked_at_in_step() {
    let page = page(&["a"]);
    let looks = Arc::<AtomicU32>::default();
    page.feed.add(Counted(Arc::clone(&looks)));
    let hour = Duration::from_secs(3_600);
    assert!(timeout(hour, page.feed.next(0)).await.is_err());
    assert_eq!(looks.load(Ordering::Relaxed), 1);

    let flood = async {
        for _ in 0..1_000 {
            page.say("a", "1");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        () = flood => {}
        batch = page.feed.next(0) => panic!("{batch:?}"),
    }
    let looks = looks.load(Ordering::Relaxed);
    assert!(looks <= 1 + 1_000 / 33 + 1, "{looks}");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_ended_is_answered_empty() {
    let page = page(&["a"]);
    page.watch(&["a"]);
    let feed = Arc::clone(&page.feed);
    feed.set_visible(false);
    let waiting = tokio::spawn(async move { feed.next(0).await });
    tokio::task::yield_now().await;
    page.feed.end();
    assert_eq!(waiting.await.unwrap().events, []);
    assert_eq!(page.feed.next(0).await.events, []);
}
