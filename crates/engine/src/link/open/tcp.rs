//! From a name to a connected socket.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use futures_util::stream::{FuturesUnordered, StreamExt};
use tilework_core::{broker::Endpoint, connection::Trouble};
use tokio::{
    net::{TcpStream, lookup_host},
    time::{sleep, timeout},
};

use crate::link::trouble;

/// The head start of an address over the next (RFC 8305 §5).
const HEAD_START: Duration = Duration::from_millis(250);
/// For all of them; a little less than a step has, to say what the silence means.
const PATIENCE: Duration = Duration::from_millis(7_500);
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
    timeout(PATIENCE, race(addresses))
        .await
        .unwrap_or_else(|_| Err(silence(addresses, cfg!(target_os = "android"))))
}

/// Android 17 and later swallow what goes to the local network without the person's permission, and say nothing.
fn silence(addresses: &[SocketAddr], on_android: bool) -> Trouble {
    let is_local = |address: &SocketAddr| match address.ip() {
        IpAddr::V4(ip) => ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unique_local() || ip.is_unicast_link_local(),
    };
    if on_android && addresses.iter().all(is_local) {
        Trouble::LocalNetworkDenied
    } else {
        Trouble::TimedOut
    }
}

async fn race(addresses: &[SocketAddr]) -> Result<TcpStream, Trouble> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_android_a_silent_local_address_may_want_a_permission() {
        for (address, on_android, expected) in [
            ("192.168.1.4:1883", true, Trouble::LocalNetworkDenied),
            ("[fd00::4]:1883", true, Trouble::LocalNetworkDenied),
            ("203.0.113.9:1883", true, Trouble::TimedOut),
            ("192.168.1.4:1883", false, Trouble::TimedOut),
        ] {
            let addresses = [address.parse().unwrap()];
            assert_eq!(silence(&addresses, on_android), expected, "{address}");
        }
    }

    #[tokio::test]
    async fn the_address_that_answers_is_taken_though_it_is_not_the_first() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let open = listener.local_addr().unwrap();
        let closed = {
            let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            gone.local_addr().unwrap()
        };
        let stream = connect(&[closed, open]).await.unwrap();
        assert_eq!(stream.peer_addr().unwrap(), open);
        assert_eq!(connect(&[closed]).await.unwrap_err(), Trouble::PortClosed);
    }
}
