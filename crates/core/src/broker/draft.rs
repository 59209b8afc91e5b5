//! The broker form, and the document it becomes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    BROKER_SCHEMA, Broker, Endpoint, NetworkId, Origin, Protocol, StatusMessageDraft, TlsSettings,
    Transport, UserProperty,
};
use crate::{
    certificate::normal_fingerprint,
    id::BrokerId,
    preset::Preset,
    problem::{Fault, Problem, prefixed},
    topic::Topic,
};

/// More addresses than anyone has for one broker.
const ENDPOINTS: u32 = 8;
const USER_PROPERTIES: u32 = 20;
/// The longest text MQTT can carry, in bytes (MQTT 5 §1.5.4).
const TEXT_LIMIT: u32 = 65_535;

/// The broker form, without its secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrokerDraft {
    /// `None` for a new one.
    pub id: Option<BrokerId>,
    /// Empty: the first host stands in.
    pub name: String,
    pub preset: Preset,
    /// The best first, at most 8.
    pub endpoints: Vec<EndpointDraft>,
    pub username: String,
    /// Empty: one is made.
    pub client_id: String,
    pub protocol: Protocol,
    pub topic_prefix: String,
    pub keep_alive_seconds: u32,
    pub session_expiry_seconds: u32,
    /// Bytes.
    pub packet_limit: u32,
    pub birth: Option<StatusMessageDraft>,
    pub last_will: Option<StatusMessageDraft>,
    pub user_properties: Vec<UserProperty>,
    pub tls: TlsSettings,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EndpointDraft {
    pub host: String,
    /// `None`: the transport's own. Wider than a port, so that 70000 is a problem of the field and not of the call.
    pub port: Option<u32>,
    pub transport: Transport,
    /// WebSocket only. Empty: `/mqtt`.
    pub path: String,
    /// User name and password may go to this address though it is not encrypted and another one is.
    #[serde(default)]
    #[ts(as = "bool")]
    pub in_clear: bool,
    /// In this network alone. `None`: in any.
    #[serde(default)]
    #[ts(as = "Option<NetworkId>")]
    pub network: Option<NetworkId>,
}

/// The path that nearly every broker has for WebSocket.
const PATH: &str = "/mqtt";

impl BrokerDraft {
    /// The document of this form, without secrets, client certificate and headers: those come separately. `new_id` and
    /// `new_client_id` are used where the form leaves them open.
    ///
    /// # Errors
    /// Every field that is wrong, in the order of the form: `endpoints.0.host`, `birth.topic`, `tls.pinned.0`.
    pub fn parse(self, new_id: BrokerId, new_client_id: String) -> Result<Broker, Vec<Problem>> {
        let mut problems = Vec::new();
        let endpoints = parse_endpoints(self.endpoints, &mut problems);
        check_text("username", &self.username, &mut problems);
        check_text("clientId", &self.client_id, &mut problems);
        let name = match self.name.trim() {
            "" => endpoints.first().map_or("", |first| &first.host).to_owned(),
            name => name.to_owned(),
        };
        if name.len() > 200 {
            problems.push(Problem::new("name", Fault::TooLong { max: 200 }));
        }
        if let Some(fault) = prefix_fault(&self.topic_prefix) {
            problems.push(Problem::new("topicPrefix", fault));
        }
        let keep_alive_seconds = u16::try_from(self.keep_alive_seconds)
            .ok()
            .filter(|seconds| *seconds >= 5);
        if keep_alive_seconds.is_none() {
            problems.push(Problem::new("keepAliveSeconds", range(5.0, 65_535.0)));
        }
        if !(1_024..=268_435_455).contains(&self.packet_limit) {
            problems.push(Problem::new("packetLimit", range(1_024.0, 268_435_455.0)));
        }
        let mut message = |path: &str, draft: Option<StatusMessageDraft>| {
            let parsed = draft.map(StatusMessageDraft::parse).transpose();
            parsed.unwrap_or_else(|found| {
                problems.extend(prefixed(path, found));
                None
            })
        };
        let birth = message("birth.", self.birth);
        let last_will = message("lastWill.", self.last_will);
        check_properties(&self.user_properties, &mut problems);
        let tls = parse_tls(self.tls, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let client_id = match self.client_id.trim() {
            "" => new_client_id,
            client_id => client_id.to_owned(),
        };
        let origin = Origin::Own { endpoints };
        let base = Broker::new(self.id.unwrap_or(new_id), name, origin, client_id);
        Ok(Broker {
            schema_version: BROKER_SCHEMA,
            preset: self.preset,
            protocol: self.protocol,
            username: self.username,
            topic_prefix: self.topic_prefix,
            keep_alive_seconds: keep_alive_seconds.unwrap_or(Broker::KEEP_ALIVE),
            session_expiry_seconds: self.session_expiry_seconds,
            packet_limit: self.packet_limit,
            birth,
            last_will,
            user_properties: self.user_properties,
            tls,
            ..base
        })
    }
}

fn range(min: f64, max: f64) -> Fault {
    Fault::OutOfRange { min, max }
}

fn parse_endpoints(drafts: Vec<EndpointDraft>, problems: &mut Vec<Problem>) -> Vec<Endpoint> {
    if drafts.is_empty() {
        problems.push(Problem::new("endpoints.0.host", Fault::Required));
    }
    if drafts.len() > ENDPOINTS as usize {
        problems.push(Problem::new("endpoints", Fault::TooMany { max: ENDPOINTS }));
    }
    let parse = |(place, draft): (usize, EndpointDraft)| {
        let (endpoint, found) = draft.parse();
        problems.extend(prefixed(&format!("endpoints.{place}."), found));
        endpoint
    };
    drafts.into_iter().enumerate().map(parse).collect()
}

impl EndpointDraft {
    /// The address, good as far as its problems leave it.
    fn parse(self) -> (Endpoint, Vec<Problem>) {
        let mut problems = Vec::new();
        let host = bare_host(&self.host).to_owned();
        if host.is_empty() {
            problems.push(Problem::new("host", Fault::Required));
        } else if !is_host(&host) {
            problems.push(Problem::new("host", Fault::Host));
        }
        let port = match self.port.map(u16::try_from) {
            None => self.transport.default_port(),
            Some(Ok(port)) if port > 0 => port,
            Some(_) => {
                problems.push(Problem::new("port", range(1.0, 65_535.0)));
                0
            }
        };
        let path = match self.path.trim() {
            _ if !self.transport.is_web_socket() => String::new(),
            "" => PATH.to_owned(),
            path if path.starts_with('/') => path.to_owned(),
            path => format!("/{path}"),
        };
        if path.len() > 2_000 {
            problems.push(Problem::new("path", Fault::TooLong { max: 2_000 }));
        } else if !path.chars().all(|c| c.is_ascii_graphic() && c != '#') {
            problems.push(Problem::new("path", Fault::Path));
        }
        let in_clear = self.in_clear && !self.transport.is_encrypted();
        let endpoint = Endpoint {
            host,
            port,
            transport: self.transport,
            path,
            in_clear,
            network: self.network.filter(|_| in_clear),
        };
        (endpoint, problems)
    }
}

fn parse_tls(tls: TlsSettings, problems: &mut Vec<Problem>) -> TlsSettings {
    let server_name = bare_host(&tls.server_name).to_owned();
    if !server_name.is_empty() && !is_host(&server_name) {
        problems.push(Problem::new("tls.serverName", Fault::Host));
    }
    let alpn: Vec<String> = tls
        .alpn
        .iter()
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    // RFC 7301 §3.1: one byte of length each.
    if alpn.iter().any(|name| name.len() > 255) {
        problems.push(Problem::new("tls.alpn", Fault::TooLong { max: 255 }));
    }
    let mut pinned = Vec::new();
    for (place, text) in tls.pinned.iter().enumerate() {
        match normal_fingerprint(text) {
            Some(fingerprint) => pinned.push(fingerprint),
            None => problems.push(Problem::new(
                format!("tls.pinned.{place}"),
                Fault::Fingerprint,
            )),
        }
    }
    TlsSettings {
        authorities: tls.authorities,
        server_name,
        alpn,
        only_these: tls.only_these,
        pinned,
    }
}

fn check_properties(properties: &[UserProperty], problems: &mut Vec<Problem>) {
    if properties.len() > USER_PROPERTIES as usize {
        let fault = Fault::TooMany {
            max: USER_PROPERTIES,
        };
        problems.push(Problem::new("userProperties", fault));
    }
    for (place, property) in properties.iter().enumerate() {
        if property.name.is_empty() {
            let field = format!("userProperties.{place}.name");
            problems.push(Problem::new(field, Fault::Required));
        }
        for (field, text) in [("name", &property.name), ("value", &property.value)] {
            check_text(&format!("userProperties.{place}.{field}"), text, problems);
        }
    }
}

fn check_text(field: &str, text: &str, problems: &mut Vec<Problem>) {
    problems.extend(
        text_faults(text)
            .into_iter()
            .map(|fault| Problem::new(field, fault)),
    );
}

/// What keeps a text from being one of MQTT's (MQTT 5 §1.5.4).
#[must_use]
pub fn text_faults(text: &str) -> Vec<Fault> {
    let too_long = text.len() > TEXT_LIMIT as usize;
    let control = text.chars().any(char::is_control);
    let long = too_long.then_some(Fault::TooLong { max: TEXT_LIMIT });
    let control = control.then_some(Fault::ControlCharacter);
    long.into_iter().chain(control).collect()
}

/// A prefix is the beginning of a topic to publish to.
fn prefix_fault(prefix: &str) -> Option<Fault> {
    if prefix.is_empty() {
        return None;
    }
    Topic::parse(&format!("{prefix}x")).err()
}

/// The host without white space around it and, for IPv6, without the brackets of an address bar.
fn bare_host(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text)
}

pub(crate) fn is_host(text: &str) -> bool {
    if text.parse::<std::net::IpAddr>().is_ok() {
        return true;
    }
    text.len() <= 253
        && text.trim_end_matches('.').split('.').all(|label| {
            !label.is_empty()
                && label
                    .chars()
                    .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        })
}
