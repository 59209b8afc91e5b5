//! A broker without its secrets, and without what tells where it is and whose, unless that is wanted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tilework_core::{
    broker::{
        Broker, BrokerDraft, Endpoint, EndpointDraft, Origin, Protocol, SecretKind, SecretPlace,
        StatusMessage, StatusMessageDraft, TlsSettings, Transport, UserProperty,
    },
    id::BrokerId,
    preset::Preset,
};
use ts_rs::TS;

use crate::{fault::BundleFault, names};

/// What of a broker goes along beside its name and type. All of it in a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Fields {
    /// Hosts, ports and how encryption is checked there.
    pub address: bool,
    /// The user name, and the prefix of topics that often holds it.
    pub login: bool,
    /// The client id, and what this device says of itself.
    pub device: bool,
}

impl Fields {
    pub const ALL: Self = Self {
        address: true,
        login: true,
        device: true,
    };
}

/// There is no field for a password, a key, a token or a header's value. Paths and user properties lose theirs on the way in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SharedBroker {
    #[serde(rename = "ref")]
    pub reference: BrokerId,
    pub name: String,
    #[serde(default)]
    pub preset: Preset,
    #[serde(default)]
    pub protocol: Protocol,
    #[serde(default = "keep_alive")]
    pub keep_alive_seconds: u16,
    #[serde(default)]
    pub session_expiry_seconds: u32,
    #[serde(default = "packet_limit")]
    pub packet_limit: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login: Option<Login>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<ThisDevice>,
    /// Which secrets it had: what is to be typed again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<SecretKind>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    pub endpoints: Vec<Endpoint>,
    #[serde(default)]
    pub tls: TlsSettings,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub header_names: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Login {
    pub username: String,
    #[serde(default)]
    pub topic_prefix: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub user_property_names: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ThisDevice {
    pub client_id: String,
    #[serde(default)]
    pub birth: Option<StatusMessage>,
    #[serde(default)]
    pub last_will: Option<StatusMessage>,
    /// Of the client; its key is a secret.
    #[serde(default)]
    pub certificate: Option<String>,
}

/// Until its new owner says what it is.
const NAMELESS: &str = "Broker";

const fn keep_alive() -> u16 {
    Broker::KEEP_ALIVE
}

const fn packet_limit() -> u32 {
    Broker::PACKET_LIMIT
}

impl SharedBroker {
    /// Of a broker that tiles name and that is not there any more.
    #[must_use]
    pub fn gone(reference: BrokerId) -> Self {
        Self {
            reference,
            name: String::new(),
            preset: Preset::default(),
            protocol: Protocol::default(),
            keep_alive_seconds: Broker::KEEP_ALIVE,
            session_expiry_seconds: 0,
            packet_limit: Broker::PACKET_LIMIT,
            address: None,
            login: None,
            device: None,
            secrets: vec![],
        }
    }

    #[must_use]
    pub fn of(broker: &Broker, reference: BrokerId, fields: Fields) -> Self {
        let mut broker = broker.clone();
        // Documents of before had tokens in paths and values in user properties (ADR 25).
        broker.hide();
        let own = matches!(broker.origin, Origin::Own { .. });
        if broker.preset.rules().username_is_secret && !broker.username.is_empty() {
            broker.username.clear();
            broker
                .secrets
                .insert(SecretKind::Username, SecretPlace::Memory);
        }
        let name = shown_name(&broker, fields);
        let secrets = broker.secrets.keys().copied();
        let secrets = secrets.filter(|kind| match kind {
            SecretKind::Password | SecretKind::Username => true,
            SecretKind::Headers | SecretKind::Queries => fields.address,
            SecretKind::UserProperties => fields.login,
            SecretKind::PrivateKey => fields.device,
        });
        let properties = broker.user_properties.iter();
        // One whose address is still to be typed has an empty one.
        let endpoints = broker.endpoints().iter();
        let endpoints: Vec<Endpoint> = endpoints
            .filter(|it| !it.host.is_empty())
            .cloned()
            .collect();
        Self {
            reference,
            name,
            preset: broker.preset,
            protocol: broker.protocol,
            keep_alive_seconds: broker.keep_alive_seconds,
            session_expiry_seconds: broker.session_expiry_seconds,
            packet_limit: broker.packet_limit,
            secrets: secrets.collect(),
            address: (fields.address && !endpoints.is_empty()).then(|| Address {
                endpoints,
                tls: broker.tls.clone(),
                header_names: broker.header_names.clone(),
            }),
            login: (fields.login && own).then(|| Login {
                username: broker.username.clone(),
                topic_prefix: broker.topic_prefix.clone(),
                user_property_names: properties.map(|it| it.name.clone()).collect(),
            }),
            device: (fields.device && own).then(|| ThisDevice {
                client_id: broker.client_id.clone(),
                birth: broker.birth.clone(),
                last_will: broker.last_will.clone(),
                certificate: broker.certificate.clone(),
            }),
        }
    }

    /// A broker like this one: switched off, with its secrets still to be typed, and with nothing allowed that a person has to allow.
    /// Without an address it has an empty one, which its form asks for.
    ///
    /// # Errors
    /// The form would not take it.
    pub fn broker(&self, id: BrokerId, new_client_id: String) -> Result<Broker, BundleFault> {
        let login = self.login.clone();
        let device = self.device.clone();
        let name = names::tidy(&self.name);
        let draft = BrokerDraft {
            id: None,
            name: name.clone(),
            preset: self.preset,
            endpoints: self.endpoints(),
            username: login
                .as_ref()
                .map_or_else(String::new, |it| it.username.clone()),
            client_id: device
                .as_ref()
                .map_or_else(String::new, |it| it.client_id.clone()),
            protocol: self.protocol,
            topic_prefix: login
                .as_ref()
                .map_or_else(String::new, |it| it.topic_prefix.clone()),
            keep_alive_seconds: self.keep_alive_seconds.into(),
            session_expiry_seconds: self.session_expiry_seconds,
            packet_limit: self.packet_limit,
            birth: device.as_ref().and_then(|it| it.birth.clone()).map(status),
            last_will: device
                .as_ref()
                .and_then(|it| it.last_will.clone())
                .map(status),
            user_properties: login
                .into_iter()
                .flat_map(|it| it.user_property_names)
                .map(nameless)
                .collect(),
            tls: self
                .address
                .as_ref()
                .map_or_else(TlsSettings::default, |it| it.tls.clone()),
        };
        let mut broker = draft.parse(id, new_client_id).map_err(|problems| {
            let field = problems.first().map_or("", |it| it.field.as_str());
            BundleFault::WrongBroker {
                name: name.clone(),
                field: field.chars().take(60).collect(),
            }
        })?;
        broker.name = match (name.is_empty(), &self.address) {
            (false, _) => name,
            // As a form does it.
            (true, Some(_)) => broker.name,
            (true, None) => NAMELESS.to_owned(),
        };
        broker.enabled = false;
        broker.header_names = self.address.as_ref().map_or_else(Vec::new, |it| {
            let fit =
                |it: &&String| it.len() <= 200 && it.is_ascii() && !it.contains(char::is_control);
            it.header_names
                .iter()
                .filter(fit)
                .take(20)
                .cloned()
                .collect()
        });
        broker.certificate = device.and_then(|it| it.certificate);
        let secrets = self.secrets.iter().map(|kind| (*kind, SecretPlace::Memory));
        broker.secrets = secrets.collect::<BTreeMap<_, _>>();
        if self.address.is_none()
            && let Origin::Own { endpoints } = &mut broker.origin
        {
            for endpoint in endpoints {
                endpoint.host.clear();
            }
        }
        broker.hide();
        Ok(broker)
    }

    fn endpoints(&self) -> Vec<EndpointDraft> {
        let draft = |it: &Endpoint| EndpointDraft {
            host: it.host.clone(),
            port: Some(it.port.into()),
            transport: it.transport,
            path: it.path.clone(),
            in_clear: false,
            network: None,
        };
        match &self.address {
            Some(address) => address.endpoints.iter().map(draft).collect(),
            None => {
                let rules = self.preset.rules();
                let port = rules.ports.first();
                vec![EndpointDraft {
                    host: "nowhere.invalid".to_owned(),
                    port: port.and_then(|it| it.port).map(u32::from),
                    transport: port.map_or(Transport::Tcp, |it| it.transport),
                    path: String::new(),
                    in_clear: false,
                    network: None,
                }]
            }
        }
    }

    /// Whether one that is there already is likely meant: the same address; or, where none went along, the same type and name.
    #[must_use]
    pub fn is_like(&self, other: &Broker) -> bool {
        match &self.address {
            Some(address) => address.endpoints.iter().any(|own| {
                let same =
                    |it: &Endpoint| it.port == own.port && it.host.eq_ignore_ascii_case(&own.host);
                other.endpoints().iter().any(same)
            }),
            None => {
                other.preset == self.preset
                    && (self.preset != Preset::Custom || other.name == self.name)
            }
        }
    }
}

/// Nobody gave it a name: then it has its host's; and a person's own name for it may say what was not to be said.
fn shown_name(broker: &Broker, fields: Fields) -> String {
    let name = broker.name.to_lowercase();
    let says = |text: &str| text.len() > 2 && name.contains(&text.to_lowercase());
    let hosts = broker.endpoints().iter().any(|it| says(&it.host));
    if (!fields.address && hosts)
        || (!fields.login && says(&broker.username))
        || (!fields.device && says(&broker.client_id))
    {
        return String::new();
    }
    broker.name.clone()
}

fn status(message: StatusMessage) -> StatusMessageDraft {
    StatusMessageDraft {
        topic: message.topic.as_str().to_owned(),
        payload: message.payload,
        qos: message.qos,
        retain: message.retain,
    }
}

fn nameless(name: String) -> UserProperty {
    UserProperty {
        name,
        value: String::new(),
    }
}
