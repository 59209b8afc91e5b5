//! A WebSocket server that knows just enough MQTT 3.1.1 to let a client in.

use std::sync::{Arc, Mutex};

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    WebSocketStream, accept_hdr_async,
    tungstenite::{
        Message,
        handshake::server::{ErrorResponse, Request, Response},
        http::HeaderMap,
    },
};

/// Of the retained message of [`Manner::Large`].
pub const LARGE: u32 = 5 << 20;
pub const ACCEPTED: [u8; 4] = [0x20, 2, 0, 0];

/// What is odd about the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Plain,
    /// Does not say which sub-protocol it speaks.
    WithoutProtocol,
    /// Each byte in a frame of its own.
    ByteByByte,
    /// Says hello in words, once it has accepted the client.
    Text,
    /// Asks for a sign of life, once it has accepted the client.
    Ping,
    /// After the first SUBSCRIBE comes what is retained on `farm/map`: five megabytes, in one frame.
    Large,
    /// Says goodbye, once it has accepted the client.
    Close,
}

pub struct Web {
    pub port: u16,
    /// Path and headers of the newest request.
    pub asked: Arc<Mutex<Option<(String, HeaderMap)>>>,
    /// Whether a ping was answered.
    pub ponged: Arc<Mutex<bool>>,
}

impl Web {
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let web = Self {
            port: listener.local_addr().unwrap().port(),
            asked: Arc::default(),
            ponged: Arc::default(),
        };
        let (asked, ponged) = (Arc::clone(&web.asked), Arc::clone(&web.ponged));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (asked, ponged) = (Arc::clone(&asked), Arc::clone(&ponged));
                tokio::spawn(async move {
                    if let Some(socket) = upgrade(stream, manner, &asked).await {
                        serve(socket, manner, &ponged).await;
                    }
                });
            }
        });
        web
    }
}

#[allow(clippy::result_large_err, reason = "tungstenite's callback")]
async fn upgrade(
    stream: TcpStream,
    manner: Manner,
    asked: &Mutex<Option<(String, HeaderMap)>>,
) -> Option<WebSocketStream<TcpStream>> {
    let answer = |request: &Request, mut response: Response| -> Result<Response, ErrorResponse> {
        let path = request.uri().to_string();
        *asked.lock().unwrap() = Some((path, request.headers().clone()));
        if manner != Manner::WithoutProtocol {
            let headers = response.headers_mut();
            headers.insert("Sec-WebSocket-Protocol", "mqtt".parse().unwrap());
        }
        Ok(response)
    };
    accept_hdr_async(stream, answer).await.ok()
}

async fn serve(mut socket: WebSocketStream<TcpStream>, manner: Manner, ponged: &Mutex<bool>) {
    while let Some(Ok(message)) = socket.next().await {
        let sent = match message {
            Message::Binary(packets) => answer(&mut socket, &packets, manner).await,
            Message::Pong(_) => {
                *ponged.lock().unwrap() = true;
                Ok(())
            }
            _ => Ok(()),
        };
        if sent.is_err() {
            return;
        }
    }
}

/// As long as no packet is longer than 127 bytes.
async fn answer(
    socket: &mut WebSocketStream<TcpStream>,
    mut packets: &[u8],
    manner: Manner,
) -> Result<(), tokio_tungstenite::tungstenite::Error> {
    while let [kind, length, rest @ ..] = packets {
        let (body, following) = rest.split_at(usize::from(*length));
        packets = following;
        let reply: &[u8] = match kind >> 4 {
            1 => &ACCEPTED,
            8 => &[0x90, 3, body[0], body[1], 0],
            12 => &[0xD0, 0],
            _ => continue,
        };
        let size = if manner == Manner::ByteByByte {
            1
        } else {
            reply.len()
        };
        for part in reply.chunks(size) {
            socket.send(Message::binary(part.to_vec())).await?;
        }
        let then = match (kind >> 4, manner) {
            (1, Manner::Text) => Some(Message::text("hello")),
            (1, Manner::Ping) => Some(Message::Ping(vec![1].into())),
            (8, Manner::Large) => Some(Message::binary(large())),
            (1, Manner::Close) => Some(Message::Close(None)),
            _ => None,
        };
        if let Some(message) = then {
            socket.send(message).await?;
        }
    }
    Ok(())
}

/// PUBLISH (MQTT 3.1.1 §3.3), retained, QoS 0.
fn large() -> Vec<u8> {
    const TOPIC: &[u8] = b"farm/map";
    let mut length = 2 + TOPIC.len() + LARGE as usize;
    let mut packet = vec![0x31];
    while length > 0 {
        let more = if length > 127 { 0x80 } else { 0 };
        packet.push((length % 128) as u8 | more);
        length /= 128;
    }
    packet.extend([0, TOPIC.len() as u8]);
    packet.extend(TOPIC);
    packet.resize(packet.len() + LARGE as usize, b'7');
    packet
}
