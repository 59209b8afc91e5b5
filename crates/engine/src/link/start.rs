//! The connector of the real world, and what of a link stays with the actor: its requests.

use std::sync::Arc;

use tilework_core::{binding::Qos, topic::TopicFilter};
use tokio::{sync::mpsc, task::AbortHandle};

use super::{
    Connector, Goodbye, Link, LinkEvent, LinkFull, LinkRequests, Publish, SettingsSource,
    open::open,
    session::{Request, speak},
    steps::Steps,
};
use crate::ports::PortFuture;

const REQUESTS: usize = 4_096;
const EVENTS: usize = 1_024;

/// TCP, TLS, WebSocket; MQTT 3.1.1 and 5.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealConnector;

impl Connector for RealConnector {
    fn connect(&self, source: Arc<dyn SettingsSource>, endpoint: usize) -> Link {
        let (events_in, events) = mpsc::channel(EVENTS);
        let (requests, inbox) = mpsc::channel(REQUESTS);
        let driver = tokio::spawn(drive(source, endpoint, inbox, events_in));
        Link {
            requests: Box::new(Requests {
                requests,
                driver: driver.abort_handle(),
            }),
            events,
        }
    }

    fn reaches(
        &self,
        source: Arc<dyn SettingsSource>,
        endpoint: usize,
    ) -> PortFuture<'static, bool> {
        Box::pin(async move {
            let (events, mut told) = mpsc::channel(EVENTS);
            let Ok(settings) = source.settings(endpoint).await else {
                return false;
            };
            let steps = Steps {
                events,
                endpoint: settings.place,
            };
            let opened = open(&settings, &steps).await;
            told.close();
            opened.is_ok()
        })
    }
}

async fn drive(
    source: Arc<dyn SettingsSource>,
    endpoint: usize,
    inbox: mpsc::Receiver<Request>,
    events: mpsc::Sender<LinkEvent>,
) {
    let attempt = async {
        let settings = source.settings(endpoint).await?;
        let steps = Steps {
            events: events.clone(),
            endpoint: settings.place,
        };
        let opened = open(&settings, &steps).await?;
        Ok(speak(settings, opened, &steps, inbox).await)
    };
    let (Ok(trouble) | Err(trouble)) = attempt.await;
    let _ = events.send(LinkEvent::Ended(trouble)).await;
}

struct Requests {
    requests: mpsc::Sender<Request>,
    driver: AbortHandle,
}

impl Drop for Requests {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

impl Requests {
    fn ask(&self, request: Request) -> Result<(), LinkFull> {
        self.requests.try_send(request).map_err(|_| LinkFull)
    }
}

impl LinkRequests for Requests {
    fn subscribe(&mut self, filters: &[(TopicFilter, Qos)]) -> Result<(), LinkFull> {
        self.ask(Request::Subscribe(filters.to_vec()))
    }

    fn unsubscribe(&mut self, filters: &[TopicFilter]) -> Result<(), LinkFull> {
        self.ask(Request::Unsubscribe(filters.to_vec()))
    }

    fn publish(&mut self, token: u64, publish: &Publish) -> Result<(), LinkFull> {
        self.ask(Request::Publish(token, publish.clone()))
    }

    fn check(&mut self) {
        let _ = self.ask(Request::Check);
    }

    fn disconnect(&mut self, goodbye: Goodbye) {
        let _ = self.ask(Request::Disconnect(goodbye));
    }
}
