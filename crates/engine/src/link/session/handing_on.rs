//! From the session to the actor, which may be slow. The session never waits for it with its hands full: pings go out and what has to be
//! written is written, while what was read waits here and the rest in the socket.

use std::sync::Arc;

use tilework_core::connection::Trouble;
use tokio::sync::{
    Semaphore,
    mpsc::{self, error::TrySendError},
};

use super::Session;
use crate::link::{LinkEvent, packets::Due};

/// An event that the actor has not taken yet.
#[derive(Debug)]
pub struct Untold {
    event: LinkEvent,
    /// Of the budget of bytes.
    pub share: u32,
    /// What the broker is owed once the actor has it.
    due: Due,
}

impl Session {
    pub(super) fn tell(&mut self, event: LinkEvent) {
        self.tell_of(event, 0, Due::Nothing);
    }

    pub(super) fn tell_of(&mut self, event: LinkEvent, share: u32, due: Due) {
        self.untold.push_back(Untold { event, share, due });
    }

    /// Hands on what the actor takes at once; true when nothing is left.
    pub(super) fn hand_on(&mut self) -> Result<bool, Trouble> {
        while let Some(mut first) = self.untold.pop_front() {
            let budget = Arc::clone(&self.budget);
            let Ok(permit) = budget.try_acquire_many_owned(first.share) else {
                self.untold.push_front(first);
                return Ok(false);
            };
            if let LinkEvent::Message(message) = &mut first.event {
                message._budget = Some(permit);
            }
            match self.events.try_send(first.event) {
                Ok(()) => self.answer(first.due),
                Err(TrySendError::Full(mut event)) => {
                    if let LinkEvent::Message(message) = &mut event {
                        message._budget = None;
                    }
                    self.untold.push_front(Untold { event, ..first });
                    return Ok(false);
                }
                // Nobody listens: the link was dropped.
                Err(TrySendError::Closed(_)) => return Err(Trouble::Lost),
            }
        }
        Ok(true)
    }
}

/// Until there is room for an event with this share of the budget; never, where none waits.
pub async fn room(
    budget: &Semaphore,
    share: Option<u32>,
    events: &mpsc::Sender<LinkEvent>,
) -> Result<(), Trouble> {
    let Some(share) = share else {
        return std::future::pending().await;
    };
    let _room = budget.acquire_many(share).await;
    events
        .reserve()
        .await
        .map(drop)
        .map_err(|_closed| Trouble::Lost)
}
