//! A real RabbitMQ for tests, alone or two joined to a cluster: on fresh ports of the loopback interface, in a fresh folder, as whoever
//! runs the tests, gone with its struct. Linux only; empty elsewhere. Everything here panics on failure: it is the ground tests stand on.
//!
//! It speaks MQTT 3.1.1 over TCP and over WebSocket (path `/ws`), and no AMQP. What is true of it and not of other brokers:
//!
//! - MQTT 5 comes with RabbitMQ 3.13. Debian 12 has 3.10.8, on which the rest of this was seen: it answers CONNECT of MQTT 5 by closing,
//!   without a CONNACK.
//! - Retained messages stay on the node that took them: after a failover the other node has none. And a filter with a wildcard finds
//!   none of them.
//! - From 3.8 to 3.11 the nodes agree by Raft on which client has which id, so that with one of two dead there is no majority, and nobody
//!   is thrown out when an id comes twice. Connecting works all the same, and lasts: the node answers CONNACK before the others agree,
//!   and asks them again every five seconds. So there is no third node here; but the dead one cannot come back, see `Cluster::kill`.
//! - The queue of a subscription of QoS 1 lives on one node and is named after the client id. When that node dies, the other answers the
//!   same subscription of the same client by closing the connection (QoS 0 is not concerned). `Cluster` therefore mirrors these queues by
//!   a policy, as whoever wants failover with RabbitMQ 3 must.
//! - For the Raft of client ids a first node waits 3.3 to 6 s, asleep, for others to appear: half the time that a start takes, and after
//!   a kill again.
#![cfg(target_os = "linux")]

mod cluster;
mod epmd;
mod home;
mod node;
mod ports;

use std::{fmt, path::Path};

pub use cluster::Cluster;
pub use node::Node;

use node::{Ground, Peers};

/// The one login there is. Nobody comes in without it.
#[derive(Clone)]
pub struct Options {
    pub user: String,
    pub password: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            user: "guest".to_owned(),
            password: "guest".to_owned(),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Options")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// One node by itself.
#[derive(Debug)]
pub struct RabbitMq {
    node: Node,
    ground: Ground,
}

impl RabbitMq {
    /// Returns when it takes connections.
    pub async fn start(options: Options) -> Self {
        let ground = Ground::prepare().await;
        let mut node = Node::new(&ground, "alone", &options, Peers::None);
        node.boot(&ground).await;
        Self { node, ground }
    }

    /// MQTT over TCP.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.node.port()
    }

    /// MQTT over WebSocket, path `/ws`.
    #[must_use]
    pub fn web_port(&self) -> u16 {
        self.node.web_port()
    }

    /// Where all its files are.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.ground.path()
    }

    /// As a power cut would.
    pub async fn kill(&mut self) {
        self.node.kill().await;
    }

    /// Starts it again on the same ports, with what it had stored.
    pub async fn resume(&mut self) {
        self.node.boot(&self.ground).await;
    }
}
