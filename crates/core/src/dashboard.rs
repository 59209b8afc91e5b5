//! A dashboard's document, and every change a person can make to it.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    id::{DashboardId, TileId},
    kind,
    layout::{Grid, Layout, Layouts},
    problem::{Problem, check_name},
    tile::{Tile, TileDraft, TileSize},
};

/// The saved format of a dashboard. Raise it with a migration in [`crate::migrate`] and a golden file.
pub const DASHBOARD_SCHEMA: u32 = 3;

/// The most tiles of a dashboard.
pub const MAX_TILES: usize = 500;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Dashboard {
    pub schema_version: u32,
    pub id: DashboardId,
    pub name: String,
    /// In the order they were added: the order of a layout that is made by reflow.
    #[serde(default)]
    pub tiles: Vec<Tile>,
    /// Only the layouts that a person arranged; [`Dashboard::layout`] makes the others.
    #[serde(default)]
    pub layouts: Layouts,
}

/// One change. Each is applied and saved whole, as a revision of its own, so each can be undone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(
    tag = "edit",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum DashboardEdit {
    Rename {
        name: String,
    },
    /// Puts the tile at the first free place of every layout.
    AddTile {
        draft: TileDraft,
    },
    UpdateTile {
        tile: TileId,
        draft: TileDraft,
    },
    DeleteTile {
        tile: TileId,
    },
    /// The tile's upper left cell goes to `column`, `row` (from 0); what was there moves down.
    MoveTile {
        grid: Grid,
        tile: TileId,
        column: u16,
        row: u16,
    },
    ResizeTile {
        grid: Grid,
        tile: TileId,
        size: TileSize,
    },
}

/// Why an edit was not made. The dashboard is as it was.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EditError {
    #[error("some fields are not right")]
    Invalid(Vec<Problem>),
    #[error("there is no tile {0} on this dashboard")]
    NoSuchTile(TileId),
    #[error("a dashboard holds at most {0} tiles")]
    Full(usize),
}

impl Dashboard {
    /// An empty dashboard. A name that a person typed goes through [`Dashboard::check_name`] first.
    #[must_use]
    pub fn new(id: DashboardId, name: impl Into<String>) -> Self {
        Self {
            schema_version: DASHBOARD_SCHEMA,
            id,
            name: name.into(),
            tiles: vec![],
            layouts: Layouts::default(),
        }
    }

    /// The name as it is kept: without white space around it.
    ///
    /// # Errors
    /// It is empty, over 200 bytes, or holds control characters; the field is `name`.
    pub fn check_name(text: &str) -> Result<String, Vec<Problem>> {
        check_name("name", text).map_err(|problem| vec![problem])
    }

    #[must_use]
    pub fn tile(&self, id: &TileId) -> Option<&Tile> {
        self.tiles.iter().find(|tile| tile.id == *id)
    }

    /// Where the tiles stand on a grid: as arranged, with tiles that are missing there at the first free place; or by reflow
    /// where nobody arranged them. It has exactly the tiles of this dashboard.
    #[must_use]
    pub fn layout(&self, grid: Grid) -> Layout {
        let Some(arranged) = self.layouts.of(grid) else {
            let tiles = self.tiles.iter();
            return Layout::reflow(
                tiles.map(|tile| (&tile.id, drawable(tile, tile.size))),
                grid,
            );
        };
        let mut layout = arranged.clone();
        let known: HashSet<&TileId> = self.tiles.iter().map(|tile| &tile.id).collect();
        layout.retain(|tile| known.contains(tile));
        for tile in &self.tiles {
            layout.place(tile.id.clone(), drawable(tile, tile.size), grid);
        }
        layout
    }

    /// This dashboard after one change. `new_tile` is the id of the tile that the change adds, if it adds one.
    ///
    /// # Errors
    /// The change cannot be made; see [`EditError`].
    pub fn apply(&self, edit: DashboardEdit, new_tile: TileId) -> Result<Self, EditError> {
        let mut next = self.clone();
        match edit {
            DashboardEdit::Rename { name } => {
                next.name = Self::check_name(&name).map_err(EditError::Invalid)?;
            }
            DashboardEdit::AddTile { draft } => next.add(draft, new_tile)?,
            DashboardEdit::UpdateTile { tile, draft } => {
                let place = next.tiles.iter_mut().find(|held| held.id == tile);
                let place = place.ok_or_else(|| EditError::NoSuchTile(tile.clone()))?;
                *place = parse(draft, tile, Some(place))?;
            }
            DashboardEdit::DeleteTile { tile } => {
                let index = next.tiles.iter().position(|held| held.id == tile);
                next.tiles
                    .remove(index.ok_or_else(|| EditError::NoSuchTile(tile.clone()))?);
                for (grid, layout) in next.layouts.arranged_mut() {
                    layout.remove(&tile, grid);
                }
            }
            DashboardEdit::MoveTile {
                grid,
                tile,
                column,
                row,
            } => {
                next.arrange(grid, tile, |layout, tile| {
                    layout.move_tile(tile, column, row, grid)
                })?;
            }
            DashboardEdit::ResizeTile { grid, tile, size } => {
                let size = next.tile(&tile).map_or(size, |it| drawable(it, size));
                next.arrange(grid, tile, |layout, tile| {
                    layout.resize_tile(tile, size, grid)
                })?;
            }
        }
        Ok(next)
    }

    fn add(&mut self, draft: TileDraft, id: TileId) -> Result<(), EditError> {
        if self.tiles.len() >= MAX_TILES {
            return Err(EditError::Full(MAX_TILES));
        }
        let tile = parse(draft, id, None)?;
        for (grid, layout) in self.layouts.arranged_mut() {
            layout.place(tile.id.clone(), tile.size, grid);
        }
        self.tiles.push(tile);
        Ok(())
    }

    /// A grid counts as arranged from the first change that a person really made in it.
    fn arrange(
        &mut self,
        grid: Grid,
        tile: TileId,
        change: impl FnOnce(&mut Layout, &TileId) -> bool,
    ) -> Result<(), EditError> {
        let before = self.layout(grid);
        let mut after = before.clone();
        if !change(&mut after, &tile) {
            return Err(EditError::NoSuchTile(tile));
        }
        if after != before {
            self.layouts.set(grid, after);
        }
        Ok(())
    }
}

/// Not smaller than its kind can be drawn: a document of before, or of somebody else, may say so.
fn drawable(tile: &Tile, size: TileSize) -> TileSize {
    kind::at_least(&tile.kind, &tile.options, size)
}

/// The tile of a form that is right by itself and one of its kind, as large as its kind is at least. `before`: the tile it changes.
fn parse(draft: TileDraft, id: TileId, before: Option<&Tile>) -> Result<Tile, EditError> {
    let foreign = kind::check(&draft, before);
    match draft.parse(id) {
        Ok(tile) if foreign.is_empty() => {
            let size = drawable(&tile, tile.size);
            Ok(Tile { size, ..tile })
        }
        Ok(_) => Err(EditError::Invalid(foreign)),
        Err(problems) => Err(EditError::Invalid([problems, foreign].concat())),
    }
}

#[cfg(test)]
mod tests;
