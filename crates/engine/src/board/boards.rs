//! The boards of all brokers: which one a binding is on. None waits for another.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use parking_lot::RwLock;
use tilework_core::{
    availability::Mode,
    binding::Binding,
    id::{BindingKey, BrokerId, Slot, TileId},
    reading::Reading,
};
use tokio::sync::watch;

use super::{Board, Changes, Nobody, Track, Witness, Work};
use crate::interests::Interests;

#[derive(Debug)]
pub struct Boards {
    interests: Arc<Interests>,
    changes: Arc<Changes>,
    directory: RwLock<Directory>,
    /// Nothing is put to work.
    rests: AtomicBool,
}

#[derive(Debug, Default)]
struct Directory {
    boards: Vec<Arc<Board>>,
    of_broker: HashMap<BrokerId, usize>,
    of_tile: HashMap<TileId, BTreeMap<Slot, usize>>,
}

impl Directory {
    fn place(&self, key: &BindingKey) -> Option<usize> {
        self.of_tile.get(key.tile())?.get(key.slot()).copied()
    }
}

impl Default for Boards {
    fn default() -> Self {
        Self::new(Arc::default())
    }
}

impl Boards {
    /// What bindings read is held there.
    pub fn new(interests: Arc<Interests>) -> Self {
        Self::seen_by(Arc::new(Nobody), interests)
    }

    /// Somebody knows what is being read.
    pub fn seen_by(witness: Arc<dyn Witness>, interests: Arc<Interests>) -> Self {
        Self {
            interests,
            changes: Arc::new(Changes::new(witness)),
            directory: RwLock::default(),
            rests: AtomicBool::new(false),
        }
    }

    /// At rest, no binding is put to work, neither of a tile nor of the editor.
    pub fn set_rests(&self, rests: bool) {
        self.rests.store(rests, Ordering::Relaxed);
    }

    pub fn of(&self, broker: &BrokerId) -> Arc<Board> {
        let place = self.place(broker);
        let directory = self.directory.read();
        Arc::clone(&directory.boards[place])
    }

    fn place(&self, broker: &BrokerId) -> usize {
        let directory = self.directory.read();
        if let Some(place) = directory.of_broker.get(broker) {
            return *place;
        }
        drop(directory);
        let mut guard = self.directory.write();
        let Directory {
            boards, of_broker, ..
        } = &mut *guard;
        *of_broker.entry(broker.clone()).or_insert_with(|| {
            let (interests, changes) = (Arc::clone(&self.interests), Arc::clone(&self.changes));
            boards.push(Arc::new(Board::new(broker.clone(), interests, changes)));
            boards.len() - 1
        })
    }

    /// Makes these the bindings of a tile, whatever brokers they are of.
    pub fn set_tile<'a>(
        &self,
        tile: &TileId,
        bindings: impl Iterator<Item = (Slot, &'a Binding)>,
        work: Work,
    ) {
        let bindings = bindings.filter(|_| !self.rests.load(Ordering::Relaxed));
        let mut slots = BTreeMap::new();
        let mut by_board: BTreeMap<usize, BTreeMap<Slot, &Binding>> = BTreeMap::new();
        for (slot, binding) in bindings {
            let place = self.place(&binding.broker);
            slots.insert(slot.clone(), place);
            by_board.entry(place).or_default().insert(slot, binding);
        }
        let mut directory = self.directory.write();
        let before = if slots.is_empty() {
            directory.of_tile.remove(tile)
        } else {
            directory.of_tile.insert(tile.clone(), slots)
        };
        for place in before.unwrap_or_default().into_values() {
            by_board.entry(place).or_default();
        }
        let boards: Vec<_> = by_board
            .into_iter()
            .map(|(place, bindings)| (Arc::clone(&directory.boards[place]), bindings))
            .collect();
        drop(directory);
        for (board, bindings) in boards {
            board.set_tile(tile, bindings, work, false);
        }
        self.changes.changed.send_replace(());
    }

    /// What the availabilities of a tile mean together.
    pub fn set_mode(&self, tile: &TileId, mode: Mode) {
        let directory = self.directory.read();
        let slots = directory.of_tile.get(tile).into_iter().flatten();
        let places: BTreeSet<_> = slots.map(|(_, place)| *place).collect();
        for place in places {
            directory.boards[place].lock().set_mode(tile, mode);
        }
    }

    /// Puts those bindings of a tile to work again whose templates went over their budget; as if they were new.
    pub fn switch_on(&self, tile: &TileId) {
        let directory = self.directory.read();
        let places = directory
            .of_tile
            .get(tile)
            .into_iter()
            .flat_map(|it| it.values());
        let places: BTreeSet<_> = places.copied().collect();
        let boards: Vec<_> = places
            .into_iter()
            .map(|place| Arc::clone(&directory.boards[place]))
            .collect();
        drop(directory);
        for board in boards {
            board.switch_on(tile);
        }
        self.changes.changed.send_replace(());
    }

    /// How often a binding was switched off because its template went over its budget.
    pub fn switched_off(&self) -> u64 {
        self.changes.switched_off.load(Ordering::Relaxed)
    }

    /// Wakes at any change of any reading after the last time it was asked.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.changes.changed.subscribe()
    }

    /// The readings of `keys` that changed after the version each was last seen at; the versions are brought up to date.
    pub fn changed_since(&self, seen: &mut HashMap<BindingKey, u64>) -> Vec<Reading> {
        let directory = self.directory.read();
        let mut by_board: Vec<Vec<(&BindingKey, &mut u64)>> = Vec::new();
        by_board.resize_with(directory.boards.len(), Vec::new);
        for (key, version) in seen {
            if let Some(place) = directory.place(key) {
                by_board[place].push((key, version));
            }
        }
        let boards = directory.boards.clone();
        drop(directory);
        let mut changed = Vec::new();
        for (board, keys) in boards.iter().zip(by_board) {
            if keys.is_empty() {
                continue;
            }
            let inner = board.lock();
            for (key, version) in keys {
                if let Some(bound) = inner.get(key)
                    && bound.version > *version
                {
                    *version = bound.version;
                    changed.push(Arc::clone(&bound.reading));
                }
            }
        }
        // Copied while no board is locked.
        changed.into_iter().map(Arc::unwrap_or_clone).collect()
    }

    /// Where the values of a binding are kept.
    pub fn track(&self, key: &BindingKey) -> Option<Track> {
        let directory = self.directory.read();
        let board = Arc::clone(&directory.boards[directory.place(key)?]);
        drop(directory);
        let inner = board.lock();
        inner.get(key).map(|bound| bound.track.clone())
    }

    /// How many bindings are at work.
    pub fn count(&self) -> usize {
        let directory = self.directory.read();
        directory.of_tile.values().map(BTreeMap::len).sum()
    }

    /// Every binding that is kept, with its track.
    pub fn tracks(&self) -> Vec<(BindingKey, Track)> {
        let directory = self.directory.read();
        let boards = directory.boards.clone();
        drop(directory);
        let mut all = Vec::new();
        for board in boards {
            let inner = board.lock();
            let kept = inner.all();
            all.extend(kept.filter_map(|bound| {
                Some((
                    bound.reading.binding.clone(),
                    bound.recorded_track()?.clone(),
                ))
            }));
        }
        all
    }
}
