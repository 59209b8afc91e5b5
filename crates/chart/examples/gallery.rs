//! Draws every kind of chart in both themes and at many sizes into the folder given as first argument, or of those
//! whose name holds the second: `cargo run -p tilework-chart --example gallery -- /tmp/gallery bars`.

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
    let wanted = std::env::args().nth(2).unwrap_or_default();
    fs::create_dir_all(&folder)?;
    let data = Data::new();
    for theme in [dark(), light()] {
        let charts = data.charts(&theme).into_iter();
        for (name, chart) in charts.filter(|(name, _)| name.contains(&wanted)) {
            let own = (chart.width, chart.height);
            for (width, height) in SIZES.into_iter().chain([own]) {
                let chart = Chart {
                    width,
                    height,
                    ..chart.clone()
                };
                let file = folder.join(format!("{name}-{}-{width}x{height}", theme.name));
                fs::write(file.with_extension("svg"), draw_svg(&chart)?.svg)?;
                fs::write(file.with_extension("png"), draw_png(&chart, 1)?)?;
            }
        }
    }
    Ok(())
}
