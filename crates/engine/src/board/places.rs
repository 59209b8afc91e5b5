//! Which binding stands where: by tile and slot, by its filter, and by the topics that its filter matches.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Weak},
};

use tilework_core::{
    availability::{Mode, is_away},
    binding::Binding,
    filter_tree::FilterTree,
    id::{BindingKey, Slot, TileId},
    kind,
    topic::TopicFilter,
};

use super::{
    bound::Bound,
    reader::Reader,
    track::{self, Track},
};
use crate::link::{Message, wire_filter};

/// What a board knows of its bindings, and where to find each.
#[derive(Debug, Default)]
pub struct Places {
    pub tiles: HashMap<TileId, BTreeMap<Slot, usize>>,
    bound: Vec<Option<Bound>>,
    free: Vec<usize>,
    tree: FilterTree<usize>,
    /// By the filter as the binding has it.
    by_filter: HashMap<TopicFilter, Vec<usize>>,
    /// Bindings that read the same have the same track.
    tracks: HashMap<tilework_history::Source, Weak<track::Inner>>,
    prefix: String,
    /// Of tiles that do not have the default.
    modes: HashMap<TileId, Mode>,
}

impl Places {
    pub fn set_prefix(&mut self, prefix: &str) {
        if self.prefix == prefix {
            return;
        }
        prefix.clone_into(&mut self.prefix);
        self.tree = FilterTree::new();
        for (index, bound) in self.bound.iter().enumerate() {
            if let Some(bound) = bound {
                let wire = wire_filter(prefix, &bound.binding.topic);
                self.tree.insert(&wire, index);
            }
        }
    }

    pub fn all(&self) -> impl Iterator<Item = &Bound> {
        self.bound.iter().flatten()
    }

    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Bound> {
        self.bound.iter_mut().flatten()
    }

    pub fn of_tile(&self, tile: &TileId) -> impl Iterator<Item = (&Slot, &Bound)> {
        let slots = self.tiles.get(tile).into_iter().flatten();
        slots.filter_map(|(slot, index)| Some((slot, self.bound.get(*index)?.as_ref()?)))
    }

    /// Does something to each of a tile.
    pub fn with_tile(&mut self, tile: &TileId, mut with: impl FnMut(&mut Bound)) {
        for index in self.tiles.get(tile).into_iter().flat_map(BTreeMap::values) {
            if let Some(bound) = self.bound.get_mut(*index).and_then(Option::as_mut) {
                with(bound);
            }
        }
    }

    /// Whether the tile's device says that it is away.
    pub fn is_away(&self, tile: &TileId) -> bool {
        let said = self.of_tile(tile);
        let said = said.filter(|(slot, _)| kind::is_availability(slot));
        let mode = self.modes.get(tile).copied().unwrap_or_default();
        is_away(said.map(|(_, bound)| &*bound.reading), mode)
    }

    /// What the tile's availabilities mean together.
    pub fn set_mode(&mut self, tile: &TileId, mode: Mode) {
        if mode == Mode::default() || !self.tiles.contains_key(tile) {
            self.modes.remove(tile);
        } else {
            self.modes.insert(tile.clone(), mode);
        }
    }

    /// Does something to each whose filter matches this topic of the wire.
    pub fn matching(&mut self, topic: &str, mut with: impl FnMut(&mut Bound)) {
        let bound = &mut self.bound;
        self.tree.matches(topic, |index| {
            if let Some(bound) = bound.get_mut(*index).and_then(Option::as_mut) {
                with(bound);
            }
        });
    }

    /// Does something to each that has exactly this filter; how many those are.
    pub fn with_filter(&mut self, filter: &TopicFilter, mut with: impl FnMut(&mut Bound)) -> usize {
        let concerned = self.by_filter.get(filter).map_or(&[][..], Vec::as_slice);
        for index in concerned {
            if let Some(bound) = self.bound.get_mut(*index).and_then(Option::as_mut) {
                with(bound);
            }
        }
        concerned.len()
    }

    pub fn get(&self, key: &BindingKey) -> Option<&Bound> {
        let index = self.tiles.get(key.tile())?.get(key.slot())?;
        self.bound.get(*index)?.as_ref()
    }

    /// The slots of a tile whose bindings are already what is wanted.
    pub fn unchanged(
        &self,
        tile: &TileId,
        wanted: &BTreeMap<Slot, &Binding>,
        again: bool,
    ) -> Vec<Slot> {
        let stays = self.of_tile(tile).filter(|(slot, bound)| {
            wanted.get(*slot).copied() == Some(&bound.binding) && !(again && bound.is_off())
        });
        stays.map(|(slot, _)| slot.clone()).collect()
    }

    /// Finds who is to read a message; whether it concerns anybody.
    pub fn concerned(&self, message: &Message, readers: &mut Vec<(usize, Arc<Reader>)>) -> bool {
        let mut heard = false;
        self.tree.matches(&message.topic, |index| {
            heard = true;
            if let Some(bound) = self.bound.get(*index).and_then(Option::as_ref)
                && bound.hold.admits(message)
                && bound.wants(message)
            {
                readers.push((*index, Arc::clone(&bound.reader)));
            }
        });
        heard
    }

    /// The binding that reads with this reader, also if it was edited meanwhile. It was at this place.
    pub fn still(&mut self, index: Option<usize>, reader: &Arc<Reader>) -> Option<&mut Bound> {
        let reads = |bound: &Bound| Arc::ptr_eq(&bound.reader, reader);
        let place = |inner: &Self, index: usize| inner.bound.get(index)?.as_ref().map(reads);
        let index = match index {
            Some(index) if place(self, index) == Some(true) => index,
            _ => *self.tiles.get(reader.key.tile())?.get(reader.key.slot())?,
        };
        let bound = self.bound.get_mut(index)?.as_mut();
        bound.filter(|bound| reads(bound))
    }

    pub fn track(&mut self, binding: &Binding) -> Track {
        let track = Track::of(binding);
        let known = self.tracks.get(track.source()).and_then(Track::again);
        known.unwrap_or_else(|| {
            if self.tracks.len() > 2 * self.bound.len() + 16 {
                // Those whose last binding went.
                self.tracks.retain(|_, track| track.strong_count() > 0);
            }
            self.tracks
                .insert(track.source().clone(), track.downgrade());
            track
        })
    }

    pub fn insert(&mut self, tile: &TileId, slot: Slot, bound: Bound) {
        let wire = wire_filter(&self.prefix, &bound.binding.topic);
        let index = self.free.pop().unwrap_or_else(|| {
            self.bound.push(None);
            self.bound.len() - 1
        });
        let same = self.by_filter.entry(bound.binding.topic.clone());
        same.or_default().push(index);
        self.bound[index] = Some(bound);
        self.tree.insert(&wire, index);
        let slots = self.tiles.entry(tile.clone()).or_default();
        slots.insert(slot, index);
    }

    pub fn remove(&mut self, tile: &TileId, slot: &Slot) -> Option<Bound> {
        let slots = self.tiles.get_mut(tile)?;
        let index = slots.remove(slot)?;
        if slots.is_empty() {
            self.tiles.remove(tile);
            self.modes.remove(tile);
        }
        let bound = self.bound[index].take()?;
        self.free.push(index);
        let topic = &bound.binding.topic;
        self.tree.remove(&wire_filter(&self.prefix, topic), &index);
        if let Some(same) = self.by_filter.get_mut(topic) {
            same.retain(|other| *other != index);
            if same.is_empty() {
                self.by_filter.remove(topic);
            }
        }
        Some(bound)
    }
}
