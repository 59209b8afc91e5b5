//! An engine with one broker, a number that is read, a pump that must answer, and a counter on which presses are told apart.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use serde_json::json;
use tilework_core::{
    broker::BrokerDraft,
    command::{CommandFailure, CommandReport, CommandState},
    connection::{ConnectionState, Trouble},
    id::{BrokerId, DashboardId, TileId},
    value::Value,
};
use tilework_engine::api::*;
use tilework_mosquitto::Subscriber;
use tokio::{
    sync::oneshot,
    task::JoinHandle,
    time::{MissedTickBehavior, interval, timeout},
};

use super::{Opened, Screen, add_tile, engine, find_nothing, key, number, switch};

/// The product's promise: from the end of a fault to being online, and to the next message on a tile.
pub const PROMISE: Duration = Duration::from_secs(10);
/// Between two presses: so many are under way in the longest stall of a test as the outbox takes.
const PRESSES: Duration = Duration::from_millis(50);

pub struct Field {
    pub engine: Opened,
    pub screen: Screen,
    pub broker: BrokerId,
    pub dashboard: DashboardId,
    pub gauge: TileId,
    pub pump: TileId,
    pub counter: TileId,
    _folder: tempfile::TempDir,
}

impl Field {
    /// It starts connecting.
    pub async fn open(form: BrokerDraft, secrets: SecretInputs) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let engine = engine(folder.path()).await;
        let saved = engine.save_broker(form, secrets).await.unwrap();
        let broker = saved.broker.broker.id;
        let dashboard = saved.dashboard.unwrap().dashboard.id;
        find_nothing(&engine, &broker).await;
        let screen = Screen::open(&engine);
        let gauge = add_tile(&engine, &dashboard, number(&broker, "farm/soil")).await;
        let pump = add_tile(&engine, &dashboard, switch(&broker, Some(5_000))).await;
        let mut counting = switch(&broker, None);
        let command = counting.commands.get_mut(&"set".parse().unwrap()).unwrap();
        command.topic = "farm/count".to_owned();
        command.payload =
            serde_json::from_value(json!({"as": "template", "text": "{{ value }}"})).unwrap();
        let counter = add_tile(&engine, &dashboard, counting).await;
        screen
            .watch(vec![key(&gauge, "value"), key(&pump, "state")])
            .await;
        Self {
            engine,
            screen,
            broker,
            dashboard,
            gauge,
            pump,
            counter,
            _folder: folder,
        }
    }

    pub async fn until_online(&mut self) {
        let broker = self.broker.clone();
        self.screen.until_online(&broker).await;
    }

    pub async fn until_state(&mut self, what: &str, wanted: impl Fn(&ConnectionState) -> bool) {
        let broker = self.broker.clone();
        let reached = |s: &Screen| s.connections.get(&broker).is_some_and(&wanted);
        self.screen.until(what, reached).await;
    }

    pub async fn until_waiting(&mut self, trouble: &Trouble) {
        let waits = |s: &ConnectionState| matches!(s, ConnectionState::Waiting { reason, .. } if reason == trouble);
        self.until_state(&format!("{trouble:?}"), waits).await;
    }

    pub async fn until_reads(&mut self, wanted: f64) {
        let value = key(&self.gauge, "value");
        let reads = |s: &Screen| {
            s.readings
                .get(&value)
                .is_some_and(|r| r.value == Some(Value::Number(wanted)))
        };
        self.screen.until(&format!("{wanted}"), reads).await;
    }

    pub async fn press_pump(&self) -> CommandReport {
        let slot = "set".parse().unwrap();
        self.engine
            .send_command(self.pump.clone(), slot, json!(true))
            .await
            .unwrap()
    }

    /// Pressed now, it fails at once.
    pub async fn cannot_press(&self) {
        let reason = CommandFailure::Offline;
        assert_eq!(
            self.press_pump().await.state,
            CommandState::Failed { reason }
        );
    }

    pub async fn details(&self) -> ConnectionDetails {
        self.engine
            .connection_details(self.broker.clone())
            .await
            .unwrap()
    }

    /// Asks for the details until they are as wanted.
    pub async fn until_details(
        &self,
        what: &str,
        wanted: impl Fn(&ConnectionDetails) -> bool,
    ) -> ConnectionDetails {
        let mut pace = interval(Duration::from_millis(20));
        let begun = Instant::now();
        loop {
            pace.tick().await;
            let details = self.details().await;
            if wanted(&details) {
                return details;
            }
            assert!(
                begun.elapsed() < super::PATIENCE,
                "never: {what}; {details:?}"
            );
        }
    }

    /// Whether this press was ever said to have worked.
    pub fn was_confirmed(&self, press: &CommandReport) -> bool {
        let confirmed = |c: &&CommandReport| c.id == press.id && c.state == CommandState::Confirmed;
        self.screen.commands.iter().find(confirmed).is_some()
    }

    /// Presses the counter again and again, with 1, 2, 3, …
    pub fn press_on(&self) -> Presses {
        let (stop, mut stopped) = oneshot::channel();
        let (engine, tile) = (self.engine.clone(), self.counter.clone());
        let task = tokio::spawn(async move {
            let mut pace = interval(PRESSES);
            pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
            let mut reports = vec![];
            loop {
                tokio::select! {
                    _ = &mut stopped => return reports,
                    _ = pace.tick() => {
                        let slot = "set".parse().unwrap();
                        let count = json!(reports.len() + 1);
                        reports.push(engine.send_command(tile.clone(), slot, count).await.unwrap());
                    }
                }
            }
        });
        Presses { stop, task }
    }

    /// From now on, so many presses of the counter are acknowledged by the broker.
    pub async fn until_acknowledged(&mut self, count: usize) {
        let counter = self.counter.clone();
        let acknowledged = |s: &Screen| {
            let sent = |c: &&CommandReport| c.tile == counter && c.state == CommandState::Sent;
            s.commands.iter().filter(sent).count()
        };
        let wanted = acknowledged(&self.screen) + count;
        self.screen
            .until(&format!("{count} acknowledged"), |s| {
                acknowledged(s) >= wanted
            })
            .await;
    }

    /// Ends the presses, and says what became of each.
    pub async fn end(&mut self, presses: Presses) -> Ends {
        presses.stop.send(()).unwrap();
        let pressed = presses.task.await.unwrap();
        let waiting: BTreeSet<u64> = pressed
            .iter()
            .filter(|p| p.state == CommandState::Sending)
            .map(|p| p.id)
            .collect();
        self.screen
            .until("every press has its end", |s| {
                let ended: BTreeSet<u64> = s.commands.iter().map(|c| c.id).collect();
                waiting.is_subset(&ended)
            })
            .await;
        let told: BTreeMap<u64, &CommandState> = self
            .screen
            .commands
            .iter()
            .map(|c| (c.id, &c.state))
            .collect();
        let end = |p: &CommandReport| told.get(&p.id).map_or(&p.state, |end| end).clone();
        Ends((1..).zip(pressed.iter().map(end)).collect())
    }
}

pub struct Presses {
    stop: oneshot::Sender<()>,
    task: JoinHandle<Vec<CommandReport>>,
}

/// What became of each press.
#[derive(Debug)]
pub struct Ends(pub BTreeMap<u64, CommandState>);

impl Ends {
    pub fn acknowledged(&self) -> BTreeSet<u64> {
        let sent = self.0.iter().filter(|(_, end)| **end == CommandState::Sent);
        sent.map(|(count, _)| *count).collect()
    }

    /// All that was acknowledged arrived, and nothing twice. `heard`: see [`counts`].
    pub fn agree_with(&self, heard: &[u64]) {
        let arrived: BTreeSet<u64> = heard.iter().copied().collect();
        let acknowledged = self.acknowledged();
        let lost: Vec<_> = acknowledged.difference(&arrived).collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        assert_eq!(
            arrived.len(),
            heard.len(),
            "something came twice: {heard:?}"
        );
    }
}

/// What came to `farm/count` up to the message `end`, which must have been published after all else.
pub async fn counts(observer: &mut Subscriber) -> Vec<u64> {
    let mut counts = vec![];
    loop {
        match observer.next().await.1.as_str() {
            "end" => return counts,
            count => counts.push(count.parse().unwrap()),
        }
    }
}

/// Does it within the promised time.
pub async fn promised<T>(what: &str, done: impl Future<Output = T>) -> T {
    let in_time = timeout(PROMISE, done).await;
    in_time.unwrap_or_else(|_| panic!("not within {PROMISE:?} of the fault's end: {what}"))
}
