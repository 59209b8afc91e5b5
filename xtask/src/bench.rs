//! Measures, and tells what it measured beside what was promised. Nothing fails here because it is slow: a machine may be busy.

use std::{fmt::Write as _, fs, path::PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::steps::{cargo, root, sh};

/// Samples of one run of an ingest bench, as in tests/bench.
const INGESTED: f64 = 500_000.0;

pub fn run() -> Result<()> {
    sh(cargo().args([
        "bench",
        "--locked",
        "--package",
        "tilework-bench",
        "--bench",
        "history",
    ]))?;
    let target = root().join("target");
    let extra = fs::read_to_string(target.join("bench/extra.json"))?;
    let report = report(
        &|group, bench| nanoseconds(&target, group, bench),
        &serde_json::from_str(&extra)?,
    )?;
    let file = target.join("bench/report.md");
    fs::write(&file, &report)?;
    println!("\n{report}\n{}", file.display());
    Ok(())
}

/// criterion's mean of a bench.
fn nanoseconds(target: &std::path::Path, group: &str, bench: &str) -> Result<f64> {
    let file: PathBuf = target.join(format!("criterion/{group}/{bench}/new/estimates.json"));
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let json: Value = serde_json::from_str(&text)?;
    json["mean"]["point_estimate"]
        .as_f64()
        .context("an estimate without a mean")
}

fn report(time: &dyn Fn(&str, &str) -> Result<f64>, extra: &Value) -> Result<String> {
    let mut text = String::from(
        "| measured | here | beside it | ratio | promised |\n| --- | --- | --- | --- | --- |\n",
    );
    for (series, name) in [(1, "one series"), (100, "100 series in turn")] {
        let rate = |nanoseconds: f64| INGESTED / (nanoseconds / 1e9);
        let ours = rate(time("ingest", &format!("store-{series}"))?);
        let plain = rate(time("ingest", &format!("plain-{series}"))?);
        writeln!(
            text,
            "| samples a second into the store, {name} | {ours:.0} | plain SQLite: {plain:.0} | {:.2} | ≥ 100,000; ≥ 0.5 |",
            ours / plain
        )?;
    }
    for (name, what, promise) in [
        (
            "sustained: samples a second",
            "samples a second into the store, 5 million on end",
            "≥ 100,000",
        ),
        (
            "record call, longest (µs)",
            "the longest of 500,000 calls to record a sample, µs",
            "",
        ),
        (
            "record call, 99.99 % (µs)",
            "all but 0.01 % of these calls at most, µs",
            "",
        ),
    ] {
        let value = extra[name].as_f64().with_context(|| name.to_owned())?;
        writeln!(text, "| {what} | {value:.0} | | | {promise} |")?;
    }
    let millis = |nanoseconds: f64| format!("{:.2} ms", nanoseconds / 1e6);
    let mut chart = |name: &str, ours: f64, beside: f64, promise: &str| {
        writeln!(
            text,
            "| {name} | {} | 1,000 samples: {} | {:.2} | {promise} |",
            millis(ours),
            millis(beside),
            ours / beside
        )
    };
    let thousand = time("chart", "thousand")?;
    chart(
        "chart of 10 million samples at 800 px, warm",
        time("chart", "year")?,
        thousand,
        "≤ 5",
    )?;
    let cold = |name: &str| {
        extra[format!("cold: {name}")]
            .as_f64()
            .context("no cold time")
    };
    chart("the same, cold", cold("year")?, cold("thousand")?, "≤ 5")?;
    for zoomed in ["month of the year", "day of the year"] {
        chart(
            &format!("a {zoomed}, warm"),
            time("chart", zoomed)?,
            thousand,
            "",
        )?;
    }
    let (ours, every) = (
        time("drawing", "ours")?,
        time("drawing", "plotters, every sample")?,
    );
    writeln!(
        text,
        "| 4 × 50,000 points at 800 px | {} | plotters, every point: {} | {:.3} | |",
        millis(ours),
        millis(every),
        ours / every
    )?;
    for (name, value) in extra.as_object().into_iter().flatten() {
        if let (Some(what), Some(bytes)) = (name.strip_prefix("bytes a sample: "), value.as_f64()) {
            writeln!(
                text,
                "| bytes a sample in the file, {what} | {bytes:.1} | | | ≤ 24 |"
            )?;
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_report_tells_each_number_beside_its_reference() {
        let time = |group: &str, bench: &str| {
            Ok(match (group, bench) {
                ("ingest", bench) if bench.starts_with("store") => 1e9,
                ("ingest", _) => 0.5e9,
                ("chart", "year") => 3e6,
                ("chart", _) => 1e6,
                (_, "ours") => 2e6,
                _ => 8e6,
            })
        };
        let extra = json!({
            "cold: year": 9e6, "cold: thousand": 6e6, "bytes a sample: dense": 9.25,
            "sustained: samples a second": 2.5e5, "record call, longest (µs)": 900.4, "record call, 99.99 % (µs)": 12,
        });
        let report = report(&time, &extra).unwrap();
        for line in [
            "one series | 500000 | plain SQLite: 1000000 | 0.50 |",
            "warm | 3.00 ms | 1,000 samples: 1.00 ms | 3.00 | ≤ 5 |",
            "cold | 9.00 ms | 1,000 samples: 6.00 ms | 1.50 |",
            "2.00 ms | plotters, every point: 8.00 ms | 0.250 |",
            "on end | 250000 | | | ≥ 100,000 |",
            "µs | 900 | | |",
            "µs | 12 | | |",
            "dense | 9.2 | | | ≤ 24 |",
        ] {
            assert!(report.contains(line), "{line}\n{report}");
        }
    }
}
