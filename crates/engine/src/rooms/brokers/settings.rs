//! The settings of a saved broker, asked for anew at each attempt.

use std::{collections::BTreeMap, sync::Arc};

use tilework_core::{
    broker::{Broker, Endpoint, Origin, SecretKind, Transport},
    connection::Trouble,
};

use super::{here, secrets::Secrets};
use crate::{
    link::{LinkSettings, SettingsSource},
    ports::{Demo, DemoAddress, PortFuture, Whereabouts},
};

pub struct BrokerSettings {
    pub broker: Arc<Broker>,
    pub secrets: Arc<Secrets>,
    pub demo: Arc<dyn Demo>,
    pub whereabouts: Arc<dyn Whereabouts>,
}

impl SettingsSource for BrokerSettings {
    fn endpoints(&self) -> usize {
        self.broker.endpoints().len().max(1)
    }

    fn is_open(&self, place: usize) -> bool {
        self.broker
            .endpoints()
            .get(place)
            .is_some_and(Endpoint::is_open)
    }

    fn settings(&self, place: usize) -> PortFuture<'_, Result<LinkSettings, Trouble>> {
        Box::pin(async move {
            let broker = &self.broker;
            let endpoint = match &broker.origin {
                Origin::Own { endpoints } => endpoints.get(place).cloned().ok_or(Trouble::Lost)?,
                Origin::Demo => return demo_settings(broker, &*self.demo).await,
            };
            let here = here::network(&self.whereabouts);
            if broker.withholds_login_from(&endpoint, here.as_ref()) {
                return Err(Trouble::InClear);
            }
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

/// The demo's login is a new one at each start: it goes from the demo to the connection, and nowhere between is it kept.
async fn demo_settings(broker: &Broker, demo: &dyn Demo) -> Result<LinkSettings, Trouble> {
    let DemoAddress {
        port,
        username,
        password,
    } = demo.start().await.map_err(|error| {
        tracing::warn!(%error, "the demo did not start");
        Trouble::DemoUnavailable
    })?;
    Ok(LinkSettings {
        broker: Arc::new(Broker {
            username,
            ..broker.clone()
        }),
        endpoint: Endpoint {
            host: "127.0.0.1".to_owned(),
            port,
            transport: Transport::Tcp,
            path: String::new(),
            in_clear: false,
            network: None,
        },
        place: 0,
        secrets: BTreeMap::from([(SecretKind::Password, password)]),
    })
}
