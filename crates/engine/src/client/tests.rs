//! Two clients of one engine: what is one's own is not the other's, what is saved is everybody's.

mod faults;
mod starts;

use std::{sync::Arc, time::Duration};

use serde_json::json;
use tilework_core::{
    dashboard::DashboardEdit,
    id::{BindingKey, DashboardId},
    secret::Secret,
    tile::TileDraft,
};
use tokio::time::timeout;

use super::*;
use crate::{
    Engine,
    api::*,
    ports::{
        ChosenFile, Demo, DemoAddress, PortFuture, PreferenceStore, SavePlace, SecretError,
        SecretName, SecretStore, WantedFile,
    },
};

/// A host that has nothing.
struct Nothing;

impl SecretStore for Nothing {
    fn state(&self) -> PortFuture<'_, KeyringState> {
        Box::pin(async { KeyringState::MemoryOnly })
    }
    fn get<'a>(&'a self, _: &'a SecretName) -> PortFuture<'a, Result<Option<Secret>, SecretError>> {
        Box::pin(async { Ok(None) })
    }
    fn set<'a>(&'a self, _: &'a SecretName, _: Secret) -> PortFuture<'a, Result<(), SecretError>> {
        Box::pin(async { Ok(()) })
    }
    fn delete<'a>(&'a self, _: &'a SecretName) -> PortFuture<'a, Result<(), SecretError>> {
        Box::pin(async { Ok(()) })
    }
}

impl PreferenceStore for Nothing {
    fn load(&self) -> Preferences {
        Preferences::default()
    }
    fn save(&self, _: &Preferences) {}
}

impl Demo for Nothing {
    fn start(&self) -> PortFuture<'_, Result<DemoAddress, String>> {
        Box::pin(async { Err("none".to_owned()) })
    }
    fn stop(&self) -> PortFuture<'_, ()> {
        Box::pin(async {})
    }
    fn dashboard(
        &self,
        id: DashboardId,
        _: &BrokerId,
        _: &mut dyn FnMut() -> TileId,
    ) -> tilework_core::dashboard::Dashboard {
        tilework_core::dashboard::Dashboard::new(id, "Demo")
    }
}

impl SavePlace for Nothing {
    fn choose(&self, _: WantedFile) -> PortFuture<'_, Result<Option<ChosenFile>, String>> {
        Box::pin(async { Ok(None) })
    }
}

struct House {
    engine: Engine,
    _folder: tempfile::TempDir,
}

async fn house() -> House {
    house_in(tempfile::tempdir().unwrap()).await
}

async fn house_in(folder: tempfile::TempDir) -> House {
    let ports = crate::Ports {
        secrets: Arc::new(Nothing),
        preferences: Arc::new(Nothing),
        demo: Arc::new(Nothing),
        whereabouts: Arc::new(crate::ports::Anywhere),
        save_place: Arc::new(Nothing),
    };
    House {
        engine: Engine::open(folder.path(), ports).await.unwrap(),
        _folder: folder,
    }
}

impl House {
    fn client(&self, rights: Right) -> Client {
        self.engine.client(Who {
            label: "a test".to_owned(),
            rights,
        })
    }

    fn held(&self) -> Held {
        Held {
            clients: self.engine.clients().count(),
            filters: self.engine.filters(&farm()),
            tasks: tokio::runtime::Handle::current()
                .metrics()
                .num_alive_tasks(),
        }
    }
}

#[derive(Debug, PartialEq)]
struct Held {
    clients: usize,
    filters: usize,
    tasks: usize,
}

fn farm() -> BrokerId {
    "farm".parse().unwrap()
}

fn gauge(topic: &str) -> TileDraft {
    serde_json::from_value(json!({
        "kind": "gauge", "title": topic, "icon": null, "size": {"width": 2, "height": 3},
        "bindings": {"value": {"broker": farm(), "topic": topic, "template": null, "decode": {"as": "number"}, "unit": null}},
    }))
    .unwrap()
}

async fn batch(client: &Client, after: u32) -> EventBatch {
    let patience = Duration::from_secs(30);
    let answer = timeout(patience, client.next_events(after)).await;
    answer.expect("within half a minute").unwrap()
}

fn documents(batch: &EventBatch) -> Vec<DocumentChange> {
    let documents = batch.events.iter().filter_map(|event| match event {
        RoomEvent::Documents(changes) => Some(changes.clone()),
        _ => None,
    });
    documents.flatten().collect()
}

#[tokio::test]
async fn an_edit_of_one_client_is_told_the_other_in_a_batch_and_not_itself() {
    let house = house().await;
    let [one, two] = [house.client(Right::Own), house.client(Right::Own)];
    let made = one.create_dashboard("Barn".to_owned()).await.unwrap();
    let id = made.dashboard.id.clone();
    let told = batch(&two, 0).await;
    let change = DocumentChange::Dashboard {
        id: id.clone(),
        revision: Some(made.revision),
    };
    assert_eq!(documents(&told), [change]);

    let edit = DashboardEdit::Rename {
        name: "Shed".to_owned(),
    };
    two.edit_dashboard(id.clone(), edit).await.unwrap();
    one.delete_dashboard(id.clone()).await.unwrap();
    assert_eq!(two.read_dashboard(id.clone()).await.unwrap(), None);
    let gone = DocumentChange::Dashboard { id, revision: None };
    assert_eq!(documents(&batch(&two, told.batch).await), [gone]);
    let quiet = timeout(Duration::from_millis(300), one.next_events(0)).await;
    assert!(quiet.is_err(), "one knows its own: {quiet:?}");
}

#[tokio::test]
async fn the_previews_of_two_clients_do_not_meet() {
    let house = house().await;
    let [one, two] = [house.client(Right::Own), house.client(Right::Own)];
    let tile = async |client: &Client| client.session().await.unwrap().preview;
    assert_ne!(tile(&one).await, tile(&two).await);
    one.set_preview(Some(gauge("soil"))).await.unwrap();
    two.set_preview(Some(gauge("rain"))).await.unwrap();
    two.set_preview(None).await.unwrap();
    let slot = BindingKey::new(tile(&one).await, "value".parse().unwrap());
    one.watch(vec![slot.clone()]).await.unwrap();
    let told = batch(&one, 0).await;
    let shown = told.events.iter().any(
        |event| matches!(event, RoomEvent::Readings(all) if all.iter().any(|it| it.binding == slot)),
    );
    assert!(shown, "{told:?}");
    assert_eq!(house.held().filters, 1);
}

fn pasted(password: &str) -> Secret {
    Secret::new(format!("mqtt://farmer:{password}@farm.example:1883"))
}

/// The password of a pasted text, saved with this form by this client.
async fn save_with(client: &Client, number: u32) -> Result<SavedBroker, AppError> {
    let draft = serde_json::from_value(json!({
        "id": null, "name": "Farm", "preset": "custom", "username": "farmer", "clientId": "", "protocol": "3.1.1",
        "endpoints": [{"host": "127.0.0.1", "port": 9, "transport": "tcp", "path": ""}],
        "topicPrefix": "", "keepAliveSeconds": 30, "sessionExpirySeconds": 0, "packetLimit": 16_777_216,
        "birth": null, "lastWill": null, "userProperties": [],
        "tls": {"authorities": "", "serverName": "", "alpn": [], "pinned": []},
    }));
    let secrets = SecretInputs {
        username: SecretInput::Keep,
        password: SecretInput::Offered { number },
        identity: IdentityInput::Keep,
        headers: HeadersInput::Keep,
        remember: false,
    };
    client.save_broker(draft.unwrap(), secrets).await
}

#[tokio::test]
async fn a_password_that_one_client_pasted_is_none_of_the_other() {
    let house = house().await;
    let [one, two] = [house.client(Right::Own), house.client(Right::Own)];
    let number = one.understand(pasted("s3cret")).await.unwrap().password;
    let refused = save_with(&two, number.unwrap()).await;
    assert!(
        matches!(&refused, Err(AppError::InvalidInput { problems }) if problems[0].field == "password"),
        "{refused:?}"
    );
    save_with(&one, number.unwrap()).await.unwrap();
}

#[tokio::test]
async fn a_link_goes_to_the_newest_client_that_may_save_it_or_waits_for_one() {
    let house = house().await;
    house.engine.offer_link(pasted("early"));
    let offered = |batch: EventBatch| {
        let all = batch.events.into_iter().filter_map(|event| match event {
            RoomEvent::Offered(links) => Some(links.len()),
            _ => None,
        });
        all.sum::<usize>()
    };
    let guest = house.client(Right::Change);
    let first = house.client(Right::Own);
    assert_eq!(offered(batch(&first, 0).await), 1);
    let second = house.client(Right::Own);
    let newest_guest = house.client(Right::See);
    house.engine.offer_link(pasted("late"));
    assert_eq!(offered(batch(&second, 0).await), 1);
    for other in [&guest, &first, &newest_guest] {
        let quiet = timeout(Duration::from_millis(300), other.next_events(1)).await;
        assert!(quiet.is_err(), "{quiet:?}");
    }
}

#[tokio::test]
async fn the_ninth_client_is_told_as_the_first_is() {
    let house = house().await;
    let clients: Vec<_> = (0..9).map(|_| house.client(Right::Own)).collect();
    let editor = house.client(Right::Own);
    editor.create_dashboard("Barn".to_owned()).await.unwrap();
    for client in &clients {
        assert_eq!(documents(&batch(client, 0).await).len(), 1);
    }
}

#[tokio::test]
async fn a_client_without_the_right_is_refused_and_told_which_it_needs() {
    let house = house().await;
    let guest = house.client(Right::See);
    guest.session().await.unwrap();
    let needs = |right| Some(AppError::NotAllowed { needs: right });
    let name = "Barn".to_owned();
    assert_eq!(
        guest.create_dashboard(name.clone()).await.err(),
        needs(Right::Change)
    );
    assert_eq!(guest.delete_broker(farm()).await.err(), needs(Right::Own));
    assert_eq!(guest.reconnect(farm()).await.err(), needs(Right::Act));
    let editor = house.client(Right::Change);
    editor.create_dashboard(name).await.unwrap();
    assert_eq!(editor.start_demo().await.err(), needs(Right::Own));
}

#[tokio::test]
async fn what_a_guest_prefers_is_its_own() {
    let house = house().await;
    let [guest, owner] = [house.client(Right::See), house.client(Right::Own)];
    let dark = Preferences {
        theme: Theme::Dark,
        last_dashboard: None,
        last_platform: Some("python".to_owned()),
    };
    guest.save_preferences(dark.clone()).await.unwrap();
    let preferred = async |client: &Client| client.session().await.unwrap().preferences;
    assert_eq!(preferred(&guest).await, dark);
    assert_eq!(preferred(&owner).await, Preferences::default());
}

#[tokio::test]
async fn a_dropped_client_leaves_no_feed_work_subscription_or_task_behind() {
    let house = house().await;
    let before = house.held();
    let client = Arc::new(house.client(Right::Own));
    let asker = Arc::downgrade(&client.asker);
    client.set_preview(Some(gauge("soil"))).await.unwrap();
    client.understand(pasted("s3cret")).await.unwrap();
    let work = client.asker.works.begin();
    let waiting = tokio::spawn({
        let client = Arc::clone(&client);
        async move { client.next_events(0).await }
    });
    tokio::task::yield_now().await;
    assert_eq!(house.held().filters, 1);

    // As a host does whose page is gone while requests of it are under way.
    client.end();
    assert!(work.is_cancelled());
    let told = waiting.await.unwrap().unwrap();
    assert_eq!(told.events, [], "the question under way is answered");
    drop((client, work));
    let left = timeout(Duration::from_secs(30), async {
        while house.held() != before || asker.strong_count() > 0 {
            tokio::task::yield_now().await;
        }
    });
    assert!(
        left.await.is_ok(),
        "{before:?} became {:?}, {} hold it",
        house.held(),
        asker.strong_count()
    );
}

#[tokio::test]
async fn a_client_that_ended_begins_nothing_that_lasts() {
    let house = house().await;
    let client = house.client(Right::Own);
    client.end();
    client.set_preview(Some(gauge("soil"))).await.unwrap();
    assert_eq!(client.next_events(0).await.unwrap().events, []);
    assert!(client.asker.works.begin().is_cancelled());
    assert_eq!(client.asker.works.count(), 0);
    assert_eq!(house.held().filters, 0);
}
