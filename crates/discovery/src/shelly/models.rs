//! What the models of the first generation have, by the beginning of their identifier.

/// Numbers of outputs, inputs and meters, and names of sensors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Has {
    pub relays: usize,
    pub rollers: usize,
    pub lights: usize,
    pub colors: usize,
    pub whites: usize,
    /// Outputs say what they draw.
    pub meters: bool,
    pub emeters: usize,
    pub inputs: usize,
    /// Push buttons that say how they were pushed.
    pub pushes: usize,
    pub sensors: &'static [&'static str],
    /// It sleeps most of the time.
    pub battery: bool,
}

const NOTHING: Has = Has {
    relays: 0,
    rollers: 0,
    lights: 0,
    colors: 0,
    whites: 0,
    meters: false,
    emeters: 0,
    inputs: 0,
    pushes: 0,
    sensors: &[],
    battery: false,
};

const fn relays(relays: usize, meters: bool, inputs: usize) -> Has {
    Has {
        relays,
        meters,
        inputs,
        ..NOTHING
    }
}

const fn light(inputs: usize) -> Has {
    Has {
        lights: 1,
        meters: true,
        inputs,
        ..NOTHING
    }
}

const fn sensors(sensors: &'static [&'static str]) -> Has {
    Has {
        sensors,
        battery: true,
        ..NOTHING
    }
}

/// The beginning of the identifier, what it is called, and what it has.
const MODELS: [(&str, &str, Has); 28] = [
    ("shelly1", "Shelly 1", relays(1, false, 1)),
    ("shelly1pm", "Shelly 1PM", relays(1, true, 1)),
    ("shelly1l", "Shelly 1L", relays(1, true, 2)),
    ("shellyswitch", "Shelly 2", relays(2, true, 2)),
    ("shellyswitch25", "Shelly 2.5", relays(2, true, 2)),
    ("shelly4pro", "Shelly 4Pro", relays(4, true, 4)),
    ("shellyplug", "Shelly Plug", relays(1, true, 0)),
    ("shellyplug-s", "Shelly Plug S", relays(1, true, 0)),
    ("shellyplug-u1", "Shelly Plug US", relays(1, true, 0)),
    ("shellyuni", "Shelly UNI", relays(2, false, 2)),
    (
        "shellyem",
        "Shelly EM",
        Has {
            emeters: 2,
            ..relays(1, false, 0)
        },
    ),
    (
        "shellyem3",
        "Shelly 3EM",
        Has {
            emeters: 3,
            ..relays(1, false, 0)
        },
    ),
    ("shellydimmer", "Shelly Dimmer", light(2)),
    ("shellydimmer2", "Shelly Dimmer 2", light(2)),
    ("shellyvintage", "Shelly Vintage", light(0)),
    ("shellybulbduo", "Shelly Duo", light(0)),
    (
        "shellybulb",
        "Shelly Bulb",
        Has {
            colors: 1,
            ..NOTHING
        },
    ),
    (
        "shellycolorbulb",
        "Shelly Color Bulb",
        Has {
            colors: 1,
            ..NOTHING
        },
    ),
    (
        "shellyrgbw2",
        "Shelly RGBW2",
        Has {
            colors: 1,
            meters: true,
            inputs: 1,
            ..NOTHING
        },
    ),
    (
        "shellyht",
        "Shelly H&T",
        sensors(&["temperature", "humidity", "battery"]),
    ),
    (
        "shellyflood",
        "Shelly Flood",
        sensors(&["flood", "temperature", "battery"]),
    ),
    (
        "shellysmoke",
        "Shelly Smoke",
        sensors(&["smoke", "temperature", "battery"]),
    ),
    (
        "shellygas",
        "Shelly Gas",
        Has {
            battery: false,
            ..sensors(&["gas", "concentration", "operation"])
        },
    ),
    (
        "shellydw",
        "Shelly Door/Window",
        sensors(&["state", "lux", "tilt", "vibration", "battery"]),
    ),
    (
        "shellydw2",
        "Shelly Door/Window 2",
        sensors(&[
            "state",
            "lux",
            "tilt",
            "vibration",
            "temperature",
            "battery",
        ]),
    ),
    (
        "shellyix3",
        "Shelly i3",
        Has {
            inputs: 3,
            pushes: 3,
            ..NOTHING
        },
    ),
    (
        "shellybutton1",
        "Shelly Button 1",
        Has {
            pushes: 1,
            ..sensors(&["battery"])
        },
    ),
    (
        "shellymotionsensor",
        "Shelly Motion",
        Has {
            sensors: &["motion", "lux", "battery"],
            ..NOTHING
        },
    ),
];

/// `shellyplug-s-AABBCC` is one of those that begin with `shellyplug-s`.
pub fn of(id: &str) -> Option<(&'static str, Has)> {
    let id = id.to_ascii_lowercase();
    let (model, _) = id.rsplit_once('-')?;
    let found = MODELS.iter().find(|it| it.0 == model)?;
    Some((found.1, found.2))
}
