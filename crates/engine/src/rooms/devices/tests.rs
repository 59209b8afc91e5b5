//! When a broker is asked for devices, and when not; what is heard of another broker is not this one's.

use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;
use tilework_core::{broker::Origin, preset::Preset};
use tokio::time::advance;

use super::*;
use crate::{connection::Connections, documents::Documents, rooms::commands::Commands};

struct Rig {
    devices: Arc<Devices>,
    interests: Arc<Interests>,
    _folder: TempDir,
}

impl Rig {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (documents, _) = Documents::open(folder.path()).unwrap();
        let bell = Bell::default();
        let interests = Arc::new(Interests::default());
        let boards = Arc::<Boards>::default();
        let documents = Arc::new(SharedDocuments::new(documents, &bell));
        let connections = Arc::<Connections>::default();
        let commands = Arc::new(Commands::new(Arc::clone(&interests), connections, &bell));
        let dashboards = Dashboards::new(Arc::clone(&documents), commands, Arc::clone(&boards));
        let devices = Devices::new(
            Arc::clone(&interests),
            boards,
            documents,
            Arc::new(dashboards),
            &bell,
        );
        Self {
            devices,
            interests,
            _folder: folder,
        }
    }

    fn finds(&self, find: Option<bool>) {
        let mut saved = self.devices.saved(&id());
        saved.setting.find = find;
        self.devices.saved.lock().insert(id(), saved);
        let of = self.devices.of(&id()).unwrap();
        self.devices.listen(&of);
    }

    fn online(&self) {
        let state = ConnectionState::Online {
            since: 1,
            endpoint: 0,
            ending: None,
        };
        self.devices.connection(&id(), &state, 1);
    }

    fn lost(&self) {
        let state = ConnectionState::Waiting {
            attempt: 1,
            until: 2,
            reason: tilework_core::connection::Trouble::Silent,
        };
        self.devices.connection(&id(), &state, 1);
    }

    /// What the broker is asked for.
    fn asked(&self) -> usize {
        let interests = self.interests.of(&id());
        interests.follow().peek(|wanted| wanted.all().count())
    }

    /// Whether this ends the connection, as a broker does that minds.
    async fn minds(&self) -> bool {
        self.online();
        let at_once = self.asked() > 0;
        pass(SETTLED).await;
        let asked = self.asked() > 0;
        if asked {
            self.lost();
        }
        assert!(!at_once, "before the connection stood");
        asked
    }
}

fn id() -> BrokerId {
    "farm".parse().unwrap()
}

fn broker(host: &str, preset: Preset) -> Broker {
    let origin = serde_json::from_value::<Origin>(
        json!({ "origin": "own", "endpoints": [{ "host": host, "port": 1883 }] }),
    );
    Broker {
        preset,
        ..Broker::new(id(), "Farm".into(), origin.unwrap(), "c".into())
    }
}

/// So long, and what was to be done then.
async fn pass(time: Duration) {
    settle().await;
    advance(time).await;
    settle().await;
}

/// All tasks come to where they wait.
async fn settle() {
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_broker_is_asked_when_its_connection_stands_and_again_with_the_next_one() {
    let rig = Rig::new();
    rig.devices.broker(&broker("10.0.0.2", Preset::Custom));
    rig.online();
    assert_eq!(rig.asked(), 0);
    pass(SETTLED).await;
    assert!(rig.asked() > 0);
    pass(PROOF).await;
    rig.lost();
    assert!(rig.asked() > 0);
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_hangs_up_over_it_is_not_asked_any_more() {
    let rig = Rig::new();
    rig.devices.broker(&broker("10.0.0.2", Preset::Custom));
    assert!(rig.minds().await);
    assert!(rig.minds().await);
    for _ in 0..3 {
        assert!(!rig.minds().await);
        rig.lost();
    }
    // It is another one now.
    rig.devices.broker(&broker("10.0.0.3", Preset::Custom));
    assert!(rig.minds().await);
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_nobody_asked_has_its_trial_when_somebody_does() {
    let rig = Rig::new();
    // Strict, so that nothing is looked for by itself.
    rig.devices.broker(&broker("x", Preset::AwsIotCore));
    rig.online();
    pass(SETTLED + PROOF).await;
    rig.finds(Some(true));
    assert_eq!(rig.asked(), 0, "not before it was tried");
    pass(SETTLED).await;
    assert!(rig.asked() > 0);
    rig.lost();
    assert!(rig.minds().await);
    assert!(!rig.minds().await);
}

#[tokio::test(start_paused = true)]
async fn losses_of_a_broker_that_nobody_asks_are_none_of_its_refusals() {
    let rig = Rig::new();
    rig.devices.broker(&broker("10.0.0.2", Preset::Custom));
    rig.finds(Some(false));
    for _ in 0..4 {
        rig.online();
        pass(SETTLED + Duration::from_secs(1)).await;
        rig.lost();
    }
    rig.finds(None);
    assert!(rig.minds().await);
}

#[tokio::test(start_paused = true)]
async fn a_start_at_rest_asks_nobody_and_tries_when_it_is_over() {
    let rig = Rig::new();
    rig.devices.set_rests(true);
    rig.devices.broker(&broker("10.0.0.2", Preset::Custom));
    rig.online();
    pass(SETTLED + PROOF).await;
    rig.devices.set_rests(false);
    assert_eq!(rig.asked(), 0);
    pass(SETTLED).await;
    assert!(rig.asked() > 0);
}

#[tokio::test(start_paused = true)]
async fn what_still_waits_to_be_read_is_nothing_of_what_is_listened_to_next() {
    let rig = Rig::new();
    let mut edited = broker("10.0.0.2", Preset::Custom);
    edited.topic_prefix = "farm/".into();
    rig.devices.broker(&edited);
    rig.online();
    pass(SETTLED).await;
    let announced = |topic: &str| Message {
        topic: topic.into(),
        payload: json!({ "name": "Air", "stat_t": "air" }).to_string().into(),
        ..Message::default()
    };
    let of = rig.devices.of(&id()).unwrap();
    let before = of.findings();
    rig.devices
        .message(&id(), &announced("farm/homeassistant/sensor/air/config"));
    // Not below the prefix that all of its topics have.
    rig.devices
        .message(&id(), &announced("homeassistant/sensor/soil/config"));
    rig.finds(Some(false));
    while before.found.lock().devices().is_empty() {
        pass(Duration::from_millis(1)).await;
    }
    assert_eq!(before.found.lock().devices().len(), 1);
    assert!(of.findings().found.lock().devices().is_empty());
}

#[tokio::test(start_paused = true)]
async fn devices_are_found_after_a_panic_too() {
    let rig = Rig::new();
    rig.devices.broker(&broker("10.0.0.2", Preset::Custom));
    rig.online();
    pass(SETTLED).await;
    let of = rig.devices.of(&id()).unwrap();
    crate::tasks::inject::arm(Task::Announcements);
    let announced = Message {
        topic: "homeassistant/sensor/air/config".into(),
        payload: json!({ "name": "Air", "stat_t": "air" }).to_string().into(),
        ..Message::default()
    };
    rig.devices.message(&id(), &announced);
    while of.findings().found.lock().devices().is_empty() {
        pass(Duration::from_millis(100)).await;
    }
    assert!(crate::tasks::inject::was_hit(Task::Announcements));
}

#[tokio::test(start_paused = true)]
async fn a_trial_that_panics_is_made_again_with_the_next_connection() {
    let rig = Rig::new();
    rig.devices.broker(&broker("10.0.0.2", Preset::Custom));
    crate::tasks::inject::arm(Task::DeviceTrial);
    rig.online();
    pass(SETTLED).await;
    assert!(crate::tasks::inject::was_hit(Task::DeviceTrial));
    assert_eq!(rig.asked(), 0);
    rig.lost();
    rig.online();
    pass(SETTLED).await;
    assert!(rig.asked() > 0);
}
