//! Brokers: saved, changed, duplicated, deleted.

use tilework_core::{
    broker::{
        Broker, BrokerDraft, Origin,
        SecretPlace::{Keyring, Memory},
    },
    dashboard::Dashboard,
    id::BrokerId,
};

use super::{
    BrokerView, Brokers, Connecting, SavedBroker, SecretInputs, find,
    form::{Form, read_form},
    hidden::{KINDS, Known, hid},
    secrets::{Change, Changes},
};
use crate::{
    error::Answer,
    fresh::{fresh, fresh_client_id},
    rooms::{Asker, documents::DocumentId},
    who::ClientId,
};

impl Brokers {
    pub(super) async fn save_form(
        &self,
        asker: &Asker,
        draft: BrokerDraft,
        inputs: SecretInputs,
    ) -> Answer<SavedBroker> {
        // Not the lock of all brokers: a keyring may wait for a person, and nothing else should.
        let _order = self.hold_still().await;
        let before = match &draft.id {
            Some(id) => Some(self.own_broker(id).await?),
            None => None,
        };
        let kept = self.kept_fields(before.as_ref()).await;
        let Form { broker, changes } =
            read_form(asker, draft, inputs, before.as_ref(), &kept).await?;
        self.keep_with_secrets(asker.id, before.as_ref(), &broker, &changes)
            .await?;
        let all = self.all.lock().await;
        let is_own = |broker: &&Broker| matches!(broker.origin, Origin::Own { .. });
        let own = all.iter().filter(is_own).count();
        drop(all);
        let dashboard = if before.is_none() && own == 1 {
            let dashboard = Dashboard::new(fresh()?, broker.name.clone());
            Some(self.dashboards.keep(asker.id, dashboard).await?)
        } else {
            None
        };
        Ok(SavedBroker {
            broker: self.view(&broker),
            dashboard,
        })
    }

    /// The secrets that stand behind empty fields of the form.
    pub(super) async fn kept_fields(&self, before: Option<&Broker>) -> Known {
        match before {
            Some(before) => self.connecting.secrets.some_of(before, &KINDS).await,
            None => Known::new(),
        }
    }

    /// Secrets, document, connection, in this order; what fails leaves everything as it was. The caller holds still.
    async fn keep_with_secrets(
        &self,
        by: ClientId,
        before: Option<&Broker>,
        broker: &Broker,
        changes: &Changes,
    ) -> Answer<()> {
        let secrets = &self.connecting.secrets;
        let places = before.map(|b| b.secrets.clone()).unwrap_or_default();
        let sets = changes.of.values().any(|c| matches!(c, Change::Set(_)));
        let old = match before {
            Some(before) if sets => secrets.known_of(before).await,
            _ => Default::default(),
        };
        let kept = secrets.keep(&broker.id, changes).await;
        let saved = match kept {
            Ok(()) => {
                let mut all = self.all.lock().await;
                let saved = self.keep(by, &mut all, broker).await;
                if saved.is_ok() {
                    self.connecting.connect(broker).await;
                }
                saved
            }
            failed => failed,
        };
        match saved {
            Ok(()) => {
                secrets.tidy(&broker.id, &places, &broker.secrets).await;
                if before.is_some_and(|before| hid(before, broker)) {
                    self.forget_earlier(&broker.id).await;
                }
            }
            Err(_) => secrets.take_back(&broker.id, changes, &places, &old).await,
        }
        saved
    }

    /// The document said a secret before this: what it said goes. A disk that refuses must not undo what is saved.
    async fn forget_earlier(&self, id: &BrokerId) {
        let document = DocumentId::Broker(id.clone());
        if let Err(error) = self.documents.remove_earlier(&document).await {
            tracing::warn!(broker = %id, %error, "earlier revisions stay");
        }
    }

    /// Saves the document, then has it among all.
    async fn keep(&self, by: ClientId, all: &mut Vec<Broker>, broker: &Broker) -> Answer<()> {
        let document = DocumentId::Broker(broker.id.clone());
        self.documents.save(by, &document, broker).await?;
        match all.iter_mut().find(|old| old.id == broker.id) {
            Some(old) => *old = broker.clone(),
            None => all.push(broker.clone()),
        }
        Ok(())
    }

    /// Saves the demo's broker and connects it, unless there is one. The caller holds still.
    pub async fn keep_demo(&self, by: ClientId, id: &BrokerId, name: &str) -> Answer<()> {
        let mut all = self.all.lock().await;
        if all.iter().any(|broker| broker.origin == Origin::Demo) {
            return Ok(());
        }
        let broker = Broker::new(id.clone(), name.to_owned(), Origin::Demo, fresh_client_id());
        self.keep(by, &mut all, &broker).await?;
        self.connecting.connect(&broker).await;
        Ok(())
    }

    /// Changes a saved broker and connects it anew.
    pub(super) async fn change(
        &self,
        by: ClientId,
        id: &BrokerId,
        change: impl FnOnce(&mut Broker),
    ) -> Answer<BrokerView> {
        let _order = self.hold_still().await;
        let mut all = self.all.lock().await;
        let mut broker = find(&all, id)?.clone();
        change(&mut broker);
        self.keep(by, &mut all, &broker).await?;
        self.connecting.connect(&broker).await;
        Ok(self.view(&broker))
    }

    /// Its secrets go where the first one's are.
    pub(super) async fn duplicate(
        &self,
        by: ClientId,
        id: &BrokerId,
        name: &str,
    ) -> Answer<BrokerView> {
        let _order = self.hold_still().await;
        let first = self.own_broker(id).await?;
        let secrets = &self.connecting.secrets;
        let kept = secrets.known_of(&first).await;
        let of = |place| Changes {
            of: kept
                .iter()
                .filter(|(kind, _)| first.secrets.get(kind) == Some(&place))
                .map(|(kind, secret)| (*kind, Change::Set(secret.clone())))
                .collect(),
            remember: place == Keyring,
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
        secrets.keep(&second.id, &of(Memory)).await?;
        self.keep_with_secrets(by, None, &second, &of(Keyring))
            .await?;
        Ok(self.view(&second))
    }

    /// With its secrets. The caller holds still.
    ///
    /// # Errors
    /// There is none, or it is not deleted.
    pub async fn drop_broker(&self, by: ClientId, id: &BrokerId) -> Answer<()> {
        let mut all = self.all.lock().await;
        let places = find(&all, id)?.secrets.clone();
        let document = DocumentId::Broker(id.clone());
        self.documents.delete(by, &document).await?;
        all.retain(|broker| broker.id != *id);
        drop(all);
        let Connecting {
            connections,
            told,
            taps,
            secrets,
            ..
        } = &self.connecting;
        connections.close_for_good(id).await;
        connections.forget(id);
        told.forget(id);
        taps.tell(|tap| tap.gone(id));
        secrets.forget_all(id, &places).await;
        Ok(())
    }
}
