//! One client and its way to the broker.

use std::net::Ipv4Addr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::watch,
};

use crate::{
    Close, Fault,
    chance::Chance,
    counters::Ledger,
    pump::{Broken, Pump, Way},
};

#[derive(Debug)]
pub struct Connection {
    /// Since the start of the proxy.
    pub number: u64,
    /// The broker's port.
    pub target: u16,
    /// What was set before it came counts as seen.
    pub faults: watch::Receiver<Fault>,
    pub ledger: Ledger,
}

/// What ends a connection at once.
enum Blow {
    Cut(Close),
    HalfOpen,
}

impl Connection {
    /// Until both sides are closed.
    pub async fn run(self, client: TcpStream) {
        let mut faults = self.faults.clone();
        let upstream = tokio::select! {
            connected = TcpStream::connect((Ipv4Addr::LOCALHOST, self.target)) => connected,
            blow = blow(&mut faults) => return self.take(blow, client, None, faults).await,
        };
        match upstream {
            Ok(upstream) => self.pass(client, upstream, faults).await,
            Err(_) => close(client, Close::Reset).await,
        }
    }

    async fn pass(
        self,
        mut client: TcpStream,
        mut upstream: TcpStream,
        mut faults: watch::Receiver<Fault>,
    ) {
        client.set_nodelay(true).unwrap();
        upstream.set_nodelay(true).unwrap();
        let (from_client, to_client) = client.split();
        let (from_broker, to_broker) = upstream.split();
        let ended = tokio::select! {
            ended = async { tokio::try_join!(
                self.pump(Way::ToBroker).run(from_client, to_broker),
                self.pump(Way::ToClient).run(from_broker, to_client),
            ) } => Ok(ended),
            blow = blow(&mut faults) => Err(blow),
        };
        match ended {
            Ok(Ok(_)) => {}
            Ok(Err(Broken)) => {
                close(client, Close::Reset).await;
                close(upstream, Close::Reset).await;
            }
            Err(blow) => self.take(blow, client, Some(upstream), faults).await,
        }
    }

    fn pump(&self, way: Way) -> Pump {
        Pump {
            way,
            faults: self.faults.clone(),
            ledger: self.ledger.clone(),
            chance: Chance::new(self.number, way),
        }
    }

    async fn take(
        &self,
        blow: Blow,
        client: TcpStream,
        upstream: Option<TcpStream>,
        faults: watch::Receiver<Fault>,
    ) {
        match blow {
            Blow::Cut(how) => {
                close(client, how).await;
                if let Some(upstream) = upstream {
                    close(upstream, how).await;
                }
            }
            Blow::HalfOpen => {
                drop(upstream);
                self.fall_silent(client, faults).await;
            }
        }
    }

    /// Takes what the client says, and says nothing, until the client closes it or a cut comes.
    async fn fall_silent(&self, mut client: TcpStream, mut faults: watch::Receiver<Fault>) {
        let _silent = self.ledger.during(|counters| &mut counters.silent);
        let mut buffer = [0; 1024];
        loop {
            tokio::select! {
                read = client.read(&mut buffer) => match read {
                    Ok(0) | Err(_) => return,
                    Ok(read) => self.ledger.note(|counters| counters.swallowed += read as u64),
                },
                blow = blow(&mut faults) => if let Blow::Cut(how) = blow {
                    return close(client, how).await;
                },
            }
        }
    }
}

async fn blow(faults: &mut watch::Receiver<Fault>) -> Blow {
    while faults.changed().await.is_ok() {
        match *faults.borrow_and_update() {
            Fault::Cut(how) => return Blow::Cut(how),
            Fault::HalfOpen => return Blow::HalfOpen,
            _ => {}
        }
    }
    // The proxy is gone, and this with it.
    std::future::pending().await
}

pub async fn close(mut stream: TcpStream, how: Close) {
    match how {
        // It fails when the peer is gone already; then it is closed as well.
        Close::Reset => drop(stream.set_zero_linger()),
        Close::Fin => {
            drop(stream.shutdown().await);
            // Closing with bytes unread would be a reset.
            while stream.try_read(&mut [0; 1024]).is_ok_and(|read| read > 0) {}
        }
    }
}
