//! After starts that died no tile is at work.

use super::*;

fn suspects(session: &Session) -> Option<Option<String>> {
    session.notices.iter().find_map(|notice| match notice {
        Notice::StartedCarefully { suspect } => Some(suspect.as_ref().map(|it| it.title.clone())),
        _ => None,
    })
}

#[tokio::test]
async fn after_two_starts_that_died_no_tile_is_at_work_until_the_person_says_so() {
    let mut house = house().await;
    let client = house.client(Right::Own);
    let made = client.create_dashboard("Farm".to_owned()).await.unwrap();
    let edit = DashboardEdit::AddTile {
        draft: gauge("soil"),
    };
    let id = made.dashboard.id;
    client.edit_dashboard(id.clone(), edit).await.unwrap();
    drop(client);
    for _ in 0..2 {
        // A process that is killed closes nothing.
        let House { engine, _folder } = house;
        drop(engine);
        house = house_in(_folder).await;
    }
    let client = house.client(Right::Own);
    let session = client.session().await.unwrap();
    assert_eq!(suspects(&session), Some(None), "nothing was being read");
    assert_eq!(house.held().filters, 0);
    let rename = DashboardEdit::Rename {
        name: "Barn".to_owned(),
    };
    client.edit_dashboard(id, rename).await.unwrap();
    client.set_preview(Some(gauge("rain"))).await.unwrap();
    assert_eq!(house.held().filters, 0, "nor is what is edited");
    client.start_tiles().await.unwrap();
    assert_eq!(house.held().filters, 1);
    assert_eq!(suspects(&client.session().await.unwrap()), None);
}

#[tokio::test]
async fn starts_that_end_clean_are_never_careful() {
    let mut house = house().await;
    for _ in 0..3 {
        house.engine.close().await;
        let House { engine, _folder } = house;
        drop(engine);
        house = house_in(_folder).await;
    }
    let session = house.client(Right::Own).session().await.unwrap();
    assert_eq!(suspects(&session), None);
}
