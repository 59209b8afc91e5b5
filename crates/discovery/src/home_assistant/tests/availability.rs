use super::*;

#[test]
fn several_availabilities_are_followed_as_their_mode_says_and_a_topic_counts_once() {
    let it = entity(
        "sensor",
        json!({
            "stat_t": "a", "avty": [
                { "t": "bridge" },
                { "t": "own", "val_tpl": "{{ 'offline' }}" },
                { "t": "own", "pl_avail": "YES", "pl_not_avail": "NO" },
            ],
        }),
    );
    let said = it.availability.unwrap();
    let topics: Vec<_> = said.reads.iter().map(|it| it.topic.as_str()).collect();
    assert_eq!(
        (topics.as_slice(), said.mode),
        (["bridge", "own"].as_slice(), Mode::Latest)
    );
    let own = &said.reads[1];
    assert_eq!(own.template, None);
    assert_eq!(
        own.decode,
        Decode::OnOff {
            on: "YES".into(),
            off: "NO".into()
        }
    );
    assert_eq!(it.notes, []);
}

#[test]
fn of_more_availabilities_than_a_tile_can_follow_the_last_are_followed_and_it_is_told() {
    let all: Vec<_> = (0..6).map(|n| json!({ "t": format!("t/{n}") })).collect();
    let it = entity(
        "sensor",
        json!({ "stat_t": "a", "avty": all, "avty_mode": "all" }),
    );
    let said = it.availability.unwrap();
    let topics: Vec<_> = said.reads.iter().map(|it| it.topic.as_str()).collect();
    assert_eq!(topics, ["t/2", "t/3", "t/4", "t/5"]);
    assert_eq!(said.mode, Mode::All);
    assert_eq!(it.notes, [Note::SeveralAvailabilities { count: 6 }]);
}

#[test]
fn a_plain_word_of_availability_is_read_by_a_template_for_json() {
    let it = entity(
        "sensor",
        json!({
            "stat_t": "a", "avty_t": "lwt", "avty_tpl": "{{ value_json.state }}",
        }),
    );
    let template = it.availability.unwrap().reads[0].template.clone().unwrap();
    let template = ValueTemplate::parse(&template).unwrap();
    assert_eq!(template.render("online").unwrap(), "online");
    assert_eq!(
        template.render(r#"{"state":"offline"}"#).unwrap(),
        "offline"
    );
}
