//! One binding at work.

use tilework_core::{
    Millis,
    binding::Binding,
    broker::UserProperty,
    decode::{decode, excerpt},
    id::BindingKey,
    instant, kind,
    reading::Reading,
    reason::Refusal,
    template::ValueTemplate,
    value::{Decoded, ReadingProblem},
};

use super::{Work, origin::Origin};
use crate::{
    interests::{Budget, Hold},
    link::Message,
};

/// What the editor shows of a payload, in bytes.
const PAYLOAD_SHOWN: usize = 4_096;
/// In milliseconds.
const DAY: Millis = 86_400_000;
/// What the editor takes of a topic with wildcards: far more than anyone reads, and less than what would keep tiles waiting.
pub const GLANCE: Budget = Budget {
    messages: 1_000,
    bytes: 4 << 20,
};
const PROPERTIES: usize = 20;
const PROPERTY: usize = 200;

#[derive(Debug)]
pub struct Bound {
    pub binding: Binding,
    pub reading: Reading,
    /// The board's version at the last change.
    pub version: u64,
    /// A message came that the broker had not kept: what it keeps is older than that.
    pub heard_live: bool,
    /// What the broker keeps was heard since it was connected: a reconnect says that it still holds, once.
    pub heard_kept: bool,
    /// What it reads came from a kept session's queue, and is not in the history.
    pub unrecorded: bool,
    /// Where its values are kept.
    pub origin: Origin,
    /// What it reads is wanted of its broker for as long as it is there.
    pub hold: Hold,
    template: Option<ValueTemplate>,
    time_template: Option<ValueTemplate>,
    keep_payload: bool,
}

impl Bound {
    pub fn new(
        key: BindingKey,
        binding: Binding,
        work: Work,
        hold: Hold,
        origin: Origin,
        version: u64,
    ) -> Self {
        let mut reading = Reading {
            binding: key,
            at: None,
            value: None,
            unit: binding.unit.clone(),
            decimals: 0,
            retained: false,
            problem: None,
            payload: None,
            content_type: None,
            user_properties: Vec::new(),
            expires: None,
        };
        // A saved template was checked when it was saved; one from a damaged document shows its fault on the tile.
        let mut parse =
            |text: &Option<String>| match text.as_deref().map(ValueTemplate::parse).transpose() {
                Ok(template) => template,
                Err(fault) => {
                    reading.problem = Some(ReadingProblem::Template {
                        line: fault.line,
                        message: fault.message,
                    });
                    None
                }
            };
        let template = parse(&binding.template);
        let time_template = parse(&binding.time_template);
        Self {
            origin,
            hold,
            binding,
            reading,
            version,
            heard_live: false,
            heard_kept: false,
            unrecorded: false,
            template,
            time_template,
            keep_payload: work == Work::Preview,
        }
    }

    /// Takes over from the binding that stood here before. On the same topic, what was heard still holds: all of it if values
    /// are read the same way; else the editor's message, read anew.
    pub fn inherit(&mut self, before: &Self) {
        let (old, new) = (&before.binding, &self.binding);
        if old.broker != new.broker || old.topic != new.topic {
            return;
        }
        if old.template == new.template && old.decode == new.decode {
            // A unit of the payload is told anew by the next message.
            let told = before.reading.unit.clone();
            let unit = new.unit.clone().or(told.filter(|_| old.unit.is_none()));
            self.reading = Reading {
                unit,
                ..before.reading.clone()
            };
            return;
        }
        let read = &before.reading;
        if let (true, Some(at), Some(payload)) = (self.keep_payload, read.at, &read.payload)
            && payload.len() < PAYLOAD_SHOWN
        {
            let topic = new.topic.as_str().to_owned();
            let message = Message {
                topic,
                payload: payload.clone().into(),
                retained: read.retained,
                ..Message::default()
            };
            self.take(&message, at, self.version);
        }
    }

    /// Takes a message in; the time of the sample if it gave a value.
    pub fn take(&mut self, message: &Message, at: Millis, version: u64) -> Option<Millis> {
        if (self.template.is_none() && self.binding.template.is_some())
            || (self.time_template.is_none() && self.binding.time_template.is_some())
        {
            return None;
        }
        let said_earlier = message.retained || message.queued;
        if said_earlier && self.heard_live {
            // Repeated because another binding subscribed; the device has spoken since.
            return None;
        }
        self.heard_live |= !said_earlier;
        let properties = message.properties.as_deref();
        let expires = properties
            .and_then(|properties| properties.expiry_seconds)
            .map(|seconds| at + i64::from(seconds) * 1_000);
        let decoded = decode(
            &message.payload,
            self.template.as_ref(),
            &self.binding.decode,
        )
        .and_then(|decoded| Ok((decoded, self.sample_time(&message.payload, at)?)));
        if message.retained && self.repeats(&decoded) {
            // The broker repeats the retained message after every subscription; its age is that of the reading we have.
            if self.reading.expires != expires {
                (self.reading.expires, self.version) = (expires, version);
            }
            // After an outage the history knows only by this that the value still holds.
            let still = !std::mem::replace(&mut self.heard_kept, true);
            return decoded.ok().filter(|_| still).map(|(_, at)| at);
        }
        self.heard_kept |= said_earlier;
        self.version = version;
        self.reading.at = Some(at);
        self.reading.retained = said_earlier;
        self.reading.expires = expires;
        if self.keep_payload {
            self.reading.content_type = properties
                .and_then(|properties| properties.content_type.as_deref())
                .map(|text| text.chars().take(200).collect());
            self.reading.user_properties = properties
                .map(|properties| properties.user.iter().take(PROPERTIES).map(cut).collect())
                .unwrap_or_default();
            let shown = message
                .payload
                .get(..PAYLOAD_SHOWN)
                .unwrap_or(&message.payload);
            self.reading.payload = Some(String::from_utf8_lossy(shown).into_owned());
        }
        match decoded {
            Ok((decoded, sample_time)) => {
                self.accept(decoded);
                Some(sample_time)
            }
            Err(problem) => {
                self.reading.problem = Some(problem);
                None
            }
        }
    }

    /// `None` for what has no history: the editor's preview, and whether a device is there.
    pub fn kept_origin(&self) -> Option<&Origin> {
        let kept = !self.keep_payload && kind::has_history(self.reading.binding.slot());
        kept.then_some(&self.origin)
    }

    /// Its device says when it measured.
    pub fn tells_time(&self) -> bool {
        self.time_template.is_some()
    }

    pub fn too_large(&mut self, bytes: u64, limit: u32, version: u64) {
        self.reading.problem = Some(ReadingProblem::MessageTooLarge { bytes, limit });
        self.version = version;
    }

    pub fn subscribed(&mut self, result: &Result<(), Refusal>, version: u64) {
        let problem = result.as_ref().err().map(|refusal| {
            let refusal = refusal.clone();
            ReadingProblem::SubscriptionRefused { refusal }
        });
        let told = matches!(
            self.reading.problem,
            Some(
                ReadingProblem::SubscriptionRefused { .. } | ReadingProblem::SubscriptionUnanswered
            )
        );
        if problem.is_some() || told {
            self.reading.problem = problem;
            self.version = version;
        }
    }

    /// Messages may come all the same; the next one takes this back.
    pub fn unanswered(&mut self, version: u64) {
        self.reading.problem = Some(ReadingProblem::SubscriptionUnanswered);
        self.version = version;
    }

    fn accept(&mut self, decoded: Decoded) {
        self.reading.problem = None;
        self.reading.unit = self.binding.unit.clone().or(decoded.unit);
        self.reading.decimals = decoded.decimals;
        self.reading.value = Some(decoded.value);
    }

    /// As the device tells it, or when the message came.
    fn sample_time(&self, payload: &[u8], at: Millis) -> Result<Millis, ReadingProblem> {
        let Some(template) = &self.time_template else {
            return Ok(at);
        };
        // What is not text had no value either.
        let text = std::str::from_utf8(payload).unwrap_or_default();
        let told = template
            .render(text)
            .map_err(|fault| ReadingProblem::Template {
                line: fault.line,
                message: fault.message,
            })?;
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

    fn repeats(&self, decoded: &Result<(Decoded, Millis), ReadingProblem>) -> bool {
        self.reading.at.is_some()
            && match decoded {
                Ok((decoded, _)) => {
                    self.reading.problem.is_none()
                        && self.reading.value.as_ref() == Some(&decoded.value)
                }
                Err(problem) => self.reading.problem.as_ref() == Some(problem),
            }
    }
}

fn cut(property: &UserProperty) -> UserProperty {
    let cut = |text: &str| text.chars().take(PROPERTY).collect();
    UserProperty {
        name: cut(&property.name),
        value: cut(&property.value),
    }
}
