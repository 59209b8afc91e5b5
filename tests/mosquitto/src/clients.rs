//! mosquitto_pub and mosquitto_sub, which come in plain: if need be through a listener of their own, where nobody is asked anything.

use std::process::Stdio;

use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

use crate::Mosquitto;

/// A test that waits this long for a message has failed.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

impl Mosquitto {
    fn client(&self, name: &str) -> Command {
        // Line by line even into a pipe: mosquitto_sub does not flush what `-d` prints.
        let mut command = Command::new("stdbuf");
        command.args(["-oL", name]);
        command.args(["-h", "127.0.0.1", "-p", &self.ports.own.to_string()]);
        if let Some((user, password)) = &self.options.login {
            command.args(["-u", user, "-P", password]);
        }
        command
    }

    /// Publishes with mosquitto_pub, QoS 1: returns when the broker has it.
    pub async fn publish(&self, topic: &str, payload: &[u8], retain: bool) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), payload).unwrap();
        let mut command = self.client("mosquitto_pub");
        command
            .args(["-q", "1", "-t", topic, "-f"])
            .arg(file.path());
        if retain {
            command.arg("-r");
        }
        let output = command.output().await.expect("mosquitto_pub is installed");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Subscribes with mosquitto_sub; returns when the broker granted it.
    pub async fn subscribe(&self, filter: &str) -> Subscriber {
        let mut child = self
            .client("mosquitto_sub")
            .args(["-q", "1", "-d", "-t", filter, "-F", "message %t %p"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("mosquitto_sub is installed");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        while !lines
            .next_line()
            .await
            .unwrap()
            .expect("mosquitto_sub runs")
            .starts_with("Subscribed")
        {}
        Subscriber {
            _child: child,
            lines,
        }
    }
}

/// A running mosquitto_sub.
#[derive(Debug)]
pub struct Subscriber {
    _child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Subscriber {
    /// The next message, as topic and payload.
    pub async fn next(&mut self) -> (String, String) {
        loop {
            let line = tokio::time::timeout(PATIENCE, self.lines.next_line()).await;
            let line = line
                .expect("a message in time")
                .unwrap()
                .expect("mosquitto_sub runs");
            if let Some(rest) = line.strip_prefix("message ") {
                let (topic, payload) = rest.split_once(' ').unwrap_or((rest, ""));
                return (topic.to_owned(), payload.to_owned());
            }
        }
    }
}
