//! The licences of everybody whose work is in the product, as its About shows them: ui/public/notices.json, which is in ui/dist and so in every
//! package. What only builds or tests is not in it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::steps::{cargo, read, root};

const FILE: &str = "ui/public/notices.json";
/// Bytes of one text; the longest that is known has some 50 KiB.
const LONGEST: u64 = 256 * 1024;
/// What a licence's or a notice's file is called, whatever follows.
const NAMES: [&str; 5] = ["licen", "copying", "notice", "unlicense", "copyright"];

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Work {
    name: String,
    version: String,
    /// SPDX, as it says itself.
    licence: String,
    folder: PathBuf,
}

pub fn run() -> Result<()> {
    let metadata = read(cargo().args(["metadata", "--format-version=1", "--locked"]))?;
    let mut works = crates(&serde_json::from_str(&metadata)?)?;
    let lock = fs::read_to_string(root().join("ui/package-lock.json"))?;
    works.extend(npm(&serde_json::from_str(&lock)?)?);
    works.insert(Work {
        name: "Inter".into(),
        version: "the font of charts".into(),
        licence: "OFL-1.1".into(),
        folder: root().join("crates/chart/font"),
    });
    let notices = notices(&works, &texts_of)?;
    let file = root().join(FILE);
    fs::create_dir_all(file.parent().unwrap_or(&file))?;
    fs::write(&file, notices.to_string())?;
    println!("      {} works are named in {FILE}", works.len());
    Ok(())
}

/// All that the program is linked from, on any platform.
fn crates(metadata: &Value) -> Result<BTreeSet<Work>> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let nodes: HashMap<String, Vec<String>> = list(&metadata["resolve"]["nodes"])
        .iter()
        .map(|node| {
            let linked = list(&node["deps"]).into_iter().filter(|it| {
                let mut kinds = list(&it["dep_kinds"]).into_iter();
                kinds.any(|kind| kind["kind"].is_null())
            });
            (
                text(&node["id"]),
                linked.map(|it| text(&it["pkg"])).collect(),
            )
        })
        .collect();
    let packages = list(&metadata["packages"]);
    let ours = packages.iter().find(|it| it["name"] == "tilework");
    let mut wanted = vec![text(&ours.context("no package tilework")?["id"])];
    let mut linked = BTreeSet::new();
    while let Some(id) = wanted.pop() {
        if linked.insert(id.clone()) {
            wanted.extend(nodes.get(&id).into_iter().flatten().cloned());
        }
    }
    Ok(packages
        .iter()
        .filter(|it| !it["source"].is_null() && linked.contains(&text(&it["id"])))
        .map(|it| Work {
            name: text(&it["name"]),
            version: text(&it["version"]),
            licence: text(&it["license"]),
            folder: Path::new(&text(&it["manifest_path"]))
                .parent()
                .map_or_else(PathBuf::new, Path::to_owned),
        })
        .collect())
}

/// What the UI's bundle is made from.
fn npm(lock: &Value) -> Result<Vec<Work>> {
    let packages = lock["packages"].as_object().context("no packages")?;
    Ok(packages
        .iter()
        .filter(|(path, it)| !path.is_empty() && it["dev"] != true && it["optional"] != true)
        .map(|(path, it)| Work {
            name: path.rsplit("node_modules/").next().unwrap_or(path).into(),
            version: text(&it["version"]),
            licence: text(&it["license"]),
            folder: root().join("ui").join(path),
        })
        .collect())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Each text once: most works share one.
fn notices(
    works: &BTreeSet<Work>,
    texts_of: &dyn Fn(&Work) -> Result<Vec<String>>,
) -> Result<Value> {
    let mut places = BTreeMap::<String, usize>::new();
    let mut texts = Vec::new();
    let mut all = Vec::new();
    for work in works {
        let mut own = BTreeSet::new();
        for text in texts_of(work)? {
            let place = *places.entry(text.clone()).or_insert(texts.len());
            if place == texts.len() {
                texts.push(text);
            }
            own.insert(place);
        }
        let Work {
            name,
            version,
            licence,
            ..
        } = work;
        all.push(json!({ "name": name, "version": version, "licence": licence, "texts": own }));
    }
    Ok(json!({ "works": all, "texts": texts }))
}

/// Of the work's own folder, in the order of their names.
fn texts_of(work: &Work) -> Result<Vec<String>> {
    let folder = work.folder.display().to_string();
    let mut files = Vec::new();
    for entry in fs::read_dir(&work.folder).with_context(|| format!("{folder}: run npm ci"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let named = NAMES.iter().any(|start| name.starts_with(start)) || name == "ofl.txt";
        let meta = entry.metadata()?;
        if named && meta.is_file() && meta.len() <= LONGEST {
            files.push(entry.path());
        }
    }
    files.sort();
    let mut texts = Vec::new();
    for file in files {
        // A name that is written in Latin-1 must not keep its licence out.
        let text = String::from_utf8_lossy(&fs::read(file)?).into_owned();
        texts.push(text.replace("\r\n", "\n").trim().to_owned());
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(works: impl IntoIterator<Item = Work>) -> Vec<String> {
        works.into_iter().map(|work| work.name).collect()
    }

    #[test]
    fn what_the_program_is_linked_from_is_named_and_what_builds_or_tests_it_is_not() {
        let metadata = json!({
            "packages": [
                {"name": "tilework", "id": "t", "source": null, "manifest_path": "/t/Cargo.toml"},
                {"name": "ours", "id": "o", "source": null, "manifest_path": "/o/Cargo.toml"},
                {"name": "linked", "id": "l", "source": "registry", "version": "1.0.0", "license": "MIT", "manifest_path": "/l/Cargo.toml"},
                {"name": "builds", "id": "b", "source": "registry", "manifest_path": "/b/Cargo.toml"},
                {"name": "tests", "id": "d", "source": "registry", "manifest_path": "/d/Cargo.toml"},
                {"name": "stranger", "id": "s", "source": "registry", "manifest_path": "/s/Cargo.toml"}
            ],
            "resolve": {"nodes": [
                {"id": "t", "deps": [
                    {"pkg": "o", "dep_kinds": [{"kind": null}]},
                    {"pkg": "b", "dep_kinds": [{"kind": "build"}]},
                    {"pkg": "d", "dep_kinds": [{"kind": "dev"}]}
                ]},
                {"id": "o", "deps": [{"pkg": "l", "dep_kinds": [{"kind": "dev"}, {"kind": null}]}]},
                {"id": "l", "deps": [{"pkg": "o", "dep_kinds": [{"kind": null}]}]}
            ]}
        });
        assert_eq!(names(crates(&metadata).unwrap()), ["linked"]);
        let lock = json!({"packages": {
            "": {},
            "node_modules/svelte": {"version": "5.0.0", "license": "MIT"},
            "node_modules/vite": {"version": "7.0.0", "license": "MIT", "dev": true}
        }});
        assert_eq!(names(npm(&lock).unwrap()), ["svelte"]);
    }

    #[test]
    fn a_text_that_many_share_is_there_once() {
        let work = |name: &str| Work {
            name: name.into(),
            version: "1.0.0".into(),
            licence: "MIT".into(),
            folder: PathBuf::new(),
        };
        let works = BTreeSet::from([work("a"), work("b")]);
        let texts = |work: &Work| {
            let mut all = vec!["MIT".to_owned()];
            all.extend((work.name == "b").then(|| "Notice of b".to_owned()));
            Ok(all)
        };
        let told = notices(&works, &texts).unwrap();
        assert_eq!(told["texts"], json!(["MIT", "Notice of b"]));
        assert_eq!(told["works"][1]["texts"], json!([0, 1]));
    }
}
