//! The devices: what each one says, and what it does when told.

use serde_json::{Value, json};

use crate::simulation::Greenhouse;

/// A topic and the payload for it.
pub(crate) type Report = (&'static str, String);

/// One device, as data; [`crate::client`] makes it live.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Device {
    /// Its MQTT client id too.
    pub id: &'static str,
    pub name: &'static str,
    pub model: &'static str,
    /// Topics that it listens to.
    pub commands: &'static [&'static str],
    /// What it says of the greenhouse, retained.
    pub report: fn(&Greenhouse) -> Vec<Report>,
    /// Does what it is told. `false`: the payload made no sense, and the device stays silent, as real ones do.
    pub obey: fn(&mut Greenhouse, topic: &str, payload: &str) -> bool,
    /// Where it says `online`, and the broker `offline` for it (last will, MQTT 3.1.1 §3.1.2.5).
    pub availability: Option<&'static str>,
    /// Whether it drops off again and again.
    pub wanders: bool,
    /// Its Home Assistant entities: component, object id, and what is special about it.
    pub entities: fn() -> Vec<(&'static str, &'static str, Value)>,
}

fn deaf(_: &mut Greenhouse, _: &str, _: &str) -> bool {
    false
}

fn on_off(on: bool) -> String {
    if on { "ON" } else { "OFF" }.to_owned()
}

/// `ON` or `OFF`, as the devices' discovery configurations say.
fn wanted(payload: &str) -> Option<bool> {
    match payload {
        "ON" => Some(true),
        "OFF" => Some(false),
        _ => None,
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
fn percent(payload: &str) -> Option<u8> {
    let number: f64 = payload.trim().parse().ok()?;
    number
        .is_finite()
        .then(|| number.round().clamp(0.0, 100.0) as u8)
}

fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

pub(crate) static DEVICES: [Device; 9] = [
    Device {
        id: "greenhouse-climate",
        name: "Climate sensor",
        model: "TH-1",
        commands: &[],
        report: |it| {
            let text = json!({
                "temperature": rounded(it.air), "humidity": rounded(it.humidity), "battery": it.battery().round() as i64,
            });
            vec![("greenhouse/climate", text.to_string())]
        },
        obey: deaf,
        availability: None,
        wanders: false,
        entities: || {
            let sensor = |class: &str, unit: &str| {
                json!({
                    "state_topic": "greenhouse/climate", "value_template": format!("{{{{ value_json.{class} }}}}"),
                    "device_class": class, "unit_of_measurement": unit, "state_class": "measurement",
                })
            };
            vec![
                ("sensor", "air_temperature", sensor("temperature", "°C")),
                ("sensor", "air_humidity", sensor("humidity", "%")),
                ("sensor", "climate_battery", sensor("battery", "%")),
            ]
        },
    },
    Device {
        id: "greenhouse-soil",
        name: "Soil sensor",
        model: "SM-1",
        commands: &[],
        report: |it| vec![("greenhouse/soil/moisture", format!("{:.1}", it.soil))],
        obey: deaf,
        availability: None,
        wanders: false,
        entities: || {
            let soil = json!({
                "state_topic": "greenhouse/soil/moisture", "device_class": "moisture", "unit_of_measurement": "%",
                "state_class": "measurement", "icon": "mdi:sprout",
            });
            vec![("sensor", "soil_moisture", soil)]
        },
    },
    Device {
        id: "greenhouse-pump",
        name: "Irrigation pump",
        model: "P-240",
        commands: &["greenhouse/pump/set", "greenhouse/pump/pulse"],
        report: |it| vec![("greenhouse/pump/state", on_off(it.pump_on()))],
        obey: |it, topic, payload| match topic {
            "greenhouse/pump/set" => wanted(payload).map(|on| it.switch_pump(on)).is_some(),
            _ => {
                let length = payload
                    .trim()
                    .parse::<f64>()
                    .ok()
                    .filter(|length| length.is_finite() && *length > 0.0);
                length.map(|length| it.pulse_pump(length)).is_some()
            }
        },
        availability: Some("greenhouse/pump/availability"),
        wanders: false,
        entities: || {
            let switch = json!({
                "state_topic": "greenhouse/pump/state", "command_topic": "greenhouse/pump/set", "icon": "mdi:water-pump",
            });
            let button = json!({
                "command_topic": "greenhouse/pump/pulse", "payload_press": "10", "icon": "mdi:watering-can",
            });
            vec![("switch", "pump", switch), ("button", "pump_pulse", button)]
        },
    },
    Device {
        id: "greenhouse-lights",
        name: "Grow lights",
        model: "GL-160",
        commands: &["greenhouse/lights/set", "greenhouse/lights/brightness/set"],
        report: |it| {
            vec![
                ("greenhouse/lights/state", on_off(it.lights)),
                ("greenhouse/lights/brightness", it.brightness.to_string()),
            ]
        },
        obey: |it, topic, payload| match topic {
            "greenhouse/lights/set" => wanted(payload).map(|on| it.lights = on).is_some(),
            _ => percent(payload)
                .map(|brightness| it.brightness = brightness)
                .is_some(),
        },
        availability: Some("greenhouse/lights/availability"),
        wanders: false,
        entities: || {
            let light = json!({
                "state_topic": "greenhouse/lights/state", "command_topic": "greenhouse/lights/set",
                "brightness_state_topic": "greenhouse/lights/brightness",
                "brightness_command_topic": "greenhouse/lights/brightness/set", "brightness_scale": 100,
                "on_command_type": "first", "icon": "mdi:lightbulb",
            });
            vec![("light", "grow_lights", light)]
        },
    },
    Device {
        id: "greenhouse-fan",
        name: "Ventilation",
        model: "V-70",
        commands: &["greenhouse/fan/set"],
        report: |it| vec![("greenhouse/fan/state", it.fan.to_string())],
        obey: |it, _, payload| percent(payload).map(|speed| it.fan = speed).is_some(),
        availability: Some("greenhouse/fan/availability"),
        wanders: false,
        entities: || {
            let number = json!({
                "state_topic": "greenhouse/fan/state", "command_topic": "greenhouse/fan/set",
                "min": 0, "max": 100, "step": 1, "unit_of_measurement": "%", "icon": "mdi:fan",
            });
            vec![("number", "fan_speed", number)]
        },
    },
    Device {
        id: "greenhouse-tank",
        name: "Water tank",
        model: "T-500",
        commands: &[],
        report: |it| vec![("greenhouse/tank/level", format!("{:.1}", it.tank))],
        obey: deaf,
        availability: None,
        wanders: false,
        entities: || {
            let level = json!({
                "state_topic": "greenhouse/tank/level", "unit_of_measurement": "%", "state_class": "measurement",
                "icon": "mdi:storage-tank",
            });
            vec![("sensor", "tank_level", level)]
        },
    },
    Device {
        id: "greenhouse-door",
        name: "Door",
        model: "D-1",
        commands: &[],
        report: |it| {
            vec![(
                "greenhouse/door",
                if it.door_open() { "open" } else { "closed" }.to_owned(),
            )]
        },
        obey: deaf,
        availability: None,
        wanders: false,
        entities: || {
            let door = json!({
                "state_topic": "greenhouse/door", "payload_on": "open", "payload_off": "closed", "device_class": "door",
            });
            vec![("binary_sensor", "door", door)]
        },
    },
    Device {
        id: "greenhouse-meter",
        name: "Energy meter",
        model: "EM-1",
        commands: &[],
        report: |it| {
            vec![
                ("greenhouse/meter/power", format!("{:.0}", it.power())),
                ("greenhouse/meter/energy", format!("{:.3}", it.energy)),
            ]
        },
        obey: deaf,
        availability: None,
        wanders: false,
        entities: || {
            let power = json!({
                "state_topic": "greenhouse/meter/power", "device_class": "power", "unit_of_measurement": "W",
                "state_class": "measurement",
            });
            let energy = json!({
                "state_topic": "greenhouse/meter/energy", "device_class": "energy", "unit_of_measurement": "kWh",
                "state_class": "total_increasing",
            });
            vec![("sensor", "power", power), ("sensor", "energy", energy)]
        },
    },
    Device {
        id: "greenhouse-weather",
        name: "Weather station",
        model: "WS-3",
        commands: &[],
        report: |it| {
            let weather = it.outside();
            let text = json!({
                "temperature": rounded(weather.temperature), "humidity": weather.humidity.round() as i64,
                "wind": rounded(weather.wind),
            });
            vec![("greenhouse/weather", text.to_string())]
        },
        obey: deaf,
        availability: Some("greenhouse/weather/availability"),
        wanders: true,
        entities: || {
            let sensor = |key: &str, class: &str, unit: &str| {
                json!({
                    "state_topic": "greenhouse/weather", "value_template": format!("{{{{ value_json.{key} }}}}"),
                    "device_class": class, "unit_of_measurement": unit, "state_class": "measurement",
                })
            };
            vec![
                (
                    "sensor",
                    "outside_temperature",
                    sensor("temperature", "temperature", "°C"),
                ),
                (
                    "sensor",
                    "outside_humidity",
                    sensor("humidity", "humidity", "%"),
                ),
                ("sensor", "wind", sensor("wind", "wind_speed", "m/s")),
            ]
        },
    },
];
