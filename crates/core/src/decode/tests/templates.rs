//! What templates and bytes make of a payload.

use super::*;

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
fn a_template_that_makes_too_much_says_that_it_is_switched_off() {
    let template = ValueTemplate::parse(
        "\n{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
    )
    .unwrap();
    let problem = decode(&Payload::new(b"1"), Some(&template), &Decode::Auto);
    assert_eq!(problem, Err(ReadingProblem::SwitchedOff { line: 2 }));
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

#[test]
fn a_template_gets_every_digit_of_a_whole_number() {
    let how = Decode::Bytes {
        format: NumberFormat::U64,
        order: ByteOrder::Big,
    };
    let last = ValueTemplate::parse("{{ value | int % 1000 }}").unwrap();
    let bytes = 9_007_199_254_740_993_u64.to_be_bytes();
    let read = decode(&Payload::new(&bytes), Some(&last), &how).map(of);
    assert_eq!(read, Ok(Value::Number(993.0)));
}
