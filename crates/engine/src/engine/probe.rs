//! Trying a broker form without saving it: name, port, handshake, each with its time.

use std::{sync::Arc, time::Duration};

use tilework_core::{
    broker::{Broker, BrokerDraft, Endpoint, Origin, PasswordPlace},
    connection::{ConnectionState, Trouble},
    secret::Secret,
};
use tokio::{
    net::TcpStream,
    time::{Instant, timeout},
};

use super::{Engine, brokers::fresh_client_id, fresh};
use crate::{
    api::{AppError, ConnectionReport, ConnectionStep, PasswordInput, StepName},
    link::{Connector, LinkEvent, LinkSettings, io_trouble, resolves},
};

/// For each step: a person is watching.
const LIMIT: Duration = Duration::from_secs(10);

impl Engine {
    pub(super) async fn probe(
        &self,
        draft: BrokerDraft,
        password: PasswordInput,
    ) -> Result<ConnectionReport, AppError> {
        let saved = match &draft.id {
            Some(id) => self.inner.model.lock().await.broker(id).ok().cloned(),
            None => None,
        };
        let broker = draft
            .parse(fresh()?, fresh_client_id(), PasswordPlace::None)
            .map_err(|problems| AppError::InvalidInput { problems })?;
        let Origin::Own { endpoint } = broker.origin.clone() else {
            return Err(AppError::Internal {
                message: "a form is never the demo".to_owned(),
            });
        };
        let mut steps = Vec::new();
        if run(&mut steps, StepName::Resolve, resolve(&endpoint)).await
            && run(&mut steps, StepName::Connect, connect(&endpoint)).await
        {
            let password = self.password_to_try(saved.as_ref(), password);
            let client_id = self.client_id_to_try(&broker, saved.as_ref());
            let handshake = async {
                let password = password.await?;
                let settings = LinkSettings {
                    endpoint,
                    client_id,
                    username: broker.username,
                    password,
                };
                authenticate(&*self.inner.connector, settings).await
            };
            run(&mut steps, StepName::Authenticate, handshake).await;
        }
        let ok = steps.iter().all(|step| step.trouble.is_none());
        Ok(ConnectionReport { steps, ok })
    }

    async fn password_to_try(
        &self,
        saved: Option<&Broker>,
        input: PasswordInput,
    ) -> Result<Option<Secret>, Trouble> {
        match (input, saved) {
            (PasswordInput::Set { password, .. }, _) => {
                Ok(Some(password).filter(|password| !password.is_empty()))
            }
            (PasswordInput::Keep, Some(saved)) => {
                self.inner.passwords.of(saved).await.map_err(Trouble::from)
            }
            _ => Ok(None),
        }
    }

    /// The one of the form; but if the app is online with it now, another, because the broker would throw us out
    /// (MQTT 3.1.1 §3.1.4).
    fn client_id_to_try(&self, broker: &Broker, saved: Option<&Broker>) -> String {
        let online = saved.is_some_and(|saved| {
            saved.client_id == broker.client_id
                && matches!(
                    self.inner.live.state(&saved.id),
                    Some(ConnectionState::Online { .. })
                )
        });
        if online {
            format!("{}t", broker.client_id)
        } else {
            broker.client_id.clone()
        }
    }
}

async fn run(
    steps: &mut Vec<ConnectionStep>,
    name: StepName,
    step: impl Future<Output = Result<(), Trouble>>,
) -> bool {
    let start = Instant::now();
    let trouble = timeout(LIMIT, step)
        .await
        .unwrap_or(Err(Trouble::TimedOut))
        .err();
    let ok = trouble.is_none();
    let duration_ms = u32::try_from(start.elapsed().as_millis()).unwrap_or(u32::MAX);
    steps.push(ConnectionStep {
        name,
        duration_ms,
        trouble,
    });
    ok
}

async fn resolve(endpoint: &Endpoint) -> Result<(), Trouble> {
    if resolves(endpoint).await {
        Ok(())
    } else {
        Err(Trouble::HostNotFound)
    }
}

async fn connect(endpoint: &Endpoint) -> Result<(), Trouble> {
    let connected = TcpStream::connect((endpoint.host.as_str(), endpoint.port)).await;
    connected
        .map(|_| ())
        .map_err(|error| io_trouble(&error, false))
}

async fn authenticate(connector: &dyn Connector, settings: LinkSettings) -> Result<(), Trouble> {
    let mut link = connector.connect(Arc::new(settings));
    let result = match link.events.recv().await {
        Some(LinkEvent::Connected) => Ok(()),
        Some(LinkEvent::Ended(trouble)) => Err(trouble),
        _ => Err(Trouble::NotMqtt),
    };
    if result.is_ok() {
        link.requests.disconnect();
        let _ = timeout(Duration::from_millis(500), link.events.recv()).await;
    }
    result
}
