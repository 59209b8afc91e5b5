//! What devices are told: the commands of tiles, sending them, and what becomes of each.

mod events;
mod sending;
mod waiting;

use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use parking_lot::{Mutex, RwLock};
use tilework_core::{
    binding::Qos,
    command::{Command, CommandFailure, CommandReport, CommandState},
    id::{BrokerId, Slot, TileId},
    topic::TopicFilter,
};

use crate::{
    board::Taken,
    connection::Connections,
    feed::{Bell, Told},
    interests::{Hold, Interests},
    link::Message,
    taps::Tap,
};
use waiting::Waiting;

/// Reports that a client may still take; beyond it the oldest go.
const REPORTS: usize = 256;

#[derive(Debug)]
pub struct Commands {
    /// Of every tile, apart from the documents: a press waits for no save.
    of_tiles: RwLock<HashMap<TileId, BTreeMap<Slot, OfTile>>>,
    waiting: Waiting,
    /// Found while a board was locked, and not told yet.
    found: Mutex<Vec<CommandReport>>,
    any_found: AtomicBool,
    interests: Arc<Interests>,
    connections: Arc<Connections>,
    told: Told<u64, CommandReport>,
}

#[derive(Debug)]
struct OfTile {
    command: Command,
    /// Of the topic on which the device replies.
    _replies: Option<Hold>,
}

impl Commands {
    pub fn new(interests: Arc<Interests>, connections: Arc<Connections>, bell: &Bell) -> Self {
        Self {
            of_tiles: RwLock::default(),
            waiting: Waiting::default(),
            found: Mutex::default(),
            any_found: AtomicBool::new(false),
            interests,
            connections,
            told: Told::new(bell, REPORTS),
        }
    }

    /// Makes these the commands of a tile.
    pub fn set_tile(&self, tile: &TileId, commands: BTreeMap<Slot, Command>) {
        let mut of_tiles = self.of_tiles.write();
        let mut before = of_tiles.remove(tile).unwrap_or_default();
        let mut now = BTreeMap::new();
        for (slot, command) in commands {
            let same = before.get(&slot).is_some_and(|it| it.command == command);
            let kept = if same { before.remove(&slot) } else { None };
            now.insert(slot, kept.unwrap_or_else(|| self.hold(command)));
        }
        if !now.is_empty() {
            of_tiles.insert(tile.clone(), now);
        }
    }

    fn hold(&self, command: Command) -> OfTile {
        let replies = command.mqtt5.as_ref().and_then(|it| {
            let filter = TopicFilter::parse(&it.response_topic).ok()?;
            let qos = Qos::AtLeastOnce;
            Some(self.interests.hold(&command.broker, &filter, qos))
        });
        OfTile {
            command,
            _replies: replies,
        }
    }

    fn command(&self, tile: &TileId, slot: &Slot) -> Option<Command> {
        let of_tiles = self.of_tiles.read();
        Some(of_tiles.get(tile)?.get(slot)?.command.clone())
    }

    fn tell(&self, report: Option<CommandReport>) {
        if let Some(report) = report {
            // The answer may overtake the end of its time.
            let stands = |last: &CommandReport| last.state == CommandState::Confirmed;
            self.told.say_unless(report.id, report, stands);
        }
    }

    fn tell_found(&self) {
        if !self.any_found.swap(false, Ordering::AcqRel) {
            return;
        }
        let mut found = self.found.lock();
        let found = std::mem::take(&mut *found);
        found.into_iter().for_each(|report| self.tell(Some(report)));
    }
}

impl Tap for Commands {
    fn value(&self, taken: &Taken<'_>) {
        // What the broker had kept was said before the press.
        let Some(value) = taken.value.filter(|_| !taken.retained) else {
            return;
        };
        let reports = self.waiting.value(taken.key, value);
        if !reports.is_empty() {
            let mut found = self.found.lock();
            found.extend(reports);
            self.any_found.store(true, Ordering::Release);
        }
    }

    fn message(&self, _: &BrokerId, message: &Message) {
        let properties = message.properties.as_ref();
        if let Some(correlation) = properties.and_then(|it| it.correlation.as_ref()) {
            self.tell(self.waiting.reply(&message.topic, correlation));
        }
        self.tell_found();
    }

    fn leaves(&self, token: u64) {
        self.waiting.leaves(token);
    }

    fn published(&self, token: u64, result: &Result<(), CommandFailure>) {
        self.tell(self.waiting.published(token, result.clone()));
    }
}
