//! Ranges of devices as percent, both ways, in templates.

use crate::model::Reads;

/// A range of a device as percent.
#[derive(Debug, Clone, Copy)]
pub struct Range {
    pub at_none: f64,
    pub at_full: f64,
}

/// What a template or payload gives, turned from a range into percent.
pub fn as_percent(reads: Reads, range: Range) -> Reads {
    if range.is_percent() {
        return reads;
    }
    let Range { at_none, at_full } = range;
    let said = match &reads.template {
        Some(template) => {
            format!("{{% set said %}}{template}{{% endset %}}{{% set said = said | trim %}}")
        }
        None => "{% set said = value %}".to_owned(),
    };
    let (none, span) = (written(at_none), written(at_full - at_none));
    // Nothing said stays nothing.
    let template = format!(
        "{said}{{% if said != '' %}}{{{{ ((said | float - ({none})) * 100 / ({span})) | round(0) | int }}}}{{% endif %}}"
    );
    Reads {
        template: Some(template),
        ..reads
    }
}

/// Sets `name` to the number of the range that so many percent (`value`) are, a whole one.
pub fn set_ranged(name: &str, range: Range, lowest: Option<f64>) -> String {
    if range.is_percent() && lowest.is_none() {
        return if name == "value" {
            String::new()
        } else {
            format!("{{% set {name} = value %}}")
        };
    }
    let (none, span) = (
        written(range.at_none),
        written(range.at_full - range.at_none),
    );
    let number = format!("(({none}) + value * ({span}) / 100) | round(0) | int");
    match lowest {
        Some(lowest) => {
            let lowest = written(lowest);
            format!("{{% set {name} = [{lowest}, {number}] | max %}}")
        }
        None => format!("{{% set {name} = {number} %}}"),
    }
}

impl Range {
    pub fn up_to(at_full: f64) -> Self {
        Self {
            at_none: 0.0,
            at_full,
        }
    }

    fn is_percent(self) -> bool {
        self.at_none == 0.0 && self.at_full == 100.0
    }
}

/// A number as JSON and templates write it: 50, not 50.0.
fn written(number: f64) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tilework_core::{
        binding::{Decode, Qos},
        template::PayloadTemplate,
    };

    use super::*;
    use crate::testing::said_by;

    fn read(range: Range, template: Option<&str>, payload: &str) -> String {
        let reads = Reads {
            topic: "t".to_owned(),
            qos: Qos::AtMostOnce,
            template: template.map(str::to_owned),
            decode: Decode::Number,
            unit: None,
        };
        match as_percent(reads, range).template {
            Some(template) => said_by(&template, payload),
            None => payload.to_owned(),
        }
    }

    #[test]
    fn what_a_device_says_of_its_range_is_read_as_percent() {
        for (range, template, payload, shown) in [
            (Range::up_to(255.0), None, "255", "100"),
            (Range::up_to(255.0), None, "128", "50"),
            (Range::up_to(100.0), None, "37.5", "37.5"),
            (
                Range::up_to(254.0),
                Some("{{ value_json.b }}"),
                r#"{"b":127}"#,
                "50",
            ),
            (
                Range {
                    at_none: 100.0,
                    at_full: 0.0,
                },
                None,
                "30",
                "70",
            ),
            (
                Range::up_to(255.0),
                Some("{{ value_json.b | is_defined }}"),
                "{}",
                "",
            ),
        ] {
            assert_eq!(read(range, template, payload), shown, "{range:?} {payload}");
        }
    }

    #[test]
    fn percent_become_a_whole_number_of_the_range() {
        for (range, lowest, percent, sent) in [
            (Range::up_to(255.0), Some(1.0), 50, "128"),
            (Range::up_to(255.0), Some(1.0), 0, "1"),
            (
                Range {
                    at_none: 100.0,
                    at_full: 0.0,
                },
                None,
                30,
                "70",
            ),
            (Range::up_to(100.0), None, 30, "30"),
        ] {
            let text = format!("{}{{{{ value }}}}", set_ranged("value", range, lowest));
            let rendered = PayloadTemplate::parse(&text)
                .unwrap()
                .render(&json!(percent));
            assert_eq!(rendered.unwrap(), sent, "{range:?} {percent}");
        }
    }
}
