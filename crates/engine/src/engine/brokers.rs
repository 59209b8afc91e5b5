//! Brokers: saved, connected, deleted.

use std::sync::Arc;

use tilework_core::{
    broker::{Broker, BrokerDraft, Endpoint, Origin, PasswordPlace, Protocol, Transport},
    connection::{ConnectionState, Trouble},
    dashboard::Dashboard,
    id::BrokerId,
    problem::{Fault, Problem},
};

use super::{
    Engine, Model, dashboards, fresh, live::BrokerObserver, not_found, passwords::Passwords,
    to_json,
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
        // Not the model's lock: a keyring may wait for a person, and nothing else should.
        let _order = self.inner.saving_brokers.lock().await;
        let before = match &draft.id {
            Some(id) => Some(self.own_broker(id).await?),
            None => None,
        };
        let place = before
            .as_ref()
            .map_or(PasswordPlace::None, |broker| broker.password_place);
        let after = Passwords::place_after(&password, place);
        let mut problems = login_problems(&draft, &password, after);
        let broker = match draft.parse(fresh()?, fresh_client_id(), after) {
            Ok(broker) if problems.is_empty() => broker,
            Ok(_) => return Err(AppError::InvalidInput { problems }),
            Err(others) => {
                problems.extend(others);
                return Err(AppError::InvalidInput { problems });
            }
        };
        let passwords = &self.inner.passwords;
        let old = match (&password, &before) {
            (PasswordInput::Set { .. }, Some(before)) => passwords.of(before).await.ok().flatten(),
            _ => None,
        };
        passwords.keep(&broker.id, &password).await?;
        let is_new = before.is_none();
        let mut model = self.inner.model.lock().await;
        if let Err(error) = self.keep_broker(&mut model, &broker).await {
            drop(model);
            if matches!(password, PasswordInput::Set { .. }) {
                passwords.take_back(&broker.id, place, old).await;
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
        drop(model);
        passwords.tidy(&broker.id, place, after).await;
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

    /// A broker that a form may change: the demo's is made and removed as a whole.
    async fn own_broker(&self, id: &BrokerId) -> Result<Broker, AppError> {
        let model = self.inner.model.lock().await;
        match model.broker(id)? {
            broker if broker.origin == Origin::Demo => Err(not_found("The broker")),
            broker => Ok(broker.clone()),
        }
    }

    /// The caller holds `saving_brokers`.
    pub(super) async fn drop_broker(&self, id: &BrokerId) -> Result<(), AppError> {
        let mut model = self.inner.model.lock().await;
        let place = model.broker(id)?.password_place;
        let (documents, kind) = (&self.inner.documents, DocumentKind::Broker);
        documents.delete(kind, id.to_string()).await?;
        model.brokers.retain(|broker| broker.id != *id);
        drop(model);
        self.inner.live.close(id).await;
        self.inner.passwords.forget(id, place).await;
        Ok(())
    }
}

/// MQTT 3.1.1 §3.1.2.9: no password without a user name; §3.1.3.5: at most 65,535 bytes.
fn login_problems(
    draft: &BrokerDraft,
    password: &PasswordInput,
    after: PasswordPlace,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if after != PasswordPlace::None && draft.username.is_empty() {
        problems.push(Problem::new("username", Fault::Required));
    }
    if let PasswordInput::Set { password, .. } = password
        && password.expose().len() > usize::from(u16::MAX)
    {
        let max = u32::from(u16::MAX);
        problems.push(Problem::new("password", Fault::TooLong { max }));
    }
    problems
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
                Trouble::from(error)
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
