//! What is announced on one broker now.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque, hash_map::DefaultHasher},
    hash::Hasher,
};

use crate::{
    home_assistant::{self, Said},
    limits,
    merge::{Announced, joined},
    model::{Convention, Device, Unread, Unreadable},
    text,
    weight::Weight,
    zigbee2mqtt,
};

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
    all
}

/// Takes what is announced, message by message, and has the devices that this makes.
#[derive(Debug)]
pub struct Finder {
    prefixes: Vec<String>,
    held: BTreeMap<String, Held>,
    unread: VecDeque<Unread>,
    /// Announcements so far: the order in which topics were first seen.
    seen: u64,
    entities: usize,
    bytes: usize,
    left_out: u64,
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
            unread: VecDeque::new(),
            seen: 0,
            entities: 0,
            bytes: 0,
            left_out: 0,
        }
    }

    /// Whether anything is announced on this topic; cheap.
    #[must_use]
    pub fn concerns(topic: &str, prefixes: &[String]) -> bool {
        let announces = |prefix: &String| home_assistant::place(topic, prefix).is_some();
        (topic.ends_with("/config") && prefixes.iter().any(announces))
            || zigbee2mqtt::base(topic).is_some()
    }

    /// Takes a message. `true`: what there is to see changed.
    pub fn take(&mut self, topic: &str, payload: &[u8]) -> bool {
        // A topic has an end, and so has what is made of it.
        if topic.len() > limits::TOPIC {
            self.left_out += 1;
            return false;
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

    /// Everything that is announced here is forgotten.
    pub fn clear(&mut self) {
        *self = Self::new(std::mem::take(&mut self.prefixes));
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
        if announced.max(entities) > limits::ENTITIES || bytes > limits::KEPT {
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
        let mut held: Vec<&Held> = self.held.values().collect();
        // Who moves gives way to where it went.
        held.sort_by_key(|held| (held.moves, held.seen));
        let bridged: BTreeSet<&str> = held
            .iter()
            .flat_map(|held| &held.announced)
            .filter(|it| it.convention == Convention::Zigbee2Mqtt)
            .flat_map(|it| it.about.addresses.iter().map(String::as_str))
            .collect();
        let all = held.iter().flat_map(|held| &held.announced);
        let all: Vec<&Announced> = all.filter(|it| !is_doubled(it, &bridged)).collect();
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
        self.left_out
    }
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
