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
use crate::{
    ports::PortFuture,
    tasks::{self, Task},
};

const REQUESTS: usize = 4_096;
const EVENTS: usize = 1_024;

/// TCP, TLS, WebSocket; MQTT 3.1.1 and 5.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealConnector;

impl Connector for RealConnector {
    fn connect(&self, source: Arc<dyn SettingsSource>, endpoint: usize) -> Link {
        let (events_in, events) = mpsc::channel(EVENTS);
        let (requests, inbox) = mpsc::channel(REQUESTS);
        let attempt = drive(source, endpoint, inbox, events_in);
        // Whoever listens takes an end without a word for a lost connection.
        let driver = tasks::once(Task::Link, attempt).abort_handle();
        Link {
            requests: Box::new(Requests { requests, driver }),
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

#[cfg(test)]
mod tests {
    use tilework_core::connection::Trouble;

    use super::*;
    use crate::{link::LinkSettings, tasks::inject};

    struct Nobody;

    impl SettingsSource for Nobody {
        fn endpoints(&self) -> usize {
            1
        }
        fn is_open(&self, _: usize) -> bool {
            false
        }
        fn settings(&self, _: usize) -> PortFuture<'_, Result<LinkSettings, Trouble>> {
            Box::pin(async { Err(Trouble::Silent) })
        }
    }

    #[tokio::test]
    async fn an_attempt_that_panics_is_a_lost_connection() {
        inject::arm(Task::Link);
        let mut link = RealConnector.connect(Arc::new(Nobody), 0);
        // No last word: the actor takes that for a loss.
        assert!(link.events.recv().await.is_none());
        assert!(inject::was_hit(Task::Link));
        let mut link = RealConnector.connect(Arc::new(Nobody), 0);
        let word = link.events.recv().await;
        assert!(matches!(word, Some(LinkEvent::Ended(Trouble::Silent))));
    }
}
