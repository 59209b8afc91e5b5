//! MQTT 3.1.1 (OASIS Standard, 29 October 2014).

use bytes::BytesMut;
use rumqttc::mqttbytes::{
    QoS,
    v4::{
        Connect, LastWill, Login, Packet, Publish as Wire, Subscribe, SubscribeFilter, Unsubscribe,
    },
};
use tilework_core::{
    binding::Qos,
    broker::{Protocol, SecretKind},
    reason::Refusal,
};

use super::{Accepted, Breach, Due, Incoming, body, granted, released, strict};
use crate::link::{LinkSettings, Message, Publish};

fn qos(qos: Qos) -> QoS {
    match qos {
        Qos::AtMostOnce => QoS::AtMostOnce,
        Qos::AtLeastOnce => QoS::AtLeastOnce,
    }
}

pub fn decode(mut packet: BytesMut) -> Result<Incoming, Breach> {
    let kind = packet.first().copied().unwrap_or_default() >> 4;
    if kind == 2 {
        // Its code may be one that the codec does not know.
        return match body(&packet) {
            [present, 0] => Ok(Incoming::Accepted(Accepted {
                granted: granted(Protocol::V311, present & 1 == 1),
                keep_alive_seconds: None,
                session_expiry_seconds: None,
                identifiers: false,
            })),
            [_, code] => Ok(Incoming::Refused(Refusal::of_old_connack(*code))),
            _ => Err(Breach::Malformed),
        };
    }
    if kind == 9 {
        let [high, low, codes @ ..] = body(&packet) else {
            return Err(Breach::Malformed);
        };
        let result = |code: &u8| match code {
            0..=2 => Ok(()),
            code => Err(Refusal::new(*code, None)),
        };
        return Ok(Incoming::Subscribed {
            id: u16::from_be_bytes([*high, *low]),
            results: codes.iter().map(result).collect(),
        });
    }
    if kind == 6 {
        return released(body(&packet));
    }
    let size = packet.len();
    match Packet::read(&mut packet, size).map_err(|_| Breach::Malformed)? {
        Packet::Publish(publish) => {
            strict::topic(&publish.topic)?;
            Ok(Incoming::Message {
                filters: Vec::new(),
                due: match publish.qos {
                    QoS::AtMostOnce => Due::Nothing,
                    QoS::AtLeastOnce => Due::Acknowledge(publish.pkid),
                    QoS::ExactlyOnce => Due::Complete(publish.pkid),
                },
                message: Message {
                    topic: publish.topic,
                    payload: publish.payload,
                    retained: publish.retain,
                    ..Message::default()
                },
            })
        }
        Packet::PubAck(ack) => Ok(Incoming::Published {
            id: ack.pkid,
            result: Ok(()),
        }),
        Packet::UnsubAck(ack) => Ok(Incoming::Unsubscribed {
            id: ack.pkid,
            results: Vec::new(),
        }),
        Packet::PingResp => Ok(Incoming::Pong),
        _ => Err(Breach::Protocol),
    }
}

fn write(packet: &Packet, out: &mut BytesMut) {
    // It fails only for what is over MQTT's own limits, which the drafts and the outbox keep from getting here.
    if let Err(error) = packet.write(out, usize::MAX) {
        tracing::error!(%error, "a packet was not written");
    }
}

pub fn connect(settings: &LinkSettings, out: &mut BytesMut) {
    let broker = &settings.broker;
    let mut connect = Connect::new(broker.client_id.clone());
    connect.keep_alive = broker.keep_alive_seconds;
    connect.clean_session = broker.session_expiry_seconds == 0;
    if !settings.username().is_empty() {
        let password = settings.secrets.get(&SecretKind::Password);
        connect.login = Some(Login {
            username: settings.username().to_owned(),
            password: password.map_or("", |secret| secret.expose()).to_owned(),
        });
    }
    connect.last_will = settings.will().map(|will| LastWill {
        topic: settings.on_wire(will.topic.as_str()),
        message: will.payload.clone().into(),
        qos: qos(will.qos),
        retain: will.retain,
    });
    write(&Packet::Connect(connect), out);
}

pub fn publish(topic: String, publish: &Publish, id: u16, out: &mut BytesMut) {
    let mut wire = Wire::new(topic, qos(publish.qos), publish.payload.clone());
    wire.retain = publish.retain;
    wire.pkid = id;
    write(&Packet::Publish(wire), out);
}

pub fn subscribe(filters: Vec<(String, Qos)>, id: u16, out: &mut BytesMut) {
    let filters = filters
        .into_iter()
        .map(|(path, wanted)| SubscribeFilter::new(path, qos(wanted)));
    let mut subscribe = Subscribe::new_many(filters);
    subscribe.pkid = id;
    write(&Packet::Subscribe(subscribe), out);
}

pub fn unsubscribe(filters: Vec<String>, id: u16, out: &mut BytesMut) {
    let unsubscribe = Unsubscribe {
        pkid: id,
        topics: filters,
    };
    write(&Packet::Unsubscribe(unsubscribe), out);
}
