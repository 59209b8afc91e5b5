//! Devices that speak MQTT 5, and others that mosquitto_pub and mosquitto_sub can play.

use std::process::Stdio;

use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

use super::PATIENCE;

fn client(name: &str, port: u16, arguments: &[&str]) -> Command {
    let mut command = Command::new("stdbuf");
    command
        .args(["-oL", name, "-h", "127.0.0.1", "-p", &port.to_string()])
        .args(["-q", "1"])
        .args(arguments)
        .stderr(Stdio::null())
        .kill_on_drop(true);
    command
}

/// Publishes at QoS 1 with mosquitto_pub: the broker has it when this returns.
pub async fn publish(port: u16, arguments: &[&str]) {
    let status = client("mosquitto_pub", port, arguments).status().await;
    assert!(status.unwrap().success(), "{arguments:?}");
}

/// A running mosquitto_sub.
pub struct Listening {
    _child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

/// Subscribes with mosquitto_sub; each message is a line in this format (mosquitto_sub(1)).
pub async fn listen(port: u16, topic: &str, format: &str, arguments: &[&str]) -> Listening {
    let format = format!("message {format}");
    let mut child = client("mosquitto_sub", port, arguments)
        .args(["-d", "-t", topic, "-F", &format])
        .stdout(Stdio::piped())
        .spawn()
        .expect("mosquitto_sub is installed");
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let subscribed = async {
        while !lines
            .next_line()
            .await
            .unwrap()
            .expect("mosquitto_sub runs")
            .starts_with("Subscribed")
        {}
    };
    let in_time = tokio::time::timeout(PATIENCE, subscribed).await;
    in_time.expect("a subscription in time");
    Listening {
        _child: child,
        lines,
    }
}

impl Listening {
    pub async fn next(&mut self) -> String {
        loop {
            let line = tokio::time::timeout(PATIENCE, self.lines.next_line()).await;
            let line = line.expect("a message in time").unwrap();
            if let Some(message) = line.expect("mosquitto_sub runs").strip_prefix("message ") {
                return message.to_owned();
            }
        }
    }
}
