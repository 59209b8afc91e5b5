//! Devices that say what they are in several messages: what each of these said last is kept, and read as a whole when somebody asks.

use std::{borrow::Cow, collections::BTreeMap, sync::OnceLock};

use crate::{limits, merge::Announced, model::Unreadable, weight::Weight};

/// What a device said, by the name of the message.
pub type Pieces = BTreeMap<String, String>;

/// What one message says of its own piece and of others; `None`: that it is gone.
pub type News = Vec<(String, Option<String>)>;

/// Whose message it is, and which of those that he has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    pub root: Cow<'a, str>,
    pub piece: Cow<'a, str>,
}

/// A convention of this sort.
pub struct Rules {
    pub filters: &'static [&'static str],
    /// Whether something is said of a device on this topic; cheap.
    pub concerns: fn(&str) -> bool,
    /// `None`: it says nothing.
    pub place: for<'a> fn(&'a str, &[u8]) -> Option<Place<'a>>,
    /// By piece and payload.
    pub take: fn(&str, &[u8]) -> Result<News, Unreadable>,
    /// By root and pieces. Nothing: not enough is known.
    pub read: fn(&str, &Pieces) -> Vec<Announced>,
}

#[derive(Debug, Default)]
pub struct Gathered {
    /// By convention and root.
    held: BTreeMap<(usize, String), Held>,
    /// Of the pieces.
    bytes: usize,
}

#[derive(Debug)]
struct Held {
    seen: u64,
    pieces: Pieces,
    bytes: usize,
    announced: OnceLock<Vec<Announced>>,
}

/// What became of a message.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken {
    Same,
    Changed,
    NoRoom,
}

/// Of a device, its pieces aside.
const EACH: usize = size_of::<Held>() + 4 * size_of::<String>();

impl Gathered {
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// `room`: bytes that others leave.
    pub fn take(&mut self, which: usize, root: &str, said: News, seen: u64, room: usize) -> Taken {
        let key = (which, root.to_owned());
        let new = !self.held.contains_key(&key);
        if new && said.iter().all(|(_, text)| text.is_none()) {
            return Taken::Same;
        }
        if new && self.held.len() >= limits::ENTITIES {
            return Taken::NoRoom;
        }
        let held = self.held.entry(key).or_insert_with(|| Held {
            seen,
            pieces: Pieces::new(),
            bytes: 0,
            announced: OnceLock::new(),
        });
        let mut taken = Taken::Same;
        for (piece, text) in said {
            let had = held.pieces.get(&piece);
            if had == text.as_ref() {
                continue;
            }
            let weight = |text: &String| 2 * size_of::<String>() + piece.len() + text.len();
            let (before, after) = (had.map_or(0, weight), text.as_ref().map_or(0, weight));
            let all = self.bytes - before + after;
            let many = had.is_none() && held.pieces.len() >= limits::PIECES;
            if text.is_some() && (all > room || many) {
                taken = Taken::NoRoom;
                continue;
            }
            self.bytes = all;
            held.bytes = held.bytes - before + after;
            match text {
                Some(text) => held.pieces.insert(piece, text),
                None => held.pieces.remove(&piece),
            };
            held.announced = OnceLock::new();
            if taken == Taken::Same {
                taken = Taken::Changed;
            }
        }
        if new {
            held.bytes += EACH + root.len();
            self.bytes += EACH + root.len();
        }
        if held.pieces.is_empty() {
            self.bytes -= held.bytes;
            self.held.remove(&(which, root.to_owned()));
        }
        taken
    }

    /// What all of them are, with the order in which they were first seen, within `room` bytes; and how many found none.
    pub fn announced(&self, rules: &[&Rules], room: usize) -> (Vec<(u64, &[Announced])>, u64) {
        let mut held: Vec<_> = self.held.iter().collect();
        held.sort_by_key(|(_, it)| it.seen);
        let (mut all, mut bytes, mut left_out) = (vec![], 0, 0);
        for ((which, root), it) in held {
            let Some(rules) = rules.get(*which).filter(|_| bytes <= room) else {
                left_out += 1;
                continue;
            };
            let announced = it.announced.get_or_init(|| (rules.read)(root, &it.pieces));
            bytes += announced.heap();
            if bytes <= room {
                all.push((it.seen, announced.as_slice()));
            } else {
                left_out += 1;
            }
        }
        (all, left_out)
    }
}
