//! What a device must do, of what tiles it is made.

use serde_json::json;
use tilework_core::{
    decode::decode,
    payload::Payload,
    template::ValueTemplate,
    tile::Tile,
    value::{Said, Value},
};

use super::{Abilities, Device, Part, PointKind, Rule};
use crate::{
    CodeNote, Order,
    tests::samples::{broker, greenhouse, open_broker, pump, secure_broker, setting, tile, value},
};

const ALL: Abilities = Abilities {
    tls: true,
    web_socket: true,
    mqtt5: true,
    certificate: true,
};

fn device(tiles: &[Tile]) -> Device {
    let broker = open_broker();
    Device::new(
        &Order {
            title: "Greenhouse",
            tiles,
            broker: &broker,
        },
        ALL,
    )
}

impl Device {
    /// The message that it publishes there, with these values in the place of its points.
    fn message(&self, topic: &str, values: &[(&str, &str)]) -> String {
        let report = self.reports.iter().find(|it| it.topic == topic).unwrap();
        let value = |place: usize| {
            let slug = &self.points[place].slug;
            values
                .iter()
                .find(|(name, _)| name == slug)
                .unwrap_or_else(|| panic!("no value for {slug}"))
                .1
        };
        report
            .parts
            .iter()
            .map(|part| match part {
                Part::Literal(text) => text.clone(),
                Part::OnOff { point, on, off } => {
                    if value(*point) == "on" { on } else { off }.clone()
                }
                Part::Number { point } | Part::Text { point } => value(*point).to_owned(),
                Part::JsonText { point } => json!(value(*point)).to_string(),
            })
            .collect()
    }

    fn point(&self, slug: &str) -> &super::Point {
        self.points
            .iter()
            .find(|it| it.slug == slug)
            .unwrap_or_else(|| panic!("{slug} of {:?}", self.points))
    }
}

fn read(tile: &Tile, slot: &str, payload: &str) -> Value {
    let (_, binding) = tile
        .bindings
        .iter()
        .find(|(it, _)| it.as_str() == slot)
        .unwrap();
    let template = binding
        .template
        .as_deref()
        .map(|it| ValueTemplate::parse(it).unwrap());
    match decode(
        &Payload::new(payload.as_bytes()),
        template.as_ref(),
        &binding.decode,
    ) {
        Ok(Said::Value(read)) => read.value,
        other => panic!("{payload}: {other:?}"),
    }
}

#[test]
fn what_a_greenhouse_publishes_is_what_its_tiles_read() {
    let tiles = greenhouse();
    let device = device(&tiles);
    assert_eq!(device.notes, []);
    let climate = device.message(
        "farm/climate",
        &[("air_temperature", "21.5"), ("humidity", "60")],
    );
    assert_eq!(climate, r#"{"air":{"temp":21.5,"humidity":60}}"#);
    assert_eq!(read(&tiles[1], "value", &climate), Value::Number(21.5));
    assert_eq!(read(&tiles[2], "value", &climate), Value::Number(60.0));
    assert_eq!(
        read(
            &tiles[0],
            "state",
            &device.message("farm/pump/state", &[("water_pump", "on")])
        ),
        Value::Boolean(true)
    );
    assert_eq!(
        read(
            &tiles[3],
            "value",
            &device.message("farm/door", &[("door", "off")])
        ),
        Value::Boolean(false)
    );
    assert_eq!(
        read(
            &tiles[4],
            "state",
            &device.message("farm/vent", &[("vent", "12.5")])
        ),
        Value::Number(12.5)
    );
    assert_eq!(
        read(
            &tiles[5],
            "state",
            &device.message("farm/mode", &[("mode", "auto")])
        ),
        Value::Text("auto".to_owned())
    );
    assert_eq!(device.message("farm/soil/2", &[("south", "3")]), "3");
}

#[test]
fn what_its_tiles_send_is_understood() {
    let tiles = greenhouse();
    let device = device(&tiles);
    let rules = |topic: &str| {
        &device
            .commands
            .iter()
            .find(|it| it.topic == topic)
            .unwrap()
            .rules
    };
    let on_off = |on: &str, off: &str| Rule::OnOff {
        point: 0,
        on: on.to_owned(),
        off: off.to_owned(),
    };
    assert_eq!(rules("farm/pump/set"), &[on_off("ON", "OFF")]);
    let [Rule::Value { before, after, .. }] = rules("farm/vent/set").as_slice() else {
        panic!("{:?}", rules("farm/vent/set"))
    };
    assert_eq!((before.as_str(), after.as_str()), ("{\"level\": ", "}"));
    let presses: Vec<_> = rules("farm/blind")
        .iter()
        .map(|rule| match rule {
            Rule::Press { action, payload } => {
                (device.actions[*action].slug.as_str(), payload.as_deref())
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        presses,
        [("blind_up", Some("up")), ("blind_down", Some("down"))]
    );
    assert!(
        matches!(rules("farm/restart").as_slice(), [Rule::Press { payload: Some(it), .. }] if it == "now")
    );
}

#[test]
fn a_state_is_kept_for_who_comes_later_and_a_reading_is_not() {
    let device = device(&greenhouse());
    let report = |topic: &str| device.reports.iter().find(|it| it.topic == topic).unwrap();
    assert!(report("farm/pump/state").retain && !report("farm/pump/state").periodic);
    assert!(!report("farm/climate").retain && report("farm/climate").periodic);
    assert_eq!(device.every, 6, "a tile is stale after twelve seconds");
}

#[test]
fn the_availability_is_the_last_will_and_further_ones_are_told_of() {
    let other = pump("b/state", "b/set", "b/online");
    let device = device(&[pump("a/state", "a/set", "a/online"), other]);
    let topics: Vec<_> = device.presence.iter().map(|it| it.topic.as_str()).collect();
    assert_eq!(topics, ["a/online", "b/online"]);
    assert_eq!(
        (
            device.presence[0].online.as_str(),
            device.presence[0].offline.as_str()
        ),
        ("online", "offline")
    );
    assert_eq!(
        device.notes,
        [CodeNote::OneWill {
            topic: "b/online".to_owned()
        }]
    );
}

#[test]
fn an_availability_in_json_is_said_in_json() {
    let decode = json!({"as": "onOff", "on": "online", "off": "offline"});
    let mut tile = serde_json::to_value(pump("a/state", "a/set", "a/bridge")).unwrap();
    tile["bindings"]["availability"]["template"] = json!("{{ value_json.state }}");
    tile["bindings"]["availability"]["decode"] = decode;
    let device = device(&[serde_json::from_value(tile).unwrap()]);
    assert_eq!(device.presence[0].online, r#"{"state":"online"}"#);
}

#[test]
fn a_tile_that_shows_what_another_sets_shows_the_same_thing() {
    let shows = value(
        "Pump again",
        "farm/pump/state",
        json!({"decode": {"as": "onOff", "on": "ON", "off": "OFF"}}),
    );
    let device = device(&[shows, pump("farm/pump/state", "farm/pump/set", "x")]);
    assert_eq!(device.points.len(), 1);
    assert!(device.points[0].settable);
}

#[test]
fn one_that_only_says_whether_a_device_is_there_is_its_last_will() {
    let decode = json!({"decode": {"as": "onOff", "on": "online", "off": "offline"}});
    let device = device(&[value("Board", "farm/board", decode)]);
    assert_eq!(
        (device.points.len(), device.presence[0].topic.as_str()),
        (0, "farm/board")
    );
}

#[test]
fn a_template_that_cannot_be_turned_round_is_told_of() {
    let tiles = [
        value(
            "Tank",
            "tank",
            json!({"template": "{{ value | float * 2 }}"}),
        ),
        value(
            "Sum",
            "sum",
            json!({"template": "{% if value_json.a > 1 %}{{ value_json.a }}{% endif %}"}),
        ),
        setting(
            "slider",
            "Vent",
            ["v", "v/set"],
            "{{ value }}",
            "{{ (value * 2) | int }}",
            json!({}),
        ),
    ];
    let device = device(&tiles);
    let title = |it: &str| it.to_owned();
    let mut notes = device.notes.clone();
    notes.sort();
    assert_eq!(
        notes,
        [
            CodeNote::Template {
                title: title("Sum")
            },
            CodeNote::Converted {
                title: title("Tank")
            },
            CodeNote::Payload {
                title: title("Vent")
            }
        ]
    );
}

#[test]
fn words_are_chosen_that_the_tile_reads() {
    // Neither ON nor OFF: its own decoding takes numbers through a template.
    let odd = value(
        "Gate",
        "gate",
        json!({"template": "{{ 'open' if value == '1' else 'closed' }}", "decode": {"as": "onOff", "on": "open", "off": "closed"}}),
    );
    let one = device(std::slice::from_ref(&odd));
    assert_eq!(
        read(&odd, "value", &one.message("gate", &[("gate", "on")])),
        Value::Boolean(true)
    );
    let flag = value(
        "Flag",
        "flag",
        json!({"template": "{{ value_json.on }}", "decode": {"as": "onOff", "on": "True", "off": "False"}}),
    );
    let two = device(std::slice::from_ref(&flag));
    assert_eq!(
        read(&flag, "value", &two.message("flag", &[("flag", "off")])),
        Value::Boolean(false)
    );
}

#[test]
fn wildcards_get_a_name_and_the_brokers_own_topics_none() {
    let device = device(&[
        value("Any", "farm/+/temp/#", json!({})),
        value("Uptime", "$SYS/broker/uptime", json!({})),
    ]);
    assert_eq!(device.reports[0].topic, "farm/greenhouse/temp/greenhouse");
    assert_eq!(device.notes.len(), 2);
    assert_eq!(device.points.len(), 1);
}

#[test]
fn the_prefix_of_a_broker_stands_before_every_topic() {
    let tiles = greenhouse();
    let broker = secure_broker();
    let device = Device::new(
        &Order {
            title: "Greenhouse",
            tiles: &tiles,
            broker: &broker,
        },
        ALL,
    );
    let topics = device
        .reports
        .iter()
        .map(|it| &it.topic)
        .chain(device.commands.iter().map(|it| &it.topic))
        .chain(device.presence.iter().map(|it| &it.topic));
    for topic in topics {
        assert!(topic.starts_with("/me@example.com/farm/"), "{topic}");
    }
}

#[test]
fn topics_of_other_brokers_are_left_out() {
    let other = broker(
        json!({"id": "elsewhere", "origin": "own", "endpoints": [{"host": "b", "port": 1883}]}),
    );
    let device = Device::new(
        &Order {
            title: "x",
            tiles: &greenhouse(),
            broker: &other,
        },
        ALL,
    );
    assert_eq!(
        (device.points.len(), device.notes),
        (0, vec![CodeNote::Nothing])
    );
}

#[test]
fn of_two_ways_to_a_broker_a_platform_takes_one_that_it_can_go() {
    let broker = broker(json!({"origin": "own", "endpoints": [
        {"host": "a", "port": 8084, "transport": "secureWebSocket", "path": "/mqtt?token=canary"},
        {"host": "b", "port": 8883, "transport": "tls"},
    ]}));
    let order = Order {
        title: "x",
        tiles: &[],
        broker: &broker,
    };
    let with = |web_socket| Device::new(&order, Abilities { web_socket, ..ALL });
    assert_eq!(
        (with(true).wire.host.as_str(), with(true).wire.path.as_str()),
        ("a", "/mqtt")
    );
    assert_eq!(
        (with(false).wire.host.as_str(), with(false).wire.web_socket),
        ("b", false)
    );
}

#[test]
fn what_a_platform_cannot_do_is_said() {
    let web = broker(
        json!({"origin": "own", "endpoints": [{"host": "a", "port": 8084, "transport": "secureWebSocket", "path": "/mqtt"}]}),
    );
    let none = Abilities {
        tls: false,
        web_socket: false,
        mqtt5: false,
        certificate: false,
    };
    let device = Device::new(
        &Order {
            title: "x",
            tiles: &[],
            broker: &web,
        },
        none,
    );
    assert_eq!(
        device.notes,
        [
            CodeNote::NoWebSocket,
            CodeNote::NoEncryption,
            CodeNote::Nothing
        ]
    );
    assert_eq!((device.wire.port, device.wire.tls), (1883, false));
}

#[test]
fn the_demo_and_this_computer_are_no_addresses_for_a_device() {
    for (more, note) in [
        (json!({"origin": "demo"}), CodeNote::Demo),
        (
            json!({"origin": "own", "endpoints": [{"host": "localhost", "port": 1883}]}),
            CodeNote::ThisComputer {
                host: "localhost".to_owned(),
            },
        ),
    ] {
        let broker = broker(more);
        let device = Device::new(
            &Order {
                title: "x",
                tiles: &[],
                broker: &broker,
            },
            ALL,
        );
        assert!(device.notes.contains(&note), "{:?}", device.notes);
    }
}

#[test]
fn a_switch_without_an_answer_is_obeyed_and_says_nothing() {
    let command = json!({"set": {"broker": "farm", "topic": "a/set", "payload": {"as": "onOff", "on": "1", "off": "0"}, "answer": null}});
    let device = device(&[tile("switch", "Lamp", json!({}), command, json!({}))]);
    assert_eq!((device.reports.len(), device.commands.len()), (0, 1));
    assert_eq!(device.point("lamp").kind, PointKind::OnOff);
}

#[test]
fn a_board_of_five_hundred_tiles_makes_a_program_of_a_hundred_and_says_so() {
    let tiles: Vec<Tile> = (0..500)
        .map(|n| value(&format!("T{n}"), &format!("t/{n}"), json!({})))
        .collect();
    let device = device(&tiles);
    assert_eq!(device.points.len(), 100);
    assert_eq!(device.notes, [CodeNote::TooMany { left: 400 }]);
}
