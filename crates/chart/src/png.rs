//! A picture for an export.

use plotters::{backend::BitMapBackend, drawing::IntoDrawingArea};

use crate::{
    Chart, ChartError, font,
    ink::{Ink, TextRule, failed},
    picture::compose,
    smooth::Smooth,
};

const SCALES: std::ops::RangeInclusive<u32> = 1..=4;
/// Of the picture, and of the larger one that it is scaled down from: 192 MiB of memory.
const MOST_PIXELS: u64 = 1 << 26;

/// As plotters 0.3.7 places glyphs of ab_glyph: the baseline is half a size under the upper anchor.
const TEXT: TextRule = TextRule {
    size: font::HEIGHT,
    drop: font::HEIGHT / 2.0,
};

/// The same picture as [`crate::draw_svg`] on the palette's surface, `scale` pixels for each CSS pixel.
///
/// # Errors
/// [`ChartError`]: as for the SVG, and `Scale` outside 1 to 4 or beyond 67 million pixels.
pub fn draw_png(chart: &Chart<'_>, scale: u32) -> Result<Vec<u8>, ChartError> {
    chart.check()?;
    font::ready()?;
    let (width, height) = (
        chart.width.saturating_mul(scale),
        chart.height.saturating_mul(scale),
    );
    let pixels = u64::from(width) * u64::from(height);
    if !SCALES.contains(&scale) || pixels > MOST_PIXELS {
        return Err(ChartError::Scale);
    }
    let picture = compose(chart);
    // plotters' bitmaps have jagged edges: they are drawn larger, and each pixel becomes the mean of what it covers.
    let fine = [4, 3, 2]
        .into_iter()
        .find(|fine| pixels * fine * fine <= MOST_PIXELS)
        .unwrap_or(1);
    let fine = u32::try_from(fine).unwrap_or(1);
    let size = (width * fine, height * fine);
    let surface = chart.palette.surface;
    let mut large =
        [surface.red, surface.green, surface.blue].repeat(size.0 as usize * size.1 as usize);
    {
        let area = Smooth(BitMapBackend::with_buffer(&mut large, size)).into_drawing_area();
        let ink = Ink {
            area: &area,
            scale: f64::from(scale * fine),
            text: TEXT,
            cut_dashes: true,
        };
        for group in &picture.scene.groups {
            ink.paint(group)?;
        }
        area.present().map_err(failed)?;
    }
    encode(
        &shrink(&large, width as usize, fine as usize),
        width,
        height,
    )
}

/// The mean of each square of `fine` × `fine` pixels; `width` is that of the result.
fn shrink(large: &[u8], width: usize, fine: usize) -> Vec<u8> {
    let count = u32::try_from(fine * fine).unwrap_or(1);
    let row_bytes = width * fine * 3;
    let mut small = Vec::with_capacity(large.len() / (fine * fine));
    let mut sums = vec![0u32; width * 3];
    for rows in large.chunks_exact(row_bytes * fine) {
        sums.fill(0);
        for row in rows.chunks_exact(row_bytes) {
            for (column, pixels) in row.chunks_exact(fine * 3).enumerate() {
                for pixel in pixels.chunks_exact(3) {
                    for channel in 0..3 {
                        sums[column * 3 + channel] += u32::from(pixel[channel]);
                    }
                }
            }
        }
        small.extend(
            sums.iter()
                .map(|sum| u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX)),
        );
    }
    small
}

fn encode(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, ChartError> {
    let wrong = |error: png::EncodingError| ChartError::Draw(error.to_string());
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    // A picture is drawn once and kept, sent, or compared with: its size counts, not the milliseconds.
    encoder.set_compression(png::Compression::Best);
    let mut writer = encoder.write_header().map_err(wrong)?;
    writer.write_image_data(pixels).map_err(wrong)?;
    writer.finish().map_err(wrong)?;
    Ok(bytes)
}
