//! Devices of several parts that are one tile: what a hand looks for together stands together.

mod climate;
mod fan;
mod humidifier;
mod lock;

use serde_json::{Value, json};
use tilework_core::{
    command::{ANSWER_TIMEOUT_MS, PayloadRule},
    decode::boolean_word,
};

use super::to_be::{Answering, Plan, Sending, setting};
use crate::model::{Entity, Part, Role, Shape};

/// A tile of several parts.
pub struct Whole<'a> {
    /// The one that it is called and coloured by.
    pub first: &'a Part,
    pub plan: Plan<'a>,
    parts: Vec<&'a Part>,
}

impl Whole<'_> {
    /// Whether the tile has this part; what it has not gets a tile of its own.
    pub fn has(&self, part: &Part) -> bool {
        self.parts.iter().any(|it| std::ptr::eq(*it, part))
    }
}

/// `None`: each of its parts is a tile of its own.
pub fn of(entity: &Entity) -> Option<Whole<'_>> {
    match entity.component.as_str() {
        "cover" | "valve" => cover(entity),
        "light" => light(entity),
        "climate" | "water_heater" => climate::of(entity),
        "fan" => fan::of(entity),
        "humidifier" => humidifier::of(entity),
        "lock" => lock::of(entity),
        _ => None,
    }
}

/// One that can only be turned on and off is a switch.
fn light(entity: &Entity) -> Option<Whole<'_>> {
    let by = |role| {
        let set = |part: &&Part| part.role == role && part.sends.is_some();
        entity.parts.iter().find(set)
    };
    let first = by(Role::Main).filter(|part| part.shape == Shape::OnOff)?;
    let brightness = by(Role::Brightness).filter(|part| is_percent(part));
    let white = by(Role::ColorTemperature);
    let effect = by(Role::Effect);
    let mut options = json!({});
    let white = white.filter(|part| match ends(part) {
        Some((low, high)) if low > 0.0 && low < high => {
            options["temperatureMinimum"] = json!(low);
            options["temperatureMaximum"] = json!(high);
            true
        }
        _ => false,
    });
    let effect = effect.filter(|part| matches!(words(part).len(), 1..=MENU));
    if let Some(part) = effect {
        options["effects"] = json!(lines(part));
    }
    let places = [
        (Some(first), "state", "set"),
        (brightness, "brightness", "setBrightness"),
        (white, "temperature", "setTemperature"),
        (effect, "effect", "setEffect"),
    ];
    beside("light", first, &places, ANSWER_TIMEOUT_MS, options)
}

/// A part that is not there has no place; what it says is read into the one slot, and it is set by the other.
type Place<'a> = (Option<&'a Part>, &'static str, &'static str);

/// One tile of parts that are read and set each by itself; one part alone is none. `within`: milliseconds that an answer may take.
fn beside<'a>(
    kind: &'static str,
    first: &'a Part,
    places: &[Place<'a>],
    within: u32,
    options: Value,
) -> Option<Whole<'a>> {
    let there = || {
        let place = |(part, reads, sends): &Place<'a>| Some(((*part)?, *reads, *sends));
        places.iter().filter_map(place)
    };
    let parts: Vec<_> = there().map(|(part, ..)| part).collect();
    if parts.len() < 2 {
        return None;
    }
    let plan = Plan {
        kind,
        whole: true,
        reads: there()
            .filter_map(|(part, slot, _)| Some((slot, part.reads.as_ref()?)))
            .collect(),
        sends: there()
            .filter_map(|(part, slot, sends)| setting(part, sends, slot, within))
            .collect(),
        options,
    };
    Some(Whole { first, plan, parts })
}

/// A menu with more is none.
const MENU: usize = 256;

/// From one end to the other takes a while, and many say nothing before they are there. The tile's own default, in milliseconds.
const WAY: u32 = 60_000;
/// Percent that a motor may be off where it was sent.
const OFF: f64 = 1.0;
/// What a cover is asked for, and in which slot.
const PRESSES: [(Role, &str); 3] = [
    (Role::Open, "open"),
    (Role::Stop, "stop"),
    (Role::Close, "close"),
];

fn cover(entity: &Entity) -> Option<Whole<'_>> {
    let by = |role| entity.parts.iter().find(|part| part.role == role);
    let state = by(Role::Main).filter(|part| part.sends.is_none() && part.reads.is_some());
    // What is no percentage has a tile of its own.
    let position = by(Role::Position).filter(|part| is_percent(part));
    let tilt = by(Role::Tilt).filter(|part| is_percent(part));
    let presses: Vec<_> = PRESSES
        .into_iter()
        .filter_map(|(role, slot)| Some((slot, by(role).filter(|part| is_plain(part))?)))
        .collect();
    let moves = |slot: &str| presses.iter().any(|(it, _)| *it == slot);
    let goes = position.is_some_and(|part| part.sends.is_some());
    if !(goes || (moves("open") && moves("close"))) {
        return None;
    }

    let mut parts: Vec<&Part> = [state, position, tilt].into_iter().flatten().collect();
    parts.extend(presses.iter().map(|(_, part)| *part));
    let places = [("state", state), ("position", position), ("tilt", tilt)];
    let reads: Vec<_> = places
        .into_iter()
        .filter_map(|(slot, part)| Some((slot, part?.reads.as_ref()?)))
        .collect();
    // Where it says no word, its position tells when it is there.
    let answers = ["state", "position"]
        .into_iter()
        .find(|slot| reads.iter().any(|(it, _)| it == slot));
    let pressed = presses.iter().filter_map(|(slot, part)| {
        let answer = answers.filter(|_| *slot != "stop").map(|slot| Answering {
            slot,
            tolerance: if slot == "position" { OFF } else { 0.0 },
            within: WAY,
        });
        Some(Sending {
            slot,
            sends: part.sends.clone()?,
            answer,
        })
    });
    let set = [
        (position, "setPosition", "position"),
        (tilt, "setTilt", "tilt"),
    ];
    let set = set.into_iter().filter_map(|(part, slot, answers)| {
        let mut it = setting(part?, slot, answers, WAY)?;
        if let Some(answer) = &mut it.answer {
            answer.tolerance = OFF;
        }
        Some(it)
    });
    let plan = Plan {
        kind: "cover",
        whole: true,
        sends: pressed.chain(set).collect(),
        reads,
        options: said(&presses),
    };
    Some(Whole {
        first: presses.first().map(|(_, part)| *part).or(position)?,
        plan,
        parts,
    })
}

/// The words that it has of its own for open and closed, and whether it asks.
fn said(presses: &[(&str, &Part)]) -> Value {
    let mut options = json!({});
    let mut rules = vec![];
    let asks = |part: &Part| part.shape == Shape::Press { confirm: true };
    if presses.iter().any(|(_, part)| asks(part)) {
        options["confirm"] = json!(true);
    }
    for (slot, part) in presses {
        let (option, usual, text) = match *slot {
            "open" => ("saysOpen", "open", "Open"),
            "close" => ("saysClosed", "closed", "Closed"),
            _ => continue,
        };
        let Some(says) = part.says.as_deref().filter(|says| *says != usual) else {
            continue;
        };
        options[option] = json!(says);
        if boolean_word(says) != Some(*slot == "open") {
            rules.push(json!({ "when": "is", "value": says, "text": text }));
        }
    }
    // Rules of its own replace those of the kind.
    if !rules.is_empty() {
        let usual = [
            ("opening", "Opening"),
            ("closing", "Closing"),
            ("stopped", "Stopped"),
        ];
        rules.extend(
            usual.map(|(value, text)| json!({ "when": "is", "value": value, "text": text })),
        );
        rules.push(json!({ "when": "on", "text": "Open" }));
        rules.push(json!({ "when": "off", "text": "Closed" }));
        options["rules"] = json!(rules);
    }
    options
}

/// What can be chosen of it; nothing, where it is no choice.
fn words(part: &Part) -> &[String] {
    match &part.shape {
        Shape::Choice { options } => options,
        _ => &[],
    }
}

/// As an option has them, a line each: a name may have a comma.
fn lines(part: &Part) -> String {
    words(part).iter().map(|word| format!("{word}\n")).collect()
}

fn ends(part: &Part) -> Option<(f64, f64)> {
    match part.shape {
        Shape::Number {
            minimum, maximum, ..
        } => minimum.zip(maximum),
        _ => None,
    }
}

/// From nothing, or from the least that still is something.
fn is_percent(part: &Part) -> bool {
    ends(part).is_some_and(|(low, high)| (0.0..=1.0).contains(&low) && high == 100.0)
}

/// It does what its name says, whatever is wanted.
fn is_plain(part: &Part) -> bool {
    let plain = |rule: &PayloadRule| matches!(rule, PayloadRule::Template { .. });
    matches!(part.shape, Shape::Press { .. })
        && part
            .sends
            .as_ref()
            .is_some_and(|sends| plain(&sends.payload))
}
