//! Sending what a tile's command makes of a value.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use tilework_core::{
    command::{ANSWER_TIMEOUT_MS, CommandFailure, CommandProperties, CommandReport, CommandState},
    id::{Slot, TileId},
};
use tokio::sync::oneshot;

use super::Commands;
use crate::{
    clock,
    error::{Answer, AppError},
    link::{Publish, PublishProperties},
    rooms::Asker,
    tasks::{self, Task},
};

/// How long after its time an answer still counts.
const LATE: Duration = Duration::from_secs(60);

impl Commands {
    /// Sends what the tile's command makes of the value, now or not at all; the report says which. How it goes on, the windows hear.
    ///
    /// # Errors
    /// `NotFound`: the tile has no such command.
    pub async fn send_command(
        self: &Arc<Self>,
        _: &Arc<Asker>,
        tile: TileId,
        slot: Slot,
        value: serde_json::Value,
    ) -> Answer<CommandReport> {
        let command = self.command(&tile, &slot);
        let command = command.ok_or_else(|| AppError::not_found("The command"))?;
        let refuse = |value, reason| {
            Ok(self
                .waiting
                .refuse(tile.clone(), slot.clone(), value, reason))
        };
        let payload = match command
            .payload
            .render_at(&value, clock::moment(clock::now()))
        {
            Ok(payload) => payload.into_bytes(),
            Err(fault) => {
                return refuse(
                    value,
                    CommandFailure::Template {
                        line: fault.line,
                        message: fault.message,
                    },
                );
            }
        };
        let connections = &self.connections;
        let online = connections.is_online(&command.broker);
        let Some(connection) = connections.get(&command.broker).filter(|_| online) else {
            return refuse(value, CommandFailure::Offline);
        };
        let properties = command
            .mqtt5
            .filter(|_| connections.with_journal(&command.broker, |journal| journal.speaks_v5()));
        let replies = properties
            .as_ref()
            .map(|properties| &properties.response_topic)
            .filter(|topic| !topic.is_empty())
            .map(|topic| self.interests.of(&command.broker).on_wire(topic));
        let correlates = replies.is_some();
        let timeout = command
            .answer
            .as_ref()
            .map(|answer| answer.timeout_ms)
            .or(correlates.then_some(ANSWER_TIMEOUT_MS))
            .map(|timeout| Duration::from_millis(timeout.into()));
        let mut report = self
            .waiting
            .begin(tile, slot, value, command.answer, replies);
        let publish = Publish {
            topic: command.topic,
            payload,
            qos: command.qos,
            retain: command.retain,
            properties: properties.map(|properties| {
                let correlation = correlates.then(|| self.waiting.correlation(report.id));
                Box::new(carried(properties, correlation))
            }),
        };
        let left = self.waiting.on_its_way(report.id);
        if let Err(reason) = connection.publish(report.id, publish) {
            self.waiting.published(report.id, Err(reason.clone()));
            report.state = CommandState::Failed { reason };
            return Ok(report);
        }
        if let Some(timeout) = timeout {
            self.expire_later(report.id, left, timeout);
        }
        Ok(report)
    }

    fn expire_later(self: &Arc<Self>, id: u64, left: oneshot::Receiver<()>, timeout: Duration) {
        let commands = Arc::clone(self);
        tasks::supervised(async move {
            let time = async {
                if left.await.is_err() {
                    return;
                }
                tokio::time::sleep(timeout).await;
                commands.tell(commands.waiting.expire(id));
                tokio::time::sleep(LATE).await;
                commands.waiting.forget(id);
            };
            // Without a clock it has no more time: no press waits for ever.
            if tasks::contained(Task::CommandTime, time).await.is_err() {
                commands.tell(commands.waiting.expire(id));
                commands.waiting.forget(id);
            }
        });
    }
}

fn carried(properties: CommandProperties, correlation: Option<Bytes>) -> PublishProperties {
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    PublishProperties {
        expiry_seconds: properties.expiry_seconds,
        content_type: some(properties.content_type),
        response_topic: some(properties.response_topic),
        correlation,
        user: properties.user_properties,
    }
}

#[cfg(test)]
mod tests {
    use tilework_core::command::Answer as Wanted;

    use super::*;
    use crate::{connection::Connections, feed::Bell, interests::Interests, tasks::inject};

    #[tokio::test(start_paused = true)]
    async fn a_command_whose_clock_panics_has_an_end() {
        let interests = Arc::<Interests>::default();
        let connections = Arc::<Connections>::default();
        let commands = Arc::new(Commands::new(interests, connections, &Bell::default()));
        let answer = Wanted {
            slot: "state".parse().unwrap(),
            timeout_ms: 5_000,
            tolerance: 0.0,
        };
        let (tile, slot) = ("pump".parse().unwrap(), "set".parse().unwrap());
        let report = (commands.waiting).begin(tile, slot, true.into(), Some(answer), None);
        let left = commands.waiting.on_its_way(report.id);
        inject::arm(Task::CommandTime);
        commands.expire_later(report.id, left, Duration::from_secs(5));
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(inject::was_hit(Task::CommandTime));
        assert_eq!(commands.waiting.expire(report.id), None, "it was told");
    }
}
