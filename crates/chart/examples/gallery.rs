//! Draws every kind of chart in both themes and at many sizes into the folder given as argument:
//! `cargo run -p tilework-chart --example gallery -- /tmp/gallery`.

use std::{error::Error, fs, path::PathBuf};

use tilework_chart::{Chart, draw_png, draw_svg};

#[path = "../tests/samples/mod.rs"]
mod samples;

use samples::{Data, dark, light};

/// A desktop's dialog, a phone, a tile, and the smallest that has labels.
const SIZES: [(u32, u32); 4] = [(1_100, 520), (340, 160), (230, 110), (120, 64)];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(
        std::env::args()
            .nth(1)
            .unwrap_or_else(|| "/tmp/gallery".to_owned()),
    );
    fs::create_dir_all(&folder)?;
    let data = Data::new();
    for theme in [dark(), light()] {
        for (name, chart) in data.charts(&theme) {
            let own = (chart.width, chart.height);
            for (width, height) in SIZES.into_iter().chain([own]) {
                let chart = Chart {
                    width,
                    height,
                    ..chart.clone()
                };
                let file = folder.join(format!("{name}-{}-{width}x{height}", theme.name));
                fs::write(file.with_extension("svg"), draw_svg(&chart)?.svg)?;
                fs::write(file.with_extension("png"), draw_png(&chart, 2)?)?;
            }
        }
    }
    Ok(())
}
