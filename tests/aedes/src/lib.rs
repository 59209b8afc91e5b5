//! A real aedes for tests: the broker from npm, under Node, on free ports of the loopback interface, gone with its struct. It speaks MQTT
//! 3.1.1 over TCP and over WebSocket (any path) and keeps everything in memory. MQTT 5 it refuses (CONNACK code 1).
//!
//! Everything here panics on failure: it is the ground tests stand on.

use std::{fmt, path::Path, process::Stdio};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdin, Command},
};

/// What the broker demands.
#[derive(Clone, Default)]
pub struct Options {
    /// User and password. `None`: anybody may come in.
    pub login: Option<(String, String)>,
    /// Nobody may subscribe to topics that begin so: refused in the SUBACK.
    pub refused: Option<String>,
}

impl fmt::Debug for Options {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let user = self.login.as_ref().map(|(user, _)| user);
        formatter
            .debug_struct("Options")
            .field("user", &user)
            .field("refused", &self.refused)
            .finish_non_exhaustive()
    }
}

#[derive(Debug)]
pub struct Aedes {
    port: u16,
    web_port: u16,
    child: Child,
    /// It ends when this closes, even if a test is killed.
    _input: ChildStdin,
}

impl Aedes {
    /// Returns when it takes connections.
    ///
    /// # Panics
    /// Says what to do when its packages are not installed.
    pub async fn start(options: Options) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(
            folder.join("node_modules/aedes").exists(),
            "the packages of tests/aedes are not installed: `cargo xtask test` does it, or `npm ci` in that folder"
        );
        let mut child = Command::new("node")
            .arg("broker.mjs")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("Node is installed");
        let mut input = child.stdin.take().unwrap();
        let login = options
            .login
            .map(|(user, password)| json!({"user": user, "password": password}));
        let line = format!("{}\n", json!({"login": login, "refused": options.refused}));
        input.write_all(line.as_bytes()).await.unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap();
        let said: Value = serde_json::from_str(&line.expect("aedes starts")).unwrap();
        let port = |name: &str| u16::try_from(said[name].as_u64().unwrap()).unwrap();
        Self {
            port: port("port"),
            web_port: port("webPort"),
            child,
            _input: input,
        }
    }

    /// MQTT over TCP.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// MQTT over WebSocket, any path.
    #[must_use]
    pub fn web_port(&self) -> u16 {
        self.web_port
    }

    /// As a power cut would, and for good.
    pub async fn kill(&mut self) {
        self.child.kill().await.unwrap();
    }
}
