//! What one component is read by, and the calls that it is told by.

use serde_json::json;
use tilework_core::{binding::Decode, command::PayloadRule};

use super::{
    components::{Component, Quantity},
    second::EVENT,
};
use crate::{
    making::{
        measured, member, number, on_off, part, path, percent, press, reads, sends, told,
        told_on_off,
    },
    merge::Named,
    model::{Part, Reads, Role, Sends, Shape},
};

impl Component<'_> {
    /// A key is in its whole status, or in a notification among those of other components.
    pub(super) fn reads(&self, keys: &[&str], decode: Decode) -> Option<Reads> {
        if self.whole {
            return reads(
                &format!("{}/status/{}", self.root, self.name),
                member(keys),
                decode,
            );
        }
        let mut whole = vec!["params", self.name];
        whole.extend(keys);
        reads(&format!("{}/events/rpc", self.root), member(&whole), decode)
    }

    pub(super) fn on_off(&self, key: &str) -> Option<Reads> {
        self.reads(&[key], on_off("True", "False"))
    }

    pub(super) fn quantity(&self, (keys, _, _, unit, total): &Quantity) -> Option<Part> {
        let reads = self.reads(keys, Decode::Number)?;
        let unit = (!unit.is_empty()).then(|| (*unit).to_owned());
        part(
            Role::Main,
            measured(*total),
            Some(Reads { unit, ..reads }),
            None,
        )
    }

    /// `params` beside its number, as JSON without braces; a template may stand in it.
    pub(super) fn call(&self, method: &str, params: &str) -> String {
        let comma = if params.is_empty() { "" } else { "," };
        let number = self.number.parse::<u32>().unwrap_or_default();
        format!(
            r#"{{"id":1,"src":"tilework","method":"{method}","params":{{"id":{number}{comma}{params}}}}}"#
        )
    }

    pub(super) fn sends(&self, payload: PayloadRule) -> Option<Sends> {
        sends(&format!("{}/rpc", self.root), payload)
    }

    pub(super) fn switched(&self, method: &str) -> Option<Part> {
        let call = |on: &str| self.call(&format!("{method}.Set"), &format!(r#""on":{on}"#));
        let sends = self.sends(told_on_off(&call("true"), &call("false")));
        part(Role::Main, Shape::OnOff, self.on_off("output"), sends)
    }

    pub(super) fn level(
        &self,
        role: Role,
        shape: Shape,
        key: &str,
        unit: &str,
        call: &str,
    ) -> Option<Part> {
        let unit = Some(unit.to_owned());
        let reads = self
            .reads(&[key], Decode::Number)
            .map(|reads| Reads { unit, ..reads });
        part(role, shape, reads, self.sends(told(call)))
    }

    pub(super) fn brightness(&self, method: &str) -> Option<Part> {
        let call = self.call(
            &format!("{method}.Set"),
            r#""on":true,"brightness":{{ value | round(0) | int }}"#,
        );
        self.level(Role::Brightness, percent(1.0), "brightness", "%", &call)
    }

    pub(super) fn warmth(&self) -> Option<Part> {
        let call = self.call("CCT.Set", r#""on":true,"ct":{{ value | round(0) | int }}"#);
        let shape = number(Some(2_700.0), Some(6_500.0), Some(50.0), Some(0));
        self.level(Role::ColorTemperature, shape, "ct", "K", &call)
    }

    pub(super) fn cover(&self) -> Vec<Option<Part>> {
        let topic = format!("{}/rpc", self.root);
        let pressed = |role, word: &str, says: Option<&str>| {
            let part = press(
                role,
                &topic,
                &self.call(&format!("Cover.{word}"), ""),
                false,
            )?;
            let says = says.map(str::to_owned);
            Some(Part { says, ..part })
        };
        let position = self.call(
            "Cover.GoToPosition",
            r#""pos":{{ value | round(0) | int }}"#,
        );
        let slats = self.call(
            "Cover.GoToPosition",
            r#""slat_pos":{{ value | round(0) | int }}"#,
        );
        let tilts = self.keys.contains(&"slat_pos");
        vec![
            part(
                Role::Main,
                Shape::Text,
                self.reads(&["state"], Decode::Text),
                None,
            ),
            pressed(Role::Open, "Open", Some("open")),
            pressed(Role::Close, "Close", Some("closed")),
            pressed(Role::Stop, "Stop", None),
            self.level(Role::Position, percent(0.0), "current_pos", "%", &position),
            tilts
                .then(|| self.level(Role::Tilt, percent(0.0), "slat_pos", "%", &slats))
                .flatten(),
        ]
    }

    pub(super) fn thermostat(&self) -> Vec<Option<Part>> {
        let unit = Some("°C".to_owned());
        let now = self
            .reads(&["current_C"], Decode::Number)
            .map(|reads| Reads { unit, ..reads });
        let number_of = self.number.parse::<u32>().unwrap_or_default();
        let call = format!(
            r#"{{"id":1,"src":"tilework","method":"Thermostat.SetConfig","params":{{"config":{{"id":{number_of},"target_C":{{{{ value }}}}}}}}}}"#
        );
        let shape = number(Some(5.0), Some(35.0), Some(0.5), Some(1));
        vec![
            part(Role::Current, measured(false), now, None),
            self.level(Role::Target, shape, "target_C", "°C", &call),
        ]
    }

    /// On or off, how far, and how it was pushed: as it is set up, it says some of these.
    pub(super) fn input(&self, entity: &dyn Fn(&str, &str, Option<&str>) -> Named) -> Vec<Named> {
        let mut all = vec![];
        if self.keys.contains(&"state") {
            let it = entity("state", "binary_sensor", Some("Input"));
            all.push(
                it.with([part(Role::Main, Shape::OnOff, self.on_off("state"), None)])
                    .done(),
            );
        }
        if self.keys.contains(&"percent") {
            let it = entity("percent", "sensor", Some("Input"));
            all.push(
                it.with([self.quantity(&(&["percent"], "", "", "%", false))])
                    .done(),
            );
        }
        if self.keys.contains(&EVENT) {
            // The last of this input's in the notification.
            let name = json!(self.name);
            let events = path("value_json", &["params", "events"]).unwrap_or_default();
            let template = format!(
                "{{{{ ({events} | is_defined | selectattr('component', 'equalto', {name}) | list | last).event | is_defined }}}}"
            );
            let reads = reads(
                &format!("{}/events/rpc", self.root),
                Some(template),
                Decode::Text,
            );
            let it = entity("event", "event", Some("Push"));
            all.push(it.with([part(Role::Main, Shape::Text, reads, None)]).done());
        }
        all
    }

    /// What a person made in the device for his scripts.
    pub(super) fn own_value(&self) -> Option<Part> {
        let call = |method: &str, value: &str| {
            self.call(&format!("{method}.Set"), &format!(r#""value":{value}"#))
        };
        match self.kind {
            "boolean" => {
                let sends = self.sends(told_on_off(
                    &call("Boolean", "true"),
                    &call("Boolean", "false"),
                ));
                part(Role::Main, Shape::OnOff, self.on_off("value"), sends)
            }
            "number" => {
                let sends = self.sends(told(&call("Number", "{{ value }}")));
                part(
                    Role::Main,
                    number(None, None, None, None),
                    self.reads(&["value"], Decode::Number),
                    sends,
                )
            }
            kind => {
                let method = if kind == "enum" { "Enum" } else { "Text" };
                let sends = self.sends(told(&call(method, "{{ value | tojson }}")));
                part(
                    Role::Main,
                    Shape::Text,
                    self.reads(&["value"], Decode::Text),
                    sends,
                )
            }
        }
    }
}
