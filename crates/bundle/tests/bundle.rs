//! What goes into a bundle comes out of it, and nothing else does.

#![allow(clippy::unwrap_used)] // clippy does not see that its functions are only called by tests

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::*;
use proptest::prelude::*;
use tilework_bundle::*;
use tilework_core::{
    broker::{Broker, Origin, SecretKind, SecretPlace},
    dashboard::Dashboard,
    id::{BrokerId, DashboardId},
};

#[test]
fn every_saved_dashboard_of_every_version_comes_back_by_file_and_by_link() {
    for dashboard in saved_dashboards() {
        let house = [dashboard.clone()];
        let bundle = bundle_of(&[], &house, &Part::Dashboard(&dashboard.id));
        assert_eq!(
            read(bundle.to_json().unwrap().as_bytes()),
            Ok(bundle.clone())
        );
        assert_eq!(
            read(bundle.to_link().unwrap().as_bytes()),
            Ok(bundle.clone())
        );
        let back = placed_as(&bundle, dashboard);
        assert!(alike(&back, dashboard), "{back:#?}\n{dashboard:#?}");
    }
}

#[test]
fn a_tile_of_every_kind_comes_back_and_one_of_an_unknown_kind_with_all_its_options() {
    let dashboard = of_every_kind();
    assert!(dashboard.tiles.len() > 10);
    for tile in &dashboard.tiles {
        let part = Part::Tile(&dashboard.id, &tile.id);
        let bundle = bundle_of(&[], std::slice::from_ref(&dashboard), &part);
        let back = &placed_as(&bundle, &dashboard).tiles[0];
        assert_eq!((&back.kind, &back.options), (&tile.kind, &tile.options));
        assert_eq!(
            (&back.bindings, &back.commands),
            (&tile.bindings, &tile.commands)
        );
    }
}

#[test]
fn every_saved_broker_comes_back_switched_off_with_its_secrets_to_be_typed() {
    for broker in saved_brokers() {
        let Origin::Own { endpoints } = &broker.origin else {
            continue;
        };
        let wanted = BTreeSet::from([broker.id.clone()]);
        let bundle = bundle_of(std::slice::from_ref(broker), &[], &Part::Brokers(&wanted));
        let back = bundle.brokers[0]
            .broker(broker.id.clone(), "new".into())
            .unwrap();
        let mut expected = Broker {
            enabled: false,
            schema_version: back.schema_version,
            origin: Origin::Own {
                endpoints: endpoints.clone(),
            },
            ..broker.clone()
        };
        expected.hide();
        if let Origin::Own { endpoints } = &mut expected.origin {
            endpoints.iter_mut().for_each(|it| {
                it.in_clear = false;
                it.network = None;
            });
        }
        expected
            .secrets
            .values_mut()
            .for_each(|place| *place = SecretPlace::Memory);
        assert_eq!(back, expected);
    }
}

/// A broker all of whose texts say which field they are of.
fn marked() -> Broker {
    let text = r#"{"schemaVersion":4,"id":"idmark","name":"At hostmark","origin":"own","preset":"flespi","enabled":true,
        "endpoints":[{"host":"hostmark","port":443,"transport":"secureWebSocket","path":"/mqtt?token=canary1"}],
        "protocol":"5","username":"canary2","clientId":"clientmark","secrets":{"password":"keyring"},"topicPrefix":"prefixmark/",
        "keepAliveSeconds":30,"packetLimit":16777216,"userProperties":[{"name":"site","value":"canary3"}],
        "headerNames":["X-Mark"],"certificate":"certmark"}"#;
    tilework_core::migrate::read_broker(text).unwrap()
}

fn written(fields: Fields) -> String {
    let broker = marked();
    let wanted = BTreeSet::from([broker.id.clone()]);
    let house = House {
        brokers: std::slice::from_ref(&broker),
        dashboards: &[],
    };
    Bundle::of(house, &Part::Brokers(&wanted), fields)
        .unwrap()
        .to_json()
        .unwrap()
}

#[test]
fn no_secret_is_in_a_bundle_even_of_a_document_that_still_had_it() {
    let text = written(Fields::ALL);
    assert!(!text.contains("canary"), "{text}");
    assert!(!text.contains("idmark"), "an id: {text}");
    let back = read(text.as_bytes()).unwrap();
    assert!(
        back.brokers[0].secrets.contains(&SecretKind::Username),
        "it was a token"
    );
    assert!(back.brokers[0].secrets.contains(&SecretKind::Password));
}

#[test]
fn where_a_broker_is_and_whose_goes_along_only_if_wanted() {
    let of = |address, login, device| Fields {
        address,
        login,
        device,
    };
    for (fields, there, gone) in [
        (
            of(false, false, false),
            vec![],
            vec![
                "hostmark",
                "X-Mark",
                "prefixmark",
                "site",
                "clientmark",
                "certmark",
            ],
        ),
        (
            of(true, false, false),
            vec!["hostmark", "X-Mark"],
            vec!["prefixmark", "site", "clientmark", "certmark"],
        ),
        (
            of(false, true, false),
            vec!["prefixmark", "site"],
            vec!["hostmark", "X-Mark", "clientmark", "certmark"],
        ),
        (
            of(false, false, true),
            vec!["clientmark", "certmark"],
            vec!["hostmark", "X-Mark", "prefixmark", "site"],
        ),
    ] {
        let text = written(fields);
        assert!(
            there.iter().all(|it| text.contains(it)),
            "{fields:?} {text}"
        );
        assert!(
            !gone.iter().any(|it| text.contains(it)),
            "{fields:?} {text}"
        );
    }
}

#[test]
fn a_broker_without_an_address_becomes_one_with_an_empty_address() {
    let bundle = read(written(Fields::default()).as_bytes()).unwrap();
    let broker = bundle.brokers[0]
        .broker("new".parse().unwrap(), "client".into())
        .unwrap();
    assert_eq!(broker.endpoints()[0].host, "");
    assert_eq!(broker.name, "Broker", "its own said the host");
    assert_eq!(
        (broker.enabled, broker.client_id.as_str()),
        (false, "client")
    );
    let wanted = BTreeSet::from([broker.id.clone()]);
    let again = bundle_of(std::slice::from_ref(&broker), &[], &Part::Brokers(&wanted));
    assert_eq!(
        again.brokers[0].address, None,
        "and can be taken along again"
    );
}

#[test]
fn nothing_that_a_person_has_to_allow_is_allowed_by_a_bundle() {
    let text = written(Fields::ALL).replace("\"inClear\": false", "\"inClear\": true");
    let bundle = read(text.as_bytes()).unwrap();
    let broker = bundle.brokers[0]
        .broker("new".parse().unwrap(), "client".into())
        .unwrap();
    assert!(broker.endpoints().iter().all(|it| !it.in_clear));
}

#[test]
fn a_tile_that_leads_to_a_dashboard_leads_to_the_same_one_in_its_new_home() {
    let dashboards = [
        leading("one", "two"),
        leading("two", "elsewhere"),
        leading("elsewhere", "one"),
    ];
    let part = Part::Dashboard(&dashboards[1].id);
    let alone = bundle_of(&[], &dashboards, &part).to_json().unwrap();
    assert!(
        !alone.contains("elsewhere\""),
        "an id of this house: {alone}"
    );
    let bundle = bundle_of(&[], &dashboards, &Part::Everything);
    let places = Places {
        dashboards: bundle
            .dashboards
            .iter()
            .zip(["a", "b", "c"])
            .map(|(it, new)| (it.id.clone(), new.parse().unwrap()))
            .collect(),
        ..Places::default()
    };
    let placed = bundle.placed(&places, ids()).unwrap();
    let led: Vec<_> = placed
        .iter()
        .map(|it| it.tiles[0].options["dashboard"].as_str().unwrap())
        .collect();
    assert_eq!(led, ["b", "c", "a"]);
}

#[test]
fn the_same_dashboard_makes_the_same_file() {
    let all = saved_dashboards();
    let text = |it: &Dashboard| {
        let house = [it.clone()];
        bundle_of(&[], &house, &Part::Dashboard(&it.id))
            .to_json()
            .unwrap()
    };
    for dashboard in all {
        let back = placed_as(&read(text(dashboard).as_bytes()).unwrap(), dashboard);
        assert_eq!(text(dashboard), text(&back));
    }
}

#[test]
fn the_dashboard_of_an_article_fits_one_code() {
    let farm = saved_dashboards()
        .iter()
        .find(|it| it.name == "Farm")
        .unwrap();
    let house = [farm.clone()];
    let link = bundle_of(&[], &house, &Part::Dashboard(&farm.id))
        .to_link()
        .unwrap();
    assert!(qr(&link).is_some(), "{} bytes", link.len());
}

#[test]
fn tiles_of_a_bundle_go_to_the_first_free_place_of_each_grid() {
    let farm = saved_dashboards()
        .iter()
        .find(|it| it.name == "Farm" && it.tiles.len() > 1)
        .unwrap();
    let mut onto = farm.clone();
    let house = [farm.clone()];
    let bundle = bundle_of(&[], &house, &Part::Tile(&farm.id, &farm.tiles[0].id));
    let new = bundle.placed(&Places::default(), ids()).unwrap().remove(0);
    add_tiles(&mut onto, new).unwrap();
    assert_eq!(onto.tiles.len(), farm.tiles.len() + 1);
    for (_, layout) in onto.layouts.arranged_mut() {
        assert!(layout.get(&onto.tiles.last().unwrap().id).is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_part_of_any_house_comes_back(
        picks in prop::collection::vec(0..saved_dashboards().len(), 0..5),
        titles in prop::collection::vec("\\PC{0,40}", 0..5),
        brokers in prop::collection::vec(0..saved_brokers().len(), 0..4),
        address: bool, login: bool, device: bool,
    ) {
        let dashboards: Vec<Dashboard> = picks.iter().enumerate().map(|(index, pick)| {
            let mut it = saved_dashboards()[*pick].clone();
            it.id = format!("d{index}").parse().unwrap();
            if let (Some(title), Some(tile)) = (titles.get(index), it.tiles.first_mut()) {
                tile.title = title.trim().to_owned();
            }
            it
        }).collect();
        let brokers: Vec<Broker> = brokers.iter().map(|pick| saved_brokers()[*pick].clone()).collect();
        let fields = Fields { address, login, device };
        let house = House { brokers: &brokers, dashboards: &dashboards };
        match Bundle::of(house, &Part::Everything, fields) {
            Err(fault) => prop_assert_eq!(fault, BundleFault::Empty),
            Ok(bundle) => {
                prop_assert_eq!(read(bundle.to_json().unwrap().as_bytes()), Ok(bundle.clone()));
                prop_assert_eq!(read(bundle.to_link().unwrap().as_bytes()), Ok(bundle.clone()));
                let (names, olds) = names_back(&bundle, &dashboards);
                let placed = bundle.placed(&Places { brokers: names, dashboards: olds }, ids()).unwrap();
                for (back, old) in placed.iter().zip(&dashboards) {
                    prop_assert!(alike(back, old));
                }
            }
        }
    }
}

/// What each ref was before, from the order in which refs are given.
fn names_back(
    bundle: &Bundle,
    dashboards: &[Dashboard],
) -> (
    BTreeMap<BrokerId, BrokerId>,
    BTreeMap<DashboardId, DashboardId>,
) {
    let mut brokers = BTreeMap::new();
    for (new, old) in bundle.dashboards.iter().zip(dashboards) {
        for (new, old) in new.tiles.iter().zip(&old.tiles) {
            let pairs = new
                .bindings
                .iter()
                .zip(&old.bindings)
                .map(|((_, new), (_, old))| (new.broker.clone(), old.broker.clone()));
            brokers.extend(pairs);
            let pairs = new
                .commands
                .iter()
                .zip(&old.commands)
                .map(|((_, new), (_, old))| (new.broker.clone(), old.broker.clone()));
            brokers.extend(pairs);
        }
    }
    let pairs = bundle.dashboards.iter().zip(dashboards);
    (
        brokers,
        pairs
            .map(|(new, old)| (new.id.clone(), old.id.clone()))
            .collect(),
    )
}

fn placed_as(bundle: &Bundle, was: &Dashboard) -> Dashboard {
    let mut old = was.clone();
    if bundle.kind == BundleKind::Tile {
        let title = &bundle.dashboards[0].tiles[0].title;
        old.tiles.retain(|it| it.title == *title);
    }
    let (brokers, dashboards) = names_back(bundle, &[old]);
    bundle
        .placed(
            &Places {
                brokers,
                dashboards,
            },
            ids(),
        )
        .unwrap()
        .remove(0)
}
