//! OwnTracks: <https://owntracks.org/booklet/tech/json/>. A phone says where it is at `owntracks/<person>/<phone>`. Which things it says is kept
//! here, and not what: where somebody is, only a tile says that somebody made.

use serde_json::Value;
use tilework_core::binding::Decode;

use crate::{
    gathered::{News, Pieces, Place, Rules},
    limits,
    making::{entity, measured, member, part, reads},
    merge::{About, Announced},
    model::{Category, Convention, Described, Note, Reads, Role, Shape, Unreadable},
    reading::json,
    text,
};

pub const RULES: Rules = Rules {
    filters: &["owntracks/+/+"],
    concerns: |topic| place(topic).is_some(),
    place: |topic, _| place(topic),
    take,
    read,
};

const KEYS: [&str; 4] = ["inregions", "batt", "vel", "acc"];
const SECRET: &str = "encrypted";

fn place(topic: &str) -> Option<Place<'_>> {
    let (person, phone) = topic.strip_prefix("owntracks/")?.split_once('/')?;
    let fine = !person.is_empty() && !phone.is_empty() && !phone.contains('/');
    fine.then(|| Place {
        root: topic.into(),
        piece: "location".into(),
    })
}

fn take(piece: &str, payload: &[u8]) -> Result<News, Unreadable> {
    if payload.is_empty() {
        let all = KEYS.iter().chain([&piece, &SECRET]);
        return Ok(all.map(|key| ((*key).to_owned(), None)).collect());
    }
    let said = json(payload, limits::CONFIG)?;
    let told = |key: &str| (key.to_owned(), Some(String::new()));
    match said.get("_type").and_then(Value::as_str) {
        Some("location") => {
            let there = KEYS.into_iter().filter(|key| said.get(key).is_some());
            Ok(there.map(told).chain([told(piece)]).collect())
        }
        Some("encrypted") => Ok(vec![told(SECRET)]),
        // It went, or says something else.
        _ => Ok(vec![]),
    }
}

fn read(root: &str, pieces: &Pieces) -> Vec<Announced> {
    let mut levels = root.split('/').skip(1);
    let (person, phone) = (
        levels.next().unwrap_or_default(),
        levels.next().unwrap_or_default(),
    );
    let mut about = About {
        described: Described {
            name: text::name(&format!("{person} {phone}")),
            ..Described::default()
        },
        ..About::default()
    };
    about.identify(&format!("owntracks {person}/{phone}"));
    let mut announced = Announced {
        convention: Convention::OwnTracks,
        about,
        entities: vec![],
        notes: vec![],
        at: None,
    };
    if pieces.contains_key(SECRET) && !pieces.contains_key("location") {
        announced.notes.push(Note::Encrypted);
        return vec![announced];
    }
    let regions = "{{ (value_json.inregions | is_defined) | join(', ') or '–' }}";
    let number = |key: &str, unit: &str| {
        let reads = reads(root, member(&[key]), Decode::Number)?;
        let unit = Some(unit.to_owned());
        part(
            Role::Main,
            measured(false),
            Some(Reads { unit, ..reads }),
            None,
        )
    };
    for (key, name, class, category) in [
        ("inregions", "Place", None, Category::Main),
        ("vel", "Speed", Some("speed"), Category::Main),
        ("batt", "Battery", Some("battery"), Category::Diagnostic),
        ("acc", "Accuracy", Some("distance"), Category::Diagnostic),
    ] {
        if !pieces.contains_key(key) {
            continue;
        }
        let part = match key {
            "inregions" => part(
                Role::Main,
                Shape::Text,
                reads(root, Some(regions.to_owned()), Decode::Text),
                None,
            ),
            "vel" => number(key, "km/h"),
            "batt" => number(key, "%"),
            _ => number(key, "m"),
        };
        let it = entity(
            "owntracks",
            &format!("{person}/{phone} {key}"),
            "device_tracker",
            root,
        )
        .called(Some(name))
        .class(class)
        .category(category)
        .with([part]);
        announced.entities.push(it.done());
    }
    if announced.entities.is_empty() {
        announced.notes.push(Note::NoTile);
    }
    vec![announced]
}

#[cfg(test)]
mod tests {
    use crate::{finder::Finder, model::Note, testing::said_by};

    const TOPIC: &str = "owntracks/ann/phone";

    #[test]
    fn a_phone_says_in_which_places_it_is_and_where_exactly_is_kept_nowhere() {
        let mut finder = Finder::new(vec![]);
        let said = br#"{"_type":"location","lat":52.1234,"lon":13.9876,"batt":80,"inregions":["Farm","Stable"]}"#;
        assert!(finder.take(TOPIC, said));
        assert!(!finder.take(TOPIC, said));
        assert!(!finder.take(TOPIC, br#"{"_type":"lwt","tst":1}"#));
        let it = finder.devices().remove(0);
        let names: Vec<_> = it
            .entities
            .iter()
            .map(|it| it.name.as_deref().unwrap())
            .collect();
        assert_eq!(names, ["Place", "Battery"]);
        let template = it.entities[0].parts[0]
            .reads
            .as_ref()
            .unwrap()
            .template
            .clone()
            .unwrap();
        assert_eq!(
            said_by(&template, std::str::from_utf8(said).unwrap()),
            "Farm, Stable"
        );
        assert_eq!(said_by(&template, r#"{"inregions":[]}"#), "–");
        assert_eq!(said_by(&template, r#"{"_type":"lwt"}"#), "");
        let all = format!("{finder:?}{it:?}");
        assert!(
            !all.contains("52.1234") && !all.contains("13.9876"),
            "{all}"
        );
        assert!(finder.take(TOPIC, b"") && finder.devices().is_empty());
    }

    #[test]
    fn what_is_encrypted_is_said_to_be() {
        let mut finder = Finder::new(vec![]);
        finder.take(TOPIC, br#"{"_type":"encrypted","data":"AAAA"}"#);
        assert_eq!(finder.devices()[0].notes, [Note::Encrypted]);
        assert!(!Finder::concerns("owntracks/ann/phone/event", &[]));
    }
}
