//! Telling how far an attempt has come, step by step, each with its time.

use std::time::Duration;

use tilework_core::connection::Trouble;
use tokio::{
    sync::mpsc,
    time::{Instant, timeout},
};

use super::LinkEvent;
use crate::link::{ConnectionStep, Found, StepName};

/// For each step. A step that makes progress gives the next one its own time; a black hole is given up soon enough that a broker
/// which returns is found within 10 s.
const LIMIT: Duration = Duration::from_secs(8);

/// Where the steps of one attempt are told.
#[derive(Debug)]
pub struct Steps {
    pub events: mpsc::Sender<LinkEvent>,
    pub endpoint: u32,
}

impl Steps {
    /// Does one step; `found` says what of its result is worth telling.
    ///
    /// # Errors
    /// The step's own trouble, or `TimedOut` after 8 s.
    pub async fn run<T>(
        &self,
        name: StepName,
        step: impl Future<Output = Result<T, Trouble>>,
        found: impl FnOnce(&T) -> Found,
    ) -> Result<T, Trouble> {
        let start = Instant::now();
        let result = timeout(LIMIT, step).await.unwrap_or(Err(Trouble::TimedOut));
        let told = ConnectionStep {
            endpoint: self.endpoint,
            name,
            duration_ms: u32::try_from(start.elapsed().as_millis()).unwrap_or(u32::MAX),
            found: result.as_ref().map_or(Found::Nothing, found),
            trouble: result.as_ref().err().cloned(),
        };
        // Nobody listens any more: the link was dropped, and this task ends with it.
        let _ = self.events.send(LinkEvent::Step(Box::new(told))).await;
        result
    }
}
