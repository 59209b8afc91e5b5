//! Secrets among the plain fields of the form: a user name that is one, tokens in paths, values of user properties. What is empty and
//! was kept before stays what it was.

use std::collections::BTreeMap;

use tilework_core::{
    broker::{Broker, Hidden, SecretKind, fill, text_faults},
    problem::{Fault, Problem},
    secret::Secret,
};

use super::secrets::Change;

/// The secrets that a form shows as fields with nothing in them.
pub const KINDS: [SecretKind; 2] = [SecretKind::Queries, SecretKind::UserProperties];

/// Those of a broker that could be had.
pub type Known = BTreeMap<SecretKind, Secret>;

/// Takes the secrets out of a parsed form, which has only their names afterwards.
pub fn take(
    broker: &mut Broker,
    before: Option<&Broker>,
    kept: &Known,
    problems: &mut Vec<Problem>,
) -> BTreeMap<SecretKind, Change> {
    let queries = || {
        let endpoints = broker.endpoints().iter().enumerate();
        let fields = |(place, endpoint): (usize, &tilework_core::broker::Endpoint)| {
            let count = endpoint.hidden().len();
            std::iter::repeat_n(format!("endpoints.{place}.path"), count)
        };
        endpoints.flat_map(fields).collect()
    };
    let places = broker.hidden_queries();
    let queries = Places {
        kind: SecretKind::Queries,
        fields: queries(),
        places,
        before: before.map(Broker::hidden_queries),
    };
    let places = broker.hidden_properties();
    let properties = Places {
        kind: SecretKind::UserProperties,
        fields: (0..places.len())
            .map(|place| format!("userProperties.{place}.value"))
            .collect(),
        places,
        before: before.map(Broker::hidden_properties),
    };
    broker.hide();
    let change = |places: Places, problems: &mut Vec<Problem>| {
        let was = before.is_some_and(|before| before.secrets.contains_key(&places.kind));
        (places.kind, places.change(was, kept, problems))
    };
    BTreeMap::from([change(queries, problems), change(properties, problems)])
}

struct Places {
    kind: SecretKind,
    /// Of the form.
    places: Vec<Hidden>,
    /// The field that each stands in.
    fields: Vec<String>,
    /// Of the saved broker.
    before: Option<Vec<Hidden>>,
}

impl Places {
    fn change(mut self, was: bool, kept: &Known, problems: &mut Vec<Problem>) -> Change {
        let untouched = self.places.iter().all(|place| place.value.is_empty());
        if was && untouched && self.before.as_ref() == Some(&self.places) {
            return Change::Keep;
        }
        let kept = kept.get(&self.kind).filter(|_| was).map(Hidden::read);
        fill(&mut self.places, kept.as_deref().unwrap_or_default());
        // A property may be empty, unless something was kept there that cannot be had now; a token may not.
        let lost = was && kept.is_none();
        for (place, field) in self.places.iter().zip(&self.fields) {
            let needed = self.kind == SecretKind::Queries || lost && self.was_there(place);
            if place.value.is_empty() && needed {
                problems.push(Problem::new(field, Fault::Required));
            }
        }
        if self.places.iter().all(|place| place.value.is_empty()) {
            return Change::Clear;
        }
        Change::Set(Hidden::write(&self.places))
    }

    fn was_there(&self, place: &Hidden) -> bool {
        let before = self.before.iter().flatten();
        before.into_iter().any(|old| old.key == place.key)
    }
}

/// What becomes of a user name that is a secret. `plain` is the one of the form that is none: it takes the other's place.
pub fn username(input: Change, plain: &mut String, problems: &mut Vec<Problem>) -> Change {
    match input {
        Change::Keep if plain.is_empty() => Change::Keep,
        Change::Keep | Change::Clear => Change::Clear,
        Change::Set(secret) => {
            plain.clear();
            let faults = text_faults(secret.expose()).into_iter();
            problems.extend(faults.map(|fault| Problem::new("username", fault)));
            Change::Set(secret)
        }
    }
}

/// Whether the document said something before that is a secret now.
pub fn hid(before: &Broker, after: &Broker) -> bool {
    let said = |hidden: Vec<Hidden>| hidden.iter().any(|it| !it.value.is_empty());
    let named = !before.username.is_empty() && after.secrets.contains_key(&SecretKind::Username);
    named || said(before.hidden_queries()) || said(before.hidden_properties())
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tilework_core::broker::SecretPlace;

    use super::*;

    fn broker(path: &str, properties: &[(&str, &str)]) -> Broker {
        let properties: Vec<_> = properties
            .iter()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        serde_json::from_value(json!({
            "schemaVersion": 4, "id": "b", "name": "b", "origin": "own", "enabled": true, "clientId": "c",
            "endpoints": [{"host": "farm", "port": 80, "transport": "webSocket", "path": path}],
            "keepAliveSeconds": 30, "packetLimit": 1024, "userProperties": properties,
        }))
        .unwrap()
    }

    fn kept(broker: &mut Broker) -> Known {
        let mut problems = Vec::new();
        let changes = take(broker, None, &Known::new(), &mut problems);
        assert_eq!(problems, []);
        let set = changes
            .into_iter()
            .filter_map(|(kind, change)| match change {
                Change::Set(secret) => Some((kind, secret)),
                Change::Keep | Change::Clear => None,
            });
        let kept: Known = set.collect();
        let place = |kind: &SecretKind| (*kind, SecretPlace::Keyring);
        broker.secrets = kept.keys().map(place).collect();
        kept
    }

    fn values(change: &Change) -> Vec<String> {
        let Change::Set(secret) = change else {
            return Vec::new();
        };
        let all = Hidden::read(secret).into_iter();
        all.map(|it| it.value).collect()
    }

    #[test]
    fn a_document_of_before_gives_its_secrets_up_when_it_is_saved_again() {
        let before = broker("/mqtt?site=7&token=abc", &[("site", "north")]);
        let mut after = before.clone();
        let changes = take(&mut after, Some(&before), &Known::new(), &mut Vec::new());
        assert_eq!(values(&changes[&SecretKind::Queries]), ["abc"]);
        assert_eq!(values(&changes[&SecretKind::UserProperties]), ["north"]);
        assert_eq!(after.endpoints()[0].path, "/mqtt?site=7&token=");
        assert_eq!(after.user_properties[0].value, "");
        assert!(hid(&before, &after));
        assert!(!hid(&after, &after));
    }

    #[test]
    fn what_was_left_untouched_is_kept_and_what_is_gone_is_cleared() {
        let mut before = broker("/mqtt?token=abc", &[("site", "north")]);
        let kept = kept(&mut before);
        let mut same = before.clone();
        let changes = take(&mut same, Some(&before), &kept, &mut Vec::new());
        assert!(changes.values().all(|change| *change == Change::Keep));
        let changes = take(
            &mut broker("/mqtt", &[]),
            Some(&before),
            &kept,
            &mut Vec::new(),
        );
        assert!(changes.values().all(|change| *change == Change::Clear));
    }

    #[test]
    fn one_new_value_leaves_the_others_as_they_were() {
        let mut before = broker("/mqtt", &[("site", "north"), ("id", "7")]);
        let kept = kept(&mut before);
        let mut form = broker("/mqtt", &[("id", ""), ("site", "south"), ("new", "")]);
        let mut problems = Vec::new();
        let changes = take(&mut form, Some(&before), &kept, &mut problems);
        let found = values(&changes[&SecretKind::UserProperties]);
        assert_eq!(found, ["7", "south", ""]);
        assert_eq!(problems, []);
    }

    #[test]
    fn a_value_that_cannot_be_had_is_asked_for_at_its_field() {
        let mut before = broker("/mqtt?token=abc", &[("site", "north")]);
        kept(&mut before);
        let mut form = broker("/bus?token=", &[("site", ""), ("new", "x")]);
        let mut problems = Vec::new();
        take(&mut form, Some(&before), &Known::new(), &mut problems);
        let fields: Vec<_> = problems.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(fields, ["endpoints.0.path", "userProperties.0.value"]);
    }
}
