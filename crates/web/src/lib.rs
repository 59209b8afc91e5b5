//! The engine over one WebSocket, and the UI's files over HTTP, for browsers of this device: to develop, to test and to take pictures
//! with the real engine behind the screens.
//!
//! Deliberately not here: any address but 127.0.0.1, accounts, TLS. Who was not invited is refused and sees nothing
//! (docs/adr/0021).

mod answer;
mod door;
mod files;
mod head;
mod server;
mod socket;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use tilework_core::secret::Secret;
use tilework_engine::{
    Engine,
    tasks::{self, Task},
};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

pub use files::Files;
use server::Server;

/// A running web host. Dropping it closes its sockets; the engine is the caller's.
#[derive(Debug)]
pub struct Web {
    server: Arc<Server>,
    accepting: JoinHandle<()>,
    open: watch::Sender<bool>,
}

impl Web {
    /// Serves `files` and `engine` on a port of 127.0.0.1; 0 takes a free one. Needs a tokio runtime.
    ///
    /// # Errors
    /// The port is taken.
    pub async fn start(engine: Engine, files: Files, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
        let port = listener.local_addr()?.port();
        let (open, until_closed) = watch::channel(true);
        let server = Arc::new(Server::new(engine, files, port, until_closed));
        let (serving, listener) = (Arc::clone(&server), Arc::new(listener));
        let accepting = tasks::kept(Task::Listening, move || {
            Arc::clone(&serving).accept(Arc::clone(&listener))
        });
        Ok(Self {
            server,
            accepting,
            open,
        })
    }

    #[must_use]
    pub fn port(&self) -> u16 {
        self.server.door.port()
    }

    /// An address that lets one browser in, once. Whoever has it may do everything: it is for a person's own terminal.
    #[must_use]
    pub fn invite(&self) -> Secret {
        self.server.door.invite()
    }

    /// How many pages are connected.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.server.pages()
    }

    /// Closes every socket; what was asked is still done. The port is free afterwards.
    pub async fn stop(mut self) {
        let _nobody_listens_is_fine = self.open.send(false);
        // It ends by the word, never by force.
        let _ended = (&mut self.accepting).await;
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}
