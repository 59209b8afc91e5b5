//! How a binding reads a message. It knows nothing of what was read before, so it works outside of every lock.

use tilework_core::{
    Millis,
    binding::{Binding, Decode},
    decode::{decode, excerpt},
    id::BindingKey,
    instant,
    payload::Payload,
    template::ValueTemplate,
    value::{Decoded, ReadingProblem},
};

/// In milliseconds.
const DAY: Millis = 86_400_000;

/// What a message said, and the time of the sample; or why it said nothing.
pub type Read = Result<(Decoded, Millis), ReadingProblem>;

#[derive(Debug)]
pub struct Reader {
    pub key: BindingKey,
    decode: Decode,
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
            template,
            time_template,
            broken,
        }
    }

    /// `at`: when the message came.
    pub fn read(&self, payload: &Payload<'_>, at: Millis) -> Read {
        let decoded = decode(payload, self.template.as_ref(), &self.decode)?;
        Ok((decoded, self.sample_time(payload, at)?))
    }

    /// As the device tells it, or when the message came.
    fn sample_time(&self, payload: &Payload<'_>, at: Millis) -> Result<Millis, ReadingProblem> {
        let Some(template) = &self.time_template else {
            return Ok(at);
        };
        let told = template.read(payload)?;
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
