//! What is asked of a connection, and how it goes: with a goodbye, and with an end for every press.

use std::time::Duration;

use tilework_core::{
    command::CommandFailure,
    connection::{ConnectionState, Trouble},
};
use tokio::{
    sync::oneshot,
    time::{Instant, timeout_at},
};

use super::{
    Request,
    actor::{Actor, next_event},
};
use crate::link::{Goodbye, LinkEvent};

/// For what the link has to say before it ends.
const GOODBYE: Duration = Duration::from_millis(500);

impl Actor {
    pub(super) async fn asked(&mut self, request: Request) {
        match request {
            Request::Publish { token, publish } => self.publish(token, &publish),
            Request::Reconnect => {
                // So that the broker does not take it for a loss and send the last will.
                if self.online.is_some() {
                    self.goodbye(Goodbye::Moving).await;
                }
                self.reconnect();
            }
            Request::NetworkChanged => self.network_changed(),
            Request::Wake => match &self.state {
                ConnectionState::Idle => self.reconnect(),
                _ => self.network_changed(),
            },
            Request::Suspend(done) => {
                if !matches!(self.state, ConnectionState::Stopped { .. }) {
                    self.rest(Goodbye::Leaving).await;
                }
                let _ = done.send(());
            }
            Request::Close(..) => {}
        }
    }

    pub(super) async fn goodbye(&mut self, goodbye: Goodbye) {
        if let Some(link) = &mut self.link {
            link.requests.disconnect(goodbye);
            let until = Instant::now() + GOODBYE;
            // What was acknowledged on the way out must be heard: the other side will not say it again.
            while let Ok(event) = timeout_at(until, next_event(&mut self.link)).await {
                if matches!(event, LinkEvent::Ended(_)) {
                    break;
                }
                self.linked(event);
            }
        }
    }

    async fn rest(&mut self, goodbye: Goodbye) {
        self.goodbye(goodbye).await;
        self.lose();
        self.due = None;
        self.attempts = 0;
        self.enter(ConnectionState::Idle);
    }

    pub(super) async fn close(&mut self, goodbye: Goodbye, done: Option<oneshot::Sender<()>>) {
        self.rest(goodbye).await;
        self.turn_away().await;
        if let Some(done) = done {
            let _ = done.send(());
        }
    }

    /// A press that came too late for this connection has its end all the same.
    async fn turn_away(&mut self) {
        self.inbox.close();
        while let Some(request) = self.inbox.recv().await {
            match request {
                Request::Publish { token, .. } => {
                    let offline = Err(CommandFailure::Offline);
                    self.observer.published(token, offline);
                }
                Request::Close(_, done) | Request::Suspend(done) => {
                    let _ = done.send(());
                }
                Request::Reconnect | Request::NetworkChanged | Request::Wake => {}
            }
        }
    }

    /// It panicked: what it knew of its link is not to be trusted, and it begins anew after a while.
    pub(super) fn failed(&mut self) {
        self.observer.fault();
        self.lose();
        self.wait(Trouble::Fault, Duration::ZERO);
    }
}
