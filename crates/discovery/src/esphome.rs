//! ESPHome: <https://esphome.io/components/mqtt/>. A node announces its name and address (`esphome/discover/<name>`) and no entities; what it has
//! is seen from its states, `<name>/<component>/<object>/state`. Where it announces itself to Home Assistant too, that says more.

use serde_json::{Value, json};
use tilework_core::binding::Decode;

use crate::{
    gathered::{News, Pieces, Place, Rules},
    limits,
    making::{
        entity, measured, member, number, on_off, part, percent, press, reads, sends, there, told,
        told_on_off,
    },
    merge::{About, Announced},
    model::{Convention, Described, Part, Reads, Role, Shape, Unreadable},
    range::{Range, as_percent, set_ranged},
    reading::json as parsed,
    text,
};

pub const RULES: Rules = Rules {
    filters: &[
        "esphome/discover/+",
        "+/sensor/+/state",
        "+/binary_sensor/+/state",
        "+/text_sensor/+/state",
        "+/switch/+/state",
        "+/light/+/state",
        "+/fan/+/state",
        "+/cover/+/state",
        "+/number/+/state",
        "+/select/+/state",
    ],
    concerns: |topic| place(topic).is_some(),
    place: |topic, _| place(topic),
    take,
    read,
};

const DISCOVER: &str = "discover";
const COMPONENTS: [&str; 9] = [
    "sensor",
    "binary_sensor",
    "text_sensor",
    "switch",
    "light",
    "fan",
    "cover",
    "number",
    "select",
];
/// It says numbers.
const NUMBER: &str = "number";
/// A light says how bright it is.
const DIMS: &str = "dims";

fn place(topic: &str) -> Option<Place<'_>> {
    if let Some(name) = topic.strip_prefix("esphome/discover/") {
        return (!name.is_empty() && !name.contains('/')).then(|| Place {
            root: name.into(),
            piece: DISCOVER.into(),
        });
    }
    let (name, piece) = topic.strip_suffix("/state")?.split_once('/')?;
    let (component, object) = piece.split_once('/')?;
    let fine = |level: &str| !level.is_empty() && level.len() <= 100 && !level.contains('/');
    let known = fine(name) && fine(object) && COMPONENTS.contains(&component);
    known.then(|| Place {
        root: name.into(),
        piece: piece.into(),
    })
}

/// Of a state only of what kind it is.
fn take(piece: &str, payload: &[u8]) -> Result<News, Unreadable> {
    if payload.is_empty() {
        return Ok(vec![(piece.to_owned(), None)]);
    }
    let kept = if piece == DISCOVER {
        let said = parsed(payload, limits::CONFIG)?;
        let mut kept = json!({});
        for key in [
            "mac",
            "friendly_name",
            "ip",
            "version",
            "board",
            "project_name",
        ] {
            if let Some(word) = said.get(key).and_then(Value::as_str) {
                kept[key] = json!(text::name(word));
            }
        }
        kept.to_string()
    } else {
        let Ok(said) = std::str::from_utf8(payload) else {
            return Ok(vec![]);
        };
        let dims = piece.starts_with("light/") && said.contains("\"brightness\"");
        // Not a number is what a sensor says that has none yet.
        match (dims, said.trim().parse::<f64>()) {
            (true, _) => DIMS.to_owned(),
            (false, Ok(_)) => NUMBER.to_owned(),
            (false, Err(_)) => String::new(),
        }
    };
    Ok(vec![(piece.to_owned(), Some(kept))])
}

/// States alone may be anybody's.
fn read(root: &str, pieces: &Pieces) -> Vec<Announced> {
    let said = pieces
        .get(DISCOVER)
        .and_then(|text| serde_json::from_str::<Value>(text).ok());
    let Some(said) = said else {
        return vec![];
    };
    let word = |key: &str| said.get(key).and_then(Value::as_str);
    let shown = |key: &str| word(key).and_then(text::name);
    let mut about = About {
        described: Described {
            name: shown("friendly_name").or_else(|| text::name(root)),
            model: shown("project_name").or_else(|| shown("board")),
            version: shown("version"),
            link: word("ip").and_then(|ip| text::link(&format!("http://{ip}/"))),
            ..Described::default()
        },
        ..About::default()
    };
    about.identify(&format!("esphome {root}"));
    if let Some(mac) = word("mac") {
        about.identify(mac);
    }
    let availability = there(&format!("{root}/status"), "online", "offline");
    let states = pieces.iter().filter_map(|(piece, kept)| {
        let (component, object) = piece.split_once('/')?;
        let it = entity(
            "esphome",
            &format!("{root} {piece}"),
            component,
            &format!("esphome/discover/{root}"),
        )
        .called(Some(&text::sentence(object)))
        .there(availability.as_ref())
        .with(parts(component, &format!("{root}/{piece}"), kept));
        Some(it.done())
    });
    let entities = states.take(limits::ENTITIES_OF_ONE).collect();
    vec![Announced {
        convention: Convention::EspHome,
        about,
        entities,
        notes: vec![],
        at: None,
    }]
}

fn parts(component: &str, topic: &str, kept: &str) -> Vec<Option<Part>> {
    let (state, command) = (format!("{topic}/state"), format!("{topic}/command"));
    let main = |shape, reads, sends| vec![part(Role::Main, shape, reads, sends)];
    let truth = || reads(&state, None, on_off("ON", "OFF"));
    let words = || reads(&state, None, Decode::Text);
    match component {
        "sensor" if kept == NUMBER => {
            main(measured(false), reads(&state, None, Decode::Number), None)
        }
        "binary_sensor" => main(Shape::OnOff, truth(), None),
        "switch" | "fan" => main(
            Shape::OnOff,
            truth(),
            sends(&command, told_on_off("ON", "OFF")),
        ),
        "number" => main(
            number(None, None, None, None),
            reads(&state, None, Decode::Number),
            sends(&command, told("{{ value }}")),
        ),
        "cover" => vec![
            part(Role::Main, Shape::Text, words(), None),
            says(press(Role::Open, &command, "OPEN", false), "open"),
            says(press(Role::Close, &command, "CLOSE", false), "closed"),
            press(Role::Stop, &command, "STOP", false),
        ],
        "light" => {
            let told_state = |word: &str| format!(r#"{{"state":"{word}"}}"#);
            let lit = reads(&state, member(&["state"]), on_off("ON", "OFF"));
            let switched = sends(&command, told_on_off(&told_state("ON"), &told_state("OFF")));
            let range = Range::up_to(255.0);
            let level = reads(&state, member(&["brightness"]), Decode::Number).map(|reads| {
                let unit = Some("%".to_owned());
                as_percent(Reads { unit, ..reads }, range)
            });
            let before = set_ranged("level", range, Some(1.0));
            let dims = sends(
                &command,
                told(&format!(
                    r#"{before}{{"state":"ON","brightness":{{{{ level }}}}}}"#
                )),
            );
            let dims = (kept == DIMS)
                .then(|| part(Role::Brightness, percent(1.0), level, dims))
                .flatten();
            vec![part(Role::Main, Shape::OnOff, lit, switched), dims]
        }
        // What a choice offers is not said.
        _ => main(Shape::Text, words(), None),
    }
}

fn says(part: Option<Part>, word: &str) -> Option<Part> {
    let says = Some(word.to_owned());
    part.map(|part| Part { says, ..part })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{finder::Finder, model::Entity};

    fn node() -> Finder {
        let mut finder = Finder::new(vec!["homeassistant".to_owned()]);
        for (topic, payload) in [
            ("barn/sensor/air_temperature/state", "21.5"),
            ("barn/text_sensor/mood/state", "calm"),
            ("barn/switch/pump/state", "OFF"),
            (
                "barn/light/lamp/state",
                r#"{"state":"ON","brightness":120}"#,
            ),
            ("barn/cover/gate/state", "open"),
            ("barn/number/level/state", "4"),
        ] {
            finder.take(topic, payload.as_bytes());
        }
        assert!(finder.devices().is_empty(), "nobody says who that is");
        let said = json!({ "name": "barn", "friendly_name": "Barn", "mac": "aabbccddeeff", "ip": "10.0.0.3", "board": "esp32", "version": "2026.1.0" });
        assert!(finder.take("esphome/discover/barn", said.to_string().as_bytes()));
        finder
    }

    fn sent(entity: &Entity, role: Role, value: Value) -> (String, String) {
        let part = entity.parts.iter().find(|part| part.role == role).unwrap();
        let sends = part.sends.as_ref().unwrap();
        (sends.topic.clone(), sends.payload.render(&value).unwrap())
    }

    #[test]
    fn a_node_has_what_its_states_show() {
        let it = node().devices().remove(0);
        assert_eq!(it.described.name.as_deref(), Some("Barn"));
        assert_eq!(it.described.link.as_deref(), Some("http://10.0.0.3/"));
        let by = |name: &str| {
            it.entities
                .iter()
                .find(|it| it.name.as_deref() == Some(name))
                .unwrap()
        };
        assert!(matches!(
            by("Air temperature").parts[0].shape,
            Shape::Number { .. }
        ));
        assert_eq!(by("Mood").parts[0].shape, Shape::Text);
        let pump = sent(by("Pump"), Role::Main, json!(true));
        assert_eq!(
            pump,
            ("barn/switch/pump/command".to_owned(), "ON".to_owned())
        );
        assert_eq!(
            sent(by("Lamp"), Role::Brightness, json!(100)).1,
            r#"{"state":"ON","brightness":255}"#
        );
        assert_eq!(sent(by("Gate"), Role::Stop, Value::Null).1, "STOP");
        assert_eq!(sent(by("Level"), Role::Main, json!(5)).1, "5");
        assert_eq!(
            it.entities[0].availability.as_ref().unwrap().reads[0].topic,
            "barn/status"
        );
    }

    #[test]
    fn what_it_tells_home_assistant_says_more_and_counts_alone() {
        let mut finder = node();
        let config = json!({ "stat_t": "barn/sensor/air_temperature/state", "name": "Air", "dev": { "ids": "aabbccddeeff", "name": "barn" } });
        finder.take(
            "homeassistant/sensor/barn/air/config",
            config.to_string().as_bytes(),
        );
        let found = finder.devices();
        let [it] = &found[..] else {
            panic!("{found:#?}")
        };
        assert_eq!(
            (it.entities.len(), it.described.link.as_deref()),
            (1, Some("http://10.0.0.3/"))
        );
    }

    #[test]
    fn only_states_of_known_components_concern() {
        for topic in [
            "barn/sensor/a/b/state",
            "barn/climate/a/state",
            "sensor/a/state",
            "barn/sensor//state",
            "esphome/discover/",
        ] {
            assert!(!Finder::concerns(topic, &[]), "{topic}");
        }
    }
}
