//! The process.

use std::{path::PathBuf, process::Stdio};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::{
    Options,
    conf::{self, Ports},
};

#[derive(Debug)]
pub struct Mosquitto {
    pub(crate) options: Options,
    folder: TempDir,
    pub(crate) ports: Ports,
    child: Option<Child>,
}

const ATTEMPTS: u32 = 5;
const TAKEN: &str = "Address already in use";
const TAKEN_BY_WEBSOCKETS: &str = "Unable to create websockets listener";

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
            ports: Ports::choose(&options),
            options,
            folder: tempfile::tempdir().unwrap(),
            child: None,
        };
        // A test that runs at the same time may have chosen the same port.
        for _ in 0..ATTEMPTS {
            conf::write(broker.folder.path(), &broker.options, &broker.ports);
            match broker.run().await {
                Ok(()) => return broker,
                Err(said) if said.contains(TAKEN) || said.contains(TAKEN_BY_WEBSOCKETS) => {
                    broker.ports = Ports::choose(&broker.options);
                }
                Err(said) => panic!("mosquitto does not start:\n{said}"),
            }
        }
        panic!("mosquitto finds no free port");
    }

    /// Of the main listener.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.ports.listeners[0]
    }

    /// Of this one of `Options::extra`.
    #[must_use]
    pub fn port_of(&self, extra: usize) -> u16 {
        self.ports.listeners[extra + 1]
    }

    /// Kills it, as a power cut would.
    pub async fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().await.unwrap();
        }
    }

    /// Ends it in order; with `Options::keep` it saves first.
    pub async fn shut_down(&mut self) {
        if let Some(mut child) = self.child.take() {
            let id = child.id().expect("mosquitto runs").to_string();
            let told = Command::new("kill").args(["-TERM", &id]).status().await;
            assert!(told.unwrap().success());
            child.wait().await.unwrap();
        }
    }

    /// Starts it again on the same ports, with nothing retained unless it was to keep it.
    pub async fn resume(&mut self) {
        if let Err(said) = self.run().await {
            panic!("mosquitto does not start:\n{said}");
        }
    }

    /// Until it takes connections; otherwise what it said.
    async fn run(&mut self) -> Result<(), String> {
        let mut command = Command::new(program("mosquitto"));
        command
            .arg("-c")
            .arg(self.folder.path().join("mosquitto.conf"))
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .kill_on_drop(true);
        if self.options.tls_version().is_some() {
            command.env("OPENSSL_CONF", self.folder.path().join("openssl.cnf"));
        }
        let mut child = command.spawn().expect("mosquitto is installed");
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut said = vec![];
        while let Some(line) = log.next_line().await.unwrap() {
            said.push(line);
            if said.last().is_some_and(|line| line.ends_with("running")) {
                // Its log must be read on, or it would block once the pipe is full.
                tokio::spawn(async move { while let Ok(Some(_)) = log.next_line().await {} });
                self.child = Some(child);
                return Ok(());
            }
        }
        Err(said.join("\n"))
    }
}
