//! What a kept session had queued.

use super::{
    silence::{greenhouse, hear},
    *,
};

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

/// Whose device says when it measured.
fn dated() -> Binding {
    Binding {
        template: Some("{{ value_json.v }}".into()),
        time_template: Some("{{ value_json.t }}".into()),
        ..binding("t")
    }
}

#[test]
fn a_queue_whose_device_says_when_it_measured_is_kept_as_it_was_measured() {
    let board = board_with("a/value", &dated());
    for (second, value) in [(1_700_000_000, 1), (1_700_000_060, 1), (1_700_000_120, 2)] {
        let payload = format!(r#"{{"v":{value},"t":{second}}}"#);
        let told = queued(&board, &payload, 1_800_000_000_000);
        assert!(told[0].3, "{told:?}");
    }
    assert!(caught_up(&board, 1_800_000_000_000).is_empty());
}

#[test]
fn what_a_queue_said_before_its_device_went_away_does_not_hold_when_all_of_it_is_told() {
    let board = greenhouse();
    let queued = |topic: &str, payload: &str| {
        let message = Message {
            queued: true,
            ..message(topic, payload, false)
        };
        hear(&board, &message, 1)
    };
    queued("t", "20");
    queued("t/availability", "offline");
    assert!(caught_up(&board, 2).is_empty(), "the gap stays");
    queued("t/availability", "online");
    queued("t/availability", "offline");
    queued("t", "21");
    let kept = caught_up(&board, 3);
    assert_eq!(kept.len(), 1, "said by a device on its way out: {kept:?}");
}

#[test]
fn that_nothing_is_known_is_no_gap_in_the_past_whatever_time_the_device_says() {
    let board = board_with("a/value", &dated());
    let says = |value: &str, second: i64| format!(r#"{{"v":{value},"t":{second}}}"#);
    let mut heard = Vec::new();
    let mut say = |payload: &str, queued| {
        let message = Message {
            queued,
            ..message("t", payload, false)
        };
        board.message(&message, 1_800_000_000_000, &mut |taken| {
            heard.push((taken.value.is_some(), taken.at, taken.track.is_some()));
        });
    };
    say(&says("null", 1_700_000_000), false);
    board.connected();
    say(&says("null", 1_700_000_060), true);
    say(&says("5", 1_700_000_120), true);
    assert_eq!(
        heard,
        [
            (false, 1_800_000_000_000, true),
            (false, 1_800_000_000_000, false),
            (true, 1_700_000_120_000, true)
        ]
    );
    assert!(caught_up(&board, 1_800_000_000_000).is_empty());
    queued(&board, &says("null", 1_700_000_180), 1_800_000_000_000);
    let last = caught_up(&board, 1_800_000_000_001);
    assert_eq!(last, [("a/value".into(), None, false, true)]);
}
