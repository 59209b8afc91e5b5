//! Pictures and samples as files, and tables that come back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy counts the helpers of tests as no tests"
)]

mod common;

use std::sync::{Arc, Mutex};

use common::{Opened, charts::*, key, owner, switch};
use tilework_engine::api::*;

const DAY: ChartRange = ChartRange::Last {
    seconds: 86_400,
    exact: true,
};

fn samples_of(greenhouse: &Greenhouse, format: SampleFormat) -> SampleExport {
    SampleExport {
        bindings: vec![ExportedBinding {
            binding: greenhouse.value.clone(),
            label: "=Soil".to_owned(),
            unit: Some("%".to_owned()),
        }],
        range: DAY,
        format,
        title: "../Soil: today".to_owned(),
    }
}

fn saved(exported: Exported) -> String {
    match exported {
        Exported::Saved { place, .. } => place,
        Exported::Cancelled => panic!("cancelled"),
    }
}

fn piece(greenhouse: &Greenhouse, text: &str) -> ImportPiece {
    ImportPiece {
        import: None,
        into: None,
        binding: greenhouse.value.clone(),
        series: None,
        text: text.to_owned(),
        last: true,
    }
}

#[tokio::test]
async fn a_picture_is_saved_with_title_range_and_legend() {
    let mut greenhouse = Greenhouse::open().await;
    greenhouse.says(&["30", "42"]).await;
    let export = |format| PictureExport {
        chart: greenhouse.request(),
        format,
        title: "Soil <today>".to_owned(),
        subtitle: "22 Nov, 10:00 to 11:00".to_owned(),
    };
    let engine = &greenhouse.app.engine;
    let png = saved(
        engine
            .export_picture(export(PictureFormat::Png))
            .await
            .unwrap(),
    );
    assert_eq!(&std::fs::read(&png).unwrap()[1..4], b"PNG");
    let svg = saved(
        engine
            .export_picture(export(PictureFormat::Svg))
            .await
            .unwrap(),
    );
    assert!(svg.contains("/Soil today 20"), "{svg}");
    assert!(svg.ends_with(".svg"), "{svg}");
    let svg = std::fs::read_to_string(svg).unwrap();
    for text in ["Soil &lt;today&gt;", "22 Nov, 10:00 to 11:00", ">Soil<"] {
        // Words may stand on lines of their own.
        let squeezed: String = svg.split_whitespace().collect();
        let text: String = text.split_whitespace().collect();
        assert!(squeezed.contains(&text), "{text}: {svg:.2000}");
    }
}

#[tokio::test]
async fn samples_go_out_as_a_table_and_come_back_the_same() {
    let mut greenhouse = Greenhouse::open().await;
    greenhouse.says(&["30", "42.5", "-1e-7"]).await;
    let engine = greenhouse.app.engine.clone();
    let items = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&items);
    let sink = Box::new(move |item| {
        seen.lock().unwrap().push(item);
        true
    });
    let export = samples_of(&greenhouse, SampleFormat::Csv);
    let exported = engine.export_samples(sink, export).await.unwrap();
    let Exported::Saved { place, samples: 3 } = &exported else {
        panic!("{exported:?}");
    };
    // With the day on which it was made.
    assert!(place.contains("/Soil today 20"), "{place}");
    assert!(place.ends_with(".csv"), "{place}");
    assert_eq!(items.lock().unwrap()[0].done, 0);
    let csv = std::fs::read_to_string(place).unwrap();
    let rows: Vec<_> = csv.lines().collect();
    assert_eq!(rows[0], "time,series,value,unit,topic");
    assert!(rows[1].contains(",'=Soil,30,%,soil"), "{csv}");

    let again = engine
        .import_samples(piece(&greenhouse, &csv))
        .await
        .unwrap();
    assert_eq!((again.samples, again.known), (0, 3), "{again:?}");
    let overview = engine.history_overview().await.unwrap();
    let deleted = engine
        .delete_series(overview.series[0].series)
        .await
        .unwrap();
    assert!(deleted.series.is_empty());
    let back = engine
        .import_samples(piece(&greenhouse, &csv))
        .await
        .unwrap();
    assert_eq!((back.samples, back.known), (3, 0), "{back:?}");
    let export = samples_of(&greenhouse, SampleFormat::Csv);
    let twin = saved(
        engine
            .export_samples(Box::new(|_| true), export)
            .await
            .unwrap(),
    );
    assert_eq!(std::fs::read_to_string(twin).unwrap(), csv);
}

#[tokio::test]
async fn json_lines_hold_one_sample_each() {
    let mut greenhouse = Greenhouse::open().await;
    greenhouse.says(&["30", "42.5"]).await;
    let export = samples_of(&greenhouse, SampleFormat::JsonLines);
    let engine = &greenhouse.app.engine;
    let place = saved(
        engine
            .export_samples(Box::new(|_| true), export)
            .await
            .unwrap(),
    );
    let text = std::fs::read_to_string(place).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let values: Vec<serde_json::Value> = lines.collect();
    assert_eq!(values.len(), 2);
    assert_eq!(values[1]["value"], 42.5);
    assert_eq!(values[1]["topic"], "soil");
}

#[tokio::test]
async fn a_cancelled_export_leaves_no_file() {
    let mut greenhouse = Greenhouse::open().await;
    greenhouse.says(&["30"]).await;
    many(&greenhouse, 100_000).await;
    let engine = greenhouse.app.engine.clone();
    let cancel = |engine: Opened| {
        let runtime = tokio::runtime::Handle::current();
        // The first word of progress is said before the first sample, on a thread that may wait.
        move |item: WorkProgress| {
            runtime.block_on(engine.cancel_work(item.work)).unwrap();
            true
        }
    };
    let export = samples_of(&greenhouse, SampleFormat::Csv);
    let sink = Box::new(cancel(engine.clone()));
    let exported = engine.export_samples(sink, export).await.unwrap();
    assert_eq!(exported, Exported::Cancelled);
    assert_eq!(tables(&greenhouse), [""; 0]);
}

#[tokio::test]
async fn a_client_that_disappears_in_the_middle_of_an_export_leaves_no_file() {
    let mut greenhouse = Greenhouse::open().await;
    greenhouse.says(&["30"]).await;
    many(&greenhouse, 100_000).await;
    let client = Arc::new(owner(&greenhouse.app.engine.engine));
    let sink = {
        let client = Arc::clone(&client);
        Box::new(move |_| {
            client.end();
            false
        })
    };
    let export = samples_of(&greenhouse, SampleFormat::Csv);
    let exported = client.export_samples(sink, export).await.unwrap();
    assert_eq!(exported, Exported::Cancelled);
    assert_eq!(tables(&greenhouse), [""; 0]);
}

/// The tables in the folder to which exports go.
fn tables(greenhouse: &Greenhouse) -> Vec<String> {
    let left = std::fs::read_dir(greenhouse.app.folder()).unwrap();
    let names = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains("csv")).collect()
}

/// Imports so many samples, a millisecond apart, in pieces that are cut anywhere.
async fn many(greenhouse: &Greenhouse, count: i64) {
    let begin = now() - 3_600_000;
    let rows: String = (0..count)
        .map(|index| format!("{},{}\n", begin + index, index % 7))
        .collect();
    let table = format!("time,value\n{rows}");
    let mut import = None;
    let mut rest = table.as_str();
    while !rest.is_empty() {
        let (text, after) = rest.split_at(rest.len().min(300_001));
        rest = after;
        let piece = ImportPiece {
            import,
            last: rest.is_empty(),
            ..piece(greenhouse, text)
        };
        let told = greenhouse.app.engine.import_samples(piece).await.unwrap();
        import = Some(told.import);
        if rest.is_empty() {
            assert_eq!(told.samples, count.unsigned_abs(), "{told:?}");
        }
    }
}

#[tokio::test]
async fn rows_that_cannot_be_read_are_told_by_line_and_the_others_taken() {
    let greenhouse = Greenhouse::open().await;
    let recent = now() - 60_000;
    let table = format!(
        "time;series;value\n{recent};Soil;20,5\nnoon;Soil;21\n{};Soil;wet\n{};Air;22\n5;Soil;23\n",
        recent + 1,
        recent + 2
    );
    let import = ImportPiece {
        series: Some("Soil".to_owned()),
        ..piece(&greenhouse, &table)
    };
    let told = greenhouse.app.engine.import_samples(import).await.unwrap();
    assert_eq!(
        (told.samples, told.others, told.too_old),
        (1, 1, 1),
        "{told:?}"
    );
    let problems: Vec<_> = told
        .problems
        .iter()
        .map(|it| (it.line, &it.fault))
        .collect();
    let (noon, wet) = ("noon".to_owned(), "wet".to_owned());
    assert_eq!(
        problems,
        [
            (3, &RowFault::Time { excerpt: noon }),
            (4, &RowFault::Value { excerpt: wet })
        ]
    );
}

#[tokio::test]
async fn a_switch_without_a_history_takes_a_table_of_on_and_off() {
    let greenhouse = Greenhouse::open().await;
    let pump = switch(&greenhouse.broker, Some(1_000));
    let pump = greenhouse.app.tile(pump, "state").await;
    let binding = key(&pump, "state");
    let recent = now() - 60_000;
    let import = ImportPiece {
        binding: binding.clone(),
        ..piece(
            &greenhouse,
            &format!("time,value\n{recent},on\n{},off\n", recent + 30_000),
        )
    };
    let engine = &greenhouse.app.engine;
    assert_eq!(engine.import_samples(import).await.unwrap().samples, 2);
    let request = RangeRequest {
        bindings: vec![binding],
        range: DAY,
        bars: None,
    };
    let told = engine.chart_statistics(request).await.unwrap().remove(0);
    assert_eq!(told.changes, Some(1));
    let on = told
        .states
        .iter()
        .find(|it| it.value == HistoryValue::OnOff(true));
    assert_eq!(on.unwrap().millis, 30_000);
}
