//! The settings of a saved broker, asked for anew at each attempt.

use std::sync::Arc;

use tilework_core::{
    broker::{Broker, Endpoint, Origin, Transport},
    connection::Trouble,
};

use super::secrets::Secrets;
use crate::{
    link::{LinkSettings, SettingsSource},
    ports::{Demo, PortFuture},
};

pub struct Source {
    pub broker: Arc<Broker>,
    pub secrets: Arc<Secrets>,
    pub demo: Arc<dyn Demo>,
}

impl SettingsSource for Source {
    fn endpoints(&self) -> usize {
        self.broker.endpoints().len().max(1)
    }

    fn settings(&self, place: usize) -> PortFuture<'_, Result<LinkSettings, Trouble>> {
        Box::pin(async move {
            let broker = &self.broker;
            let endpoint = match &broker.origin {
                Origin::Own { endpoints } => endpoints.get(place).cloned().ok_or(Trouble::Lost)?,
                Origin::Demo => demo_endpoint(&*self.demo).await?,
            };
            let secrets = self.secrets.of(broker).await.map_err(|error| {
                tracing::warn!(broker = %broker.id, %error, "a secret is not to be had");
                Trouble::from(error)
            })?;
            Ok(LinkSettings {
                broker: Arc::clone(broker),
                endpoint,
                place: u32::try_from(place).unwrap_or_default(),
                secrets,
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
        transport: Transport::Tcp,
        path: String::new(),
    })
}
