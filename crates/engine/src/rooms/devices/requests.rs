//! The rows.

use std::sync::{Arc, atomic::Ordering};

use tilework_core::{
    id::{BrokerId, DashboardId},
    tile::TileDraft,
};
use tilework_discovery::{Device, Entity, draft};

use super::{
    BrokerDevices, DeviceView, Devices, DiscoverySetting, EntityRef, EntityView, ForgottenDevice,
    WatchedEntity,
    setting::{FORGOTTEN, Saved},
};
use crate::{
    error::{Answer, AppError},
    rooms::{Asker, dashboards::DashboardView, documents::DocumentId, history::blocking},
};

impl Devices {
    pub async fn devices(self: &Arc<Self>, _: &Arc<Asker>) -> Answer<Vec<BrokerDevices>> {
        let devices = Arc::clone(self);
        // Of a large house, joining them takes its time.
        blocking(move || Ok(devices.views())).await
    }

    fn views(&self) -> Vec<BrokerDevices> {
        let all = self.of.read();
        let mut ids: Vec<_> = all.keys().cloned().collect();
        drop(all);
        ids.sort();
        ids.iter().filter_map(|id| self.view(id)).collect()
    }

    fn view(&self, broker: &BrokerId) -> Option<BrokerDevices> {
        let of = self.of(broker)?;
        let Saved {
            setting, forgotten, ..
        } = self.saved(broker);
        let refuses = of.trial.lock().is_unwilling();
        let finds =
            setting.finds_on(&of.broker.read()) && !refuses && !self.rests.load(Ordering::Relaxed);
        let findings = of.findings();
        let mut found = findings.found.lock();
        let devices = found.devices();
        let unread = found.finder.unread().cloned().collect();
        let left_out = found.finder.left_out() + findings.shed();
        drop(found);
        let named = |key: &String| {
            let device = devices.iter().find(|it| it.key == *key);
            ForgottenDevice {
                key: key.clone(),
                name: device.and_then(|it| it.described.name.clone()),
            }
        };
        Some(BrokerDevices {
            broker: broker.clone(),
            finds,
            refuses,
            setting,
            devices: devices
                .iter()
                .filter(|it| !forgotten.contains(&it.key))
                .map(device_view)
                .collect(),
            unread,
            left_out,
            forgotten: forgotten.iter().map(named).collect(),
        })
    }

    pub async fn watch_entities(
        self: &Arc<Self>,
        asker: &Arc<Asker>,
        entities: Vec<EntityRef>,
    ) -> Answer<Vec<WatchedEntity>> {
        let (devices, client) = (Arc::clone(self), asker.id);
        // It joins them too.
        let watched = blocking(move || devices.watch(client, entities)).await?;
        // Of a client that is gone nothing is at work, however late its request.
        if asker.has_ended() {
            self.end_watch(asker.id);
        }
        Ok(watched)
    }

    pub async fn add_entities(
        self: &Arc<Self>,
        asker: &Arc<Asker>,
        dashboard: DashboardId,
        entities: Vec<EntityRef>,
    ) -> Answer<DashboardView> {
        let devices = Arc::clone(self);
        let drafts: Vec<TileDraft> = blocking(move || Ok(devices.drafts(&entities))).await?;
        if drafts.is_empty() {
            return Err(AppError::not_found("The device"));
        }
        self.dashboards
            .add_tiles(asker.id, &dashboard, drafts)
            .await
    }

    fn drafts(&self, entities: &[EntityRef]) -> Vec<TileDraft> {
        let found = entities
            .iter()
            .filter_map(|it| Some((it, self.entity(it)?)));
        found
            .flat_map(|(it, (device, entity))| draft::tiles(&it.broker, &device, &entity))
            .collect()
    }

    pub async fn find_again(&self, _: &Arc<Asker>, broker: BrokerId) -> Answer<()> {
        let of = self
            .of(&broker)
            .ok_or_else(|| AppError::not_found("The broker"))?;
        // Held anew, the broker sends what it keeps once more.
        drop(of.listening.write().take());
        of.trial.lock().again();
        of.begin_anew(self.saved(&broker).setting.prefixes());
        self.listen(&of);
        Ok(())
    }

    pub async fn set_discovery(
        &self,
        asker: &Arc<Asker>,
        broker: BrokerId,
        setting: DiscoverySetting,
    ) -> Answer<()> {
        let setting = setting
            .checked()
            .map_err(|problems| AppError::InvalidInput { problems })?;
        self.change(asker, &broker, |saved| saved.setting = setting)
            .await?;
        if let Some(of) = self.of(&broker) {
            // The person wants it: the broker may have changed its mind.
            let mut trial = of.trial.lock();
            if trial.is_unwilling() {
                trial.again();
            }
            drop(trial);
            self.listen(&of);
        }
        Ok(())
    }

    pub async fn forget_device(
        &self,
        asker: &Arc<Asker>,
        broker: BrokerId,
        device: String,
        forgotten: bool,
    ) -> Answer<()> {
        self.change(asker, &broker, |saved| {
            if !forgotten {
                saved.forgotten.remove(&device);
            } else if device.len() <= 64 && saved.forgotten.len() < FORGOTTEN {
                saved.forgotten.insert(device);
            }
        })
        .await
    }

    /// Saves, then does what is said.
    async fn change(
        &self,
        asker: &Asker,
        broker: &BrokerId,
        change: impl FnOnce(&mut Saved),
    ) -> Answer<()> {
        let _order = self.saving.lock().await;
        let of = self
            .of(broker)
            .ok_or_else(|| AppError::not_found("The broker"))?;
        let mut saved = self.saved(broker);
        change(&mut saved);
        let document = DocumentId::Discovery(broker.clone());
        self.documents.save(asker.id, &document, &saved).await?;
        self.saved.lock().insert(broker.clone(), saved);
        self.listen(&of);
        self.tell(broker);
        Ok(())
    }
}

fn device_view(device: &Device) -> DeviceView {
    DeviceView {
        key: device.key.clone(),
        described: device.described.clone(),
        conventions: device.conventions.clone(),
        entities: device.entities.iter().map(entity_view).collect(),
        notes: device.notes.clone(),
    }
}

fn entity_view(entity: &Entity) -> EntityView {
    EntityView {
        key: entity.key.clone(),
        name: entity.name.clone(),
        component: entity.component.clone(),
        class: entity.class.clone(),
        icon: draft::icon_of(entity),
        category: entity.category,
        reads: entity.parts.iter().any(|part| part.reads.is_some()),
        sends: entity.parts.iter().any(|part| part.sends.is_some()),
        notes: entity.notes.clone(),
        topic: entity.topic.clone(),
    }
}
