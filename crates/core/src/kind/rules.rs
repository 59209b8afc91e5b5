//! Rules from a value to text, icon and colour: the first that holds says it.
//!
//! The web view reads them the same way (ui/src/tiles/rules.ts); shared cases (tests/faces.json) hold the two together. A rule that is not
//! understood is a newer version's: it is kept, and holds for nothing.

use serde::Deserialize as _;
use serde_json::Value as Json;

use super::items::MOST;
use crate::{command::boolean, decode::boolean_word, tile::Accent, value::Value};

/// What a rule says; what it leaves out is as without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dress<'a> {
    /// Instead of the value.
    pub text: Option<&'a str>,
    pub accent: Option<Accent>,
}

/// What the first rule says that holds for this value.
pub fn said<'a>(rules: &'a Json, value: &Value) -> Dress<'a> {
    let all = rules.as_array().map(Vec::as_slice).unwrap_or_default();
    let found = all.iter().take(MOST).find(|rule| holds(rule, value));
    let Some(rule) = found else {
        return Dress::default();
    };
    let text = rule.get("text").and_then(Json::as_str);
    let accent = rule.get("accent").map(Accent::deserialize);
    Dress {
        text: text.filter(|text| !text.is_empty()),
        accent: accent.and_then(Result::ok),
    }
}

fn holds(rule: &Json, value: &Value) -> bool {
    let limit = |name| rule.get(name).and_then(Json::as_f64);
    let number = match value {
        Value::Number(number) => Some(*number),
        _ => None,
    };
    // Without a number, or without the limit, nothing is below or above.
    let is_above = |name| number.zip(limit(name)).is_some_and(|(it, low)| it > low);
    let is_below = |name| number.zip(limit(name)).is_some_and(|(it, high)| it < high);
    match rule.get("when").and_then(Json::as_str) {
        Some("is") => {
            let text = rule.get("value").and_then(Json::as_str);
            text.is_some_and(|text| is(text, value))
        }
        Some("on") => boolean(value) == Some(true),
        Some("off") => boolean(value) == Some(false),
        Some("below") => is_below("high"),
        Some("above") => is_above("low"),
        Some("between") => {
            let both = number.is_some() && limit("low").is_some() && limit("high").is_some();
            both && !is_below("low") && !is_above("high")
        }
        Some("otherwise") => true,
        _ => false,
    }
}

/// A common word for on or off was read as that: `open` is what `true` is.
fn is(text: &str, value: &Value) -> bool {
    match value {
        Value::Text(said) => said == text,
        Value::Number(number) => plain_number(text) == Some(*number),
        Value::Boolean(said) => boolean_word(text) == Some(*said),
        Value::Json(json) => json.shown() == text,
        Value::Picture(_) => false,
    }
}

/// Digits with a point and an exponent at most: what both sides read alike.
fn plain_number(text: &str) -> Option<f64> {
    let plain = |it: u8| it.is_ascii_digit() || b"+-.eE".contains(&it);
    text.parse().ok().filter(|_| text.bytes().all(plain))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(rule: Json, value: Value, expected: bool) {
        let rules = json!([rule, {"when": "otherwise", "text": "else"}]);
        let found = said(&rules, &value).text != Some("else");
        assert_eq!(found, expected, "{rules} {value:?}");
    }

    #[test]
    fn a_text_is_met_to_the_letter_and_a_word_for_on_or_off_by_what_it_means() {
        let is = |value: &str| json!({"when": "is", "value": value});
        check(is("Washing"), Value::Text("Washing".into()), true);
        check(is("washing"), Value::Text("Washing".into()), false);
        check(is("open"), Value::Boolean(true), true);
        check(is("open"), Value::Boolean(false), false);
        check(is("3"), Value::Number(3.0), true);
        check(is("3.5e0"), Value::Number(3.5), true);
        check(is("inf"), Value::Number(f64::INFINITY), false);
        check(is(""), Value::Text(String::new()), true);
    }

    #[test]
    fn on_and_off_are_numbers_and_words_too() {
        check(json!({"when": "on"}), Value::Boolean(true), true);
        check(json!({"when": "on"}), Value::Number(1.0), true);
        check(json!({"when": "off"}), Value::Text("OFF".into()), true);
        check(json!({"when": "off"}), Value::Number(2.0), false);
    }

    #[test]
    fn a_band_has_both_its_ends_and_below_and_above_have_none() {
        let band = json!({"when": "between", "low": 10, "high": 20});
        for (number, expected) in [(9.9, false), (10.0, true), (20.0, true), (20.1, false)] {
            check(band.clone(), Value::Number(number), expected);
        }
        check(
            json!({"when": "below", "high": 10}),
            Value::Number(10.0),
            false,
        );
        check(
            json!({"when": "above", "low": 10}),
            Value::Number(10.5),
            true,
        );
        check(
            json!({"when": "above", "low": 10}),
            Value::Text("11".into()),
            false,
        );
        check(
            json!({"when": "between", "low": 10}),
            Value::Number(11.0),
            false,
        );
    }

    #[test]
    fn a_rule_that_is_not_understood_holds_for_nothing() {
        for rule in [
            json!({"when": "sounds like", "value": "rain"}),
            json!({"value": "rain"}),
            json!("rain"),
            json!(null),
        ] {
            check(rule, Value::Text("rain".into()), false);
        }
        assert_eq!(
            said(&json!({"when": "on"}), &Value::Boolean(true)),
            Dress::default()
        );
    }

    #[test]
    fn the_first_that_holds_says_it_and_no_more_than_there_may_be_are_looked_at() {
        let mut rules = vec![json!({"when": "off"}); MOST];
        rules.push(json!({"when": "on", "text": "late"}));
        assert_eq!(
            said(&Json::from(rules.clone()), &Value::Boolean(true)).text,
            None
        );
        rules[3] = json!({"when": "on", "text": "early", "accent": "plaid"});
        let rules = Json::from(rules);
        let early = said(&rules, &Value::Boolean(true));
        assert_eq!((early.text, early.accent), (Some("early"), None));
    }
}
