//! Invariants 1, 4 and 6 on the web side: who imports what, and that a tile kind is its folder and nothing else.

use std::collections::BTreeSet;

use super::{Finding, source::Source};

const TILES: &str = "ui/src/tiles/kinds/";

pub fn imports(source: &Source) -> Vec<Finding> {
    if !source.under("ui/src/")
        || !["ts", "svelte"]
            .iter()
            .any(|extension| source.is(extension))
    {
        return vec![];
    }
    let mut findings = vec![];
    for (number, import) in specifiers(source) {
        if import.starts_with("@tauri-apps/") && !source.under("ui/src/host/") {
            findings.push(Finding::new(
                &source.path,
                number,
                "only ui/src/host/ imports @tauri-apps",
            ));
        }
        let target = resolve(&source.path, import);
        let reaches = |folder: &str| target.starts_with(folder) || format!("{target}/") == folder;
        if source.under("ui/src/components/")
            && !source.is_test()
            && (reaches("ui/src/state/") || reaches("ui/src/host/"))
        {
            findings.push(Finding::new(
                &source.path,
                number,
                "components/ imports neither state/ nor host/",
            ));
        }
        if let Some(own) = kind_of(&source.path)
            && let Some(other) = kind_of(&target)
            && own != other
        {
            findings.push(Finding::new(
                &source.path,
                number,
                format!("tile `{own}` imports tile `{other}`: share it beside the folders"),
            ));
        }
    }
    findings
}

/// The folder under tiles/kinds/ that a file is in.
fn kind_of(path: &str) -> Option<&str> {
    path.strip_prefix(TILES)?
        .split_once('/')
        .map(|(kind, _)| kind)
}

/// Each text in quotes after `from`, `import` or `import(`.
fn specifiers(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    source.code().filter_map(|line| {
        let after = ["from ", "import(", "import "].iter().find_map(|word| {
            let at = line.text.rfind(word)?;
            let rest = line.text.get(at + word.len()..)?;
            rest.starts_with(['"', '\'']).then_some(rest)
        })?;
        let quote = after.chars().next()?;
        let (specifier, _) = after.get(1..)?.split_once(quote)?;
        Some((line.number, specifier))
    })
}

/// The path that a relative import means; others stay as they are.
fn resolve(from: &str, import: &str) -> String {
    if !import.starts_with('.') {
        return import.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => _ = parts.pop(),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

pub fn tile_folders(sources: &[Source]) -> Vec<Finding> {
    let kinds: BTreeSet<&str> = sources
        .iter()
        .filter_map(|source| kind_of(&source.path))
        .collect();
    let mut findings = vec![];
    for kind in kinds {
        for file in ["kind.ts", "Tile.svelte", "Tile.test.ts"] {
            let path = format!("{TILES}{kind}/{file}");
            if !sources.iter().any(|source| source.path == path) {
                findings.push(Finding::new(
                    &path,
                    0,
                    "every tile has kind.ts, Tile.svelte and Tile.test.ts",
                ));
            }
        }
    }
    findings
}

/// No list of kinds beside the folders: the registry finds them.
pub fn kinds_listed_once(sources: &[Source]) -> Vec<Finding> {
    let kinds: BTreeSet<&str> = sources
        .iter()
        .filter_map(|source| kind_of(&source.path))
        .collect();
    let registry = sources
        .iter()
        .filter(|source| source.path == "ui/src/tiles/registry.ts");
    let listed = registry.flat_map(|source| source.code().map(move |line| (source, line)));
    listed
        .filter(|(_, line)| {
            kinds.iter().any(|kind| {
                line.text.contains(&format!("\"{kind}\""))
                    || line.text.contains(&format!("/{kind}/"))
            })
        })
        .map(|(source, line)| {
            Finding::new(
                &source.path,
                line.number,
                "the folders are the list of tile kinds",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, broken: usize) {
        assert_eq!(
            imports(&Source::new(path, text)).len(),
            broken,
            "{path}: {text}"
        );
    }

    #[test]
    fn tauri_is_imported_by_the_host_only() {
        check(
            "ui/src/host/tauri.ts",
            r#"import { invoke } from "@tauri-apps/api/core";"#,
            0,
        );
        check(
            "ui/src/state/session.svelte.ts",
            r#"import { invoke } from "@tauri-apps/api/core";"#,
            1,
        );
        check(
            "ui/src/screens/home/Board.svelte",
            r#"const api = await import('@tauri-apps/api');"#,
            1,
        );
    }

    #[test]
    fn components_know_nothing_of_the_state() {
        check(
            "ui/src/components/Form.svelte",
            r#"import { session } from "../state/session.svelte";"#,
            1,
        );
        check(
            "ui/src/components/deep/Form.svelte",
            r#"} from "../../host/types";"#,
            1,
        );
        check(
            "ui/src/components/Form.svelte",
            r#"import Field from "./Field.svelte";"#,
            0,
        );
    }

    #[test]
    fn a_tile_imports_no_other_tile() {
        check(
            "ui/src/tiles/kinds/gauge/Tile.svelte",
            r#"import { scale } from "../slider/scale";"#,
            1,
        );
        check(
            "ui/src/tiles/kinds/gauge/Tile.svelte",
            r#"import { scale } from "./scale";"#,
            0,
        );
        check(
            "ui/src/tiles/kinds/gauge/Tile.svelte",
            r#"import Frame from "../../frame/Frame.svelte";"#,
            0,
        );
    }

    #[test]
    fn an_unfinished_tile_folder_is_found() {
        let sources = ["kind.ts", "Tile.svelte"]
            .map(|file| Source::new(&format!("ui/src/tiles/kinds/gauge/{file}"), ""));
        assert_eq!(
            tile_folders(&sources),
            [Finding::new(
                "ui/src/tiles/kinds/gauge/Tile.test.ts",
                0,
                "every tile has kind.ts, Tile.svelte and Tile.test.ts"
            )]
        );
    }

    #[test]
    fn a_second_list_of_kinds_is_found() {
        let folder = Source::new("ui/src/tiles/kinds/gauge/kind.ts", "");
        let listing = Source::new(
            "ui/src/tiles/registry.ts",
            r#"import gauge from "./kinds/gauge/kind";"#,
        );
        let globbing = Source::new(
            "ui/src/tiles/registry.ts",
            r#"import.meta.glob("./kinds/*/kind.ts")"#,
        );
        assert_eq!(kinds_listed_once(&[folder, listing]).len(), 1);
        let folder = Source::new("ui/src/tiles/kinds/gauge/kind.ts", "");
        assert_eq!(kinds_listed_once(&[folder, globbing]).len(), 0);
    }
}
