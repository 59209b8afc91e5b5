//! Sending what a tile's command makes of a value.

use std::{sync::Arc, time::Duration};

use tilework_core::{
    command::{CommandFailure, CommandReport, CommandState},
    connection::ConnectionState,
    id::{Slot, TileId},
};

use super::{Engine, not_found};
use crate::{api::AppError, link::Publish};

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
        let publish = Publish {
            topic: command.topic,
            payload,
            qos: command.qos,
            retain: command.retain,
        };
        let timeout = command
            .answer
            .as_ref()
            .map(|answer| Duration::from_millis(answer.timeout_ms.into()));
        let mut report = live.commands.begin(tile, slot, value, command.answer);
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
