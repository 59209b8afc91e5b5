//! Sending what a tile's command makes of a value.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use tilework_core::{
    command::{ANSWER_TIMEOUT_MS, CommandFailure, CommandProperties, CommandReport, CommandState},
    connection::ConnectionState,
    id::{Slot, TileId},
};

use super::{Engine, not_found};
use crate::{
    api::AppError,
    link::{Publish, PublishProperties},
};

/// How long after its time an answer still counts.
const LATE: Duration = Duration::from_secs(60);

impl Engine {
    pub(super) async fn send(
        &self,
        tile: TileId,
        slot: Slot,
        value: serde_json::Value,
    ) -> Result<CommandReport, AppError> {
        let live = &self.inner.live;
        let command = live.command(&tile, &slot);
        let command = command.ok_or_else(|| not_found("The command"))?;
        let refuse = |value, reason| {
            Ok(live
                .commands
                .refuse(tile.clone(), slot.clone(), value, reason))
        };
        let payload = match command.payload.render(&value) {
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
        let online = matches!(
            live.state(&command.broker),
            Some(ConnectionState::Online { .. })
        );
        let Some(connection) = live.connection(&command.broker).filter(|_| online) else {
            return refuse(value, CommandFailure::Offline);
        };
        let properties = command
            .mqtt5
            .filter(|_| live.with_record(&command.broker, |record| record.speaks_v5()));
        let replies = properties
            .as_ref()
            .map(|properties| properties.response_topic.clone())
            .filter(|topic| !topic.is_empty());
        let correlates = replies.is_some();
        let timeout = command
            .answer
            .as_ref()
            .map(|answer| answer.timeout_ms)
            .or(correlates.then_some(ANSWER_TIMEOUT_MS))
            .map(|timeout| Duration::from_millis(timeout.into()));
        let mut report = live
            .commands
            .begin(tile, slot, value, command.answer, replies);
        let publish = Publish {
            topic: command.topic,
            payload,
            qos: command.qos,
            retain: command.retain,
            properties: properties.map(|properties| {
                let correlation = correlates.then(|| live.commands.correlation(report.id));
                Box::new(carried(properties, correlation))
            }),
        };
        if let Err(reason) = connection.publish(report.id, publish) {
            live.commands.published(report.id, Err(reason.clone()));
            report.state = CommandState::Failed { reason };
            return Ok(report);
        }
        if let Some(timeout) = timeout {
            self.expire_later(report.id, timeout);
        }
        Ok(report)
    }

    fn expire_later(&self, id: u64, timeout: Duration) {
        let live = Arc::clone(&self.inner.live);
        tokio::spawn(async move {
            tokio::time::sleep(timeout).await;
            live.tell(live.commands.expire(id));
            tokio::time::sleep(LATE).await;
            live.commands.forget(id);
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
