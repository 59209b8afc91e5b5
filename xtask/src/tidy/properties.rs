//! A custom property that changes with what devices say is inherited by nobody: WebKitGTK (2.50) keeps some 400 bytes for each change and
//! each child that inherits it, for as long as the page lives. Sixty bars at thirty readings a second took 90 MiB a minute.

use super::{Finding, source::Source};

const TILES: [&str; 2] = ["ui/src/tiles/kinds/", "ui/src/tiles/frame/"];

/// `style:--name` in a tile is a colour of the theme (`"var(--…)"`), or the file says that it is not inherited.
pub fn inherited(sources: &[Source]) -> Vec<Finding> {
    let mut findings = vec![];
    for source in sources {
        if !source.is("svelte") || !TILES.iter().any(|folder| source.under(folder)) {
            continue;
        }
        for (number, line) in (1..).zip(source.text.lines()) {
            for found in line.split("style:--").skip(1) {
                let Some((name, value)) = found.split_once('=') else {
                    continue;
                };
                if !value.starts_with("\"var(--") && !is_registered(&source.text, name) {
                    findings.push(Finding::new(
                        &source.path,
                        number,
                        format!("--{name} is inherited: set the property itself, or say `@property --{name}` with `inherits: false`"),
                    ));
                }
            }
        }
    }
    findings
}

fn is_registered(text: &str, name: &str) -> bool {
    let declared = format!("@property --{name} {{");
    text.split_once(&declared)
        .and_then(|(_, rest)| rest.split_once('}'))
        .is_some_and(|(inside, _)| inside.contains("inherits: false"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_that_readings_change_is_not_inherited() {
        let found = |path: &str, text: &str| inherited(&[Source::new(path, text)]).len();
        let bar = "ui/src/tiles/kinds/progress/Tile.svelte";
        assert_eq!(found(bar, "<div style:--share={share}></div>"), 1);
        assert_eq!(found(bar, "<div style:--c=\"var(--{accent})\"></div>"), 0);
        assert_eq!(found(bar, "<div style:width=\"{share}%\"></div>"), 0);
        let registered =
            "<div style:--share={share}></div>\n@property --share {\n inherits: false;\n}";
        assert_eq!(found(bar, registered), 0);
        let inherited = registered.replace("false", "true");
        assert_eq!(found(bar, &inherited), 1);
        assert_eq!(
            found(
                "ui/src/screens/home/Board.svelte",
                "<div style:--x={x}></div>"
            ),
            0
        );
    }
}
