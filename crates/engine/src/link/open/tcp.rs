//! From a name to a connected socket.

use std::{net::SocketAddr, time::Duration};

use futures_util::stream::{FuturesUnordered, StreamExt};
use tilework_core::{broker::Endpoint, connection::Trouble};
use tokio::{
    net::{TcpStream, lookup_host},
    time::sleep,
};

use crate::link::trouble;

/// The head start of an address over the next (RFC 8305 §5).
const HEAD_START: Duration = Duration::from_millis(250);
/// More addresses than a broker has.
const MOST: usize = 16;

/// The addresses of a name, in the system's order of preference.
pub async fn resolve(endpoint: &Endpoint) -> Result<Vec<SocketAddr>, Trouble> {
    let found = lookup_host((endpoint.host.as_str(), endpoint.port)).await;
    let addresses: Vec<_> = found
        .map_err(|_| Trouble::HostNotFound)?
        .take(MOST)
        .collect();
    if addresses.is_empty() {
        return Err(Trouble::HostNotFound);
    }
    Ok(addresses)
}

/// Connects to the address that answers first; each next one begins a little later.
pub async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, Trouble> {
    let mut attempts: FuturesUnordered<_> = addresses
        .iter()
        .zip(0u32..)
        .map(|(address, place)| async move {
            sleep(HEAD_START * place).await;
            let stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            Ok::<_, std::io::Error>(stream)
        })
        .collect();
    let mut trouble = None;
    while let Some(attempt) = attempts.next().await {
        match attempt {
            Ok(stream) => return Ok(stream),
            // A closed port says more than an address family this network does not have.
            Err(error) => match trouble::connecting(&error) {
                Trouble::PortClosed => trouble = Some(Trouble::PortClosed),
                other => trouble = trouble.or(Some(other)),
            },
        }
    }
    Err(trouble.unwrap_or(Trouble::HostNotFound))
}
