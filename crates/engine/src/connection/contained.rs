//! A fault in what hears of one message costs that message and no more: no template, clock or tile ends the connection.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};

use tilework_core::{
    command::CommandFailure, connection::ConnectionState, reason::Refusal, topic::TopicFilter,
};

use super::Observer;
use crate::link::{Established, Message};

/// Hands everything on; what panics is logged and counted ([`Observer::fault`]).
pub struct Contained(pub Arc<dyn Observer>);

impl Contained {
    fn tell(&self, tell: impl Fn(&dyn Observer)) {
        let told = catch_unwind(AssertUnwindSafe(|| tell(&*self.0)));
        if told.is_err() {
            tracing::error!("what was heard of a broker made something panic; it was left out");
            let _ = catch_unwind(AssertUnwindSafe(|| self.0.fault()));
        }
    }
}

impl Observer for Contained {
    fn state(&self, state: ConnectionState) {
        self.tell(|it| it.state(state.clone()));
    }
    fn established(&self, established: &Established) {
        self.tell(|it| it.established(established));
    }
    fn message(&self, message: &Message) {
        self.tell(|it| it.message(message));
    }
    fn fault(&self) {
        self.tell(|it| it.fault());
    }
    fn copy(&self) {
        self.tell(|it| it.copy());
    }
    fn caught_up(&self) {
        self.tell(|it| it.caught_up());
    }
    fn too_large(&self, topic: Option<&str>, bytes: u64, limit: u32) {
        self.tell(|it| it.too_large(topic, bytes, limit));
    }
    fn subscribed(&self, filter: &TopicFilter, result: Result<(), Refusal>) {
        self.tell(|it| it.subscribed(filter, result.clone()));
    }
    fn unanswered(&self, filter: &TopicFilter) {
        self.tell(|it| it.unanswered(filter));
    }
    fn let_go(&self, filter: &TopicFilter) {
        self.tell(|it| it.let_go(filter));
    }
    fn latency(&self, latency: Duration) {
        self.tell(|it| it.latency(latency));
    }
    fn sent(&self, bytes: usize) {
        self.tell(|it| it.sent(bytes));
    }
    fn leaves(&self, token: u64) {
        self.tell(|it| it.leaves(token));
    }
    fn published(&self, token: u64, result: Result<(), CommandFailure>) {
        self.tell(|it| it.published(token, result.clone()));
    }
}
