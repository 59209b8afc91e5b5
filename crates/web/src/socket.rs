//! One page: what it asks, side by side, and what it is answered.
//!
//! A page sends `{"id": 7, "request": "send_command", "args": {…}}`. It gets `{"id": 7, "ok": …}` or `{"id": 7, "error": AppError}`; of a
//! stream also any number of `{"id": 7, "item": …}`, and `{"id": 7, "end": true}`
//! after the last. Raw bytes come as one binary message: the id in four bytes, most significant first, and
//! then the bytes.

use std::sync::Arc;

use futures_util::{SinkExt as _, StreamExt as _};
use tilework_engine::{
    Engine, Right, Who,
    tasks::{self, Task},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::{Semaphore, mpsc, watch},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, protocol::WebSocketConfig},
};

use crate::answer::{Asked, Out, answer};

/// Bytes of one message of a page: a piece of a table to import is the largest.
const LARGEST: usize = 16 * 1024 * 1024;
/// What a page may have asked and not been answered. What it asks beyond that stays in the socket until an answer is there.
const MOST_ASKED: usize = 64;
/// Messages that wait to be sent. A page that lets them wait gets no more items: its streams end.
const MOST_WAITING: usize = 256;

pub fn config() -> WebSocketConfig {
    WebSocketConfig::default()
        .max_message_size(Some(LARGEST))
        .max_frame_size(Some(LARGEST))
}

/// Until the page leaves, breaks the rules, or the host closes: then its client ends. A change that was asked for by then is made to its end,
/// answered or not: half a change is worse than one that nobody waits for.
pub async fn serve<S>(socket: WebSocketStream<S>, engine: Engine, mut open: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut to_page, mut from_page) = socket.split();
    let (out, mut waiting) = mpsc::channel(MOST_WAITING);
    let mut sending = tasks::once(Task::Page, async move {
        while let Some(message) = waiting.recv().await {
            if to_page.send(message).await.is_err() {
                return;
            }
        }
        // The page is gone as well, perhaps.
        let _ = to_page.close().await;
    });
    // Who has the key is the person themselves.
    let client = Arc::new(engine.client(Who {
        label: "a browser of this device".to_owned(),
        rights: Right::Own,
    }));
    let turns = Arc::new(Semaphore::new(MOST_ASKED));
    loop {
        let next = async {
            let turn = Arc::clone(&turns).acquire_owned().await.ok()?;
            Some((turn, from_page.next().await?))
        };
        let next = tokio::select! {
            next = next => next,
            _ended = &mut sending => break,
            _closed_or_dropped = open.changed() => None,
        };
        let asked = match next {
            Some((turn, Ok(Message::Text(text)))) => match serde_json::from_str(&text) {
                Ok(asked) => (turn, asked),
                Err(_) => break,
            },
            Some((_, Ok(Message::Ping(_) | Message::Pong(_)))) => continue,
            _ => break,
        };
        let (turn, asked): (_, Asked) = asked;
        let (client, out) = (Arc::clone(&client), Out::new(out.clone()));
        tasks::once(Task::Page, async move {
            let _until_it_is_answered = turn;
            answer(&client, asked, &out).await;
        });
    }
    client.end();
    drop(out);
    // Streams hold the way out as long as they run, and nobody reads any more.
    sending.abort();
}
