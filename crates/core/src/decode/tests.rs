mod habits;
mod templates;
mod unsaid;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::bytes::{ByteOrder, NumberFormat, TextEncoding};

fn on_off() -> Decode {
    Decode::OnOff {
        on: "ON".into(),
        off: "OFF".into(),
    }
}

fn value(payload: &str, how: &Decode) -> Result<Value, ReadingProblem> {
    decode(&Payload::new(payload.as_bytes()), None, how).map(of)
}

/// The value, where one was said.
#[track_caller]
fn of(said: Said) -> Value {
    decoded(said).value
}

#[track_caller]
fn decoded(said: Said) -> Decoded {
    match said {
        Said::Value(decoded) => decoded,
        other => panic!("{other:?}"),
    }
}

fn said(payload: &str, template: Option<&str>, how: &Decode) -> Said {
    let template = template.map(|text| ValueTemplate::parse(text).unwrap());
    decode(&Payload::new(payload.as_bytes()), template.as_ref(), how).unwrap()
}

#[test]
fn auto_takes_the_most_telling_type() {
    for (payload, expected) in [
        ("23.4", Value::Number(23.4)),
        ("1", Value::Number(1.0)),
        ("on", Value::Boolean(true)),
        ("OFF", Value::Boolean(false)),
        ("true", Value::Boolean(true)),
        ("open", Value::Text("open".into())),
        ("{\"a\":1}", Value::Json(json!({"a": 1}).into())),
        (" [1,2] ", Value::Json(json!([1, 2]).into())),
        ("{broken", Value::Text("{broken".into())),
        ("\"on\"", Value::Boolean(true)),
        ("\"a \\\"b\"", Value::Text("a \"b".into())),
        ("\"21.5\"", Value::Number(21.5)),
        ("\"{}\"", Value::Text("{}".into())),
        ("\"a\" or \"b\"", Value::Text("\"a\" or \"b\"".into())),
    ] {
        assert_eq!(value(payload, &Decode::Auto), Ok(expected), "{payload:?}");
    }
}

#[test]
fn a_number_brings_its_unit_and_decimals() {
    let read = decode(&Payload::new("23.40 °C".as_bytes()), None, &Decode::Number).unwrap();
    assert_eq!(
        decoded(read),
        Decoded {
            value: Value::Number(23.4),
            unit: Some("°C".into()),
            decimals: 2
        }
    );
    assert_eq!(value("\"21.5\"", &Decode::Number), Ok(Value::Number(21.5)));
}

#[test]
fn words_and_json_are_not_numbers() {
    for payload in ["on", "true", "false", "inf", "{\"a\":1}"] {
        let excerpt = payload.to_owned();
        assert_eq!(
            value(payload, &Decode::Number),
            Err(ReadingProblem::NotANumber { excerpt })
        );
    }
}

#[test]
fn a_switch_reads_its_own_words_before_the_common_ones() {
    let door = Decode::OnOff {
        on: "closed".into(),
        off: "open".into(),
    };
    let inverted = Decode::OnOff {
        on: "0".into(),
        off: "1".into(),
    };
    for (payload, how, expected) in [
        ("ON", on_off(), true),
        ("on", on_off(), true),
        ("\"on\"", on_off(), true),
        ("off\n", on_off(), false),
        ("1", on_off(), true),
        ("0.0", on_off(), false),
        ("Online", on_off(), true),
        ("no", on_off(), false),
        ("closed", door.clone(), true),
        ("Closed", door.clone(), true),
        ("OPEN", door, false),
        ("0", inverted.clone(), true),
        ("1", inverted, false),
    ] {
        assert_eq!(
            value(payload, &how),
            Ok(Value::Boolean(expected)),
            "{payload:?} as {how:?}"
        );
    }
    for payload in ["2", "1 W", "maybe"] {
        let excerpt = payload.to_owned();
        assert_eq!(
            value(payload, &on_off()),
            Err(ReadingProblem::NotOnOff { excerpt })
        );
    }
    let unset = Decode::OnOff {
        on: String::new(),
        off: String::new(),
    };
    let word = decode(&Payload::new(b" x"), None, &unset);
    assert!(word.is_err(), "an empty word means nothing");
}

#[test]
fn json_is_any_json() {
    assert_eq!(
        value("{\"a\":[1]}", &Decode::Json),
        Ok(Value::Json(json!({"a": [1]}).into()))
    );
    assert_eq!(
        value("21", &Decode::Json),
        Ok(Value::Json(json!(21).into()))
    );
    assert!(matches!(
        value("{a}", &Decode::Json),
        Err(ReadingProblem::NotJson { .. })
    ));
    assert!(matches!(
        value(&"[".repeat(10_000), &Decode::Json),
        Err(ReadingProblem::NotJson { .. })
    ));
}

#[test]
fn a_payload_over_1_mib_is_refused_and_one_of_1_mib_is_not() {
    let bytes = vec![b'7'; DECODE_LIMIT + 1];
    let problem = ReadingProblem::TooLarge {
        bytes: 1_048_577,
        limit: 1_048_576,
    };
    assert_eq!(
        decode(&Payload::new(&bytes), None, &Decode::Text),
        Err(problem)
    );
    assert!(decode(&Payload::new(&bytes[1..]), None, &Decode::Text).is_ok());
}

#[test]
fn large_json_stays_a_text_or_is_refused() {
    let large = format!("[{}1]", "1,".repeat(JSON_LIMIT / 2));
    assert!(
        matches!(value(&large, &Decode::Auto), Ok(Value::Text(text)) if text.len() == TEXT_LIMIT)
    );
    assert!(matches!(
        value(&large, &Decode::Json),
        Err(ReadingProblem::TooLarge { limit: 65_536, .. })
    ));
}

#[test]
fn a_long_text_is_cut_between_characters() {
    let Ok(Value::Text(text)) = value(&format!("a{}", "ü".repeat(TEXT_LIMIT)), &Decode::Text)
    else {
        panic!("a text")
    };
    assert_eq!(text.len(), TEXT_LIMIT - 1);
    assert!(text.ends_with('ü'));
}

#[test]
fn bytes_that_are_no_text_are_counted() {
    assert_eq!(
        decode(&Payload::new(&[0xff, 0xfe, 1]), None, &Decode::Auto),
        Err(ReadingProblem::NotText { bytes: 3 })
    );
}

#[test]
fn an_excerpt_is_one_short_line() {
    let payload = format!("\u{1b}[31m\u{202e}x\n{}", "y".repeat(100));
    let Err(ReadingProblem::NotANumber { excerpt }) = value(&payload, &Decode::Number) else {
        panic!("no number")
    };
    assert_eq!(excerpt.chars().count(), 40);
    assert!(excerpt.starts_with(" [31m x yyy"), "{excerpt:?}");
}

#[test]
fn a_text_is_wanted_as_it_came_and_own_words_mean_what_the_tile_says() {
    let text = |payload: &str| Ok(Value::Text(payload.to_owned()));
    assert_eq!(value("unknown", &Decode::Text), text("unknown"));
    assert_eq!(value(" nan", &Decode::Text), text(" nan"));
    let none = Decode::OnOff {
        on: "fault".into(),
        off: "none".into(),
    };
    assert_eq!(value("None", &none), Ok(Value::Boolean(false)));
}

proptest! {
    #[test]
    fn any_bytes_give_a_value_or_a_problem(payload: Vec<u8>) {
        let template = ValueTemplate::parse("{{ value_json.a | default(value) }}").unwrap();
        for how in [Decode::Auto, Decode::Number, Decode::Text, Decode::Json, on_off()] {
            for template in [None, Some(&template)] {
                if let Ok(Said::Value(Decoded { value: Value::Number(number), .. })) = decode(&Payload::new(&payload), template, &how) {
                    prop_assert!(number.is_finite());
                }
            }
        }
    }

    #[test]
    fn json_reads_as_the_same_json(number in any::<i32>(), text in ".*") {
        let json = json!({"a": [number, text, null, true]});
        prop_assert_eq!(value(&json.to_string(), &Decode::Auto), Ok(Value::Json(json.into())));
    }
}
