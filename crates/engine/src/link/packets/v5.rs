//! MQTT 5 (OASIS Standard, 7 March 2019).

use bytes::{Bytes, BytesMut};
use rumqttc::v5::mqttbytes::{
    QoS,
    v5::{
        ConnAckProperties, Connect, ConnectProperties, Filter, LastWill, Login, Packet,
        Publish as Wire, PublishProperties as WireProperties, Subscribe, SubscribeProperties,
        Unsubscribe,
    },
};
use tilework_core::{
    binding::Qos,
    broker::{Protocol, SecretKind, UserProperty},
    reason::Refusal,
};

use super::{
    Accepted, Breach, Due, Incoming, RECEIVE_MAXIMUM, body, granted,
    identifiers::{take_identifiers, variable},
    released, strict, text,
};
use crate::link::{Granted, LinkSettings, Message, Publish, PublishProperties};

fn qos(qos: Qos) -> QoS {
    match qos {
        Qos::AtMostOnce => QoS::AtMostOnce,
        Qos::AtLeastOnce => QoS::AtLeastOnce,
    }
}

fn pairs(properties: &[UserProperty]) -> Vec<(String, String)> {
    properties
        .iter()
        .map(|property| (property.name.clone(), property.value.clone()))
        .collect()
}

fn properties(pairs: Vec<(String, String)>) -> Vec<UserProperty> {
    pairs
        .into_iter()
        .map(|(name, value)| UserProperty { name, value })
        .collect()
}

/// Codes are read before the codec does: it knows fewer.
pub fn decode(mut packet: BytesMut) -> Result<Incoming, Breach> {
    let kind = packet.first().copied().unwrap_or_default() >> 4;
    let head: Vec<u8> = body(&packet).iter().take(3).copied().collect();
    if kind == 6 {
        return released(body(&packet));
    }
    let codes = matches!(kind, 9 | 11)
        .then(|| subscribe_codes(body(&packet)))
        .flatten();
    let mut filters = Vec::new();
    if kind == 3 {
        (packet, filters) = take_identifiers(packet);
    }
    let read = Packet::read(&mut packet, None);
    match (kind, head.as_slice()) {
        (2, [present, 0, ..]) => match read {
            Ok(Packet::ConnAck(ack)) => Ok(Incoming::Accepted(accepted(
                present & 1 == 1,
                ack.properties,
            ))),
            _ => Err(Breach::Malformed),
        },
        // A broker that knows only 3.1.1 refuses in its own way, without properties.
        (2, [_, code @ 1..=5]) => Ok(Incoming::Refused(Refusal::of_old_connack(*code))),
        (2, [_, code, ..]) => {
            let text = match read {
                Ok(Packet::ConnAck(ack)) => ack.properties.and_then(|p| p.reason_string),
                _ => None,
            };
            Ok(Incoming::Refused(Refusal::new(*code, text.as_deref())))
        }
        (4, [high, low, rest @ ..]) => {
            let text = match read {
                Ok(Packet::PubAck(ack)) => ack.properties.and_then(|p| p.reason_string),
                _ => None,
            };
            // Below 0x80 it arrived, even if nobody listens (§2.4).
            let code = rest.first().copied().unwrap_or_default();
            Ok(Incoming::Published {
                id: u16::from_be_bytes([*high, *low]),
                result: refusal(code, text.as_deref()),
            })
        }
        (9, [high, low, ..]) => {
            let text = match read {
                Ok(Packet::SubAck(ack)) => ack.properties.and_then(|p| p.reason_string),
                _ => None,
            };
            let codes = codes.ok_or(Breach::Malformed)?;
            Ok(Incoming::Subscribed {
                id: u16::from_be_bytes([*high, *low]),
                results: codes
                    .iter()
                    .map(|code| refusal(*code, text.as_deref()))
                    .collect(),
            })
        }
        (11, [high, low, ..]) => Ok(Incoming::Unsubscribed {
            id: u16::from_be_bytes([*high, *low]),
            results: codes
                .unwrap_or_default()
                .iter()
                .map(|code| refusal(*code, None))
                .collect(),
        }),
        (14, head) => {
            let text = match read {
                Ok(Packet::Disconnect(it)) => it.properties.and_then(|p| p.reason_string),
                _ => None,
            };
            let code = head.first().copied().unwrap_or_default();
            Ok(Incoming::Disconnected(Refusal::new(code, text.as_deref())))
        }
        _ => match read.map_err(|_| Breach::Malformed)? {
            Packet::Publish(publish) => message(publish, filters),
            Packet::PingResp(_) => Ok(Incoming::Pong),
            _ => Err(Breach::Protocol),
        },
    }
}

fn refusal(code: u8, text: Option<&str>) -> Result<(), Refusal> {
    if code < 0x80 {
        Ok(())
    } else {
        Err(Refusal::new(code, text))
    }
}

/// Behind the packet id and the properties (§3.9.2, §3.9.3).
fn subscribe_codes(body: &[u8]) -> Option<Vec<u8>> {
    let rest = body.get(2..)?;
    let (length, taken) = variable(rest)?;
    rest.get(taken + length..).map(<[u8]>::to_vec)
}

fn accepted(session_present: bool, properties: Option<ConnAckProperties>) -> Accepted {
    let base = granted(Protocol::V5, session_present);
    let Some(given) = properties else {
        return Accepted {
            granted: base,
            keep_alive_seconds: None,
            session_expiry_seconds: None,
            identifiers: true,
        };
    };
    let allowed = |flag: Option<u8>| flag.is_none_or(|flag| flag != 0);
    Accepted {
        keep_alive_seconds: given.server_keep_alive,
        session_expiry_seconds: given.session_expiry_interval,
        identifiers: allowed(given.subscription_identifiers_available),
        granted: Granted {
            assigned_client_id: given.assigned_client_identifier,
            maximum_qos: given.max_qos.unwrap_or(2),
            retain_available: allowed(given.retain_available),
            maximum_packet_size: given.max_packet_size,
            receive_maximum: given.receive_max.unwrap_or(u16::MAX).max(1),
            wildcards_available: allowed(given.wildcard_subscription_available),
            shared_subscriptions_available: allowed(given.shared_subscription_available),
            text: Refusal::new(0, given.reason_string.as_deref()).text,
            ..base
        },
    }
}

fn message(publish: Wire, filters: Vec<u32>) -> Result<Incoming, Breach> {
    let topic = text(&publish.topic)?;
    strict::topic(&topic)?;
    let carried = publish.properties.map(|p| {
        Box::new(PublishProperties {
            expiry_seconds: p.message_expiry_interval,
            content_type: p.content_type,
            response_topic: p.response_topic,
            correlation: p.correlation_data,
            user: properties(p.user_properties),
        })
    });
    Ok(Incoming::Message {
        filters,
        due: match publish.qos {
            QoS::AtMostOnce => Due::Nothing,
            QoS::AtLeastOnce => Due::Acknowledge(publish.pkid),
            QoS::ExactlyOnce => Due::Complete(publish.pkid),
        },
        message: Message {
            topic,
            payload: publish.payload,
            retained: publish.retain,
            properties: carried,
            ..Message::default()
        },
    })
}

fn write(packet: &Packet, out: &mut BytesMut) {
    // It fails only for what is over MQTT's own limits, which the drafts and the outbox keep from getting here.
    if let Err(error) = packet.write(out, None) {
        tracing::error!(%error, "a packet was not written");
    }
}

pub fn connect(settings: &LinkSettings, out: &mut BytesMut) {
    let broker = &settings.broker;
    let mut properties = ConnectProperties::new();
    properties.session_expiry_interval =
        Some(broker.session_expiry_seconds).filter(|seconds| *seconds > 0);
    properties.receive_maximum = Some(RECEIVE_MAXIMUM);
    properties.max_packet_size = Some(broker.packet_limit);
    properties.user_properties = pairs(&settings.user_properties());
    let connect = Connect {
        keep_alive: broker.keep_alive_seconds,
        client_id: broker.client_id.clone(),
        clean_start: broker.session_expiry_seconds == 0,
        properties: Some(properties),
    };
    let will = settings.will().map(|will| LastWill {
        topic: Bytes::from(settings.on_wire(will.topic.as_str())),
        message: will.payload.clone().into(),
        qos: qos(will.qos),
        retain: will.retain,
        properties: None,
    });
    // One without the other is allowed (MQTT 5 §3.1.2.9): some take a token as the password alone.
    let password = settings.secrets.get(&SecretKind::Password);
    let login = Login {
        username: settings.username().to_owned(),
        password: password.map_or("", |secret| secret.expose()).to_owned(),
    };
    let login = (!login.username.is_empty() || !login.password.is_empty()).then_some(login);
    write(&Packet::Connect(connect, will, login), out);
}

pub fn publish(topic: String, publish: &Publish, id: u16, out: &mut BytesMut) {
    let carried = publish.properties.as_ref().map(|p| WireProperties {
        message_expiry_interval: p.expiry_seconds,
        content_type: p.content_type.clone(),
        response_topic: p.response_topic.clone(),
        correlation_data: p.correlation.clone(),
        user_properties: pairs(&p.user),
        ..WireProperties::default()
    });
    let mut wire = Wire::new(topic, qos(publish.qos), publish.payload.clone(), carried);
    wire.retain = publish.retain;
    wire.pkid = id;
    write(&Packet::Publish(wire), out);
}

pub fn subscribe(
    filters: Vec<(String, Qos)>,
    identifier: Option<u32>,
    id: u16,
    out: &mut BytesMut,
) {
    let filters = filters
        .into_iter()
        .map(|(path, wanted)| Filter::new(path, qos(wanted)));
    let properties = identifier.map(|identifier| SubscribeProperties {
        id: usize::try_from(identifier).ok(),
        user_properties: Vec::new(),
    });
    let mut subscribe = Subscribe::new_many(filters, properties);
    subscribe.pkid = id;
    write(&Packet::Subscribe(subscribe), out);
}

pub fn unsubscribe(filters: Vec<String>, id: u16, out: &mut BytesMut) {
    let unsubscribe = Unsubscribe {
        pkid: id,
        filters,
        properties: None,
    };
    write(&Packet::Unsubscribe(unsubscribe), out);
}
