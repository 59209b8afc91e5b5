//! What must be published for a binding to read it. Nothing is believed: what is chosen here was read by the binding's own decoding.

use serde_json::Value as Json;
use tilework_core::{
    availability,
    binding::{Binding, Decode},
    decode::decode,
    kind::{self, Decoding, OptionRule, Reads, Role},
    payload::Payload,
    template::ValueTemplate,
    tile::Tile,
    value::{Said, Value},
};

use super::{
    Part, PointKind,
    json::Shape,
    path::{Step, path},
};

/// What a value is, and its words as the tile has them.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    pub kind: PointKind,
    pub on: String,
    pub off: String,
}

impl Words {
    pub fn of(kind: PointKind) -> Self {
        Self {
            kind,
            on: "ON".to_owned(),
            off: "OFF".to_owned(),
        }
    }
}

/// Where in a message a value goes, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    pub path: Vec<Step>,
    pub verdict: Verdict,
    /// On and off, where they are words of a plain message.
    pub words: Option<(String, String)>,
    on: String,
    off: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The tile reads what was meant.
    Exact,
    /// It reads something of the same kind.
    Converted,
    Unread,
}

impl Fit {
    pub fn part(&self, point: usize, words: &Words) -> Part {
        match words.kind {
            PointKind::OnOff => Part::OnOff {
                point,
                on: self.on.clone(),
                off: self.off.clone(),
            },
            PointKind::Number { .. } => Part::Number { point },
            PointKind::Text { .. } if self.path.is_empty() => Part::Text { point },
            PointKind::Text { .. } => Part::JsonText { point },
        }
    }
}

/// A word as a text of JSON.
fn quoted(word: &str) -> String {
    Json::from(word).to_string()
}

/// How this value is said so that this binding reads it.
pub fn fit(binding: &Binding, words: &Words) -> Fit {
    let found = path(binding.template.as_deref());
    let path = found.clone().unwrap_or_default();
    let template = binding.template.as_deref().map(ValueTemplate::parse);
    let template = template.and_then(Result::ok);
    let reads = |leaf: &str| {
        let mut shape = Shape::Nothing;
        shape.put(&path, Part::Literal(leaf.to_owned()));
        let text: String = shape
            .parts()
            .iter()
            .map(|it| match it {
                Part::Literal(text) => text.as_str(),
                _ => "",
            })
            .collect();
        match decode(
            &Payload::new(text.as_bytes()),
            template.as_ref(),
            &binding.decode,
        ) {
            Ok(Said::Value(read)) => Some(read.value),
            _ => None,
        }
    };
    let plain = path.is_empty();
    let mut fit = Fit {
        on: words.on.clone(),
        off: words.off.clone(),
        words: None,
        verdict: Verdict::Unread,
        path: path.clone(),
    };
    match &words.kind {
        PointKind::OnOff => {
            let own = (words.on.as_str(), words.off.as_str());
            let pairs = [
                own,
                ("ON", "OFF"),
                ("on", "off"),
                ("1", "0"),
                ("true", "false"),
            ];
            let forms = pairs
                .into_iter()
                .filter(|(on, off)| !on.is_empty() && !off.is_empty() && on != off)
                .flat_map(|(on, off)| {
                    let bare = !plain
                        && serde_json::from_str::<Json>(on).is_ok()
                        && serde_json::from_str::<Json>(off).is_ok();
                    let as_text = if plain {
                        (on.to_owned(), off.to_owned())
                    } else {
                        (quoted(on), quoted(off))
                    };
                    [bare.then(|| (on.to_owned(), off.to_owned())), Some(as_text)]
                        .into_iter()
                        .flatten()
                });
            let means = |word: &str, wanted: bool| match reads(word) {
                Some(Value::Boolean(read)) => read == wanted,
                Some(Value::Text(read)) => matches!(binding.decode, Decode::Auto) && read == word,
                Some(Value::Number(read)) => {
                    matches!(binding.decode, Decode::Auto) && (read != 0.0) == wanted
                }
                _ => false,
            };
            if let Some((on, off)) = forms
                .into_iter()
                .find(|(on, off)| means(on, true) && means(off, false))
            {
                fit.verdict = Verdict::Exact;
                (fit.on, fit.off) = (on, off);
            } else if !plain {
                (fit.on, fit.off) = (quoted(&words.on), quoted(&words.off));
            }
            fit.words = plain.then(|| (fit.on.clone(), fit.off.clone()));
        }
        PointKind::Number { .. } => {
            let read: Vec<_> = [21.5, 3.0]
                .iter()
                .map(|it: &f64| (*it, reads(&it.to_string())))
                .collect();
            let exact = |(wanted, read): &(f64, Option<Value>)| matches!(read, Some(Value::Number(it)) if (it - wanted).abs() < 1e-9);
            let number = |(_, read): &(f64, Option<Value>)| matches!(read, Some(Value::Number(_)));
            fit.verdict = if read.iter().all(exact) {
                Verdict::Exact
            } else if read.iter().all(number) {
                Verdict::Converted
            } else {
                Verdict::Unread
            };
        }
        PointKind::Text { sample, .. } => {
            let leaf = if plain {
                sample.clone()
            } else {
                quoted(sample)
            };
            fit.verdict = match reads(&leaf) {
                Some(Value::Text(read)) if read == *sample => Verdict::Exact,
                Some(Value::Json(_)) if matches!(binding.decode, Decode::Json) => Verdict::Exact,
                Some(Value::Picture(_)) => Verdict::Exact,
                // A number or a word that means on is the same text.
                Some(_) if matches!(binding.decode, Decode::Auto) => Verdict::Exact,
                Some(_) => Verdict::Converted,
                None => Verdict::Unread,
            };
        }
    }
    if found.is_none() && fit.verdict == Verdict::Exact && binding.template.is_some() {
        // A template that does more than look may still be right for these values by chance.
        fit.verdict = Verdict::Converted;
    }
    fit
}

/// A picture of one pixel, in Base64.
const PIXEL: &str = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

/// What a binding that is no answer reads.
pub fn words(tile: &Tile, rule: Option<&Reads>, binding: &Binding) -> Words {
    let number = || PointKind::Number {
        sample: sample(tile),
        minimum: None,
        maximum: None,
        step: None,
    };
    let text = |sample: &str| PointKind::Text {
        sample: sample.to_owned(),
        choices: vec![],
    };
    let kind = match (&binding.decode, rule.map(|it| it.decode)) {
        (Decode::OnOff { on, off }, _) => {
            return Words {
                kind: PointKind::OnOff,
                on: on.clone(),
                off: off.clone(),
            };
        }
        (Decode::Number | Decode::MarkedNumber { .. } | Decode::Bytes { .. }, _)
        | (Decode::Auto, Some(Decoding::Number) | None) => number(),
        (Decode::Json, _) | (Decode::Auto, Some(Decoding::Json)) => text("{\"value\":21.5}"),
        (Decode::Picture, _) | (Decode::Auto, Some(Decoding::Picture)) => text(PIXEL),
        (Decode::Text | Decode::EncodedText { .. }, _) | (Decode::Auto, Some(Decoding::Text)) => {
            text("hello")
        }
        (Decode::Auto, Some(Decoding::OnOff)) => PointKind::OnOff,
        (Decode::Auto, Some(Decoding::Auto)) => {
            let series = rule.is_some_and(|it| matches!(it.role, Role::Series | Role::Attribute));
            let writes_numbers =
                kind::of(&tile.kind).is_some_and(|kind| kind.option("decimals").is_some());
            if series || writes_numbers || binding.unit.is_some() {
                number()
            } else {
                PointKind::OnOff
            }
        }
    };
    Words::of(kind)
}

/// In the middle of the tile's scale, or what a room has.
fn sample(tile: &Tile) -> f64 {
    let limit = |name| option(tile, name);
    match (limit("minimum"), limit("maximum")) {
        (Some(low), Some(high)) if low < high => ((low + high) * 5.0).round() / 10.0,
        _ => 21.5,
    }
}

/// A number among the options, or what the kind means without it.
pub fn option(tile: &Tile, name: &str) -> Option<f64> {
    let Some(OptionRule::Number { default, .. }) = kind::of(&tile.kind)?.option(name) else {
        return None;
    };
    let given = tile.options.get(name).and_then(Json::as_f64).or(*default);
    given.filter(|it| it.is_finite() && it.abs() < 1e12)
}

/// What a person calls one of several series.
pub fn label<'a>(tile: &'a Tile, slot: &str) -> Option<&'a str> {
    let number = slot.strip_prefix("series")?;
    let label = tile.options.get(&format!("label{number}"))?.as_str()?;
    (!label.trim().is_empty()).then_some(label)
}

/// Whether these are the words of a device that says whether it is there: its broker must say the second one for it.
pub fn is_presence(decode: &Decode) -> bool {
    let Decode::OnOff { on, .. } = decode else {
        return false;
    };
    ["online", "connected", "available"]
        .iter()
        .any(|word| on.eq_ignore_ascii_case(word))
}

/// What is said there, in words that the binding understands.
pub fn presence(binding: &Binding) -> (String, String) {
    let found = path(binding.template.as_deref()).unwrap_or_default();
    let template = binding.template.as_deref().map(ValueTemplate::parse);
    let template = template.and_then(Result::ok);
    let own = match &binding.decode {
        Decode::OnOff { on, off } => (on.as_str(), off.as_str()),
        _ => ("online", "offline"),
    };
    let said = |word: &str| {
        let mut shape = Shape::Nothing;
        let leaf = if found.is_empty() {
            word.to_owned()
        } else {
            quoted(word)
        };
        shape.put(&found, Part::Literal(leaf));
        shape
            .parts()
            .iter()
            .map(|it| match it {
                Part::Literal(text) => text.as_str(),
                _ => "",
            })
            .collect::<String>()
    };
    let means = |text: &str, wanted: bool| {
        matches!(
            availability::read(&Payload::new(text.as_bytes()), template.as_ref(), &binding.decode),
            Ok(Said::Value(read)) if read.value == Value::Boolean(wanted)
        )
    };
    let pairs = [own, ("online", "offline"), ("1", "0"), ("true", "false")]
        .map(|(on, off)| (said(on), said(off)));
    let good = pairs
        .iter()
        .find(|(on, off)| means(on, true) && means(off, false));
    good.unwrap_or(&pairs[0]).clone()
}
