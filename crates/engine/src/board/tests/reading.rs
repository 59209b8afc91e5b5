//! Messages are read outside of the board's lock, and what makes too much is switched off.

use super::*;

/// Sees whether a board is free while a message is read.
#[derive(Debug, Default)]
struct Onlooker {
    board: std::sync::OnceLock<Arc<Board>>,
    free: AtomicU64,
}

impl Witness for Onlooker {
    fn begins(&self, _: &BindingKey) {
        let board = self.board.get().unwrap();
        self.free.fetch_add(
            u64::from(board.inner.try_lock().is_some()),
            Ordering::Relaxed,
        );
    }

    fn ended(&self) {}
}

#[test]
fn a_board_can_be_looked_at_while_templates_run() {
    let onlooker = Arc::<Onlooker>::default();
    let interests = Arc::new(Interests::default());
    let witness = Arc::clone(&onlooker) as Arc<dyn Witness>;
    let boards = Boards::seen_by(witness, Arc::clone(&interests));
    let board = boards.of(&broker());
    onlooker.board.set(Arc::clone(&board)).unwrap();
    let farm = Farm {
        interests,
        boards,
        board,
    };
    farm.bind("a/value", &templated("{{ value }}"));
    farm.bind_as("preview/value", &templated("{{ value }}"), Work::Preview);
    say(&farm, "t", "5", 1);
    farm.bind_as(
        "preview/value",
        &templated("{{ value | float }}"),
        Work::Preview,
    );
    assert_eq!(
        onlooker.free.load(Ordering::Relaxed),
        3,
        "the third: the editor reads its message anew"
    );
    assert_eq!(read(&farm, "preview/value").value, Some(Value::Number(5.0)));
}

fn templated(template: &str) -> Binding {
    Binding {
        template: Some(template.to_owned()),
        ..binding("t")
    }
}

const GREEDY: &str = "{% if value == 'go' %}{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}{% endif %}{{ 7 }}";

#[test]
fn a_template_that_made_too_much_is_switched_off_and_no_message_switches_it_on() {
    let board = board_with("a/value", &templated(GREEDY));
    let off = Some(ReadingProblem::SwitchedOff { line: 1 });
    say(&board, "t", "5", 1);
    assert_eq!(read(&board, "a/value").value, Some(Value::Number(7.0)));
    say(&board, "t", "go", 2);
    assert_eq!(read(&board, "a/value").problem, off);
    say(&board, "t", "5", 3);
    board.subscribed(&TopicFilter::parse("t").unwrap(), &Ok(()));
    board.too_large("t", 10, 5);
    let reading = read(&board, "a/value");
    assert_eq!((reading.problem, reading.at), (off, Some(2)));
    assert_eq!(reading.value, Some(Value::Number(7.0)), "the last good one");
    assert_eq!(board.boards.switched_off(), 1);
}

#[test]
fn what_is_switched_off_stays_so_when_its_dashboard_is_saved_and_works_when_the_tile_is() {
    let board = board_with("a/value", &templated(GREEDY));
    let is_off = || read(&board, "a/value").problem.is_some();
    say(&board, "t", "go", 1);
    board.bind("a/value", &templated(GREEDY));
    assert!(is_off(), "another tile was moved");
    board.boards.switch_on(key("a/value").tile());
    assert!(!is_off(), "the person asked");
    assert_eq!(say(&board, "t", "5", 2).len(), 1);
    say(&board, "t", "go", 3);
    let edited = Binding {
        unit: Some("l".into()),
        ..templated(GREEDY)
    };
    board.bind("a/value", &edited);
    assert!(!is_off(), "the tile was edited");
    assert_eq!(board.boards.switched_off(), 2);
}

#[test]
fn a_tile_that_is_put_to_work_again_asks_for_what_the_broker_keeps() {
    let board = board_with("a/value", &templated(GREEDY));
    let following = board.interests.of(&broker()).follow();
    following.look(|_, news| news);
    say(&board, "t", "go", 1);
    board.boards.switch_on(key("a/value").tile());
    let news = following.look(|_, news| news);
    assert!(news.fresh.contains(&TopicFilter::parse("t").unwrap()));
    assert!(news.gone.is_empty());
}

#[test]
fn a_message_that_comes_while_its_tile_gets_another_unit_is_not_lost() {
    let board = board_with("a/value", &binding("t"));
    let mut concerned = Vec::new();
    let message = message("t", "5", false);
    board.lock().concerned(&message, &mut concerned);
    let corrected = Binding {
        unit: Some("°C".into()),
        ..binding("t")
    };
    board.bind("b/value", &binding("u"));
    board.bind("a/value", &corrected);
    let [(index, reader)] = concerned.as_slice() else {
        panic!("{concerned:?}");
    };
    let mut places = board.lock();
    assert!(places.still(Some(*index), reader).is_some());
    drop(places);
    board.bind("a/value", &templated("{{ value }}"));
    assert!(board.lock().still(Some(*index), reader).is_none());
}

#[test]
fn all_tiles_of_a_large_message_share_what_was_parsed() {
    let board = farm();
    let whole = Binding {
        decode: Decode::Json,
        ..binding("t")
    };
    for n in 0..50 {
        board.bind(&format!("tile{n}/value"), &whole);
    }
    let devices = serde_json::json!(vec!["lamp"; 5_000]).to_string();
    say(&board, "t", &devices, 1);
    let text = |n| match read(&board, &format!("tile{n}/value")).value {
        Some(Value::Json(json)) => json,
        other => panic!("{other:?}"),
    };
    let first = text(0);
    for n in 0..50 {
        assert!(std::ptr::eq(first.text(), text(n).text()));
    }
    let batch = serde_json::to_string(&read(&board, "tile0/value")).unwrap();
    assert!(batch.len() < 600, "{} bytes for the screen", batch.len());
}

#[test]
fn a_table_gets_all_of_its_list_and_not_more_than_is_kept_of_any() {
    let board = farm();
    let list = Binding {
        decode: Decode::Json,
        ..binding("t")
    };
    board.bind("a/table", &list);
    board.bind_as("preview/table", &list, Work::Preview);
    let devices = serde_json::json!(vec!["lamp"; 5_000]).to_string();
    for (name, at) in [("a/table", 1), ("preview/table", 1_000)] {
        say(&board, "t", &devices, at);
        let sent = serde_json::to_value(read(&board, name)).unwrap();
        assert_eq!(sent["value"]["value"], devices.as_str(), "{name}");
    }
    say(
        &board,
        "t",
        &serde_json::json!(vec!["lamp"; 50_000]).to_string(),
        2,
    );
    let reading = read(&board, "a/table");
    assert!(matches!(
        reading.problem,
        Some(ReadingProblem::TooLarge { limit: 65_536, .. })
    ));
    let sent = serde_json::to_value(reading).unwrap();
    assert_eq!(
        sent["value"]["value"],
        devices.as_str(),
        "the last one stays"
    );
}

#[test]
fn a_picture_is_a_value_that_nobody_records_and_a_bad_one_says_why() {
    const PIXEL: &str = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    let board = board_with(
        "a/picture",
        &Binding {
            decode: Decode::Picture,
            template: Some("{{ value_json.image }}".to_owned()),
            ..binding("t")
        },
    );
    let json = |image: &str| serde_json::json!({ "image": image }).to_string();
    say(&board, "t", &json(PIXEL), 1);
    let Some(Value::Picture(picture)) = read(&board, "a/picture").value else {
        panic!("{:?}", read(&board, "a/picture"));
    };
    assert_eq!((picture.width, picture.height), (1, 1));
    let track = board.boards.track(&key("a/picture")).unwrap();
    assert_eq!(track.recordable(&Value::Picture(picture)), None);
    say(&board, "t", &json("data:image/svg+xml,<svg/>"), 2);
    let reading = read(&board, "a/picture");
    assert_eq!(reading.problem, Some(ReadingProblem::VectorPicture));
    assert!(matches!(reading.value, Some(Value::Picture(_))));
}
