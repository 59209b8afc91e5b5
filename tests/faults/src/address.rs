//! A port that stays ours while nobody listens on it.

use std::net::Ipv4Addr;

use tokio::net::{TcpListener, TcpSocket};

const BACKLOG: u32 = 1024;

#[derive(Debug)]
pub struct Address {
    /// Bound, but never listening: the operating system refuses connections, and gives the port to no other program.
    reserved: TcpSocket,
}

impl Address {
    pub fn reserve() -> Self {
        Self {
            reserved: socket(0),
        }
    }

    pub fn port(&self) -> u16 {
        self.reserved.local_addr().unwrap().port()
    }

    pub fn listen(&self) -> TcpListener {
        socket(self.port()).listen(BACKLOG).unwrap()
    }
}

fn socket(port: u16) -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    #[cfg(unix)]
    socket.set_reuseport(true).unwrap();
    socket.bind((Ipv4Addr::LOCALHOST, port).into()).unwrap();
    socket
}
