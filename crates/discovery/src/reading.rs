//! What an announcement says of topics and templates, checked before anything is made of it.

use serde_json::Value;
use tilework_core::{
    template::{PayloadTemplate, ValueTemplate},
    topic::{Topic, TopicFilter},
};

use crate::{
    limits,
    model::{Note, Unreadable},
    text,
};

/// What is worth knowing, each once and not endlessly.
#[derive(Debug, Default)]
pub struct Notes(Vec<Note>);

impl Notes {
    pub fn add(&mut self, note: Note) {
        if self.0.len() < limits::NOTES && !self.0.contains(&note) {
            self.0.push(note);
        }
    }

    pub fn into_list(self) -> Vec<Note> {
        self.0
    }
}

/// JSON of at most so many bytes. Of a key that is there twice the last counts.
///
/// # Errors
/// Why it cannot be read.
pub fn json(payload: &[u8], limit: usize) -> Result<Value, Unreadable> {
    if payload.len() > limit {
        return Err(Unreadable::TooLarge {
            bytes: u32::try_from(payload.len()).unwrap_or(u32::MAX),
            limit: u32::try_from(limit).unwrap_or(u32::MAX),
        });
    }
    let text = std::str::from_utf8(payload).map_err(|_| Unreadable::NotText)?;
    let text = text
        .trim_start_matches('\u{feff}')
        .trim_matches(['\0', ' ', '\t', '\r', '\n']);
    serde_json::from_str(text).map_err(|error| Unreadable::NotJson {
        message: text::name(&error.to_string()).unwrap_or_default(),
    })
}

/// A filter that can be subscribed to.
pub fn filter(topic: &str, field: &str, notes: &mut Notes) -> Option<String> {
    if topic.contains('~') && (topic.starts_with('~') || topic.ends_with('~')) {
        // Of a root that does not hand its base on: the device never publishes there.
        notes.add(Note::Topic {
            field: field.to_owned(),
        });
        return None;
    }
    let good = topic.len() <= limits::TOPIC && TopicFilter::parse(topic).is_ok();
    checked(good, topic, field, notes)
}

/// A topic that can be sent to.
pub fn topic(topic: &str, field: &str, notes: &mut Notes) -> Option<String> {
    let starts = topic.starts_with('~') || topic.ends_with('~');
    let good = topic.len() <= limits::TOPIC && Topic::parse(topic).is_ok();
    checked(!starts && good, topic, field, notes)
}

fn checked(good: bool, topic: &str, field: &str, notes: &mut Notes) -> Option<String> {
    if !good {
        notes.add(Note::Topic {
            field: field.to_owned(),
        });
    }
    good.then(|| topic.to_owned())
}

/// What only Home Assistant knows.
const ITS_OWN: [&str; 8] = [
    "states(",
    "states[",
    "states.",
    "is_state(",
    "state_attr(",
    "is_state_attr(",
    "this.",
    "this[",
];

fn needs_home_assistant(template: &str) -> bool {
    let whole = |at: usize| {
        let before = template.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
    };
    ITS_OWN
        .iter()
        .any(|word| template.match_indices(word).any(|(at, _)| whole(at)))
}

/// A value template that can be run. What it calls is found out by running it: on nothing, and on an empty object.
pub fn value_template(template: &str, field: &str, notes: &mut Notes) -> Option<String> {
    if needs_home_assistant(template) {
        notes.add(Note::NeedsHomeAssistant {
            field: field.to_owned(),
        });
        return None;
    }
    let tried = ValueTemplate::parse(template).and_then(|parsed| {
        let unknown = |payload| {
            parsed
                .render(payload)
                .err()
                .filter(|it| calls_unknown(&it.message))
        };
        unknown("").or_else(|| unknown("{}")).map_or(Ok(()), Err)
    });
    kept(tried.err().map(|it| it.message), template, field, notes)
}

/// A command template that can be run on `example`.
pub fn payload_template(
    template: &str,
    example: &Value,
    field: &str,
    notes: &mut Notes,
) -> Option<String> {
    if needs_home_assistant(template) {
        notes.add(Note::NeedsHomeAssistant {
            field: field.to_owned(),
        });
        return None;
    }
    let tried = PayloadTemplate::parse(template).and_then(|parsed| {
        let failed = parsed.render(example).err();
        failed
            .filter(|it| calls_unknown(&it.message))
            .map_or(Ok(()), Err)
    });
    kept(tried.err().map(|it| it.message), template, field, notes)
}

fn calls_unknown(message: &str) -> bool {
    ["unknown filter", "unknown test", "unknown function"]
        .iter()
        .any(|start| message.starts_with(start))
}

fn kept(fault: Option<String>, template: &str, field: &str, notes: &mut Notes) -> Option<String> {
    let Some(message) = fault else {
        return Some(template.to_owned());
    };
    notes.add(Note::Template {
        field: field.to_owned(),
        message: text::name(&message).unwrap_or_default(),
    });
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(template: &str) -> (bool, Vec<Note>) {
        let mut notes = Notes::default();
        let kept = value_template(template, "value_template", &mut notes).is_some();
        (kept, notes.into_list())
    }

    #[test]
    fn a_template_that_cannot_run_is_noted_with_its_fault_before_any_message_comes() {
        for good in [
            "{{ value_json.t }}",
            "{{ value_json.t | is_defined }}",
            "{{ value_json['a']['b'] | float | round(1) }}",
            "ON",
            "{{ statesman.x }}",
        ] {
            assert_eq!(of(good), (true, vec![]), "{good}");
        }
        for bad in [
            "{{ value_json.a.1B }}",
            "{{ a || b }}",
            "{{ value | no_such_filter }}",
        ] {
            let (kept, notes) = of(bad);
            assert!(
                !kept && matches!(notes[..], [Note::Template { .. }]),
                "{bad}: {notes:?}"
            );
        }
    }

    #[test]
    fn what_asks_home_assistant_says_so() {
        for template in [
            "{{ states('sensor.x') }}",
            "{% if is_state(entity_id, 'on') %}1{% endif %}",
            "{{ this.state }}",
            "{{ not states.sensor.x.state }}",
        ] {
            let (kept, notes) = of(template);
            assert!(!kept, "{template}");
            assert!(
                matches!(notes[..], [Note::NeedsHomeAssistant { .. }]),
                "{template}: {notes:?}"
            );
        }
    }
}
