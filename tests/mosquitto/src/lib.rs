//! A real Mosquitto for tests: on a fresh port of the loopback interface, in a fresh folder, gone with its struct.
//!
//! Everything here panics on failure: it is the ground tests stand on.

use std::{path::PathBuf, process::Stdio};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

/// A test that waits this long for a message has failed.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// What the broker demands.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// `None`: anybody may come in.
    pub login: Option<(String, String)>,
    /// Lines of an ACL file (mosquitto.conf(5), `acl_file`).
    pub acl: Option<String>,
    /// More lines for mosquitto.conf.
    pub conf: String,
}

#[derive(Debug)]
pub struct Mosquitto {
    options: Options,
    folder: TempDir,
    port: u16,
    child: Option<Child>,
}

/// A port nobody listens on.
#[must_use]
pub fn free_port() -> u16 {
    std::net::TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

fn program(name: &str) -> PathBuf {
    let sbin = PathBuf::from("/usr/sbin").join(name);
    if sbin.exists() {
        sbin
    } else {
        PathBuf::from(name)
    }
}

impl Mosquitto {
    /// Returns when it takes connections.
    pub async fn start(options: Options) -> Self {
        let mut broker = Self {
            options,
            folder: tempfile::tempdir().unwrap(),
            port: free_port(),
            child: None,
        };
        broker.configure().await;
        broker.resume().await;
        broker
    }

    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    async fn configure(&self) {
        let folder = self.folder.path().display();
        let mut conf = format!(
            "listener {} 127.0.0.1\nuser root\npersistence false\nlog_dest stderr\nlog_type all\nmax_queued_messages 0\n{}\n",
            self.port, self.options.conf
        );
        match &self.options.login {
            None => conf.push_str("allow_anonymous true\n"),
            Some((user, password)) => {
                conf.push_str(&format!(
                    "allow_anonymous false\npassword_file {folder}/passwords\n"
                ));
                let file = self.folder.path().join("passwords");
                let made = Command::new("mosquitto_passwd")
                    .arg("-c")
                    .arg("-b")
                    .arg(file)
                    .args([user, password])
                    .output()
                    .await;
                assert!(made.unwrap().status.success());
            }
        }
        if let Some(acl) = &self.options.acl {
            conf.push_str(&format!("acl_file {folder}/acl\n"));
            std::fs::write(self.folder.path().join("acl"), acl).unwrap();
        }
        std::fs::write(self.folder.path().join("mosquitto.conf"), conf).unwrap();
    }

    /// Kills it, as a power cut would.
    pub async fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().await.unwrap();
        }
    }

    /// Starts it again on the same port, with nothing retained.
    pub async fn resume(&mut self) {
        let mut child = Command::new(program("mosquitto"))
            .arg("-c")
            .arg(self.folder.path().join("mosquitto.conf"))
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("mosquitto is installed");
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
        loop {
            let line = log.next_line().await.unwrap().expect("mosquitto starts");
            if line.ends_with("running") {
                break;
            }
        }
        // Its log must be read on, or it would block once the pipe is full.
        tokio::spawn(async move { while let Ok(Some(_)) = log.next_line().await {} });
        self.child = Some(child);
    }

    fn client(&self, name: &str) -> Command {
        // Line by line even into a pipe: mosquitto_sub does not flush what `-d` prints.
        let mut command = Command::new("stdbuf");
        command.args(["-oL", name]);
        command.args(["-h", "127.0.0.1", "-p", &self.port.to_string()]);
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
