//! Messages that say nothing, or that nothing is known; and what is no part of what they say.

use super::*;

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
