use serde_json::json;

use super::*;

fn answer(tolerance: f64) -> Answer {
    Answer {
        slot: "state".parse().unwrap(),
        timeout_ms: ANSWER_TIMEOUT_MS,
        tolerance,
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

#[test]
fn an_answer_is_met_by_the_wanted_value_and_no_other() {
    for (wanted, got, tolerance, expected) in [
        (json!(null), text("anything"), 0.0, true),
        (json!(null), Value::Json(json!({}).into()), 0.0, true),
        (json!(true), Value::Boolean(true), 0.0, true),
        (json!(true), Value::Boolean(false), 0.0, false),
        (json!(false), text("OFF"), 0.0, true),
        (json!(false), Value::Number(0.0), 0.0, true),
        (json!(true), Value::Number(0.0), 0.0, false),
        (json!(true), Value::Json(json!(true).into()), 0.0, true),
        (json!(true), text("maybe"), 0.0, false),
        (json!(50), Value::Number(50.0), 0.0, true),
        (json!(0.3), Value::Number(0.1 + 0.2), 0.0, true),
        (json!(50), Value::Number(51.0), 0.0, false),
        (json!(50), Value::Number(51.0), 1.0, true),
        (json!(50), Value::Number(51.1), 1.0, false),
        (json!(50), text("50 %"), 0.0, true),
        (json!(50), Value::Boolean(true), 0.0, false),
        (json!(50), Value::Number(50.0), f64::NAN, true),
        (json!("auto"), text("auto"), 0.0, true),
        (json!("auto"), text("Auto"), 0.0, false),
        (json!("21.0"), text("21"), 0.0, true),
        (json!("21"), Value::Number(21.0), 0.0, true),
        (json!("ON"), Value::Boolean(true), 0.0, true),
        (json!("auto"), Value::Json(json!("auto").into()), 0.0, true),
        (
            json!({"a": 1}),
            Value::Json(json!({"a": 1}).into()),
            0.0,
            true,
        ),
        (
            json!({"a": 1}),
            Value::Json(json!({"a": 2}).into()),
            0.0,
            false,
        ),
        (json!([1]), text("[1]"), 0.0, false),
    ] {
        assert_eq!(
            answer(tolerance).is_met(&wanted, &got),
            expected,
            "{wanted} by {got:?} ± {tolerance}"
        );
    }
}

#[test]
fn on_and_off_have_payloads_of_their_own() {
    let rule = PayloadRule::OnOff {
        on: "AN".into(),
        off: "{{ AUS".into(),
    };
    assert_eq!(rule.render(&json!(true)).unwrap(), "AN");
    assert_eq!(rule.render(&json!(false)).unwrap(), "{{ AUS");
    assert!(rule.render(&json!("AN")).is_err());
    assert!(rule.render(&json!(null)).is_err());
}

#[test]
fn a_template_makes_the_payload_of_the_value() {
    let rule = PayloadRule::Template {
        text: "{{ value }} %".into(),
    };
    assert_eq!(rule.render(&json!(40.0)).unwrap(), "40 %");
    let press = PayloadRule::Template {
        text: "TOGGLE".into(),
    };
    assert_eq!(press.render(&json!(null)).unwrap(), "TOGGLE");
}
