//! How a connection is and was, for the broker screen.

use tilework_core::{certificate::EndingCertificate, connection::ConnectionState, id::BrokerId};

use super::{Brokers, ConnectionDetails};
use crate::{clock::now, connection::Counters, error::Answer, link::identity::summaries};

impl Brokers {
    pub(super) async fn details(&self, id: &BrokerId) -> Answer<ConnectionDetails> {
        let broker = self.broker(id).await?;
        let connections = &self.connecting.connections;
        let shed = self.connecting.interests.of(id).shed();
        let connection = connections.state(id).unwrap_or(ConnectionState::Idle);
        let client_certificate = broker.certificate.as_deref().and_then(|pem| {
            let mut all = summaries(pem).into_iter();
            all.next()
        });
        Ok(connections.with_journal(id, |journal| {
            let established = journal.established.as_ref();
            let theirs = established
                .and_then(|it| it.tls.as_ref())
                .map(|tls| &tls.certificate);
            ConnectionDetails {
                endpoint: established
                    .map(|established| established.endpoint.clone())
                    .or_else(|| broker.endpoints().first().cloned())
                    .filter(|_| !broker.endpoints().is_empty()),
                latency_ms: journal
                    .latency
                    .map(|latency| latency.as_secs_f64() * 1_000.0),
                tls: established.and_then(|established| established.tls.clone()),
                granted: established.map(|established| established.granted.clone()),
                counters: Counters {
                    shed: shed.messages,
                    ..journal.counters
                },
                log: journal.log(),
                refused: journal.refused(),
                too_large: journal.too_large.clone(),
                ending: EndingCertificate::among(theirs, client_certificate.as_ref(), now()),
                client_certificate,
                connection,
            }
        }))
    }
}
