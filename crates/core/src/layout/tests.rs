use proptest::prelude::*;

use super::*;

const GRIDS: [Grid; 3] = [Grid::Narrow, Grid::Medium, Grid::Wide];

fn id(name: &str) -> TileId {
    name.parse().unwrap()
}

fn size(width: u16, height: u16) -> TileSize {
    TileSize { width, height }
}

/// Tiles named a, b, c… in this order.
fn flow(sizes: &[(u16, u16)], grid: Grid) -> Layout {
    let ids: Vec<TileId> = (0..sizes.len()).map(name).collect();
    Layout::reflow(ids.iter().zip(sizes.iter().map(|&(w, h)| size(w, h))), grid)
}

fn name(index: usize) -> TileId {
    if index < 26 {
        id(&char::from(b'a' + index as u8).to_string())
    } else {
        id(&format!("t{index}"))
    }
}

/// A picture: a letter for each cell.
fn draw(layout: &Layout, grid: Grid) -> Vec<String> {
    let mut rows = vec![vec!['.'; grid.columns().into()]; layout.bottom().into()];
    for (tile, place) in layout.iter() {
        for row in place.row..place.row + place.height {
            for column in place.column..place.column + place.width {
                rows[usize::from(row)][usize::from(column)] = tile.as_str().chars().next().unwrap();
            }
        }
    }
    rows.into_iter().map(String::from_iter).collect()
}

#[test]
fn tiles_flow_row_by_row_into_the_first_place_that_fits() {
    let layout = flow(&[(2, 2), (1, 1), (2, 1), (4, 1), (1, 1)], Grid::Narrow);
    assert_eq!(draw(&layout, Grid::Narrow), ["aabe", "aacc", "dddd"]);
}

#[test]
fn wide_tiles_take_half_of_a_wider_grid() {
    for (grid, width, expected) in [
        (Grid::Narrow, 4, 4),
        (Grid::Medium, 4, 4),
        (Grid::Wide, 4, 6),
        (Grid::Medium, 2, 2),
        (Grid::Wide, 3, 3),
        (Grid::Narrow, 9, 4),
        (Grid::Wide, 0, 1),
    ] {
        assert_eq!(
            grid.natural(size(width, 2)).width,
            expected,
            "{width} on {grid:?}"
        );
    }
    assert_eq!(Grid::Wide.natural(size(1, 99)).height, 24);
}

#[test]
fn a_new_tile_takes_the_first_free_place() {
    let mut layout = flow(&[(3, 2), (4, 1)], Grid::Narrow);
    layout.place(id("n"), size(1, 1), Grid::Narrow);
    layout.place(id("n"), size(4, 4), Grid::Narrow);
    assert_eq!(draw(&layout, Grid::Narrow), ["aaan", "aaa.", "bbbb"]);
}

#[test]
fn a_moved_tile_pushes_others_down_and_holes_close() {
    for (sizes, tile, column, row, expected) in [
        // up, onto another
        (
            vec![(4, 1), (4, 1), (4, 1)],
            "c",
            0,
            0,
            vec!["cccc", "aaaa", "bbbb"],
        ),
        (
            vec![(4, 2), (4, 2), (4, 1)],
            "b",
            0,
            1,
            vec!["bbbb", "bbbb", "aaaa", "aaaa", "cccc"],
        ),
        // one row down passes the next tile, however high it is
        (
            vec![(4, 2), (4, 3), (4, 1)],
            "a",
            0,
            1,
            vec!["bbbb", "bbbb", "bbbb", "aaaa", "aaaa", "cccc"],
        ),
        // far down ends below the last
        (
            vec![(4, 1), (4, 1), (4, 1)],
            "a",
            0,
            u16::MAX,
            vec!["bbbb", "cccc", "aaaa"],
        ),
        // sideways, onto another
        (vec![(2, 1), (2, 1)], "a", 1, 0, vec![".aa.", "..bb"]),
        (vec![(2, 1), (2, 1)], "a", 2, 0, vec!["..aa", "..bb"]),
        // beyond the right edge it stays inside
        (vec![(2, 1)], "a", u16::MAX, 0, vec!["..aa"]),
        // beside a high tile only its own columns matter
        (
            vec![(2, 3), (2, 1), (2, 1)],
            "c",
            2,
            0,
            vec!["aacc", "aabb", "aa.."],
        ),
    ] {
        let mut layout = flow(&sizes, Grid::Narrow);
        assert!(layout.move_tile(&id(tile), column, row, Grid::Narrow));
        assert_eq!(
            draw(&layout, Grid::Narrow),
            expected,
            "{tile} of {sizes:?} to {column}, {row}"
        );
    }
}

#[test]
fn a_resized_tile_keeps_its_column_and_stays_inside() {
    for (width, height, expected) in [
        (2, 2, vec!["abb.", "cbb.", "c..."]),
        (9, 1, vec!["abbb", "c...", "c..."]),
        (0, 0, vec!["ab..", "c...", "c..."]),
    ] {
        let mut layout = flow(&[(1, 1), (1, 1), (4, 1)], Grid::Narrow);
        layout.resize_tile(&id("c"), size(1, 2), Grid::Narrow);
        assert!(layout.resize_tile(&id("b"), size(width, height), Grid::Narrow));
        assert_eq!(draw(&layout, Grid::Narrow), expected, "{width} × {height}");
    }
    let mut layout = flow(&[(1, 1)], Grid::Narrow);
    layout.resize_tile(&id("a"), size(1, 99), Grid::Narrow);
    assert_eq!(layout.get(&id("a")).unwrap().height, 24);
}

#[test]
fn what_was_below_a_removed_tile_moves_up() {
    let mut layout = flow(&[(4, 2), (2, 1), (2, 2)], Grid::Narrow);
    assert!(layout.remove(&id("a"), Grid::Narrow));
    assert!(!layout.remove(&id("a"), Grid::Narrow));
    assert_eq!(draw(&layout, Grid::Narrow), ["bbcc", "..cc"]);
    assert!(!layout.move_tile(&id("a"), 0, 0, Grid::Narrow));
    assert!(!layout.resize_tile(&id("a"), size(1, 1), Grid::Narrow));
}

#[test]
fn a_saved_layout_reads_as_it_was() {
    let layouts = Layouts {
        wide: Some(flow(&[(4, 2), (2, 3), (1, 1)], Grid::Wide)),
        ..Layouts::default()
    };
    let text = serde_json::to_string(&layouts).unwrap();
    assert_eq!(serde_json::from_str::<Layouts>(&text).unwrap(), layouts);
    let layout = layouts.wide.unwrap();
    let text = serde_json::to_string(&layout).unwrap();
    assert_eq!(serde_json::from_str::<Layout>(&text).unwrap(), layout);
}

#[test]
fn a_damaged_layout_is_repaired_and_its_good_places_stay() {
    let text = r#"{"narrow": {
        "a": {"column": 0, "row": 0, "width": 2, "height": 1},
        "b": {"column": 1, "row": 0, "width": 2, "height": 1},
        "c": {"column": 9, "row": 2, "width": 9, "height": 0},
        "d": {"column": -1, "row": 0, "width": 1, "height": 1},
        "e": "here",
        "f/g": {"column": 0, "row": 0, "width": 1, "height": 1},
        "h": {"column": 0, "row": 65535, "width": 1, "height": 65535}
    }, "medium": 3, "wide": null}"#;
    let layouts: Layouts = serde_json::from_str(text).unwrap();
    assert_eq!(
        draw(&layouts.narrow.unwrap(), Grid::Narrow),
        ["aa..", ".bb.", "cccc"]
    );
    assert_eq!((layouts.medium, layouts.wide), (None, None));
}

#[derive(Debug, Clone)]
enum Change {
    Move(usize, u16, u16),
    Resize(usize, u16, u16),
    Remove(usize),
    Place(u16, u16),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let one = prop_oneof![
        4 => (0..12_usize, 0..14_u16, 0..20_u16).prop_map(|(tile, column, row)| Change::Move(tile, column, row)),
        4 => (0..12_usize, 0..14_u16, 0..30_u16).prop_map(|(tile, w, h)| Change::Resize(tile, w, h)),
        1 => (0..12_usize).prop_map(Change::Remove),
        1 => (0..14_u16, 0..30_u16).prop_map(|(w, h)| Change::Place(w, h)),
    ];
    prop::collection::vec(one, 0..12)
}

fn sizes() -> impl Strategy<Value = Vec<(u16, u16)>> {
    prop::collection::vec((0..6_u16, 0..6_u16), 0..12)
}

fn assert_sound(layout: &Layout, grid: Grid) -> Result<(), TestCaseError> {
    let mut cells = Cells::new(grid);
    for (tile, place) in layout.iter() {
        prop_assert!(
            place.width >= 1 && (1..=MAX_HEIGHT).contains(&place.height),
            "{tile}: {place:?}"
        );
        prop_assert!(
            place.column + place.width <= grid.columns(),
            "{tile} outside: {place:?}"
        );
        prop_assert!(cells.are_free(place), "{tile} overlaps: {layout:?}");
        cells.take(place);
    }
    Ok(())
}

fn assert_no_needless_hole(layout: &Layout, grid: Grid) -> Result<(), TestCaseError> {
    let mut risen = layout.clone();
    risen.rise(grid);
    prop_assert_eq!(&risen, layout);
    Ok(())
}

proptest! {
    #[test]
    fn tiles_never_overlap_leave_the_grid_or_get_lost(
        sizes in sizes(), changes in changes(), grid in prop::sample::select(&GRIDS[..]),
    ) {
        let mut layout = flow(&sizes, grid);
        let mut tiles: std::collections::BTreeSet<TileId> = (0..sizes.len()).map(name).collect();
        assert_sound(&layout, grid)?;
        for change in changes {
            match change {
                Change::Move(tile, column, row) => {
                    let tile = name(tile);
                    prop_assert_eq!(layout.move_tile(&tile, column, row, grid), tiles.contains(&tile));
                    if let Some(place) = layout.get(&tile) {
                        prop_assert_eq!(place.column, column.min(grid.columns() - place.width));
                    }
                }
                Change::Resize(tile, width, height) => {
                    let before = layout.get(&name(tile));
                    layout.resize_tile(&name(tile), size(width, height), grid);
                    prop_assert_eq!(layout.get(&name(tile)).map(|p| p.column), before.map(|p| p.column));
                }
                Change::Remove(tile) => {
                    prop_assert_eq!(layout.remove(&name(tile), grid), tiles.remove(&name(tile)));
                }
                Change::Place(width, height) => {
                    layout.place(id("new"), size(width, height), grid);
                    tiles.insert(id("new"));
                }
            }
            assert_sound(&layout, grid)?;
            assert_no_needless_hole(&layout, grid)?;
            prop_assert_eq!(layout.0.keys().cloned().collect::<std::collections::BTreeSet<_>>(), tiles.clone());
        }
    }

    #[test]
    fn moving_a_tile_to_where_it_is_changes_nothing(
        sizes in sizes(), changes in changes(), grid in prop::sample::select(&GRIDS[..]),
    ) {
        let mut layout = flow(&sizes, grid);
        for change in changes {
            if let Change::Move(tile, column, row) = change {
                layout.move_tile(&name(tile), column, row, grid);
            }
        }
        for (tile, place) in layout.clone().iter() {
            let mut same = layout.clone();
            same.move_tile(tile, place.column, place.row, grid);
            same.resize_tile(tile, size(place.width, place.height), grid);
            prop_assert_eq!(&same, &layout);
        }
    }

    #[test]
    fn reflow_gives_the_same_layout_each_time_and_no_holes(
        sizes in sizes(), grid in prop::sample::select(&GRIDS[..]),
    ) {
        let layout = flow(&sizes, grid);
        prop_assert_eq!(flow(&sizes, grid), layout.clone());
        assert_no_needless_hole(&layout, grid)?;
    }

    #[test]
    fn any_saved_layout_reads_as_a_sound_one(
        places in prop::collection::btree_map("[a-f]{1,2}", any::<[u16; 4]>(), 0..20),
        grid in prop::sample::select(&GRIDS[..]),
    ) {
        let saved: serde_json::Map<_, _> = places.into_iter().map(|(tile, [column, row, width, height])| {
            (tile, serde_json::json!({"column": column % 16, "row": row % 64, "width": width % 16, "height": height % 40}))
        }).collect();
        let count = saved.len();
        let text = serde_json::json!({"narrow": saved, "medium": saved, "wide": saved}).to_string();
        let layouts: Layouts = serde_json::from_str(&text).unwrap();
        let layout = layouts.of(grid).unwrap();
        assert_sound(layout, grid)?;
        prop_assert_eq!(layout.len(), count);
    }
}
