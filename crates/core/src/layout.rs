//! Where tiles stand on the grid: place, move, resize, reflow. Pure functions over cells.

mod cells;
mod saved;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use crate::tile::MAX_HEIGHT;
use crate::{id::TileId, tile::TileSize};
use cells::Cells;

/// The three grids of the UI, by the width of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Grid {
    /// 4 columns, under 600 px.
    Narrow,
    /// 8 columns, from 600 px.
    Medium,
    /// 12 columns, from 1024 px.
    Wide,
}

impl Grid {
    #[must_use]
    pub const fn columns(self) -> u16 {
        match self {
            Self::Narrow => 4,
            Self::Medium => 8,
            Self::Wide => 12,
        }
    }

    /// The size that a new layout of this grid gives a tile: wide tiles (4 columns or more) take half of a wider grid, the others
    /// stay as they are.
    #[must_use]
    pub fn natural(self, size: TileSize) -> TileSize {
        let width = match self {
            Self::Medium | Self::Wide if size.width >= 4 => self.columns() / 2,
            _ => size.width,
        };
        self.clamped(TileSize {
            width,
            height: size.height,
        })
    }

    fn clamped(self, size: TileSize) -> TileSize {
        TileSize {
            width: size.width.clamp(1, self.columns()),
            height: size.height.clamp(1, MAX_HEIGHT),
        }
    }
}

/// The cells of one tile; columns and rows count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    pub column: u16,
    pub row: u16,
    pub width: u16,
    pub height: u16,
}

impl Place {
    /// The order of reading: rows, then columns.
    fn order(&self) -> (u16, u16) {
        (self.row, self.column)
    }
}

/// No two places overlap, and all are inside the columns of their grid.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[serde(transparent)]
pub struct Layout(pub(crate) BTreeMap<TileId, Place>);

/// One layout for each grid that a person arranged.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Layouts {
    pub narrow: Option<Layout>,
    pub medium: Option<Layout>,
    pub wide: Option<Layout>,
}

impl Layouts {
    #[must_use]
    pub fn of(&self, grid: Grid) -> Option<&Layout> {
        match grid {
            Grid::Narrow => self.narrow.as_ref(),
            Grid::Medium => self.medium.as_ref(),
            Grid::Wide => self.wide.as_ref(),
        }
    }

    pub fn set(&mut self, grid: Grid, layout: Layout) {
        match grid {
            Grid::Narrow => self.narrow = Some(layout),
            Grid::Medium => self.medium = Some(layout),
            Grid::Wide => self.wide = Some(layout),
        }
    }

    /// Each layout that there is, with its grid.
    pub fn arranged_mut(&mut self) -> impl Iterator<Item = (Grid, &mut Layout)> {
        let all = [
            (Grid::Narrow, &mut self.narrow),
            (Grid::Medium, &mut self.medium),
            (Grid::Wide, &mut self.wide),
        ];
        all.into_iter()
            .filter_map(|(grid, layout)| layout.as_mut().map(|layout| (grid, layout)))
    }
}

impl Layout {
    #[must_use]
    pub fn get(&self, tile: &TileId) -> Option<Place> {
        self.0.get(tile).copied()
    }

    /// The places in the order of the tiles' ids.
    pub fn iter(&self) -> impl Iterator<Item = (&TileId, Place)> {
        self.0.iter().map(|(tile, place)| (tile, *place))
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A layout of all tiles of `order`, each at the first free place. A tile named twice counts once.
    pub fn reflow<'a>(order: impl IntoIterator<Item = (&'a TileId, TileSize)>, grid: Grid) -> Self {
        let mut cells = Cells::new(grid);
        let mut places = BTreeMap::new();
        for (tile, size) in order {
            if !places.contains_key(tile) {
                let place = cells.first_free(grid.natural(size));
                cells.take(place);
                places.insert(tile.clone(), place);
            }
        }
        Self(places)
    }

    /// Puts a tile at the first free place, scanning rows and in each row the columns, in its
    /// [natural size](Grid::natural). A tile that is already there stays where it is.
    pub fn place(&mut self, tile: TileId, size: TileSize, grid: Grid) {
        if !self.0.contains_key(&tile) {
            let place = Cells::of(grid, self.0.values()).first_free(grid.natural(size));
            self.0.insert(tile, place);
        }
    }

    /// Moves a tile's upper left cell towards `column`, `row`. It keeps the column (at most so far right that it fits); tiles in
    /// its way move down, and then all move up until they touch something. On its way down it passes the tiles that begin above
    /// `row`, so that a step down by one row always passes what is below. To where it is, nothing moves. `false`: there is no
    /// such tile.
    pub fn move_tile(&mut self, tile: &TileId, column: u16, row: u16, grid: Grid) -> bool {
        let Some(old) = self.get(tile) else {
            return false;
        };
        let new = Place {
            column: column.min(grid.columns().saturating_sub(old.width)),
            row,
            ..old
        };
        if new != old {
            self.0.remove(tile);
            self.rise(grid);
            let down = row > old.row;
            let (before, after): (Vec<_>, Vec<_>) = self
                .in_order()
                .into_iter()
                .partition(|(_, place)| down && place.row < row);
            let moved = Place {
                row: row.min(self.bottom()),
                ..new
            };
            let order = before
                .into_iter()
                .chain([(tile.clone(), moved)])
                .chain(after);
            *self = Self::pushed_down(order, grid);
            self.rise(grid);
        }
        true
    }

    /// Gives a tile another size; its upper left cell keeps its column, so it is at most as wide as what is right of that. Tiles
    /// in its way move down, and then all move up until they touch something. `false`: there is no such tile.
    pub fn resize_tile(&mut self, tile: &TileId, size: TileSize, grid: Grid) -> bool {
        let Some(old) = self.get(tile) else {
            return false;
        };
        let TileSize { width, height } = grid.clamped(size);
        let new = Place {
            width: width.min(grid.columns() - old.column),
            height,
            ..old
        };
        if new != old {
            self.0.remove(tile);
            let order = std::iter::once((tile.clone(), new)).chain(self.in_order());
            *self = Self::pushed_down(order, grid);
            self.rise(grid);
        }
        true
    }

    /// Takes a tile out; what was below moves up. `false`: there is no such tile.
    pub fn remove(&mut self, tile: &TileId, grid: Grid) -> bool {
        let removed = self.0.remove(tile).is_some();
        if removed {
            self.rise(grid);
        }
        removed
    }

    /// Takes out the tiles that are not wanted; the others stay where they are.
    pub fn retain(&mut self, mut wanted: impl FnMut(&TileId) -> bool) {
        self.0.retain(|tile, _| wanted(tile));
    }

    fn in_order(&self) -> Vec<(TileId, Place)> {
        let mut all: Vec<_> = self
            .0
            .iter()
            .map(|(tile, place)| (tile.clone(), *place))
            .collect();
        all.sort_by_key(|(_, place)| place.order());
        all
    }

    /// The first row below all tiles.
    fn bottom(&self) -> u16 {
        self.0
            .values()
            .map(|place| place.row.saturating_add(place.height))
            .max()
            .unwrap_or(0)
    }

    /// Each tile in turn at its place, or below it at the first row where it overlaps none before it.
    fn pushed_down(order: impl IntoIterator<Item = (TileId, Place)>, grid: Grid) -> Self {
        let mut cells = Cells::new(grid);
        let mut places = BTreeMap::new();
        for (tile, mut place) in order {
            while !cells.are_free(place) {
                place.row += 1;
            }
            cells.take(place);
            places.insert(tile, place);
        }
        Self(places)
    }

    /// Moves every tile straight up until it touches another or the top.
    fn rise(&mut self, grid: Grid) {
        let mut cells = Cells::new(grid);
        for (tile, mut place) in self.in_order() {
            while place.row > 0
                && cells.are_free(Place {
                    row: place.row - 1,
                    ..place
                })
            {
                place.row -= 1;
            }
            cells.take(place);
            self.0.insert(tile, place);
        }
    }
}

#[cfg(test)]
mod tests;
