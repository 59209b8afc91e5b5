//! plotters' bitmap with the two things it lacks: round joints, and polygons without seams.
//!
//! There is no antialiasing here: the bitmap is larger than the picture, and [`crate::png`] scales it down.

use plotters::backend::{BitMapBackend, DrawingBackend};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingErrorKind};

pub(crate) struct Smooth<'a>(pub BitMapBackend<'a>);

type Drawn<'a> = Result<(), DrawingErrorKind<<BitMapBackend<'a> as DrawingBackend>::ErrorType>>;

impl<'a> DrawingBackend for Smooth<'a> {
    type ErrorType = <BitMapBackend<'a> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.0.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn<'a> {
        self.0.ensure_prepared()
    }

    fn present(&mut self) -> Drawn<'a> {
        self.0.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn<'a> {
        self.0.draw_pixel(point, color)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn<'a> {
        // plotters' rectangle includes its last row and column.
        self.0.draw_rect(from, (to.0 - 1, to.1 - 1), style, fill)
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
impl<'a> Smooth<'a> {
    /// Fills a polygon by the even-odd rule: each row between the crossings of its middle line, each pixel once.
    fn fill(&mut self, corners: &[(f64, f64)], color: BackendColor) -> Drawn<'a> {
        let rows = i32::try_from(self.get_size().1).unwrap_or(i32::MAX);
        let mut edges: Vec<_> = corners
            .iter()
            .zip(corners.iter().cycle().skip(1))
            .filter(|(a, b)| a.1 != b.1)
            .map(|(a, b)| if a.1 < b.1 { (*a, *b) } else { (*b, *a) })
            .collect();
        edges.sort_by(|a, b| a.0.1.total_cmp(&b.0.1));
        let Some(first) = edges.first().map(|(upper, _)| upper.1.floor() as i32) else {
            return Ok(());
        };
        let mut waiting = edges.into_iter().peekable();
        let mut active: Vec<((f64, f64), (f64, f64))> = Vec::new();
        let mut crossings = Vec::new();
        for row in first.max(0)..rows {
            let middle = f64::from(row) + 0.5;
            active.extend(std::iter::from_fn(|| {
                waiting.next_if(|(upper, _)| upper.1 <= middle)
            }));
            active.retain(|(_, lower)| lower.1 > middle);
            if active.is_empty() && waiting.peek().is_none() {
                break;
            }
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
        for row in -reach..reach {
            let height = f64::from(row) + 0.5;
            let half = (radius * radius - height * height).max(0.0).sqrt();
            self.fill_row(y + row, f64::from(x) - half, f64::from(x) + half, color)?;
        }
        Ok(())
    }

    /// The pixels whose middles are in `from..to`.
    fn fill_row(&mut self, row: i32, from: f64, to: f64, color: BackendColor) -> Drawn<'a> {
        let width = i32::try_from(self.get_size().0).unwrap_or(i32::MAX);
        let (from, to) = ((from.round() as i32).max(0), (to.round() as i32).min(width));
        for column in from..to {
            self.0.draw_pixel((column, row), color)?;
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
