//! Bindings that are edited while they are at work.

use super::{silence::hear, *};

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
fn a_corrected_unit_loses_nothing_of_what_was_heard() {
    let board = board_with("a/value", &binding("t"));
    say(&board, "t", "5", 1);
    say(&board, "t", "6", 2);
    let queued = Message {
        queued: true,
        ..message("t", "7", false)
    };
    let corrected = Binding {
        unit: Some("°C".into()),
        ..binding("t")
    };
    board.bind("a/value", &corrected);
    assert!(hear(&board, &queued, 3).is_empty(), "said before");
    say(&board, "t", "6", 4);
    assert_eq!(read(&board, "a/value").since, Some(2));
    board.connected();
    hear(&board, &queued, 5);
    board.bind("a/value", &binding("t"));
    let mut kept = 0;
    board.caught_up(6, &mut |_| kept += 1);
    assert_eq!(kept, 1, "what came last of the queue");
}
