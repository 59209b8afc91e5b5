//! What of a form's plain fields is secret: tokens in the query of a WebSocket path, and the values of user properties. The document
//! has their names with nothing behind them; the values lie together in one secret, each under a key.

use serde::{Deserialize, Serialize};

use super::{Broker, Endpoint, UserProperty};
use crate::secret::Secret;

/// A value that is not in the document, and where it belongs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// What is beside it in the document; two of the same key are told apart by their order.
    pub key: String,
    /// Empty in what a form left untouched: the kept one is meant.
    pub value: String,
}

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: ***", self.key)
    }
}

impl Hidden {
    /// The values that a secret holds; none, where it is not one of these.
    #[must_use]
    pub fn read(secret: &Secret) -> Vec<Self> {
        serde_json::from_str(secret.expose()).unwrap_or_default()
    }

    /// All as one secret.
    #[must_use]
    pub fn write(all: &[Self]) -> Secret {
        Secret::new(serde_json::to_string(all).unwrap_or_default())
    }
}

/// Puts the kept values where there are none: each key's first into its first place, and so on. What is kept for no place stays away.
pub fn fill(places: &mut [Hidden], kept: &[Hidden]) {
    let mut used = vec![false; kept.len()];
    for place in places {
        let found = kept
            .iter()
            .zip(&mut used)
            .find(|(it, used)| !**used && it.key == place.key);
        let Some((it, used)) = found else { continue };
        *used = true;
        if place.value.is_empty() {
            place.value.clone_from(&it.value);
        }
    }
}

/// What services call the tokens and signatures that they take in an address.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("x-amz-")
        || [
            "token",
            "auth",
            "jwt",
            "signature",
            "secret",
            "apikey",
            "api_key",
            "api-key",
            "passw",
            "credential",
        ]
        .iter()
        .any(|word| name.contains(word))
        || matches!(name.as_str(), "key" | "sig" | "code" | "pass" | "pwd")
}

/// One `name=value` of a query; without `=` the whole is the name.
fn pair(text: &str) -> (&str, &str) {
    text.split_once('=').unwrap_or((text, ""))
}

impl Endpoint {
    /// The secrets of its path. The key names address, path and parameter: a token is of one server, and goes to no other.
    #[must_use]
    pub fn hidden(&self) -> Vec<Hidden> {
        let Some((path, query)) = self.path.split_once('?') else {
            return Vec::new();
        };
        let place = |(name, value): (&str, &str)| Hidden {
            key: format!("{}:{} {path}?{name}", self.host, self.port),
            value: value.to_owned(),
        };
        let pairs = query.split('&').map(pair);
        pairs
            .filter(|(name, _)| is_secret_name(name))
            .map(place)
            .collect()
    }

    /// The path with these values in the places of its secrets, in order. With none left, the rest is empty.
    #[must_use]
    pub fn path_with(&self, hidden: &[Hidden]) -> String {
        let Some((path, query)) = self.path.split_once('?') else {
            return self.path.clone();
        };
        let mut values = hidden.iter().map(|it| it.value.as_str());
        let pairs = query.split('&').map(|text| match pair(text) {
            (name, _) if is_secret_name(name) => {
                format!("{name}={}", values.next().unwrap_or_default())
            }
            _ => text.to_owned(),
        });
        format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
    }
}

impl UserProperty {
    fn hidden(&self) -> Hidden {
        Hidden {
            key: self.name.clone(),
            value: self.value.clone(),
        }
    }
}

impl Broker {
    /// The secrets of all its paths, in the order of its addresses.
    #[must_use]
    pub fn hidden_queries(&self) -> Vec<Hidden> {
        self.endpoints().iter().flat_map(Endpoint::hidden).collect()
    }

    /// The values of its user properties.
    #[must_use]
    pub fn hidden_properties(&self) -> Vec<Hidden> {
        self.user_properties
            .iter()
            .map(UserProperty::hidden)
            .collect()
    }

    /// Leaves the names of what is secret, and nothing behind them.
    pub fn hide(&mut self) {
        if let super::Origin::Own { endpoints } = &mut self.origin {
            for endpoint in endpoints {
                endpoint.path = endpoint.path_with(&[]);
            }
        }
        for property in &mut self.user_properties {
            property.value.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(path: &str) -> Endpoint {
        serde_json::from_value(serde_json::json!({"host": "farm", "port": 443, "path": path}))
            .unwrap()
    }

    fn values(hidden: &[Hidden]) -> Vec<&str> {
        hidden.iter().map(|it| it.value.as_str()).collect()
    }

    #[test]
    fn a_token_in_a_path_is_found_by_its_name_and_leaves_its_name_behind() {
        for (path, left, found) in [
            ("/mqtt", "/mqtt", vec![]),
            ("/mqtt?site=7", "/mqtt?site=7", vec![]),
            ("/mqtt?token=abc", "/mqtt?token=", vec!["abc"]),
            (
                "/ws?site=7&Access_Token=a=b&sig=c&x",
                "/ws?site=7&Access_Token=&sig=&x",
                vec!["a=b", "c"],
            ),
            ("/a?X-Amz-Signature=1", "/a?X-Amz-Signature=", vec!["1"]),
            ("/a?password=1&pwd=2", "/a?password=&pwd=", vec!["1", "2"]),
        ] {
            let endpoint = endpoint(path);
            let hidden = endpoint.hidden();
            assert_eq!(values(&hidden), found, "{path}");
            assert_eq!(endpoint.path_with(&[]), left);
            assert_eq!(endpoint.path_with(&hidden), path);
        }
    }

    #[test]
    fn kept_values_come_back_to_their_places_and_a_typed_one_wins() {
        let hidden = |key: &str, value: &str| Hidden {
            key: key.into(),
            value: value.into(),
        };
        let kept = [
            hidden("site", "north"),
            hidden("site", "south"),
            hidden("id", "7"),
        ];
        let mut places = [
            hidden("id", ""),
            hidden("site", ""),
            hidden("site", "west"),
            hidden("site", ""),
        ];
        fill(&mut places, &kept);
        assert_eq!(values(&places), ["7", "north", "west", ""]);
        let again = Hidden::read(&Hidden::write(&kept));
        assert_eq!(values(&again), ["north", "south", "7"]);
        assert!(!format!("{kept:?}").contains("north"));
    }

    #[test]
    fn a_token_of_one_server_is_not_put_into_the_path_of_another() {
        let kept = endpoint("/mqtt?token=abc").hidden();
        let other = Endpoint {
            host: "evil".into(),
            ..endpoint("/mqtt?token=")
        };
        let mut places = other.hidden();
        fill(&mut places, &kept);
        assert_eq!(values(&places), [""]);
    }
}
