use crate::{
    Options,
    node::{Ground, Node, Peers},
};

const SEED: &str = "one";

/// Two nodes with the same users, exchanges and bindings.
#[derive(Debug)]
pub struct Cluster {
    nodes: [Node; 2],
    _ground: Ground,
}

impl Cluster {
    /// Returns when both nodes take connections and know of each other.
    pub async fn start(options: Options) -> Self {
        let ground = Ground::prepare().await;
        let node = |name| Node::new(&ground, name, &options, Peers::JoinTo(SEED));
        let mut nodes = [node(SEED), node("two")];
        // One after the other: nodes that start at once may each found a cluster of client ids (see the crate's page) of its own.
        for node in &mut nodes {
            node.boot(&ground).await;
        }
        Self {
            nodes,
            _ground: ground,
        }
    }

    /// 0 or 1.
    #[must_use]
    pub fn node(&self, index: usize) -> &Node {
        &self.nodes[index]
    }

    /// As a power cut would, and for good: in 3.8 to 3.11 a node that comes back asks those that are left who leads the Raft of client ids,
    /// before it takes part in it itself; of two, the one left has no majority without it, and the question takes hours to be given up.
    pub async fn kill(&mut self, index: usize) {
        self.nodes[index].kill().await;
    }
}
