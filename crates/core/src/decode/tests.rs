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
fn the_result_of_a_template_is_decoded() {
    let template = ValueTemplate::parse("{{ value_json.temperature }} °C").unwrap();
    let read = decode(
        &Payload::new(br#"{"temperature": 21.5}"#),
        Some(&template),
        &Decode::Number,
    )
    .unwrap();
    let decoded = decoded(read);
    assert_eq!(
        (decoded.value, decoded.unit.as_deref()),
        (Value::Number(21.5), Some("°C"))
    );
}

#[test]
fn a_message_without_what_is_wanted_of_it_says_nothing() {
    let other = r#"{"moi": 11}"#;
    for template in [
        "{{ value_json.tempc }}",
        "{{ value_json.tempc | is_defined }}",
        "{{ value_json.DS18B20.Temperature }}",
        "{{ value_json['DS18B20']['Temperature'] | round(1) }}",
        "{{ value_json.tempc | float }}",
        "{{ value_json.tempc * 1.8 + 32 }}",
        "{{ 32 + value_json.tempc }}",
        "{% if 'tempc' in value_json %}{{ value_json.tempc }}{% endif %}\n",
    ] {
        for how in [Decode::Auto, Decode::Number, Decode::Text, on_off()] {
            assert_eq!(
                said(other, Some(template), &how),
                Said::Nothing,
                "{template}"
            );
        }
    }
    let will = said("offline", Some("{{ value_json.tempc }}"), &Decode::Number);
    assert_eq!(will, Said::Nothing, "a last will on the same topic");
}

#[test]
fn an_empty_payload_says_nothing() {
    for how in [
        Decode::Auto,
        Decode::Number,
        Decode::Text,
        Decode::Json,
        on_off(),
    ] {
        for template in [None, Some("{{ value }}"), Some("{{ value | float(0) }}")] {
            assert_eq!(said("", template, &how), Said::Nothing);
        }
    }
    for payload in [" ", "\r\n", "\0"] {
        for how in [Decode::Auto, Decode::Number, Decode::Json, on_off()] {
            assert_eq!(said(payload, None, &how), Said::Nothing);
        }
    }
}

#[test]
fn null_and_the_words_for_it_are_unknown() {
    for payload in [
        "null",
        "None",
        "nan",
        "NaN",
        "-nan",
        "unavailable",
        "Unknown",
        "\"unknown\"",
        "nan\0",
    ] {
        for how in [Decode::Auto, Decode::Number, on_off()] {
            assert_eq!(
                said(payload, None, &how),
                Said::Unknown,
                "{payload} as {how:?}"
            );
        }
    }
    assert_eq!(said("null", None, &Decode::Json), Said::Unknown);
    let nothing = r#"{"temperature": null}"#;
    for template in [
        "{{ value_json.temperature }}",
        "{{ value_json.temperature | round(1) }}",
        "{{ value_json.temperature * 2 }}",
    ] {
        for how in [
            Decode::Auto,
            Decode::Number,
            Decode::Text,
            Decode::Json,
            on_off(),
        ] {
            assert_eq!(
                said(nothing, Some(template), &how),
                Said::Unknown,
                "{template}"
            );
        }
    }
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

#[test]
fn a_template_that_fails_on_what_is_there_says_so() {
    let template = ValueTemplate::parse("\n{{ value_json.a | float }}").unwrap();
    let problem = decode(
        &Payload::new(br#"{"a": "hot"}"#),
        Some(&template),
        &Decode::Auto,
    );
    assert!(
        matches!(problem, Err(ReadingProblem::Template { line: 2, .. })),
        "{problem:?}"
    );
    let template = ValueTemplate::parse("{{ value_json.a | float }}").unwrap();
    let problem = decode(
        &Payload::new(br#"{"a": "none is not"}"#),
        Some(&template),
        &Decode::Auto,
    );
    assert!(problem.is_err(), "a word of the payload is not null");
}

#[test]
fn marks_around_a_text_are_no_part_of_it_with_and_without_a_template() {
    for template in [
        None,
        Some("{{ value }}"),
        Some("{{ 'ON' if value == 'ON' }}"),
    ] {
        for payload in ["ON", "ON\0", "\u{feff}ON", "\u{feff}ON\0\0"] {
            let read = said(payload, template, &Decode::Text);
            assert_eq!(of(read), Value::Text("ON".into()), "{payload:?}");
        }
    }
}

#[test]
fn a_nul_behind_json_is_no_part_of_it_with_and_without_a_template() {
    let template = ValueTemplate::parse("{{ value_json.temperature }}").unwrap();
    let payload = Payload::new(b"{\"temperature\":21.5}\0");
    let read = |template, how| decode(&payload, template, how).map(of);
    assert_eq!(
        read(Some(&template), &Decode::Number),
        Ok(Value::Number(21.5))
    );
    let json = Value::Json(json!({"temperature": 21.5}).into());
    assert_eq!(read(None, &Decode::Json), Ok(json));
}

#[test]
fn a_template_that_makes_too_much_says_that_it_is_switched_off() {
    let template = ValueTemplate::parse(
        "\n{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
    )
    .unwrap();
    let problem = decode(&Payload::new(b"1"), Some(&template), &Decode::Auto);
    assert_eq!(problem, Err(ReadingProblem::SwitchedOff { line: 2 }));
}

#[test]
fn what_is_not_surely_a_measured_number_stays_the_text_it_came_as() {
    for payload in ["0815", "1234ABCD", "12E5", "1688888483063664642"] {
        let text = Value::Text(payload.to_owned());
        assert_eq!(value(payload, &Decode::Auto), Ok(text));
    }
    assert_eq!(value("2024", &Decode::Auto), Ok(Value::Number(2024.0)));
    assert_eq!(
        value("0815", &Decode::Number),
        Ok(Value::Number(815.0)),
        "a person chose"
    );
    assert!(decode(&Payload::new(b"1234ABCD"), None, &Decode::Number).is_err());
}

/// What a source says, message after message.
fn one_after_the_other(how: &Decode, payloads: &[&str]) -> Vec<Option<Value>> {
    let habit = Habit::new();
    let read = |payload: &&str| decode_as(&Payload::new(payload.as_bytes()), None, how, &habit);
    let value = |said| match said {
        Ok(Said::Value(decoded)) => Some(decoded.value),
        _ => None,
    };
    payloads.iter().map(read).map(value).collect()
}

#[test]
fn a_decimal_mark_means_the_same_in_the_next_message() {
    let number = |number| Some(Value::Number(number));
    for how in [Decode::Number, Decode::Auto] {
        let read = one_after_the_other(&how, &["0,998", "1,002", "12,345"]);
        assert_eq!(read, [number(0.998), number(1.002), number(12.345)]);
        let read = one_after_the_other(&how, &["21.5", "1,234", "1.002"]);
        assert_eq!(read, [number(21.5), number(1_234.0), number(1.002)]);
    }
    let read = one_after_the_other(&Decode::Number, &["1,002", "0,998", "21.5"]);
    assert_eq!(
        read,
        [None, number(0.998), None],
        "no point where commas are written"
    );
    let comma = Decode::MarkedNumber {
        mark: DecimalMark::Comma,
    };
    let read = one_after_the_other(&comma, &["1,002", "1.234,5 kWh"]);
    assert_eq!(read, [number(1.002), number(1_234.5)]);
}

#[test]
fn among_names_made_of_digits_all_digits_are_names() {
    let read = one_after_the_other(&Decode::Auto, &["0815", "1815", "21.5"]);
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    assert_eq!(
        read,
        [text("0815"), text("1815"), Some(Value::Number(21.5))]
    );
}

#[test]
fn bytes_are_a_number_that_a_template_may_scale() {
    let how = Decode::Bytes {
        format: NumberFormat::I16,
        order: ByteOrder::Little,
    };
    let template = ValueTemplate::parse("{{ value | int / 10 }}").unwrap();
    let read = |bytes: &[u8], template| decode(&Payload::new(bytes), template, &how);
    assert_eq!(of(read(&[0xd7, 0], None).unwrap()), Value::Number(215.0));
    assert_eq!(
        of(read(&[0xd7, 0], Some(&template)).unwrap()),
        Value::Number(21.5)
    );
    let wrong = ReadingProblem::WrongLength {
        bytes: 3,
        wanted: 2,
    };
    assert_eq!(read(b"215", None), Err(wrong));
    let float = Decode::Bytes {
        format: NumberFormat::F32,
        order: ByteOrder::Big,
    };
    let nan = f32::NAN.to_be_bytes();
    assert_eq!(decode(&Payload::new(&nan), None, &float), Ok(Said::Unknown));
}

#[test]
fn a_text_of_another_encoding_is_read() {
    let how = Decode::EncodedText {
        encoding: TextEncoding::Windows1252,
    };
    let read = decode(&Payload::new(b"offen f\xfcr alle"), None, &how).unwrap();
    assert_eq!(of(read), Value::Text("offen für alle".into()));
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
