//! The network that the device is in, as documents know it.

use std::sync::Arc;

use ring::digest::{Context, SHA256};
use tilework_core::broker::NetworkId;

use crate::ports::Whereabouts;

/// So that the digest is of nothing else.
const OF: &[u8] = b"tilework network\n";

/// `None`: it cannot be told.
pub fn network(whereabouts: &Arc<dyn Whereabouts>) -> Option<NetworkId> {
    let mark = whereabouts.mark()?;
    let mut digest = Context::new(&SHA256);
    digest.update(OF);
    digest.update(&mark);
    let digest: [u8; 32] = digest.finish().as_ref().try_into().ok()?;
    Some(NetworkId::of_digest(&digest))
}
