//! What a person said of a broker's devices, as it is saved: whether they are looked for, and which are not wanted.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tilework_core::{
    broker::Broker,
    id::BrokerId,
    migrate::DocumentError,
    preset::Preset,
    problem::{Fault, Problem},
    topic::Topic,
};
use tilework_discovery::PREFIX;

use super::DiscoverySetting;

/// Of the document of this name.
const SCHEMA: u32 = 1;
/// Prefixes of one broker.
const PREFIXES: usize = 8;
/// Devices that are not wanted, on one broker.
pub const FORGOTTEN: usize = 2_000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Saved {
    pub schema_version: u32,
    pub broker: BrokerId,
    #[serde(flatten)]
    pub setting: DiscoverySetting,
    #[serde(default)]
    pub forgotten: BTreeSet<String>,
}

impl Saved {
    /// Nothing was said.
    pub fn new(broker: BrokerId) -> Self {
        Self {
            schema_version: SCHEMA,
            broker,
            setting: DiscoverySetting::default(),
            forgotten: BTreeSet::new(),
        }
    }
}

/// A saved one.
///
/// # Errors
/// It is damaged, or a newer version's.
pub fn read(text: &str) -> Result<Saved, DocumentError> {
    let damaged = |error: serde_json::Error| DocumentError::Damaged {
        message: error.to_string(),
    };
    let version: serde_json::Value = serde_json::from_str(text).map_err(damaged)?;
    let found = version
        .get("schemaVersion")
        .and_then(serde_json::Value::as_u64);
    if let Some(found) = found.filter(|found| *found > u64::from(SCHEMA)) {
        let found = u32::try_from(found).unwrap_or(u32::MAX);
        return Err(DocumentError::Newer {
            found,
            known: SCHEMA,
        });
    }
    serde_json::from_value(version).map_err(damaged)
}

impl DiscoverySetting {
    /// As it is saved: prefixes without white space and slashes around them, each once.
    pub(super) fn checked(self) -> Result<Self, Vec<Problem>> {
        let mut prefixes = Vec::new();
        for text in &self.prefixes {
            let text = text.trim().trim_matches('/');
            if text.is_empty() || prefixes.iter().any(|known| known == text) {
                continue;
            }
            if let Err(fault) = Topic::parse(text) {
                return Err(vec![Problem::new("prefixes", fault)]);
            }
            prefixes.push(text.to_owned());
        }
        if prefixes.len() > PREFIXES {
            let max = u32::try_from(PREFIXES).unwrap_or(u32::MAX);
            return Err(vec![Problem::new("prefixes", Fault::TooMany { max })]);
        }
        Ok(Self { prefixes, ..self })
    }

    pub(super) fn prefixes(&self) -> Vec<String> {
        if self.prefixes.is_empty() {
            vec![PREFIX.to_owned()]
        } else {
            self.prefixes.clone()
        }
    }

    pub(super) fn finds_on(&self, broker: &Broker) -> bool {
        self.find.unwrap_or_else(|| is_private(broker))
    }
}

/// Names under which strangers meet.
const SHARED: [&str; 9] = [
    "test.mosquitto.org",
    "broker.hivemq.com",
    "broker.emqx.io",
    "mqtt.eclipseprojects.io",
    "public.mqtthq.com",
    "public.cloud.shiftr.io",
    "broker.mqttdashboard.com",
    "mqtt.flespi.io",
    "mqtt-dashboard.com",
];

/// Not on a broker that strangers share: their devices would be found. And not on one that ends the connection of who asks for topics that
/// are not his.
fn is_private(broker: &Broker) -> bool {
    let strict = |preset| {
        matches!(
            preset,
            Preset::TestMosquittoOrg
                | Preset::AwsIotCore
                | Preset::AdafruitIo
                | Preset::ThingsBoard
                | Preset::Ubidots
        )
    };
    let host = |host: &str| {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        SHARED.contains(&host.as_str()) || strict(Preset::of_host(&host))
    };
    !strict(broker.preset) && !broker.endpoints().iter().any(|it| host(&it.host))
}

#[cfg(test)]
mod tests {
    use tilework_core::broker::{Endpoint, Origin};

    use super::*;

    fn broker(host: &str, preset: Preset) -> Broker {
        let endpoint = Endpoint {
            host: host.to_owned(),
            port: 1883,
            transport: tilework_core::broker::Transport::default(),
            path: String::new(),
            in_clear: false,
            network: None,
        };
        let origin = Origin::Own {
            endpoints: vec![endpoint],
        };
        let broker = Broker::new(
            "farm".parse().unwrap(),
            "Farm".to_owned(),
            origin,
            "id".to_owned(),
        );
        Broker { preset, ..broker }
    }

    #[test]
    fn strangers_devices_are_not_looked_for_until_somebody_asks() {
        let asked = |find| DiscoverySetting {
            find,
            prefixes: vec![],
        };
        for (host, preset, finds) in [
            ("10.0.0.2", Preset::Custom, true),
            ("pi.local", Preset::LocalMosquitto, true),
            ("Test.Mosquitto.org.", Preset::Custom, false),
            ("broker.hivemq.com", Preset::Custom, false),
            ("x-ats.iot.eu-west-1.amazonaws.com", Preset::Custom, false),
            ("io.adafruit.com", Preset::AdafruitIo, false),
        ] {
            let broker = broker(host, preset);
            assert_eq!(asked(None).finds_on(&broker), finds, "{host}");
            assert!(asked(Some(true)).finds_on(&broker) && !asked(Some(false)).finds_on(&broker));
        }
    }

    #[test]
    fn a_prefix_is_a_topic_and_is_there_once() {
        let of = |prefixes: &[&str]| {
            let prefixes = prefixes.iter().map(|it| (*it).to_owned()).collect();
            DiscoverySetting {
                find: None,
                prefixes,
            }
            .checked()
        };
        assert_eq!(of(&[" ha/ ", "ha", ""]).unwrap().prefixes, ["ha"]);
        assert_eq!(of(&["ha/+"]).unwrap_err()[0].fault, Fault::TopicWildcard);
        let many: Vec<String> = (0..9).map(|n| n.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(of(&many).unwrap_err()[0].fault, Fault::TooMany { max: 8 });
        assert_eq!(of(&[]).unwrap().prefixes(), [PREFIX]);
    }

    #[test]
    fn what_a_newer_version_saved_is_left_as_it_is() {
        let saved = Saved::new("farm".parse().unwrap());
        let text = serde_json::to_string(&saved).unwrap();
        assert_eq!(read(&text).unwrap(), saved);
        assert!(matches!(
            read(r#"{"schemaVersion":2}"#),
            Err(DocumentError::Newer { .. })
        ));
        assert!(matches!(read("{"), Err(DocumentError::Damaged { .. })));
    }
}
