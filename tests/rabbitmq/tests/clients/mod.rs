//! Mosquitto's clients, of protocol 3.1.1.

use std::{process::Stdio, time::Duration};

use tilework_rabbitmq::Options;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

/// A client that waits this long has failed: it stands for a person who waits.
const PATIENCE: Duration = Duration::from_secs(20);

fn client(program: &str, port: u16, options: &Options) -> Command {
    // Line by line even into a pipe: mosquitto_sub does not flush what `-d` prints.
    let mut command = Command::new("stdbuf");
    command
        .args(["-oL", program, "-V", "311", "-q", "1", "-h", "127.0.0.1"])
        .args(["-p", &port.to_string()])
        .args(["-u", &options.user, "-P", &options.password])
        .kill_on_drop(true);
    command
}

/// Returns when the broker has it, or with what the client said.
pub async fn publish(
    port: u16,
    options: &Options,
    topic: &str,
    payload: &str,
    retain: bool,
) -> Result<(), String> {
    let mut command = client("mosquitto_pub", port, options);
    command.args(["-t", topic, "-m", payload]);
    if retain {
        command.arg("-r");
    }
    let output = timeout(PATIENCE, command.output())
        .await
        .expect("an answer in time")
        .expect("mosquitto_pub is installed");
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

#[derive(Debug)]
pub struct Subscriber {
    _child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

/// Returns when the broker granted it.
pub async fn subscribe(port: u16, options: &Options, id: &str, filter: &str) -> Subscriber {
    let mut child = client("mosquitto_sub", port, options)
        .args(["-i", id, "-d", "-t", filter, "-F", "message %t %p"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("mosquitto_sub is installed");
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut subscriber = Subscriber {
        _child: child,
        lines,
    };
    subscriber.after("Subscribed").await;
    subscriber
}

impl Subscriber {
    /// The next message, as `<topic> <payload>`.
    pub async fn next(&mut self) -> String {
        self.after("message ").await
    }

    async fn after(&mut self, start: &str) -> String {
        timeout(PATIENCE, async {
            loop {
                let line = self.lines.next_line().await.unwrap();
                let line = line.expect("mosquitto_sub runs");
                if let Some(rest) = line.strip_prefix(start) {
                    return rest.to_owned();
                }
            }
        })
        .await
        .expect("an answer in time")
    }
}
