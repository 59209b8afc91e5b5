//! Taking along and bringing back, through the engine's requests.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use std::{collections::BTreeMap, sync::Arc};

use common::*;
use tilework_core::{broker::SecretKind, connection::ConnectionState, id::BrokerId};
use tilework_engine::{Ports, api::*};

const CANARY: &str = "canary-s3cret";

/// A broker that nobody listens at, with a password, and a dashboard that uses it.
struct House {
    engine: Opened,
    broker: BrokerId,
    dashboard: DashboardId,
    folder: tempfile::TempDir,
}

fn ports_into(folder: &std::path::Path) -> Ports {
    Ports {
        save_place: Arc::new(IntoFolder(folder.to_owned())),
        ..ports_with(Arc::default())
    }
}

async fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let engine = Opened::open(folder.path(), ports_into(folder.path())).await;
    let saved = engine
        .save_broker(draft(9, "farmer"), password(CANARY))
        .await
        .unwrap();
    let broker = saved.broker.broker.id;
    let dashboard = saved.dashboard.unwrap().dashboard.id;
    add_tile(&engine, &dashboard, switch(&broker, Some(1_000))).await;
    add_tile(&engine, &dashboard, number(&broker, "farm/soil")).await;
    House {
        engine,
        broker,
        dashboard,
        folder,
    }
}

async fn empty() -> (Opened, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (engine(folder.path()).await, folder)
}

async fn link(house: &House, fields: Fields) -> String {
    let part = SharedPart::Dashboard {
        dashboard: house.dashboard.clone(),
    };
    house
        .engine
        .share(part, fields)
        .await
        .unwrap()
        .link
        .unwrap()
}

async fn backup(house: &House) -> String {
    let saved = house
        .engine
        .save_bundle(SharedPart::Everything, Fields::ALL)
        .await;
    match saved.unwrap() {
        Exported::Saved { place, .. } => std::fs::read_to_string(place).unwrap(),
        Exported::Cancelled => panic!("cancelled"),
    }
}

#[tokio::test]
async fn a_dashboard_goes_by_link_from_one_folder_to_another_and_connects_nothing() {
    let house = house().await;
    let link = link(
        &house,
        Fields {
            address: true,
            ..Fields::default()
        },
    )
    .await;
    let (other, _folder) = empty().await;
    let look = other.look_into_bundle(link.clone()).await.unwrap();
    assert_eq!(look.kind, BundleKind::Dashboard);
    assert_eq!(
        (look.dashboards[0].tiles, look.dashboards[0].left),
        (2, false)
    );
    assert_eq!(look.brokers[0].address.as_deref(), Some("127.0.0.1:9"));
    assert_eq!(
        (&look.brokers[0].like, &look.brokers[0].secrets),
        (&None, &vec![SecretKind::Password])
    );
    let nothing = other.session().await.unwrap();
    assert!(
        nothing.brokers.is_empty() && nothing.dashboards.is_empty(),
        "it was only looked at"
    );

    let taken = other.take_bundle(link, vec![], None).await.unwrap();
    let session = other.session().await.unwrap();
    assert_eq!(session.dashboards, taken.dashboards);
    let broker = &session.brokers[0];
    assert_eq!(
        (broker.broker.enabled, &broker.connection),
        (false, &ConnectionState::Idle)
    );
    assert_eq!(broker.broker.username, "", "it was not ticked");
    assert_ne!(broker.broker.id, house.broker);
    let tiles = &session.dashboards[0].dashboard.tiles;
    assert!(tiles.iter().all(|it| {
        it.broker_ids()
            .into_iter()
            .all(|id| *id == broker.broker.id)
    }));
    let missing = other.missing_secrets().await.unwrap();
    assert_eq!(
        missing,
        [MissingSecrets {
            broker: broker.broker.id.clone(),
            secrets: vec![SecretKind::Password]
        }]
    );
}

#[tokio::test]
async fn what_is_taken_in_is_there_after_a_restart() {
    let house = house().await;
    let text = backup(&house).await;
    let (other, folder) = empty().await;
    let taken = other.take_bundle(text, vec![], None).await.unwrap();
    drop(other);
    let again = engine(folder.path()).await.session().await.unwrap();
    assert_eq!(again.dashboards, taken.dashboards);
    assert_eq!(again.brokers[0].broker, taken.brokers[0].broker);
    assert_eq!(again.brokers[0].broker.username, "farmer");
}

#[tokio::test]
async fn a_password_is_in_no_link_no_file_and_no_answer() {
    let house = house().await;
    let text = backup(&house).await;
    let link = link(&house, Fields::ALL).await;
    let look = house.engine.look_into_bundle(link.clone()).await.unwrap();
    let unfolded = serde_json::to_string(&look).unwrap();
    for told in [&text, &unfolded] {
        assert!(!told.contains(CANARY), "{told}");
    }
    for file in std::fs::read_dir(house.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap_or_default();
        assert!(
            !bytes
                .windows(CANARY.len())
                .any(|it| it == CANARY.as_bytes())
        );
    }
}

#[tokio::test]
async fn a_restore_where_everything_is_still_there_changes_nothing() {
    let house = house().await;
    let before = house.engine.session().await.unwrap();
    let text = backup(&house).await;
    let look = house.engine.look_into_bundle(text.clone()).await.unwrap();
    assert_eq!(look.brokers[0].like.as_ref(), Some(&house.broker));
    assert!(look.dashboards[0].left);
    let taken = house.engine.take_bundle(text, vec![], None).await.unwrap();
    assert_eq!(
        (taken.left, taken.dashboards.len(), taken.brokers.len()),
        (1, 0, 0)
    );
    let after = house.engine.session().await.unwrap();
    assert_eq!(
        (after.dashboards, after.brokers.len()),
        (before.dashboards, 1)
    );
}

#[tokio::test]
async fn a_dashboard_that_was_changed_meanwhile_stays_and_the_other_one_comes_beside_it() {
    let house = house().await;
    let text = backup(&house).await;
    add_tile(
        &house.engine,
        &house.dashboard,
        number(&house.broker, "farm/rain"),
    )
    .await;
    let taken = house.engine.take_bundle(text, vec![], None).await.unwrap();
    assert_eq!((taken.left, taken.dashboards.len()), (0, 1));
    let all = house.engine.session().await.unwrap().dashboards;
    let tiles: Vec<_> = all.iter().map(|it| it.dashboard.tiles.len()).collect();
    assert_eq!(tiles, [3, 2]);
    assert_ne!(all[0].dashboard.id, all[1].dashboard.id);
}

#[tokio::test]
async fn a_second_broker_is_made_only_if_that_is_wanted() {
    let house = house().await;
    let link = link(
        &house,
        Fields {
            address: true,
            ..Fields::default()
        },
    )
    .await;
    let look = house.engine.look_into_bundle(link.clone()).await.unwrap();
    let reference = look.brokers[0].reference.clone();
    let choice = |instead| {
        vec![BrokerChoice {
            reference: reference.clone(),
            instead,
        }]
    };
    let gone = Some("nobody".parse().unwrap());
    let refused = house
        .engine
        .take_bundle(link.clone(), choice(gone), None)
        .await;
    assert!(
        matches!(refused, Err(AppError::NotFound { .. })),
        "{refused:?}"
    );
    let taken = house
        .engine
        .take_bundle(link, choice(None), None)
        .await
        .unwrap();
    assert_eq!((taken.brokers.len(), taken.dashboards.len()), (1, 1));
    assert_eq!(house.engine.session().await.unwrap().brokers.len(), 2);
}

#[tokio::test]
async fn a_tile_goes_to_a_dashboard_and_can_be_taken_back() {
    let house = house().await;
    let view = house
        .engine
        .read_dashboard(house.dashboard.clone())
        .await
        .unwrap()
        .unwrap();
    let tile = view.dashboard.tiles[1].id.clone();
    let part = SharedPart::Tile {
        dashboard: house.dashboard.clone(),
        tile,
    };
    let link = house
        .engine
        .share(part, Fields::default())
        .await
        .unwrap()
        .link
        .unwrap();
    let onto = Some(house.dashboard.clone());
    let use_it = |look: &BundleLook| {
        let references = look.brokers.iter().map(|it| it.reference.clone());
        references
            .map(|reference| BrokerChoice {
                reference,
                instead: Some(house.broker.clone()),
            })
            .collect()
    };
    let look = house.engine.look_into_bundle(link.clone()).await.unwrap();
    assert_eq!((look.kind, look.dashboards[0].tiles), (BundleKind::Tile, 1));
    let taken = house
        .engine
        .take_bundle(link, use_it(&look), onto)
        .await
        .unwrap();
    assert_eq!(taken.dashboards[0].dashboard.tiles.len(), 3);
    let back = house
        .engine
        .restore_dashboard(house.dashboard.clone(), taken.before.unwrap())
        .await
        .unwrap();
    assert_eq!(back.dashboard, view.dashboard);
}

#[tokio::test]
async fn half_of_a_bundle_never_stays() {
    let house = house().await;
    house
        .engine
        .create_dashboard("Second".into())
        .await
        .unwrap();
    house.engine.create_dashboard("Third".into()).await.unwrap();
    let text = backup(&house).await;
    let (other, _folder) = empty().await;
    let before = other.session().await.unwrap();
    let in_the_middle = text.replace("\"name\": \"Second\"", "\"name\": 7");
    assert_ne!(in_the_middle, text);
    for (wrong, expected) in [
        (in_the_middle, "damaged"),
        (text[..text.len() / 2].to_owned(), "cutOff"),
        (text.replace("\"version\": 1", "\"version\": 9"), "newer"),
        ("GIF89a".to_owned(), "foreign"),
        (format!("tilework://add#{}", "A".repeat(70_000)), "tooLarge"),
        (format!("{{\"x\":{}", "[".repeat(10_000)), "tooComplex"),
    ] {
        let looked = other.look_into_bundle(wrong.clone()).await.unwrap_err();
        let taken = other.take_bundle(wrong, vec![], None).await.unwrap_err();
        for error in [looked, taken] {
            let told: BTreeMap<String, serde_json::Value> =
                serde_json::from_value(serde_json::to_value(error).unwrap()).unwrap();
            assert_eq!(told["code"], "bundleRefused");
            assert_eq!(told["detail"]["fault"]["kind"], expected);
        }
    }
    let full = other
        .take_bundle(text, vec![], Some("nobody".parse().unwrap()))
        .await;
    assert!(
        full.is_ok(),
        "only tiles are put onto a dashboard: {full:?}"
    );
    assert_eq!(before.dashboards.len(), 0);
    assert_eq!(other.session().await.unwrap().dashboards.len(), 3);
}

#[tokio::test]
async fn what_is_nothing_or_too_large_is_not_shared() {
    let house = house().await;
    let gone = SharedPart::Dashboard {
        dashboard: "nobody".parse().unwrap(),
    };
    let refused = house.engine.share(gone, Fields::ALL).await.unwrap_err();
    assert_eq!(
        refused,
        AppError::BundleRefused {
            fault: BundleFault::Empty
        }
    );
    for at in 0..60 {
        let topic = format!("field/{at}/{:x}", at * 7_919_u64.pow(3));
        add_tile(
            &house.engine,
            &house.dashboard,
            number(&house.broker, &topic),
        )
        .await;
    }
    let part = SharedPart::Dashboard {
        dashboard: house.dashboard.clone(),
    };
    let shared = house.engine.share(part, Fields::ALL).await.unwrap();
    assert!(shared.link.is_some() && shared.code.is_none());
}
