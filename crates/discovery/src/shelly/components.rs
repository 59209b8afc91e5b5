//! What the components of the later generations say and can be told.

use crate::{
    making::{self, part},
    merge::Named,
    model::{Availability, Category, Part, Role, Shape},
};

const KINDS: [&str; 24] = [
    "switch",
    "cover",
    "light",
    "rgb",
    "rgbw",
    "cct",
    "input",
    "em",
    "em1",
    "pm1",
    "emdata",
    "em1data",
    "temperature",
    "humidity",
    "illuminance",
    "flood",
    "smoke",
    "devicepower",
    "voltmeter",
    "boolean",
    "number",
    "enum",
    "text",
    "thermostat",
];

/// `switch:0` as `switch` and `0`. `None`: of this kind nothing is known.
pub fn known(component: &str) -> Option<(&str, &str)> {
    let (kind, number) = component.split_once(':')?;
    let digits = (1..=3).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit());
    (digits && KINDS.contains(&kind)).then_some((kind, number))
}

pub struct Component<'a> {
    pub root: &'a str,
    /// With its number.
    pub name: &'a str,
    pub kind: &'a str,
    pub number: &'a str,
    /// Its whole status is said on a topic of its own.
    pub whole: bool,
    pub keys: Vec<&'a str>,
}

/// A number that a component says: keys, name, class, unit, and whether it counts on and on.
pub type Quantity = (
    &'static [&'static str],
    &'static str,
    &'static str,
    &'static str,
    bool,
);

/// Of whatever switches or moves something.
const POWER: [Quantity; 4] = [
    (&["apower"], "Power", "power", "W", false),
    (&["voltage"], "Voltage", "voltage", "V", false),
    (&["current"], "Current", "current", "A", false),
    (&["aenergy", "total"], "Energy", "energy", "Wh", true),
];
const PHASES: [Quantity; 13] = [
    (&["total_act_power"], "Power", "power", "W", false),
    (&["a_act_power"], "Power A", "power", "W", false),
    (&["b_act_power"], "Power B", "power", "W", false),
    (&["c_act_power"], "Power C", "power", "W", false),
    (&["a_voltage"], "Voltage A", "voltage", "V", false),
    (&["b_voltage"], "Voltage B", "voltage", "V", false),
    (&["c_voltage"], "Voltage C", "voltage", "V", false),
    (&["a_current"], "Current A", "current", "A", false),
    (&["b_current"], "Current B", "current", "A", false),
    (&["c_current"], "Current C", "current", "A", false),
    (&["act_power"], "Power", "power", "W", false),
    (&["voltage"], "Voltage", "voltage", "V", false),
    (&["current"], "Current", "current", "A", false),
];
const TOTALS: [Quantity; 4] = [
    (&["total_act"], "Energy", "energy", "Wh", true),
    (
        &["total_act_ret"],
        "Energy given back",
        "energy",
        "Wh",
        true,
    ),
    (&["total_act_energy"], "Energy", "energy", "Wh", true),
    (
        &["total_act_ret_energy"],
        "Energy given back",
        "energy",
        "Wh",
        true,
    ),
];

impl<'a> Component<'a> {
    pub fn new(root: &'a str, name: &'a str, kind: &'a str, number: &'a str) -> Self {
        Self {
            root,
            name,
            kind,
            number,
            whole: false,
            keys: vec![],
        }
    }

    /// `several`: there are others of its kind.
    pub fn entities(&self, several: bool, availability: Option<&Availability>) -> Vec<Named> {
        let entity = |own: &str, component: &str, name: Option<&str>| {
            let identity = format!("{} {} {own}", self.root, self.name);
            let number = several.then(|| {
                self.number
                    .parse()
                    .map_or(self.number.to_owned(), |n: u32| (n + 1).to_string())
            });
            let name = match (name, number) {
                (Some(name), Some(number)) => Some(format!("{name} {number}")),
                (None, Some(number)) => Some(format!("Output {number}")),
                (name, None) => name.map(str::to_owned),
            };
            let it = making::entity("shelly", &identity, component, self.root);
            it.called(name.as_deref()).there(availability)
        };
        let one =
            |component: &str, name: Option<&str>, class: Option<&str>, parts: Vec<Option<Part>>| {
                vec![
                    entity("main", component, name)
                        .class(class)
                        .with(parts)
                        .done(),
                ]
            };
        let truth = |component: &str, name: &str, class: Option<&str>, key: &str| {
            one(
                component,
                Some(name),
                class,
                vec![part(Role::Main, Shape::OnOff, self.on_off(key), None)],
            )
        };
        let single = |quantity: Quantity| {
            one(
                "sensor",
                Some(quantity.1),
                Some(quantity.2),
                vec![self.quantity(&quantity)],
            )
        };
        let mut all = match self.kind {
            "switch" => one("switch", None, None, vec![self.switched("Switch")]),
            "light" | "rgb" | "rgbw" | "cct" => {
                let method = match self.kind {
                    "light" => "Light",
                    "rgb" => "RGB",
                    "rgbw" => "RGBW",
                    _ => "CCT",
                };
                let warmth = (self.kind == "cct").then(|| self.warmth()).flatten();
                one(
                    "light",
                    None,
                    None,
                    vec![self.switched(method), self.brightness(method), warmth],
                )
            }
            "cover" => one("cover", None, None, self.cover()),
            "input" => self.input(&entity),
            "temperature" => single((&["tC"], "Temperature", "temperature", "°C", false)),
            "humidity" => single((&["rh"], "Humidity", "humidity", "%", false)),
            "illuminance" => single((&["lux"], "Illuminance", "illuminance", "lx", false)),
            "voltmeter" => single((&["voltage"], "Voltage", "voltage", "V", false)),
            "flood" => truth("binary_sensor", "Flood", Some("moisture"), "alarm"),
            "smoke" => truth("binary_sensor", "Smoke", Some("smoke"), "alarm"),
            "devicepower" => {
                let part = self.quantity(&(&["battery", "percent"], "", "", "%", false));
                let it = entity("main", "sensor", Some("Battery")).class(Some("battery"));
                vec![it.category(Category::Diagnostic).with([part]).done()]
            }
            "boolean" | "number" | "enum" | "text" => one(
                self.kind,
                Some(&crate::text::sentence(self.kind)),
                None,
                vec![self.own_value()],
            ),
            "thermostat" => one("climate", None, None, self.thermostat()),
            _ => vec![],
        };
        let quantities: &[Quantity] = match self.kind {
            "switch" | "cover" | "light" | "rgb" | "rgbw" | "cct" | "pm1" => &POWER,
            "em" | "em1" => &PHASES,
            "emdata" | "em1data" => &TOTALS,
            _ => &[],
        };
        for quantity in quantities {
            if self.keys.contains(&quantity.0[0]) {
                let it = entity(quantity.0[0], "sensor", Some(quantity.1)).class(Some(quantity.2));
                all.push(it.with([self.quantity(quantity)]).done());
            }
        }
        all
    }
}

#[cfg(test)]
#[test]
fn a_component_is_a_known_word_and_a_number() {
    assert_eq!(known("switch:0"), Some(("switch", "0")));
    assert_eq!(known("temperature:100"), Some(("temperature", "100")));
    for other in [
        "switch",
        "switch:",
        "switch:x",
        "wifi",
        "sys:0",
        "switch:1234",
        "switch:0/x",
    ] {
        assert_eq!(known(other), None, "{other}");
    }
}
