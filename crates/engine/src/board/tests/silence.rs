//! Messages that say nothing about a binding, values that nobody knows, and devices that are away.

use tilework_core::availability::Mode;

use super::*;

fn templated(template: &str) -> Binding {
    Binding {
        template: Some(template.to_owned()),
        ..binding("t")
    }
}

/// What the taps hear: who, the value, and whether it goes to the history.
pub type Heard = (String, Option<Value>, bool);

pub fn hear(board: &Farm, message: &Message, at: Millis) -> Vec<Heard> {
    let mut all = Vec::new();
    board.message(message, at, &mut |taken| {
        let heard = taken.value.cloned();
        all.push((taken.key.to_string(), heard, taken.track.is_some()));
    });
    all
}

#[test]
fn a_message_that_says_nothing_about_a_binding_changes_nothing_of_it() {
    let board = board_with("a/value", &templated("{{ value_json.tempc }}"));
    say(&board, "t", r#"{"tempc": 22.9}"#, 1_000);
    let before = read(&board, "a/value");
    let mut seen = HashMap::from([(key("a/value"), 0)]);
    board.boards.changed_since(&mut seen);
    for payload in [r#"{"moi": 11}"#, "", "offline"] {
        assert!(say(&board, "t", payload, 2_000).is_empty(), "{payload}");
        assert_eq!(read(&board, "a/value"), before);
        assert!(board.boards.changed_since(&mut seen).is_empty());
    }
}

#[test]
fn a_message_that_says_nothing_ends_no_problem_but_those_of_the_topic() {
    let board = board_with("a/value", &templated("{{ value_json.tempc }}"));
    say(&board, "t", r#"{"tempc": "hot"}"#, 1);
    say(&board, "t", r#"{"moi": 11}"#, 2);
    let problem = read(&board, "a/value").problem;
    assert!(matches!(problem, Some(ReadingProblem::NotANumber { .. })));
    board.too_large("t", 10, 5);
    say(&board, "t", r#"{"moi": 11}"#, 3);
    assert_eq!(read(&board, "a/value").problem, None);
}

#[test]
fn what_its_source_does_not_know_has_no_value_and_is_a_gap_in_the_history() {
    let board = board_with("a/value", &binding("t"));
    say(&board, "t", "20", 1_000);
    let lost = hear(&board, &message("t", "nan", false), 2_000);
    assert_eq!(lost, [("a/value".to_owned(), None, true)]);
    let reading = read(&board, "a/value");
    assert_eq!(
        (reading.value, reading.problem, reading.at),
        (None, None, Some(2_000))
    );
    say(&board, "t", "22", 3_000);
    assert_eq!(read(&board, "a/value").value, Some(Value::Number(22.0)));
}

#[test]
fn the_editor_shows_a_message_that_says_nothing_and_reads_it_anew_with_another_template() {
    let board = farm();
    board.bind_as(
        "preview/value",
        &templated("{{ value_json.sol }}"),
        Work::Preview,
    );
    say(&board, "t", r#"{"soil": 38}"#, 1);
    let reading = read(&board, "preview/value");
    assert_eq!((reading.at, reading.value), (None, None));
    assert_eq!(reading.payload.as_deref(), Some(r#"{"soil": 38}"#));
    board.bind_as(
        "preview/value",
        &templated("{{ value_json.soil }}"),
        Work::Preview,
    );
    assert_eq!(
        read(&board, "preview/value").value,
        Some(Value::Number(38.0))
    );
}

/// A tile with a value and its device's availability.
pub fn greenhouse() -> Farm {
    let farm = farm();
    let there = Binding {
        decode: Decode::OnOff {
            on: "online".into(),
            off: "offline".into(),
        },
        ..binding("t/availability")
    };
    let value = binding("t");
    let tile = key("a/value").tile().clone();
    let slots = [("value", &value), ("availability", &there)];
    let slots = slots.map(|(slot, binding)| (slot.parse().unwrap(), binding));
    farm.boards.set_tile(&tile, slots.into_iter(), Work::Tile);
    farm
}

#[test]
fn while_a_device_is_away_its_history_has_a_gap_and_what_the_broker_keeps_does_not_fill_it() {
    let board = greenhouse();
    let there = |payload| message("t/availability", payload, false);
    say(&board, "t", "20", 1);
    let gaps = |heard: Vec<Heard>| -> Vec<_> {
        let value = |it: &Heard| it.0 == "a/value";
        heard.into_iter().filter(value).collect()
    };
    let gap = [("a/value".to_owned(), None, true)];
    assert_eq!(gaps(hear(&board, &there(r#"{"state":"offline"}"#), 2)), gap);
    assert!(gaps(hear(&board, &there("offline"), 3)).is_empty(), "once");
    let shown = read(&board, "a/value").value;
    assert_eq!(shown, Some(Value::Number(20.0)), "as the last thing known");
    board.connected();
    let kept = hear(&board, &message("t", "20", true), 4);
    assert_eq!(
        kept,
        [("a/value".to_owned(), Some(Value::Number(20.0)), false)]
    );
    let speaks = hear(&board, &message("t", "21", false), 5);
    assert_eq!(
        speaks,
        [("a/value".to_owned(), Some(Value::Number(21.0)), true)]
    );
}

#[test]
fn a_device_with_two_availabilities_is_away_as_its_tile_says() {
    for (mode, one_away, both_away) in [
        (Mode::All, true, true),
        (Mode::Any, false, true),
        (Mode::Latest, true, true),
    ] {
        let board = farm();
        let there = Binding {
            decode: Decode::Auto,
            ..binding("one")
        };
        let other = Binding {
            decode: Decode::Auto,
            ..binding("other")
        };
        let value = binding("t");
        let tile = key("a/value").tile().clone();
        let slots = [
            ("value", &value),
            ("availability", &there),
            ("availability2", &other),
        ];
        let slots = slots.map(|(slot, binding)| (slot.parse().unwrap(), binding));
        board.boards.set_tile(&tile, slots.into_iter(), Work::Tile);
        board.boards.set_mode(&tile, mode);
        say(&board, "t", "20", 1);
        say(&board, "other", "online", 2);
        let gap = |heard: Vec<Heard>| heard.iter().any(|it| it.0 == "a/value" && it.1.is_none());
        let first = gap(hear(&board, &message("one", "offline", false), 3));
        assert_eq!(first, one_away, "{mode:?}");
        let second = gap(hear(&board, &message("other", "offline", false), 4));
        assert_eq!(first || second, both_away, "{mode:?}");
    }
}

/// A tile whose device is there as the last word of two says.
fn of_two() -> Farm {
    let board = farm();
    let there = |topic| Binding {
        decode: Decode::Auto,
        ..binding(topic)
    };
    let (value, one, other) = (binding("t"), there("one"), there("other"));
    let slots = [
        ("value", &value),
        ("availability", &one),
        ("availability2", &other),
    ];
    let slots = slots.map(|(slot, binding)| (slot.parse().unwrap(), binding));
    let tile = key("a/value").tile().clone();
    board.boards.set_tile(&tile, slots.into_iter(), Work::Tile);
    board.boards.set_mode(&tile, Mode::Latest);
    board
}

#[test]
fn a_word_of_availability_that_was_not_understood_is_not_the_last_one() {
    let board = of_two();
    let is_away = || board.lock().is_away(key("a/value").tile());
    say(&board, "one", "online", 1);
    say(&board, "other", "offline", 2);
    assert!(is_away());
    say(&board, "one", "sleeping", 3);
    assert!(is_away(), "the other spoke last");
    say(&board, "one", "online", 4);
    assert!(!is_away());
    say(&board, "other", "sleeping", 5);
    assert!(!is_away());
}
