//! A link driven by a test: it records what it is asked and says what the test tells it to.

use std::sync::{Arc, Mutex};

use tilework_core::{binding::Qos, connection::Trouble, topic::TopicFilter};
use tokio::sync::mpsc;

use super::{Connector, Link, LinkEvent, LinkFull, LinkRequests, Publish, SettingsSource};

/// What was asked of a link.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    Subscribe(Vec<String>),
    Unsubscribe(Vec<String>),
    Publish(u64, Publish),
    Disconnect,
}

/// The broker's end of one attempt.
pub struct Attempt {
    pub events: mpsc::Sender<LinkEvent>,
    pub asked: mpsc::UnboundedReceiver<Asked>,
}

impl Attempt {
    pub async fn accept(&self) {
        self.say(LinkEvent::Connected).await;
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
}

pub fn fake_connector() -> (Arc<FakeConnector>, mpsc::UnboundedReceiver<Attempt>) {
    let (attempts, taken) = mpsc::unbounded_channel();
    (
        Arc::new(FakeConnector {
            attempts: Mutex::new(attempts),
        }),
        taken,
    )
}

impl Connector for FakeConnector {
    fn connect(&self, _: Arc<dyn SettingsSource>) -> Link {
        let (events_in, events) = mpsc::channel(64);
        let (asked_in, asked) = mpsc::unbounded_channel();
        let _ = self.attempts.lock().unwrap().send(Attempt {
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

    fn disconnect(&mut self) {
        let _ = self.asked.send(Asked::Disconnect);
        let _ = self.events.try_send(LinkEvent::Ended(Trouble::Lost));
    }
}
