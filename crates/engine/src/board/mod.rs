//! From a message to readings: which bindings a message concerns, what it says to each, and what each said last.
//!
//! A message is read outside of the board's lock: which bindings it concerns is asked first, then each [`Reader`] reads, then each
//! binding takes what was read. So a slow template keeps nobody waiting who only looks.
//!
//! Deliberately not here: sending anything to the screen. A feed compares versions ([`Boards::changed_since`]); that costs what
//! the tiles in view cost, however many messages come.

mod boards;
mod bound;
mod places;
mod reader;
mod shown;
#[cfg(test)]
mod tests;
mod track;
mod witness;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use parking_lot::{Mutex, MutexGuard};
use tilework_core::{
    Millis,
    binding::Binding,
    id::{BindingKey, BrokerId, Slot, TileId},
    payload::Payload,
    reason::Refusal,
    topic::TopicFilter,
    value::{ReadingProblem, Value},
};
use tokio::sync::watch;

use crate::{
    clock,
    interests::{Hold, Interests},
    link::Message,
};
pub use boards::Boards;
use bound::Bound;
use places::Places;
use reader::{Read, Reader};
pub use track::{Recordable, Track};
pub use witness::{Nobody, Witness};

/// What a binding took from a message.
#[derive(Debug)]
pub struct Taken<'a> {
    pub key: &'a BindingKey,
    /// `None`: its source does not know it, or its device is away.
    pub value: Option<&'a Value>,
    /// Of the sample: when the message came, or what the device says.
    pub at: Millis,
    /// The broker had kept the message, or a kept session had queued it: it was said earlier.
    pub retained: bool,
    /// `None` for what has no history (the editor's preview), and for the second binding that reads the same in this message.
    pub track: Option<&'a Track>,
}

/// How a binding is put to work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Of a tile: it is kept.
    Tile,
    /// Of the editor: it shows the newest message and keeps nothing; a flood of messages is not worth more than a glance.
    Preview,
}

/// What all boards share.
#[derive(Debug)]
struct Changes {
    /// Counts up with every change of any reading of any board; never 0.
    version: AtomicU64,
    changed: watch::Sender<()>,
    /// How often a binding was switched off because of its template.
    switched_off: AtomicU64,
    witness: Arc<dyn Witness>,
}

impl Changes {
    fn new(witness: Arc<dyn Witness>) -> Self {
        Self {
            version: AtomicU64::new(0),
            changed: watch::Sender::default(),
            switched_off: AtomicU64::new(0),
            witness,
        }
    }

    fn read(&self, reader: &Reader, payload: &Payload<'_>, at: Millis) -> Read {
        self.witness.begins(&reader.key);
        let read = reader.read(payload, at);
        self.witness.ended();
        if matches!(read, Err(ReadingProblem::SwitchedOff { .. })) {
            self.switched_off.fetch_add(1, Ordering::Relaxed);
        }
        read
    }

    fn next(&self) -> u64 {
        self.version.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// For templates, that may ask when it came.
fn payload_of(message: &Message, at: Millis) -> Payload<'_> {
    Payload::new(&message.payload).heard(clock::moment(at))
}

/// A tile's device is away from now on: of nothing that it measures anybody knows how it is.
fn went_away(inner: &mut Places, tile: &TileId, at: Millis, taken: &mut dyn FnMut(Taken<'_>)) {
    inner.with_tile(tile, |bound| {
        // Of a queue, what was said before the device went does not hold when all of it was told.
        bound.unrecorded = false;
        if let Some(track) = bound.recorded_track() {
            taken(Taken {
                key: &bound.reading.binding,
                value: None,
                at,
                retained: true,
                track: Some(track),
            });
        }
    });
}

/// Every binding of every tile to one broker.
#[derive(Debug)]
pub struct Board {
    broker: BrokerId,
    interests: Arc<Interests>,
    changes: Arc<Changes>,
    /// One message after the other is read. Nobody else waits for it.
    turn: Mutex<Turn>,
    inner: Mutex<Places>,
}

/// What the last message concerned, and the tracks that were told of it; kept to save the allocation.
#[derive(Debug, Default)]
struct Turn {
    concerned: Vec<(usize, Arc<Reader>)>,
    told: Vec<Track>,
}

impl Board {
    fn new(broker: BrokerId, interests: Arc<Interests>, changes: Arc<Changes>) -> Self {
        Self {
            broker,
            interests,
            changes,
            turn: Mutex::default(),
            inner: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Places> {
        self.inner.lock()
    }

    fn changed(&self) {
        self.changes.changed.send_replace(());
    }

    /// Makes these the bindings of a tile to this broker. A binding that is as it was keeps its reading, unless it is switched off and
    /// to be tried `again`; one that changed keeps what still holds ([`Bound::inherit`]). A filter that only changes hands is held all
    /// the time.
    fn set_tile(
        &self,
        tile: &TileId,
        mut wanted: BTreeMap<Slot, &Binding>,
        work: Work,
        again: bool,
    ) {
        let stay = self.lock().unchanged(tile, &wanted, again);
        wanted.retain(|slot, _| !stay.contains(slot));
        let fresh: Vec<_> = wanted
            .into_iter()
            .map(|(slot, binding)| {
                let key = BindingKey::new(tile.clone(), slot.clone());
                (slot, binding, Arc::new(Reader::new(key, binding)))
            })
            .collect();
        let mut inner = self.lock();
        let mut before = BTreeMap::new();
        let slots: Vec<_> = inner.of_tile(tile).map(|(slot, _)| slot.clone()).collect();
        for slot in slots.into_iter().filter(|slot| !stay.contains(slot)) {
            before.extend(inner.remove(tile, &slot).map(|bound| (slot, bound)));
        }
        let mut unread = Vec::new();
        for (slot, binding, reader) in fresh {
            let hold = self.hold(binding, work);
            let track = inner.track(binding);
            let version = self.changes.next();
            let mut bound = Bound::new(reader, binding.clone(), work, hold, track, version);
            let kept = before.get(&slot).and_then(|before| bound.inherit(before));
            unread.extend(kept.map(|kept| (Arc::clone(&bound.reader), version, kept)));
            inner.insert(tile, slot, bound);
        }
        drop(inner);
        drop(before);
        for (reader, version, (message, at)) in unread {
            let read = self.changes.read(&reader, &payload_of(&message, at), at);
            let mut inner = self.lock();
            if let Some(bound) = inner.still(None, &reader)
                && bound.version == version
            {
                bound.take(&message, read, at, self.changes.next());
            }
        }
    }

    /// Puts those bindings of a tile to work again that were switched off.
    fn switch_on(&self, tile: &TileId) {
        let bindings: BTreeMap<_, _> = {
            let inner = self.lock();
            let bindings = inner.of_tile(tile);
            bindings
                .map(|(slot, bound)| (slot.clone(), bound.binding.clone()))
                .collect()
        };
        let wanted = bindings.iter().map(|(slot, it)| (slot.clone(), it));
        self.set_tile(tile, wanted.collect(), Work::Tile, true);
    }

    fn hold(&self, binding: &Binding, work: Work) -> Hold {
        let hold = self
            .interests
            .hold(&self.broker, &binding.topic, binding.qos);
        if work == Work::Preview && binding.topic.as_str().contains(['+', '#']) {
            hold.within(bound::GLANCE)
        } else {
            hold
        }
    }

    /// From now on the topics of this broker's bindings are meant with this prefix before them, as the broker has them.
    pub fn set_prefix(&self, prefix: &str) {
        self.interests.of(&self.broker).set_prefix(prefix);
        self.lock().set_prefix(prefix);
    }

    /// Hands a message to every binding whose filter matches. `taken` hears of each value; the board is locked meanwhile.
    pub fn message(&self, message: &Message, at: Millis, taken: &mut dyn FnMut(Taken<'_>)) {
        let mut turn = self.turn.lock();
        let Turn { concerned, told } = &mut *turn;
        // Of a message that could not be told to its end.
        told.clear();
        let heard = self.lock().concerned(message, concerned);
        let payload = payload_of(message, at);
        for (index, reader) in concerned.drain(..) {
            let read = self.changes.read(&reader, &payload, at);
            let mut inner = self.lock();
            let tile = reader.key.tile();
            let was_away = inner.is_away(tile);
            let Some(bound) = inner.still(Some(index), &reader) else {
                continue;
            };
            let Some(at) = bound.take(message, read, at, self.changes.next()) else {
                continue;
            };
            // Nobody knows when it was said, unless the device does: of a queue only what came last is kept.
            let is_dated = bound.tells_time() && bound.reading.value.is_some();
            bound.unrecorded = message.is_of_any_age() && !is_dated;
            // What the broker keeps of a device that is away does not hold.
            let kept_of_one_away = message.retained && was_away;
            let holds = !bound.unrecorded && !kept_of_one_away;
            let track = bound.recorded_track().filter(|_| holds);
            let track = track.filter(|it| !told.iter().any(|told| told.is(it)));
            told.extend(track.cloned());
            taken(Taken {
                key: &bound.reading.binding,
                value: bound.reading.value.as_ref(),
                at,
                retained: message.retained || message.queued,
                track,
            });
            if !was_away && inner.is_away(tile) {
                went_away(&mut inner, tile, at, taken);
            }
        }
        told.clear();
        drop(turn);
        if heard {
            self.changed();
        }
    }

    /// A kept session has told all that it had queued: what it said last holds now. `taken` hears of that as of what the broker keeps.
    pub fn caught_up(&self, at: Millis, taken: &mut dyn FnMut(Taken<'_>)) {
        let mut turn = self.turn.lock();
        let told = &mut turn.told;
        // Of a message that could not be told to its end.
        told.clear();
        for bound in self.lock().all_mut() {
            let holds = std::mem::take(&mut bound.unrecorded) && bound.reading.problem.is_none();
            let track = bound.recorded_track().filter(|_| holds);
            let track = track.filter(|it| !told.iter().any(|told| told.is(it)));
            if let Some(track) = track {
                told.push(track.clone());
                taken(Taken {
                    key: &bound.reading.binding,
                    value: bound.reading.value.as_ref(),
                    at,
                    retained: true,
                    track: Some(track),
                });
            }
        }
        told.clear();
    }

    /// The broker is online (again): from now on its retained messages are news until something newer is heard.
    pub fn connected(&self) {
        for bound in self.lock().all_mut() {
            bound.connected();
        }
    }

    /// A message was left out because of its size: the bindings it concerns say so until the next one.
    pub fn too_large(&self, topic: &str, bytes: u64, limit: u32) {
        self.lock().matching(topic, |bound| {
            bound.too_large(bytes, limit, self.changes.next());
        });
        self.changed();
    }

    /// The broker's answer to a subscription, for the bindings that use exactly this filter.
    pub fn subscribed(&self, filter: &TopicFilter, result: &Result<(), Refusal>) {
        self.with_filter(filter, |bound, version| bound.subscribed(result, version));
    }

    /// The broker does not answer it.
    pub fn unanswered(&self, filter: &TopicFilter) {
        self.with_filter(filter, Bound::unanswered);
    }

    /// How many bindings were looked at.
    fn with_filter(&self, filter: &TopicFilter, tell: impl Fn(&mut Bound, u64)) -> usize {
        let mut inner = self.lock();
        let looked_at = inner.with_filter(filter, |bound| tell(bound, self.changes.next()));
        drop(inner);
        if looked_at > 0 {
            self.changed();
        }
        looked_at
    }
}
