//! What is announced on one broker now.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque, hash_map::DefaultHasher},
    hash::Hasher,
    sync::atomic::{AtomicU64, Ordering},
};

use crate::{
    esphome, frigate,
    gathered::{Gathered, Rules, Taken},
    home_assistant::{self, Said},
    homie, limits,
    merge::{Announced, joined},
    model::{Convention, Device, Note, Unread, Unreadable},
    own_tracks, shelly, tasmota, text,
    weight::Weight,
    wled, zigbee2mqtt,
};

/// The conventions whose devices say what they are in several messages.
const GATHERED: [&Rules; 9] = [
    &tasmota::RULES,
    &homie::FIVE,
    &homie::FOUR,
    &shelly::FIRST,
    &shelly::SECOND,
    &wled::RULES,
    &frigate::RULES,
    &own_tracks::RULES,
    &esphome::RULES,
];

/// The topics on which devices announce themselves, below these prefixes of Home Assistant.
#[must_use]
pub fn filters(prefixes: &[String]) -> Vec<String> {
    let of = |prefix: &String| {
        [
            format!("{prefix}/+/+/config"),
            format!("{prefix}/+/+/+/config"),
        ]
    };
    let mut all: Vec<String> = prefixes.iter().flat_map(of).collect();
    all.push("+/bridge/devices".to_owned());
    let gathered = GATHERED.iter().flat_map(|rules| rules.filters);
    all.extend(gathered.map(|filter| (*filter).to_owned()));
    all
}

/// Takes what is announced, message by message, and has the devices that this makes.
#[derive(Debug)]
pub struct Finder {
    prefixes: Vec<String>,
    held: BTreeMap<String, Held>,
    gathered: Gathered,
    unread: VecDeque<Unread>,
    /// Announcements so far: the order in which topics were first seen.
    seen: u64,
    entities: usize,
    bytes: usize,
    left_out: u64,
    /// Devices of several messages that found no room when they were read last.
    unread_for_room: AtomicU64,
}

/// Of a topic that is held, its name aside: what it needs itself, and its place in the tree.
const EACH: usize = size_of::<Held>() + 2 * size_of::<String>();

/// What one topic says.
#[derive(Debug)]
struct Held {
    seen: u64,
    hash: u64,
    /// It is announced elsewhere now, or will be.
    moves: bool,
    announced: Vec<Announced>,
    bytes: usize,
}

impl Held {
    fn new(seen: u64, hash: u64, announced: Vec<Announced>) -> Self {
        Self {
            seen,
            hash,
            moves: false,
            bytes: EACH + announced.heap(),
            announced,
        }
    }

    fn entities(&self) -> usize {
        self.announced.iter().map(|it| it.entities.len()).sum()
    }
}

impl Finder {
    /// `prefixes`: of Home Assistant's announcements.
    #[must_use]
    pub fn new(prefixes: Vec<String>) -> Self {
        Self {
            prefixes,
            held: BTreeMap::new(),
            gathered: Gathered::default(),
            unread: VecDeque::new(),
            seen: 0,
            entities: 0,
            bytes: 0,
            left_out: 0,
            unread_for_room: AtomicU64::new(0),
        }
    }

    /// Whether anything is announced on this topic; cheap.
    #[must_use]
    pub fn concerns(topic: &str, prefixes: &[String]) -> bool {
        let announces = |prefix: &String| home_assistant::place(topic, prefix).is_some();
        (topic.ends_with("/config") && prefixes.iter().any(announces))
            || zigbee2mqtt::base(topic).is_some()
            || GATHERED.iter().any(|rules| (rules.concerns)(topic))
    }

    /// Takes a message. `true`: what there is to see changed.
    pub fn take(&mut self, topic: &str, payload: &[u8]) -> bool {
        // A topic has an end, and so has what is made of it.
        if topic.len() > limits::TOPIC {
            self.left_out += 1;
            return false;
        }
        if let Some(which) = GATHERED.iter().position(|it| (it.concerns)(topic)) {
            return self.gather(which, topic, payload);
        }
        let hash = hash(payload);
        // Who announces again what was to move takes the move back.
        let same = |held: &Held| held.hash == hash && !held.moves;
        if self.held.get(topic).is_some_and(same) {
            return self.readable(topic);
        }
        let prefixes = self.prefixes.clone();
        let place = prefixes
            .iter()
            .find_map(|prefix| home_assistant::place(topic, prefix));
        let said = match (place, zigbee2mqtt::base(topic)) {
            (Some(place), _) => home_assistant::read(topic, place, payload),
            (None, Some(base)) => match zigbee2mqtt::read(topic, base, payload) {
                Ok(announced) if announced.is_empty() => Said::Removed,
                Ok(announced) => Said::Announced(announced),
                Err(why) => Said::Unread(why),
            },
            (None, None) => return false,
        };
        match said {
            Said::Announced(announced) => {
                let readable = self.readable(topic);
                self.hold(topic, hash, announced) || readable
            }
            Said::Moves => {
                let readable = self.readable(topic);
                let held = self.held.get_mut(topic);
                held.is_some_and(|held| !std::mem::replace(&mut held.moves, true)) || readable
            }
            Said::Removed => {
                let readable = self.readable(topic);
                self.drop(topic) || readable
            }
            Said::Unread(why) => self.note_unread(topic, why),
        }
    }

    /// Takes one of several messages of a device.
    fn gather(&mut self, which: usize, topic: &str, payload: &[u8]) -> bool {
        let rules = GATHERED[which];
        let Some(place) = (rules.place)(topic, payload) else {
            return false;
        };
        let said = match (rules.take)(&place.piece, payload) {
            Ok(said) => said,
            Err(why) => return self.note_unread(topic, why),
        };
        let readable = self.readable(topic);
        self.seen += 1;
        let room = limits::KEPT.saturating_sub(self.bytes);
        match self
            .gathered
            .take(which, &place.root, said, self.seen, room)
        {
            Taken::Same => readable,
            Taken::Changed => true,
            Taken::NoRoom => {
                self.left_out += 1;
                readable
            }
        }
    }

    fn hold(&mut self, topic: &str, hash: u64, announced: Vec<Announced>) -> bool {
        let before = self.held.get(topic);
        let (had, bytes) = before.map_or((0, 0), |held| (held.entities(), held.bytes));
        let seen = before.map_or(self.seen + 1, |held| held.seen);
        self.seen += 1;
        let mut held = Held::new(seen, hash, announced);
        held.bytes += topic.len();
        let (entities, bytes) = (
            self.entities - had + held.entities(),
            self.bytes - bytes + held.bytes,
        );
        let announced = self.held.len() + usize::from(before.is_none());
        let room = limits::KEPT.saturating_sub(self.gathered.bytes());
        if announced.max(entities) > limits::ENTITIES || bytes > room {
            self.left_out += 1;
            return false;
        }
        (self.entities, self.bytes) = (entities, bytes);
        let same = self
            .held
            .get(topic)
            .is_some_and(|before| !before.moves && before.announced == held.announced);
        self.held.insert(topic.to_owned(), held);
        !same
    }

    fn drop(&mut self, topic: &str) -> bool {
        let Some(held) = self.held.remove(topic) else {
            return false;
        };
        self.entities -= held.entities();
        self.bytes -= held.bytes;
        true
    }

    /// It can be read (again).
    fn readable(&mut self, topic: &str) -> bool {
        let before = self.unread.len();
        self.unread.retain(|it| it.topic != topic);
        self.unread.len() != before
    }

    fn note_unread(&mut self, topic: &str, why: Unreadable) -> bool {
        let topic = text::name(topic).unwrap_or_default();
        let unread = Unread { topic, why };
        if self.unread.contains(&unread) {
            return false;
        }
        self.unread.retain(|it| it.topic != unread.topic);
        self.unread.push_back(unread);
        if self.unread.len() > limits::UNREAD {
            self.unread.pop_front();
        }
        true
    }

    /// All devices, in the order in which they were first announced.
    #[must_use]
    pub fn devices(&self) -> Vec<Device> {
        let held = self.held.values();
        // Who moves gives way to where it went.
        let mut held: Vec<(bool, u64, &[Announced])> = held
            .map(|it| (it.moves, it.seen, it.announced.as_slice()))
            .collect();
        let room = limits::KEPT.saturating_sub(self.bytes + self.gathered.bytes());
        let (gathered, left_out) = self.gathered.announced(&GATHERED, room);
        held.extend(gathered.into_iter().map(|(seen, all)| (false, seen, all)));
        self.unread_for_room.store(left_out, Ordering::Relaxed);
        held.sort_by_key(|(moves, seen, _)| (*moves, *seen));
        let all = || held.iter().flat_map(|(_, _, announced)| *announced);
        let bridged: BTreeSet<&str> = all()
            .filter(|it| it.convention == Convention::Zigbee2Mqtt)
            .flat_map(|it| it.about.addresses.iter().map(String::as_str))
            .collect();
        let all: Vec<&Announced> = all().filter(|it| !is_doubled(it, &bridged)).collect();
        let muted = muted(&all);
        let all: Vec<&Announced> = (0..all.len())
            .map(|place| muted.get(&place).unwrap_or(all[place]))
            .collect();
        let mut devices = joined(&all);
        devices.truncate(limits::DEVICES);
        devices
    }

    pub fn unread(&self) -> impl Iterator<Item = &Unread> {
        self.unread.iter()
    }

    /// Announcements that found no room.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out + self.unread_for_room.load(Ordering::Relaxed)
    }
}

/// Those that are where another one is as well, with the reason instead of their entities, and those of which Home Assistant is told more, without
/// them; by place.
fn muted(all: &[&Announced]) -> BTreeMap<usize, Announced> {
    let mut there: BTreeMap<(Convention, &str), Vec<usize>> = BTreeMap::new();
    let mut hub: BTreeSet<&str> = BTreeSet::new();
    for (place, it) in all.iter().enumerate() {
        if let Some(at) = &it.at {
            let places = there.entry((it.convention, at)).or_default();
            places.push(place);
        }
        if it.convention == Convention::HomeAssistant {
            hub.extend(it.about.addresses.iter().map(String::as_str));
        }
    }
    let mut muted = BTreeMap::new();
    for place in there.values().filter(|it| it.len() > 1).flatten() {
        let mut it = all[*place].clone();
        let topic = it.at.clone().unwrap_or_default();
        it.entities.clear();
        it.notes.push(Note::SharedTopic { topic });
        muted.insert(*place, it);
    }
    for (place, it) in all.iter().enumerate() {
        let told = |address: &String| hub.contains(address.as_str());
        if it.convention == Convention::EspHome && it.about.addresses.iter().any(told) {
            let mut it = (*it).clone();
            it.entities.clear();
            muted.insert(place, it);
        }
    }
    muted
}

/// Zigbee2MQTT announces its devices to Home Assistant too; what its bridge says of them says more.
fn is_doubled(it: &Announced, bridged: &BTreeSet<&str>) -> bool {
    it.convention == Convention::HomeAssistant
        && it.about.identifiers.iter().any(|identifier| {
            let address = identifier.strip_prefix("zigbee2mqtt_0x");
            address.is_some_and(|address| bridged.contains(address.to_ascii_lowercase().as_str()))
        })
}

fn hash(payload: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(payload);
    hasher.finish()
}

#[cfg(test)]
mod tests;
