//! Brokers: saved, connected, duplicated, deleted.

use std::sync::Arc;

use tilework_core::{
    broker::{Broker, BrokerDraft, Origin},
    certificate::normal_fingerprint,
    connection::ConnectionState,
    dashboard::Dashboard,
    id::BrokerId,
    problem::{Fault, Problem},
};

use super::{
    Engine, Model, dashboards,
    forms::{Form, fresh_client_id},
    fresh, not_found,
    observer::BrokerObserver,
    secrets::{Change, Changes},
    source::Source,
    to_json,
};
use crate::{
    api::{AppError, BrokerView, DocumentChange, SavedBroker, SecretInputs},
    asker::Asker,
    connection::{Connection, Observer as _},
    documents::DocumentKind,
    who::ClientId,
};

impl Engine {
    pub(super) fn broker_view(&self, broker: &Broker) -> BrokerView {
        let connection = self
            .inner
            .connections
            .state(&broker.id)
            .unwrap_or(ConnectionState::Idle);
        BrokerView {
            broker: broker.clone(),
            connection,
        }
    }

    /// Starts the connection of a broker, unless it is disabled, and ends the one it had. The model's lock is held by the caller.
    pub(super) async fn connect(&self, broker: &Broker) {
        let connections = &self.inner.connections;
        connections.close(&broker.id).await;
        let board = self.inner.past.boards.of(&broker.id);
        let observer = BrokerObserver::new(
            broker.id.clone(),
            Arc::clone(&board),
            Arc::clone(connections),
            Arc::clone(&self.inner.taps),
        );
        if !broker.enabled {
            return observer.state(ConnectionState::Idle);
        }
        let source = Source {
            broker: Arc::new(broker.clone()),
            secrets: Arc::clone(&self.inner.secrets),
            demo: Arc::clone(&self.inner.demo),
        };
        // What another address granted says nothing of this one.
        connections.with_record(&broker.id, |record| record.established = None);
        board.set_prefix(&broker.topic_prefix);
        let connection = Connection::open(
            Arc::clone(&self.inner.connector),
            Arc::new(source),
            &self.inner.interests.of(&broker.id),
            Arc::new(observer),
        );
        connections.keep(&broker.id, connection);
    }

    pub(super) async fn save_broker_form(
        &self,
        asker: &Asker,
        draft: BrokerDraft,
        inputs: SecretInputs,
    ) -> Result<SavedBroker, AppError> {
        // Not the model's lock: a keyring may wait for a person, and nothing else should.
        let _order = self.inner.saving_brokers.lock().await;
        let before = match &draft.id {
            Some(id) => Some(self.own_broker(id).await?),
            None => None,
        };
        let Form { broker, changes } = self.read_form(asker, draft, inputs, before.as_ref())?;
        self.keep_with_secrets(asker.id, before.as_ref(), &broker, &changes)
            .await?;
        let mut model = self.inner.model.lock().await;
        let own = model
            .brokers
            .iter()
            .filter(|broker| matches!(broker.origin, Origin::Own { .. }))
            .count();
        let dashboard = if before.is_none() && own == 1 {
            let dashboard = Dashboard::new(fresh()?, broker.name.clone());
            Some(self.keep_dashboard(asker.id, &mut model, dashboard).await?)
        } else {
            None
        };
        drop(model);
        Ok(SavedBroker {
            broker: self.broker_view(&broker),
            dashboard: dashboard.as_ref().map(dashboards::view),
        })
    }

    /// Secrets, document, connection, in this order; what fails leaves everything as it was. The caller holds `saving_brokers`.
    async fn keep_with_secrets(
        &self,
        by: ClientId,
        before: Option<&Broker>,
        broker: &Broker,
        changes: &Changes,
    ) -> Result<(), AppError> {
        let secrets = &self.inner.secrets;
        let places = before.map(|b| b.secrets.clone()).unwrap_or_default();
        let sets = changes.of.values().any(|c| matches!(c, Change::Set(_)));
        let old = match before {
            Some(before) if sets => secrets.known_of(before).await,
            _ => Default::default(),
        };
        let kept = secrets.keep(&broker.id, changes).await;
        let saved = match kept {
            Ok(()) => {
                let mut model = self.inner.model.lock().await;
                let saved = self.keep_broker(by, &mut model, broker).await;
                if saved.is_ok() {
                    self.connect(broker).await;
                }
                saved
            }
            failed => failed,
        };
        match saved {
            Ok(()) => secrets.tidy(&broker.id, &places, &broker.secrets).await,
            Err(_) => secrets.take_back(&broker.id, changes, &places, &old).await,
        }
        saved
    }

    /// Saves the document, then puts it in the model.
    pub(super) async fn keep_broker(
        &self,
        by: ClientId,
        model: &mut Model,
        broker: &Broker,
    ) -> Result<(), AppError> {
        let (documents, kind) = (&self.inner.documents, DocumentKind::Broker);
        let revision = documents
            .save(kind, broker.id.to_string(), to_json(broker)?)
            .await?;
        match model.brokers.iter_mut().find(|old| old.id == broker.id) {
            Some(old) => *old = broker.clone(),
            None => model.brokers.push(broker.clone()),
        }
        let change = DocumentChange::Broker {
            id: broker.id.clone(),
            revision: Some(revision),
        };
        self.inner.feeds.document(by, change);
        Ok(())
    }

    /// A broker that a form may change: the demo's is made and removed as a whole.
    pub(super) async fn own_broker(&self, id: &BrokerId) -> Result<Broker, AppError> {
        let model = self.inner.model.lock().await;
        match model.broker(id)? {
            broker if broker.origin == Origin::Demo => Err(not_found("The broker")),
            broker => Ok(broker.clone()),
        }
    }

    /// Changes a saved broker and connects it anew.
    pub(super) async fn change_broker(
        &self,
        by: ClientId,
        id: &BrokerId,
        change: impl FnOnce(&mut Broker),
    ) -> Result<BrokerView, AppError> {
        let _order = self.inner.saving_brokers.lock().await;
        let mut model = self.inner.model.lock().await;
        let mut broker = model.broker(id)?.clone();
        change(&mut broker);
        self.keep_broker(by, &mut model, &broker).await?;
        self.connect(&broker).await;
        Ok(self.broker_view(&broker))
    }

    pub(super) async fn trust(
        &self,
        by: ClientId,
        id: &BrokerId,
        fingerprint: &str,
    ) -> Result<BrokerView, AppError> {
        let fingerprint =
            normal_fingerprint(fingerprint).ok_or_else(|| AppError::InvalidInput {
                problems: vec![Problem::new("fingerprint", Fault::Fingerprint)],
            })?;
        self.change_broker(by, id, |broker| {
            if !broker.tls.pinned.contains(&fingerprint) {
                broker.tls.pinned.push(fingerprint);
            }
        })
        .await
    }

    /// Its secrets go where the first one's are.
    pub(super) async fn duplicate(
        &self,
        by: ClientId,
        id: &BrokerId,
        name: &str,
    ) -> Result<BrokerView, AppError> {
        let _order = self.inner.saving_brokers.lock().await;
        let first = self.own_broker(id).await?;
        let secrets = &self.inner.secrets;
        let kept = secrets.known_of(&first).await;
        let of = |place| Changes {
            of: kept
                .iter()
                .filter(|(kind, _)| first.secrets.get(kind) == Some(&place))
                .map(|(kind, secret)| (*kind, Change::Set(secret.clone())))
                .collect(),
            remember: place == tilework_core::broker::SecretPlace::Keyring,
        };
        let mut second = Broker {
            id: fresh()?,
            name: name.trim().chars().take(200).collect(),
            client_id: fresh_client_id(),
            enabled: false,
            ..first.clone()
        };
        // What the keyring does not give now is asked for in the second one's form.
        second.secrets.retain(|kind, _| kept.contains_key(kind));
        use tilework_core::broker::SecretPlace::{Keyring, Session};
        secrets.keep(&second.id, &of(Session)).await?;
        self.keep_with_secrets(by, None, &second, &of(Keyring))
            .await?;
        Ok(self.broker_view(&second))
    }

    /// The caller holds `saving_brokers`.
    pub(super) async fn drop_broker(&self, by: ClientId, id: &BrokerId) -> Result<(), AppError> {
        let mut model = self.inner.model.lock().await;
        let places = model.broker(id)?.secrets.clone();
        let (documents, kind) = (&self.inner.documents, DocumentKind::Broker);
        documents.delete(kind, id.to_string()).await?;
        model.brokers.retain(|broker| broker.id != *id);
        drop(model);
        let gone = DocumentChange::Broker {
            id: id.clone(),
            revision: None,
        };
        self.inner.feeds.document(by, gone);
        self.inner.connections.close(id).await;
        self.inner.connections.forget(id);
        self.inner.feeds.forget_connection(id);
        self.inner.secrets.forget_all(id, &places).await;
        Ok(())
    }
}
