//! What is kept of what a real Mosquitto delivered: over restarts, by every tile, with the device's own times, and what a person can do
//! about it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use common::{charts::*, *};
use tilework_core::dashboard::DashboardEdit;
use tilework_engine::api::*;

/// The values of a binding, from a table of the last day.
async fn values(app: &App, key: &tilework_core::id::BindingKey) -> Vec<f64> {
    let request = TableRequest {
        bindings: vec![key.clone()],
        range: ChartRange::Last {
            seconds: 86_400,
            exact: true,
        },
        rows: 500,
        time_zone: "UTC".into(),
        bars: None,
    };
    let table = app.engine.chart_table(request).await.unwrap();
    let cells = table
        .rows
        .into_iter()
        .filter_map(|row| row.cells.into_iter().next()?);
    let number = |cell: TableCell| match cell.value {
        HistoryValue::Number(number) => number,
        other => panic!("{other:?}"),
    };
    cells.map(number).collect()
}

async fn until_reads(app: &mut App, key: &tilework_core::id::BindingKey, number: f64) {
    let reads = |s: &Screen| {
        let reading = s.readings.get(key);
        reading.is_some_and(|it| it.value == Some(Value::Number(number)))
    };
    app.screen.until(&number.to_string(), reads).await;
}

#[tokio::test]
async fn samples_are_there_after_a_restart() {
    let mut greenhouse = Greenhouse::open().await;
    greenhouse.says(&["30", "42"]).await;
    let Greenhouse {
        app,
        value,
        mosquitto,
        broker,
        ..
    } = greenhouse;
    let mut app = app.close().await.open().await;
    assert_eq!(values(&app, &value).await, [30.0, 42.0]);
    app.screen.until_online(&broker).await;
    app.screen.watch(vec![value.clone()]).await;
    mosquitto.publish("soil", b"38", false).await;
    until_reads(&mut app, &value, 38.0).await;
    assert_eq!(values(&app, &value).await, [30.0, 42.0, 38.0]);
}

#[tokio::test]
async fn two_tiles_that_read_the_same_share_one_history_and_a_new_one_finds_it() {
    let mut greenhouse = Greenhouse::open().await;
    let draft = number(&greenhouse.broker, "soil");
    let second = greenhouse.app.tile(draft.clone(), "value").await;
    let second = key(&second, "value");
    greenhouse
        .publishes("soil", "30", &second, Value::Number(30.0))
        .await;
    let app = &greenhouse.app;
    let overview = app.engine.history_overview().await.unwrap();
    let [series] = overview.series.as_slice() else {
        panic!("{:?}", overview.series);
    };
    assert_eq!((series.samples, series.bindings.len()), (1, 2));
    let dashboard = app.dashboard().await;
    for tile in [greenhouse.tile.clone(), second.tile().clone()] {
        let edit = DashboardEdit::DeleteTile { tile };
        app.engine
            .edit_dashboard(dashboard.clone(), edit)
            .await
            .unwrap();
    }
    let third = add_tile(&app.engine, &dashboard, draft).await;
    assert_eq!(values(app, &key(&third, "value")).await, [30.0]);
}

#[tokio::test]
async fn what_is_still_being_typed_has_no_history() {
    let mut greenhouse = Greenhouse::open().await;
    let app = &greenhouse.app;
    let typed = number(&greenhouse.broker, "so/typed");
    app.engine.set_preview(Some(typed)).await.unwrap();
    let preview = app.engine.session().await.unwrap().preview;
    let preview = key(&preview, "value");
    app.screen.watch(vec![preview.clone()]).await;
    greenhouse
        .publishes("so/typed", "1", &preview, Value::Number(1.0))
        .await;
    let overview = greenhouse.app.engine.history_overview().await.unwrap();
    assert!(overview.series.is_empty(), "{:?}", overview.series);
}

#[tokio::test]
async fn a_device_tells_the_time_of_its_samples_and_a_wrong_time_is_shown() {
    let mut greenhouse = Greenhouse::open().await;
    let mut draft = number(&greenhouse.broker, "logger");
    let binding = draft.bindings.values_mut().next().unwrap();
    binding.template = Some("{{ value_json.v }}".to_owned());
    binding.time_template = Some("{{ value_json.t }}".to_owned());
    let tile = greenhouse.app.tile(draft, "value").await;
    let value = key(&tile, "value");
    let noon = now() / 1_000 - 3_600;
    // The second is older than the first: the logger empties its memory.
    for (v, t) in [(1.0, noon), (2.0, noon - 60), (3.0, noon + 60)] {
        let said = format!(r#"{{"v": {v}, "t": {t}}}"#);
        greenhouse
            .publishes("logger", &said, &value, Value::Number(v))
            .await;
    }
    assert_eq!(values(&greenhouse.app, &value).await, [2.0, 1.0, 3.0]);

    let said = br#"{"v": 4, "t": "tomorrow"}"#;
    greenhouse.mosquitto.publish("logger", said, false).await;
    let wrong = |s: &Screen| {
        let problem = s
            .readings
            .get(&value)
            .and_then(|reading| reading.problem.as_ref());
        matches!(problem, Some(tilework_core::value::ReadingProblem::NotATime { excerpt }) if excerpt == "tomorrow")
    };
    greenhouse.app.screen.until("the wrong time", wrong).await;
    assert_eq!(values(&greenhouse.app, &value).await.len(), 3);
}

#[tokio::test]
async fn recording_pauses_and_resumes_and_a_deleted_series_begins_anew() {
    let mut greenhouse = Greenhouse::open().await;
    greenhouse.says(&["1"]).await;
    let engine = greenhouse.app.engine.clone();
    let paused = engine.pause_recording(true).await.unwrap();
    assert_eq!(paused.recording, Recording::Paused);
    greenhouse.says(&["2"]).await;
    let resumed = engine.pause_recording(false).await.unwrap();
    assert_eq!(resumed.recording, Recording::On);
    greenhouse.says(&["3"]).await;
    let key = greenhouse.value.clone();
    assert_eq!(values(&greenhouse.app, &key).await, [1.0, 3.0]);

    let series = resumed.series[0].series;
    let deleted = engine.delete_series(series).await.unwrap();
    assert!(deleted.series.iter().all(|it| it.series != series));
    greenhouse.says(&["4"]).await;
    assert_eq!(values(&greenhouse.app, &key).await, [4.0]);

    let overview = engine.history_overview().await.unwrap();
    let series = overview.series[0].series;
    let kept = engine.keep_series(series, Keep::Nothing).await.unwrap();
    assert_eq!(kept.series[0].keep, Keep::Nothing);
    greenhouse.says(&["5"]).await;
    assert_eq!(values(&greenhouse.app, &key).await, [4.0]);
}

#[tokio::test]
async fn a_retention_is_kept_over_a_restart_within_its_limits() {
    let app = App::start().await;
    let wanted = Retention {
        days: Some(0),
        megabytes: 1,
    };
    let set = app.engine.set_retention(wanted).await.unwrap().retention;
    assert_eq!((set.days, set.megabytes), (Some(1), 10));
    let app = app.close().await.open().await;
    let overview = app.engine.history_overview().await.unwrap();
    assert_eq!(overview.retention, set);
}

#[tokio::test]
async fn a_damaged_history_is_set_aside_told_and_recording_goes_on() {
    let mut greenhouse = Greenhouse::open().await;
    greenhouse.says(&["30"]).await;
    let Greenhouse {
        app,
        value,
        mosquitto,
        broker,
        ..
    } = greenhouse;
    let closed = app.close().await;
    let garbage = b"this was a database once, and is none any more".repeat(200);
    std::fs::write(closed.folder.path().join("history.db"), &garbage).unwrap();
    let mut app = closed.open().await;
    let notices = app.engine.session().await.unwrap().notices;
    let [Notice::HistorySetAside { file }] = notices.as_slice() else {
        panic!("{notices:?}");
    };
    assert_eq!(
        std::fs::read(file).unwrap(),
        garbage,
        "nothing of it is lost"
    );
    app.screen.until_online(&broker).await;
    app.screen.watch(vec![value.clone()]).await;
    mosquitto.publish("soil", b"38", false).await;
    until_reads(&mut app, &value, 38.0).await;
    assert_eq!(values(&app, &value).await, [38.0]);
}

#[tokio::test]
async fn of_a_mode_that_is_off_or_a_word_every_change_is_kept() {
    let mut greenhouse = Greenhouse::open().await;
    let mut draft = number(&greenhouse.broker, "thermostat");
    let binding = draft.bindings.values_mut().next().unwrap();
    binding.decode = tilework_core::binding::Decode::Auto;
    let tile = greenhouse.app.tile(draft, "value").await;
    let value = key(&tile, "value");
    let said = [
        ("off", Value::Boolean(false)),
        ("heat", Value::Text("heat".to_owned())),
        ("off", Value::Boolean(false)),
        ("heat", Value::Text("heat".to_owned())),
    ];
    for (payload, shown) in said {
        greenhouse
            .publishes("thermostat", payload, &value, shown)
            .await;
    }
    let request = RangeRequest {
        bindings: vec![value],
        range: ChartRange::Last {
            seconds: 900,
            exact: true,
        },
        bars: None,
    };
    let told = greenhouse.app.engine.chart_statistics(request).await;
    let told = told.unwrap().remove(0);
    assert_eq!((told.samples, told.changes), (4, Some(3)));
    let words: Vec<_> = told.states.iter().map(|it| it.value.clone()).collect();
    for word in ["off", "heat"] {
        let word = HistoryValue::Text(word.to_owned());
        assert!(words.contains(&word), "{words:?}");
    }
}
