//! Who accepts, and who says what is wrong.

use std::{io::ErrorKind, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::{mpsc, oneshot, watch},
    task::{JoinHandle, JoinSet},
};

use crate::{
    Counters, Fault,
    address::Address,
    connection::{Connection, close},
    counters::Ledger,
};

/// A test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// Takes connections on a port of the loopback interface and passes them on to another, as well as its fault lets it.
#[derive(Debug)]
pub struct FaultProxy {
    port: u16,
    orders: mpsc::Sender<Order>,
    ledger: Ledger,
    task: JoinHandle<()>,
}

#[derive(Debug)]
struct Order {
    fault: Fault,
    done: oneshot::Sender<()>,
}

impl FaultProxy {
    /// Passes on to this port of 127.0.0.1. It takes connections when this returns; all is well until a fault is set.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    #[must_use]
    pub fn start(target: u16) -> Self {
        let address = Address::reserve();
        let port = address.port();
        let (orders, receive) = mpsc::channel(1);
        let ledger = Ledger::default();
        let entrance = Entrance {
            listener: Some(address.listen()),
            address,
            target,
            faults: watch::Sender::default(),
            ledger: ledger.clone(),
            connections: JoinSet::new(),
        };
        Self {
            port,
            orders,
            ledger,
            task: tokio::spawn(entrance.keep(receive)),
        }
    }

    /// Where clients connect to.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns when it holds: after a cut nobody is connected, after `Refuse` nobody gets in, after `HalfOpen` the broker has lost all.
    pub async fn set(&self, fault: Fault) {
        let (done, held) = oneshot::channel();
        let order = Order { fault, done };
        self.orders.send(order).await.expect("the proxy runs");
        held.await.expect("the proxy runs");
    }

    #[must_use]
    pub fn counters(&self) -> Counters {
        self.ledger.now()
    }

    /// Waits until the counters are so; panics when that takes too long.
    pub async fn until(&self, condition: impl FnMut(&Counters) -> bool) -> Counters {
        let reached = tokio::time::timeout(PATIENCE, self.ledger.until(condition)).await;
        reached.unwrap_or_else(|_| panic!("the counters stay at {:?}", self.counters()))
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Entrance {
    address: Address,
    /// `None` while it refuses.
    listener: Option<TcpListener>,
    target: u16,
    faults: watch::Sender<Fault>,
    ledger: Ledger,
    /// They end with this set.
    connections: JoinSet<()>,
}

impl Entrance {
    async fn keep(mut self, mut orders: mpsc::Receiver<Order>) {
        loop {
            tokio::select! {
                // Those that came before an order are there when it is carried out.
                biased;
                client = accept(self.listener.as_ref()) => self.admit(client).await,
                Some(ended) = self.connections.join_next() => ended.unwrap(),
                order = orders.recv() => match order {
                    Some(order) => self.obey(order).await,
                    None => return,
                },
            }
        }
    }

    async fn admit(&mut self, client: TcpStream) {
        self.ledger.note(|counters| counters.accepted += 1);
        let fault = *self.faults.borrow();
        if let Fault::Cut(how) = fault {
            return close(client, how).await;
        }
        let open = self.ledger.during(|counters| &mut counters.open);
        let connection = Connection {
            number: self.ledger.now().accepted,
            target: self.target,
            faults: self.faults.subscribe(),
            ledger: self.ledger.clone(),
        };
        self.connections.spawn(async move {
            let _open = open;
            connection.run(client).await;
        });
    }

    async fn obey(&mut self, order: Order) {
        self.faults.send_replace(order.fault);
        if order.fault == Fault::Refuse {
            self.listener = None;
        } else if self.listener.is_none() {
            self.listener = Some(self.address.listen());
        }
        match order.fault {
            Fault::Cut(_) => drop(self.ledger.until(|counters| counters.open == 0).await),
            Fault::HalfOpen => {
                let cut_off = |counters: &Counters| counters.open == counters.silent;
                self.ledger.until(cut_off).await;
            }
            _ => {}
        }
        // Whoever set it may have stopped waiting.
        let _ = order.done.send(());
    }
}

async fn accept(listener: Option<&TcpListener>) -> TcpStream {
    let Some(listener) = listener else {
        return std::future::pending().await;
    };
    loop {
        match listener.accept().await {
            Ok((client, _)) => return client,
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => {}
            Err(error) => panic!("the proxy cannot accept: {error}"),
        }
    }
}
