//! Looking for a better address while a second-best one is in use.

use std::{sync::Arc, time::Duration};

use tokio::{sync::oneshot, time::Instant};

use super::actor::Actor;
use crate::{
    link::Goodbye,
    tasks::{self, Task},
};

/// Before a better address is asked for again, because commands are on their way.
const LATER: Duration = Duration::from_secs(5);

impl Actor {
    /// Asks whether an address before the one in use answers, beside the connection we have.
    pub(super) fn look(&mut self) {
        self.look = None;
        let Some(online) = &self.online else {
            return;
        };
        let (found, looking) = oneshot::channel();
        self.looking = Some(looking);
        let (connector, settings) = (Arc::clone(&self.connector), Arc::clone(&self.settings));
        let worse = online.endpoint;
        tasks::once(Task::BetterAddress, async move {
            for better in 0..worse {
                if found.is_closed() {
                    return;
                }
                if connector.reaches(Arc::clone(&settings), better).await {
                    let _ = found.send(Some(better));
                    return;
                }
            }
            let _ = found.send(None);
        });
    }

    pub(super) async fn found(&mut self, better: Option<usize>) {
        self.looking = None;
        match better {
            None => self.look = Some(Instant::now() + self.route.look_after()),
            Some(_) if !self.outbox.is_empty() => self.look = Some(Instant::now() + LATER),
            Some(better) => {
                self.goodbye(Goodbye::Moving).await;
                self.route.return_to(better);
                self.begun = Instant::now();
                self.attempt();
            }
        }
    }
}
