mod edited;
mod queue;
mod reading;
mod silence;
mod since;
mod topics;

use std::collections::HashMap;

use bytes::Bytes;
use tilework_core::{
    binding::{Decode, Qos},
    reading::Reading,
    value::ReadingProblem,
};

use super::*;
use crate::{interests::News, link::PublishProperties};

fn broker() -> BrokerId {
    "farm".parse().unwrap()
}

fn key(text: &str) -> BindingKey {
    BindingKey::try_from(text.to_owned()).unwrap()
}

fn binding(topic: &str) -> Binding {
    Binding {
        broker: broker(),
        topic: TopicFilter::parse(topic).unwrap(),
        qos: Qos::AtMostOnce,
        template: None,
        decode: Decode::Number,
        unit: None,
        time_template: None,
    }
}

/// Boards with nothing but the one of the farm's broker.
struct Farm {
    boards: Boards,
    interests: Arc<Interests>,
    board: Arc<Board>,
}

impl std::ops::Deref for Farm {
    type Target = Board;
    fn deref(&self) -> &Board {
        &self.board
    }
}

fn farm() -> Farm {
    let interests = Arc::new(Interests::default());
    let boards = Boards::new(Arc::clone(&interests));
    let board = boards.of(&broker());
    Farm {
        boards,
        interests,
        board,
    }
}

impl Farm {
    fn bind_as(&self, name: &str, binding: &Binding, work: Work) {
        let key = key(name);
        let bindings = std::iter::once((key.slot().clone(), binding));
        self.boards.set_tile(key.tile(), bindings, work);
    }

    fn bind(&self, name: &str, binding: &Binding) {
        self.bind_as(name, binding, Work::Tile);
    }

    fn unbind(&self, name: &str) {
        let none = std::iter::empty();
        self.boards.set_tile(key(name).tile(), none, Work::Tile);
    }

    /// The filters that are held.
    fn held(&self) -> Vec<String> {
        let following = self.interests.of(&broker()).follow();
        following.peek(|wanted| wanted.all().map(|it| it.as_str().to_owned()).collect())
    }
}

fn board_with(name: &str, binding: &Binding) -> Farm {
    let farm = farm();
    farm.bind(name, binding);
    farm
}

fn message(topic: &str, payload: &str, retained: bool) -> Message {
    Message {
        topic: topic.into(),
        payload: Bytes::copy_from_slice(payload.as_bytes()),
        retained,
        ..Message::default()
    }
}

fn say(board: &Farm, topic: &str, payload: &str, at: Millis) -> Vec<BindingKey> {
    let mut taken = Vec::new();
    board.message(&message(topic, payload, false), at, &mut |it| {
        taken.push(it.key.clone())
    });
    taken
}

fn read(board: &Farm, name: &str) -> Reading {
    let mut seen = HashMap::from([(key(name), 0)]);
    board.boards.changed_since(&mut seen).remove(0)
}

#[test]
fn a_message_reaches_the_bindings_whose_filter_matches_and_no_others() {
    let board = board_with("a/value", &binding("farm/+/temperature"));
    assert_eq!(say(&board, "farm/1/temperature", "21.5", 1).len(), 1);
    assert!(say(&board, "farm/1/humidity", "60", 2).is_empty());
    assert_eq!(read(&board, "a/value").value, Some(Value::Number(21.5)));
}

#[test]
fn a_bad_payload_shows_its_problem_and_keeps_the_last_value() {
    let board = board_with("a/value", &binding("t"));
    say(&board, "t", "21.5", 1);
    say(&board, "t", "broken", 2);
    let reading = read(&board, "a/value");
    assert_eq!(reading.value, Some(Value::Number(21.5)));
    assert_eq!(
        reading.problem,
        Some(ReadingProblem::NotANumber {
            excerpt: "broken".into()
        })
    );
    say(&board, "t", "22", 3);
    assert_eq!(read(&board, "a/value").problem, None);
}

#[test]
fn a_template_is_told_when_the_message_came() {
    let template = "{{ as_timestamp(now()) - value | float }}".to_owned();
    let binding = Binding {
        template: Some(template),
        ..binding("uptime")
    };
    let board = board_with("a/value", &binding);
    say(&board, "uptime", "60", 1_795_345_200_000);
    let started = read(&board, "a/value").value;
    assert_eq!(started, Some(Value::Number(1_795_345_140.0)));
}

#[test]
fn only_what_changed_since_is_told() {
    let board = board_with("a/value", &binding("t"));
    let mut seen = HashMap::from([(key("a/value"), 0)]);
    assert_eq!(
        board.boards.changed_since(&mut seen).len(),
        1,
        "a new binding says that it has no value yet"
    );
    assert!(board.boards.changed_since(&mut seen).is_empty());
    say(&board, "t", "1", 1);
    say(&board, "t", "2", 2);
    let changed = board.boards.changed_since(&mut seen);
    assert_eq!(changed.len(), 1, "many messages, one reading: the newest");
    assert_eq!(changed[0].value, Some(Value::Number(2.0)));
}

#[test]
fn a_retained_message_counts_until_the_device_has_spoken_and_again_after_a_reconnection() {
    let board = board_with("a/value", &binding("t"));
    let keep = |payload: &str, at| {
        let message = message("t", payload, true);
        board.message(&message, at, &mut |_| {});
    };
    keep("5", 1_000);
    keep("5", 2_000);
    assert_eq!(read(&board, "a/value").at, Some(1_000), "repeated: no news");
    keep("6", 3_000);
    assert_eq!(read(&board, "a/value").value, Some(Value::Number(6.0)));
    say(&board, "t", "7", 4_000);
    keep("6", 5_000);
    assert_eq!(
        read(&board, "a/value").value,
        Some(Value::Number(7.0)),
        "older than what the device said"
    );
    board.connected();
    keep("8", 6_000);
    assert_eq!(
        read(&board, "a/value").value,
        Some(Value::Number(8.0)),
        "changed while we were away"
    );
}

#[test]
fn a_value_that_expires_says_when() {
    let board = board_with("a/value", &binding("t"));
    let properties = PublishProperties {
        expiry_seconds: Some(60),
        ..PublishProperties::default()
    };
    let message = Message {
        properties: Some(Box::new(properties)),
        ..message("t", "5", false)
    };
    board.message(&message, 1_000, &mut |_| {});
    assert_eq!(read(&board, "a/value").expires, Some(61_000));
    say(&board, "t", "6", 2_000);
    assert_eq!(read(&board, "a/value").expires, None);
}

#[test]
fn what_the_broker_keeps_is_told_once_after_each_connection_though_the_reading_stays() {
    let board = board_with("a/value", &binding("t"));
    let kept = |at| {
        let mut taken = Vec::new();
        board.message(&message("t", "5", true), at, &mut |it| {
            taken.push(it.at);
        });
        taken
    };
    assert_eq!(kept(1_000), [1_000]);
    assert!(kept(2_000).is_empty(), "another tile subscribed");
    board.connected();
    assert_eq!(kept(60_000), [60_000], "it still holds after the outage");
    assert!(kept(61_000).is_empty());
    assert_eq!(read(&board, "a/value").at, Some(1_000));
}

#[test]
fn a_device_whose_clock_is_days_ahead_is_told() {
    let timed = Binding {
        time_template: Some("{{ value }}".into()),
        ..binding("t")
    };
    let board = board_with("a/value", &timed);
    let now = 1_795_345_200_000;
    assert_eq!(say(&board, "t", "1795345205", now).len(), 1);
    assert!(say(&board, "t", "1795949999", now).is_empty());
    let problem = read(&board, "a/value").problem;
    assert!(
        matches!(&problem, Some(ReadingProblem::TimeAhead { excerpt }) if excerpt == "1795949999"),
        "{problem:?}"
    );
}

#[test]
fn on_and_off_are_words_where_other_words_may_come() {
    let mixed = Binding {
        decode: Decode::Auto,
        ..binding("t")
    };
    let off = Value::Boolean(false);
    assert_eq!(
        Track::of(&mixed).recordable(&off),
        Some(Recordable::Text("off"))
    );
    let only = Binding {
        decode: Decode::OnOff {
            on: "ON".into(),
            off: "OFF".into(),
        },
        ..binding("t")
    };
    assert_eq!(
        Track::of(&only).recordable(&off),
        Some(Recordable::OnOff(false))
    );
}

#[test]
fn two_bindings_that_read_the_same_are_kept_once_and_both_are_told() {
    let board = board_with("a/value", &binding("t"));
    board.bind("b/value", &binding("t"));
    let warmer = Binding {
        template: Some("{{ value_json + 1 }}".into()),
        ..binding("t")
    };
    board.bind("c/value", &warmer);
    let (mut told, mut kept) = (0, 0);
    board.message(&message("t", "5", false), 1, &mut |taken| {
        told += 1;
        kept += usize::from(taken.track.is_some());
    });
    assert_eq!((told, kept), (3, 2));
}
