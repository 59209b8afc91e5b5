//! How a binding reads a message. Of what was read before it knows no more than its source's habits, so it works outside of every lock.

use tilework_core::{
    Millis, availability,
    binding::{Binding, Decode},
    decode::{decode_as, excerpt},
    habit::Habit,
    id::BindingKey,
    instant, kind,
    payload::Payload,
    template::{Cause, ValueTemplate},
    value::{Decoded, ReadingProblem, Said, Value},
};

/// In milliseconds.
const DAY: Millis = 86_400_000;

/// What a message said, and the time of the sample; or why it could not be read.
pub type Read = Result<(Said, Millis), ReadingProblem>;

#[derive(Debug)]
pub struct Reader {
    pub key: BindingKey,
    decode: Decode,
    habit: Habit,
    template: Option<ValueTemplate>,
    time_template: Option<ValueTemplate>,
    /// A saved template was checked when it was saved; that of a damaged document says its fault on the tile.
    pub broken: Option<ReadingProblem>,
}

impl Reader {
    pub fn new(key: BindingKey, binding: &Binding) -> Self {
        let mut broken = None;
        let mut parse = |text: &Option<String>| {
            let parsed = text.as_deref().map(ValueTemplate::parse).transpose();
            parsed.unwrap_or_else(|fault| {
                broken = Some(fault.into());
                None
            })
        };
        let (template, time_template) = (parse(&binding.template), parse(&binding.time_template));
        Self {
            key,
            decode: binding.decode.clone(),
            habit: if binding.topic.as_str().contains(['+', '#']) {
                Habit::of_many()
            } else {
                Habit::new()
            },
            template,
            time_template,
            broken,
        }
    }

    /// `at`: when the message came.
    pub fn read(&self, payload: &Payload<'_>, at: Millis) -> Read {
        let template = self.template.as_ref();
        if kind::is_availability(self.key.slot()) {
            let said = availability::read(payload, template, &self.decode)?;
            return Ok((said, at));
        }
        let mut said = decode_as(payload, template, &self.decode, &self.habit)?;
        if let Said::Value(Decoded {
            value: Value::Json(json),
            ..
        }) = &mut said
            && kind::is_whole(self.key.slot())
        {
            *json = json.clone().whole();
        }
        let at = match &said {
            // Not to know is said now, whatever the message says of its time.
            Said::Nothing | Said::Unknown => at,
            Said::Value(_) => self.sample_time(payload, at)?,
        };
        Ok((said, at))
    }

    /// As the device tells it, or when the message came.
    fn sample_time(&self, payload: &Payload<'_>, at: Millis) -> Result<Millis, ReadingProblem> {
        let Some(template) = &self.time_template else {
            return Ok(at);
        };
        let told = match template.read(payload) {
            // The message does not say when.
            Err(fault) if fault.cause == Cause::Missing => String::new(),
            told => told?,
        };
        let excerpt = || excerpt(&told);
        match instant::read(&told) {
            None => Err(ReadingProblem::NotATime { excerpt: excerpt() }),
            // Clocks differ, days do not: such a sample would be the newest for years.
            Some(told) if told > at.saturating_add(DAY) => {
                Err(ReadingProblem::TimeAhead { excerpt: excerpt() })
            }
            Some(told) => Ok(told),
        }
    }
}
