//! That everything the product is made of may be given away with it: the licences of all crates and npm packages, and where they are
//! from. Reads `cargo metadata` and the lock files; asks the
//! network only for what cargo would fetch anyway.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::steps::{cargo, read, root};

/// Whoever has the program may do with it what they like, if the notice stays. SPDX identifiers.
const FREE: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BlueOak-1.0.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// (package, its licence, why it may be here all the same)
const NAMED: &[(&str, &str, &str)] = &[
    (
        "cssparser",
        "MPL-2.0",
        "unchanged, by way of Tauri's HTML rewriting",
    ),
    ("dtoa-short", "MPL-2.0", "as cssparser"),
    ("selectors", "MPL-2.0", "as cssparser"),
    (
        "option-ext",
        "MPL-2.0",
        "unchanged, by way of Tauri's folders",
    ),
    ("webdriver", "MPL-2.0", "drives tests; never shipped"),
    ("webpki-roots", "CDLA-Permissive-2.0", "data, not code"),
    ("lightningcss", "MPL-2.0", "builds the UI; never shipped"),
];

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";
const NPM: &str = "https://registry.npmjs.org/";

/// A package of somebody else.
#[derive(Debug)]
struct Package {
    name: String,
    version: String,
    /// As it says itself; none: nothing.
    licence: Option<String>,
    /// It is from where such packages are from.
    known_source: bool,
}

/// Fails with all packages that may not be here.
pub fn run() -> Result<()> {
    let metadata = read(cargo().args(["metadata", "--format-version=1", "--locked"]))?;
    let mut all = crates(&metadata)?;
    for lock in [
        "ui/package-lock.json",
        "tests/aedes/package-lock.json",
        "tests/devices/package-lock.json",
    ] {
        let text = fs::read_to_string(root().join(lock)).context(lock)?;
        all.extend(npm(&text).context(lock)?);
    }
    let wrong: Vec<String> = all.iter().filter_map(fault).collect();
    for line in &wrong {
        println!("{line}");
    }
    if !wrong.is_empty() {
        bail!("{} packages that may not be here", wrong.len());
    }
    println!("      {} packages may be here", all.len());
    Ok(())
}

fn fault(package: &Package) -> Option<String> {
    let Package { name, version, .. } = package;
    if !package.known_source {
        return Some(format!("{name} {version}: from nowhere that is known"));
    }
    let Some(licence) = &package.licence else {
        return Some(format!("{name} {version}: says no licence"));
    };
    let named = NAMED
        .iter()
        .any(|(known, of, _)| of == licence && is_of(name, known));
    (!named && !is_free(licence)).then(|| format!("{name} {version}: {licence}"))
}

/// The package itself, or a part of it that has its name before its own: `lightningcss-linux-x64-gnu`.
fn is_of(name: &str, known: &str) -> bool {
    let rest = name.strip_prefix(known);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// An SPDX expression, or the `MIT/Apache-2.0` of old crates: of all that `AND` joins one choice of each `OR` must be free.
fn is_free(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ");
    let spaced = spaced.replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let free = any(&mut words);
    free && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words<'_>) -> bool {
    let mut free = every(words);
    while words.next_if_eq(&"OR").is_some() {
        free |= every(words);
    }
    free
}

fn every(words: &mut Words<'_>) -> bool {
    let mut free = one(words);
    while words.next_if_eq(&"AND").is_some() {
        free &= one(words);
    }
    free
}

fn one(words: &mut Words<'_>) -> bool {
    match words.next() {
        Some("(") => any(words) & words.next_if_eq(&")").is_some(),
        Some(word) => {
            // An exception only allows more.
            if words.next_if_eq(&"WITH").is_some() {
                words.next();
            }
            FREE.contains(&word)
        }
        None => false,
    }
}

fn crates(metadata: &str) -> Result<Vec<Package>> {
    let metadata: Value = serde_json::from_str(metadata)?;
    let packages = metadata["packages"].as_array();
    let packages = packages.context("cargo metadata without packages")?;
    // Ours have no source.
    let others = packages.iter().filter(|it| !it["source"].is_null());
    Ok(others
        .map(|it| package(it, &it["name"], it["source"] == CRATES_IO))
        .collect())
}

fn npm(lock: &str) -> Result<Vec<Package>> {
    let lock: Value = serde_json::from_str(lock)?;
    let packages = lock["packages"].as_object().context("no packages")?;
    let others = packages.iter().filter(|(path, _)| !path.is_empty());
    Ok(others
        .map(|(path, it)| {
            let name = path.rsplit("node_modules/").next().unwrap_or(path);
            // npm leaves out where a package is from if that is the registry; the checksum is what it is known by.
            let from = it["resolved"].as_str();
            let known =
                from.is_none_or(|from| from.starts_with(NPM)) && it["integrity"].is_string();
            package(it, &name.into(), known)
        })
        .collect())
}

fn package(it: &Value, name: &Value, known_source: bool) -> Package {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    Package {
        name: text(name).unwrap_or_default(),
        version: text(&it["version"]).unwrap_or_default(),
        licence: text(&it["license"]),
        known_source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_free_if_a_free_choice_can_be_made() {
        for free in [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "Apache-2.0 / MIT",
            "Apache-2.0 OR GPL-2.0-only",
            "Apache-2.0 WITH LLVM-exception",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "GPL-3.0 AND MIT OR ISC",
        ] {
            assert!(is_free(free), "{free}");
        }
        for not in [
            "",
            "GPL-3.0",
            "MPL-2.0",
            "MIT AND GPL-2.0-only",
            "(MIT OR GPL-2.0) AND LGPL-3.0",
            "(MIT",
            "MIT Apache-2.0",
            "SEE LICENSE IN LICENSE",
        ] {
            assert!(!is_free(not), "{not}");
        }
    }

    #[test]
    fn a_crate_needs_a_free_licence_and_crates_io() {
        let metadata = r#"{"packages": [
            {"name": "ours", "version": "1.0.0", "source": null, "license": null},
            {"name": "good", "version": "1.0.0", "source": "registry+https://github.com/rust-lang/crates.io-index", "license": "MIT"},
            {"name": "selectors", "version": "1.0.0", "source": "registry+https://github.com/rust-lang/crates.io-index", "license": "MPL-2.0"},
            {"name": "mute", "version": "1.0.0", "source": "registry+https://github.com/rust-lang/crates.io-index", "license": null},
            {"name": "copyleft", "version": "1.0.0", "source": "registry+https://github.com/rust-lang/crates.io-index", "license": "MPL-2.0"},
            {"name": "elsewhere", "version": "1.0.0", "source": "git+https://example.org/x", "license": "MIT"}
        ]}"#;
        let wrong: Vec<_> = crates(metadata).unwrap().iter().filter_map(fault).collect();
        assert_eq!(
            wrong,
            [
                "mute 1.0.0: says no licence",
                "copyleft 1.0.0: MPL-2.0",
                "elsewhere 1.0.0: from nowhere that is known"
            ]
        );
    }

    #[test]
    fn an_npm_package_needs_the_registry_and_its_checksum_too() {
        let lock = r#"{"packages": {
            "": {"name": "ours"},
            "node_modules/@a/good": {"version": "1.0.0", "license": "ISC", "integrity": "sha512-x",
                "resolved": "https://registry.npmjs.org/@a/good/-/good-1.0.0.tgz"},
            "node_modules/short": {"version": "1.0.0", "license": "MIT", "integrity": "sha512-x"},
            "node_modules/lightningcss-linux-x64-gnu": {"version": "1.0.0", "license": "MPL-2.0", "integrity": "sha512-x"},
            "node_modules/elsewhere": {"version": "1.0.0", "license": "MIT", "integrity": "sha512-x", "resolved": "https://example.org/x.tgz"},
            "node_modules/b/node_modules/unchecked": {"version": "2.0.0", "license": "MIT"}
        }}"#;
        let mut wrong: Vec<_> = npm(lock).unwrap().iter().filter_map(fault).collect();
        wrong.sort();
        assert_eq!(
            wrong,
            [
                "elsewhere 1.0.0: from nowhere that is known",
                "unchecked 2.0.0: from nowhere that is known"
            ]
        );
    }
}
