//! The rows, each in a few lines or handed on.

use std::sync::Arc;

use tilework_core::{
    broker::{BrokerDraft, NetworkId},
    certificate::{CertificateSummary, normal_fingerprint},
    id::BrokerId,
    preset::{PresetRules, rules},
    problem::{Fault, Problem},
};

use super::{
    BrokerView, Brokers, ConnectionDetails, ConnectionReport, SavedBroker, SecretInputs, find, here,
};
use crate::{
    asker::Sink,
    error::{Answer, AppError},
    fresh::fresh_client_id,
    link::{ConnectionStep, IdentityInput, identity},
    ports::KeyringState,
    rooms::{Asker, history::blocking},
};

impl Brokers {
    pub async fn presets(&self, _: &Arc<Asker>) -> Answer<Vec<PresetRules>> {
        Ok(rules())
    }

    pub async fn read_broker(
        &self,
        _: &Arc<Asker>,
        broker: BrokerId,
    ) -> Answer<Option<BrokerView>> {
        let all = self.all.lock().await;
        Ok(find(&all, &broker).ok().map(|broker| self.view(broker)))
    }

    pub async fn check_keyring(&self, _: &Arc<Asker>) -> Answer<KeyringState> {
        Ok(self.connecting.secrets.keyring().await)
    }

    pub async fn this_network(&self, _: &Arc<Asker>) -> Answer<Option<NetworkId>> {
        Ok(here::network(&self.connecting.whereabouts))
    }

    pub async fn read_authorities(
        &self,
        _: &Arc<Asker>,
        authorities: String,
    ) -> Answer<Vec<CertificateSummary>> {
        blocking(move || {
            identity::authorities(&authorities)
                .map_err(|problems| AppError::InvalidInput { problems })
        })
        .await
    }

    pub async fn read_identity(
        &self,
        _: &Arc<Asker>,
        identity: IdentityInput,
    ) -> Answer<Vec<CertificateSummary>> {
        blocking(move || {
            let read = identity::read(&identity)
                .map_err(|problems| AppError::InvalidInput { problems })?;
            Ok(read.map_or_else(Vec::new, |it| identity::summaries(&it.certificate)))
        })
        .await
    }

    pub async fn test_connection(
        &self,
        asker: &Arc<Asker>,
        sink: Sink<ConnectionStep>,
        draft: BrokerDraft,
        secrets: SecretInputs,
    ) -> Answer<ConnectionReport> {
        let tried = self.probe(asker, draft, secrets, &sink);
        tokio::select! {
            report = tried => report,
            () = asker.ended() => Err(AppError::not_found("The window")),
        }
    }

    pub async fn save_broker(
        &self,
        asker: &Arc<Asker>,
        draft: BrokerDraft,
        secrets: SecretInputs,
    ) -> Answer<SavedBroker> {
        self.save_form(asker, draft, secrets).await
    }

    pub async fn duplicate_broker(
        &self,
        asker: &Arc<Asker>,
        broker: BrokerId,
        name: String,
    ) -> Answer<BrokerView> {
        self.duplicate(asker.id, &broker, &name).await
    }

    pub async fn enable_broker(
        &self,
        asker: &Arc<Asker>,
        broker: BrokerId,
        enabled: bool,
    ) -> Answer<BrokerView> {
        self.change(asker.id, &broker, |broker| broker.enabled = enabled)
            .await
    }

    pub async fn trust_certificate(
        &self,
        asker: &Arc<Asker>,
        broker: BrokerId,
        fingerprint: String,
    ) -> Answer<BrokerView> {
        let fingerprint =
            normal_fingerprint(&fingerprint).ok_or_else(|| AppError::InvalidInput {
                problems: vec![Problem::new("fingerprint", Fault::Fingerprint)],
            })?;
        self.change(asker.id, &broker, |broker| {
            if !broker.tls.pinned.contains(&fingerprint) {
                broker.tls.pinned.push(fingerprint);
            }
        })
        .await
    }

    pub async fn renew_client_id(
        &self,
        asker: &Arc<Asker>,
        broker: BrokerId,
    ) -> Answer<BrokerView> {
        self.change(asker.id, &broker, |broker| {
            broker.client_id = fresh_client_id();
        })
        .await
    }

    pub async fn connection_details(
        &self,
        _: &Arc<Asker>,
        broker: BrokerId,
    ) -> Answer<ConnectionDetails> {
        self.details(&broker).await
    }

    pub async fn network_changed(&self, _: &Arc<Asker>) -> Answer<()> {
        self.connecting.connections.network_changed().await;
        Ok(())
    }

    pub async fn delete_broker(&self, asker: &Arc<Asker>, broker: BrokerId) -> Answer<()> {
        let _order = self.hold_still().await;
        self.drop_broker(asker.id, &broker).await
    }

    pub async fn reconnect(&self, _: &Arc<Asker>, broker: BrokerId) -> Answer<()> {
        let connection = self.connecting.connections.get(&broker);
        let connection = connection.ok_or_else(|| AppError::not_found("The broker"))?;
        connection.reconnect().await;
        Ok(())
    }
}
