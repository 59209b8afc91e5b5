use super::*;

#[test]
fn since_when_a_value_holds_is_known_only_for_what_was_heard_to_change() {
    let board = board_with("a/value", &binding("t"));
    let since = || read(&board, "a/value").since;
    let keep = |payload: &str, at| {
        let message = message("t", payload, true);
        board.message(&message, at, &mut |_| {});
    };
    keep("1", 1_000);
    assert_eq!(since(), None, "kept: it may have been so for years");
    say(&board, "t", "1", 2_000);
    assert_eq!(since(), None, "said again is no change");
    say(&board, "t", "2", 3_000);
    say(&board, "t", "2", 4_000);
    say(&board, "t", "broken", 5_000);
    assert_eq!(
        since(),
        Some(3_000),
        "of the change, not of the newest message"
    );
    board.connected();
    keep("2", 6_000);
    assert_eq!(since(), None, "what it was while we were away nobody knows");
    say(&board, "t", "3", 7_000);
    assert_eq!(since(), Some(7_000));
    board.connected();
    say(&board, "t", "3", 8_000);
    assert_eq!(
        since(),
        None,
        "the first word after a break may be an old one"
    );
}

#[test]
fn what_could_not_be_read_after_a_break_leaves_it_unknown_since_when() {
    let board = board_with("a/value", &binding("t"));
    let since = || read(&board, "a/value").since;
    say(&board, "t", "1", 1);
    say(&board, "t", "2", 2);
    assert_eq!(since(), Some(2));
    board.connected();
    say(&board, "t", "broken", 3);
    assert_eq!(since(), None);
    say(&board, "t", "2", 4);
    assert_eq!(since(), None);
    say(&board, "t", "3", 5);
    assert_eq!(since(), Some(5));
}
