use super::*;
use crate::scene::{Anchor, Frame, Label, Part, Shape};

const INK: Color = Color {
    red: 255,
    green: 131,
    blue: 103,
};
const SURFACE: Color = Color {
    red: 21,
    green: 24,
    blue: 29,
};

/// Every kind of shape, each across many rows.
fn scene() -> Scene {
    assert!(font::is_ready());
    let mut scene = Scene::default();
    let zigzag = vec![(3.0, 4.0), (20.0, 55.0), (40.0, 9.5), (77.0, 58.3)];
    scene.add(
        Part::Series(0),
        Shape::Fill {
            path: zigzag.clone(),
            color: INK,
            opacity: 0.4,
        },
    );
    let line = Shape::Line {
        path: zigzag,
        color: INK,
        width: 1.7,
    };
    scene.add(Part::Series(0), line.clone());
    scene.dashed(Part::Compare(0), Some((3.0, 5.0)), line);
    let frame = Frame {
        left: 50.0,
        top: 11.3,
        right: 70.0,
        bottom: 31.9,
    };
    scene.rectangle(Part::Threshold(0), frame, INK, 0.3);
    scene.add(
        Part::Series(1),
        Shape::Dot {
            center: (30.0, 40.0),
            radius: 6.0,
            color: INK,
            opacity: 0.6,
        },
    );
    let label = Label::new("Åg (°C)", (40.0, 50.0), Anchor::Middle, INK);
    scene.label(Part::Labels, label);
    scene
}

#[test]
fn a_picture_painted_in_bands_is_byte_for_byte_the_one_painted_in_one_piece() {
    for (scale, width) in [(1, 80), (2, 80), (3, 81)] {
        let raster = Raster::new((width, 60), scale).unwrap();
        let whole = encode(&scene(), SURFACE, &raster, usize::MAX).unwrap();
        let blank = encode(&Scene::default(), SURFACE, &raster, usize::MAX).unwrap();
        assert!(whole.len() > blank.len() + 1_000);
        for rows in [1, 2, 7, 59] {
            let banded = encode(&scene(), SURFACE, &raster, rows * raster.row_bytes()).unwrap();
            assert!(banded == whole, "{rows} rows at a scale of {scale}");
        }
    }
}

#[test]
fn no_picture_holds_more_painted_rows_than_its_budget() {
    let sizes = [
        (40, 20),
        (1_280, 800),
        (4_096, 20),
        (4_096, 1_024),
        (40, 4_096),
        (4_096, 4_096),
    ];
    for (size, scale) in sizes
        .into_iter()
        .flat_map(|size| (1..=4).map(move |scale| (size, scale)))
    {
        let Ok(raster) = Raster::new(size, scale) else {
            continue;
        };
        let mut next = 0;
        for rows in raster.bands(BAND_BYTES) {
            assert_eq!(rows.start, next);
            let held = raster.row_bytes() * rows.len();
            assert!(held <= BAND_BYTES, "{size:?} at {scale}: {held} bytes");
            next = rows.end;
        }
        assert_eq!(next, size.1 * scale);
        let mut painted = Vec::new();
        let first = raster.bands(BAND_BYTES).next().unwrap();
        paint(&Scene::default(), SURFACE, &raster, &first, &mut painted).unwrap();
        assert!(painted.capacity() <= BAND_BYTES);
    }
}
