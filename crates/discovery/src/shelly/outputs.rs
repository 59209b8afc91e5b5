//! The topics of the first generation, below the device's own.

use tilework_core::binding::Decode;

use super::{models::Has, number};
use crate::{
    making::{self, member, on_off, part, percent, press, reads, sends, there, told, told_on_off},
    merge::Named,
    model::{Availability, Category, Part, Reads, Role, Shape},
    text,
};

pub struct Shelly<'a> {
    root: &'a str,
    has: Has,
    availability: Option<Availability>,
}

impl<'a> Shelly<'a> {
    pub fn new(root: &'a str, has: Has) -> Self {
        // Who sleeps most of the time is not away.
        let availability = there(&format!("{root}/online"), "true", "false");
        Self {
            root,
            has,
            availability: availability.filter(|_| !has.battery),
        }
    }

    pub fn entities(&self) -> Vec<Named> {
        let Has {
            relays,
            rollers,
            lights,
            colors,
            whites,
            ..
        } = self.has;
        let mut all = vec![];
        for n in 0..relays {
            all.extend(self.output("relay", n, relays, "switch", None));
        }
        for n in 0..rollers {
            all.extend(self.roller(n));
        }
        for (kind, count, level) in [
            ("light", lights, "brightness"),
            ("color", colors, "gain"),
            ("white", whites, "brightness"),
        ] {
            for n in 0..count {
                all.extend(self.output(kind, n, count, "light", Some(level)));
            }
        }
        for n in 0..self.has.emeters {
            all.extend(self.emeter(n));
        }
        for n in 0..self.has.inputs {
            let reads = reads(&self.at(&format!("input/{n}")), None, on_off("1", "0"));
            let it = self.entity(
                &format!("input {n}"),
                "binary_sensor",
                numbered("Input", n, 2),
            );
            all.push(
                it.with([part(Role::Main, Shape::OnOff, reads, None)])
                    .done(),
            );
        }
        for n in 0..self.has.pushes {
            let topic = self.at(&format!("input_event/{n}"));
            let reads = reads(&topic, member(&["event"]), Decode::Text);
            let it = self.entity(
                &format!("push {n}"),
                "event",
                numbered("Push", n, self.has.pushes),
            );
            all.push(it.with([part(Role::Main, Shape::Text, reads, None)]).done());
        }
        all.extend(self.has.sensors.iter().map(|sensor| self.sensor(sensor)));
        all
    }

    fn at(&self, behind: &str) -> String {
        format!("{}/{behind}", self.root)
    }

    fn entity(&self, own: &str, component: &str, name: Option<String>) -> Named {
        let own = format!("{} {own}", self.root);
        let it = making::entity("shelly", &own, component, self.root);
        it.called(name.as_deref()).there(self.availability.as_ref())
    }

    /// A relay, a light, or one of its channels. `level`: what its brightness is called.
    fn output(
        &self,
        kind: &str,
        n: usize,
        of: usize,
        component: &str,
        level: Option<&str>,
    ) -> Vec<Named> {
        let topic = self.at(&format!("{kind}/{n}"));
        // Switched off for its load.
        let template = "{{ 'off' if value == 'overpower' else value }}".to_owned();
        let state = reads(&topic, Some(template), on_off("on", "off"));
        let switched = sends(&format!("{topic}/command"), told_on_off("on", "off"));
        let dims = level.and_then(|level| {
            let state = reads(&format!("{topic}/status"), member(&[level]), Decode::Number)?;
            let unit = Some("%".to_owned());
            let text = format!(r#"{{"turn":"on","{level}":{{{{ value | round(0) | int }}}}}}"#);
            let told = sends(&format!("{topic}/set"), told(&text));
            part(
                Role::Brightness,
                percent(1.0),
                Some(Reads { unit, ..state }),
                told,
            )
        });
        let name = match of {
            1 => None,
            _ => numbered("Output", n, of),
        };
        let it = self.entity(&format!("{kind} {n}"), component, name);
        let main = part(Role::Main, Shape::OnOff, state, switched);
        let mut all = vec![it.with([main, dims]).done()];
        if self.has.meters {
            all.extend(self.meter(&topic, kind, n, of));
        }
        all
    }

    /// What an output draws, and has drawn; it says that in watts and minutes.
    fn meter(&self, topic: &str, kind: &str, n: usize, of: usize) -> [Named; 2] {
        let power = number(&format!("{topic}/power"), None, "W", false);
        let hours = "{{ (value | float / 60) | round(1) }}".to_owned();
        let energy = number(&format!("{topic}/energy"), Some(hours), "Wh", true);
        [("Power", "power", power), ("Energy", "energy", energy)].map(|(name, class, part)| {
            let it = self.entity(
                &format!("{kind} {n} {class}"),
                "sensor",
                numbered(name, n, of),
            );
            it.class(Some(class)).with([part]).done()
        })
    }

    fn roller(&self, n: usize) -> Vec<Named> {
        let topic = self.at(&format!("roller/{n}"));
        let state =
            "{{ {'open': 'opening', 'close': 'closing', 'stop': 'stopped'}[value] | is_defined }}";
        let state = reads(&topic, Some(state.to_owned()), Decode::Text);
        // −1: it does not know where it is.
        let place = "{% if value | int >= 0 %}{{ value }}{% endif %}".to_owned();
        let place = reads(&format!("{topic}/pos"), Some(place), Decode::Number);
        let unit = Some("%".to_owned());
        let place = place.map(|reads| Reads { unit, ..reads });
        let command = format!("{topic}/command");
        let set = sends(
            &format!("{command}/pos"),
            told("{{ value | round(0) | int }}"),
        );
        let parts: [Option<Part>; 5] = [
            part(Role::Main, Shape::Text, state, None),
            press(Role::Open, &command, "open", false),
            press(Role::Close, &command, "close", false),
            press(Role::Stop, &command, "stop", false),
            part(Role::Position, percent(0.0), place, set),
        ];
        let mut all = vec![
            self.entity(&format!("roller {n}"), "cover", None)
                .with(parts)
                .done(),
        ];
        all.extend(self.meter(&topic, "roller", n, 1));
        all
    }

    fn emeter(&self, n: usize) -> Vec<Named> {
        let quantities = [
            ("power", "Power", "power", "W", false),
            ("voltage", "Voltage", "voltage", "V", false),
            ("current", "Current", "current", "A", false),
            ("pf", "Power factor", "power_factor", "", false),
            ("total", "Energy", "energy", "Wh", true),
            ("total_returned", "Energy given back", "energy", "Wh", true),
        ];
        let all = quantities
            .into_iter()
            .map(|(key, name, class, unit, total)| {
                let part = number(&self.at(&format!("emeter/{n}/{key}")), None, unit, total);
                let it = self.entity(&format!("emeter {n} {key}"), "sensor", numbered(name, n, 2));
                it.class(Some(class)).with([part]).done()
            });
        all.collect()
    }

    fn sensor(&self, sensor: &str) -> Named {
        let topic = self.at(&format!("sensor/{sensor}"));
        // Numbers that say that there is none.
        let within = |low: i32, high: i32| {
            let said = format!(
                "{{% set said = value | float %}}{{% if said > {low} and said < {high} %}}{{{{ value }}}}{{% endif %}}"
            );
            Some(said)
        };
        let truth = |on: &str, off: &str| {
            let reads = reads(&topic, None, on_off(on, off));
            part(Role::Main, Shape::OnOff, reads, None)
        };
        let (component, class, part) = match sensor {
            "temperature" => (
                "sensor",
                "temperature",
                number(&topic, within(-100, 900), "°C", false),
            ),
            "humidity" => (
                "sensor",
                "humidity",
                number(&topic, within(0, 900), "%", false),
            ),
            "battery" => (
                "sensor",
                "battery",
                number(&topic, within(-1, 101), "%", false),
            ),
            "lux" => (
                "sensor",
                "illuminance",
                number(&topic, within(-1, 1_000_000), "lx", false),
            ),
            "tilt" => ("sensor", "", number(&topic, within(-1, 361), "°", false)),
            "concentration" => ("sensor", "", number(&topic, None, "ppm", false)),
            "state" => ("binary_sensor", "door", truth("open", "close")),
            "flood" => ("binary_sensor", "moisture", truth("true", "false")),
            "smoke" => ("binary_sensor", "smoke", truth("true", "false")),
            "motion" => ("binary_sensor", "motion", truth("true", "false")),
            "vibration" => ("binary_sensor", "vibration", truth("1", "0")),
            _ => (
                "sensor",
                "",
                part(
                    Role::Main,
                    Shape::Text,
                    reads(&topic, None, Decode::Text),
                    None,
                ),
            ),
        };
        let name = match sensor {
            "state" => "Door".to_owned(),
            "lux" => "Light".to_owned(),
            other => text::sentence(other),
        };
        let category = match sensor {
            "battery" | "operation" => Category::Diagnostic,
            _ => Category::Main,
        };
        let it = self.entity(&format!("sensor {sensor}"), component, Some(name));
        let it = it
            .class((!class.is_empty()).then_some(class))
            .category(category);
        it.with([part]).done()
    }
}

/// With a number where there are several.
fn numbered(name: &str, n: usize, of: usize) -> Option<String> {
    Some(match of {
        0 | 1 => name.to_owned(),
        _ => format!("{name} {}", n + 1),
    })
}
