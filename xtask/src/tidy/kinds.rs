//! Invariant 6 for tile kinds: a kind is its folder and nothing else, and nobody else names it. What is asked of a tile is asked by its
//! kind's manifest.

use std::collections::BTreeSet;

use super::{Finding, source::Source};

const KINDS: &str = "ui/src/tiles/kinds/";
const PARTS: [&str; 5] = [
    "kind.ts",
    "Tile.svelte",
    "text.ts",
    "sample.ts",
    "Tile.test.ts",
];
/// Where tiles are made for people: the demo, its double for work on the screens, and those of devices that announce themselves, whose
/// conventions use the same words for something else.
const MAKERS: [&str; 3] = ["crates/demo/", "ui/src/host/fake", "crates/discovery/"];
/// Where a word in quotes is a kind and not a role, an icon or a slot.
const ABOUT_KINDS: [&str; 6] = [
    "tile.kind",
    "draft.kind",
    "kindOf(",
    "kind::of(",
    "TileKind",
    "aTile(",
];
/// Written from the engine: its words for a plot or a channel of MQTT are no kinds.
const WRITTEN: &str = "ui/src/lib/bindings/";
/// So many kinds in one file are a list of them.
const A_LIST: usize = 4;

/// The folder under tiles/kinds/ that a file is in.
pub fn kind_of(path: &str) -> Option<&str> {
    path.strip_prefix(KINDS)?
        .split_once('/')
        .map(|(kind, _)| kind)
}

fn all(sources: &[Source]) -> BTreeSet<&str> {
    let folders = sources.iter().filter_map(|source| kind_of(&source.path));
    folders.collect()
}

pub fn folders(sources: &[Source]) -> Vec<Finding> {
    let paths = all(sources)
        .into_iter()
        .flat_map(|kind| PARTS.map(|part| format!("{KINDS}{kind}/{part}")));
    paths
        .filter(|path| !sources.iter().any(|source| source.path == *path))
        .map(|path| Finding::new(&path, 0, format!("every kind has {}", PARTS.join(", "))))
        .collect()
}

pub fn named_outside(sources: &[Source]) -> Vec<Finding> {
    let kinds = all(sources);
    let code = |source: &&Source| {
        ["rs", "ts", "svelte"]
            .iter()
            .any(|extension| source.is(extension))
            && ["ui/src/", "crates/", "src-tauri/"]
                .iter()
                .any(|folder| source.under(folder))
            && !source.under(KINDS)
            && !source.under(WRITTEN)
            && !MAKERS.iter().any(|maker| source.under(maker))
    };
    let mut findings = vec![];
    for source in sources.iter().filter(code) {
        let mut named = BTreeSet::new();
        for line in source.code().filter(|line| !line.test) {
            let about_kinds = ABOUT_KINDS.iter().any(|word| line.text.contains(word));
            for kind in &kinds {
                let quoted = line.text.contains(&format!("\"{kind}\""));
                let key = line.text.starts_with(&format!("{kind}: {{"));
                if quoted || key {
                    named.insert(kind);
                }
                if (quoted && about_kinds) || line.text.contains(&format!("kinds/{kind}/")) {
                    let rule = format!("only its folder and the demo name the kind `{kind}`");
                    findings.push(Finding::new(&source.path, line.number, rule));
                }
            }
        }
        if named.len() >= A_LIST {
            let rule = "the folders are the list of tile kinds";
            findings.push(Finding::new(&source.path, 0, rule));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(kind: &str) -> Source {
        Source::new(&format!("{KINDS}{kind}/kind.ts"), "")
    }

    #[track_caller]
    fn check(path: &str, text: &str, broken: usize) {
        let kinds = ["gauge", "switch", "slider", "value"].map(folder);
        let sources: Vec<_> = kinds.into_iter().chain([Source::new(path, text)]).collect();
        let found = named_outside(&sources);
        assert_eq!(found.len(), broken, "{path}: {text}: {found:?}");
    }

    #[test]
    fn an_unfinished_folder_is_found() {
        let sources = ["kind.ts", "Tile.svelte", "text.ts", "sample.ts"]
            .map(|file| Source::new(&format!("{KINDS}gauge/{file}"), ""));
        let found = folders(&sources);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "ui/src/tiles/kinds/gauge/Tile.test.ts");
    }

    #[test]
    fn who_asks_for_a_kind_by_its_name_is_found() {
        let screen = "ui/src/screens/history/series.ts";
        check(screen, r#"const it = tile.kind === "gauge" ? 1 : 2;"#, 1);
        check(
            screen,
            r#"import { arc } from "../../tiles/kinds/gauge/arc";"#,
            1,
        );
        check(screen, r#"role="switch""#, 0);
        check(
            "crates/engine/src/board/mod.rs",
            r#"if tile.kind.as_str() == "switch" {"#,
            1,
        );
        check("crates/engine/src/board/mod.rs", r#"kind: "gauge","#, 0);
    }

    #[test]
    fn the_folder_itself_those_who_make_tiles_and_tests_name_it() {
        let text = r#"const it = tile.kind === "gauge";"#;
        check("ui/src/tiles/kinds/gauge/look.ts", text, 0);
        check("crates/demo/src/dashboard.rs", text, 0);
        check("crates/discovery/src/draft/mod.rs", text, 0);
        check("ui/src/screens/home/Home.test.ts", text, 0);
    }

    #[test]
    fn a_second_list_of_kinds_is_found() {
        let list = r#"const all = ["gauge", "switch", "slider", "value"];"#;
        check("ui/src/tiles/registry.ts", list, 1);
        check(
            "ui/src/tiles/gallery/Gallery.svelte",
            "gauge: {\nswitch: {\nslider: {\nvalue: {",
            1,
        );
        check(
            "ui/src/tiles/registry.ts",
            r#"import.meta.glob("./kinds/*/kind.ts")"#,
            0,
        );
    }
}
