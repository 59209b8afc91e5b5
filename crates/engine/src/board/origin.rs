//! Which history a binding's values belong to.

use std::sync::{Arc, OnceLock};

use tilework_core::{binding::Binding, value::Value};
use tilework_history::{Kind, SeriesId, Source};

/// A binding's source and, once asked for, its series. A clone is the same origin.
#[derive(Debug, Clone)]
pub struct Origin(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    source: Source,
    series: [OnceLock<SeriesId>; 3],
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
            series: Default::default(),
        }))
    }

    pub fn source(&self) -> &Source {
        &self.0.source
    }

    /// The series for values of a kind; `find` is asked once.
    pub fn series(&self, kind: Kind, find: impl FnOnce(&Source) -> SeriesId) -> SeriesId {
        *self.0.series[kind as usize].get_or_init(|| find(&self.0.source))
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
