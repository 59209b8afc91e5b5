//! As many points as the picture has columns, whatever the length of the series.

use std::ops::Range;

use crate::Point;

/// The points whose instants are in `from..=to`.
pub(crate) fn window(points: &[Point], from: i64, to: i64) -> Range<usize> {
    let start = points.partition_point(|point| point.at < from);
    let end = points.partition_point(|point| point.at <= to);
    start..end.max(start)
}

/// At most two points for each of `columns` equal columns of `from..=to`: the lowest and the highest, in the order of time, so
/// no spike is ever hidden. The last point before and the first point after are kept too, so that lines run to the edges.
/// `points` are ascending in time; those that are not finite are left out.
#[must_use]
pub fn downsample(points: &[Point], from: i64, to: i64, columns: u32) -> Vec<Point> {
    let inside = window(points, from, to);
    let finite = |point: &&Point| point.value.is_finite();
    let mut kept = Vec::with_capacity(points[inside.clone()].len().min(columns as usize * 2) + 2);
    kept.extend(points[..inside.start].iter().rfind(finite));
    let mut column = None;
    for point in points[inside.clone()].iter().filter(finite) {
        let its_column = column_of(point.at, from, to, columns);
        match &mut column {
            Some(Column { index, low, high }) if *index == its_column => {
                if point.value < low.value {
                    *low = *point;
                } else if point.value > high.value {
                    *high = *point;
                }
            }
            _ => {
                keep(&mut kept, column.take());
                column = Some(Column {
                    index: its_column,
                    low: *point,
                    high: *point,
                });
            }
        }
    }
    keep(&mut kept, column);
    kept.extend(points[inside.end..].iter().find(finite));
    kept
}

struct Column {
    index: u32,
    low: Point,
    high: Point,
}

fn column_of(at: i64, from: i64, to: i64, columns: u32) -> u32 {
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
