//! A link driven by a test: it records what it is asked and says what the test tells it to.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use tilework_core::{
    binding::Qos,
    broker::{Broker, Protocol},
    connection::Trouble,
    topic::TopicFilter,
};
use tokio::sync::mpsc;

use super::{
    Connector, Established, Goodbye, Link, LinkEvent, LinkFull, LinkRequests, Publish,
    SettingsSource,
};
use crate::{link::Granted, ports::PortFuture};

/// What was asked of a link.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    Subscribe(Vec<String>),
    Unsubscribe(Vec<String>),
    Publish(u64, Publish),
    Check,
    Disconnect(Goodbye),
}

/// What a broker without limits grants.
pub fn established() -> Established {
    Established {
        endpoint: serde_json::from_str(r#"{"host":"farm","port":1883}"#).unwrap(),
        tls: None,
        client_certificate: None,
        granted: Granted {
            protocol: Protocol::V311,
            session_present: false,
            assigned_client_id: None,
            keep_alive_seconds: 30,
            session_expiry_seconds: 0,
            maximum_qos: 2,
            retain_available: true,
            maximum_packet_size: None,
            receive_maximum: u16::MAX,
            wildcards_available: true,
            shared_subscriptions_available: true,
            text: None,
        },
        packet_limit: Broker::PACKET_LIMIT,
        birth: None,
    }
}

/// The broker's end of one attempt.
pub struct Attempt {
    pub endpoint: usize,
    pub events: mpsc::Sender<LinkEvent>,
    pub asked: mpsc::UnboundedReceiver<Asked>,
}

impl Attempt {
    pub async fn accept(&self) {
        self.say(LinkEvent::Connected(Box::new(established())))
            .await;
    }

    pub async fn end(&self, trouble: Trouble) {
        self.say(LinkEvent::Ended(trouble)).await;
    }

    pub async fn say(&self, event: LinkEvent) {
        assert!(
            self.events.send(event).await.is_ok(),
            "the link was dropped"
        );
    }
}

/// Hands every attempt to the test.
pub struct FakeConnector {
    attempts: Mutex<mpsc::UnboundedSender<Attempt>>,
    /// Connecting panics.
    pub broken: AtomicBool,
    /// The endpoints that answer when asked beside a connection.
    pub reachable: Mutex<Vec<usize>>,
}

pub fn fake_connector() -> (Arc<FakeConnector>, mpsc::UnboundedReceiver<Attempt>) {
    let (attempts, taken) = mpsc::unbounded_channel();
    (
        Arc::new(FakeConnector {
            attempts: Mutex::new(attempts),
            broken: AtomicBool::new(false),
            reachable: Mutex::default(),
        }),
        taken,
    )
}

impl Connector for FakeConnector {
    fn connect(&self, _: Arc<dyn SettingsSource>, endpoint: usize) -> Link {
        assert!(!self.broken.load(Ordering::Relaxed), "a fault of ours");
        let (events_in, events) = mpsc::channel(64);
        let (asked_in, asked) = mpsc::unbounded_channel();
        let _ = self.attempts.lock().unwrap().send(Attempt {
            endpoint,
            events: events_in.clone(),
            asked,
        });
        Link {
            requests: Box::new(FakeRequests {
                asked: asked_in,
                events: events_in,
            }),
            events,
        }
    }

    fn reaches(&self, _: Arc<dyn SettingsSource>, endpoint: usize) -> PortFuture<'static, bool> {
        let reached = self.reachable.lock().unwrap().contains(&endpoint);
        Box::pin(async move { reached })
    }
}

struct FakeRequests {
    asked: mpsc::UnboundedSender<Asked>,
    events: mpsc::Sender<LinkEvent>,
}

fn names(filters: impl Iterator<Item = TopicFilter>) -> Vec<String> {
    filters.map(|filter| filter.as_str().to_owned()).collect()
}

impl LinkRequests for FakeRequests {
    fn subscribe(&mut self, filters: &[(TopicFilter, Qos)]) -> Result<(), LinkFull> {
        self.asked
            .send(Asked::Subscribe(names(
                filters.iter().map(|(f, _)| f.clone()),
            )))
            .map_err(|_| LinkFull)
    }

    fn unsubscribe(&mut self, filters: &[TopicFilter]) -> Result<(), LinkFull> {
        self.asked
            .send(Asked::Unsubscribe(names(filters.iter().cloned())))
            .map_err(|_| LinkFull)
    }

    fn publish(&mut self, token: u64, publish: &Publish) -> Result<(), LinkFull> {
        self.asked
            .send(Asked::Publish(token, publish.clone()))
            .map_err(|_| LinkFull)
    }

    fn check(&mut self) {
        let _ = self.asked.send(Asked::Check);
    }

    fn disconnect(&mut self, goodbye: Goodbye) {
        let _ = self.asked.send(Asked::Disconnect(goodbye));
        let _ = self.events.try_send(LinkEvent::Ended(Trouble::Lost));
    }
}
