//! Where tiles stand on the grid: place, move, resize, reflow. Pure functions over cells.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::TileId;

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

/// No two places overlap, and all are inside the columns of their grid.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Layout(pub(crate) BTreeMap<TileId, Place>);

/// One layout for each grid that a person arranged.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Layouts {
    pub narrow: Option<Layout>,
    pub medium: Option<Layout>,
    pub wide: Option<Layout>,
}
