//! What the entities in a client's view say: their bindings are put to work as those of the editor are, which keeps nothing.

use std::collections::{BTreeMap, HashMap};

use tilework_core::{
    binding::Binding,
    id::{BindingKey, BrokerId, Slot, TileId},
};
use tilework_discovery::{Device, draft};

use super::{Devices, EntityRef, WatchedEntity};
use crate::{
    board::Work,
    error::{Answer, AppError},
    who::ClientId,
};

/// Entities in view: more than a screen shows.
const MOST: usize = 200;

fn tile_of(client: ClientId) -> Answer<TileId> {
    let id = format!("devices-{client}");
    id.parse()
        .map_err(|_| AppError::internal("the devices in view have no id"))
}

impl Devices {
    /// Puts the bindings of these entities to work, and of no others.
    pub(super) fn watch(
        &self,
        client: ClientId,
        entities: Vec<EntityRef>,
    ) -> Answer<Vec<WatchedEntity>> {
        let tile = tile_of(client)?;
        let mut bindings: BTreeMap<Slot, Binding> = BTreeMap::new();
        let mut watched = vec![];
        let mut brokers: HashMap<BrokerId, usize> = HashMap::new();
        for it in entities.into_iter().take(MOST) {
            let places = brokers.len();
            // Two brokers may have an entity of one key.
            let place = *brokers.entry(it.broker.clone()).or_insert(places);
            let Some((_, entity)) = self.entity(&it) else {
                continue;
            };
            let mut bind = |part: &str, draft: Option<tilework_core::binding::BindingDraft>| {
                let slot: Slot = format!("{part}{place}-{}", it.entity).parse().ok()?;
                bindings.insert(slot.clone(), draft?.parse().ok()?);
                Some(BindingKey::new(tile.clone(), slot))
            };
            let (there, mode) = draft::availability_of(&it.broker, &entity);
            let there = there.into_iter().zip(1..);
            watched.push(WatchedEntity {
                availability: there
                    .filter_map(|(draft, number)| bind(&format!("there{number}-"), Some(draft)))
                    .collect(),
                value: bind("value", draft::value_of(&it.broker, &entity)),
                mode,
                entity: it,
            });
        }
        let wanted = bindings
            .iter()
            .map(|(slot, binding)| (slot.clone(), binding));
        self.boards.set_tile(&tile, wanted, Work::Preview);
        Ok(watched)
    }

    /// The client has ended.
    pub(super) fn end_watch(&self, client: ClientId) {
        if let Ok(tile) = tile_of(client) {
            self.boards
                .set_tile(&tile, std::iter::empty(), Work::Preview);
        }
    }

    /// An entity and its device, as it is announced now.
    pub(super) fn entity(
        &self,
        wanted: &EntityRef,
    ) -> Option<(Device, tilework_discovery::Entity)> {
        let of = self.of(&wanted.broker)?;
        let devices = of.findings().found.lock().devices();
        devices.iter().find_map(|device| {
            let entity = device.entities.iter().find(|it| it.key == wanted.entity)?;
            let device = Device {
                entities: vec![],
                ..device.clone()
            };
            Some((device, entity.clone()))
        })
    }
}
