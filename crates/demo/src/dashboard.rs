//! The finished dashboard of the greenhouse.

use serde_json::{Map, Value, json};
use tilework_core::{
    binding::Decode,
    command::PayloadRule,
    dashboard::{DASHBOARD_SCHEMA, Dashboard},
    id::{BrokerId, DashboardId, TileId},
    layout::{Layout, Layouts},
    tile::{Accent, TileSize},
};

use crate::plan::{Plan, Read, SMALL, Write, availability, level, number, on_off, switch, value};

const BAR: TileSize = TileSize {
    width: 4,
    height: 2,
};
const CHART: TileSize = TileSize {
    width: 4,
    height: 5,
};

/// Two lines of one unit: on one axis, another unit would flatten one of them.
fn chart(
    title: &'static str,
    accent: Accent,
    wide: [u16; 4],
    series: [Read; 2],
    labels: [&str; 2],
) -> Plan {
    let [label1, label2] = labels;
    Plan {
        kind: "chart",
        title,
        icon: "chart-line",
        accent,
        size: CHART,
        wide,
        reads: series.into(),
        sends: None,
        options: json!({ "spanSeconds": 900, "style": "area", "label1": label1, "label2": label2 }),
    }
}

/// A new dashboard `Greenhouse` on the demo's topics; `tile_id` makes an id for each tile.
#[must_use]
pub fn dashboard(
    id: DashboardId,
    broker: &BrokerId,
    tile_id: &mut dyn FnMut() -> TileId,
) -> Dashboard {
    let plans: Vec<Plan> = plans();
    let mut wide = Map::new();
    let mut tiles = Vec::with_capacity(plans.len());
    for plan in plans {
        let place = plan.wide;
        // Every word of a plan is a constant of this file: a test sees to it that none is left out.
        if let Some(tile) = plan.build(tile_id(), broker) {
            let [column, row, width, height] = place;
            wide.insert(
                tile.id.to_string(),
                json!({ "column": column, "row": row, "width": width, "height": height }),
            );
            tiles.push(tile);
        }
    }
    let wide: Option<Layout> = serde_json::from_value(Value::Object(wide)).ok();
    Dashboard {
        schema_version: DASHBOARD_SCHEMA,
        id,
        name: "Greenhouse".to_owned(),
        tiles,
        layouts: Layouts {
            narrow: None,
            medium: None,
            wide,
        },
    }
}

/// In the order in which a narrow screen shows them.
fn plans() -> Vec<Plan> {
    let percent = || json!({ "minimum": 0, "maximum": 100, "step": 1 });
    let air = |slot| Read {
        template: Some("{{ value_json.temperature }}"),
        ..number(slot, "greenhouse/climate", "°C")
    };
    let humidity = || Read {
        template: Some("{{ value_json.humidity }}"),
        ..number("value", "greenhouse/climate", "%")
    };
    let battery = || Read {
        template: Some("{{ value_json.battery }}"),
        ..number("value", "greenhouse/climate", "%")
    };
    let outside = || Read {
        template: Some("{{ value_json.temperature }}"),
        ..number("value", "greenhouse/weather", "°C")
    };
    vec![
        Plan {
            kind: "switch",
            title: "Grow lights",
            icon: "lightbulb",
            accent: Accent::Amber,
            size: SMALL,
            wide: [0, 0, 2, 3],
            reads: vec![
                on_off("state", "greenhouse/lights/state", "ON", "OFF"),
                availability("greenhouse/lights/availability"),
            ],
            sends: switch("greenhouse/lights/set"),
            options: json!({}),
        },
        Plan {
            kind: "switch",
            title: "Irrigation pump",
            icon: "water-pump",
            accent: Accent::Sky,
            size: SMALL,
            wide: [2, 0, 2, 3],
            reads: vec![
                on_off("state", "greenhouse/pump/state", "ON", "OFF"),
                availability("greenhouse/pump/availability"),
            ],
            sends: switch("greenhouse/pump/set"),
            options: json!({}),
        },
        value(
            "Air temperature",
            "thermometer",
            Accent::Coral,
            [4, 0, 2, 3],
            vec![air("value")],
            1,
        ),
        Plan {
            kind: "gauge",
            title: "Soil moisture",
            icon: "sprout",
            accent: Accent::Sky,
            size: SMALL,
            wide: [6, 0, 2, 3],
            reads: vec![number("value", "greenhouse/soil/moisture", "%")],
            sends: None,
            options: json!({ "minimum": 0, "maximum": 100, "decimals": 0 }),
        },
        chart(
            "Moisture",
            Accent::Sky,
            [0, 3, 4, 5],
            [
                number("series1", "greenhouse/soil/moisture", "%"),
                Read {
                    slot: "series2",
                    ..humidity()
                },
            ],
            ["Soil", "Air"],
        ),
        chart(
            "Temperature",
            Accent::Coral,
            [4, 3, 4, 5],
            [
                air("series1"),
                Read {
                    slot: "series2",
                    ..outside()
                },
            ],
            ["Air", "Outside"],
        ),
        Plan {
            kind: "slider",
            title: "Ventilation",
            icon: "fan",
            accent: Accent::Teal,
            size: BAR,
            wide: [8, 3, 4, 2],
            reads: vec![
                number("state", "greenhouse/fan/state", "%"),
                availability("greenhouse/fan/availability"),
            ],
            sends: level("greenhouse/fan/set"),
            options: percent(),
        },
        Plan {
            kind: "slider",
            title: "Brightness",
            icon: "brightness-6",
            accent: Accent::Amber,
            size: BAR,
            wide: [8, 5, 2, 3],
            reads: vec![
                number("state", "greenhouse/lights/brightness", "%"),
                availability("greenhouse/lights/availability"),
            ],
            sends: level("greenhouse/lights/brightness/set"),
            options: percent(),
        },
        value(
            "Humidity",
            "water-percent",
            Accent::Sky,
            [8, 0, 2, 3],
            vec![humidity()],
            0,
        ),
        Plan {
            kind: "gauge",
            title: "Tank level",
            icon: "storage-tank",
            accent: Accent::Teal,
            size: SMALL,
            wide: [10, 0, 2, 3],
            reads: vec![number("value", "greenhouse/tank/level", "%")],
            sends: None,
            options: json!({ "minimum": 0, "maximum": 100, "decimals": 0 }),
        },
        Plan {
            kind: "button",
            title: "Water for 10 s",
            icon: "watering-can",
            accent: Accent::Sky,
            size: SMALL,
            wide: [10, 5, 2, 3],
            reads: vec![availability("greenhouse/pump/availability")],
            sends: Some(Write {
                slot: "press",
                topic: "greenhouse/pump/pulse",
                payload: PayloadRule::Template {
                    text: "10".to_owned(),
                },
                answer: None,
                tolerance: 0.0,
            }),
            options: json!({}),
        },
        Plan {
            kind: "value",
            title: "Door",
            icon: "door",
            accent: Accent::Rose,
            size: SMALL,
            wide: [0, 8, 2, 3],
            reads: vec![Read {
                decode: Decode::Text,
                unit: None,
                ..number("value", "greenhouse/door", "")
            }],
            sends: None,
            options: json!({ "sparkline": false }),
        },
        value(
            "Power",
            "flash",
            Accent::Amber,
            [2, 8, 2, 3],
            vec![number("value", "greenhouse/meter/power", "W")],
            0,
        ),
        Plan {
            kind: "value",
            title: "Energy",
            icon: "meter-electric",
            accent: Accent::Violet,
            size: SMALL,
            wide: [4, 8, 2, 3],
            reads: vec![number("value", "greenhouse/meter/energy", "kWh")],
            sends: None,
            options: json!({ "sparkline": false, "decimals": 2 }),
        },
        value(
            "Outside temperature",
            "weather-partly-cloudy",
            Accent::Green,
            [6, 8, 2, 3],
            vec![outside(), availability("greenhouse/weather/availability")],
            1,
        ),
        value(
            "Wind",
            "weather-windy",
            Accent::Teal,
            [8, 8, 2, 3],
            vec![
                (Read {
                    template: Some("{{ value_json.wind }}"),
                    ..number("value", "greenhouse/weather", "m/s")
                }),
                availability("greenhouse/weather/availability"),
            ],
            1,
        ),
        Plan {
            kind: "gauge",
            title: "Sensor battery",
            icon: "battery",
            accent: Accent::Green,
            size: SMALL,
            wide: [10, 8, 2, 3],
            reads: vec![battery()],
            sends: None,
            options: json!({ "minimum": 0, "maximum": 100 }),
        },
    ]
}
