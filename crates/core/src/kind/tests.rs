use serde_json::{Value, json};

use super::*;
use crate::{
    problem::{Fault, OptionType},
    tile::{Tile, TileDraft},
};

fn binding() -> Value {
    json!({"broker": "farm", "topic": "farm/state", "template": null, "unit": null})
}

fn command() -> Value {
    json!({"broker": "farm", "topic": "farm/set", "payload": {"as": "onOff", "on": "1", "off": "0"}, "answer": null})
}

fn tile(kind: &str, bindings: Value, commands: Value, options: Value) -> Value {
    json!({
        "id": "tile", "kind": kind, "title": "Tile", "icon": null, "size": {"width": 2, "height": 2},
        "bindings": bindings, "commands": commands, "options": options,
    })
}

/// The problems of a form; `before`: of the tile that it changes.
fn found(draft: &Value, before: Option<&Value>) -> Vec<(String, Fault)> {
    let draft: TileDraft = serde_json::from_value(draft.clone()).unwrap();
    let before: Option<Tile> = before.map(|it| serde_json::from_value(it.clone()).unwrap());
    let problems = check(&draft, before.as_ref()).into_iter();
    problems.map(|it| (it.field, it.fault)).collect()
}

fn gauge(options: Value) -> Value {
    tile("gauge", json!({"value": binding()}), json!({}), options)
}

#[track_caller]
fn check_option(name: &str, value: Value, expected: Option<Fault>) {
    let expected: Vec<_> = expected
        .into_iter()
        .map(|fault| (format!("options.{name}"), fault))
        .collect();
    assert_eq!(found(&gauge(json!({name: value})), None), expected);
}

#[test]
fn the_kinds_of_the_ui_are_known() {
    assert!(all().count() >= 6);
    for (name, kind) in all() {
        assert!(kind.version >= 1, "{name}");
        assert!(kind.size.width >= kind.minimum.width && kind.size.height >= kind.minimum.height);
        for command in kind.commands.values() {
            let answer = command.answer.as_ref();
            assert!(
                answer.is_none_or(|slot| kind.bindings.contains_key(slot)),
                "{name}"
            );
        }
    }
}

#[test]
fn a_form_of_its_kind_has_no_problems() {
    let options = json!({"minimum": 0, "maximum": 10.5, "decimals": null, "staleAfterSeconds": 5, "from an import": []});
    assert_eq!(found(&gauge(options), None), []);
}

#[test]
fn a_slot_that_a_kind_needs_is_asked_for_at_its_place() {
    let nothing = tile("gauge", json!({}), json!({}), json!({}));
    assert_eq!(
        found(&nothing, None),
        [("bindings.value".to_owned(), Fault::Required)]
    );
    let deaf = tile("switch", json!({"state": binding()}), json!({}), json!({}));
    assert_eq!(
        found(&deaf, None),
        [("commands.set".to_owned(), Fault::Required)]
    );
    let mute = tile("switch", json!({}), json!({"set": command()}), json!({}));
    assert_eq!(
        found(&mute, None),
        [],
        "a switch without a state topic is one"
    );
}

#[test]
fn a_slot_that_a_kind_has_no_use_for_is_named() {
    let bindings = json!({"value": binding(), "availability": binding(), "second": binding()});
    let odd = tile("gauge", bindings, json!({"set": command()}), json!({}));
    let unknown = |field: &str| (field.to_owned(), Fault::UnknownSlot);
    assert_eq!(
        found(&odd, None),
        [unknown("bindings.second"), unknown("commands.set")]
    );
}

#[test]
fn an_option_says_what_its_schema_allows() {
    let not = |wanted| Some(Fault::NotThisType { wanted });
    check_option("minimum", json!("low"), not(OptionType::Number));
    check_option("decimals", json!(2), None);
    check_option(
        "decimals",
        json!(11),
        Some(Fault::OutOfRange {
            min: 0.0,
            max: 10.0,
        }),
    );
    check_option(
        "staleAfterSeconds",
        json!(0),
        Some(Fault::NotAbove { limit: 0.0 }),
    );
    check_option("staleAfterSeconds", json!(0.5), None);
    let chart = |options: Value| {
        let chart = tile("chart", json!({"series1": binding()}), json!({}), options);
        found(&chart, None)
    };
    assert_eq!(
        chart(json!({"smooth": true, "plot": "bars", "label2": "Soil", "thresholds": []})),
        []
    );
    let wrong = chart(json!({"smooth": 1, "plot": "pie", "label2": 2, "thresholds": {}}));
    let wanted = wrong.into_iter().filter_map(|(_, fault)| match fault {
        Fault::NotThisType { wanted } => Some(wanted),
        _ => None,
    });
    assert_eq!(
        wanted.collect::<Vec<_>>(),
        [
            OptionType::Toggle,
            OptionType::Choice,
            OptionType::Text,
            OptionType::List
        ]
    );
}

#[test]
fn a_link_leads_to_the_web_to_a_mailbox_or_to_a_telephone() {
    let link = |address: &str| {
        let link = tile("link", json!({}), json!({}), json!({"address": address}));
        found(&link, None).is_empty()
    };
    for good in [
        "https://example.org/a?b=c#d",
        "HTTP://192.168.1.7",
        "mailto:anna@example.org",
        "tel:+49171555",
    ] {
        assert!(link(good), "{good}");
    }
    let long = format!("https://example.org/{}", "a".repeat(2_000));
    for bad in [
        "",
        "https://",
        "example.org",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "file:///etc/passwd",
        "https://a b",
        " https://a",
        "data:text/html,x",
        &long,
    ] {
        assert!(!link(bad), "{bad:?}");
    }
}

#[test]
fn rules_are_few_and_what_they_say_is_short() {
    let rule = |over: Value| {
        let mut rule = json!({"when": "below", "high": 10, "text": "Dry", "icon": "water-off", "accent": "amber"});
        rule.as_object_mut()
            .unwrap()
            .extend(over.as_object().unwrap().clone());
        rule
    };
    let not = |wanted| Some(Fault::NotThisType { wanted });
    let many = |count| Value::Array(vec![rule(json!({})); count]);
    check_option("rules", many(32), None);
    check_option("rules", many(33), Some(Fault::TooMany { max: 32 }));
    check_option("rules", json!({}), not(OptionType::List));
    check_option("rules", json!(["dry"]), not(OptionType::List));
    let long = |count| json!([rule(json!({"text": "ä".repeat(count)}))]);
    check_option("rules", long(200), None);
    check_option("rules", long(201), Some(Fault::TooLong { max: 200 }));
    check_option(
        "rules",
        json!([rule(json!({"text": 3}))]),
        not(OptionType::Text),
    );
    check_option(
        "rules",
        json!([rule(json!({"low": "3"}))]),
        not(OptionType::Number),
    );
    let newer = json!([rule(
        json!({"when": "sounds like", "sound": {"of": "rain"}, "loud": true})
    )]);
    check_option("rules", newer, None);
    let bulky = json!([rule(json!({"sound": {"of": "x".repeat(200)}}))]);
    check_option("rules", bulky, Some(Fault::TooLong { max: 200 }));
}

#[test]
fn what_an_item_has_beyond_what_is_known_is_no_way_to_fill_the_disk() {
    let with = |count: usize, name: &str| {
        let fields = (0..count).map(|at| (format!("{name}{at:02}"), json!(true)));
        json!([Value::Object(fields.collect())])
    };
    let long = "ä".repeat(38);
    check_option("rules", with(16, "newer"), None);
    check_option("rules", with(17, "newer"), Some(Fault::TooMany { max: 16 }));
    check_option("rules", with(1, &long), None);
    let longer = with(1, &format!("{long}ä"));
    check_option("rules", longer, Some(Fault::TooLong { max: 40 }));
}

#[test]
fn what_a_tile_had_before_is_kept_whatever_it_is() {
    let bindings = json!({"value": binding(), "second": binding()});
    let old = tile(
        "gauge",
        bindings,
        json!({"spare": command()}),
        json!({"minimum": "low"}),
    );
    assert_eq!(found(&old, Some(&old)), []);
    let mut changed = old.clone();
    changed["options"]["minimum"] = json!("lower");
    let problems = found(&changed, Some(&old));
    assert_eq!(
        problems.len(),
        1,
        "what the form brings is looked at: {problems:?}"
    );
    let bare = tile("gauge", json!({}), json!({}), json!({}));
    assert_eq!(
        found(&bare, Some(&bare)),
        [],
        "its span can be changed, and it stays without a topic"
    );
    let other = tile(
        "value",
        json!({"value": binding(), "second": binding()}),
        json!({}),
        json!({}),
    );
    assert_eq!(
        found(&other, Some(&old)).len(),
        1,
        "another kind is another tile"
    );
}

#[test]
fn nothing_of_a_newer_version_is_refused() {
    let sauna = tile(
        "sauna",
        json!({"stove": binding()}),
        json!({}),
        json!({"minimum": "low"}),
    );
    assert_eq!(found(&sauna, None), []);
    let newer = gauge(json!({"version": 2, "minimum": {"from": 3}}));
    assert_eq!(found(&newer, None), []);
    let first = gauge(json!({"version": 1, "minimum": {"from": 3}}));
    assert_eq!(found(&first, None).len(), 1);
}

#[test]
fn a_tile_of_a_newer_version_has_no_face() {
    let readings = BTreeMap::new();
    let seen = Seen {
        readings: &readings,
        online: true,
        now: 0,
    };
    for made in [
        tile("sauna", json!({}), json!({}), json!({})),
        gauge(json!({"version": 2})),
    ] {
        let made: Tile = serde_json::from_value(made).unwrap();
        let face = face(&made, &seen, &Writing::default());
        assert_eq!((face.text, face.sign), (None, Sign::Error));
    }
}

#[test]
fn whether_a_device_is_there_has_no_history() {
    assert!(!has_history(&"availability".parse().unwrap()));
    assert!(has_history(&"value".parse().unwrap()));
}
