//! A greenhouse whose soil is charted.

use serde_json::json;
use tilework_core::id::{BindingKey, BrokerId, TileId};
pub use tilework_core::value::Value;
use tilework_engine::api::*;
use tilework_mosquitto::{Mosquitto, Options};

use super::{App, draft, key, number, untouched};

pub const COLOR: &str = "#57b6ff";

/// An app with one broker and a number on `soil`.
pub struct Greenhouse {
    pub mosquitto: Mosquitto,
    pub app: App,
    pub broker: BrokerId,
    pub tile: TileId,
    pub value: BindingKey,
}

pub struct Drawn {
    pub scales: serde_json::Value,
    pub svg: String,
}

impl Greenhouse {
    pub async fn open() -> Self {
        let mosquitto = Mosquitto::start(Options::default()).await;
        let mut app = App::start().await;
        let broker = app.connect(draft(mosquitto.port(), ""), untouched()).await;
        let tile = app.tile(number(&broker, "soil"), "value").await;
        Self {
            mosquitto,
            app,
            value: key(&tile, "value"),
            broker,
            tile,
        }
    }

    /// One after the other; returns when the tile shows the last.
    pub async fn says(&mut self, values: &[&str]) {
        for said in values {
            let value = self.value.clone();
            let shown = Value::Number(said.parse().unwrap());
            self.publishes("soil", said, &value, shown).await;
        }
    }

    /// Returns when the binding shows the value: the next message has another time.
    pub async fn publishes(&mut self, topic: &str, said: &str, key: &BindingKey, shown: Value) {
        self.mosquitto.publish(topic, said.as_bytes(), false).await;
        let (what, key) = (format!("{shown:?}"), key.clone());
        self.app
            .screen
            .until(&what, |s| {
                let reading = s.readings.get(&key);
                reading.is_some_and(|reading| reading.value.as_ref() == Some(&shown))
            })
            .await;
    }

    /// Of the last quarter of an hour.
    pub fn request(&self) -> ChartRequest {
        request(&self.value)
    }

    pub async fn picture(&self, change: impl FnOnce(&mut ChartRequest)) -> Drawn {
        let mut request = self.request();
        change(&mut request);
        let bytes = self.app.engine.draw_chart(request).await.unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (scales, svg) = text.split_once('\n').unwrap();
        Drawn {
            scales: serde_json::from_str(scales).unwrap(),
            svg: svg.to_owned(),
        }
    }
}

pub fn request(binding: &BindingKey) -> ChartRequest {
    let axis = json!({"unit": "<b>%", "minimum": null, "maximum": null, "logarithmic": false});
    let series = json!({"binding": binding, "label": "Soil", "color": COLOR, "style": "area", "smooth": false, "axis": "left"});
    serde_json::from_value(json!({
        "series": [series], "plot": {"kind": "lines"}, "width": 400, "height": 200,
        "range": {"kind": "last", "seconds": 900, "exact": false}, "compare": null,
        "axes": true, "left": axis, "right": null, "thresholds": [], "markers": [],
        "palette": {"surface": "#15181d", "text": "#6b7682", "grid": "#22262b", "states": ["#57b6ff", "#ff8a73"]},
        "locale": {
            "timeZone": "Europe/Berlin", "months": ["Jan"], "weekdays": ["Mon"], "dayPeriods": null, "dayFirst": true,
            "decimalSeparator": ".", "groupSeparator": ",", "on": "On", "off": "Off",
        },
    }))
    .unwrap()
}

pub fn now() -> i64 {
    let since = std::time::UNIX_EPOCH.elapsed().unwrap();
    i64::try_from(since.as_millis()).unwrap()
}
