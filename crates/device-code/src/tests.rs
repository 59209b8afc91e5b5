//! Golden files, and what holds whatever a topic is.

pub mod samples;

use std::{env, fs, path::Path};

use proptest::prelude::*;
use tilework_core::{broker::Broker, tile::Tile};

use crate::{
    CodeNote, DeviceCode, Order, generate, platforms,
    tests::samples::{greenhouse, open_broker, press, pump, secure_broker, setting, value},
};

fn program(tiles: &[Tile], broker: &Broker, platform: &str) -> DeviceCode {
    let order = Order {
        title: "Greenhouse",
        tiles,
        broker,
    };
    generate(&order, platform).unwrap_or_else(|error| panic!("{error}"))
}

/// Compares with the files in `tests/golden`; writes them where `GOLDEN=write` asks for it.
fn expect(name: &str, platform: &str, code: &DeviceCode) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
        .join(platform);
    if env::var("GOLDEN").is_ok_and(|it| it == "write") {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for file in &code.files {
            fs::write(folder.join(file.name), &file.text).unwrap();
        }
        return;
    }
    let there = fs::read_dir(&folder).map_or(0, Iterator::count);
    assert_eq!(there, code.files.len(), "files of {}", folder.display());
    for file in &code.files {
        let golden = fs::read_to_string(folder.join(file.name)).unwrap_or_default();
        assert_eq!(
            golden, file.text,
            "{platform}/{}: GOLDEN=write cargo test -p tilework-device-code writes it",
            file.name
        );
    }
}

#[test]
fn each_platform_writes_a_greenhouse_as_it_did() {
    for platform in platforms() {
        expect(
            "greenhouse",
            platform.id,
            &program(&greenhouse(), &open_broker(), platform.id),
        );
    }
}

#[test]
fn each_platform_writes_a_switch_on_a_broker_with_all_locks_as_it_did() {
    let tiles = [pump("pump/state", "pump/set", "pump/online")];
    for platform in platforms() {
        expect(
            "locked",
            platform.id,
            &program(&tiles, &secure_broker(), platform.id),
        );
    }
}

#[test]
fn no_program_has_a_user_name_a_client_id_or_a_key_of_the_apps_own() {
    let mut broker = secure_broker();
    broker.tls.authorities += "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\n-----END PRIVATE KEY-----\n";
    broker.certificate =
        Some("-----BEGIN CERTIFICATE-----\nY2FuYXJ5\n-----END CERTIFICATE-----\n".to_owned());
    for platform in platforms() {
        let code = program(&greenhouse(), &broker, platform.id);
        for file in &code.files {
            for canary in ["canary", "Y2FuYXJ5"] {
                assert!(!file.text.contains(canary), "{}/{}", platform.id, file.name);
            }
        }
    }
}

/// What may stand in a topic: anything but control characters and wildcards. Of fixed length, so that buffers are as large as for another.
fn topic() -> impl Strategy<Value = String> {
    let signs =
        "\"'`\\$`*/?>{}[]()<>%&|;:!~^@=,.- abcXYZ0129_\u{202e}\u{2028}\u{200b}üß温💧\u{301}";
    let signs: Vec<char> = signs.chars().collect();
    prop::collection::vec(prop::sample::select(signs), 1..24).prop_map(|signs| {
        let mut topic: String = format!("t{}", signs.into_iter().collect::<String>());
        while topic.len() > 40 {
            topic.pop();
        }
        format!("{topic}{}t", "x".repeat(40 - topic.len()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Nothing of a topic or payload but its literals is in a program: with another topic it is the same program.
    #[test]
    fn whatever_a_topic_and_a_payload_are_the_program_is_the_same_but_for_their_literals(hostile in topic(), word in topic()) {
        let tiles = |topic: &str, word: &str| {
            let mut tiles = vec![
                pump(&format!("{topic}1"), &format!("{topic}2"), &format!("{topic}3")),
                value("Air", &format!("{topic}4"), serde_json::json!({"template": "{{ value_json.a }}"})),
                press("Restart", &format!("{topic}5"), word),
                setting("select", "Mode", [&format!("{topic}6"), &format!("{topic}7")], "{{ value }}", "{{ value }}", serde_json::json!({"choices": [{"payload": word, "label": ""}]})),
            ];
            let text = serde_json::to_string(&tiles[0]).unwrap().replace("\"ON\"", &serde_json::json!(word).to_string());
            tiles[0] = serde_json::from_str(&text).unwrap();
            tiles
        };
        let plain = (format!("farm{}", "y".repeat(37)), format!("word{}", "z".repeat(37)));
        // A template is no plain text.
        prop_assume!(!word.contains("{{") && !word.contains("{%"));
        for platform in platforms() {
            let literals = crate::platform::find(platform.id).unwrap().said.literals;
            let wild = program(&tiles(&hostile, &word), &open_broker(), platform.id);
            let tame = program(&tiles(&plain.0, &plain.1), &open_broker(), platform.id);
            for (wild, tame) in wild.files.iter().zip(&tame.files) {
                let mut text = wild.text.clone();
                let mut found = false;
                for n in 1..=7 {
                    let literal = literals.write(&format!("{hostile}{n}"));
                    found |= text.contains(&literal);
                    text = text.replace(&literal, &literals.write(&format!("{}{n}", plain.0)));
                }
                text = text.replace(&literals.write(&word), &literals.write(&plain.1));
                prop_assert!(found || !tame.text.contains(&plain.0), "{}/{}\n{}", platform.id, wild.name, wild.text);
                prop_assert_eq!(&text, &tame.text, "{}/{}", platform.id, wild.name);
            }
        }
    }
}

#[test]
fn a_title_is_no_code() {
    let mut tiles = greenhouse();
    for tile in &mut tiles {
        tile.title = format!(
            "*/ ?> \"\"\" --]] {{{{ }}}} ${{x}} {}\n\u{202e}\\u000a drop",
            tile.title
        );
    }
    for platform in platforms() {
        for file in program(&tiles, &open_broker(), platform.id).files {
            let code: Vec<&str> = file
                .text
                .lines()
                .filter(|line| line.trim_start().starts_with("drop"))
                .collect();
            assert!(code.is_empty(), "{}: {code:?}", platform.id);
            assert!(!file.text.contains('\u{202e}'), "{}", platform.id);
        }
    }
}

#[test]
fn a_board_without_anything_for_a_device_says_so() {
    for platform in platforms() {
        assert_eq!(
            program(&[], &open_broker(), platform.id).notes,
            [CodeNote::Nothing]
        );
    }
}
