//! Which kind of tile shows which part of an entity.

use serde_json::{Value, json};
use tilework_core::command::{ANSWER_TIMEOUT_MS, PayloadRule};

use super::{
    to_be::{Plan, Sending, setting},
    whole,
};
use crate::model::{Entity, Part, Reads, Role, Sends, Shape};

/// More steps than this nobody meets with a finger.
const STEPS: f64 = 1_000.0;
/// Of a list in a tile's options; `kind::check` takes no more.
const MOST: usize = 32;

/// The tiles of an entity, each with the part that it is of.
pub fn of(entity: &Entity) -> Vec<(&Part, Plan<'_>)> {
    if let Some(it) = whole::of(entity) {
        let rest = entity.parts.iter().filter(|part| !it.has(part));
        let rest = rest.filter_map(|part| Some((part, single(entity, part)?)));
        let rest: Vec<_> = rest.collect();
        return std::iter::once((it.first, it.plan)).chain(rest).collect();
    }
    let row = row(entity);
    let rest = entity.parts.iter().filter(|part| {
        let in_row = |(first, _): &(&Part, Plan<'_>)| is_in_row(part, first) || is_word(part);
        !row.as_ref().is_some_and(in_row)
    });
    let rest = rest.filter_map(|part| Some((part, single(entity, part)?)));
    let rest: Vec<_> = rest.collect();
    row.into_iter().chain(rest).collect()
}

/// What an entity says of itself in a word.
fn is_word(part: &Part) -> bool {
    part.role == Role::Main && part.shape == Shape::Text && part.sends.is_none()
}

/// Pressed without a question, and sent as it stands.
fn pressed(part: &Part) -> Option<(&Sends, &str)> {
    let sends = part.sends.as_ref()?;
    let PayloadRule::Template { text } = &sends.payload else {
        return None;
    };
    let plain = !text.contains("{{") && !text.contains("{%");
    (plain && part.shape == Shape::Press { confirm: false }).then_some((sends, text))
}

fn is_in_row(part: &Part, first: &Part) -> bool {
    let way = |part| {
        pressed(part).map(|(sends, _)| (&sends.topic, sends.qos, sends.retain, sends.expiry))
    };
    way(part).is_some() && way(part) == way(first)
}

/// Several things to press on one topic: one row of buttons, with what the entity says of itself.
fn row(entity: &Entity) -> Option<(&Part, Plan<'_>)> {
    let first = entity.parts.iter().find(|part| pressed(part).is_some())?;
    let all = entity.parts.iter().filter(|part| is_in_row(part, first));
    let buttons: Vec<Value> = all
        .filter_map(|part| {
            let (_, payload) = pressed(part)?;
            let label = part
                .word
                .as_deref()
                .or(part.role.label())
                .unwrap_or(payload);
            let mut button = json!({ "payload": payload, "label": crate::text::sentence(label) });
            if let Some(says) = &part.says {
                button["says"] = json!(says);
            }
            Some(button)
        })
        .collect();
    if !(2..=MOST).contains(&buttons.len()) {
        return None;
    }
    let word = entity.parts.iter().find(|part| is_word(part));
    let (sends, _) = pressed(first)?;
    let payload = PayloadRule::Template {
        text: "{{ value }}".to_owned(),
    };
    let plan = Plan {
        kind: "buttons",
        whole: true,
        reads: word
            .and_then(|part| part.reads.as_ref())
            .map(|reads| ("state", reads))
            .into_iter()
            .collect(),
        sends: vec![Sending {
            slot: "press",
            sends: Sends {
                payload,
                ..sends.clone()
            },
            answer: None,
        }],
        options: json!({ "buttons": buttons }),
    };
    Some((first, plan))
}

fn single<'a>(entity: &Entity, part: &'a Part) -> Option<Plan<'a>> {
    let reads = part.reads.as_ref();
    let told = |kind, options| Plan {
        kind,
        whole: false,
        reads: reads.map(|reads| ("state", reads)).into_iter().collect(),
        sends: setting(part, "set", "state", ANSWER_TIMEOUT_MS)
            .into_iter()
            .collect(),
        options,
    };
    let shown = |kind, options| {
        reads.map(|reads| Plan {
            kind,
            whole: false,
            reads: vec![("value", reads)],
            sends: vec![],
            options,
        })
    };
    let happens = entity.component == "event" || entity.class.as_deref() == Some("action");
    let word = || match happens {
        true => shown("event", json!({})),
        false => shown("value", json!({ "sparkline": false })),
    };
    match (&part.shape, &part.sends) {
        (Shape::OnOff, Some(_)) => Some(told("switch", json!({}))),
        (Shape::OnOff, None) => shown("indicator", json!({})),
        (
            Shape::Number {
                minimum,
                maximum,
                step,
                ..
            },
            Some(_),
        ) => {
            let (Some(low), Some(high)) = (*minimum, *maximum) else {
                return Some(told("numberInput", ends(*minimum, *maximum)));
            };
            let range = ends(Some(low), Some(high));
            match (low < high, is_met(low, high, *step)) {
                (true, true) => {
                    let mut options = range;
                    options["step"] = json!(step.unwrap_or(1.0));
                    Some(told("slider", options))
                }
                (true, false) => Some(told("numberInput", range)),
                // There is nothing to choose.
                (false, _) => {
                    measured(part, reads?).and_then(|(kind, options)| shown(kind, options))
                }
            }
        }
        (Shape::Number { .. }, None) => {
            measured(part, reads?).and_then(|(kind, options)| shown(kind, options))
        }
        (Shape::Text, Some(_)) => Some(told("textInput", json!({}))),
        (Shape::Text, None) => word(),
        (Shape::Choice { options }, Some(_)) if (1..=MOST).contains(&options.len()) => {
            let choices: Vec<Value> = options
                .iter()
                .map(|option| json!({ "payload": option }))
                .collect();
            Some(told("select", json!({ "choices": choices })))
        }
        (Shape::Choice { .. }, _) => word(),
        (Shape::Press { confirm }, Some(sends)) => Some(Plan {
            kind: "button",
            whole: false,
            reads: vec![],
            sends: vec![Sending {
                slot: "press",
                sends: sends.clone(),
                answer: None,
            }],
            options: if *confirm {
                json!({ "confirm": true })
            } else {
                json!({})
            },
        }),
        (Shape::Press { .. }, None) => None,
    }
}

/// A range, as far as it has ends.
fn ends(minimum: Option<f64>, maximum: Option<f64>) -> Value {
    let mut ends = json!({});
    for (key, end) in [("minimum", minimum), ("maximum", maximum)] {
        if let Some(end) = end {
            ends[key] = json!(end);
        }
    }
    ends
}

fn measured(part: &Part, reads: &Reads) -> Option<(&'static str, Value)> {
    let Shape::Number {
        decimals, total, ..
    } = &part.shape
    else {
        return None;
    };
    let mut options = decimals.map_or(json!({}), |decimals| json!({ "decimals": decimals }));
    if reads.unit.as_deref() == Some("%") && !total {
        options["minimum"] = json!(0);
        options["maximum"] = json!(100);
        return Some(("gauge", options));
    }
    if *total {
        options["sparkline"] = json!(false);
    }
    Some(("value", options))
}

/// Whether a finger finds each step.
fn is_met(low: f64, high: f64, step: Option<f64>) -> bool {
    let steps = (high - low) / step.unwrap_or(1.0);
    steps.is_finite() && steps <= STEPS
}
