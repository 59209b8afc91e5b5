use super::*;

fn whole(components: Value) -> Value {
    json!({
        "dev": { "ids": ["d1"], "name": "Box" }, "o": { "name": "maker" }, "avty_t": "~/s", "stat_t": "d1/state",
        "cmps": components,
    })
}

#[test]
fn a_device_hands_its_topics_down_and_its_base_not() {
    let found = devices(&[(
        "device/d1",
        whole(json!({
            "a": { "p": "sensor", "~": "d/1", "unique_id": "a" },
            "b": { "p": "sensor", "unique_id": "b", "stat_t": "own" },
            "bad": { "unique_id": "c" }, "worse": 7,
        })),
    )]);
    assert_eq!(found.len(), 1);
    let [a, b] = &found[0].entities[..] else {
        panic!("{found:#?}")
    };
    assert_eq!(a.availability.as_ref().unwrap().reads[0].topic, "d/1/s");
    assert_eq!(
        part(a, Role::Main).reads.as_ref().unwrap().topic,
        "d1/state"
    );
    assert_eq!(part(b, Role::Main).reads.as_ref().unwrap().topic, "own");
    assert_eq!(b.availability, None);
    assert_eq!(
        b.notes,
        [Note::Topic {
            field: "availability_topic".into()
        }]
    );
}

#[test]
fn a_component_that_is_left_out_or_says_only_what_it_was_is_gone() {
    let sensor = json!({ "p": "sensor", "unique_id": "x" });
    for later in [
        json!({ "a": sensor }),
        json!({ "a": sensor, "b": { "p": "sensor" } }),
    ] {
        let mut finder = finder();
        announce(
            &mut finder,
            "device/d1",
            &whole(json!({ "a": sensor, "b": sensor })),
        );
        assert_eq!(finder.devices()[0].entities.len(), 2);
        assert!(announce(&mut finder, "device/d1", &whole(later)));
        assert_eq!(finder.devices()[0].entities.len(), 1);
    }
}

#[test]
fn children_are_devices_of_their_own() {
    let mut root = whole(json!({ "a": { "p": "sensor", "unique_id": "a" } }));
    root["cdevs"] = json!([{
        "ids": ["d1-1"], "name": "Socket 1", "cmps": { "s": { "p": "switch", "unique_id": "s", "cmd_t": "s/set" } },
    }]);
    let found = devices(&[("device/d1", root)]);
    let names: Vec<_> = found
        .iter()
        .map(|it| it.described.name.as_deref().unwrap())
        .collect();
    assert_eq!(names, ["Box", "Socket 1"]);
}

#[test]
fn the_single_and_the_device_form_of_an_entity_are_one_and_it_moves_when_the_old_one_says_so() {
    let old = json!({ "stat_t": "old", "uniq_id": "t", "dev": { "ids": ["d1"] } });
    let new = whole(json!({ "t": { "p": "sensor", "unique_id": "t", "stat_t": "new" } }));
    let mut finder = finder();
    announce(&mut finder, "sensor/d1/t", &old);
    announce(&mut finder, "device/d1", &new);
    let topic = |finder: &Finder| {
        let found = finder.devices();
        assert_eq!((found.len(), found[0].entities.len()), (1, 1), "{found:#?}");
        let it = &found[0].entities[0];
        (
            it.key.clone(),
            part(it, Role::Main).reads.as_ref().unwrap().topic.clone(),
        )
    };
    let before = topic(&finder);
    assert_eq!(before.1, "old", "the one seen first stays");
    assert!(announce(
        &mut finder,
        "sensor/d1/t",
        &json!({ "migr_discvry": true })
    ));
    assert_eq!(
        topic(&finder),
        (before.0.clone(), "new".to_owned()),
        "the same entity"
    );
    // Taken back: as if nothing had been said of moving.
    assert!(announce(&mut finder, "sensor/d1/t", &old));
    assert_eq!(topic(&finder), before);
    assert!(!announce(&mut finder, "sensor/d1/t", &old));
    assert!(finder.take("homeassistant/sensor/d1/t/config", b""));
    assert_eq!(topic(&finder), (before.0, "new".to_owned()));
}

#[test]
fn one_unique_id_twice_is_two_entities() {
    let config = |topic: &str| json!({ "stat_t": topic, "uniq_id": "Garage" });
    let found = devices(&[("sensor/a", config("a")), ("sensor/b", config("b"))]);
    assert_eq!(found.len(), 2);
}
