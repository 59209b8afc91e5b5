//! The demo as a client sees it, over real sockets.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::{collections::BTreeSet, time::Duration};

use rumqttc::{AsyncClient, Event, MqttOptions, Packet, QoS};
use serde_json::Value;
use tilework_core::{
    binding::Binding,
    decode::decode,
    id::{BrokerId, TileId},
    payload::Payload,
    template::ValueTemplate,
};
use tilework_demo::{Demo, Pace, dashboard};
use tokio::{net::TcpStream, sync::mpsc, time::timeout};

const PATIENCE: Duration = Duration::from_secs(20);

fn hasty() -> Pace {
    Pace {
        report: Duration::from_millis(50),
        answer: Duration::from_millis(20),
        weather_present: Duration::from_millis(300),
        weather_absent: Duration::from_millis(100),
        speed: 20,
    }
}

struct Watcher {
    client: AsyncClient,
    heard: mpsc::UnboundedReceiver<(String, String)>,
}

impl Watcher {
    async fn new(demo: &Demo, filters: &[&str]) -> Self {
        let mut options = MqttOptions::new("watcher", "127.0.0.1", demo.port());
        options.set_credentials(&demo.login().username, demo.login().password.expose());
        let (client, mut events) = AsyncClient::new(options, 64);
        let (tell, heard) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok(event) = events.poll().await {
                if let Event::Incoming(Packet::Publish(message)) = event {
                    let payload = String::from_utf8(message.payload.to_vec()).unwrap();
                    if tell.send((message.topic, payload)).is_err() {
                        break;
                    }
                }
            }
        });
        for filter in filters {
            client.subscribe(*filter, QoS::AtLeastOnce).await.unwrap();
        }
        Self { client, heard }
    }

    async fn send(&self, topic: &str, payload: &str) {
        self.client
            .publish(topic, QoS::AtLeastOnce, false, payload)
            .await
            .unwrap();
    }

    /// The next message on `topic` that pleases.
    async fn hear(&mut self, topic: &str, pleases: impl Fn(&str) -> bool) -> String {
        let search = async {
            loop {
                let (its_topic, payload) = self.heard.recv().await.unwrap();
                if its_topic == topic && pleases(&payload) {
                    return payload;
                }
            }
        };
        timeout(PATIENCE, search)
            .await
            .unwrap_or_else(|_| panic!("nothing fitting on {topic}"))
    }
}

fn new_ids() -> impl FnMut() -> TileId {
    let mut count = 0;
    move || {
        count += 1;
        format!("tile{count}").parse().unwrap()
    }
}

#[tokio::test]
async fn the_pump_answers_commands_on_its_state_topic() {
    let demo = Demo::start_at(hasty()).await.unwrap();
    let mut watcher = Watcher::new(&demo, &["greenhouse/pump/state"]).await;
    watcher
        .hear("greenhouse/pump/state", |it| it == "OFF")
        .await;
    watcher.send("greenhouse/pump/set", "ON").await;
    watcher.hear("greenhouse/pump/state", |it| it == "ON").await;
    watcher.send("greenhouse/pump/set", "nonsense").await;
    watcher.send("greenhouse/pump/set", "OFF").await;
    watcher
        .hear("greenhouse/pump/state", |it| it == "OFF")
        .await;
    demo.stop().await;
}

#[tokio::test]
async fn a_pulse_waters_for_a_while_and_ends_by_itself() {
    let demo = Demo::start_at(hasty()).await.unwrap();
    let mut watcher = Watcher::new(&demo, &["greenhouse/pump/state"]).await;
    watcher
        .hear("greenhouse/pump/state", |it| it == "OFF")
        .await;
    watcher.send("greenhouse/pump/pulse", "10").await;
    watcher.hear("greenhouse/pump/state", |it| it == "ON").await;
    watcher
        .hear("greenhouse/pump/state", |it| it == "OFF")
        .await;
    demo.stop().await;
}

#[tokio::test]
async fn lights_and_fan_take_what_they_are_sent() {
    let demo = Demo::start_at(hasty()).await.unwrap();
    let mut watcher = Watcher::new(&demo, &["greenhouse/#"]).await;
    // Once it was heard of, a device listens: it subscribes before its first report.
    for (state, set, payload) in [
        ("greenhouse/lights/state", "greenhouse/lights/set", "OFF"),
        (
            "greenhouse/lights/brightness",
            "greenhouse/lights/brightness/set",
            "35",
        ),
        ("greenhouse/fan/state", "greenhouse/fan/set", "64"),
    ] {
        watcher.hear(state, |it| it != payload).await;
        watcher.send(set, payload).await;
        watcher.hear(state, |it| it == payload).await;
    }
    demo.stop().await;
}

#[tokio::test]
async fn the_weather_station_drops_off_by_its_last_will_and_returns() {
    let demo = Demo::start_at(hasty()).await.unwrap();
    let topic = "greenhouse/weather/availability";
    let mut watcher = Watcher::new(&demo, &[topic]).await;
    for expected in ["online", "offline", "online", "offline"] {
        watcher.hear(topic, |it| it == expected).await;
    }
    demo.stop().await;
}

#[tokio::test]
async fn stopping_frees_the_port_although_a_client_is_still_there() {
    let demo = Demo::start_at(hasty()).await.unwrap();
    let port = demo.port();
    let mut watcher = Watcher::new(&demo, &["greenhouse/door"]).await;
    watcher.hear("greenhouse/door", |_| true).await;
    timeout(PATIENCE, demo.stop()).await.unwrap();
    assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err());
    assert!(
        tokio::net::TcpListener::bind(("127.0.0.1", port))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn two_demos_do_not_disturb_each_other() {
    let (one, other) = (
        Demo::start_at(hasty()).await.unwrap(),
        Demo::start_at(hasty()).await.unwrap(),
    );
    assert_ne!(one.port(), other.port());
    one.stop().await;
    let mut watcher = Watcher::new(&other, &["greenhouse/pump/state"]).await;
    watcher.hear("greenhouse/pump/state", |_| true).await;
    other.stop().await;
}

#[tokio::test]
async fn a_stranger_on_this_device_hears_nothing_and_each_start_has_a_login_of_its_own() {
    let (one, other) = (
        Demo::start_at(hasty()).await.unwrap(),
        Demo::start_at(hasty()).await.unwrap(),
    );
    let logins = [None, Some(other.login())];
    for login in logins {
        let mut options = MqttOptions::new("stranger", "127.0.0.1", one.port());
        if let Some(login) = login {
            options.set_credentials(&login.username, login.password.expose());
        }
        let (_client, mut events) = AsyncClient::new(options, 1);
        let refused = timeout(PATIENCE, events.poll()).await.unwrap();
        assert!(refused.is_err(), "{refused:?}");
    }
    one.stop().await;
    other.stop().await;
}

#[tokio::test]
async fn every_binding_of_the_dashboard_gets_a_value_within_seconds() {
    let broker: BrokerId = "demo".parse().unwrap();
    let dashboard = dashboard("greenhouse".parse().unwrap(), &broker, &mut new_ids());
    let mut missing: Vec<&Binding> = dashboard
        .tiles
        .iter()
        .flat_map(|tile| tile.bindings.values())
        .collect();
    assert!(missing.len() > 20);
    let demo = Demo::start().await.unwrap();
    let mut watcher = Watcher::new(&demo, &["greenhouse/#"]).await;
    while !missing.is_empty() {
        let heard = timeout(PATIENCE, watcher.heard.recv()).await;
        let (topic, payload) = heard
            .unwrap_or_else(|_| panic!("nothing on {missing:?}"))
            .unwrap();
        missing.retain(|binding| {
            let fits = binding.topic.matches(&topic);
            if fits {
                let template = binding
                    .template
                    .as_deref()
                    .map(|text| ValueTemplate::parse(text).unwrap());
                let value = decode(
                    &Payload::new(payload.as_bytes()),
                    template.as_ref(),
                    &binding.decode,
                );
                assert!(value.is_ok(), "{topic} {payload:?} {value:?}");
            }
            !fits
        });
    }
    demo.stop().await;
}

#[tokio::test]
async fn every_command_of_the_dashboard_goes_to_a_device_that_listens() {
    let dashboard = dashboard(
        "greenhouse".parse().unwrap(),
        &"demo".parse().unwrap(),
        &mut new_ids(),
    );
    let demo = Demo::start_at(hasty()).await.unwrap();
    let mut watcher = Watcher::new(&demo, &["greenhouse/#"]).await;
    for tile in &dashboard.tiles {
        for command in tile.commands.values() {
            let Some(answer) = &command.answer else {
                continue;
            };
            let state = tile.bindings[&answer.slot].topic.as_str();
            let now = watcher.hear(state, |_| true).await;
            let wanted = match now.as_str() {
                "ON" => "OFF",
                "OFF" => "ON",
                _ => "17",
            };
            watcher.send(command.topic.as_str(), wanted).await;
            watcher.hear(state, |it| it == wanted).await;
        }
    }
    demo.stop().await;
}

#[tokio::test]
async fn discovery_configurations_are_complete_and_name_live_topics() {
    let demo = Demo::start_at(hasty()).await.unwrap();
    let mut watcher = Watcher::new(&demo, &["homeassistant/+/+/config"]).await;
    let mut ids = BTreeSet::new();
    while ids.len() < 15 {
        let (topic, payload) = timeout(PATIENCE, watcher.heard.recv())
            .await
            .unwrap()
            .unwrap();
        let config: Value = serde_json::from_str(&payload).unwrap();
        let component = topic.split('/').nth(1).unwrap();
        let required: &[&str] = match component {
            "sensor" | "binary_sensor" => &["state_topic"],
            "button" => &["command_topic"],
            _ => &["state_topic", "command_topic"],
        };
        for key in required.iter().chain(&["name", "unique_id"]) {
            assert!(config[*key].is_string(), "{topic} has no {key}: {payload}");
        }
        assert!(config["device"]["identifiers"][0].is_string(), "{payload}");
        assert!(config["origin"]["name"].is_string(), "{payload}");
        ids.insert(config["unique_id"].as_str().unwrap().to_owned());
    }
    demo.stop().await;
}
