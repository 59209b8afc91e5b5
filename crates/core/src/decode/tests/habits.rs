//! What a source said before decides what its next message means.

use super::*;

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
