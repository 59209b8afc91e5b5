//! Trying a broker form without saving it: the same link as ever, its steps told as they end.

use std::{sync::Arc, time::Duration};

use tilework_core::{
    binding::Qos,
    broker::{Broker, BrokerDraft},
    connection::{ConnectionState, Trouble},
    topic::TopicFilter,
};
use tokio::time::{Instant, timeout};

use super::{
    Brokers, ConnectionReport, SecretInputs,
    form::{Form, read_form},
    here,
    secrets::Change,
};
use crate::{
    asker::Sink,
    error::Answer,
    link::{ConnectionStep, Found, Goodbye, Link, LinkEvent, LinkSettings, StepName},
    rooms::Asker,
};

/// For the answer to the subscription.
const LIMIT: Duration = Duration::from_secs(8);
/// One topic that nobody uses, so that no broker sends a flood: never `#` on other people's brokers.
const FILTER: &str = "tilework/test";

fn has_wrong_certificate(report: &ConnectionReport) -> bool {
    let wrong = |step: &ConnectionStep| matches!(step.trouble, Some(Trouble::Certificate { .. }));
    report.steps.iter().any(wrong)
}

impl Brokers {
    pub(super) async fn probe(
        &self,
        asker: &Asker,
        draft: BrokerDraft,
        inputs: SecretInputs,
        sink: &Sink<ConnectionStep>,
    ) -> Answer<ConnectionReport> {
        let saved = match &draft.id {
            Some(id) => self.broker(id).await.ok(),
            None => None,
        };
        let kept = self.kept_fields(saved.as_ref()).await;
        let Form {
            mut broker,
            changes,
        } = read_form(asker, draft, inputs, saved.as_ref(), &kept).await?;
        broker.client_id = self.client_id_to_try(&broker, saved.as_ref());
        // Others must not hear that the app came and went.
        (broker.birth, broker.last_will) = (None, None);
        broker.session_expiry_seconds = 0;
        let mut secrets = match &saved {
            Some(saved) => self.connecting.secrets.of(saved).await,
            None => Ok(Default::default()),
        };
        for (kind, change) in changes.of {
            match change {
                Change::Keep => {}
                Change::Clear => {
                    secrets = secrets.map(|mut all| {
                        all.remove(&kind);
                        all
                    })
                }
                Change::Set(secret) => {
                    // One that cannot be had does not matter when the form has a new one.
                    let mut all = secrets.unwrap_or_default();
                    all.insert(kind, secret);
                    secrets = Ok(all);
                }
            }
        }
        let mut report = ConnectionReport {
            steps: Vec::new(),
            ok: false,
        };
        let secrets = match secrets {
            Ok(secrets) => secrets,
            Err(error) => {
                tell(
                    &mut report,
                    sink,
                    step(0, StepName::Authenticate, Err(error.into())),
                );
                return Ok(report);
            }
        };
        let broker = Arc::new(broker);
        let here = here::network(&self.connecting.whereabouts);
        for (endpoint, place) in broker.endpoints().iter().zip(0u32..) {
            // A wrong certificate may be somebody's who would like to be told the password without encryption.
            let suspected = endpoint.is_open() && has_wrong_certificate(&report);
            if suspected || broker.withholds_login_from(endpoint, here.as_ref()) {
                let kept = step(place, StepName::Authenticate, Err(Trouble::InClear));
                tell(&mut report, sink, kept);
                continue;
            }
            let settings = LinkSettings {
                broker: Arc::clone(&broker),
                endpoint: endpoint.clone(),
                place,
                secrets: secrets.clone(),
            };
            let link = self.connecting.connector.connect(Arc::new(settings), 0);
            if self.try_link(link, place, &mut report, sink).await {
                report.ok = true;
                break;
            }
        }
        Ok(report)
    }

    /// Up to a subscription; true if it can be used.
    async fn try_link(
        &self,
        mut link: Link,
        place: u32,
        report: &mut ConnectionReport,
        sink: &Sink<ConnectionStep>,
    ) -> bool {
        loop {
            match link.events.recv().await {
                Some(LinkEvent::Step(step)) => tell(report, sink, *step),
                Some(LinkEvent::Connected(_)) => break,
                Some(LinkEvent::Ended(trouble)) => {
                    let told = report
                        .steps
                        .last()
                        .is_some_and(|step| step.endpoint == place && step.trouble.is_some());
                    if !told {
                        tell(
                            report,
                            sink,
                            step(place, StepName::Authenticate, Err(trouble)),
                        );
                    }
                    return false;
                }
                Some(_) => {}
                None => return false,
            }
        }
        let begun = Instant::now();
        let subscribed = timeout(LIMIT, subscribe(&mut link)).await;
        let mut told = step(
            place,
            StepName::Subscribe,
            subscribed.unwrap_or(Err(Trouble::TimedOut)),
        );
        told.duration_ms = u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX);
        let works = told.trouble.is_none();
        tell(report, sink, told);
        link.requests.disconnect(Goodbye::Leaving);
        let gone = async { while link.events.recv().await.is_some() {} };
        let _ = timeout(Duration::from_millis(500), gone).await;
        works
    }

    /// The one of the form; but another if the app is or may soon be online with it, because the broker would throw us out
    /// (MQTT 3.1.1 §3.1.4), or if the broker keeps a session under it, which the test would end.
    fn client_id_to_try(&self, broker: &Broker, saved: Option<&Broker>) -> String {
        let taken = saved.is_some_and(|saved| {
            let rests = matches!(
                self.connecting.connections.state(&saved.id),
                None | Some(ConnectionState::Idle | ConnectionState::Stopped { .. })
            );
            saved.client_id == broker.client_id && (!rests || saved.session_expiry_seconds > 0)
        });
        if taken {
            format!("{}t", broker.client_id)
        } else {
            broker.client_id.clone()
        }
    }
}

fn tell(report: &mut ConnectionReport, sink: &Sink<ConnectionStep>, step: ConnectionStep) {
    // A window that is gone needs no steps; the report goes the same way.
    let _ = sink(step.clone());
    report.steps.push(step);
}

fn step(endpoint: u32, name: StepName, result: Result<Found, Trouble>) -> ConnectionStep {
    let trouble = result.as_ref().err().cloned();
    ConnectionStep {
        endpoint,
        name,
        duration_ms: 0,
        found: result.unwrap_or(Found::Nothing),
        trouble,
    }
}

async fn subscribe(link: &mut Link) -> Result<Found, Trouble> {
    let Ok(filter) = TopicFilter::parse(FILTER) else {
        return Ok(Found::Nothing);
    };
    let full = link.requests.subscribe(&[(filter, Qos::AtMostOnce)]);
    full.map_err(|_| Trouble::Lost)?;
    loop {
        match link.events.recv().await {
            Some(LinkEvent::Subscribed(results)) => {
                let refusal = results.into_iter().find_map(|(_, result)| result.err());
                return Ok(Found::Subscription {
                    filter: FILTER.to_owned(),
                    refusal,
                });
            }
            Some(LinkEvent::Ended(trouble)) => return Err(trouble),
            Some(_) => {}
            None => return Err(Trouble::Lost),
        }
    }
}
