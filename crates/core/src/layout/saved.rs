//! Reading saved layouts. A layout is never worth losing a dashboard for: places that cannot be read are left out (the
//! dashboard puts their tiles at the first free place), those that overlap move down, those too wide are made to fit.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::id::TileId;

use super::{Grid, Layout, Layouts, MAX_HEIGHT, Place};

/// Rows that a full dashboard of the highest tiles has. What is further down was not saved by Tilework.
const MAX_ROWS: u16 = 500 * MAX_HEIGHT;

impl<'de> Deserialize<'de> for Layouts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let saved = Value::deserialize(deserializer)?;
        let of = |name, grid| saved.get(name).and_then(|value| read(value, grid));
        Ok(Self {
            narrow: of("narrow", Grid::Narrow),
            medium: of("medium", Grid::Medium),
            wide: of("wide", Grid::Wide),
        })
    }
}

/// By itself a layout does not say of which grid it is: it is made to fit the widest.
impl<'de> Deserialize<'de> for Layout {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let saved = Value::deserialize(deserializer)?;
        read(&saved, Grid::Wide)
            .ok_or_else(|| serde::de::Error::custom("a layout maps tiles to places"))
    }
}

fn read(saved: &Value, grid: Grid) -> Option<Layout> {
    let places = saved.as_object()?.iter().filter_map(|(tile, place)| {
        let tile: TileId = tile.parse().ok()?;
        Some((tile, Place::deserialize(place).ok()?))
    });
    Some(repaired(places.collect(), grid))
}

fn repaired(places: BTreeMap<TileId, Place>, grid: Grid) -> Layout {
    let fitting = places.into_iter().map(|(tile, place)| {
        let width = place.width.clamp(1, grid.columns());
        let column = place.column.min(grid.columns() - width);
        (
            tile,
            Place {
                column,
                width,
                height: place.height.clamp(1, MAX_HEIGHT),
                row: place.row,
            },
        )
    });
    let mut all: Vec<_> = fitting.filter(|(_, place)| place.row < MAX_ROWS).collect();
    all.sort_by_key(|(_, place)| place.order());
    all.truncate(1_000); // more would not fit the rows; a dashboard has at most 500
    Layout::pushed_down(all, grid)
}
