//! Devices that announce themselves on a real Mosquitto.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

mod common;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use common::*;
use serde_json::{Value, json};
use tilework_core::{command::CommandState, id::BrokerId, value::Value as Said};
use tilework_engine::api::*;
use tilework_mosquitto::{Mosquitto, Options};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

struct House {
    app: App,
    mosquitto: Mosquitto,
    broker: BrokerId,
}

async fn house() -> House {
    let mosquitto = Mosquitto::start(Options::default()).await;
    let mut app = App::start().await;
    let broker = app.connect(draft(mosquitto.port(), ""), untouched()).await;
    House {
        app,
        mosquitto,
        broker,
    }
}

async fn found(app: &App, broker: &BrokerId) -> BrokerDevices {
    let all = app.engine.devices().await.unwrap();
    all.into_iter().find(|it| it.broker == *broker).unwrap()
}

impl House {
    async fn says(&self, topic: &str, payload: &Value) {
        let text = payload.to_string();
        self.mosquitto.publish(topic, text.as_bytes(), true).await;
    }

    async fn until(&self, what: &str, wanted: impl Fn(&BrokerDevices) -> bool) -> BrokerDevices {
        until(what, async || {
            Some(found(&self.app, &self.broker).await).filter(|it| wanted(it))
        })
        .await
    }

    fn entity(&self, entity: &EntityView) -> EntityRef {
        EntityRef {
            broker: self.broker.clone(),
            entity: entity.key.clone(),
        }
    }
}

fn pump() -> Value {
    json!({
        "name": null, "stat_t": "well/pump", "cmd_t": "well/pump/set", "avty_t": "well/lwt",
        "dev": { "ids": ["well"], "name": "Well", "mf": "Maker", "sa": "Garden" },
    })
}

fn lamp() -> Value {
    json!([{
        "ieee_address": "0x00158d0001a2b3c4", "friendly_name": "lamp", "type": "Router", "supported": true,
        "definition": { "vendor": "Maker", "model": "L1", "exposes": [{ "type": "light", "features": [
            { "type": "binary", "name": "state", "property": "state", "access": 7, "value_on": "ON", "value_off": "OFF" },
            { "type": "numeric", "name": "brightness", "property": "brightness", "access": 7, "value_max": 254 },
        ]}]},
    }])
}

#[tokio::test]
async fn what_is_announced_stands_there_and_goes_when_it_is_taken_back() {
    let house = house().await;
    house
        .says("homeassistant/switch/well/config", &pump())
        .await;
    house.says("zigbee2mqtt/bridge/devices", &lamp()).await;
    house
        .mosquitto
        .publish("homeassistant/switch/x/config", b"{", true)
        .await;
    let wanted = |it: &BrokerDevices| it.devices.len() == 2 && it.unread.len() == 1;
    let there = house.until("both and a fault", wanted).await;
    // In whatever order the broker hands out what it keeps.
    let mut names: Vec<_> = there
        .devices
        .iter()
        .map(|it| it.described.name.as_deref())
        .collect();
    names.sort_unstable();
    assert_eq!(names, [Some("Well"), Some("lamp")]);
    assert_eq!(there.unread[0].topic, "homeassistant/switch/x/config");
    house
        .mosquitto
        .publish("homeassistant/switch/well/config", b"", true)
        .await;
    house.says("zigbee2mqtt/bridge/devices", &json!([])).await;
    house.until("none", |it| it.devices.is_empty()).await;
}

#[tokio::test]
async fn a_device_is_added_and_pressed_and_answers() {
    let mut house = house().await;
    house
        .says("homeassistant/switch/well/config", &pump())
        .await;
    let there = house.until("it", |it| it.devices.len() == 1).await;
    let entity = house.entity(&there.devices[0].entities[0]);
    let dashboard = house.app.dashboard().await;
    let view = house
        .app
        .engine
        .add_entities(dashboard, vec![entity])
        .await
        .unwrap();
    let [tile] = &view.dashboard.tiles[..] else {
        panic!("{view:?}");
    };
    assert_eq!(
        (tile.kind.as_str(), tile.title.as_str()),
        ("switch", "Well")
    );
    let tile = tile.id.clone();
    house.app.screen.watch(vec![key(&tile, "state")]).await;
    let mut told = house.mosquitto.subscribe("well/pump/set").await;
    let slot = "set".parse().unwrap();
    let report = house
        .app
        .engine
        .send_command(tile, slot, json!(true))
        .await
        .unwrap();
    assert_eq!(told.next().await, ("well/pump/set".into(), "ON".into()));
    house.mosquitto.publish("well/pump", b"ON", true).await;
    let confirmed = CommandState::Confirmed;
    house.app.screen.until_command(report.id, confirmed).await;
}

#[tokio::test]
async fn devices_of_all_conventions_are_heard_and_a_state_on_any_of_several_topics_answers() {
    let mut house = house().await;
    let plug = json!({ "dn": "Plug", "t": "plug", "ft": "%prefix%/%topic%/", "rl": [1], "fn": ["Plug"], "state": ["OFF", "ON"] });
    house
        .says("tasmota/discovery/AABBCC112233/config", &plug)
        .await;
    for (topic, said) in [
        ("homie/lamp/$homie", "4.0.0"),
        ("homie/lamp/$nodes", "light"),
        ("homie/lamp/light/$properties", "power"),
        ("homie/lamp/light/power/$datatype", "boolean"),
        ("shellies/shelly1-AABBCC/online", "true"),
    ] {
        house.mosquitto.publish(topic, said.as_bytes(), true).await;
    }
    let wanted = |it: &BrokerDevices| {
        it.devices.len() == 3 && it.devices.iter().all(|it| !it.entities.is_empty())
    };
    let there = house.until("three", wanted).await;
    let named = |it: &&DeviceView| it.described.name.as_deref() == Some("Plug");
    let plug = there.devices.iter().find(named).unwrap();
    let entity = house.entity(&plug.entities[0]);
    let dashboard = house.app.dashboard().await;
    let added = house.app.engine.add_entities(dashboard, vec![entity]).await;
    let tile = added.unwrap().dashboard.tiles[0].id.clone();
    house.app.screen.watch(vec![key(&tile, "state")]).await;
    let mut told = house.mosquitto.subscribe("cmnd/plug/POWER1").await;
    let slot = "set".parse().unwrap();
    let sent = house.app.engine.send_command(tile, slot, json!(true));
    let report = sent.await.unwrap();
    assert_eq!(told.next().await, ("cmnd/plug/POWER1".into(), "ON".into()));
    let answer = br#"{"POWER":"ON"}"#;
    house
        .mosquitto
        .publish("stat/plug/RESULT", answer, false)
        .await;
    let confirmed = CommandState::Confirmed;
    house.app.screen.until_command(report.id, confirmed).await;
}

#[tokio::test]
async fn an_entity_in_view_says_its_value_and_whether_it_is_there() {
    let mut house = house().await;
    house
        .says("homeassistant/switch/well/config", &pump())
        .await;
    house.mosquitto.publish("well/pump", b"ON", true).await;
    house.mosquitto.publish("well/lwt", b"offline", true).await;
    let there = house.until("it", |it| it.devices.len() == 1).await;
    let entity = house.entity(&there.devices[0].entities[0]);
    let watched = house.app.engine.watch_entities(vec![entity]).await.unwrap();
    let value = watched[0].value.clone().unwrap();
    let there = watched[0].availability[0].clone();
    house
        .app
        .screen
        .watch(vec![value.clone(), there.clone()])
        .await;
    let says = |screen: &Screen, key, wanted| {
        let reading = screen.readings.get(key);
        reading.is_some_and(|it| it.value == Some(Said::Boolean(wanted)))
    };
    house
        .app
        .screen
        .until("on, and away", |screen| {
            says(screen, &value, true) && says(screen, &there, false)
        })
        .await;
}

#[tokio::test]
async fn a_device_that_is_forgotten_stays_so_over_a_restart_until_it_is_remembered() {
    let house = house().await;
    house
        .says("homeassistant/switch/well/config", &pump())
        .await;
    let there = house.until("it", |it| it.devices.len() == 1).await;
    let (broker, key) = (house.broker.clone(), there.devices[0].key.clone());
    let forget = |app: &App, forgotten| {
        let engine = app.engine.clone();
        let (broker, key) = (broker.clone(), key.clone());
        async move {
            engine.forget_device(broker, key, forgotten).await.unwrap();
        }
    };
    forget(&house.app, true).await;
    assert_eq!(found(&house.app, &broker).await.devices, []);
    let app = house.app.close().await.open().await;
    let again = until("its name", async || {
        let there = found(&app, &broker).await;
        let name = there.forgotten.first().and_then(|it| it.name.clone());
        (name.as_deref() == Some("Well")).then_some(there)
    })
    .await;
    assert_eq!(again.devices, []);
    forget(&app, false).await;
    assert_eq!(found(&app, &broker).await.devices.len(), 1);
}

#[tokio::test]
async fn nobody_listens_where_a_person_said_so_and_other_prefixes_are_heard_where_they_said_that() {
    let house = house().await;
    house
        .says("homeassistant/switch/well/config", &pump())
        .await;
    house.says("ha2/switch/well/config", &pump()).await;
    house.until("it", |it| it.devices.len() == 1).await;
    let set = async |find, prefixes: &[&str]| {
        let prefixes = prefixes.iter().map(|it| (*it).to_owned()).collect();
        let setting = DiscoverySetting { find, prefixes };
        let broker = house.broker.clone();
        house.app.engine.set_discovery(broker, setting).await
    };
    set(Some(false), &[]).await.unwrap();
    let off = found(&house.app, &house.broker).await;
    assert_eq!((off.finds, off.devices.len()), (false, 0));
    set(None, &["ha2"]).await.unwrap();
    let there = house.until("it", |it| it.devices.len() == 1).await;
    let topic = &there.devices[0].entities[0].topic;
    assert_eq!(topic, "ha2/switch/well/config");
    let refused = set(None, &["a/#"]).await.unwrap_err();
    assert!(
        matches!(refused, AppError::InvalidInput { .. }),
        "{refused:?}"
    );
}

#[tokio::test]
async fn three_thousand_announcements_at_once_are_all_found_and_asked_for_again() {
    let house = house().await;
    let mut lines = String::new();
    for n in 0..3_000 {
        let config = json!({
            "stat_t": format!("s/{n}"), "unit_of_meas": "W",
            "dev": { "ids": [format!("d{}", n / 10)], "name": format!("Device {}", n / 10) },
        });
        lines.push_str(&format!("homeassistant/sensor/s{n}/config {config}\n"));
    }
    publish_all(&house.mosquitto, &lines).await;
    let entities =
        |it: &BrokerDevices| -> usize { it.devices.iter().map(|it| it.entities.len()).sum() };
    let all = |it: &BrokerDevices| entities(it) == 3_000;
    let there = house.until("all", all).await;
    assert_eq!((there.devices.len(), there.left_out), (300, 0));
    let broker = house.broker.clone();
    house.app.engine.find_again(broker).await.unwrap();
    house.until("all once more", all).await;
}

/// Each line is a topic and a payload, kept by the broker: all of them in one go, as a house does that starts (MQTT 3.1.1 §3.1, §3.3).
async fn publish_all(mosquitto: &Mosquitto, lines: &str) {
    let text = |text: &str| {
        let length = u16::try_from(text.len()).unwrap().to_be_bytes();
        [&length[..], text.as_bytes()].concat()
    };
    let packet = |kind: u8, body: &[u8]| {
        let (low, high) = (body.len() % 128, body.len() / 128);
        let length = [
            u8::try_from(low | 128).unwrap(),
            u8::try_from(high).unwrap(),
        ];
        [&[kind], &length[..], body].concat()
    };
    let hello = [&text("MQTT")[..], &[4, 2, 0, 60], &text("a-house")].concat();
    let mut bytes = packet(0x10, &hello);
    for (topic, payload) in lines.lines().filter_map(|line| line.split_once(' ')) {
        let body = [&text(topic)[..], payload.as_bytes()].concat();
        bytes.extend(packet(0x31, &body));
    }
    bytes.extend([0xc0, 0]);
    let mut stream = TcpStream::connect(("127.0.0.1", mosquitto.port()))
        .await
        .unwrap();
    stream.write_all(&bytes).await.unwrap();
    // The greeting's answer, and that of the ping behind everything.
    stream.read_exact(&mut [0; 6]).await.unwrap();
}

/// A broker as RabbitMQ with permissions: it hangs up on who asks for a topic that is not under `farm`.
struct Door {
    port: u16,
    connections: Arc<AtomicUsize>,
    /// How often it hung up.
    refused: Arc<AtomicUsize>,
}

impl Door {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let door = Self {
            port: listener.local_addr().unwrap().port(),
            connections: Arc::default(),
            refused: Arc::default(),
        };
        let (connections, refused) = (Arc::clone(&door.connections), Arc::clone(&door.refused));
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let number = connections.fetch_add(1, Ordering::SeqCst) + 1;
                tokio::spawn(mind(socket, number, Arc::clone(&refused)));
            }
        });
        door
    }

    fn refused(&self) -> usize {
        self.refused.load(Ordering::SeqCst)
    }
}

/// One connection of MQTT 3.1.1, to its end. What it grants says the connection's number.
async fn mind(
    mut socket: TcpStream,
    number: usize,
    refused: Arc<AtomicUsize>,
) -> std::io::Result<()> {
    loop {
        let head = socket.read_u8().await?;
        let mut length = 0;
        for place in 0..4 {
            let byte = socket.read_u8().await?;
            length |= usize::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        let mut body = vec![0; length];
        socket.read_exact(&mut body).await?;
        match head >> 4 {
            1 => socket.write_all(&[0x20, 2, 0, 0]).await?,
            8 => {
                let (mut rest, mut granted) = (&body[2..], vec![]);
                while let [high, low, text @ ..] = rest {
                    let (filter, after) =
                        text.split_at(usize::from(u16::from_be_bytes([*high, *low])));
                    if !filter.starts_with(b"farm/") {
                        refused.fetch_add(1, Ordering::SeqCst);
                        return Ok(());
                    }
                    granted.push(0);
                    rest = &after[1..];
                }
                let length = u8::try_from(2 + granted.len()).unwrap();
                let answer = [&[0x90, length, body[0], body[1]], &granted[..]].concat();
                socket.write_all(&answer).await?;
                let says = format!("\x30\x0c\x00\x08farm/air{number:02}");
                socket.write_all(says.as_bytes()).await?;
            }
            12 => socket.write_all(&[0xD0, 0]).await?,
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_broker_that_hangs_up_over_devices_keeps_the_dashboard_alive_and_is_not_asked_again() {
    let mut app = App::start().await;
    let door = Door::open().await;
    let id = app.connect(draft(door.port, ""), untouched()).await;
    let tile = app.tile(number(&id, "farm/air"), "value").await;
    let value = key(&tile, "value");
    app.screen.watch(vec![value.clone()]).await;
    until("it is found out", async || {
        Some(found(&app, &id).await).filter(|it| it.refuses && !it.finds)
    })
    .await;
    let refused = door.refused();
    // On a connection of its own, each asking: as few as prove it.
    assert_eq!(refused, 2);
    for _ in 0..2 {
        let number = door.connections.load(Ordering::SeqCst) + 1;
        app.engine.reconnect(id.clone()).await.unwrap();
        app.screen
            .until("the tile lives", |screen| {
                let reading = screen.readings.get(&value);
                reading.is_some_and(|it| it.value == Some(Said::Number(number as f64)))
            })
            .await;
    }
    assert_eq!(door.refused(), refused, "it was asked no more");
}
