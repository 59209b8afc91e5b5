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
        for compare in [None, Some(Back::Day), Some(Back::Week), Some(Back::Year)] {
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
        bars: None,
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
        bars: None,
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
        time_zone: "UTC".into(),
        bars: None,
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
async fn of_bars_a_moment_a_range_and_a_table_tell_how_high_they_are() {
    const HOUR: i64 = 3_600_000;
    let greenhouse = Greenhouse::open().await;
    let engine = &greenhouse.app.engine;
    let this_hour = now() / HOUR * HOUR;
    // A meter that went on by 1, by 3 and, in this hour, by 0.5.
    let (first, second) = (this_hour - 2 * HOUR, this_hour - HOUR);
    let text = format!(
        "time,value\n{},1000\n{first},1000\n{},1001\n{},1004\n{this_hour},1004.5\n",
        first - 1,
        second - 1,
        this_hour - 1,
    );
    let import = ImportPiece {
        import: None,
        into: None,
        binding: greenhouse.value.clone(),
        series: None,
        text,
        last: true,
    };
    assert_eq!(engine.import_samples(import).await.unwrap().samples, 5);
    let bindings = vec![greenhouse.value.clone()];
    let bars = Some(ChartBars {
        every: Every::Hour,
        measure: BarMeasure::Delta,
        time_zone: "UTC".into(),
        back: None,
    });
    let range = ChartRange::Between {
        from: first,
        to: this_hour + HOUR,
    };

    let request = MomentRequest {
        bindings: bindings.clone(),
        at: second + HOUR / 2,
        around: 1,
        bars: bars.clone(),
    };
    let moment = engine.chart_moment(request).await.unwrap().remove(0);
    assert_eq!(moment.value, Some(HistoryValue::Number(3.0)));
    assert_eq!((moment.at, moment.until), (Some(second), Some(this_hour)));

    let request = RangeRequest {
        bindings: bindings.clone(),
        range,
        bars: bars.clone(),
    };
    let told = engine.chart_statistics(request).await.unwrap().remove(0);
    let numbers = told.numbers.unwrap();
    assert_eq!((numbers.minimum, numbers.maximum), (1.0, 3.0));
    assert_eq!((numbers.mean, numbers.last), (2.0, 0.5));
    assert_eq!(told.total, Some(4.5));

    let request = TableRequest {
        bindings,
        range,
        rows: 200,
        time_zone: "UTC".into(),
        bars,
    };
    let table = engine.chart_table(request).await.unwrap();
    let rows = table.rows.iter().map(|row| {
        let cell = row.cells[0].clone().unwrap();
        (row.at, cell.value)
    });
    let wanted = [(first, 1.0), (second, 3.0), (this_hour, 0.5)];
    let wanted = wanted.map(|(at, height)| (at, HistoryValue::Number(height)));
    assert_eq!(rows.collect::<Vec<_>>(), wanted);
    assert_eq!((table.exact, table.every), (false, Some(Every::Hour)));
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
        bars: None,
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
