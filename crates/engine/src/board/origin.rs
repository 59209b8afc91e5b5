//! Which history a binding's values belong to.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use tilework_core::{binding::Binding, value::Value};
use tilework_history::{Kind, SeriesId, Source};

/// No series has this number.
const NONE: u32 = u32::MAX;

/// A binding's source and, once asked for, its series. A clone is the same origin.
#[derive(Debug, Clone)]
pub struct Origin(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    source: Source,
    series: [AtomicU32; 3],
}

impl Origin {
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
            series: [const { AtomicU32::new(NONE) }; 3],
        }))
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

    /// Asks anew: a series was deleted.
    pub fn forget_series(&self) {
        for known in &self.0.series {
            known.store(NONE, Ordering::Relaxed);
        }
    }
}

/// A value as it is kept. JSON is not: a template says which part of it is meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kept<'a> {
    Number(f64),
    OnOff(bool),
    Text(&'a str),
}

impl<'a> Kept<'a> {
    pub fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(Self::Number(*number)),
            Value::Boolean(on) => Some(Self::OnOff(*on)),
            Value::Text(text) => Some(Self::Text(text)),
            Value::Json(_) => None,
        }
    }
}
