//! What may depend on what, and that every direct dependency has its line in docs/dependencies.md.

use anyhow::{Context, Result};
use serde_json::Value;

use super::Finding;

#[derive(Debug)]
pub struct Package {
    pub name: String,
    pub version: String,
    /// Those of its tests and its build script too.
    pub dependencies: Vec<String>,
    /// Those of its tests alone: they may look at the product from outside, as a device or through a database file.
    pub of_tests: Vec<String>,
}

/// Reads `cargo metadata --no-deps`.
pub fn packages(metadata: &str) -> Result<Vec<Package>> {
    let metadata: Value = serde_json::from_str(metadata)?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    metadata["packages"]
        .as_array()
        .context("cargo metadata without packages")?
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"]
                .as_array()
                .context("a package without dependencies")?;
            let named = |dependency: &Value| text(&dependency["name"]);
            let of_tests = dependencies
                .iter()
                .filter(|dependency| dependency["kind"] == "dev");
            Ok(Package {
                name: text(&package["name"]).context("a package without a name")?,
                version: text(&package["version"]).context("a package without a version")?,
                of_tests: of_tests.filter_map(named).collect(),
                dependencies: dependencies.iter().filter_map(named).collect(),
            })
        })
        .collect()
}

/// The names in package.json, of both kinds.
pub fn npm(package_json: &str) -> Result<Vec<String>> {
    let package: Value = serde_json::from_str(package_json).context("ui/package.json")?;
    let kinds = ["dependencies", "devDependencies"]
        .iter()
        .filter_map(|kind| package[kind].as_object());
    Ok(kinds.flat_map(|names| names.keys().cloned()).collect())
}

/// (dependencies that begin so, only in these packages, because)
const ONLY: &[(&str, &[&str], &str)] = &[
    (
        "tauri",
        &["tilework"],
        "only the shell in src-tauri/ depends on tauri",
    ),
    (
        "rumqttc",
        &["tilework-engine", "tilework-demo"],
        "only the engine and the demo's devices speak MQTT through rumqttc",
    ),
    (
        "rusqlite",
        &["tilework-database", "tilework-engine", "tilework-history"],
        "only the database crate, the engine and the history store",
    ),
    (
        "mqtt5",
        &["tilework-broker"],
        "only the broker inside the app is one",
    ),
    (
        "plotters",
        &["tilework-chart"],
        "only the chart crate draws",
    ),
];

/// What crates of the workspace may see of each other; xtask and the drivers of tests are not listed and may see all they need.
const BELOW: &[(&str, &[&str])] = &[
    ("tilework-core", &[]),
    ("tilework-bundle", &["tilework-core"]),
    ("tilework-chart", &["tilework-core"]),
    ("tilework-device-code", &["tilework-core"]),
    ("tilework-discovery", &["tilework-core"]),
    ("tilework-database", &["tilework-core"]),
    ("tilework-history", &["tilework-core", "tilework-database"]),
    ("tilework-broker", &["tilework-core"]),
    ("tilework-demo", &["tilework-core", "tilework-broker"]),
    (
        "tilework-host",
        &["tilework-core", "tilework-demo", "tilework-engine"],
    ),
    (
        "tilework-web",
        &[
            "tilework-core",
            "tilework-engine",
            "tilework-host",
            "tilework-driver",
            "tilework-mosquitto",
        ],
    ),
    (
        "tilework-engine",
        &[
            "tilework-core",
            "tilework-bundle",
            "tilework-chart",
            "tilework-device-code",
            "tilework-discovery",
            "tilework-database",
            "tilework-history",
            "tilework-aedes",
            "tilework-certificates",
            "tilework-faults",
            "tilework-mosquitto",
            "tilework-rabbitmq",
        ],
    ),
];

/// What any crate's tests may use: a folder of files, a disk that fails.
const OF_TESTS: &[&str] = &["tilework-corpus", "tilework-bad-disk"];

/// Work of theirs blocks; who calls them says on which thread.
const WITHOUT_TASKS: &[&str] = &[
    "tilework-bundle",
    "tilework-chart",
    "tilework-database",
    "tilework-device-code",
    "tilework-discovery",
    "tilework-history",
];

const NOT_IN_CORE: &[&str] = &[
    "tokio", "futures", "async-", "reqwest", "chrono", "time", "uuid", "fastrand", "rand",
    "tracing",
];

pub fn layers(packages: &[Package]) -> Vec<Finding> {
    let mut findings = vec![];
    for package in packages {
        let mut broken = |rule: String| findings.push(Finding::new(&package.name, 0, rule));
        for dependency in &package.dependencies {
            for (prefix, allowed, rule) in ONLY {
                let meant = dependency == prefix || dependency.starts_with(&format!("{prefix}-"));
                let only_tests = *prefix != "tauri" && package.of_tests.contains(dependency);
                if meant && !only_tests && !allowed.contains(&package.name.as_str()) {
                    broken(format!("{rule}, not through `{dependency}` here"));
                }
            }
            if let Some((_, below)) = BELOW.iter().find(|(name, _)| *name == package.name)
                && dependency.starts_with("tilework")
                && !below.contains(&dependency.as_str())
                && !(OF_TESTS.contains(&dependency.as_str())
                    && package.of_tests.contains(dependency))
            {
                broken(format!(
                    "dependencies point one way: it must not depend on `{dependency}`"
                ));
            }
            if WITHOUT_TASKS.contains(&package.name.as_str())
                && ["tokio", "futures"]
                    .iter()
                    .any(|name| dependency.starts_with(name))
            {
                broken(format!("it knows no tasks, but depends on `{dependency}`"));
            }
            if package.name == "tilework-core"
                && NOT_IN_CORE.iter().any(|name| {
                    dependency == name || (name.ends_with('-') && dependency.starts_with(name))
                })
            {
                broken(format!(
                    "core has no async, no IO, no clock and no chance: not `{dependency}`"
                ));
            }
        }
    }
    findings
}

/// The bundles of every system, an APK's version code among them, take the version from tauri.conf.json.
pub fn one_version(packages: &[Package], tauri_conf: &str) -> Result<Vec<Finding>> {
    const CONF: &str = "tauri.conf.json";
    let conf: Value = serde_json::from_str(tauri_conf).context(CONF)?;
    let told = conf["version"].as_str().unwrap_or_default();
    let ours = packages.iter().find(|package| package.name == "tilework");
    let differs = ours.filter(|package| package.version != told);
    Ok(differs
        .map(|package| {
            let rule = format!("version is “{told}”, Cargo.toml's {}", package.version);
            Finding::new(CONF, 0, rule)
        })
        .into_iter()
        .collect())
}

pub fn documented(packages: &[Package], npm: &[String], document: &str) -> Vec<Finding> {
    let ours: Vec<&str> = packages
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    let rust = packages
        .iter()
        .flat_map(|package| &package.dependencies)
        .filter(|name| !ours.contains(&name.as_str()));
    let mut names: Vec<&String> = rust.chain(npm).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter(|name| !document.contains(&format!("`{name}`")))
        .map(|name| {
            Finding::new(
                "docs/dependencies.md",
                0,
                format!("does not name `{name}`, a direct dependency"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, dependencies: &[&str]) -> Package {
        let dependencies = dependencies.iter().map(|&name| name.to_owned()).collect();
        Package {
            name: name.to_owned(),
            version: "0.1.0".to_owned(),
            dependencies,
            of_tests: vec![],
        }
    }

    #[track_caller]
    fn check(name: &str, dependencies: &[&str], broken: usize) {
        assert_eq!(
            layers(&[package(name, dependencies)]).len(),
            broken,
            "{name} {dependencies:?}"
        );
    }

    #[test]
    fn only_the_shell_depends_on_tauri() {
        check(
            "tilework",
            &["tauri", "tauri-build", "tauri-plugin-store"],
            0,
        );
        check("tilework-engine", &["tauri-plugin-store"], 1);
        check("tilework-engine", &["taurine"], 0);
    }

    #[test]
    fn dependencies_point_one_way() {
        check("tilework-core", &["tilework-engine"], 1);
        check("tilework-demo", &["tilework-engine"], 1);
        check("tilework-engine", &["tilework-core", "tilework-chart"], 0);
    }

    #[test]
    fn core_stays_pure() {
        check("tilework-core", &["tokio"], 1);
        check("tilework-core", &["async-trait"], 1);
        check("tilework-core", &["serde", "minijinja"], 0);
    }

    #[test]
    fn the_client_and_the_database_stay_where_they_are() {
        check("tilework", &["rumqttc"], 1);
        check("tilework-demo", &["rumqttc", "rusqlite"], 1);
        let mut tested = package("tilework", &["rumqttc", "tauri"]);
        tested.of_tests = vec!["rumqttc".into()];
        assert_eq!(layers(&[tested]), []);
    }

    #[test]
    fn a_bundle_of_another_version_than_the_program_is_found() {
        let ours = [package("tilework", &[])];
        let findings = |conf| one_version(&ours, conf).unwrap().len();
        assert_eq!(findings(r#"{"version":"0.1.0"}"#), 0);
        assert_eq!(findings(r#"{"version":"0.2.0"}"#), 1);
        assert_eq!(findings("{}"), 1, "an APK would be 1.0, code 1, for ever");
    }

    #[test]
    fn an_undocumented_dependency_is_found() {
        let packages = [
            package("tilework-core", &["serde", "minijinja"]),
            package("tilework", &["tilework-core"]),
        ];
        let findings = documented(
            &packages,
            &["svelte".into()],
            "| `serde` | … |\n| `svelte` | … |",
        );
        assert_eq!(findings.len(), 1);
        assert!(findings[0].rule.contains("minijinja"));
    }

    #[test]
    fn metadata_and_package_json_are_read() {
        let metadata = r#"{"packages":[{"name":"a","version":"1.2.3","dependencies":[{"name":"b","kind":"dev"}]}]}"#;
        assert_eq!(packages(metadata).unwrap()[0].dependencies, ["b"]);
        assert_eq!(
            npm(r#"{"dependencies":{"x":"1"},"devDependencies":{"y":"2"}}"#).unwrap(),
            ["x", "y"]
        );
    }
}
