//! Each kind of chart looks as it did: `TILEWORK_WRITE_SNAPSHOTS=1` writes the pictures anew, for a person to look at.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::PathBuf};

use tilework_chart::{Chart, draw_png};

mod png_file;
mod samples;

use png_file::decode;
use samples::{Data, dark, light};

/// Of 255: what another processor's rounding may make of a pixel.
const TOLERANCE: u8 = 24;
/// One of so many pixels may differ by more.
const ONE_OF: usize = 200;

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What is wrong, if anything is.
fn compare(name: &str, chart: &Chart<'_>) -> Option<String> {
    let found = draw_png(chart, 1).unwrap();
    let file = folder("tests/snapshots").join(format!("{name}.png"));
    if std::env::var_os("TILEWORK_WRITE_SNAPSHOTS").is_some() {
        fs::write(&file, &found).unwrap();
        return None;
    }
    let problem = match fs::read(&file) {
        Err(error) => format!("{}: {error}", file.display()),
        Ok(expected) => {
            let (expected, found) = (decode(&expected), decode(&found));
            if (expected.width, expected.height) != (found.width, found.height) {
                "has another size".to_owned()
            } else {
                let differs = |(a, b): &(&[u8; 3], &[u8; 3])| {
                    a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > TOLERANCE)
                };
                let pixels = expected.pixels.iter().zip(&found.pixels);
                let count = pixels.filter(differs).count();
                if count * ONE_OF <= found.pixels.len() {
                    return None;
                }
                format!("{count} pixels differ")
            }
        }
    };
    let target = folder("../../target/snapshots");
    fs::create_dir_all(&target).unwrap();
    let picture = target.join(format!("{name}.png"));
    fs::write(&picture, &found).unwrap();
    Some(format!("{name} {problem}; it is now {}", picture.display()))
}

#[test]
fn each_kind_of_chart_looks_as_it_did_in_both_themes() {
    let data = Data::new();
    let mut problems = Vec::new();
    for theme in [dark(), light()] {
        for (name, chart) in data.charts(&theme) {
            problems.extend(compare(&format!("{name}-{}", theme.name), &chart));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
