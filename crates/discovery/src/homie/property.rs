//! One property of a node: what it says, how it is told, and as what a tile shows it.

use tilework_core::binding::Decode;

use super::called;
use crate::{
    limits,
    making::{self, measured, number, on_off, part, reads, sends, told, told_on_off},
    merge::Named,
    model::{Availability, Category, Note, Part, Reads, Role, Shape},
    text,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Integer,
    Float,
    Boolean,
    Enum,
    Color,
    /// Text, and whatever else there may come to be.
    Other,
}

impl Kind {
    pub fn of(datatype: &str) -> Self {
        match datatype.trim() {
            "integer" => Self::Integer,
            // The last is no type, and is said all the same.
            "float" | "percent" => Self::Float,
            "boolean" => Self::Boolean,
            "enum" => Self::Enum,
            "color" => Self::Color,
            _ => Self::Other,
        }
    }
}

/// Where it is.
pub struct Source<'a> {
    pub convention: &'a str,
    pub root: &'a str,
    pub node: &'a str,
    pub id: &'a str,
}

pub struct Property<'a> {
    pub source: Source<'a>,
    pub node_name: Option<String>,
    pub name: Option<String>,
    pub kind: Kind,
    pub format: &'a str,
    pub unit: Option<&'a str>,
    pub settable: bool,
    pub retained: bool,
    /// What the format says of on and off would be sent; version 5 means labels by it.
    pub words_are_payloads: bool,
}

impl Property<'_> {
    pub fn entity(&self, availability: Option<&Availability>) -> Named {
        let Source {
            convention,
            root,
            node,
            id,
        } = self.source;
        let component = match (self.kind, self.settable) {
            (_, true) if !self.retained && self.is_pressed() => "button",
            (_, false) if !self.retained => "event",
            (Kind::Boolean, true) => "switch",
            (Kind::Boolean, false) => "binary_sensor",
            (Kind::Integer | Kind::Float, true) => "number",
            (Kind::Enum, true) => "select",
            (Kind::Other, true) => "text",
            (Kind::Color, _) => "color",
            (_, false) => "sensor",
        };
        let own = format!("{root}/{node}/{id}");
        let mut named = making::entity(convention, &own, component, root)
            .called(self.title().as_deref())
            .class(class_of(id))
            .category(if id.eq_ignore_ascii_case("battery") {
                Category::Diagnostic
            } else {
                Category::Main
            })
            .there(availability)
            .with(self.parts());
        let usual = matches!(self.format, "" | "true,false" | "false,true");
        if self.kind == Kind::Boolean && self.words_are_payloads && !usual {
            // It sends true and false all the same.
            named.entity.notes.push(Note::Unusual {
                field: "$format".to_owned(),
            });
        }
        named.done()
    }

    /// Node and property, the same word once.
    fn title(&self) -> Option<String> {
        let node = called(self.node_name.as_deref(), self.source.node)?;
        let own = match &self.name {
            Some(name) => name.clone(),
            None => called(None, self.source.id)?,
        };
        let (node_low, own_low) = (node.to_lowercase(), own.to_lowercase());
        if own_low.contains(&node_low) {
            return Some(own);
        }
        if node_low.contains(&own_low) {
            return Some(node);
        }
        text::name(&format!("{node} {own}"))
    }

    /// A property that says nothing of itself is pressed, where there is little to choose.
    fn is_pressed(&self) -> bool {
        match self.kind {
            Kind::Boolean => true,
            Kind::Enum => self.words().len() == 1,
            _ => false,
        }
    }

    fn words(&self) -> Vec<String> {
        let words = self
            .format
            .split(',')
            .filter(|word| !word.is_empty() && word.len() <= limits::WORD);
        words.take(limits::OPTIONS).map(str::to_owned).collect()
    }

    fn reads(&self, decode: Decode) -> Option<Reads> {
        let Source { root, node, id, .. } = self.source;
        let topic = format!("{root}/{node}/{id}");
        // An empty text is one byte that is none.
        let template = matches!(decode, Decode::Text)
            .then(|| "{{ value | replace('\\u0000', '') }}".to_owned());
        reads(&topic, template, decode)
    }

    /// The payload of a command; it is never kept.
    fn told(&self, payload: tilework_core::command::PayloadRule) -> Option<crate::model::Sends> {
        let Source { root, node, id, .. } = self.source;
        let sends = sends(&format!("{root}/{node}/{id}/set"), payload)?;
        self.settable.then_some(sends)
    }

    fn parts(&self) -> Vec<Option<Part>> {
        let says = self.retained || !self.settable;
        let read = |decode| self.reads(decode).filter(|_| says);
        if !self.retained && !self.settable {
            // It happens, and is not the case.
            return vec![part(Role::Main, Shape::Text, read(Decode::Text), None)];
        }
        match self.kind {
            Kind::Boolean if self.settable && !self.retained => {
                vec![part(
                    Role::Main,
                    Shape::Press { confirm: false },
                    None,
                    self.told(told("true")),
                )]
            }
            Kind::Boolean => {
                let sends = self.told(told_on_off("true", "false"));
                vec![part(
                    Role::Main,
                    Shape::OnOff,
                    read(on_off("true", "false")),
                    sends,
                )]
            }
            Kind::Integer | Kind::Float => vec![self.number(read(Decode::Number))],
            Kind::Enum => {
                let options = self.words();
                if self.settable
                    && !self.retained
                    && let [only] = &options[..]
                {
                    let topic = self.told(told("")).map(|it| it.topic);
                    return vec![
                        topic.and_then(|topic| making::press(Role::Main, &topic, only, false)),
                    ];
                }
                let shape = match self.settable {
                    true => Shape::Choice { options },
                    false => Shape::Text,
                };
                let sends = self.told(told("{{ value }}"));
                vec![part(Role::Main, shape, read(Decode::Text), sends)]
            }
            // Shown as it is said; a colour has no tile that sets it.
            Kind::Color => vec![part(Role::Main, Shape::Text, read(Decode::Text), None)],
            Kind::Other => {
                let sends = self.told(told("{{ value }}"));
                vec![part(Role::Main, Shape::Text, read(Decode::Text), sends)]
            }
        }
    }

    fn number(&self, reads: Option<Reads>) -> Option<Part> {
        let unit = self.unit();
        let reads = reads.map(|reads| Reads { unit, ..reads });
        if !self.settable {
            let id = self.source.id.to_lowercase();
            let total = matches!(self.unit, Some("kWh" | "m³"))
                && (id.contains("total") || id.contains("energy"));
            return part(Role::Main, measured(total), reads, None);
        }
        let range = Range::of(self.format);
        let whole = self.kind == Kind::Integer;
        let step = range.step.or(whole.then_some(1.0));
        let step = step.or_else(|| {
            let span = range.maximum? - range.minimum?;
            Some(if span > 10.0 { 1.0 } else { 0.1 })
        });
        let shape = number(range.minimum, range.maximum, step, whole.then_some(0));
        let payload = match whole {
            true => "{{ value | round(0) | int }}",
            false => "{{ value }}",
        };
        part(Role::Main, shape, reads, self.told(told(payload)))
    }

    /// A count has none.
    fn unit(&self) -> Option<String> {
        let unit = text::unit(self.unit?)?;
        (unit != "#").then_some(unit)
    }
}

/// `min:max`, in version 5 with a step behind it; each may be missing.
struct Range {
    minimum: Option<f64>,
    maximum: Option<f64>,
    step: Option<f64>,
}

impl Range {
    fn of(format: &str) -> Self {
        let mut numbers = format.split(':').map(|it| {
            let number: Option<f64> = it.trim().parse().ok();
            number.filter(|it| it.is_finite())
        });
        let mut next = || numbers.next().flatten();
        let (minimum, maximum, step) = (next(), next(), next());
        Self {
            minimum,
            maximum,
            step: step.filter(|it| *it > 0.0),
        }
    }
}

/// In Home Assistant's words, where a property is called as what it measures.
fn class_of(id: &str) -> Option<&'static str> {
    let id = id.to_lowercase();
    let has = |word: &str| id.split(['-', '_']).any(|part| part == word);
    const CLASSES: [&str; 10] = [
        "temperature",
        "humidity",
        "battery",
        "power",
        "energy",
        "voltage",
        "current",
        "illuminance",
        "pressure",
        "motion",
    ];
    CLASSES.into_iter().find(|class| has(class))
}
