//! Icon and colour of a tile whose device says nothing of them.

use tilework_core::tile::Accent;

use crate::model::{Entity, Part, Role, Shape};

/// By what is measured, else by the component; by the role before both. Names of Material Design Icons.
const ICONS: [(&str, &str); 40] = [
    ("temperature", "thermometer"),
    ("humidity", "water-percent"),
    ("moisture", "water"),
    ("battery", "battery"),
    ("voltage", "sine-wave"),
    ("current", "current-ac"),
    ("power", "flash"),
    ("energy", "meter-electric"),
    ("illuminance", "brightness-5"),
    ("pressure", "gauge"),
    ("atmospheric_pressure", "gauge"),
    ("carbon_dioxide", "molecule-co2"),
    ("signal_strength", "wifi"),
    ("wind_speed", "weather-windy"),
    ("precipitation", "weather-rainy"),
    ("water", "water"),
    ("gas", "fire"),
    ("smoke", "fire"),
    ("motion", "motion-sensor"),
    ("occupancy", "motion-sensor"),
    ("door", "door"),
    ("garage_door", "garage"),
    ("garage", "garage"),
    ("window", "window-closed-variant"),
    ("timestamp", "clock-outline"),
    ("duration", "timer-outline"),
    ("distance", "ruler"),
    ("weight", "weight"),
    ("speed", "speedometer"),
    ("outlet", "power-socket-de"),
    ("restart", "restart"),
    ("light", "lightbulb"),
    ("fan", "fan"),
    ("lock", "lock"),
    ("cover", "blinds"),
    ("climate", "thermostat"),
    ("siren", "alarm-light"),
    ("vacuum", "robot-vacuum"),
    ("lawn_mower", "robot-mower"),
    ("update", "package-up"),
];

const ACCENTS: [(&str, Accent); 16] = [
    ("temperature", Accent::Coral),
    ("humidity", Accent::Sky),
    ("moisture", Accent::Sky),
    ("water", Accent::Sky),
    ("battery", Accent::Green),
    ("power", Accent::Amber),
    ("energy", Accent::Violet),
    ("voltage", Accent::Violet),
    ("current", Accent::Violet),
    ("illuminance", Accent::Amber),
    ("light", Accent::Amber),
    ("door", Accent::Rose),
    ("window", Accent::Rose),
    ("motion", Accent::Rose),
    ("smoke", Accent::Coral),
    ("carbon_dioxide", Accent::Green),
];

/// In a list, where no kind of tile says what it looks like.
const COMPONENTS: [(&str, &str); 12] = [
    ("switch", "toggle-switch-outline"),
    ("binary", "radiobox-marked"),
    ("binary_sensor", "radiobox-marked"),
    ("sensor", "eye-outline"),
    ("numeric", "eye-outline"),
    ("number", "tune-variant"),
    ("select", "form-dropdown"),
    ("enum", "form-dropdown"),
    ("text", "form-textbox"),
    ("button", "gesture-tap-button"),
    ("camera", "cctv"),
    ("event", "bell-outline"),
];

/// By nothing but the component.
pub fn of_component(entity: &Entity) -> Option<&'static str> {
    let found = COMPONENTS.iter().find(|it| it.0 == entity.component);
    found.map(|it| it.1)
}

/// What on and off mean, by what is measured, and the colours of both. Home Assistant's words (`binary_sensor/strings.json`), or shorter.
const MEANINGS: [(&str, [(&str, Accent); 2]); 21] = [
    (
        "battery",
        [("Low", Accent::Coral), ("Full enough", Accent::Green)],
    ),
    (
        "battery_charging",
        [("Charging", Accent::Amber), ("Not charging", Accent::Green)],
    ),
    (
        "carbon_monoxide",
        [("Detected", Accent::Coral), ("Clear", Accent::Green)],
    ),
    ("cold", [("Cold", Accent::Sky), ("Normal", Accent::Green)]),
    (
        "connectivity",
        [("Connected", Accent::Green), ("Away", Accent::Rose)],
    ),
    ("door", [("Open", Accent::Amber), ("Closed", Accent::Green)]),
    (
        "garage_door",
        [("Open", Accent::Amber), ("Closed", Accent::Green)],
    ),
    ("gas", [("Gas", Accent::Coral), ("No gas", Accent::Green)]),
    ("heat", [("Hot", Accent::Coral), ("Normal", Accent::Green)]),
    (
        "lock",
        [("Unlocked", Accent::Amber), ("Locked", Accent::Green)],
    ),
    ("moisture", [("Wet", Accent::Sky), ("Dry", Accent::Green)]),
    (
        "motion",
        [("Motion", Accent::Amber), ("No motion", Accent::Green)],
    ),
    (
        "occupancy",
        [("Occupied", Accent::Amber), ("Free", Accent::Green)],
    ),
    (
        "opening",
        [("Open", Accent::Amber), ("Closed", Accent::Green)],
    ),
    (
        "plug",
        [("Plugged in", Accent::Teal), ("Unplugged", Accent::Green)],
    ),
    (
        "problem",
        [("Problem", Accent::Coral), ("All well", Accent::Green)],
    ),
    (
        "safety",
        [("Unsafe", Accent::Coral), ("Safe", Accent::Green)],
    ),
    (
        "smoke",
        [("Smoke", Accent::Coral), ("No smoke", Accent::Green)],
    ),
    (
        "tamper",
        [
            ("Tampered with", Accent::Coral),
            ("Untouched", Accent::Green),
        ],
    ),
    (
        "vibration",
        [("Shaking", Accent::Amber), ("Still", Accent::Green)],
    ),
    (
        "window",
        [("Open", Accent::Amber), ("Closed", Accent::Green)],
    ),
];

/// What on and off mean for this entity. `None`: just that.
pub fn meaning(entity: &Entity) -> Option<[(&'static str, Accent); 2]> {
    let class = entity.class.as_deref()?;
    MEANINGS.iter().find(|it| it.0 == class).map(|it| it.1)
}

fn of<T: Copy>(table: &[(&str, T)], entity: &Entity) -> Option<T> {
    let by = |word: &str| table.iter().find(|it| it.0 == word).map(|it| it.1);
    let class = entity.class.as_deref().and_then(by);
    class.or_else(|| by(&entity.component))
}

/// By what it measures or is.
pub fn of_entity(entity: &Entity) -> Option<&'static str> {
    of(&ICONS, entity)
}

/// `None`: the kind's own.
pub fn icon(entity: &Entity, part: &Part) -> Option<&'static str> {
    let own = match part.role {
        Role::Brightness => "brightness-6",
        Role::ColorTemperature => "temperature-kelvin",
        Role::Open => "arrow-up",
        Role::Close => "arrow-down",
        Role::Stop => "stop",
        Role::Lock => "lock",
        Role::Unlock => "lock-open-variant",
        Role::Start => "play",
        Role::Pause => "pause",
        Role::Dock => "home",
        Role::Speed => "fan",
        Role::Target | Role::TargetHigh | Role::TargetLow => "thermostat",
        Role::Current if entity.component != "humidifier" => "thermometer",
        Role::Current | Role::Humidity => "water-percent",
        Role::Install => "package-up",
        _ => return of(&ICONS, entity),
    };
    Some(own)
}

pub fn accent(entity: &Entity, part: &Part) -> Accent {
    let told = part.sends.is_some() || matches!(part.shape, Shape::Press { .. });
    of(&ACCENTS, entity).unwrap_or(if told { Accent::Teal } else { Accent::Green })
}
