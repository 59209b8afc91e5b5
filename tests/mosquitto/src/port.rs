//! Ports that nobody listens on.

use std::net::{Ipv4Addr, TcpListener};

#[must_use]
pub fn free_port() -> u16 {
    free_ports(1)[0]
}

/// All different: they are held until the last is found.
pub fn free_ports(count: usize) -> Vec<u16> {
    let held: Vec<_> = (0..count)
        .map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap())
        .collect();
    held.iter()
        .map(|listener| listener.local_addr().unwrap().port())
        .collect()
}
