//! From an address to a stream of bytes: name, TCP, TLS, WebSocket.

mod certificate;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
pub mod identity;
mod own;
mod roots;
mod tcp;
#[cfg(test)]
mod tests;
mod tls;
mod verifier;
mod web_socket;
mod whole_head;

use tilework_core::{certificate::TlsSummary, connection::Trouble};
use tokio::io::{AsyncRead, AsyncWrite};

use super::{LinkSettings, steps::Steps};
use crate::link::{Found, StepName};

/// Bytes both ways.
pub trait Stream: AsyncRead + AsyncWrite + Send + Sync + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Sync + Unpin> Stream for T {}

/// A stream on which MQTT can begin.
pub struct Opened {
    pub stream: Box<dyn Stream>,
    pub tls: Option<TlsSummary>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("tls", &self.tls).finish()
    }
}

/// Opens a stream to the endpoint, each step told.
///
/// # Errors
/// Why the first step that failed did.
pub async fn open(settings: &LinkSettings, steps: &Steps) -> Result<Opened, Trouble> {
    let endpoint = &settings.endpoint;
    let resolve = tcp::resolve(endpoint);
    let addresses = steps
        .run(StepName::Resolve, resolve, |addresses| Found::Addresses {
            addresses: addresses
                .iter()
                .take(8)
                .map(|a| a.ip().to_string())
                .collect(),
        })
        .await?;
    let connect = tcp::connect(&addresses);
    let tcp = steps
        .run(StepName::Connect, connect, |_| Found::Nothing)
        .await?;
    let (stream, tls): (Box<dyn Stream>, _) = if endpoint.transport.is_encrypted() {
        let encrypt = tls::encrypt(tcp, settings);
        let (stream, summary) = steps
            .run(StepName::Encrypt, encrypt, |(_, tls)| Found::Tls {
                tls: tls.clone(),
            })
            .await?;
        (Box::new(stream), Some(summary))
    } else {
        (Box::new(tcp), None)
    };
    let stream = if endpoint.transport.is_web_socket() {
        let upgrade = web_socket::upgrade(stream, settings);
        steps
            .run(StepName::Upgrade, upgrade, |_| Found::Nothing)
            .await?
    } else {
        stream
    };
    Ok(Opened { stream, tls })
}
