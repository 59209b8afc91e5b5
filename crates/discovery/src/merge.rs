//! What announcements say of the device they are of, and which of them are of one device.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

use crate::{
    key::key_of,
    limits,
    model::{Convention, Described, Device, Entity, Note},
};

/// What one announcement says of its device.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct About {
    /// What the maker calls it, as it stands there. Who has one of them in common is the same device, if it is not the maker's for all of his.
    pub identifiers: BTreeSet<String>,
    /// Addresses of its network cards, and of its radio: 12 or 16 hexadecimal digits in small letters.
    pub addresses: BTreeSet<String>,
    pub described: Described,
}

/// An entity, and what tells it from all others of its convention.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    pub identity: String,
    pub entity: Entity,
}

/// What one message says of one device.
#[derive(Debug, Clone, PartialEq)]
pub struct Announced {
    pub convention: Convention,
    pub about: About,
    pub entities: Vec<Named>,
    pub notes: Vec<Note>,
    /// Where it alone of its convention listens and speaks: two that do so there are in each other's way. `None`: that cannot be.
    pub at: Option<String>,
}

impl About {
    /// Takes an identifier, as an address where it is one.
    pub fn identify(&mut self, identifier: &str) {
        if self.identifiers.len() + self.addresses.len() >= limits::IDENTIFIERS {
            return;
        }
        match address(identifier) {
            Some(address) => self.addresses.insert(address),
            None if identifier.trim().is_empty() => false,
            None => {
                let end = identifier.floor_char_boundary(200);
                self.identifiers.insert(identifier[..end].to_owned())
            }
        };
    }

    /// What is said first stays; what was not said is filled in.
    fn fill(&mut self, other: &Self) {
        self.described.fill(&other.described);
        self.identifiers.extend(other.identifiers.iter().cloned());
        self.addresses.extend(other.addresses.iter().cloned());
    }
}

impl Described {
    fn fill(&mut self, other: &Self) {
        for (own, other) in [
            (&mut self.name, &other.name),
            (&mut self.maker, &other.maker),
            (&mut self.model, &other.model),
            (&mut self.area, &other.area),
            (&mut self.version, &other.version),
            (&mut self.link, &other.link),
        ] {
            if own.is_none() {
                own.clone_from(other);
            }
        }
    }
}

/// 12 or 16 hexadecimal digits, with or without `:`, `-` or `0x`, are an address.
pub fn address(text: &str) -> Option<String> {
    let plain: String = text
        .trim()
        .trim_start_matches("0x")
        .chars()
        .filter(|c| !matches!(c, ':' | '-'))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let digits = plain.chars().all(|c| c.is_ascii_hexdigit());
    // A long number is a serial number rather than an address.
    let letters = plain.chars().any(|c| !c.is_ascii_digit()) || text.contains([':', '-', 'x']);
    (digits && letters && matches!(plain.len(), 12 | 16)).then_some(plain)
}

/// Joins what is of one device, in the order in which it was first seen. Of entities with one identity the first counts.
pub fn joined(all: &[&Announced]) -> Vec<Device> {
    let constant = constants(all);
    let groups = groups(all, &constant);
    let mut order: Vec<usize> = vec![];
    let mut members: BTreeMap<usize, Vec<&Announced>> = BTreeMap::new();
    for (announced, group) in all.iter().zip(groups) {
        let members = members.entry(group).or_default();
        if members.is_empty() {
            order.push(group);
        }
        members.push(announced);
    }
    let mut claimed: BTreeSet<(Convention, &str)> = BTreeSet::new();
    let devices = order.iter().filter_map(|group| {
        let members = members.get(group)?;
        let mut about = About::default();
        let (mut conventions, mut entities, mut notes) = (BTreeSet::new(), vec![], vec![]);
        for it in members {
            about.fill(&it.about);
            conventions.insert(it.convention);
            notes.extend(it.notes.iter().cloned());
            for named in &it.entities {
                if claimed.insert((it.convention, &named.identity)) {
                    entities.push(named.entity.clone());
                }
            }
        }
        // Its only entities are another announcement's.
        if entities.is_empty() && notes.is_empty() {
            return None;
        }
        // What says something stands before what is only pressed.
        entities.sort_by_key(|it: &Entity| {
            (
                it.category,
                it.parts.iter().all(|part| part.reads.is_none()),
            )
        });
        notes.truncate(limits::NOTES);
        Some(Device {
            key: device_key(&about, &entities, &constant),
            described: about.described,
            conventions: conventions.into_iter().collect(),
            entities,
            notes,
        })
    });
    devices.collect()
}

fn device_key(about: &About, entities: &[Entity], constant: &BTreeSet<&str>) -> String {
    let own = about
        .identifiers
        .iter()
        .filter(|it| !constant.contains(it.as_str()));
    let own = about.addresses.iter().chain(own).next();
    match (own, entities.first()) {
        (Some(own), _) => key_of(&["device", own]),
        (None, Some(entity)) => key_of(&["entity", &entity.key]),
        (None, None) => key_of(&["device"]),
    }
}

/// For each announcement the place of the first of its group.
fn groups(all: &[&Announced], constant: &BTreeSet<&str>) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..all.len()).collect();
    let mut first: HashMap<(bool, &str), usize> = HashMap::new();
    let mut maker: HashMap<&str, usize> = HashMap::new();
    for (place, it) in all.iter().enumerate() {
        let addresses = it.about.addresses.iter().map(|text| (true, text.as_str()));
        let identifiers = it
            .about
            .identifiers
            .iter()
            .map(|text| (false, text.as_str()));
        for token in addresses.chain(identifiers.filter(|it| !constant.contains(it.1))) {
            let other = *first.entry(token).or_insert(place);
            let (a, b) = (root(&mut parents, place), root(&mut parents, other));
            parents[a.max(b)] = a.min(b);
        }
        // One that is nothing but what many are is not all of these.
        if it.about.addresses.is_empty()
            && it
                .about
                .identifiers
                .iter()
                .all(|it| constant.contains(it.as_str()))
        {
            let alone = it.about.identifiers.first().map_or("", String::as_str);
            if !alone.is_empty() {
                let other = *maker.entry(alone).or_insert(place);
                let (a, b) = (root(&mut parents, place), root(&mut parents, other));
                parents[a.max(b)] = a.min(b);
            }
        }
    }
    (0..all.len())
        .map(|place| root(&mut parents, place))
        .collect()
}

fn root(parents: &mut [usize], mut place: usize) -> usize {
    while parents[place] != place {
        parents[place] = parents[parents[place]];
        place = parents[place];
    }
    place
}

/// Identifiers that stand beside more than one other: a maker gives them to all of his devices.
fn constants<'a>(all: &[&'a Announced]) -> BTreeSet<&'a str> {
    // A set is told by its hash, so that what all say is compared once.
    let mut beside: HashMap<&str, HashMap<u64, &BTreeSet<String>>> = HashMap::new();
    for it in all.iter().filter(|it| it.about.identifiers.len() > 1) {
        let mut hasher = DefaultHasher::new();
        it.about.identifiers.hash(&mut hasher);
        let hash = hasher.finish();
        for identifier in &it.about.identifiers {
            let sets = beside.entry(identifier).or_default();
            sets.insert(hash, &it.about.identifiers);
        }
    }
    let apart = |sets: &HashMap<u64, &BTreeSet<String>>| {
        let mut sets: Vec<_> = sets.values().collect();
        sets.sort_by_key(|set| set.len());
        // By size, each has all of the one before it, or some two have not all of each other: these are two devices.
        sets.windows(2).any(|pair| !pair[0].is_subset(pair[1]))
    };
    beside
        .into_iter()
        .filter(|(_, sets)| apart(sets))
        .map(|(text, _)| text)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Category;

    fn announced(identity: &str, identifiers: &[&str]) -> Announced {
        let mut about = About {
            described: Described {
                name: Some(identity.to_owned()),
                ..Described::default()
            },
            ..About::default()
        };
        identifiers.iter().for_each(|it| about.identify(it));
        let entity = Entity {
            key: key_of(&[identity]),
            name: None,
            component: "sensor".to_owned(),
            class: None,
            icon: None,
            category: Category::Main,
            availability: None,
            stale_after: None,
            parts: vec![],
            notes: vec![],
            topic: String::new(),
        };
        Announced {
            convention: Convention::HomeAssistant,
            about,
            entities: vec![Named {
                identity: identity.to_owned(),
                entity,
            }],
            notes: vec![],
            at: None,
        }
    }

    #[track_caller]
    fn check(devices: &[&[&str]], expected: usize) {
        let all: Vec<_> = devices
            .iter()
            .enumerate()
            .map(|(n, identifiers)| announced(&n.to_string(), identifiers))
            .collect();
        let all: Vec<_> = all.iter().collect();
        let joined = joined(&all);
        assert_eq!(joined.len(), expected, "{joined:#?}");
        let entities: usize = joined.iter().map(|it| it.entities.len()).sum();
        assert_eq!(entities, devices.len());
    }

    #[test]
    fn one_identifier_in_common_makes_one_device() {
        check(&[&["a"], &["a"], &["b"]], 2);
        check(&[&["a", "b"], &["b"], &["a"]], 1);
        check(&[&["a", "x"], &["a", "x", "y"]], 1);
    }

    #[test]
    fn an_address_is_the_same_in_all_spellings() {
        check(
            &[
                &["AABBCCDDEEFF"],
                &["aa:bb:cc:dd:ee:ff"],
                &["AA-BB-CC-DD-EE-FF"],
            ],
            1,
        );
        check(&[&["0x00158d0001abcdef"], &["0X00158D0001ABCDEE"]], 2);
        assert_eq!(address("123456789012"), None, "a serial number");
    }

    #[test]
    fn what_a_maker_calls_all_of_his_devices_makes_them_none_the_same() {
        check(
            &[&["acme-io", "c1"], &["acme-io", "c2"], &["acme-io", "c1"]],
            2,
        );
        // Between two that are apart there may be one that has all of the one before it.
        check(&[&["acme", "b"], &["acme", "b", "c"], &["acme", "d"]], 2);
    }

    #[test]
    fn a_device_has_so_many_identifiers_and_no_more() {
        let many: Vec<String> = (0..100).map(|n| format!("i{n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let about = announced("a", &many).about;
        assert_eq!(about.identifiers.len(), limits::IDENTIFIERS);
    }

    #[test]
    fn an_entity_that_is_announced_twice_is_the_first_one() {
        let (one, two) = (announced("same", &["a"]), announced("same", &["a"]));
        let joined = joined(&[&one, &two]);
        assert_eq!(joined.len(), 1);
        assert_eq!(joined[0].entities.len(), 1);
    }
}
