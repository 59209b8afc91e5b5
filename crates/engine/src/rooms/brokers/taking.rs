//! Brokers that come from elsewhere, and the secrets that they still lack.

use tilework_core::broker::{Broker, SecretKind, SecretPlace};

use super::{BrokerView, Brokers};
use crate::{
    error::Answer,
    rooms::dashboards::{TakenDashboards, Taking},
    who::ClientId,
};

impl Brokers {
    /// All there are, as they are saved.
    pub async fn all(&self) -> Vec<Broker> {
        self.all.lock().await.clone()
    }

    /// Saves these brokers and dashboards, all or none. The brokers are switched off, so nothing connects.
    ///
    /// # Errors
    /// Nothing is saved.
    pub async fn take(
        &self,
        by: ClientId,
        taking: Taking,
    ) -> Answer<(Vec<BrokerView>, TakenDashboards)> {
        let _order = self.hold_still().await;
        let mut all = self.all.lock().await;
        let brokers = taking.brokers.clone();
        let taken = self.dashboards.take(by, taking).await?;
        let mut views = Vec::new();
        for broker in brokers {
            self.connecting.connect(&broker).await;
            views.push(self.view(&broker));
            all.push(broker);
        }
        Ok((views, taken))
    }

    /// Which secrets each broker lacks that were to be kept in memory. A keyring is not asked: it may ask a person.
    pub async fn lacking(&self) -> Vec<(Broker, Vec<SecretKind>)> {
        let mut found = Vec::new();
        for broker in self.all().await {
            let in_memory = broker.secrets.iter();
            let in_memory: Vec<SecretKind> = in_memory
                .filter(|(_, place)| **place == SecretPlace::Memory)
                .map(|(kind, _)| *kind)
                .collect();
            let known = self.connecting.secrets.some_of(&broker, &in_memory).await;
            let lacking: Vec<SecretKind> = in_memory
                .into_iter()
                .filter(|kind| !known.contains_key(kind))
                .collect();
            if !lacking.is_empty() {
                found.push((broker, lacking));
            }
        }
        found
    }
}
