//! Any sequence of what a broker may say and a person may ask: a model says what comes of each step, and nothing else does.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tilework_core::topic::Topic;
use tokio::time::sleep;

use super::*;

/// Ids that a session does not come to within one sequence.
const STRANGE: std::ops::Range<u16> = 60_000..60_010;

#[derive(Debug, Clone)]
enum Step {
    Message {
        qos: u8,
        id: u16,
    },
    Release {
        id: u16,
    },
    Subscribe {
        filter: u8,
    },
    Unsubscribe {
        filter: u8,
    },
    Publish {
        acknowledged: bool,
    },
    /// Of what waits for the broker's answer, the one at this place.
    Answer {
        place: usize,
        granted: bool,
    },
    /// An answer to what nobody asked.
    Stray {
        answer: u8,
        id: u16,
    },
    Seconds(u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..3u8, 1..6u16).prop_map(|(qos, id)| Step::Message { qos, id }),
        2 => (1..6u16).prop_map(|id| Step::Release { id }),
        2 => (0..4u8).prop_map(|filter| Step::Subscribe { filter }),
        1 => (0..4u8).prop_map(|filter| Step::Unsubscribe { filter }),
        3 => any::<bool>().prop_map(|acknowledged| Step::Publish { acknowledged }),
        4 => (0..8usize, any::<bool>()).prop_map(|(place, granted)| Step::Answer { place, granted }),
        1 => (0..4u8, STRANGE).prop_map(|(answer, id)| Step::Stray { answer, id }),
        1 => (1..25u8).prop_map(Step::Seconds),
    ];
    prop::collection::vec(step, 1..60)
}

/// What the broker owes an answer for.
#[derive(Debug)]
enum Owed {
    Subscribe { id: u16, filter: String },
    Unsubscribe { id: u16 },
    Publish { id: u16, token: u64 },
}

impl Owed {
    fn id(&self) -> u16 {
        match self {
            Self::Subscribe { id, .. } | Self::Unsubscribe { id } | Self::Publish { id, .. } => *id,
        }
    }
}

/// What is heard on the wire, and what the actor is told.
type Came = (Vec<Vec<u8>>, Vec<String>);

struct Model {
    broker: Scripted,
    owed: Vec<Owed>,
    /// Ids of QoS 2 that are not released.
    open: BTreeSet<u16>,
    /// Messages and presses until now.
    count: u64,
}

impl Model {
    async fn begin(protocol: Protocol) -> Self {
        let mut broker = Script::new(protocol).begin().await;
        broker.says(&PINGRESP).await;
        Self {
            broker,
            owed: vec![],
            open: BTreeSet::new(),
            count: 0,
        }
    }

    fn old(&self) -> bool {
        self.broker.protocol == Protocol::V311
    }

    /// Until nothing more comes; pings are answered.
    async fn came(&mut self) -> Came {
        let (mut packets, mut events) = (vec![], vec![]);
        let quiet = Duration::from_millis(1);
        loop {
            if let Ok(packet) = timeout(quiet, self.broker.hears()).await {
                assert!(!packet.is_empty(), "the session ended");
                if packet == PINGREQ {
                    self.broker.says(&PINGRESP).await;
                } else {
                    packets.push(packet);
                }
            } else if let Ok(event) = timeout(quiet, self.broker.told()).await {
                events.push(match event {
                    LinkEvent::Message(it) => format!("message {:?}", it.payload),
                    LinkEvent::Leaves { token } => format!("leaves {token}"),
                    LinkEvent::Published { token, result } => {
                        format!("published {token} {}", result.is_ok())
                    }
                    LinkEvent::Subscribed(all) => all
                        .iter()
                        .map(|(filter, result)| {
                            format!("subscribed {} {}", filter.as_str(), result.is_ok())
                        })
                        .collect(),
                    other => format!("{other:?}"),
                });
            } else {
                return (packets, events);
            }
        }
    }

    /// The one packet that was heard, and its id, which no other has that waits.
    fn asked(&self, packets: &[Vec<u8>], kind: u8) -> u16 {
        assert_eq!(packets.len(), 1, "{packets:?}");
        let packet = &packets[0];
        assert_eq!(packet[0] >> 4, kind);
        let at = if kind == 3 {
            4 + usize::from(u16::from_be_bytes([packet[2], packet[3]]))
        } else {
            2
        };
        let id = u16::from_be_bytes([packet[at], packet[at + 1]]);
        assert!(
            id != 0 && self.owed.iter().all(|it| it.id() != id),
            "{id} is taken"
        );
        id
    }

    async fn ask(&mut self, request: Request) -> Came {
        self.broker.requests.send(request).await.unwrap();
        self.came().await
    }

    async fn take(&mut self, step: Step) {
        self.count += 1;
        let count = self.count;
        match step {
            Step::Message { qos, id } => {
                let packet = self
                    .broker
                    .publish(qos << 1, id, "m", count.to_string().as_bytes());
                self.broker.says(&packet).await;
                let told = qos != 2 || self.open.insert(id);
                let events =
                    told.then(|| format!("message {:?}", bytes::Bytes::from(count.to_string())));
                let [high, low] = id.to_be_bytes();
                let answer = [
                    vec![],
                    vec![vec![0x40, 2, high, low]],
                    vec![vec![0x50, 2, high, low]],
                ];
                let wanted = (answer[usize::from(qos)].clone(), Vec::from_iter(events));
                assert_eq!(self.came().await, wanted);
            }
            Step::Release { id } => {
                let [high, low] = id.to_be_bytes();
                self.broker.says(&[0x62, 2, high, low]).await;
                let known = self.open.remove(&id) || self.old();
                let answer = if known {
                    vec![0x70, 2, high, low]
                } else {
                    vec![0x70, 3, high, low, 0x92]
                };
                assert_eq!(self.came().await, (vec![answer], vec![]));
            }
            Step::Subscribe { filter } => {
                let filter = format!("s/{filter}");
                let parsed = TopicFilter::parse(&filter).unwrap();
                let came = self
                    .ask(Request::Subscribe(vec![(parsed, Qos::AtLeastOnce)]))
                    .await;
                assert_eq!(came.1, Vec::<String>::new());
                let id = self.asked(&came.0, 8);
                self.owed.push(Owed::Subscribe { id, filter });
            }
            Step::Unsubscribe { filter } => {
                let parsed = TopicFilter::parse(&format!("s/{filter}")).unwrap();
                let came = self.ask(Request::Unsubscribe(vec![parsed])).await;
                assert_eq!(came.1, Vec::<String>::new());
                let id = self.asked(&came.0, 10);
                self.owed.push(Owed::Unsubscribe { id });
            }
            Step::Publish { acknowledged } => self.publish(count, acknowledged).await,
            Step::Answer { place, granted } => {
                if !self.owed.is_empty() {
                    let owed = self.owed.remove(place % self.owed.len());
                    self.answer(owed, granted).await;
                }
            }
            Step::Stray { answer, id } => {
                let packet = match answer {
                    0 => self.acknowledgement(id, true),
                    1 => self.grant(id, true),
                    2 => self.unsubscribed(id),
                    _ => PINGRESP.to_vec(),
                };
                self.broker.says(&packet).await;
                assert_eq!(self.came().await, (vec![], vec![]));
            }
            Step::Seconds(seconds) => {
                for _ in 0..seconds {
                    sleep(Duration::from_secs(1)).await;
                    assert_eq!(self.came().await, (vec![], vec![]));
                }
            }
        }
    }

    async fn publish(&mut self, token: u64, acknowledged: bool) {
        let publish = Publish {
            topic: Topic::parse("p").unwrap(),
            payload: b"1".to_vec(),
            qos: if acknowledged {
                Qos::AtLeastOnce
            } else {
                Qos::AtMostOnce
            },
            retain: false,
            properties: None,
        };
        let came = self.ask(Request::Publish(token, publish)).await;
        if acknowledged {
            assert_eq!(came.1, [format!("leaves {token}")]);
            let id = self.asked(&came.0, 3);
            self.owed.push(Owed::Publish { id, token });
        } else {
            assert_eq!(came.0.len(), 1);
            let events = [format!("leaves {token}"), format!("published {token} true")];
            assert_eq!(came.1, events);
        }
    }

    async fn answer(&mut self, owed: Owed, granted: bool) {
        let (packet, event) = match owed {
            Owed::Subscribe { id, filter } => {
                let event = format!("subscribed {filter} {granted}");
                (self.grant(id, granted), Some(event))
            }
            Owed::Unsubscribe { id } => (self.unsubscribed(id), None),
            Owed::Publish { id, token } => {
                // MQTT 3.1.1 has no word for no.
                let granted = granted || self.old();
                let event = format!("published {token} {granted}");
                (self.acknowledgement(id, granted), Some(event))
            }
        };
        self.broker.says(&packet).await;
        assert_eq!(self.came().await, (vec![], Vec::from_iter(event)));
    }

    fn grant(&self, id: u16, granted: bool) -> Vec<u8> {
        let [high, low] = id.to_be_bytes();
        match (self.old(), granted) {
            (true, true) => vec![0x90, 3, high, low, 1],
            (true, false) => vec![0x90, 3, high, low, 0x80],
            (false, true) => vec![0x90, 4, high, low, 0, 1],
            (false, false) => vec![0x90, 4, high, low, 0, 0x87],
        }
    }

    fn unsubscribed(&self, id: u16) -> Vec<u8> {
        let [high, low] = id.to_be_bytes();
        if self.old() {
            vec![0xB0, 2, high, low]
        } else {
            vec![0xB0, 4, high, low, 0, 0]
        }
    }

    fn acknowledgement(&self, id: u16, granted: bool) -> Vec<u8> {
        let [high, low] = id.to_be_bytes();
        if granted {
            vec![0x40, 2, high, low]
        } else {
            vec![0x40, 4, high, low, 0x87, 0]
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_said_and_asked_in_turn_each_step_means_what_it_means_alone(old: bool, steps in steps()) {
        let protocol = if old { Protocol::V311 } else { Protocol::V5 };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let mut model = Model::begin(protocol).await;
            for step in steps {
                model.take(step).await;
            }
        });
    }
}
