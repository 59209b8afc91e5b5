//! Scenes as files, by plotters.

mod band;
mod dash;
mod ink;
mod png;
mod svg;
mod text;

pub(crate) use png::{Raster, png};
pub(crate) use svg::svg;
