//! Pictures and numbers of what a real Mosquitto delivered, as the UI asks for them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use common::{charts::*, *};
use serde_json::json;
use tilework_engine::api::*;

#[tokio::test]
async fn samples_become_a_picture_with_its_scales() {
    let mut greenhouse = Greenhouse::open().await;
    greenhouse.says(&["30", "42", "38"]).await;
    let picture = greenhouse.picture(|_| {}).await;
    assert_eq!(picture.scales["samples"], 3);
    let left = &picture.scales["leftAxis"];
    assert!(left["minimum"].as_f64().unwrap() <= 30.0 && left["maximum"].as_f64().unwrap() >= 42.0);
    assert!(
        picture.svg.starts_with("<svg") && picture.svg.to_lowercase().contains(COLOR),
        "{:.300}",
        picture.svg
    );
    assert!(!picture.svg.contains("<b>"), "a unit is text, never markup");
}

#[tokio::test]
async fn every_kind_of_plot_is_drawn_of_the_same_history() {
    let mut greenhouse = Greenhouse::open().await;
    greenhouse.says(&["30", "42", "38"]).await;
    let plots = [
        json!({"kind": "lines"}),
        json!({"kind": "bars", "every": "hour", "measure": "mean"}),
        json!({"kind": "bars", "every": "month", "measure": "delta"}),
        json!({"kind": "timeline"}),
        json!({"kind": "scatter"}),
        json!({"kind": "histogram"}),
    ];
    for plot in plots {
        for compare in [None, Some(Back::Day), Some(Back::Week)] {
            let picture = greenhouse
                .picture(|request| {
                    request.plot = serde_json::from_value(plot.clone()).unwrap();
                    request.compare = compare;
                    let second = request.series[0].clone();
                    request.series.push(second);
                })
                .await;
            let drawn = picture.scales["samples"].as_u64().unwrap();
            assert!(drawn > 0, "{plot}: {}", picture.scales);
        }
    }
}

#[tokio::test]
async fn a_colour_or_a_range_that_is_none_is_refused() {
    let greenhouse = Greenhouse::open().await;
    let mut wrong = serde_json::to_value(greenhouse.request()).unwrap();
    wrong["series"][0]["color"] = json!("red; }");
    let refused = serde_json::from_value::<ChartRequest>(wrong).unwrap_err();
    assert!(refused.to_string().contains("#rrggbb"), "{refused}");
    let mut backwards = greenhouse.request();
    backwards.range = ChartRange::Between { from: 2, to: 1 };
    assert!(greenhouse.app.engine.draw_chart(backwards).await.is_err());
}

#[tokio::test]
async fn a_moment_a_range_and_a_table_tell_the_same_values() {
    let mut greenhouse = Greenhouse::open().await;
    greenhouse.says(&["30", "42", "38"]).await;
    let engine = &greenhouse.app.engine;
    let bindings = vec![greenhouse.value.clone()];
    let now = now();

    let request = MomentRequest {
        bindings: bindings.clone(),
        at: now,
        around: 60_000,
    };
    let moment = engine.chart_moment(request).await.unwrap().remove(0);
    assert_eq!(moment.value, Some(HistoryValue::Number(38.0)));
    assert_eq!((moment.lowest, moment.highest), (Some(30.0), Some(42.0)));

    let range = ChartRange::Last {
        seconds: 900,
        exact: true,
    };
    let request = RangeRequest {
        bindings: bindings.clone(),
        range,
    };
    let told = engine.chart_statistics(request).await.unwrap().remove(0);
    let numbers = told.numbers.unwrap();
    assert_eq!(told.samples, 3);
    assert_eq!(
        [
            numbers.minimum,
            numbers.maximum,
            numbers.first,
            numbers.last,
            numbers.change
        ],
        [30.0, 42.0, 30.0, 38.0, 8.0]
    );

    let request = TableRequest {
        bindings: bindings.clone(),
        range,
        rows: 200,
    };
    let table = engine.chart_table(request).await.unwrap();
    assert!(table.exact);
    let cells = table.rows.iter().map(|row| row.cells[0].clone().unwrap());
    let values: Vec<_> = cells.map(|cell| cell.value).collect();
    assert_eq!(values, [30.0, 42.0, 38.0].map(HistoryValue::Number));

    let extent = engine.history_extent(bindings).await.unwrap().unwrap();
    assert!(extent.oldest <= extent.newest && extent.newest <= now);
}

#[tokio::test]
async fn a_switch_tells_how_long_it_was_on_and_how_often_it_changed() {
    let mut greenhouse = Greenhouse::open().await;
    let broker = greenhouse.broker.clone();
    let pump = greenhouse
        .app
        .tile(switch(&broker, Some(1_000)), "state")
        .await;
    let state = key(&pump, "state");
    for (said, on) in [("ON", true), ("OFF", false), ("ON", true)] {
        greenhouse
            .publishes("farm/pump/state", said, &state, Value::Boolean(on))
            .await;
    }
    let request = RangeRequest {
        bindings: vec![state],
        range: ChartRange::Last {
            seconds: 900,
            exact: true,
        },
    };
    let told = greenhouse.app.engine.chart_statistics(request).await;
    let told = told.unwrap().remove(0);
    assert_eq!(
        (told.samples, told.changes, told.numbers),
        (3, Some(2), None)
    );
    let states: Vec<_> = told.states.iter().map(|it| it.value.clone()).collect();
    assert!(states.contains(&HistoryValue::OnOff(true)), "{states:?}");
}
