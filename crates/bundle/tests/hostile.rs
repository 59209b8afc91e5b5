//! What is no bundle, or one that nobody made: each ends in a word that has a sentence, whatever it is, and soon.

#![allow(clippy::unwrap_used)] // clippy does not see that its functions are only called by tests

mod common;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use common::*;
use proptest::prelude::*;
use tilework_bundle::{BundleFault::*, *};

fn check(bytes: impl AsRef<[u8]>, expected: &BundleFault) {
    assert_eq!(read(bytes.as_ref()).as_ref(), Err(expected));
}

fn damaged(bytes: impl AsRef<[u8]>) {
    let found = read(bytes.as_ref());
    assert!(matches!(found, Err(Damaged { .. })), "{found:?}");
}

fn link_of(unpacked: &[u8]) -> String {
    let packed = miniz_oxide::deflate::compress_to_vec(unpacked, 9);
    format!("{LINK}#{}", URL_SAFE_NO_PAD.encode(packed))
}

fn farm() -> Bundle {
    let farm = saved_dashboards()
        .iter()
        .find(|it| it.name == "Farm")
        .unwrap();
    bundle_of(&[], std::slice::from_ref(farm), &Part::Dashboard(&farm.id))
}

#[test]
fn what_is_something_else_is_foreign() {
    for other in [
        "",
        "  ",
        "<html>",
        "[]",
        "null",
        "{}",
        r#"{"format":"other"}"#,
        "mqtt://host",
    ] {
        check(other, &Foreign);
    }
    check(b"\x89PNG\r\n\x1a\n\0\0", &Foreign);
    check([0xff, 0xfe, b'{', 0], &Foreign);
}

#[test]
fn what_ends_in_the_middle_is_cut_off_wherever_it_ends() {
    let whole = farm().to_json().unwrap();
    for end in (1..whole.trim_end().len()).step_by(97) {
        check(&whole.as_bytes()[..end], &CutOff);
    }
    let link = farm().to_link().unwrap();
    check(LINK, &CutOff);
    check(format!("{LINK}#"), &CutOff);
    for end in (LINK.len() + 9..link.len() - 3).step_by(31) {
        assert!(read(&link.as_bytes()[..end]).is_err());
    }
}

#[test]
fn what_a_newer_version_made_is_newer_and_not_damaged() {
    check(
        r#"{"format":"tilework","version":2,"kind":"of another kind"}"#,
        &Newer,
    );
    let text = farm().to_json().unwrap();
    check(
        text.replace("\"schemaVersion\": 3", "\"schemaVersion\": 4"),
        &Newer,
    );
}

#[test]
fn keys_that_nobody_knows_here_do_no_harm() {
    let text = farm().to_json().unwrap();
    let more = text.replacen("{", r#"{"later": {"of": [1, 2]},"#, 1);
    assert_eq!(read(more.as_bytes()), Ok(farm()));
    assert_eq!(read(format!("\u{feff}{text}\n\n").as_bytes()), Ok(farm()));
}

#[test]
fn a_link_that_a_mail_program_broke_into_lines_is_read() {
    let link = farm().to_link().unwrap();
    let broken = format!(" {}\r\n {}\n", &link[..60], &link[60..]);
    assert_eq!(read(broken.as_bytes()), Ok(farm()));
    let padded = format!("TILEWORK://ADD/{}==", &link[LINK.len()..]);
    assert_eq!(
        read(padded.as_bytes()).is_ok(),
        link[LINK.len() + 1..].len() % 4 == 2
    );
}

#[test]
fn a_link_that_unfolds_to_more_than_a_bundle_is_not_unfolded() {
    let bomb = link_of(&vec![b' '; 40 << 20]);
    assert!(bomb.len() < LARGEST_LINK);
    check(bomb, &TooLarge { limit: 1 << 20 });
    check(
        format!("{LINK}#{}", "A".repeat(LARGEST_LINK)),
        &TooLarge {
            limit: LARGEST_LINK as u32,
        },
    );
    damaged(format!("{LINK}#ä"));
    damaged(link_of(&[0xff, 0xfe]));
    check(link_of(b"{\"format\":"), &CutOff);
    check(link_of(b"hello"), &Foreign);
}

#[test]
fn what_is_enormous_is_said_to_be_so() {
    check(
        vec![b'{'; LARGEST_FILE + 1],
        &TooLarge {
            limit: LARGEST_FILE as u32,
        },
    );
    check(format!("{{\"a\":{}", "[".repeat(10_000)), &TooComplex);
    check(
        format!("{{\"a\":[{}1]}}", "1,".repeat(2 << 20)),
        &TooComplex,
    );
    let tile = r#"{"id":"t","kind":"value","title":"","icon":null,"size":{"width":1,"height":1}}"#;
    let of = |documents: String| {
        format!(
            r#"{{"format":"tilework","version":1,"kind":"dashboard","documents":[{documents}]}}"#
        )
    };
    let tiles = |tiles: String| {
        of(format!(
            r#"{{"schemaVersion":3,"id":"d","name":"","tiles":[{tiles}]}}"#
        ))
    };
    check(
        tiles(vec![tile; 501].join(",")),
        &TooManyTiles { limit: 500 },
    );
    check(
        tiles(vec!["0"; 100_000].join(",")),
        &TooManyTiles { limit: 500 },
    );
    let long = tile.replace(
        "\"title\":\"\"",
        &format!("\"title\":\"{}\"", "x".repeat(1 << 20)),
    );
    check(tiles(long), &TooLarge { limit: 1 << 20 });
    check(
        of(vec!["0"; 201].join(",")),
        &TooManyDashboards { limit: 200 },
    );
    let brokers = vec!["0"; 101].join(",");
    let text =
        format!(r#"{{"format":"tilework","version":1,"kind":"brokers","brokers":[{brokers}]}}"#);
    check(text, &TooManyBrokers { limit: 100 });
    check(of(String::new()), &Empty);
}

#[test]
fn one_document_that_is_wrong_makes_all_of_it_wrong() {
    let text = farm().to_json().unwrap();
    damaged(text.replace("\"kind\": \"switch\"", "\"kind\": \"\""));
    damaged(text.replace("\"tile-2\"", "\"tile-1\""));
    damaged(text.replacen("\"ref\": \"broker-1\"", "\"ref\": \"broker-9\"", 1));
    damaged(text.replace("\"documents\": [", "\"documents\": 7, \"x\": ["));
    damaged(text.replace("\"version\": 1,", "\"version\": 0,"));
}

#[test]
fn a_broker_that_no_form_would_take_is_named() {
    let text = |host: &str| {
        format!(
            r#"{{"format":"tilework","version":1,"kind":"brokers","brokers":[{{"ref":"b","name":"Farm","address":{{"endpoints":[{{"host":"{host}","port":1}}]}}}}]}}"#
        )
    };
    assert!(read(text("farm").as_bytes()).is_ok());
    let wrong = WrongBroker {
        name: "Farm".into(),
        field: "endpoints.0.host".into(),
    };
    check(text("a b/../c"), &wrong);
    check(text(""), &wrong);
}

proptest! {
    #[test]
    fn any_bytes_are_an_answer_and_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..4_000)) {
        let _ = read(&bytes);
        let _ = read(format!("{LINK}#{}", URL_SAFE_NO_PAD.encode(&bytes)).as_bytes());
        let _ = read(link_of(&bytes).as_bytes());
    }

    #[test]
    fn a_bundle_with_some_bytes_changed_is_an_answer_and_what_is_taken_can_be_placed(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = farm().to_json().unwrap().into_bytes();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(bundle) = read(&bytes) {
            prop_assert!(bundle.placed(&Places::default(), ids()).is_ok());
            prop_assert!(bundle.to_json().is_ok());
        }
    }
}
