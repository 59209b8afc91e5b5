//! Invariant 4 for screens: they open each other by address, and what they share lies beside them.

use std::collections::BTreeSet;

use super::{
    Finding,
    source::Source,
    ui::{resolve, specifiers},
};

const SCREENS: &str = "ui/src/screens/";

/// A screen is opened by its address: what lies in the folder of one is imported from inside it only.
pub fn apart(sources: &[Source]) -> Vec<Finding> {
    let rooms: BTreeSet<&str> =
        sources
            .iter()
            .filter_map(|source| {
                let inside = source.path.strip_prefix(SCREENS)?;
                let (top, _) = inside.split_once('/')?;
                let place = source.path.strip_suffix("index.ts");
                Some(place.unwrap_or_else(|| {
                    source.path.get(..=SCREENS.len() + top.len()).unwrap_or(top)
                }))
            })
            .collect();
    let mut findings = vec![];
    for source in sources.iter().filter(|source| source.under("ui/src/")) {
        for (number, import) in specifiers(source) {
            let target = resolve(&source.path, import);
            let room = rooms
                .iter()
                .filter(|room| target.starts_with(**room))
                .max_by_key(|room| room.len());
            if let Some(room) = room
                && !source.path.starts_with(room)
            {
                let room = room.trim_end_matches('/');
                findings.push(Finding::new(
                    &source.path,
                    number,
                    format!("imports from the screen {room}: open it by its address, or share it beside the screens"),
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_does_not_reach_into_another() {
        let importing = |path: &str, import: &str| {
            let sources = [
                Source::new("ui/src/screens/data/index.ts", ""),
                Source::new("ui/src/screens/data/series/index.ts", ""),
                Source::new("ui/src/screens/brokers/Certificate.svelte", ""),
                Source::new(path, &format!("import It from \"{import}\";")),
            ];
            apart(&sources).len()
        };
        for (path, import, broken) in [
            (
                "ui/src/screens/home/Home.svelte",
                "../brokers/Certificate.svelte",
                1,
            ),
            ("ui/src/state/session.svelte.ts", "../screens/data/words", 1),
            (
                "ui/src/screens/data/DataScreen.svelte",
                "./series/SeriesSheet.svelte",
                1,
            ),
            (
                "ui/src/screens/data/series/SeriesSheet.svelte",
                "../words",
                0,
            ),
            (
                "ui/src/screens/brokers/edit/Edit.svelte",
                "../Certificate.svelte",
                0,
            ),
            (
                "ui/src/screens/home/Home.svelte",
                "../../components/Sheet.svelte",
                0,
            ),
            ("ui/src/screens/home/index.ts", "../place", 0),
        ] {
            assert_eq!(importing(path, import), broken, "{path}: {import}");
        }
    }
}
