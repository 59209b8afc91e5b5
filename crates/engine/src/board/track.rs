//! Which history a binding's values belong to.

use std::sync::{
    Arc, Weak,
    atomic::{AtomicU32, Ordering},
};

use tilework_core::{
    binding::{Binding, Decode},
    value::Value,
};
use tilework_history::{Kind, SeriesId, Source};

/// No series has this number.
const NONE: u32 = u32::MAX;

/// A binding's source and, once asked for, its series. A clone is the same track.
#[derive(Debug, Clone)]
pub struct Track(Arc<Inner>);

#[derive(Debug)]
pub struct Inner {
    source: Source,
    /// On and off are words among others: a mode may be `off`, `heat` or `auto`.
    mixed: bool,
    series: [AtomicU32; 3],
    /// The kind that spoke last, as its number.
    spoke: AtomicU32,
}

impl Track {
    pub fn of(binding: &Binding) -> Self {
        Self(Arc::new(Inner {
            source: Source {
                broker: binding.broker.to_string(),
                topic: binding.topic.as_str().to_owned(),
                template: binding.template.clone(),
                // Its words for on and off are part of what the values mean.
                decode: serde_json::to_string(&binding.decode).unwrap_or_default(),
                time: binding.time_template.clone(),
            },
            mixed: binding.decode == Decode::Auto,
            series: [const { AtomicU32::new(NONE) }; 3],
            spoke: AtomicU32::new(NONE),
        }))
    }

    pub fn downgrade(&self) -> Weak<Inner> {
        Arc::downgrade(&self.0)
    }

    /// If it is still there.
    pub fn again(known: &Weak<Inner>) -> Option<Self> {
        known.upgrade().map(Self)
    }

    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    pub fn source(&self) -> &Source {
        &self.0.source
    }

    /// The series for values of a kind; `find` is asked once.
    pub fn series(&self, kind: Kind, find: impl FnOnce(&Source) -> SeriesId) -> SeriesId {
        let known = &self.0.series[kind as usize];
        match known.load(Ordering::Relaxed) {
            NONE => {
                let found = find(&self.0.source);
                known.store(found.0, Ordering::Relaxed);
                found
            }
            id => SeriesId(id),
        }
    }

    /// The value as it is kept here.
    pub fn recordable<'a>(&self, value: &'a Value) -> Option<Recordable<'a>> {
        match value {
            Value::Number(number) => Some(Recordable::Number(*number)),
            Value::Boolean(on) if self.0.mixed => {
                Some(Recordable::Text(if *on { "on" } else { "off" }))
            }
            Value::Boolean(on) => Some(Recordable::OnOff(*on)),
            Value::Text(text) => Some(Recordable::Text(text)),
            Value::Json(_) | Value::Picture(_) => None,
        }
    }

    /// A value of this kind comes now. The kind that spoke before it; `None`: none did, or nothing was known. What another one said does
    /// not hold any more.
    pub fn speaks(&self, kind: Kind) -> Option<Kind> {
        kind_of(self.0.spoke.swap(kind as u32, Ordering::Relaxed))
    }

    /// Nothing is known from now on. The kind that spoke last, the first time that this is told.
    pub fn falls_silent(&self) -> Option<Kind> {
        kind_of(self.0.spoke.swap(NONE, Ordering::Relaxed))
    }

    /// Asks anew: a series was deleted.
    pub fn forget_series(&self) {
        for known in &self.0.series {
            known.store(NONE, Ordering::Relaxed);
        }
    }
}

fn kind_of(number: u32) -> Option<Kind> {
    let kinds = [Kind::Number, Kind::OnOff, Kind::Text];
    kinds.into_iter().find(|kind| *kind as u32 == number)
}

/// A value as it is kept. JSON and pictures are not: a template says which part of it is meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Recordable<'a> {
    Number(f64),
    OnOff(bool),
    Text(&'a str),
}

impl Recordable<'_> {
    pub fn kind(self) -> Kind {
        match self {
            Self::Number(_) => Kind::Number,
            Self::OnOff(_) => Kind::OnOff,
            Self::Text(_) => Kind::Text,
        }
    }
}
