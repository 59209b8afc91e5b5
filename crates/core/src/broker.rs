//! A broker's document: everything needed to reach it, except the secret.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    id::BrokerId,
    problem::{Fault, Problem},
};

/// The saved format of a broker. Raise it with a migration in [`crate::migrate`] and a golden file.
pub const BROKER_SCHEMA: u32 = 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub enum Protocol {
    #[default]
    #[serde(rename = "3.1.1")]
    V311,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Transport {
    #[default]
    Tcp,
}

/// Where a broker is and how to talk to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Endpoint {
    /// Host name, IPv4 or IPv6 address without brackets.
    pub host: String,
    /// 1 to 65,535.
    pub port: u16,
    #[serde(default)]
    pub protocol: Protocol,
    #[serde(default)]
    pub transport: Transport,
}

/// Whose broker it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "origin", rename_all = "camelCase")]
pub enum Origin {
    /// The user's own.
    Own { endpoint: Endpoint },
    /// The one inside the app; its port is chosen anew at every start.
    Demo,
}

/// Where the password of a broker is kept. The password itself is never here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PasswordPlace {
    /// There is none.
    #[default]
    None,
    /// In the system's keyring, under the broker's id.
    Keyring,
    /// In memory only, until the app closes; then it is asked for again.
    Session,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Broker {
    pub schema_version: u32,
    pub id: BrokerId,
    pub name: String,
    #[serde(flatten)]
    pub origin: Origin,
    /// Empty: none is sent.
    #[serde(default)]
    pub username: String,
    #[serde(default)]
    pub password_place: PasswordPlace,
    /// As it goes to the broker; unique for each installation, so that two phones do not throw each other out.
    pub client_id: String,
}

/// The broker form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrokerDraft {
    /// `None` for a new one.
    pub id: Option<BrokerId>,
    /// Empty: the host stands in.
    pub name: String,
    pub host: String,
    /// `None`: 1883. Wider than a port, so that 70000 is a problem of the field and not of the call.
    pub port: Option<u32>,
    pub username: String,
    /// Empty: one is made.
    pub client_id: String,
    pub protocol: Protocol,
    pub transport: Transport,
}

/// The port of MQTT over TCP (IANA).
pub const DEFAULT_PORT: u16 = 1883;

impl BrokerDraft {
    /// The document of this form. `new_id` and `new_client_id` are used where the form leaves them open.
    ///
    /// # Errors
    /// Every field that is wrong, in the order of the form.
    pub fn parse(
        self,
        new_id: BrokerId,
        new_client_id: String,
        password_place: PasswordPlace,
    ) -> Result<Broker, Vec<Problem>> {
        let mut problems = Vec::new();
        let host = bare_host(&self.host).to_owned();
        if host.is_empty() {
            problems.push(Problem::new("host", Fault::Required));
        } else if !is_host(&host) {
            problems.push(Problem::new("host", Fault::Host));
        }
        let port = match self.port {
            None => DEFAULT_PORT,
            Some(port) => match u16::try_from(port) {
                Ok(port) if port > 0 => port,
                _ => {
                    let fault = Fault::OutOfRange {
                        min: 1.0,
                        max: 65_535.0,
                    };
                    problems.push(Problem::new("port", fault));
                    DEFAULT_PORT
                }
            },
        };
        for (field, text) in [("username", &self.username), ("clientId", &self.client_id)] {
            if text.len() > usize::from(u16::MAX) {
                problems.push(Problem::new(
                    field,
                    Fault::TooLong {
                        max: u32::from(u16::MAX),
                    },
                ));
            }
            if text.chars().any(char::is_control) {
                problems.push(Problem::new(field, Fault::ControlCharacter));
            }
        }
        let name = if self.name.trim().is_empty() {
            host.clone()
        } else {
            self.name.trim().to_owned()
        };
        if name.len() > 200 {
            problems.push(Problem::new("name", Fault::TooLong { max: 200 }));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let client_id = self.client_id.trim();
        Ok(Broker {
            schema_version: BROKER_SCHEMA,
            id: self.id.unwrap_or(new_id),
            name,
            origin: Origin::Own {
                endpoint: Endpoint {
                    host,
                    port,
                    protocol: self.protocol,
                    transport: self.transport,
                },
            },
            username: self.username,
            password_place,
            client_id: if client_id.is_empty() {
                new_client_id
            } else {
                client_id.to_owned()
            },
        })
    }
}

/// The host without white space around it and, for IPv6, without the brackets of an address bar.
fn bare_host(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text)
}

fn is_host(text: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(host: &str, port: Option<u32>) -> BrokerDraft {
        BrokerDraft {
            id: None,
            name: String::new(),
            host: host.into(),
            port,
            username: "farmer".into(),
            client_id: String::new(),
            protocol: Protocol::V311,
            transport: Transport::Tcp,
        }
    }

    fn parse(draft: BrokerDraft) -> Result<Broker, Vec<Problem>> {
        draft.parse(
            "b1".parse().unwrap(),
            "tilework-1".into(),
            PasswordPlace::None,
        )
    }

    #[test]
    fn what_the_form_leaves_open_gets_a_sensible_value() {
        let broker = parse(draft(" farm.local ", None)).unwrap();
        assert_eq!(broker.name, "farm.local");
        assert_eq!(broker.client_id, "tilework-1");
        let Origin::Own { endpoint } = broker.origin else {
            panic!("own")
        };
        assert_eq!(
            (endpoint.host.as_str(), endpoint.port),
            ("farm.local", 1883)
        );
    }

    #[test]
    fn hosts_are_names_or_addresses_and_nothing_else() {
        for good in [
            "localhost",
            "192.168.1.4",
            "::1",
            "[fe80::1]",
            "m21.cloudmqtt.com",
            "bücher.example",
        ] {
            assert!(parse(draft(good, None)).is_ok(), "{good}");
        }
        for bad in ["mqtt://farm", "farm:1883", "farm local", "a/b", "..", "-é!"] {
            assert_eq!(
                parse(draft(bad, None)).unwrap_err(),
                [Problem::new("host", Fault::Host)],
                "{bad}"
            );
        }
    }

    #[test]
    fn each_wrong_field_is_named() {
        let problems = parse(draft("", Some(70_000))).unwrap_err();
        let fields: Vec<_> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["host", "port"]);
        assert!(parse(draft("a", Some(0))).is_err());
    }

    #[test]
    fn a_document_reads_what_it_wrote() {
        let broker = parse(draft("farm.local", Some(1884))).unwrap();
        let text = serde_json::to_string(&broker).unwrap();
        assert_eq!(serde_json::from_str::<Broker>(&text).unwrap(), broker);
        assert!(text.contains("\"schemaVersion\":1"), "{text}");
    }
}
