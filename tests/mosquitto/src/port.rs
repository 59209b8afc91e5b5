//! Ports that nobody listens on.

use std::net::{Ipv4Addr, TcpListener};

/// Below those that operating systems give to outgoing connections (Linux: from 32,768): none of those can take the port while a broker is
/// stopped.
const RANGE: std::ops::Range<u16> = 12_000..32_000;

#[must_use]
pub fn free_port() -> u16 {
    free_ports(1)[0]
}

/// All different: they are held until the last is found.
pub fn free_ports(count: usize) -> Vec<u16> {
    let held: Vec<_> = std::iter::repeat_with(|| fastrand::u16(RANGE))
        .filter_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok())
        .take(count)
        .collect();
    held.iter()
        .map(|listener| listener.local_addr().unwrap().port())
        .collect()
}
