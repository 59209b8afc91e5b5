//! Brokers: saved, connected, deleted.

use std::sync::Arc;

use tilework_core::{
    broker::{Broker, BrokerDraft, Endpoint, Origin, PasswordPlace, Protocol, Transport},
    connection::{ConnectionState, Trouble},
    dashboard::Dashboard,
    id::BrokerId,
};

use super::{
    Engine, Model, dashboards, fresh, live::BrokerObserver, passwords::Passwords, to_json,
};
use crate::{
    api::{AppError, BrokerView, PasswordInput, SavedBroker},
    connection::Connection,
    documents::DocumentKind,
    link::{LinkSettings, SettingsSource},
    ports::{Demo, PortFuture},
};

impl Engine {
    pub(super) fn broker_view(&self, broker: &Broker) -> BrokerView {
        let connection = self
            .inner
            .live
            .state(&broker.id)
            .unwrap_or(ConnectionState::Idle);
        BrokerView {
            broker: broker.clone(),
            connection,
        }
    }

    /// Starts the connection of a broker, and ends the one it had. The model's lock is held by the caller.
    pub(super) async fn connect(&self, broker: &Broker) {
        let live = &self.inner.live;
        live.close(&broker.id).await;
        let source = Source {
            broker: broker.clone(),
            passwords: Arc::clone(&self.inner.passwords),
            demo: Arc::clone(&self.inner.demo),
        };
        let observer = BrokerObserver {
            broker: broker.id.clone(),
            live: Arc::clone(live),
        };
        let connection = Connection::open(
            Arc::clone(&self.inner.connector),
            Arc::new(source),
            Arc::new(observer),
        );
        connection.subscribe(live.board.filters(&broker.id)).await;
        live.keep(&broker.id, connection);
    }

    pub(super) async fn save_broker_form(
        &self,
        draft: BrokerDraft,
        password: PasswordInput,
    ) -> Result<SavedBroker, AppError> {
        let mut model = self.inner.model.lock().await;
        let before = draft.id.as_ref().map(|id| model.broker(id)).transpose()?;
        let place = before.map_or(PasswordPlace::None, |broker| broker.password_place);
        let is_new = before.is_none();
        let broker = draft
            .parse(
                fresh()?,
                fresh_client_id(),
                Passwords::place_after(&password, place),
            )
            .map_err(|problems| AppError::InvalidInput { problems })?;
        self.inner
            .passwords
            .change(&broker.id, password, place)
            .await?;
        if let Err(error) = self.keep_broker(&mut model, &broker).await {
            if is_new {
                self.inner
                    .passwords
                    .forget(&broker.id, broker.password_place)
                    .await;
            }
            return Err(error);
        }
        self.connect(&broker).await;
        let own = model
            .brokers
            .iter()
            .filter(|broker| matches!(broker.origin, Origin::Own { .. }))
            .count();
        let dashboard = if is_new && own == 1 {
            let dashboard = Dashboard::new(fresh()?, broker.name.clone());
            Some(self.keep_dashboard(&mut model, dashboard).await?)
        } else {
            None
        };
        Ok(SavedBroker {
            broker: self.broker_view(&broker),
            dashboard: dashboard.as_ref().map(dashboards::view),
        })
    }

    /// Saves the document, then puts it in the model.
    pub(super) async fn keep_broker(
        &self,
        model: &mut Model,
        broker: &Broker,
    ) -> Result<(), AppError> {
        self.inner
            .documents
            .save(
                DocumentKind::Broker,
                broker.id.to_string(),
                to_json(broker)?,
            )
            .await?;
        match model.brokers.iter_mut().find(|old| old.id == broker.id) {
            Some(old) => *old = broker.clone(),
            None => model.brokers.push(broker.clone()),
        }
        Ok(())
    }

    pub(super) async fn drop_broker(
        &self,
        model: &mut Model,
        id: &BrokerId,
    ) -> Result<(), AppError> {
        let place = model.broker(id)?.password_place;
        self.inner
            .documents
            .delete(DocumentKind::Broker, id.to_string())
            .await?;
        model.brokers.retain(|broker| broker.id != *id);
        self.inner.live.close(id).await;
        self.inner.passwords.forget(id, place).await;
        Ok(())
    }
}

/// 20 letters and digits: every broker takes up to 23 (MQTT 3.1.1 §3.1.3.1).
pub(super) fn fresh_client_id() -> String {
    format!("tilework{:012x}", fastrand::u64(..1 << 48))
}

/// The settings of a saved broker, asked for anew at each attempt.
struct Source {
    broker: Broker,
    passwords: Arc<Passwords>,
    demo: Arc<dyn Demo>,
}

impl SettingsSource for Source {
    fn settings(&self) -> PortFuture<'_, Result<LinkSettings, Trouble>> {
        Box::pin(async {
            let broker = &self.broker;
            let endpoint = match &broker.origin {
                Origin::Own { endpoint } => endpoint.clone(),
                Origin::Demo => demo_endpoint(&*self.demo).await?,
            };
            let password = self.passwords.of(broker).await.map_err(|error| {
                tracing::warn!(broker = %broker.id, %error, "no password");
                Trouble::SecretUnavailable
            })?;
            let (client_id, username) = (broker.client_id.clone(), broker.username.clone());
            Ok(LinkSettings {
                endpoint,
                client_id,
                username,
                password,
            })
        })
    }
}

async fn demo_endpoint(demo: &dyn Demo) -> Result<Endpoint, Trouble> {
    let port = demo.start().await.map_err(|error| {
        tracing::warn!(%error, "the demo did not start");
        Trouble::DemoUnavailable
    })?;
    Ok(Endpoint {
        host: "127.0.0.1".to_owned(),
        port,
        protocol: Protocol::V311,
        transport: Transport::Tcp,
    })
}
