//! A dashboard's document, and every change a person can make to it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    id::{DashboardId, TileId},
    layout::{Grid, Layout, Layouts},
    problem::Problem,
    tile::{Tile, TileDraft, TileSize},
};

/// The saved format of a dashboard. Raise it with a migration in [`crate::migrate`] and a golden file.
pub const DASHBOARD_SCHEMA: u32 = 1;

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
#[serde(tag = "edit", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DashboardEdit {
    Rename { name: String },
    /// Puts the tile at the first free place of every layout.
    AddTile { draft: TileDraft },
    UpdateTile { tile: TileId, draft: TileDraft },
    DeleteTile { tile: TileId },
    /// The tile's upper left cell goes to `column`, `row` (from 0); what was there moves down.
    MoveTile { grid: Grid, tile: TileId, column: u16, row: u16 },
    ResizeTile { grid: Grid, tile: TileId, size: TileSize },
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
