//! As many points as the picture has columns, whatever the length of the series.

use std::ops::Range;

use crate::model::Point;

/// The points whose instants are in `from..=to`.
pub(crate) fn window(points: &[Point], from: i64, to: i64) -> Range<usize> {
    let start = points.partition_point(|point| point.at < from);
    let end = points.partition_point(|point| point.at <= to);
    start..end.max(start)
}

/// At most two points for each of `columns` equal columns of `from..=to`: the lowest and the highest, in the order of time, so
/// no spike is ever hidden. The last point before and the first point after are kept too, so that lines run to the edges.
/// `points` are ascending in time; infinite ones are left out.
///
/// A NaN is a gap: of each gap its first point is kept. A column with a gap has two points on either side of it; where it has
/// more gaps, narrower than itself, only the first is kept.
#[must_use]
pub fn downsample(points: &[Point], from: i64, to: i64, columns: u32) -> Vec<Point> {
    let inside = window(points, from, to);
    let usable = |point: &&Point| !point.value.is_infinite();
    let mut kept = Vec::with_capacity(inside.len().min(columns as usize * 2) + 2);
    kept.extend(points[..inside.start].iter().rfind(usable));
    let mut column: Option<Column> = None;
    let mut gap: Option<Point> = None;
    for point in points[inside.clone()].iter().filter(usable) {
        if point.value.is_nan() {
            gap.get_or_insert(*point);
            continue;
        }
        let index = column_of(point.at, from, to, columns);
        let same = column.take_if(|column| column.index == index);
        column = Some(match same {
            Some(mut same) if gap.is_none() || same.broken => {
                gap = None;
                same.take(*point);
                same
            }
            same => {
                let broken = same.is_some();
                keep(&mut kept, same.or(column));
                kept.extend(gap.take());
                Column {
                    index,
                    low: *point,
                    high: *point,
                    broken,
                }
            }
        });
    }
    keep(&mut kept, column);
    kept.extend(gap);
    kept.extend(points[inside.end..].iter().find(usable));
    kept
}

struct Column {
    index: u32,
    low: Point,
    high: Point,
    /// By a gap, before these points.
    broken: bool,
}

impl Column {
    fn take(&mut self, point: Point) {
        if point.value < self.low.value {
            self.low = point;
        } else if point.value > self.high.value {
            self.high = point;
        }
    }
}

pub(crate) fn column_of(at: i64, from: i64, to: i64, columns: u32) -> u32 {
    let span = (i128::from(to) - i128::from(from)).max(1);
    let index = (i128::from(at) - i128::from(from)) * i128::from(columns) / span;
    // The instant `to` itself belongs to the last column.
    u32::try_from(index)
        .unwrap_or(0)
        .min(columns.saturating_sub(1))
}

fn keep(kept: &mut Vec<Point>, column: Option<Column>) {
    let Some(Column { low, high, .. }) = column else {
        return;
    };
    if low == high {
        kept.push(low);
    } else if low.at <= high.at {
        kept.extend([low, high]);
    } else {
        kept.extend([high, low]);
    }
}
