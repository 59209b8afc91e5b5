//! Some rows of a picture as a bitmap of plotters, with the two things that this lacks: round joints, and polygons without seams.
//!
//! All places are those of the whole picture, so that a row looks the same in whatever band it lies. There is no antialiasing here:
//! the bitmap is larger than the picture, and [`super::png`] scales it down.

use std::ops::Range;

use plotters::backend::{BitMapBackend, DrawingBackend};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingErrorKind};

pub(crate) struct Band<'a> {
    bitmap: BitMapBackend<'a>,
    /// Of the whole picture.
    size: (u32, u32),
    rows: Range<i32>,
}

type Drawn<'a> = Result<(), DrawingErrorKind<<BitMapBackend<'a> as DrawingBackend>::ErrorType>>;

impl<'a> Band<'a> {
    /// `pixels`: three bytes for each of `rows`, which are some of those of a picture of this size.
    pub fn new(pixels: &'a mut [u8], size: (u32, u32), rows: &Range<u32>) -> Self {
        let place = |row: u32| i32::try_from(row).unwrap_or(i32::MAX);
        Self {
            bitmap: BitMapBackend::with_buffer(pixels, (size.0, rows.end - rows.start)),
            size,
            rows: place(rows.start)..place(rows.end),
        }
    }

    fn inside(&self, (x, y): BackendCoord) -> BackendCoord {
        (x, y.saturating_sub(self.rows.start))
    }
}

impl<'a> DrawingBackend for Band<'a> {
    type ErrorType = <BitMapBackend<'a> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn<'a> {
        self.bitmap.ensure_prepared()
    }

    fn present(&mut self) -> Drawn<'a> {
        self.bitmap.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn<'a> {
        self.bitmap.draw_pixel(self.inside(point), color)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn<'a> {
        // plotters' rectangle includes its last row and column.
        let (from, to) = (self.inside(from), self.inside((to.0 - 1, to.1 - 1)));
        self.bitmap.draw_rect(from, to, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn<'a> {
        let radius = f64::from(style.stroke_width()) / 2.0;
        let mut last: Option<BackendCoord> = None;
        for corner in path {
            self.fill_disc(corner, radius, style.color())?;
            if let Some(from) = last {
                self.fill(&bar(from, corner, radius), style.color())?;
            }
            last = Some(corner);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Drawn<'a> {
        self.fill_disc(center, f64::from(radius), style.color())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn<'a> {
        let corners: Vec<_> = path
            .into_iter()
            .map(|(x, y)| (f64::from(x), f64::from(y)))
            .collect();
        self.fill(&corners, style.color())
    }
}

#[allow(clippy::cast_possible_truncation)] // pictures are far smaller than i32
impl<'a> Band<'a> {
    /// Fills a polygon by the even-odd rule: each row between the crossings of its middle line, each pixel once.
    fn fill(&mut self, corners: &[(f64, f64)], color: BackendColor) -> Drawn<'a> {
        let heights = || corners.iter().map(|(_, y)| *y);
        let (top, bottom) = (
            heights().fold(f64::MAX, f64::min),
            heights().fold(f64::MIN, f64::max),
        );
        let first = (top.floor() as i32).max(self.rows.start);
        let rows = first..(bottom.ceil() as i32).min(self.rows.end);
        if rows.is_empty() {
            return Ok(());
        }
        let mut edges: Vec<_> = corners
            .iter()
            .zip(corners.iter().cycle().skip(1))
            .filter(|(a, b)| a.1 != b.1)
            .map(|(a, b)| if a.1 < b.1 { (*a, *b) } else { (*b, *a) })
            .collect();
        edges.sort_by(|a, b| a.0.1.total_cmp(&b.0.1));
        let mut waiting = edges.into_iter().peekable();
        let mut active: Vec<((f64, f64), (f64, f64))> = Vec::new();
        let mut crossings = Vec::new();
        for row in rows {
            let middle = f64::from(row) + 0.5;
            active.extend(std::iter::from_fn(|| {
                waiting.next_if(|(upper, _)| upper.1 <= middle)
            }));
            active.retain(|(_, lower)| lower.1 > middle);
            crossings.clear();
            crossings.extend(
                active
                    .iter()
                    .map(|(a, b)| a.0 + (b.0 - a.0) * (middle - a.1) / (b.1 - a.1)),
            );
            crossings.sort_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                self.fill_row(row, pair[0], pair[1], color)?;
            }
        }
        Ok(())
    }

    fn fill_disc(&mut self, (x, y): BackendCoord, radius: f64, color: BackendColor) -> Drawn<'a> {
        let reach = radius.ceil() as i32;
        let rows = (y - reach).max(self.rows.start)..(y + reach).min(self.rows.end);
        for row in rows {
            let height = f64::from(row - y) + 0.5;
            let half = (radius * radius - height * height).max(0.0).sqrt();
            self.fill_row(row, f64::from(x) - half, f64::from(x) + half, color)?;
        }
        Ok(())
    }

    /// The pixels whose middles are in `from..to`.
    fn fill_row(&mut self, row: i32, from: f64, to: f64, color: BackendColor) -> Drawn<'a> {
        let width = i32::try_from(self.size.0).unwrap_or(i32::MAX);
        let (from, to) = ((from.round() as i32).max(0), (to.round() as i32).min(width));
        for column in from..to {
            self.draw_pixel((column, row), color)?;
        }
        Ok(())
    }
}

/// A straight stroke from `a` to `b`, as a polygon.
fn bar(a: BackendCoord, b: BackendCoord, radius: f64) -> [(f64, f64); 4] {
    let (ax, ay, bx, by) = (
        f64::from(a.0),
        f64::from(a.1),
        f64::from(b.0),
        f64::from(b.1),
    );
    let length = (bx - ax).hypot(by - ay).max(f64::MIN_POSITIVE);
    let (dx, dy) = ((by - ay) / length * radius, (ax - bx) / length * radius);
    [
        (ax + dx, ay + dy),
        (bx + dx, by + dy),
        (bx - dx, by - dy),
        (ax - dx, ay - dy),
    ]
}
