//! The link over rumqttc: MQTT 3.1.1 over TCP. The task here only polls and forwards.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rumqttc::{
    AsyncClient, Event, EventLoop, MqttOptions, NetworkOptions, Outgoing, Packet, QoS,
    SubscribeFilter, SubscribeReasonCode,
};
use tilework_core::{binding::Qos, broker::Endpoint, connection::Trouble, topic::TopicFilter};
use tokio::{
    sync::{Semaphore, mpsc},
    task::AbortHandle,
};

use super::{
    Connector, Link, LinkEvent, LinkFull, LinkRequests, LinkSettings, Message, PACKET_LIMIT,
    Publish, SettingsSource, trouble::trouble,
};

const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Seconds for name, TCP and handshake together; every address of the name has to fit in.
const CONNECT_SECONDS: u64 = 20;
const REQUESTS: usize = 4_096;
const EVENTS: usize = 1_024;
/// Bytes of messages between the driver and the actor; more wait in the socket.
const BUDGET: usize = 32 << 20;
/// Packet ids go up to this; more acknowledgements than the outbox waits for, so that ids never collide.
const PACKET_IDS: u16 = 1_000;
/// MQTT 3.1.1 §3.9.3: the one failure code.
const FAILURE: u8 = 0x80;

/// MQTT 3.1.1 over TCP.
#[derive(Debug, Clone, Copy, Default)]
pub struct RumqttConnector;

impl Connector for RumqttConnector {
    fn connect(&self, settings: Arc<dyn SettingsSource>) -> Link {
        let (events_in, events) = mpsc::channel(EVENTS);
        let shared = Arc::new(Mutex::new(Shared::default()));
        let driver = tokio::spawn(drive(settings, Arc::clone(&shared), events_in));
        Link {
            requests: Box::new(Requests {
                shared,
                driver: driver.abort_handle(),
            }),
            events,
        }
    }
}

/// What requests and driver share: rumqttc numbers packets only when it sends them, in the order of the requests.
#[derive(Default)]
struct Shared {
    client: Option<AsyncClient>,
    publishes: VecDeque<u64>,
    subscribes: VecDeque<Vec<TopicFilter>>,
}

struct Requests {
    shared: Arc<Mutex<Shared>>,
    driver: AbortHandle,
}

impl Drop for Requests {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

impl Requests {
    fn with(
        &self,
        ask: impl FnOnce(&mut Shared, &AsyncClient) -> Option<()>,
    ) -> Result<(), LinkFull> {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        let client = shared.client.clone().ok_or(LinkFull)?;
        ask(&mut shared, &client).ok_or(LinkFull)
    }
}

impl LinkRequests for Requests {
    fn subscribe(&mut self, filters: &[(TopicFilter, Qos)]) -> Result<(), LinkFull> {
        self.with(|shared, client| {
            let wanted = filters
                .iter()
                .map(|(filter, q)| SubscribeFilter::new(filter.as_str().to_owned(), qos(*q)));
            client.try_subscribe_many(wanted).ok()?;
            shared
                .subscribes
                .push_back(filters.iter().map(|(filter, _)| filter.clone()).collect());
            Some(())
        })
    }

    fn unsubscribe(&mut self, filters: &[TopicFilter]) -> Result<(), LinkFull> {
        self.with(|_, client| {
            filters
                .iter()
                .try_for_each(|filter| client.try_unsubscribe(filter.as_str()).ok())
        })
    }

    fn publish(&mut self, token: u64, publish: &Publish) -> Result<(), LinkFull> {
        self.with(|shared, client| {
            let Publish {
                topic,
                payload,
                qos: q,
                retain,
            } = publish;
            client
                .try_publish(topic.as_str(), qos(*q), *retain, payload.clone())
                .ok()?;
            shared.publishes.push_back(token);
            Some(())
        })
    }

    fn disconnect(&mut self) {
        let _ = self.with(|_, client| client.try_disconnect().ok());
    }
}

fn qos(qos: Qos) -> QoS {
    match qos {
        Qos::AtMostOnce => QoS::AtMostOnce,
        Qos::AtLeastOnce => QoS::AtLeastOnce,
    }
}

async fn drive(
    settings: Arc<dyn SettingsSource>,
    shared: Arc<Mutex<Shared>>,
    events: mpsc::Sender<LinkEvent>,
) {
    let trouble = match settings.settings().await {
        Ok(settings) => run(settings, &shared, &events).await,
        Err(trouble) => trouble,
    };
    let _ = events.send(LinkEvent::Ended(trouble)).await;
}

async fn run(
    settings: LinkSettings,
    shared: &Mutex<Shared>,
    events: &mpsc::Sender<LinkEvent>,
) -> Trouble {
    // rumqttc would look the name up too, but its error does not tell a wrong name from a broken network.
    let endpoint = &settings.endpoint;
    if !resolves(endpoint).await {
        return Trouble::HostNotFound;
    }
    let (client, mut event_loop) = AsyncClient::new(options(settings), REQUESTS);
    let mut network = NetworkOptions::new();
    network.set_tcp_nodelay(true);
    network.set_connection_timeout(CONNECT_SECONDS);
    event_loop.set_network_options(network);
    poll(client, event_loop, shared, events).await
}

/// Whether the name has an address.
pub async fn resolves(endpoint: &Endpoint) -> bool {
    let found = tokio::net::lookup_host((endpoint.host.as_str(), endpoint.port)).await;
    found.is_ok_and(|mut addresses| addresses.next().is_some())
}

fn options(settings: LinkSettings) -> MqttOptions {
    let mut options = MqttOptions::new(
        settings.client_id,
        settings.endpoint.host,
        settings.endpoint.port,
    );
    options
        .set_keep_alive(KEEP_ALIVE)
        .set_clean_session(true)
        .set_inflight(PACKET_IDS)
        .set_max_packet_size(PACKET_LIMIT, PACKET_LIMIT);
    if !settings.username.is_empty() {
        let password = settings
            .password
            .as_ref()
            .map_or("", |secret| secret.expose());
        options.set_credentials(settings.username, password);
    }
    options
}

async fn poll(
    client: AsyncClient,
    mut event_loop: EventLoop,
    shared: &Mutex<Shared>,
    events: &mpsc::Sender<LinkEvent>,
) -> Trouble {
    let lock = || shared.lock().unwrap_or_else(PoisonError::into_inner);
    let budget = Arc::new(Semaphore::new(BUDGET));
    let mut online = false;
    let mut publishing: HashMap<u16, u64> = HashMap::new();
    let mut subscribing: HashMap<u16, Vec<TopicFilter>> = HashMap::new();
    loop {
        let event = match event_loop.poll().await {
            Ok(event) => event,
            Err(error) => return trouble(&error, online),
        };
        let event = match event {
            Event::Incoming(Packet::ConnAck(_)) => {
                online = true;
                lock().client = Some(client.clone());
                Some(LinkEvent::Connected)
            }
            Event::Incoming(Packet::Publish(publish)) => {
                let share = u32::try_from(publish.payload.len().clamp(64, BUDGET)).unwrap_or(64);
                let permit = Arc::clone(&budget).acquire_many_owned(share).await.ok();
                Some(LinkEvent::Message(Message {
                    topic: publish.topic,
                    payload: publish.payload,
                    retained: publish.retain,
                    _budget: permit,
                }))
            }
            Event::Outgoing(Outgoing::Publish(id)) => {
                let token = lock().publishes.pop_front();
                match (id, token) {
                    (0, Some(token)) => Some(LinkEvent::Published {
                        token,
                        result: Ok(()),
                    }),
                    (id, Some(token)) => {
                        publishing.insert(id, token);
                        None
                    }
                    _ => None,
                }
            }
            Event::Incoming(Packet::PubAck(ack)) => {
                publishing
                    .remove(&ack.pkid)
                    .map(|token| LinkEvent::Published {
                        token,
                        result: Ok(()),
                    })
            }
            Event::Outgoing(Outgoing::Subscribe(id)) => {
                if let Some(filters) = lock().subscribes.pop_front() {
                    subscribing.insert(id, filters);
                }
                None
            }
            Event::Incoming(Packet::SubAck(ack)) => subscribing.remove(&ack.pkid).map(|filters| {
                let results = ack.return_codes.iter().map(|code| match code {
                    SubscribeReasonCode::Success(_) => Ok(()),
                    SubscribeReasonCode::Failure => Err(FAILURE),
                });
                LinkEvent::Subscribed(filters.into_iter().zip(results).collect())
            }),
            Event::Outgoing(Outgoing::Disconnect) => return Trouble::Lost,
            _ => None,
        };
        if let Some(event) = event
            && events.send(event).await.is_err()
        {
            return Trouble::Lost;
        }
    }
}
