//! Erlang's register of nodes, one for each test, so that tests do not meet and none is left behind: a node that finds none starts one
//! that outlives it.

use std::{path::Path, process::Stdio, time::Duration};

use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::{interval, timeout},
};

use crate::ports;

#[derive(Debug)]
pub struct Epmd {
    port: u16,
    _child: Child,
}

impl Epmd {
    /// Returns when it listens.
    pub async fn start(folder: &Path) -> Self {
        let port = ports::free();
        let mut child = Command::new("epmd")
            .args(["-address", "127.0.0.1", "-port", &port.to_string()])
            .env("HOME", folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("epmd is installed (with rabbitmq-server)");
        let listens = async {
            let mut tick = interval(Duration::from_millis(10));
            while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
                tick.tick().await;
            }
        };
        timeout(Duration::from_secs(30), listens)
            .await
            .expect("epmd listens");
        assert_eq!(child.try_wait().unwrap(), None, "epmd runs");
        Self {
            port,
            _child: child,
        }
    }

    pub fn port(&self) -> u16 {
        self.port
    }
}
