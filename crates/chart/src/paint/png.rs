//! A picture for an export: painted some rows at a time, so that a large one needs no more memory than a small one.

use std::{io::Write, ops::Range};

use plotters::drawing::IntoDrawingArea;

use crate::{
    model::{ChartError, Color},
    scene::Scene,
    text::font,
};

use super::{
    band::Band,
    ink::{Ink, failed},
    text::TextRule,
};

const SCALES: std::ops::RangeInclusive<u32> = 1..=4;
/// Of the picture, and of the larger one that it is scaled down from: more would take too long.
const MOST_PIXELS: u64 = 1 << 26;
/// Of the rows that are painted at a time. The widest picture has 786,432 in those that become one row.
const BAND_BYTES: usize = 4 << 20;
const PIXEL: usize = 3;

/// As plotters 0.3.7 places glyphs of ab_glyph: the baseline is half a size under the upper anchor.
const TEXT: TextRule = TextRule {
    size: font::HEIGHT,
    drop: font::HEIGHT / 2.0,
};

/// The pixels of a picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Raster {
    width: u32,
    height: u32,
    /// Pixels for each CSS pixel.
    scale: u32,
    /// plotters' bitmaps have jagged edges: so many times larger in both directions they are drawn, and each pixel becomes the
    /// mean of what it covers.
    fine: u32,
}

impl Raster {
    /// `size` in CSS pixels.
    ///
    /// # Errors
    /// [`ChartError::Scale`] outside 1 to 4 and beyond 67 million pixels.
    pub fn new(size: (u32, u32), scale: u32) -> Result<Self, ChartError> {
        let (width, height) = (size.0.saturating_mul(scale), size.1.saturating_mul(scale));
        let pixels = u64::from(width) * u64::from(height);
        if !SCALES.contains(&scale) || pixels > MOST_PIXELS {
            return Err(ChartError::Scale);
        }
        let fine = [4, 3, 2]
            .into_iter()
            .find(|fine| pixels * u64::from(fine * fine) <= MOST_PIXELS);
        Ok(Self {
            width,
            height,
            scale,
            fine: fine.unwrap_or(1),
        })
    }

    /// Bytes of the painted rows that become one row of the picture.
    fn row_bytes(&self) -> usize {
        (self.width * self.fine * self.fine) as usize * PIXEL
    }

    /// The rows of the picture, as many at a time as `bytes` hold once painted; at least one.
    fn bands(self, bytes: usize) -> impl Iterator<Item = Range<u32>> {
        let rows = u32::try_from(bytes / self.row_bytes())
            .unwrap_or(u32::MAX)
            .max(1);
        (0..self.height)
            .step_by(rows as usize)
            .map(move |first| first..first.saturating_add(rows).min(self.height))
    }
}

pub(crate) fn png(scene: &Scene, surface: Color, raster: &Raster) -> Result<Vec<u8>, ChartError> {
    encode(scene, surface, raster, BAND_BYTES)
}

fn encode(
    scene: &Scene,
    surface: Color,
    raster: &Raster,
    band_bytes: usize,
) -> Result<Vec<u8>, ChartError> {
    let wrong = |error: png::EncodingError| ChartError::Draw(error.to_string());
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, raster.width, raster.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut header = encoder.write_header().map_err(wrong)?;
    let mut file = header.stream_writer().map_err(wrong)?;
    let (mut painted, mut small) = (Vec::new(), Vec::new());
    for rows in raster.bands(band_bytes) {
        paint(scene, surface, raster, &rows, &mut painted)?;
        shrink(&painted, raster, &mut small);
        let written = file.write_all(&small);
        written.map_err(|error| ChartError::Draw(error.to_string()))?;
    }
    file.finish().map_err(wrong)?;
    header.finish().map_err(wrong)?;
    Ok(bytes)
}

/// Paints these rows of the picture, each as many rows and columns as [`Raster::fine`] says.
fn paint(
    scene: &Scene,
    surface: Color,
    raster: &Raster,
    rows: &Range<u32>,
    painted: &mut Vec<u8>,
) -> Result<(), ChartError> {
    let fine = raster.fine;
    painted.clear();
    let painted_rows = rows.start * fine..rows.end * fine;
    let background =
        [surface.red, surface.green, surface.blue].repeat((raster.width * fine) as usize);
    painted.reserve_exact(background.len() * painted_rows.len());
    for _ in painted_rows.clone() {
        painted.extend_from_slice(&background);
    }
    let size = (raster.width * fine, raster.height * fine);
    let area = Band::new(painted, size, &painted_rows).into_drawing_area();
    let ink = Ink {
        area: &area,
        scale: f64::from(raster.scale * fine),
        text: TEXT,
        cut_dashes: true,
    };
    let scale = f64::from(raster.scale);
    let (from, to) = (f64::from(rows.start) / scale, f64::from(rows.end) / scale);
    for group in &scene.groups {
        for shape in &group.shapes {
            let (top, bottom) = shape.heights();
            if top < to && bottom > from {
                ink.paint(shape, group.dash)?;
            }
        }
    }
    area.present().map_err(failed)
}

/// The mean of each square of painted pixels. Whole rows are added first: that is one instruction for many bytes.
fn shrink(painted: &[u8], raster: &Raster, small: &mut Vec<u8>) {
    let fine = raster.fine as usize;
    // Of 4 × 4 bytes at most.
    let count = u16::try_from(fine * fine).unwrap_or(u16::MAX);
    let row_bytes = raster.width as usize * fine * PIXEL;
    small.clear();
    let mut sums = vec![0u16; row_bytes];
    for rows in painted.chunks_exact(row_bytes * fine) {
        sums.fill(0);
        for row in rows.chunks_exact(row_bytes) {
            for (sum, channel) in sums.iter_mut().zip(row) {
                *sum += u16::from(*channel);
            }
        }
        for pixels in sums.chunks_exact(fine * PIXEL) {
            for channel in 0..PIXEL {
                let sum: u16 = pixels.iter().skip(channel).step_by(PIXEL).sum();
                small.push(u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX));
            }
        }
    }
}

#[cfg(test)]
#[path = "png_tests.rs"]
mod tests;
