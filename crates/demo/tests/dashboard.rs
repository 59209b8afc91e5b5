//! The finished dashboard.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use serde_json::Value;
use tilework_core::{dashboard::Dashboard, id::TileId, kind, tile::TileDraft};
use tilework_demo::dashboard;

fn greenhouse() -> Dashboard {
    let mut count = 0;
    let mut id = || -> TileId {
        count += 1;
        format!("tile{count}").parse().unwrap()
    };
    dashboard(
        "greenhouse".parse().unwrap(),
        &"demo".parse().unwrap(),
        &mut id,
    )
}

#[test]
fn no_tile_is_left_out_and_each_has_its_own_title_and_id() {
    let dashboard = greenhouse();
    assert_eq!(dashboard.tiles.len(), 17);
    let titles: BTreeSet<_> = dashboard.tiles.iter().map(|tile| &tile.title).collect();
    let ids: BTreeSet<_> = dashboard.tiles.iter().map(|tile| &tile.id).collect();
    assert_eq!((titles.len(), ids.len()), (17, 17));
}

#[test]
fn every_tile_is_one_of_its_kind_and_every_option_one_that_it_knows() {
    for tile in greenhouse().tiles {
        let form = serde_json::to_value(&tile).unwrap();
        let draft: TileDraft = serde_json::from_value(form).unwrap();
        assert_eq!(kind::check(&draft, None), [], "{}", tile.title);
        let kind = kind::of(&tile.kind).unwrap();
        for option in tile.options.keys() {
            assert!(kind.option(option).is_some(), "{}: {option}", tile.title);
        }
        assert!(
            tile.size.width >= kind.minimum.width && tile.size.height >= kind.minimum.height,
            "{}",
            tile.title
        );
    }
}

#[test]
fn every_answer_names_a_binding_of_its_tile() {
    for tile in greenhouse().tiles {
        for answer in tile
            .commands
            .values()
            .filter_map(|command| command.answer.as_ref())
        {
            assert!(tile.bindings.contains_key(&answer.slot), "{}", tile.title);
        }
    }
}

#[test]
fn the_wide_layout_places_every_tile_inside_twelve_columns_and_none_over_another() {
    let dashboard = greenhouse();
    let wide = serde_json::to_value(dashboard.layouts.wide.as_ref().unwrap()).unwrap();
    let mut cells = BTreeSet::new();
    for tile in &dashboard.tiles {
        let number = |key: &str| wide[tile.id.as_str()][key].as_u64().unwrap();
        for column in number("column")..number("column") + number("width") {
            assert!(column < 12, "{}", tile.title);
            for row in number("row")..number("row") + number("height") {
                assert!(
                    cells.insert((column, row)),
                    "{} is over another at {column}, {row}",
                    tile.title
                );
            }
        }
    }
    let rows = cells.iter().map(|(_, row)| row).max().unwrap() + 1;
    assert_eq!(cells.len() as u64, rows * 12, "there is a hole");
}

#[test]
fn the_dashboard_survives_being_saved() {
    let dashboard = greenhouse();
    let saved = serde_json::to_string(&dashboard).unwrap();
    assert_eq!(
        serde_json::from_str::<Dashboard>(&saved).unwrap(),
        dashboard
    );
    assert!(
        serde_json::from_str::<Value>(&saved).unwrap()["tiles"][0]["bindings"]["state"].is_object()
    );
}
