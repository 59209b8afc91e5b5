//! A tile in words, for what has no room for a tile: notifications, widgets, alerts. It says what the tile shows; shared cases
//! (`tests/faces.json`) hold the two together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::{
    Decoding, Kind, OptionRule, Role, Writing, is_availability, of,
    rules::{Dress, said},
};
use crate::{
    Millis,
    availability::{Mode, is_away},
    id::Slot,
    reading::Reading,
    tile::{Accent, Tile},
    value::Value,
};

/// What is known when a tile is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// By slot; a slot without a message yet is not among them.
    pub readings: &'a BTreeMap<Slot, Reading>,
    /// Whether all brokers of the tile are connected.
    pub online: bool,
    pub now: Millis,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Face {
    /// What the tile is about, written for a person; `None`: there is no value.
    pub text: Option<String>,
    /// Stands behind the text.
    pub unit: Option<String>,
    pub tone: Tone,
    pub sign: Sign,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    Plain,
    /// The device is on.
    Active,
    /// Outside its scale, or old.
    Warn,
    Bad,
}

/// The state of what the tile says, as product promises it: never an old value without its sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Sign {
    Unknown,
    Live,
    Stale,
    /// The broker or the device is away.
    Offline,
    /// The newest message could not be read.
    Problem,
    /// The tile itself cannot work: a topic or command is missing, or a newer version made it.
    Error,
}

/// What a tile says now. Of a tile that a newer version made, nothing.
#[must_use]
pub fn face(tile: &Tile, seen: &Seen<'_>, writing: &Writing) -> Face {
    let kind = of(&tile.kind).filter(|kind| !kind.is_older_than(&tile.options));
    let Some(kind) = kind else {
        return Face {
            text: None,
            unit: None,
            tone: Tone::Bad,
            sign: Sign::Error,
        };
    };
    let shown = shown(kind, tile);
    let sign = sign(kind, tile, &shown, seen);
    let options = Options { kind, tile };
    let (text, unit, of_value) = match shown.as_slice() {
        _ if sign == Sign::Error => (None, None, Tone::Bad),
        [] => (None, None, Tone::Plain),
        [slot] => options.single(slot, seen, writing),
        several => (options.joined(several, seen, writing), None, Tone::Plain),
    };
    let tone = match sign {
        Sign::Problem | Sign::Error => Tone::Bad,
        Sign::Stale => Tone::Warn,
        Sign::Live => of_value,
        Sign::Unknown | Sign::Offline => Tone::Plain,
    };
    Face {
        text,
        unit,
        tone,
        sign,
    }
}

/// The bound slots that the tile is about: its series, else its value, else its state.
fn shown<'a>(kind: &Kind, tile: &'a Tile) -> Vec<&'a Slot> {
    [Role::Series, Role::Value, Role::State]
        .into_iter()
        .map(|role| {
            let of_role = |slot: &&Slot| kind.reads(slot).is_some_and(|it| it.role == role);
            let mut slots: Vec<_> = tile.bindings.keys().filter(of_role).collect();
            slots.sort_by_key(|slot| number_of(slot));
            slots
        })
        .find(|slots| !slots.is_empty())
        .unwrap_or_default()
}

/// The number behind the name of a series.
fn number_of(slot: &Slot) -> u16 {
    let name = slot.as_str();
    let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
    name[base.len()..].parse().unwrap_or(0)
}

fn sign(kind: &Kind, tile: &Tile, shown: &[&Slot], seen: &Seen<'_>) -> Sign {
    let reads = kind.bindings.values().any(|rule| rule.required);
    let lacks_command = kind
        .commands
        .iter()
        .filter(|(_, rule)| rule.required)
        .any(|(name, _)| !tile.commands.keys().any(|slot| slot.as_str() == name));
    if (reads && shown.is_empty()) || lacks_command {
        return Sign::Error;
    }
    let of_device = || {
        let slots = tile.bindings.keys().filter(|slot| is_availability(slot));
        slots.filter_map(|slot| seen.readings.get(slot))
    };
    if !seen.online || is_away(of_device(), Mode::of(&tile.options)) {
        return Sign::Offline;
    }
    // Never understood: nobody knows whether the device is there.
    if of_device().any(|it| it.problem.is_some() && it.value.is_none()) {
        return Sign::Problem;
    }
    let readings: Vec<_> = shown
        .iter()
        .filter_map(|slot| seen.readings.get(*slot))
        .collect();
    if readings.iter().any(|it| it.problem.is_some()) {
        return Sign::Problem;
    }
    if shown.is_empty() {
        return Sign::Live;
    }
    let Some(newest) = readings.iter().max_by_key(|it| it.at) else {
        return Sign::Unknown;
    };
    let Some(at) = newest.at else {
        return Sign::Unknown;
    };
    // Of several, those that are known are shown.
    if readings.iter().all(|it| it.value.is_none()) {
        return Sign::Unknown;
    }
    let patience = tile.options.get("staleAfterSeconds").and_then(Json::as_f64);
    let stale =
        patience.is_some_and(|seconds| seconds > 0.0 && (seen.now - at) as f64 > seconds * 1_000.0);
    if stale || newest.expires.is_some_and(|expires| seen.now >= expires) {
        return Sign::Stale;
    }
    Sign::Live
}

/// A tile's options, read by the names that mean the same in every kind that has them.
struct Options<'a> {
    kind: &'a Kind,
    tile: &'a Tile,
}

impl Options<'_> {
    fn given(&self, name: &str) -> Option<&Json> {
        let options: &Map<_, _> = &self.tile.options;
        self.kind.option(name).and_then(|_| options.get(name))
    }

    fn number(&self, name: &str) -> Option<f64> {
        match self.kind.option(name)? {
            OptionRule::Number { default, .. } => {
                self.given(name).and_then(Json::as_f64).or(*default)
            }
            _ => None,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        let text = self.given(name)?.as_str()?;
        (!text.trim().is_empty()).then_some(text)
    }

    /// From a value to text and colour: the tile's own, else those of its kind.
    fn rules(&self) -> Option<&Json> {
        match self.kind.option("rules")? {
            OptionRule::List { default, .. } => self
                .given("rules")
                .filter(|it| it.is_array())
                .or(default.as_ref()),
            _ => None,
        }
    }

    fn single(
        &self,
        slot: &Slot,
        seen: &Seen<'_>,
        writing: &Writing,
    ) -> (Option<String>, Option<String>, Tone) {
        let (Some(rule), Some(reading)) = (self.kind.reads(slot), seen.readings.get(slot)) else {
            return (None, None, Tone::Plain);
        };
        let Some(value) = reading
            .value
            .as_ref()
            .filter(|value| rule.decode.shows(value) && !rule.whole)
        else {
            return (None, None, Tone::Plain);
        };
        let said = self.rules().map(|rules| said(rules, value));
        let Dress { text, accent } = said.unwrap_or_default();
        let tone = match value {
            _ if accent.is_some_and(is_alarming) => Tone::Bad,
            _ if accent == Some(Accent::Amber) => Tone::Warn,
            Value::Boolean(true) => Tone::Active,
            // What a rule gave a quiet colour is as it should be.
            _ if accent.is_some() => Tone::Plain,
            Value::Number(number) if rule.role == Role::Value && self.is_outside(*number) => {
                Tone::Warn
            }
            _ => Tone::Plain,
        };
        if let Some(text) = text {
            return (Some(cut(text, TEXT_LIMIT)), None, tone);
        }
        let unit = matches!(value, Value::Number(_))
            .then(|| self.unit(slot, reading))
            .flatten();
        (Some(self.written(value, reading, writing)), unit, tone)
    }

    fn joined(&self, slots: &[&Slot], seen: &Seen<'_>, writing: &Writing) -> Option<String> {
        let said = slots.iter().filter_map(|slot| {
            let (text, unit, _) = self.single(slot, seen, writing);
            let number = number_of(slot);
            let label = match self.text(&format!("label{number}")) {
                Some(label) => label.to_owned(),
                None => format!("{} {number}", writing.series),
            };
            Some(format!("{label} {}", with_unit(&text?, unit.as_deref())))
        });
        let said: Vec<_> = said.collect();
        (!said.is_empty()).then(|| said.join(", "))
    }

    fn is_outside(&self, number: f64) -> bool {
        self.number("minimum").is_some_and(|low| number < low)
            || self.number("maximum").is_some_and(|high| number > high)
    }

    fn unit(&self, slot: &Slot, reading: &Reading) -> Option<String> {
        let bound = self.tile.bindings.get(slot).and_then(|it| it.unit.clone());
        let own = self.text("unit").map(str::to_owned);
        reading.unit.clone().or(bound).or(own)
    }

    fn written(&self, value: &Value, reading: &Reading, writing: &Writing) -> String {
        match value {
            Value::Number(number) => {
                let asked = self.number("decimals").map(|it| it.clamp(0.0, 20.0) as u8);
                writing.number(*number, reading.decimals, asked)
            }
            Value::Boolean(true) => writing.on.clone(),
            Value::Boolean(false) => writing.off.clone(),
            Value::Text(text) if text.is_empty() => writing.empty_text.clone(),
            Value::Text(text) => cut(text, TEXT_LIMIT),
            Value::Json(json) => cut(json.text(), JSON_LIMIT),
            Value::Picture(it) => format!("{} × {}", it.width, it.height),
        }
    }
}

/// The two colours of what needs somebody; amber only warns.
const fn is_alarming(accent: Accent) -> bool {
    matches!(accent, Accent::Coral | Accent::Rose)
}

/// Characters of a text, and of JSON.
const TEXT_LIMIT: usize = 400;
const JSON_LIMIT: usize = 160;

fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some(_) => text.chars().take(limit - 1).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

/// A percent sign and a degree stand at their number.
fn with_unit(text: &str, unit: Option<&str>) -> String {
    match unit {
        None => text.to_owned(),
        Some(unit @ ("%" | "°")) => format!("{text}{unit}"),
        Some(unit) => format!("{text} {unit}"),
    }
}

impl Decoding {
    /// A tile that draws numbers, or on and off, has no place for anything else.
    fn shows(self, value: &Value) -> bool {
        match self {
            Self::Number => matches!(value, Value::Number(_)),
            Self::OnOff => matches!(value, Value::Boolean(_)),
            Self::Picture => matches!(value, Value::Picture(_)),
            Self::Auto | Self::Text | Self::Json => true,
        }
    }
}
