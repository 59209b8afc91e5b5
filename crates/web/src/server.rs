//! Connections, and the three things that can be asked for: the way in, the UI's files, the socket.

use std::{convert::Infallible, sync::Arc, time::Duration};

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    Method, Request, Response, StatusCode,
    body::Incoming,
    header::{
        CONNECTION, HeaderMap, HeaderValue, LOCATION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY,
        SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION, SET_COOKIE, UPGRADE,
    },
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tilework_engine::{
    Engine,
    tasks::{self, Task},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{handshake::derive_accept_key, protocol::Role},
};

use crate::{
    door::{Door, Refused},
    files::Files,
    head, socket,
};

/// Connections at once; browsers open six each. More wait until one ends.
const MOST_CONNECTIONS: usize = 128;
/// Pages at once.
const MOST_PAGES: usize = 16;
/// Bytes of a request's line and headers.
const LARGEST_HEAD: usize = 16 * 1024;
/// A connection that has not said what it wants by then is closed.
const PATIENCE: Duration = Duration::from_secs(10);
/// The sub-protocol of the socket.
const PROTOCOL: &str = "tilework";

#[derive(Debug)]
pub struct Server {
    pub door: Door,
    engine: Engine,
    files: Files,
    connections: Arc<Semaphore>,
    pages: Arc<Semaphore>,
    open: watch::Receiver<bool>,
}

impl Server {
    pub fn new(engine: Engine, files: Files, port: u16, open: watch::Receiver<bool>) -> Self {
        Self {
            door: Door::new(port),
            engine,
            files,
            connections: Arc::new(Semaphore::new(MOST_CONNECTIONS)),
            pages: Arc::new(Semaphore::new(MOST_PAGES)),
            open,
        }
    }

    pub fn pages(&self) -> usize {
        MOST_PAGES - self.pages.available_permits()
    }

    /// Serves until the host is closed.
    pub async fn accept(self: Arc<Self>, listener: Arc<TcpListener>) {
        let mut open = self.open.clone();
        loop {
            let Ok(turn) = Arc::clone(&self.connections).acquire_owned().await else {
                return;
            };
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                _closed_or_dropped = open.changed() => return,
            };
            match accepted {
                Ok((stream, _)) => {
                    tasks::once(Task::Page, Arc::clone(&self).serve(stream, turn));
                }
                // Out of files, perhaps: others may close some.
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }

    async fn serve(self: Arc<Self>, stream: TcpStream, _turn: OwnedSemaphorePermit) {
        let mut open = self.open.clone();
        let service = service_fn(|request| {
            let server = Arc::clone(&self);
            async move { Ok::<_, Infallible>(server.answer(request)) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(PATIENCE)
            .max_buf_size(LARGEST_HEAD)
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades();
        tokio::select! {
            ended = connection => if let Err(error) = ended {
                tracing::debug!(%error, "a connection ended badly");
            },
            _closed_or_dropped = open.changed() => {}
        }
    }

    fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        self.admitted(request)
            .unwrap_or_else(|refused| head::refusal(refused.status()))
    }

    fn admitted(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Refused> {
        let headers = request.headers();
        self.door.knows(headers)?;
        let path = request.uri().path();
        if request.method() != Method::GET {
            self.door.may_read(headers)?;
            return Ok(head::refusal(StatusCode::METHOD_NOT_ALLOWED));
        }
        if let Some(token) = path.strip_prefix("/enter/") {
            return self.enter(token);
        }
        if path == "/socket" {
            self.door.may_ask(headers)?;
            return Ok(self.upgraded(request));
        }
        self.door.may_read(headers)?;
        Ok(match self.files.get(path) {
            Some(file) => head::response(StatusCode::OK, file.media_type, file.bytes.clone()),
            None => head::refusal(StatusCode::NOT_FOUND),
        })
    }

    fn enter(&self, token: &str) -> Result<Response<Full<Bytes>>, Refused> {
        let welcome = self.door.enter(token)?;
        let mut response = head::refusal(StatusCode::SEE_OTHER);
        for (name, value) in [
            (LOCATION, welcome.location),
            (SET_COOKIE, welcome.set_cookie),
        ] {
            let value = HeaderValue::try_from(value).map_err(|_| Refused::Uninvited)?;
            response.headers_mut().insert(name, value);
        }
        Ok(response)
    }

    /// The handshake of RFC 6455 §4.2.2; from then on the connection is the page's.
    fn upgraded(&self, mut request: Request<Incoming>) -> Response<Full<Bytes>> {
        let Some(accept) = accept_key(request.headers()) else {
            return head::refusal(StatusCode::BAD_REQUEST);
        };
        let Ok(turn) = Arc::clone(&self.pages).try_acquire_owned() else {
            return head::refusal(StatusCode::SERVICE_UNAVAILABLE);
        };
        let (engine, open) = (self.engine.clone(), self.open.clone());
        let upgrade = hyper::upgrade::on(&mut request);
        tasks::once(Task::Page, async move {
            let _until_the_page_is_gone = turn;
            match upgrade.await {
                Ok(stream) => {
                    let (stream, config) = (TokioIo::new(stream), socket::config());
                    let socket =
                        WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await;
                    socket::serve(socket, engine, open).await;
                }
                Err(error) => tracing::debug!(%error, "a page left before its socket opened"),
            }
        });
        let mut response = head::refusal(StatusCode::SWITCHING_PROTOCOLS);
        let headers = response.headers_mut();
        headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
        headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(PROTOCOL));
        headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
        *response.body_mut() = Full::default();
        response
    }
}

fn accept_key(headers: &HeaderMap) -> Option<HeaderValue> {
    let says = |name, wanted: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.is_some_and(|value| {
            value
                .split(',')
                .any(|it| it.trim().eq_ignore_ascii_case(wanted))
        })
    };
    let wants = says(CONNECTION, "upgrade")
        && says(UPGRADE, "websocket")
        && says(SEC_WEBSOCKET_VERSION, "13")
        && says(SEC_WEBSOCKET_PROTOCOL, PROTOCOL);
    let key = headers.get(SEC_WEBSOCKET_KEY).filter(|_| wants)?;
    HeaderValue::try_from(derive_accept_key(key.as_bytes())).ok()
}
