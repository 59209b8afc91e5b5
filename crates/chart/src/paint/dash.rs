//! A line as strokes, for backends that have no dashes.

use crate::scene::{Corner, Dash};

/// The strokes of a path; the first begins where the path does.
pub(crate) fn dashes(path: &[Corner], (on, off): Dash) -> Vec<Vec<Corner>> {
    let mut strokes = Vec::new();
    let mut stroke: Vec<Corner> = path.first().copied().into_iter().collect();
    let (mut drawing, mut left) = (true, on);
    for pair in path.windows(2) {
        let [mut a, b] = [pair[0], pair[1]];
        loop {
            let length = (b.0 - a.0).hypot(b.1 - a.1);
            if !(length >= left && left > 0.0) {
                left -= length;
                break;
            }
            let part = left / length;
            a = (a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part);
            if drawing {
                stroke.push(a);
                strokes.push(std::mem::take(&mut stroke));
            } else {
                stroke.push(a);
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
        }
        if drawing {
            stroke.push(b);
        }
    }
    if stroke.len() > 1 {
        strokes.push(stroke);
    }
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_and_gaps_go_around_corners() {
        let path = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)];
        assert_eq!(
            dashes(&path, (4.0, 3.0)),
            [
                vec![(0.0, 0.0), (4.0, 0.0)],
                vec![(7.0, 0.0), (10.0, 0.0), (10.0, 1.0)],
                vec![(10.0, 4.0), (10.0, 8.0)],
            ]
        );
    }
}
