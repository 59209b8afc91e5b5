//! MQTT over WebSocket (MQTT 5 §6, RFC 6455): packets in binary frames, cut anywhere.

use std::{
    io::{self, ErrorKind},
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Buf as _, Bytes};
use futures_util::{Sink as _, Stream as _};
use tilework_core::connection::Trouble;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{
        self, Message,
        client::IntoClientRequest as _,
        handshake::client::Request,
        http::{HeaderName, HeaderValue},
        protocol::WebSocketConfig,
    },
};

use super::{Stream, whole_head::WholeHead};
use crate::link::{LinkSettings, trouble};

/// The largest frame taken, in bytes, unless the broker's own limit is higher. A message over that limit is left out packet by packet, and
/// brokers put a packet in one frame; but a frame is held in memory as a whole.
const LARGEST: usize = 64 << 20;

/// # Errors
/// Why the server did not become a WebSocket that speaks MQTT.
pub async fn upgrade(
    stream: Box<dyn Stream>,
    settings: &LinkSettings,
) -> Result<Box<dyn Stream>, Trouble> {
    let endpoint = &settings.endpoint;
    let scheme = if endpoint.transport.is_encrypted() {
        "wss"
    } else {
        "ws"
    };
    let host = if endpoint.host.contains(':') {
        format!("[{}]", endpoint.host)
    } else {
        endpoint.host.clone()
    };
    let url = format!("{scheme}://{host}:{}{}", endpoint.port, settings.path());
    let mut request = url
        .into_client_request()
        .map_err(|error| trouble::web_socket(&error))?;
    let headers = request.headers_mut();
    headers.insert("Sec-WebSocket-Protocol", HeaderValue::from_static("mqtt"));
    for (name, value) in settings.headers() {
        if let (Ok(name), Ok(mut value)) = (
            HeaderName::try_from(name.as_str()),
            HeaderValue::try_from(value.as_str()),
        ) {
            value.set_sensitive(true);
            headers.append(name, value);
        }
    }
    let largest = LARGEST.max(settings.broker.packet_limit as usize);
    Ok(Box::new(ask(request, stream, largest).await?))
}

/// `largest`: frame, in bytes.
async fn ask(request: Request, stream: Box<dyn Stream>, largest: usize) -> Result<Frames, Trouble> {
    let stream = WholeHead::new(stream);
    let (socket, _) = client_async_with_config(request, stream, Some(config(largest)))
        .await
        .map_err(|error| trouble::web_socket(&error))?;
    Ok(Frames {
        socket,
        rest: Bytes::new(),
    })
}

fn config(largest: usize) -> WebSocketConfig {
    WebSocketConfig::default()
        .max_message_size(Some(largest))
        .max_frame_size(Some(largest))
}

/// What fuzzers feed: an answer to a request, and frames behind a good one.
#[cfg(any(test, fuzzing))]
pub mod halves {
    use tokio_tungstenite::tungstenite::{client::IntoClientRequest as _, protocol::Role};

    use super::{Bytes, Frames, LARGEST, Stream, WebSocketStream, WholeHead, ask, config};

    /// Whether it becomes a WebSocket.
    pub async fn head(stream: Box<dyn Stream>) -> bool {
        let Ok(request) = "ws://farm/mqtt".into_client_request() else {
            return false;
        };
        ask(request, stream, LARGEST).await.is_ok()
    }

    pub async fn frames(stream: Box<dyn Stream>) -> Box<dyn Stream> {
        let stream = WholeHead::new(stream);
        let socket =
            WebSocketStream::from_raw_socket(stream, Role::Client, Some(config(LARGEST))).await;
        Box::new(Frames {
            socket,
            rest: Bytes::new(),
        })
    }
}

/// A WebSocket as a stream of bytes.
struct Frames {
    socket: WebSocketStream<WholeHead>,
    /// Of the last frame, what was not read yet.
    rest: Bytes,
}

fn failed(error: tungstenite::Error) -> io::Error {
    match error {
        tungstenite::Error::Io(error) => error,
        tungstenite::Error::ConnectionClosed | tungstenite::Error::AlreadyClosed => {
            ErrorKind::ConnectionReset.into()
        }
        tungstenite::Error::Protocol(
            tungstenite::error::ProtocolError::ResetWithoutClosingHandshake,
        ) => ErrorKind::ConnectionReset.into(),
        _ => ErrorKind::InvalidData.into(),
    }
}

impl AsyncRead for Frames {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.rest.is_empty() {
            match ready!(Pin::new(&mut self.socket).poll_next(context)) {
                Some(Ok(Message::Binary(bytes))) => self.rest = bytes,
                // MQTT 5 §6: anything but binary ends the connection.
                Some(Ok(Message::Text(_))) => {
                    return Poll::Ready(Err(ErrorKind::InvalidData.into()));
                }
                Some(Ok(Message::Close(Some(close)))) if !close.reason.is_empty() => {
                    let words = trouble::ClosingWords(close.reason.to_string());
                    let error = io::Error::new(ErrorKind::ConnectionAborted, words);
                    return Poll::Ready(Err(error));
                }
                Some(Ok(Message::Close(_))) | None => return Poll::Ready(Ok(())),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Poll::Ready(Err(failed(error))),
            }
        }
        let bytes = self.rest.len().min(buffer.remaining());
        buffer.put_slice(&self.rest[..bytes]);
        self.rest.advance(bytes);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Frames {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let mut socket = Pin::new(&mut self.socket);
        ready!(socket.as_mut().poll_ready(context)).map_err(failed)?;
        let message = Message::Binary(Bytes::copy_from_slice(bytes));
        socket.start_send(message).map_err(failed)?;
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket)
            .poll_flush(context)
            .map_err(failed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket)
            .poll_close(context)
            .map_err(failed)
    }
}
