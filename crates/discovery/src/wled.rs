//! WLED: <https://kno.wled.ge/interfaces/mqtt/>. A lamp announces nothing; it is known by what it says below its own topic, `wled/<name>`: its
//! brightness (`g`), colour (`c`) and whether it is there (`status`).

use tilework_core::binding::Decode;

use crate::{
    gathered::{News, Pieces, Place, Rules},
    making::{entity, on_off, part, percent, reads, sends, there, told, told_on_off},
    merge::{About, Announced},
    model::{Convention, Described, Reads, Role, Shape, Unreadable},
    range::{Range, as_percent, set_ranged},
    text,
};

pub const RULES: Rules = Rules {
    filters: &["wled/+/g", "wled/+/c", "wled/+/status"],
    concerns: |topic| place(topic).is_some(),
    place: |topic, _| place(topic),
    take,
    read,
};

const BRIGHTNESS: &str = "g";
const COLOUR: &str = "c";

fn place(topic: &str) -> Option<Place<'_>> {
    let (root, piece) = topic.rsplit_once('/')?;
    let name = root.strip_prefix("wled/")?;
    let fine = !name.is_empty() && !name.contains('/');
    (fine && matches!(piece, BRIGHTNESS | COLOUR | "status")).then(|| Place {
        root: root.into(),
        piece: piece.into(),
    })
}

/// That it says something; what, a tile reads.
fn take(piece: &str, payload: &[u8]) -> Result<News, Unreadable> {
    let fine = match piece {
        BRIGHTNESS => std::str::from_utf8(payload).is_ok_and(|it| it.trim().parse::<u8>().is_ok()),
        COLOUR => payload.starts_with(b"#"),
        _ => matches!(payload, b"online" | b"offline"),
    };
    if !fine && !payload.is_empty() {
        return Ok(vec![]);
    }
    Ok(vec![(piece.to_owned(), fine.then(String::new))])
}

/// Who only says that he is there may be anything.
fn read(root: &str, pieces: &Pieces) -> Vec<Announced> {
    if !pieces.contains_key(BRIGHTNESS) && !pieces.contains_key("status") {
        return vec![];
    }
    let name = root.rsplit('/').next().unwrap_or_default();
    let mut about = About {
        described: Described {
            name: text::name(name),
            ..Described::default()
        },
        ..About::default()
    };
    about.identify(&format!("wled {root}"));
    let level = format!("{root}/{BRIGHTNESS}");
    let lit = "{{ 'on' if value | int > 0 else 'off' }}".to_owned();
    let range = Range::up_to(255.0);
    let percent_of = reads(&level, None, Decode::Number).map(|reads| {
        let unit = Some("%".to_owned());
        as_percent(Reads { unit, ..reads }, range)
    });
    let dims = format!("{}{{{{ level }}}}", set_ranged("level", range, Some(1.0)));
    let availability = there(&format!("{root}/status"), "online", "offline");
    let lamp = entity("wled", &format!("{root} light"), "light", root)
        .there(availability.as_ref())
        .with([
            part(
                Role::Main,
                Shape::OnOff,
                reads(&level, Some(lit), on_off("on", "off")),
                sends(root, told_on_off("ON", "OFF")),
            ),
            part(
                Role::Brightness,
                percent(1.0),
                percent_of,
                sends(root, told(&dims)),
            ),
        ]);
    let colour = reads(&format!("{root}/{COLOUR}"), None, Decode::Text);
    let colour = entity("wled", &format!("{root} colour"), "color", root)
        .called(Some("Colour"))
        .there(availability.as_ref())
        .with([part(Role::Main, Shape::Text, colour, None)]);
    let mut entities = vec![lamp.done()];
    if pieces.contains_key(COLOUR) {
        entities.push(colour.done());
    }
    vec![Announced {
        convention: Convention::Wled,
        about,
        entities,
        notes: vec![],
        at: None,
    }]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{finder::Finder, model::Role, testing::said_by};

    #[test]
    fn a_lamp_is_known_by_what_it_says_and_dimmed_by_its_own_scale() {
        let mut finder = Finder::new(vec![]);
        assert!(finder.take("wled/kitchen/g", b"128"));
        assert!(!finder.take("wled/kitchen/g", b"0"), "a tile reads that");
        assert!(finder.take("wled/kitchen/c", b"#FF00AA"));
        let it = finder.devices().remove(0);
        assert_eq!(it.described.name.as_deref(), Some("kitchen"));
        let part = |role| {
            it.entities[0]
                .parts
                .iter()
                .find(|part| part.role == role)
                .unwrap()
        };
        let read = |role, payload| {
            said_by(
                part(role)
                    .reads
                    .as_ref()
                    .unwrap()
                    .template
                    .as_ref()
                    .unwrap(),
                payload,
            )
        };
        assert_eq!(
            (read(Role::Main, "0"), read(Role::Main, "7")),
            ("off".to_owned(), "on".to_owned())
        );
        assert_eq!(read(Role::Brightness, "255"), "100");
        let sends = part(Role::Brightness).sends.as_ref().unwrap();
        assert_eq!(
            (
                sends.topic.as_str(),
                sends.payload.render(&json!(100)).unwrap()
            ),
            ("wled/kitchen", "255".to_owned())
        );
        assert_eq!(it.entities.len(), 2);
    }

    #[test]
    fn other_words_and_other_topics_are_no_lamp() {
        for (topic, payload) in [
            ("wled/kitchen/v", "<xml/>"),
            ("wled/kitchen/g", "many"),
            ("wled/kitchen/status", "OK"),
            ("wled/all", "ON"),
            ("wled//g", "1"),
        ] {
            let mut finder = Finder::new(vec![]);
            assert!(!finder.take(topic, payload.as_bytes()), "{topic}");
        }
        let mut finder = Finder::new(vec![]);
        finder.take("wled/kitchen/g", b"1");
        assert!(finder.take("wled/kitchen/g", b"") && finder.devices().is_empty());
    }
}
