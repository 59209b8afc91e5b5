//! The rules of each preset as data, so that the form asks no preset for its name.

use serde::Serialize;
use ts_rs::TS;

use super::Preset;
use crate::transport::{
    Protocol,
    Transport::{self, SecureWebSocket, Tcp, Tls, WebSocket},
};

/// Whether a field of the form makes sense for a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Need {
    Unused,
    Optional,
    Required,
}

/// A port of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PresetPort {
    pub transport: Transport,
    /// `None`: every account has its own.
    pub port: Option<u16>,
    /// The first of the port's five digits. All ports of an account that have such a digit share the other four, so that one of
    /// them gives the others.
    pub leading_digit: Option<u8>,
}

/// What has to be offered in the TLS handshake at a port (RFC 7301).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PortAlpn {
    pub port: u16,
    pub names: Vec<&'static str>,
}

/// What is known of a service before anybody connects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PresetRules {
    pub preset: Preset,
    /// The host, where all users have the same.
    pub host: Option<&'static str>,
    /// What a host looks like. Nothing is filled in with it.
    pub host_example: &'static str,
    /// What may be chosen, the best first; the first of a transport is that transport's default.
    pub ports: Vec<PresetPort>,
    /// No port without encryption.
    pub tls_only: bool,
    /// For the WebSocket transports.
    pub path: &'static str,
    pub protocol: Protocol,
    pub username: Need,
    /// The user name is a token that opens the account: it is kept like a password.
    pub username_is_secret: bool,
    pub password: Need,
    pub client_certificate: Need,
    /// Ports that are not here want none.
    pub alpn: Vec<PortAlpn>,
    /// Before every topic, with the user's name for `{username}`. Empty: none.
    pub topic_prefix: &'static str,
}

/// The rules of all presets, in the order in which they are offered.
#[must_use]
pub fn rules() -> Vec<PresetRules> {
    Preset::ALL.into_iter().map(Preset::rules).collect()
}

impl PresetRules {
    /// The port for a transport. `typed` is one that a person gave for this broker with whatever transport: where the ports share
    /// digits it leads to the one asked for, elsewhere it stays. `None`: only the person can know.
    #[must_use]
    pub fn port(&self, transport: Transport, typed: Option<u16>) -> Option<u16> {
        let known = self.ports.iter().find(|known| known.transport == transport);
        match (typed, known.and_then(|known| known.leading_digit)) {
            (Some(typed @ 10_000..=39_999), Some(digit)) => {
                Some(u16::from(digit) * 10_000 + typed % 10_000)
            }
            (Some(typed), _) => Some(typed),
            (None, _) => known?.port,
        }
    }

    /// The transport that a port of this service speaks.
    #[must_use]
    pub fn transport_at(&self, port: u16) -> Option<Transport> {
        let at = |known: &&PresetPort| match known.leading_digit {
            Some(digit) => port / 10_000 == u16::from(digit),
            None => known.port == Some(port),
        };
        self.ports.iter().find(at).map(|known| known.transport)
    }

    /// A service without passwords, at the ports that MQTT has by convention.
    fn new(preset: Preset, host_example: &'static str, ports: Vec<PresetPort>) -> Self {
        Self {
            preset,
            host: None,
            host_example,
            tls_only: ports.iter().all(|port| port.transport.is_encrypted()),
            ports,
            path: "/mqtt",
            protocol: Protocol::V311,
            username: Need::Optional,
            username_is_secret: false,
            password: Need::Optional,
            client_certificate: Need::Optional,
            alpn: Vec::new(),
            topic_prefix: "",
        }
    }

    fn with_account(self) -> Self {
        Self {
            username: Need::Required,
            password: Need::Required,
            client_certificate: Need::Unused,
            ..self
        }
    }

    /// One token as the user name, and no password.
    fn with_token(self) -> Self {
        Self {
            username: Need::Required,
            username_is_secret: true,
            password: Need::Unused,
            client_certificate: Need::Unused,
            ..self
        }
    }

    fn at(self, host: &'static str) -> Self {
        Self {
            host: Some(host),
            host_example: host,
            ..self
        }
    }
}

fn fixed(transport: Transport, port: u16) -> PresetPort {
    PresetPort {
        transport,
        port: Some(port),
        leading_digit: None,
    }
}

fn own(transport: Transport, leading_digit: u8) -> PresetPort {
    PresetPort {
        transport,
        port: None,
        leading_digit: Some(leading_digit),
    }
}

impl Preset {
    #[must_use]
    pub fn rules(self) -> PresetRules {
        let new = |example, ports: &[PresetPort]| PresetRules::new(self, example, ports.to_vec());
        match self {
            Self::Custom => new(
                "broker.example.com",
                &[Tcp, Tls, WebSocket, SecureWebSocket].map(|t| fixed(t, t.default_port())),
            ),
            Self::LocalMosquitto => new(
                "192.168.1.10",
                &[
                    fixed(Tcp, 1883),
                    fixed(Tls, 8883),
                    fixed(WebSocket, 9001),
                    fixed(SecureWebSocket, 8084),
                ],
            ),
            Self::CloudMqtt => new(
                "m10.cloudmqtt.com",
                &[own(Tls, 2), own(SecureWebSocket, 3), own(Tcp, 1)],
            )
            .with_account(),
            Self::Dioty => PresetRules {
                topic_prefix: "/{username}/",
                ..new("", &[fixed(Tcp, 1883), fixed(WebSocket, 8080)])
            }
            .with_account()
            .at("mqtt.dioty.co"),
            Self::HiveMqCloud => PresetRules {
                protocol: Protocol::V5,
                ..new(
                    "0123abcd.s1.eu.hivemq.cloud",
                    &[fixed(Tls, 8883), fixed(SecureWebSocket, 8884)],
                )
            }
            .with_account(),
            Self::EmqxServerless => PresetRules {
                protocol: Protocol::V5,
                ..new(
                    "a1b2c3d4.ala.eu-central-1.emqxsl.com",
                    &[fixed(Tls, 8883), fixed(SecureWebSocket, 8084)],
                )
            }
            .with_account(),
            // WebSocket and ALPN `mqtt` are for signed requests and custom authorisers, which carry no certificate.
            Self::AwsIotCore => PresetRules {
                username: Need::Unused,
                password: Need::Unused,
                client_certificate: Need::Required,
                alpn: vec![PortAlpn {
                    port: 443,
                    names: vec!["x-amzn-mqtt-ca"],
                }],
                ..new(
                    "a1b2c3d4e5f6g7-ats.iot.eu-central-1.amazonaws.com",
                    &[fixed(Tls, 8883), fixed(Tls, 443)],
                )
            },
            Self::AdafruitIo => new(
                "",
                &[
                    fixed(Tls, 8883),
                    fixed(SecureWebSocket, 443),
                    fixed(Tcp, 1883),
                ],
            )
            .with_account()
            .at("io.adafruit.com"),
            // 8883 shows a certificate of mosquitto.org's own authority; 8886 one that every device trusts.
            Self::TestMosquittoOrg => PresetRules {
                username: Need::Unused,
                password: Need::Unused,
                client_certificate: Need::Unused,
                protocol: Protocol::V5,
                ..new(
                    "",
                    &[
                        fixed(Tls, 8886),
                        fixed(SecureWebSocket, 8081),
                        fixed(Tcp, 1883),
                        fixed(WebSocket, 8080),
                    ],
                )
            }
            .at("test.mosquitto.org"),
            // Also with user name and password, or a certificate; the token is what a device has first. Installations of one's own have
            // any host.
            Self::ThingsBoard => PresetRules {
                password: Need::Optional,
                client_certificate: Need::Optional,
                ..new(
                    "mqtt.thingsboard.cloud",
                    &[fixed(Tls, 8883), fixed(Tcp, 1883)],
                )
                .with_token()
            },
            Self::Flespi => PresetRules {
                protocol: Protocol::V5,
                ..new(
                    "",
                    &[
                        fixed(Tls, 8883),
                        fixed(SecureWebSocket, 443),
                        fixed(Tcp, 1883),
                        fixed(WebSocket, 80),
                    ],
                )
            }
            .with_token()
            .at("mqtt.flespi.io"),
            Self::Ubidots => new("", &[fixed(Tls, 8883), fixed(Tcp, 1883)])
                .with_token()
                .at("industrial.api.ubidots.com"),
        }
    }
}
