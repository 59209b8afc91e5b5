//! Invariants 1 and 4 on the web side: who imports what.

use super::{Finding, kinds::kind_of, source::Source};

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

/// Each text in quotes after `from`, `import` or `import(`.
pub fn specifiers(source: &Source) -> impl Iterator<Item = (usize, &str)> {
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
pub fn resolve(from: &str, import: &str) -> String {
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
}
