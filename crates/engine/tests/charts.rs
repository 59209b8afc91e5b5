//! Charts of what a real Mosquitto delivered, as the UI asks for them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use common::*;
use serde_json::json;
use tilework_core::value::Value;
use tilework_engine::api::*;
use tilework_mosquitto::{Mosquitto, Options};

fn request(binding: &str, color: &str) -> ChartRequest {
    serde_json::from_value(json!({
        "series": [{"binding": binding, "color": color, "style": "area"}],
        "width": 400, "height": 200, "spanSeconds": 900, "unit": "<b>%", "axes": true, "minimum": null, "maximum": null,
        "palette": {"surface": "#15181d", "text": "#6b7682", "grid": "#22262b"}, "utcOffsetMinutes": 120,
    }))
    .unwrap()
}

#[tokio::test]
async fn samples_become_a_picture_with_its_scales_and_a_png() {
    let mosquitto = Mosquitto::start(Options::default()).await;
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path()).await;
    let form = draft(mosquitto.port(), "");
    let saved = engine.save_broker(form, untouched()).await.unwrap();
    let dashboard = saved.dashboard.unwrap().dashboard.id;
    let tile = add_tile(&engine, &dashboard, number(&saved.broker.broker.id, "soil")).await;
    let value = key(&tile, "value");
    let mut screen = Screen::open(&engine).await;
    screen.watch(vec![value.clone()]).await;
    screen.until_online(&saved.broker.broker.id).await;
    for moisture in ["30", "42", "38"] {
        mosquitto.publish("soil", moisture.as_bytes(), false).await;
    }
    screen
        .until("38", |s| {
            let reading = s.readings.get(&value);
            reading.is_some_and(|reading| reading.value == Some(Value::Number(38.0)))
        })
        .await;

    let bytes = engine
        .draw_chart(request(&value.to_string(), "#57b6ff"))
        .await
        .unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (scales, svg) = text.split_once('\n').unwrap();
    let scales: serde_json::Value = serde_json::from_str(scales).unwrap();
    assert_eq!(scales["samples"], 3);
    assert!(
        scales["minimum"].as_f64().unwrap() <= 30.0 && scales["maximum"].as_f64().unwrap() >= 42.0
    );
    assert!(
        svg.starts_with("<svg") && svg.to_lowercase().contains("#57b6ff"),
        "{svg:.300}"
    );
    assert!(!svg.contains("<b>"), "a unit is text, never markup");

    let png = engine
        .export_chart(request(&value.to_string(), "#57b6ff"))
        .await
        .unwrap();
    assert_eq!(&png[1..4], b"PNG");
    let wrong = engine
        .draw_chart(request(&value.to_string(), "red; }"))
        .await;
    assert!(wrong.is_err(), "a colour that is none is refused");
}
