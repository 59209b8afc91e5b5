//! A server that says back what it hears, and a client's ways with it.

use std::{net::Ipv4Addr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{JoinHandle, JoinSet},
    time::timeout,
};

const PATIENCE: Duration = Duration::from_secs(30);

pub struct Echo {
    pub port: u16,
    open: watch::Sender<usize>,
    task: JoinHandle<()>,
}

impl Echo {
    pub async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let open = watch::Sender::default();
        Self {
            port: listener.local_addr().unwrap().port(),
            task: tokio::spawn(serve(listener, open.clone())),
            open,
        }
    }

    /// Waits until so many are connected to it.
    pub async fn until_open(&self, count: usize) {
        let mut open = self.open.subscribe();
        let reached = timeout(PATIENCE, open.wait_for(|open| *open == count)).await;
        reached.expect("in time").unwrap();
    }

    /// Closes all, and the port.
    pub async fn stop(self) {
        self.task.abort();
        self.until_open(0).await;
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Open(watch::Sender<usize>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.send_modify(|open| *open -= 1);
    }
}

async fn serve(listener: TcpListener, open: watch::Sender<usize>) {
    let mut connections = JoinSet::new();
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        open.send_modify(|open| *open += 1);
        let guard = Open(open.clone());
        connections.spawn(async move {
            let _guard = guard;
            let (mut from, mut to) = stream.split();
            // Broken connections are what this is for.
            let _ = copy(&mut from, &mut to).await;
        });
    }
}

pub async fn connect(port: u16) -> TcpStream {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port))
        .await
        .unwrap()
}

pub async fn say(stream: &mut TcpStream, words: &[u8]) {
    stream.write_all(words).await.unwrap();
}

/// Reads as much as `words` is long.
pub async fn hear(stream: &mut TcpStream, length: usize) -> Vec<u8> {
    let mut heard = vec![0; length];
    let read = timeout(PATIENCE, stream.read_exact(&mut heard)).await;
    read.expect("in time").unwrap();
    heard
}

pub async fn echoes(stream: &mut TcpStream, words: &[u8]) {
    say(stream, words).await;
    assert_eq!(hear(stream, words.len()).await, words);
}

/// Reads up to the end; what came, and whether the end was an error.
pub async fn rest(stream: &mut TcpStream) -> (Vec<u8>, std::io::Result<()>) {
    let mut heard = vec![];
    let end = timeout(PATIENCE, stream.read_to_end(&mut heard)).await;
    (heard, end.expect("in time").map(|_| ()))
}

/// Whether it is open and has nothing to read. Only true once what could have come has been waited for.
pub fn is_silent(stream: &TcpStream) -> bool {
    let read = stream.try_read(&mut [0; 16]);
    read.is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock)
}
