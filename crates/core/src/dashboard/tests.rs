use serde_json::json;

use super::*;

fn id(text: &str) -> TileId {
    text.parse().unwrap()
}

/// Of a kind that is unknown here, so any size is its.
fn draft(title: &str, width: u16, height: u16) -> TileDraft {
    draft_of("newer", title, width, height)
}

fn draft_of(kind: &str, title: &str, width: u16, height: u16) -> TileDraft {
    let form = json!({
        "kind": kind, "title": title, "icon": null, "size": {"width": width, "height": height},
        "bindings": {"value": {"broker": "farm", "topic": "farm/soil", "template": null, "unit": null}},
    });
    serde_json::from_value(form).unwrap()
}

fn add(board: &Dashboard, name: &str, width: u16, height: u16) -> Dashboard {
    board
        .apply(
            DashboardEdit::AddTile {
                draft: draft(name, width, height),
            },
            id(name),
        )
        .unwrap()
}

/// Two halves side by side, and a wide one below.
fn board() -> Dashboard {
    let empty = Dashboard::new("farm".parse().unwrap(), "Farm");
    add(&add(&add(&empty, "a", 2, 1), "b", 2, 1), "c", 4, 2)
}

fn apply(board: &Dashboard, edit: DashboardEdit) -> Result<Dashboard, EditError> {
    board.apply(edit, id("new"))
}

fn at(board: &Dashboard, grid: Grid, tile: &str) -> (u16, u16) {
    let place = board.layout(grid).get(&id(tile)).unwrap();
    (place.column, place.row)
}

#[test]
fn a_name_is_trimmed_and_required() {
    let rename = |name: &str| apply(&board(), DashboardEdit::Rename { name: name.into() });
    assert_eq!(rename(" Field 2 ").unwrap().name, "Field 2");
    for bad in ["", "  ", &"ü".repeat(101), "a\nb"] {
        let Err(EditError::Invalid(problems)) = rename(bad) else {
            panic!("{bad:?}")
        };
        assert_eq!(problems[0].field, "name");
    }
}

#[test]
fn only_the_grid_in_which_a_person_moved_something_is_arranged() {
    let edit = DashboardEdit::MoveTile {
        grid: Grid::Narrow,
        tile: id("c"),
        column: 0,
        row: 0,
    };
    let moved = apply(&board(), edit).unwrap();
    assert_eq!(
        (at(&moved, Grid::Narrow, "c"), at(&moved, Grid::Narrow, "a")),
        ((0, 0), (0, 2))
    );
    assert!(moved.layouts.medium.is_none() && moved.layouts.wide.is_none());
    assert_eq!(
        at(&moved, Grid::Medium, "c"),
        at(&board(), Grid::Medium, "c")
    );
}

#[test]
fn moving_a_tile_to_where_it_is_arranges_nothing() {
    let edit = DashboardEdit::MoveTile {
        grid: Grid::Wide,
        tile: id("a"),
        column: 0,
        row: 0,
    };
    assert_eq!(apply(&board(), edit).unwrap(), board());
}

#[test]
fn a_new_tile_finds_its_place_in_arranged_and_other_grids() {
    let size = TileSize {
        width: 1,
        height: 1,
    };
    let board = apply(
        &board(),
        DashboardEdit::ResizeTile {
            grid: Grid::Narrow,
            tile: id("a"),
            size,
        },
    )
    .unwrap();
    let board = add(&board, "d", 1, 1);
    assert_eq!(at(&board, Grid::Narrow, "d"), (1, 0));
    assert!(
        board
            .layouts
            .narrow
            .as_ref()
            .unwrap()
            .get(&id("d"))
            .is_some()
    );
    assert_eq!(at(&board, Grid::Wide, "d"), (10, 0));
}

#[test]
fn a_deleted_tile_leaves_every_layout() {
    let edit = DashboardEdit::MoveTile {
        grid: Grid::Narrow,
        tile: id("c"),
        column: 0,
        row: 0,
    };
    let board = apply(&board(), edit).unwrap();
    let board = apply(&board, DashboardEdit::DeleteTile { tile: id("c") }).unwrap();
    assert_eq!(board.tiles.len(), 2);
    assert_eq!(board.layouts.narrow.as_ref().unwrap().len(), 2);
    assert_eq!(at(&board, Grid::Narrow, "a"), (0, 0));
}

#[test]
fn an_updated_tile_keeps_its_id_and_its_place() {
    let board = board();
    let edit = DashboardEdit::UpdateTile {
        tile: id("b"),
        draft: draft("Tank", 2, 1),
    };
    let updated = apply(&board, edit).unwrap();
    assert_eq!(updated.tile(&id("b")).unwrap().title, "Tank");
    assert_eq!(updated.layout(Grid::Wide), board.layout(Grid::Wide));
    let edit = DashboardEdit::UpdateTile {
        tile: id("b"),
        draft: draft("", 2, 1),
    };
    assert!(matches!(apply(&board, edit), Err(EditError::Invalid(_))));
}

#[test]
fn no_edit_makes_a_tile_smaller_than_its_kind_can_be_drawn_and_one_that_was_is_kept() {
    let size = |width, height| TileSize { width, height };
    let smallest = crate::kind::of(&"value".parse().unwrap()).unwrap().minimum;
    assert_eq!(smallest, size(1, 2));
    let empty = Dashboard::new("farm".parse().unwrap(), "Farm");
    let draft = draft_of("value", "a", 1, 1);
    let edit = DashboardEdit::AddTile {
        draft: draft.clone(),
    };
    let mut board = empty.apply(edit, id("a")).unwrap();
    assert_eq!(board.tile(&id("a")).unwrap().size, smallest);

    board.tiles[0].size = size(1, 1);
    let old: Dashboard = serde_json::from_value(serde_json::to_value(&board).unwrap()).unwrap();
    assert_eq!(
        old.tile(&id("a")).unwrap().size,
        size(1, 1),
        "as it was saved"
    );
    let place = |board: &Dashboard| board.layout(Grid::Narrow).get(&id("a")).unwrap();
    assert_eq!(place(&old).height, 2);
    let (tile, grid) = (id("a"), Grid::Narrow);
    let edit = DashboardEdit::ResizeTile {
        grid,
        tile: tile.clone(),
        size: size(3, 1),
    };
    let resized = place(&apply(&old, edit).unwrap());
    assert_eq!((resized.width, resized.height), (3, 2));
    let edit = DashboardEdit::UpdateTile { tile, draft };
    assert_eq!(apply(&old, edit).unwrap().tiles[0].size, smallest);
}

#[test]
fn an_edit_of_a_missing_tile_says_so() {
    let size = TileSize {
        width: 1,
        height: 1,
    };
    for edit in [
        DashboardEdit::DeleteTile { tile: id("x") },
        DashboardEdit::UpdateTile {
            tile: id("x"),
            draft: draft("X", 1, 1),
        },
        DashboardEdit::MoveTile {
            grid: Grid::Wide,
            tile: id("x"),
            column: 0,
            row: 0,
        },
        DashboardEdit::ResizeTile {
            grid: Grid::Wide,
            tile: id("x"),
            size,
        },
    ] {
        assert_eq!(apply(&board(), edit), Err(EditError::NoSuchTile(id("x"))));
    }
}

#[test]
fn a_full_dashboard_takes_no_more() {
    let mut full = Dashboard::new("farm".parse().unwrap(), "Farm");
    let tile = draft("T", 4, 24).parse(id("t")).unwrap();
    full.tiles = (0..MAX_TILES)
        .map(|n| Tile {
            id: id(&format!("t{n}")),
            ..tile.clone()
        })
        .collect();
    let edit = DashboardEdit::AddTile {
        draft: draft("One more", 1, 1),
    };
    assert_eq!(apply(&full, edit), Err(EditError::Full(MAX_TILES)));
    assert_eq!(full.layout(Grid::Narrow).len(), MAX_TILES);
}

#[test]
fn a_layout_has_exactly_the_tiles_of_its_dashboard() {
    let mut text = serde_json::to_value(board()).unwrap();
    text["layouts"]["narrow"] = json!({
        "b": {"column": 1, "row": 0, "width": 2, "height": 1},
        "gone": {"column": 0, "row": 1, "width": 4, "height": 1},
    });
    let board: Dashboard = serde_json::from_value(text).unwrap();
    let layout = board.layout(Grid::Narrow);
    assert_eq!(layout.len(), 3);
    assert!(layout.get(&id("gone")).is_none());
    assert_eq!(at(&board, Grid::Narrow, "b"), (1, 0));
}

#[test]
fn a_tile_that_is_not_one_of_its_kind_is_refused_at_its_fields() {
    let mut odd = draft_of("value", " ", 2, 2);
    odd.options.insert("decimals".to_owned(), json!("two"));
    odd.bindings.clear();
    let refused = apply(&board(), DashboardEdit::AddTile { draft: odd });
    let Err(EditError::Invalid(problems)) = refused else {
        panic!("{refused:?}");
    };
    let fields: Vec<_> = problems.iter().map(|it| it.field.as_str()).collect();
    assert_eq!(fields, ["title", "bindings.value", "options.decimals"]);
}

#[test]
fn a_tile_of_a_kind_that_nobody_knows_here_is_kept_and_can_be_changed() {
    let mut sauna = draft("Sauna", 2, 2);
    sauna.kind = "sauna".parse().unwrap();
    sauna.options.insert("heat".to_owned(), json!({"low": 60}));
    let board = apply(
        &board(),
        DashboardEdit::AddTile {
            draft: sauna.clone(),
        },
    )
    .unwrap();
    sauna.title = "Hut".to_owned();
    let edit = DashboardEdit::UpdateTile {
        tile: id("new"),
        draft: sauna.clone(),
    };
    let tile = apply(&board, edit)
        .unwrap()
        .tile(&id("new"))
        .unwrap()
        .clone();
    assert_eq!((tile.title.as_str(), tile.options), ("Hut", sauna.options));
}
