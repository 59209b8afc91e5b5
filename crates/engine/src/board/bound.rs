//! One binding at work.

use std::sync::Arc;

use tilework_core::{
    Millis,
    binding::Binding,
    kind,
    reading::Reading,
    reason::Refusal,
    value::{Decoded, ReadingProblem, Said, Value},
};

use super::{
    Work,
    reader::{Read, Reader},
    shown::{PAYLOAD_SHOWN, show},
    track::Track,
};
use crate::{
    interests::{Budget, Hold},
    link::Message,
};

/// What the editor takes of a topic with wildcards: far more than anyone reads, and less than what would keep tiles waiting.
pub const GLANCE: Budget = Budget {
    messages: 1_000,
    bytes: 4 << 20,
};

#[derive(Debug)]
pub struct Bound {
    pub binding: Binding,
    /// A feed that is told of it shares it until the next change.
    pub reading: Arc<Reading>,
    /// The same one as long as messages are read the same way.
    pub reader: Arc<Reader>,
    /// The board's version at the last change.
    pub version: u64,
    /// A message came that the broker had not kept: what it keeps is older than that.
    heard_live: bool,
    /// What the broker keeps was heard since it was connected: a reconnect says that it still holds, once.
    heard_kept: bool,
    /// Something was understood since the broker was connected: what the value was is known from then on.
    understood: bool,
    /// What it reads came from a kept session's queue, and is not in the history.
    pub unrecorded: bool,
    /// When the message came that the editor shows.
    shown_at: Option<Millis>,
    /// Where its values are kept.
    pub track: Track,
    /// What it reads is wanted of its broker for as long as it is there.
    pub hold: Hold,
    keep_payload: bool,
}

impl Bound {
    pub fn new(
        reader: Arc<Reader>,
        binding: Binding,
        work: Work,
        hold: Hold,
        track: Track,
        version: u64,
    ) -> Self {
        let reading = Reading {
            binding: reader.key.clone(),
            at: None,
            value: None,
            since: None,
            unit: binding.unit.clone(),
            decimals: 0,
            retained: false,
            problem: reader.broken.clone(),
            payload: None,
            content_type: None,
            user_properties: Vec::new(),
            expires: None,
        };
        Self {
            track,
            hold,
            binding,
            reading: Arc::new(reading),
            reader,
            version,
            heard_live: false,
            heard_kept: false,
            understood: false,
            unrecorded: false,
            shown_at: None,
            keep_payload: work == Work::Preview,
        }
    }

    /// Takes over from the binding that stood here before. On the same topic, what was heard still holds: all of it if values
    /// are read the same way; else the editor's message, which is given back to be read anew.
    pub fn inherit(&mut self, before: &Self) -> Option<(Message, Millis)> {
        let (old, new) = (&before.binding, &self.binding);
        if old.broker != new.broker || old.topic != new.topic {
            return None;
        }
        if old.template == new.template && old.decode == new.decode {
            if old.time_template == new.time_template {
                // What is being read right now is for this one, too.
                self.reader = Arc::clone(&before.reader);
            }
            // One that was off heard nothing.
            if !before.is_off() {
                self.heard_live = before.heard_live;
                self.heard_kept = before.heard_kept;
                self.understood = before.understood;
                self.unrecorded = before.unrecorded;
            }
            // A unit of the payload is told anew by the next message.
            let told = before.reading.unit.clone();
            let unit = new.unit.clone().or(told.filter(|_| old.unit.is_none()));
            let mut reading = Reading {
                unit,
                ..Reading::clone(&before.reading)
            };
            reading.problem.take_if(|it| switches_off(it));
            self.reading = Arc::new(reading);
            self.shown_at = before.shown_at;
            return None;
        }
        let read = &before.reading;
        let payload = read.payload.as_ref().filter(|_| self.keep_payload)?;
        if payload.len() >= PAYLOAD_SHOWN {
            return None;
        }
        let message = Message {
            topic: new.topic.as_str().to_owned(),
            payload: payload.clone().into(),
            retained: read.retained,
            ..Message::default()
        };
        Some((message, before.shown_at?))
    }

    /// The broker is online (again): what was said since it was last is not known.
    pub fn connected(&mut self) {
        self.heard_live = false;
        self.heard_kept = false;
        self.understood = false;
    }

    /// Its template went over its budget once, and would with the next message. It is put to work again as a new binding.
    pub fn is_off(&self) -> bool {
        self.reading.problem.as_ref().is_some_and(switches_off)
    }

    /// Whether a message is news for it.
    pub fn wants(&self, message: &Message) -> bool {
        // Retained ones are repeated because another binding subscribed; the device has spoken since.
        let overtaken = (message.retained || message.queued) && self.heard_live;
        self.reader.broken.is_none() && !self.is_off() && !overtaken
    }

    /// Takes in what was read from a message; the time of the sample if there is one, be it that nothing is known from then on (then the
    /// reading has no value).
    pub fn take(
        &mut self,
        message: &Message,
        read: Read,
        at: Millis,
        version: u64,
    ) -> Option<Millis> {
        if matches!(read, Ok((Said::Nothing, _))) {
            self.pass_over(message, at, version);
            return None;
        }
        let said_earlier = message.retained || message.queued;
        // What the value was meanwhile nobody heard.
        let unheard = !self.understood;
        self.understood |= read.is_ok();
        self.heard_live |= !said_earlier;
        let properties = message.properties.as_deref();
        let expires = properties
            .and_then(|properties| properties.expiry_seconds)
            .map(|seconds| at + i64::from(seconds) * 1_000);
        if message.retained && self.repeats(&read) {
            // The broker repeats the retained message after every subscription; its age is that of the reading we have.
            let since = self.reading.since.filter(|_| !unheard);
            if self.reading.expires != expires || self.reading.since != since {
                self.version = version;
                let reading = self.reading_mut();
                reading.expires = expires;
                reading.since = since;
            }
            // After an outage the history knows only by this that the value still holds.
            let still = !std::mem::replace(&mut self.heard_kept, true);
            return read.ok().filter(|_| still).map(|(_, at)| at);
        }
        self.heard_kept |= said_earlier;
        self.version = version;
        let keep_payload = self.keep_payload;
        // Of several availabilities the newest word may count: what is none makes the word before it no newer.
        let is_no_word = read.is_err() && kind::is_availability(self.reading.binding.slot());
        let reading = self.reading_mut();
        if !is_no_word || reading.value.is_none() {
            reading.at = Some(at);
            reading.retained = said_earlier;
        }
        reading.expires = expires;
        if keep_payload {
            show(reading, message);
            self.shown_at = Some(at);
        }
        let reading = self.reading_mut();
        match read {
            Ok((said, sample_time)) => {
                let (before, now) = (reading.value.as_ref(), value_of(&said));
                if unheard || before.is_none() || said_earlier {
                    reading.since = None;
                } else if before != now {
                    reading.since = Some(at);
                }
                self.accept(said);
                Some(sample_time)
            }
            Err(problem) => {
                reading.problem = Some(problem);
                reading.since = reading.since.filter(|_| !unheard);
                None
            }
        }
    }

    /// Of a message that is about something else, the editor shows the text. That it came at all ends what was wrong with the topic.
    fn pass_over(&mut self, message: &Message, at: Millis, version: u64) {
        let about_topic = matches!(
            self.reading.problem,
            Some(
                ReadingProblem::SubscriptionRefused { .. }
                    | ReadingProblem::SubscriptionUnanswered
                    | ReadingProblem::MessageTooLarge { .. }
            )
        );
        if !about_topic && !self.keep_payload {
            return;
        }
        self.version = version;
        let keep_payload = self.keep_payload;
        let reading = self.reading_mut();
        reading.problem.take_if(|_| about_topic);
        if keep_payload {
            show(reading, message);
            self.shown_at = Some(at);
        }
    }

    fn reading_mut(&mut self) -> &mut Reading {
        Arc::make_mut(&mut self.reading)
    }

    /// `None` for what has no history: the editor's preview, and whether a device is there.
    pub fn recorded_track(&self) -> Option<&Track> {
        let kept = !self.keep_payload && kind::has_history(self.reading.binding.slot());
        kept.then_some(&self.track)
    }

    /// Its device says when it measured.
    pub fn tells_time(&self) -> bool {
        self.binding.time_template.is_some()
    }

    /// Says on the tile what is wrong with the topic; that it is switched off is more.
    fn say(&mut self, problem: Option<ReadingProblem>, version: u64) {
        if !self.is_off() {
            self.reading_mut().problem = problem;
            self.version = version;
        }
    }

    pub fn too_large(&mut self, bytes: u64, limit: u32, version: u64) {
        self.say(
            Some(ReadingProblem::MessageTooLarge { bytes, limit }),
            version,
        );
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
            self.say(problem, version);
        }
    }

    /// Messages may come all the same; the next one takes this back.
    pub fn unanswered(&mut self, version: u64) {
        self.say(Some(ReadingProblem::SubscriptionUnanswered), version);
    }

    fn accept(&mut self, said: Said) {
        let own = self.binding.unit.clone();
        let reading = self.reading_mut();
        reading.problem = None;
        let Said::Value(decoded) = said else {
            reading.value = None;
            return;
        };
        let Decoded {
            value,
            unit,
            decimals,
        } = decoded;
        reading.unit = own.or(unit);
        reading.decimals = decimals;
        reading.value = Some(value);
    }

    fn repeats(&self, read: &Read) -> bool {
        self.reading.at.is_some()
            && match read {
                Ok((said, _)) => {
                    self.reading.problem.is_none() && self.reading.value.as_ref() == value_of(said)
                }
                Err(problem) => self.reading.problem.as_ref() == Some(problem),
            }
    }
}

fn value_of(said: &Said) -> Option<&Value> {
    match said {
        Said::Value(decoded) => Some(&decoded.value),
        Said::Nothing | Said::Unknown => None,
    }
}

fn switches_off(problem: &ReadingProblem) -> bool {
    matches!(problem, ReadingProblem::SwitchedOff { .. })
}
