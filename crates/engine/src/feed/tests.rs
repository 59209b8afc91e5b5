//! On paused time: every wait below is virtual.

use bytes::Bytes;
use tilework_core::{
    binding::{Binding, Decode, Qos},
    topic::TopicFilter,
    value::Value,
};
use tokio::{sync::mpsc, time::Instant};

use super::*;
use crate::{board::Work, link::Message};

struct Window {
    feeds: Feeds,
    boards: Arc<Boards>,
    id: FeedId,
    batches: mpsc::UnboundedReceiver<FeedBatch>,
}

fn key(topic: &str) -> BindingKey {
    BindingKey::try_from(format!("{topic}/value")).unwrap()
}

fn window(topics: &[&str]) -> Window {
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
    let feeds = Feeds::default();
    let (tx, batches) = mpsc::unbounded_channel();
    let id = feeds.open(
        Arc::clone(&boards),
        BTreeMap::new,
        Box::new(move |batch| tx.send(batch).is_ok()),
    );
    Window {
        feeds,
        boards,
        id,
        batches,
    }
}

impl Window {
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

    async fn next(&mut self) -> FeedBatch {
        self.batches.recv().await.unwrap()
    }

    async fn next_within(&mut self, limit: Duration) -> Option<FeedBatch> {
        tokio::time::timeout(limit, self.batches.recv())
            .await
            .ok()
            .flatten()
    }

    fn acknowledge(&self, batch: &FeedBatch) {
        self.feeds.acknowledge(self.id, batch.batch);
    }
}

#[tokio::test(start_paused = true)]
async fn a_thousand_messages_while_one_batch_is_out_become_one_reading() {
    let mut window = window(&["a"]);
    window.feeds.watch(window.id, vec![key("a")]);
    let first = window.next().await;
    for n in 0..1_000 {
        window.say("a", &n.to_string());
    }
    assert_eq!(
        window.next_within(Duration::from_secs(60)).await,
        None,
        "nothing before the acknowledgement"
    );
    window.acknowledge(&first);
    let second = window.next().await;
    assert_eq!(second.readings.len(), 1);
    assert_eq!(second.readings[0].value, Some(Value::Number(999.0)));
}

#[tokio::test(start_paused = true)]
async fn batches_keep_33_ms_apart() {
    let mut window = window(&["a"]);
    window.feeds.watch(window.id, vec![key("a")]);
    let mut last = window.next().await;
    let start = Instant::now();
    for n in 0..10 {
        window.say("a", &n.to_string());
        window.acknowledge(&last);
        last = window.next().await;
    }
    assert!(start.elapsed() >= PACE * 9, "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn only_bindings_in_view_are_sent() {
    let mut window = window(&["a", "b"]);
    window.feeds.watch(window.id, vec![key("a")]);
    let first = window.next().await;
    window.acknowledge(&first);
    window.say("b", "1");
    assert_eq!(window.next_within(Duration::from_secs(60)).await, None);
    window.feeds.watch(window.id, vec![key("a"), key("b")]);
    let second = window.next().await;
    let keys: Vec<_> = second
        .readings
        .iter()
        .map(|reading| reading.binding.clone())
        .collect();
    assert_eq!(
        keys,
        [key("b")],
        "what came into view, and not again what was"
    );
}

#[tokio::test(start_paused = true)]
async fn a_hidden_window_gets_nothing_and_then_the_newest() {
    let mut window = window(&["a"]);
    window.feeds.watch(window.id, vec![key("a")]);
    let first = window.next().await;
    window.acknowledge(&first);
    window.feeds.set_visible(window.id, false);
    window.say("a", "1");
    window.say("a", "2");
    assert_eq!(window.next_within(Duration::from_secs(60)).await, None);
    window.feeds.set_visible(window.id, true);
    assert_eq!(
        window.next().await.readings[0].value,
        Some(Value::Number(2.0))
    );
}
