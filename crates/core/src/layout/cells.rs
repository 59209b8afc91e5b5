//! Which cells of a grid are taken: one word of bits for each row, so that a board of 500 tiles is arranged in microseconds.

use crate::tile::TileSize;

use super::{Grid, Place};

pub(super) struct Cells {
    columns: u16,
    rows: Vec<u16>,
}

impl Cells {
    pub(super) fn new(grid: Grid) -> Self {
        Self {
            columns: grid.columns(),
            rows: vec![],
        }
    }

    pub(super) fn of<'a>(grid: Grid, places: impl IntoIterator<Item = &'a Place>) -> Self {
        let mut cells = Self::new(grid);
        places.into_iter().for_each(|place| cells.take(*place));
        cells
    }

    pub(super) fn take(&mut self, place: Place) {
        let end = usize::from(place.row) + usize::from(place.height);
        if self.rows.len() < end {
            self.rows.resize(end, 0);
        }
        for row in &mut self.rows[usize::from(place.row)..end] {
            *row |= bits(place.column, place.width);
        }
    }

    /// Rows below all tiles are free.
    pub(super) fn are_free(&self, place: Place) -> bool {
        let wanted = bits(place.column, place.width);
        let rows = self
            .rows
            .iter()
            .skip(usize::from(place.row))
            .take(usize::from(place.height));
        rows.into_iter().all(|row| row & wanted == 0)
    }

    /// The first place that fits, scanning rows and in each row the columns.
    pub(super) fn first_free(&self, size: TileSize) -> Place {
        let all = bits(0, self.columns);
        let end = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        for row in (0..end).filter(|row| self.rows[usize::from(*row)] != all) {
            for column in 0..=self.columns - size.width {
                let place = Place {
                    column,
                    row,
                    width: size.width,
                    height: size.height,
                };
                if self.are_free(place) {
                    return place;
                }
            }
        }
        Place {
            column: 0,
            row: end,
            width: size.width,
            height: size.height,
        }
    }
}

fn bits(column: u16, width: u16) -> u16 {
    ((1_u32 << width) - 1).wrapping_shl(u32::from(column)) as u16
}
