//! What is measured: objects of values, lists of them where there are several. What it is called says its unit.

use serde_json::Value;
use tilework_core::binding::Decode;

use super::config::Config;
use crate::{
    limits,
    making::{measured, member, part, path, reads},
    merge::Named,
    model::{Category, Reads, Role, Shape},
    text,
};

/// Of one device.
const MOST: usize = 500;
/// Whose values say nothing to people.
const READERS: [&str; 2] = ["PN532", "RDM6300"];

/// `said`: the message that it will send, with values of the moment in which it was announced.
pub fn of(config: &Config<'_>, said: Option<&Value>) -> Vec<Named> {
    let mut all = vec![];
    if let Some(Value::Object(sensors)) = said {
        // Switches and the words for units lie between the sensors.
        for (sensor, values) in sensors {
            if !READERS.contains(&sensor.as_str()) && values.is_object() {
                walk(
                    config,
                    said.unwrap_or(&Value::Null),
                    &mut vec![sensor],
                    values,
                    &mut all,
                );
            }
        }
    }
    all.push(signal(config));
    all
}

fn walk<'a>(
    config: &Config<'_>,
    said: &Value,
    keys: &mut Vec<&'a str>,
    value: &'a Value,
    all: &mut Vec<Named>,
) {
    if all.len() >= MOST {
        return;
    }
    match value {
        Value::Object(values) if keys.len() < 4 => {
            for (key, value) in values {
                if !matches!(key.as_str(), "Time" | "TotalStartTime" | "Id") {
                    keys.push(key);
                    walk(config, said, keys, value, all);
                    keys.pop();
                }
            }
        }
        // One of each phase or channel.
        Value::Array(values) if values.len() <= 32 => {
            for (n, value) in values.iter().enumerate() {
                all.extend(sensor(config, said, keys, value, Some(n)));
            }
        }
        Value::Number(_) | Value::String(_) | Value::Null => {
            all.extend(sensor(config, said, keys, value, None));
        }
        _ => {}
    }
}

fn sensor(
    config: &Config<'_>,
    said: &Value,
    keys: &[&str],
    value: &Value,
    nth: Option<usize>,
) -> Option<Named> {
    let template = match nth {
        None => member(keys)?,
        Some(n) => {
            // A list may be shorter than it was announced, or one value.
            let all = path("value_json", keys)?;
            let first = if n == 0 { "s" } else { "s[99]" };
            format!(
                "{{% set s = {all} | is_defined %}}{{{{ (s[{n}] if s is sequence and s is not string else {first}) | is_defined }}}}"
            )
        }
    };
    let last = keys.last()?;
    let sensor = keys.first()?;
    // Pins are told by a digit.
    let plain = last.trim_end_matches(|c: char| c.is_ascii_digit());
    let what = what(sensor, last).or_else(|| what(sensor, plain));
    let is_text = value.is_string() && what.is_none();
    let decode = if is_text {
        Decode::Text
    } else {
        Decode::Number
    };
    let reads = reads(&config.telemetry("SENSOR"), Some(template), decode);
    let (class, unit, total) = what.unwrap_or(("", "", false));
    let unit = match unit {
        "temperature" => Some(degrees(said)),
        "pressure" => word(said, "PressureUnit").or(Some("hPa".to_owned())),
        "speed" => word(said, "SpeedUnit").or(Some("m/s".to_owned())),
        unit => text::unit(unit),
    };
    let reads = reads.map(|reads| Reads { unit, ..reads });
    let shape = if is_text {
        Shape::Text
    } else {
        measured(total)
    };
    let mut own = keys.join(" ");
    if let Some(n) = nth {
        own = format!("{own} {}", n + 1);
    }
    own.truncate(own.floor_char_boundary(limits::WORD));
    let it = config.entity(&format!("sensor {own}"), "sensor");
    let it = it.called(Some(&called(keys, nth)));
    let it = it.class(Some(class).filter(|class| !class.is_empty()));
    Some(it.with([part(Role::Main, shape, reads, None)]).done())
}

/// What it is, and of which sensor: `Power (ENERGY)` says little, where there is one sensor only; `DS18B20-1 Temperature` much.
fn called(keys: &[&str], nth: Option<usize>) -> String {
    let names = keys.iter().enumerate().map(|(n, key)| match (n, *key) {
        (0, "ENERGY") => String::new(),
        (0, key) => key.to_owned(),
        (_, key) => spaced(key),
    });
    let names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
    let number = nth.map(|n| format!(" {}", n + 1)).unwrap_or_default();
    format!("{}{number}", names.join(" "))
}

/// `ApparentPower` as `Apparent power`; `CO2` stays.
fn spaced(key: &str) -> String {
    let mut spaced = String::new();
    let mut before = 'A';
    for letter in key.chars() {
        if letter.is_ascii_uppercase() && before.is_ascii_lowercase() {
            spaced.push(' ');
            spaced.extend(letter.to_lowercase());
        } else {
            spaced.push(letter);
        }
        before = letter;
    }
    spaced
}

fn word(said: &Value, key: &str) -> Option<String> {
    text::unit(said.get(key)?.as_str()?)
}

fn degrees(said: &Value) -> String {
    let fahrenheit = said.get("TempUnit").and_then(Value::as_str) == Some("F");
    if fahrenheit { "°F" } else { "°C" }.to_owned()
}

/// What is measured, its unit, and whether it counts on and on.
fn what(sensor: &str, quantity: &str) -> Option<(&'static str, &'static str, bool)> {
    // Of these the energy is that of an echo.
    if quantity == "Energy" || matches!(sensor, "AS3935" | "LD2410") {
        return None;
    }
    Some(match quantity {
        "Temperature" | "DewPoint" | "ObjTemp" | "AmbTemp" => ("temperature", "temperature", false),
        "Humidity" => ("humidity", "%", false),
        "Moisture" => ("moisture", "%", false),
        "Battery" => ("battery", "%", false),
        "Pressure" | "SeaPressure" => ("pressure", "pressure", false),
        "Speed" => ("speed", "speed", false),
        "Illuminance" | "Ambient" => ("illuminance", "lx", false),
        "Power" => ("power", "W", false),
        "ApparentPower" => ("apparent_power", "VA", false),
        "ReactivePower" => ("reactive_power", "VAr", false),
        "Voltage" => ("voltage", "V", false),
        "Current" => ("current", "A", false),
        "Frequency" => ("frequency", "Hz", false),
        "Total" | "ExportActive" | "ImportActive" | "TotalTariff" => ("energy", "kWh", true),
        "Today" | "Yesterday" => ("energy", "kWh", false),
        "Factor" => ("power_factor", "", false),
        "PhaseAngle" => ("", "°", false),
        "CarbonDioxide" | "CO2" | "eCO2" => ("carbon_dioxide", "ppm", false),
        "TVOC" => ("", "ppb", false),
        "PM1" | "PM2.5" | "PM10" => ("", "µg/m³", false),
        "Distance" => ("distance", "cm", false),
        "Weight" => ("weight", "kg", false),
        "CCT" => ("", "K", false),
        _ => return None,
    })
}

/// How well it is heard.
fn signal(config: &Config<'_>) -> Named {
    let reads = reads(
        &config.telemetry("STATE"),
        member(&["Wifi", "RSSI"]),
        Decode::Number,
    );
    let reads = reads.map(|reads| Reads {
        unit: Some("%".to_owned()),
        ..reads
    });
    let it = config.entity("signal", "sensor").called(Some("Signal"));
    let it = it
        .class(Some("signal_strength"))
        .category(Category::Diagnostic);
    it.with([part(Role::Main, measured(false), reads, None)])
        .done()
}
