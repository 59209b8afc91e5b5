//! What the conventions without a language of their own are put together from.

use tilework_core::{
    availability::Mode,
    binding::{Decode, Qos},
    command::PayloadRule,
};

use crate::{
    key::key_of,
    limits,
    merge::Named,
    model::{Availability, Category, Entity, Note, Part, Reads, Role, Sends, Shape},
    text,
};

/// An entity without anything but its names. `own` tells it from all others of its convention.
pub fn entity(convention: &str, own: &str, component: &str, topic: &str) -> Named {
    let entity = Entity {
        key: key_of(&[convention, own]),
        name: None,
        component: component.to_owned(),
        class: None,
        icon: None,
        category: Category::Main,
        availability: None,
        stale_after: None,
        parts: vec![],
        notes: vec![],
        topic: topic.to_owned(),
    };
    Named {
        identity: own.to_owned(),
        entity,
    }
}

impl Named {
    pub fn called(mut self, name: Option<&str>) -> Self {
        self.entity.name = name.and_then(text::name);
        self
    }

    pub fn class(mut self, class: Option<&str>) -> Self {
        self.entity.class = class.map(str::to_owned);
        self
    }

    pub fn category(mut self, category: Category) -> Self {
        self.entity.category = category;
        self
    }

    pub fn there(mut self, availability: Option<&Availability>) -> Self {
        self.entity.availability = availability.cloned();
        self
    }

    /// With these parts, as far as there are any.
    pub fn with(mut self, parts: impl IntoIterator<Item = Option<Part>>) -> Self {
        self.entity.parts.extend(parts.into_iter().flatten());
        self
    }

    /// That no tile can show it is said where nothing else is.
    pub fn done(mut self) -> Self {
        if self.entity.parts.is_empty() && self.entity.notes.is_empty() {
            self.entity.notes.push(Note::NoTile);
        }
        self
    }
}

/// Of something to see, to do, or both. `None`: neither.
pub fn part(role: Role, shape: Shape, reads: Option<Reads>, sends: Option<Sends>) -> Option<Part> {
    let there = reads.is_some() || sends.is_some();
    let answers = reads.is_some() && sends.is_some();
    there.then_some(Part {
        role,
        shape,
        reads,
        sends,
        answers,
        word: None,
        says: None,
    })
}

/// `None`: it is longer than topics are.
pub fn reads(topic: &str, template: Option<String>, decode: Decode) -> Option<Reads> {
    (topic.len() <= limits::TOPIC).then(|| Reads {
        topic: topic.to_owned(),
        qos: Qos::AtMostOnce,
        template,
        decode,
        unit: None,
    })
}

/// `None`: it is longer than topics are.
pub fn sends(topic: &str, payload: PayloadRule) -> Option<Sends> {
    (topic.len() <= limits::TOPIC).then(|| Sends {
        topic: topic.to_owned(),
        qos: Qos::AtMostOnce,
        retain: false,
        payload,
        expiry: None,
    })
}

pub fn on_off(on: &str, off: &str) -> Decode {
    Decode::OnOff {
        on: on.to_owned(),
        off: off.to_owned(),
    }
}

pub fn told_on_off(on: &str, off: &str) -> PayloadRule {
    PayloadRule::OnOff {
        on: on.to_owned(),
        off: off.to_owned(),
    }
}

pub fn told(text: &str) -> PayloadRule {
    PayloadRule::Template {
        text: text.to_owned(),
    }
}

/// Does something once. What looks like a template is none that a device wants.
pub fn press(role: Role, topic: &str, payload: &str, confirm: bool) -> Option<Part> {
    if payload.len() > limits::WORD || payload.contains("{{") || payload.contains("{%") {
        return None;
    }
    part(
        role,
        Shape::Press { confirm },
        None,
        sends(topic, told(payload)),
    )
}

/// Whole percent, from `lowest` on.
pub fn percent(lowest: f64) -> Shape {
    number(Some(lowest), Some(100.0), Some(1.0), Some(0))
}

pub fn number(
    minimum: Option<f64>,
    maximum: Option<f64>,
    step: Option<f64>,
    decimals: Option<u8>,
) -> Shape {
    Shape::Number {
        minimum,
        maximum,
        step,
        decimals,
        total: false,
    }
}

/// A number as it is measured. `total`: it counts on and on.
pub fn measured(total: bool) -> Shape {
    Shape::Number {
        minimum: None,
        maximum: None,
        step: None,
        decimals: None,
        total,
    }
}

/// One topic says whether it is there, in two words.
pub fn there(topic: &str, on: &str, off: &str) -> Option<Availability> {
    let reads = reads(topic, None, on_off(on, off))?;
    Some(Availability {
        reads: vec![reads],
        mode: Mode::All,
    })
}

/// What stands at the end of these keys, in a template; a message without it says nothing of it. `None`: a key is none that can stand there.
pub fn member(keys: &[&str]) -> Option<String> {
    Some(format!(
        "{{{{ {} | is_defined }}}}",
        path("value_json", keys)?
    ))
}

/// An expression: what is behind these keys of `of`.
pub fn path(of: &str, keys: &[&str]) -> Option<String> {
    let keys: Option<Vec<&str>> = keys.iter().map(|key| plain(key)).collect();
    let keys = keys?.into_iter().map(|key| format!("['{key}']"));
    Some(keys.fold(of.to_owned(), |path, key| path + &key))
}

/// A key that can stand in a template between quotes.
pub fn plain(key: &str) -> Option<&str> {
    let fine = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | ':' | '/');
    (!key.is_empty() && key.len() <= 100 && key.chars().all(fine)).then_some(key)
}
