mod reading;
mod silence;
mod since;

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
fn a_changed_binding_starts_anew_and_an_unchanged_one_keeps_its_reading() {
    let board = board_with("a/value", &binding("t"));
    let following = board.interests.of(&broker()).follow();
    let news = || following.look(|_, news| news);
    say(&board, "t", "5", 1);
    board.bind("a/value", &binding("t"));
    assert_eq!(news(), News::default(), "nobody asks the broker again");
    assert_eq!(read(&board, "a/value").value, Some(Value::Number(5.0)));
    board.bind("a/value", &binding("u"));
    let only = |text: &str| [TopicFilter::parse(text).unwrap()].into();
    let News { fresh, gone, .. } = news();
    assert_eq!((fresh, gone), (only("u"), only("t")));
    assert_eq!(read(&board, "a/value").value, None);
    board.unbind("a/value");
    assert_eq!(news().gone, only("u"));
    assert!(say(&board, "u", "1", 2).is_empty());
}

/// What a kept session had queued: key, value, whether it may be an answer, and whether it goes to the history.
type Told = (String, Option<Value>, bool, bool);

fn told(taken: &Taken<'_>) -> Told {
    let name = taken.key.to_string();
    let kept = taken.track.is_some();
    (name, taken.value.cloned(), !taken.retained, kept)
}

fn queued(board: &Farm, payload: &str, at: Millis) -> Vec<Told> {
    let mut all = Vec::new();
    let message = Message {
        queued: true,
        ..message("t", payload, false)
    };
    board.message(&message, at, &mut |taken| all.push(told(&taken)));
    all
}

fn caught_up(board: &Farm, at: Millis) -> Vec<Told> {
    let mut all = Vec::new();
    board.caught_up(at, &mut |taken| all.push(told(&taken)));
    all
}

#[test]
fn a_queue_answers_no_command_and_only_what_came_last_of_it_is_kept() {
    let board = board_with("a/value", &binding("t"));
    let says = |value: i32, kept| {
        vec![(
            "a/value".into(),
            Some(Value::Number(value.into())),
            false,
            kept,
        )]
    };
    for value in 1..4 {
        assert_eq!(queued(&board, &value.to_string(), 100), says(value, false));
    }
    let shown = read(&board, "a/value");
    assert!(shown.retained && shown.value == Some(Value::Number(3.0)));
    assert_eq!(caught_up(&board, 100), says(3, true));
    assert!(caught_up(&board, 100).is_empty(), "once");
    queued(&board, "4", 100);
    say(&board, "t", "5", 101);
    assert!(caught_up(&board, 102).is_empty(), "something newer is kept");
}

#[test]
fn a_queue_whose_device_says_when_it_measured_is_kept_as_it_was_measured() {
    let told = Binding {
        template: Some("{{ value_json.v }}".into()),
        time_template: Some("{{ value_json.t }}".into()),
        ..binding("t")
    };
    let board = board_with("a/value", &told);
    for (second, value) in [(1_700_000_000, 1), (1_700_000_060, 1), (1_700_000_120, 2)] {
        let payload = format!(r#"{{"v":{value},"t":{second}}}"#);
        let told = queued(&board, &payload, 1_800_000_000_000);
        assert!(told[0].3, "{told:?}");
    }
    assert!(caught_up(&board, 1_800_000_000_000).is_empty());
}

#[test]
fn a_refused_subscription_is_shown_until_it_is_granted() {
    let board = board_with("a/value", &binding("t"));
    let filter = TopicFilter::parse("t").unwrap();
    let refusal = Refusal::new(0x87, None);
    board.subscribed(&filter, &Err(refusal.clone()));
    assert_eq!(
        read(&board, "a/value").problem,
        Some(ReadingProblem::SubscriptionRefused { refusal })
    );
    board.subscribed(&filter, &Ok(()));
    assert_eq!(read(&board, "a/value").problem, None);
}

#[test]
fn a_message_that_was_left_out_is_told_on_its_tile_until_the_next_one_comes() {
    let board = board_with("a/value", &binding("farm/+"));
    board.too_large("farm/camera", 20_000_000, 1_024);
    assert_eq!(
        read(&board, "a/value").problem,
        Some(ReadingProblem::MessageTooLarge {
            bytes: 20_000_000,
            limit: 1_024
        })
    );
    say(&board, "farm/camera", "5", 1);
    assert_eq!(read(&board, "a/value").problem, None);
}

#[test]
fn a_prefix_stands_before_every_topic_that_does_not_have_it_and_wildcards_mean_what_is_behind_it() {
    for (topic, reads) in [
        ("kitchen/temp", true),
        ("/kitchen/temp", true),
        ("/me/kitchen/temp", true),
        ("#", true),
        ("+/temp", true),
        ("/+/temp", true),
        ("temp", false),
        ("+/+/+/temp", false),
    ] {
        for first in [true, false] {
            let board = farm();
            let bind = || board.bind("a/value", &binding(topic));
            if first {
                bind();
            }
            board.set_prefix("/me/");
            if !first {
                bind();
            }
            let taken = say(&board, "/me/kitchen/temp", "5", 1);
            assert_eq!(taken.len(), usize::from(reads), "{topic}");
            board.unbind("a/value");
            assert!(say(&board, "/me/kitchen/temp", "5", 1).is_empty());
        }
    }
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
fn a_corrected_unit_keeps_the_reading() {
    let board = board_with("a/value", &binding("t"));
    say(&board, "t", "5", 1);
    let corrected = Binding {
        unit: Some("°C".into()),
        ..binding("t")
    };
    board.bind("a/value", &corrected);
    let reading = read(&board, "a/value");
    assert_eq!(
        (reading.value, reading.unit.as_deref()),
        (Some(Value::Number(5.0)), Some("°C"))
    );
}

#[test]
fn the_editor_reads_the_newest_message_anew_with_another_template() {
    let board = farm();
    board.bind_as("preview/value", &binding("t"), Work::Preview);
    say(&board, "t", r#"{"soil": 38}"#, 1);
    let picked = Binding {
        template: Some("{{ value_json.soil }}".into()),
        ..binding("t")
    };
    board.bind_as("preview/value", &picked, Work::Preview);
    let reading = read(&board, "preview/value");
    assert_eq!(reading.value, Some(Value::Number(38.0)));
    assert_eq!(reading.payload.as_deref(), Some(r#"{"soil": 38}"#));
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
fn a_binding_that_moves_to_another_broker_is_told_anew_and_its_old_topic_is_let_go() {
    let board = board_with("a/value", &binding("t"));
    (0..10).for_each(|n| drop(say(&board, "t", "5", n)));
    let mut seen = HashMap::from([(key("a/value"), 0)]);
    board.boards.changed_since(&mut seen);
    let moved = Binding {
        broker: "barn".parse().unwrap(),
        ..binding("t")
    };
    board.bind("a/value", &moved);
    let told = board.boards.changed_since(&mut seen);
    assert_eq!(told.len(), 1, "however old the other board is");
    assert_eq!(told[0].value, None);
    assert!(say(&board, "t", "6", 20).is_empty());
    assert!(board.held().is_empty());
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

#[tokio::test(start_paused = true)]
async fn a_flood_that_the_editor_looks_into_is_shed_and_every_tile_hears_all_of_it() {
    let board = board_with("a/value", &binding("farm/+"));
    board.bind_as("preview/value", &binding("#"), Work::Preview);
    let heard = |name: &str, all: &[BindingKey]| all.iter().filter(|it| **it == key(name)).count();
    let all: Vec<_> = (0..10_000)
        .flat_map(|n| say(&board, "farm/1", "5", n))
        .collect();
    assert_eq!(heard("a/value", &all), 10_000);
    assert_eq!(heard("preview/value", &all), 1_000);
    assert_eq!(board.interests.of(&broker()).shed().messages, 9_000);
}

#[test]
fn ten_thousand_topics_are_answered_and_edited_each_by_looking_at_its_own_binding() {
    let board = farm();
    let name = |n: u32| format!("tile{n}/value");
    for n in 0..10_000 {
        board.bind(&name(n), &binding(&format!("farm/{n}")));
    }
    let looked_at: usize = (0..10_000)
        .map(|n| {
            let filter = TopicFilter::parse(&format!("farm/{n}")).unwrap();
            board.with_filter(&filter, |bound, version| bound.subscribed(&Ok(()), version))
        })
        .sum();
    assert_eq!(looked_at, 10_000);
    let following = board.interests.of(&broker()).follow();
    board.bind(&name(1), &binding("farm/other"));
    let news = following.look(|_, news| news);
    assert_eq!((news.fresh.len(), news.gone.len()), (1, 1));
}
