//! Ids become refs, and refs become ids.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use tilework_core::{
    dashboard::Dashboard,
    id::{BrokerId, DashboardId, TileId},
    layout::Grid,
    migrate::read_dashboard,
};

use crate::{Bundle, fault::BundleFault, names};

/// What each ref becomes.
#[derive(Debug, Default)]
pub struct Places {
    pub brokers: BTreeMap<BrokerId, BrokerId>,
    pub dashboards: BTreeMap<DashboardId, DashboardId>,
}

/// Of the dashboard that a tile leads to and that did not come along.
const ELSEWHERE: &str = "ref-dashboard-0";

pub fn dashboard_ref(index: usize) -> String {
    format!("ref-dashboard-{}", index + 1)
}

/// The dashboard with other names for all that it names.
fn renamed(
    dashboard: &Dashboard,
    tile: &mut dyn FnMut(usize, &TileId) -> String,
    broker: &dyn Fn(&str) -> Option<String>,
    dashboards: &dyn Fn(&str) -> Option<String>,
) -> Result<Dashboard, BundleFault> {
    let tiles: BTreeMap<String, String> = dashboard
        .tiles
        .iter()
        .enumerate()
        .map(|(index, it)| (it.id.to_string(), tile(index, &it.id)))
        .collect();
    let mut document = serde_json::to_value(dashboard)?;
    change(&mut document["id"], dashboards);
    for held in document["tiles"].as_array_mut().into_iter().flatten() {
        change(&mut held["id"], &|id| tiles.get(id).cloned());
        for part in ["bindings", "commands"] {
            for slot in values(&mut held[part]) {
                change(&mut slot["broker"], broker);
            }
        }
        // A tile that leads to a dashboard names it in its options, whatever its kind calls that.
        for option in values(&mut held["options"]) {
            change(option, dashboards);
        }
    }
    for layout in values(&mut document["layouts"]) {
        if let Some(places) = layout.as_object_mut() {
            let old: Map<String, Value> = std::mem::take(places);
            let named = old
                .into_iter()
                .filter_map(|(id, place)| Some((tiles.get(&id)?.clone(), place)));
            places.extend(named);
        }
    }
    Ok(read_dashboard(&document.to_string())?)
}

fn values(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    value
        .as_object_mut()
        .into_iter()
        .flat_map(|it| it.iter_mut().map(|(_, value)| value))
}

fn change(value: &mut Value, to: &dyn Fn(&str) -> Option<String>) {
    if let Some(new) = value.as_str().and_then(to) {
        *value = Value::String(new);
    }
}

/// A dashboard for a bundle. `known`: those of this installation and what they are called in the bundle, if they are in it.
pub fn to_refs(
    dashboard: &Dashboard,
    brokers: &BTreeMap<BrokerId, BrokerId>,
    known: &BTreeMap<DashboardId, Option<DashboardId>>,
    first: usize,
) -> Result<Dashboard, BundleFault> {
    let broker = |id: &str| brokers.get(&id.parse().ok()?).map(ToString::to_string);
    let other = |id: &str| {
        let found = known.get(&id.parse().ok()?)?;
        Some(
            found
                .as_ref()
                .map_or(ELSEWHERE.to_owned(), ToString::to_string),
        )
    };
    renamed(
        dashboard,
        &mut |index, _| format!("tile-{}", first + index + 1),
        &broker,
        &other,
    )
}

impl Bundle {
    /// Its dashboards with ids of this installation; what `places` does not name keeps its ref.
    ///
    /// # Errors
    /// One is not as a dashboard should be, which reading it has found out before.
    pub fn placed(
        &self,
        places: &Places,
        mut new_tile: impl FnMut() -> TileId,
    ) -> Result<Vec<Dashboard>, BundleFault> {
        let broker = |id: &str| {
            places
                .brokers
                .get(&id.parse().ok()?)
                .map(ToString::to_string)
        };
        let other = |id: &str| {
            places
                .dashboards
                .get(&id.parse().ok()?)
                .map(ToString::to_string)
        };
        let mut tile = |_: usize, _: &TileId| new_tile().to_string();
        let all = self.dashboards.iter();
        all.map(|it| renamed(it, &mut tile, &broker, &other))
            .collect()
    }
}

/// Whether two dashboards are the same but for the ids of their own and of their tiles.
#[must_use]
pub fn alike(one: &Dashboard, other: &Dashboard) -> bool {
    let plain = |it: &Dashboard| {
        let own = it.id.to_string();
        let id = |id: &str| (id == own).then(|| "same".to_owned());
        renamed(it, &mut |index, _| format!("tile-{index}"), &|_| None, &id).ok()
    };
    one.name == other.name && one.tiles.len() == other.tiles.len() && {
        let (one, other) = (plain(one), plain(other));
        one.is_some() && one == other
    }
}

/// Puts tiles on a dashboard, as they are, at the first free place.
///
/// # Errors
/// There is no room for all of them.
pub fn add_tiles(dashboard: &mut Dashboard, from: Dashboard) -> Result<(), BundleFault> {
    use tilework_core::dashboard::MAX_TILES;

    if dashboard.tiles.len() + from.tiles.len() > MAX_TILES {
        return Err(BundleFault::TooManyTiles {
            limit: u32::try_from(MAX_TILES).unwrap_or(u32::MAX),
        });
    }
    for tile in from.tiles {
        for grid in [Grid::Narrow, Grid::Medium, Grid::Wide] {
            if let Some(mut layout) = dashboard.layouts.of(grid).cloned() {
                layout.place(tile.id.clone(), tile.size, grid);
                dashboard.layouts.set(grid, layout);
            }
        }
        dashboard.tiles.push(tile);
    }
    Ok(())
}

/// That each name inside means one thing that is there, and that what has no form here keeps to a form's limits.
pub fn check(bundle: &mut Bundle) -> Result<(), BundleFault> {
    let mut brokers = BTreeSet::new();
    for broker in &mut bundle.brokers {
        broker.name = names::tidy(&broker.name);
        if !brokers.insert(broker.reference.clone()) {
            return Err(BundleFault::damaged("two brokers of one name"));
        }
    }
    let mut dashboards = BTreeSet::new();
    for dashboard in &mut bundle.dashboards {
        dashboard.name = names::tidy(&dashboard.name);
        if !dashboards.insert(dashboard.id.clone()) {
            return Err(BundleFault::damaged("two dashboards of one name"));
        }
        let mut tiles = BTreeSet::new();
        for tile in &mut dashboard.tiles {
            tile.title = names::tidy(&tile.title);
            tile.size.width = tile.size.width.clamp(1, 4);
            tile.size.height = tile.size.height.clamp(1, tilework_core::tile::MAX_HEIGHT);
            if !tiles.insert(tile.id.clone()) {
                return Err(BundleFault::damaged("two tiles of one name"));
            }
            if tile
                .broker_ids()
                .into_iter()
                .any(|it| !brokers.contains(it))
            {
                return Err(BundleFault::damaged("a broker that is not in it"));
            }
        }
    }
    Ok(())
}
