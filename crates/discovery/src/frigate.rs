//! Frigate: <https://docs.frigate.video/integrations/mqtt/>. Each camera says what is switched on (`<camera>/<feature>/state`), whether it sees
//! movement, and how many there are of each sort of thing.

use tilework_core::binding::Decode;

use crate::{
    gathered::{News, Pieces, Place, Rules},
    limits,
    making::{entity, measured, on_off, part, reads, sends, there, told_on_off},
    merge::{About, Announced},
    model::{Category, Convention, Described, Role, Shape, Unreadable},
    text,
};

pub const RULES: Rules = Rules {
    filters: &["frigate/+/+/state", "frigate/+/+"],
    concerns: |topic| place(topic).is_some(),
    place: |topic, _| place(topic),
    take,
    read,
};

const STATE: &str = "/state";
const MOTION: &str = "motion";
/// Below its own topic and of no camera.
const ITS_OWN: [&str; 6] = [
    "notifications",
    "restart",
    "onConnect",
    "profile",
    "camera_monitoring",
    "tracked_object_update",
];

fn place(topic: &str) -> Option<Place<'_>> {
    let inside = topic.strip_prefix("frigate/")?;
    let (camera, piece) = inside.split_once('/')?;
    let word = piece.strip_suffix(STATE).unwrap_or(piece);
    let fine = |level: &str| !level.is_empty() && level.len() <= 100 && !level.contains('/');
    let known = fine(camera) && fine(word) && !ITS_OWN.contains(&camera) && word != "set";
    known.then(|| Place {
        root: topic[.."frigate/".len() + camera.len()].into(),
        piece: piece.into(),
    })
}

/// That there is such a number or switch; pictures and all else are nothing here.
fn take(piece: &str, payload: &[u8]) -> Result<News, Unreadable> {
    let Some(said) = std::str::from_utf8(payload)
        .ok()
        .filter(|it| it.len() <= 16)
    else {
        return Ok(vec![]);
    };
    let is_word = matches!(said, "ON" | "OFF");
    let fine = match piece {
        MOTION => is_word,
        piece if piece.ends_with(STATE) => is_word,
        _ => said.parse::<u32>().is_ok(),
    };
    if !fine && !payload.is_empty() {
        return Ok(vec![]);
    }
    Ok(vec![(piece.to_owned(), fine.then(String::new))])
}

/// A camera has a switch; a number alone may be anybody's.
fn read(root: &str, pieces: &Pieces) -> Vec<Announced> {
    if !pieces.keys().any(|piece| piece.ends_with(STATE)) {
        return vec![];
    }
    let camera = root.rsplit('/').next().unwrap_or_default();
    let mut about = About {
        described: Described {
            name: text::name(&text::sentence(camera)),
            maker: Some("Frigate".to_owned()),
            ..Described::default()
        },
        ..About::default()
    };
    about.identify(&format!("frigate {camera}"));
    let availability = there("frigate/available", "online", "offline");
    let mut entities = vec![];
    for piece in pieces.keys().take(limits::ENTITIES_OF_ONE) {
        let topic = format!("{root}/{piece}");
        let feature = piece.strip_suffix(STATE);
        let (component, class) = match feature {
            Some(_) => ("switch", None),
            None if piece == MOTION => ("binary_sensor", Some("motion")),
            None => ("sensor", None),
        };
        let part = match feature {
            Some(feature) => {
                let sends = sends(&format!("{root}/{feature}/set"), told_on_off("ON", "OFF"));
                part(
                    Role::Main,
                    Shape::OnOff,
                    reads(&topic, None, on_off("ON", "OFF")),
                    sends,
                )
            }
            None if piece == MOTION => part(
                Role::Main,
                Shape::OnOff,
                reads(&topic, None, on_off("ON", "OFF")),
                None,
            ),
            None => part(
                Role::Main,
                measured(false),
                reads(&topic, None, Decode::Number),
                None,
            ),
        };
        let name = match feature {
            Some(feature) => text::sentence(feature),
            None if piece == MOTION => "Motion seen".to_owned(),
            None => format!("{} in view", text::sentence(piece)),
        };
        let category = match feature {
            Some(_) => Category::Settings,
            None => Category::Main,
        };
        let it = entity("frigate", &format!("{camera} {piece}"), component, root)
            .called(Some(&name))
            .class(class)
            .category(category)
            .there(availability.as_ref())
            .with([part]);
        entities.push(it.done());
    }
    vec![Announced {
        convention: Convention::Frigate,
        about,
        entities,
        notes: vec![],
        at: None,
    }]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{finder::Finder, model::Category};

    #[test]
    fn a_camera_has_switches_and_counts_what_it_sees() {
        let mut finder = Finder::new(vec![]);
        for (topic, payload) in [
            ("frigate/yard/detect/state", "ON"),
            ("frigate/yard/person", "2"),
            ("frigate/yard/motion", "OFF"),
        ] {
            assert!(finder.take(topic, payload.as_bytes()), "{topic}");
        }
        assert!(
            !finder.take("frigate/yard/person", b"0"),
            "a tile reads that"
        );
        let it = finder.devices().remove(0);
        assert_eq!(it.described.name.as_deref(), Some("Yard"));
        let names: Vec<_> = it
            .entities
            .iter()
            .map(|it| (it.name.as_deref().unwrap(), it.category))
            .collect();
        assert_eq!(
            names,
            [
                ("Motion seen", Category::Main),
                ("Person in view", Category::Main),
                ("Detect", Category::Settings),
            ]
        );
        let sends = it.entities[2].parts[0].sends.as_ref().unwrap();
        assert_eq!(
            (
                sends.topic.as_str(),
                sends.payload.render(&json!(false)).unwrap()
            ),
            ("frigate/yard/detect/set", "OFF".to_owned())
        );
    }

    #[test]
    fn pictures_and_numbers_of_nobody_are_no_camera() {
        let mut finder = Finder::new(vec![]);
        assert!(!finder.take("frigate/yard/person/snapshot", &[0xff, 0xd8, 0xff]));
        assert!(!finder.take("frigate/yard/person", &[0xff, 0xd8, 0xff]));
        finder.take("frigate/zone/person", b"1");
        assert!(finder.devices().is_empty());
        assert!(
            !Finder::concerns("frigate/stats", &[])
                && !Finder::concerns("frigate/notifications/state", &[])
        );
    }
}
