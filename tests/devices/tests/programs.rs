//! Programs as `tilework-device-code` writes them, run as they are against a real Mosquitto with a login: they publish, obey and answer, come
//! back after the broker was away, and when they are killed the broker says so.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed step of a test should panic with its words"
)]

use std::{path::Path, process::Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;
use tilework_core::{broker::Broker, tile::Tile};
use tilework_device_code::{Order, generate};
use tilework_mosquitto::{Mosquitto, Options, Subscriber};
use tokio::process::{Child, Command};

const USER: &str = "ann";
const PASSWORD: &str = "p\"w'\\ ü$x";
/// No shell and no language likes it. (A space the subscriber of the tests does not.)
const AVAILABILITY: &str = "farm/bo'a\"r$d/\\`x`ü";
/// Messages: a program that says so many others never says the one that is waited for.
const MOST: usize = 200;

fn tile(kind: &str, title: &str, bindings: Value, commands: Value) -> Tile {
    serde_json::from_value(json!({
        "id": kind, "kind": kind, "title": title, "icon": null, "size": {"width": 2, "height": 2},
        "bindings": bindings, "commands": commands,
    }))
    .unwrap()
}

fn binding(topic: &str, template: Option<&str>, decode: Value) -> Value {
    json!({"broker": "farm", "topic": topic, "template": template, "unit": null, "decode": decode})
}

fn tiles() -> Vec<Tile> {
    let on_off = |on: &str, off: &str| json!({"as": "onOff", "on": on, "off": off});
    let answer = json!({"slot": "state", "timeoutMs": 5000});
    let command = |topic: &str, payload: Value| json!({"set": {"broker": "farm", "topic": topic, "payload": payload, "qos": "atLeastOnce", "answer": answer}});
    vec![
        tile(
            "switch",
            "Water pump",
            json!({
                "state": binding("farm/pump", None, on_off("ON", "OFF")),
                "availability": binding(AVAILABILITY, None, on_off("online", "offline")),
            }),
            command(
                "farm/pump/set",
                json!({"as": "onOff", "on": "it's \"ON\"", "off": "$OFF"}),
            ),
        ),
        tile(
            "slider",
            "Vent",
            json!({"state": binding("farm/vent", Some("{{ value_json.level }}"), json!({"as": "auto"}))}),
            command(
                "farm/vent/set",
                json!({"as": "template", "text": "{\"level\": {{ value }}}"}),
            ),
        ),
        tile(
            "textInput",
            "Display",
            json!({"state": binding("farm/display", Some("{{ value_json.text }}"), json!({"as": "text"}))}),
            command(
                "farm/display/set",
                json!({"as": "template", "text": "{{ value }}"}),
            ),
        ),
        tile(
            "value",
            "Air",
            json!({"value": binding("farm/air", Some("{{ value_json.air.temp }}"), json!({"as": "auto"}))}),
            json!({}),
        ),
    ]
}

fn broker(port: u16, protocol: &str) -> Broker {
    serde_json::from_value(json!({
        "schemaVersion": 5, "id": "farm", "name": "Farm", "enabled": true, "clientId": "t", "protocol": protocol,
        "keepAliveSeconds": 30, "packetLimit": 16_777_216, "username": USER, "secrets": {"password": "keyring"},
        "origin": "own", "endpoints": [{"host": "127.0.0.1", "port": port}],
    }))
    .unwrap()
}

/// A program that runs. It ends with this, and all that it began.
struct Device {
    child: Child,
    _folder: TempDir,
}

impl Device {
    fn start(platform: &str, program: &[&str], broker: &Broker) -> Self {
        let tiles = tiles();
        let order = Order {
            title: "Greenhouse",
            tiles: &tiles,
            broker,
        };
        let code = generate(&order, platform).unwrap();
        let folder = tempfile::tempdir().unwrap();
        for file in &code.files {
            std::fs::write(folder.path().join(file.name), &file.text).unwrap();
        }
        let packages = Path::new(env!("CARGO_MANIFEST_DIR"));
        let modules = packages.join("node_modules");
        assert!(
            modules.join("mqtt").exists() && packages.join("python_modules/paho").exists(),
            "the packages of tests/devices are not installed: `cargo xtask test` does it"
        );
        std::os::unix::fs::symlink(modules, folder.path().join("node_modules")).unwrap();
        let child = Command::new(program[0])
            .args(&program[1..])
            .arg(code.files[0].name)
            .current_dir(folder.path())
            .env("PYTHONPATH", packages.join("python_modules"))
            .env("MQTT_USERNAME", USER)
            .env("MQTT_PASSWORD", PASSWORD)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", program[0]));
        Self {
            child,
            _folder: folder,
        }
    }

    /// As a power cut would, with all that it began.
    fn kill(&self) {
        if let Some(id) = self.child.id() {
            let group = format!("-{id}");
            let kill = std::process::Command::new("kill")
                .args(["-KILL", "--", &group])
                .status();
            assert!(kill.unwrap().success());
        }
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        if self.child.id().is_some() {
            self.kill();
        }
    }
}

/// Waits for these messages, in any order and among others.
async fn hears(subscriber: &mut Subscriber, wanted: &[(&str, &str)]) {
    let mut wanted = wanted.to_vec();
    for _ in 0..MOST {
        let (topic, payload) = subscriber.next().await;
        wanted.retain(|it| *it != (topic.as_str(), payload.as_str()));
        if wanted.is_empty() {
            return;
        }
    }
    panic!("it never says {wanted:?}");
}

async fn conforms(platform: &str, program: &[&str], protocol: &str) {
    let mut mosquitto = Mosquitto::start(Options {
        login: Some((USER.to_owned(), PASSWORD.to_owned())),
        ..Options::default()
    })
    .await;
    let mut subscriber = mosquitto.subscribe("farm/#").await;
    let device = Device::start(platform, program, &broker(mosquitto.port(), protocol));

    let air = ("farm/air", "{\"air\":{\"temp\":21.5}}");
    let begins = [(AVAILABILITY, "online"), ("farm/pump", "OFF"), air];
    hears(&mut subscriber, &begins).await;
    let text = "it's 5 % \"näh\" \\";
    let display = json!({"text": text}).to_string();
    for (topic, payload, answers) in [
        ("farm/pump/set", "it's \"ON\"", ("farm/pump", "ON")),
        ("farm/pump/set", "$OFF", ("farm/pump", "OFF")),
        ("farm/pump/set", "it's \"ON\"", ("farm/pump", "ON")),
        (
            "farm/vent/set",
            "{\"level\": 12.5}",
            ("farm/vent", "{\"level\":12.5}"),
        ),
        ("farm/display/set", text, ("farm/display", display.as_str())),
    ] {
        mosquitto.publish(topic, payload.as_bytes(), false).await;
        loop {
            let (topic, payload) = subscriber.next().await;
            if topic != answers.0 {
                continue;
            }
            let same = |it: &str| serde_json::from_str::<Value>(it).ok();
            assert!(
                payload == answers.1
                    || same(&payload).is_some_and(|it| Some(it) == same(answers.1)),
                "{platform} answers {payload}"
            );
            break;
        }
    }
    // What no tile sends moves nothing: the next answer is that of the next command.
    for odd in ["", "on", "{\"level\": }", "\u{0}"] {
        mosquitto
            .publish("farm/pump/set", odd.as_bytes(), false)
            .await;
        mosquitto
            .publish("farm/vent/set", odd.as_bytes(), false)
            .await;
    }

    mosquitto.stop().await;
    mosquitto.resume().await;
    let mut subscriber = mosquitto.subscribe("farm/#").await;
    hears(
        &mut subscriber,
        &[(AVAILABILITY, "online"), ("farm/pump", "ON"), air],
    )
    .await;
    mosquitto.publish("farm/pump/set", b"$OFF", false).await;
    hears(&mut subscriber, &[("farm/pump", "OFF")]).await;

    device.kill();
    hears(&mut subscriber, &[(AVAILABILITY, "offline")]).await;
}

#[tokio::test]
async fn python_with_paho_is_a_device() {
    conforms("python", &["python3"], "3.1.1").await;
    conforms("python", &["python3"], "5").await;
}

#[tokio::test]
async fn node_is_a_device() {
    conforms("nodejs", &["node"], "3.1.1").await;
    conforms("nodejs", &["node"], "5").await;
}

#[tokio::test]
async fn a_shell_is_a_device() {
    conforms("shell", &["bash"], "3.1.1").await;
    conforms("shell", &["bash"], "5").await;
}
