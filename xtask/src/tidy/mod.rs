//! The repository's rules as checks: the invariants of docs and ARCHITECTURE.md, most of them absences, and the habits of the style.
//! Each is a function from sources to findings, so that its test can show it failing on a few lines.

mod android;
mod circles;
mod kinds;
mod layers;
mod manifests;
mod paths;
mod properties;
mod protocol;
mod rooms;
mod screens;
mod secrets;
mod source;
mod style;
mod tasks;
mod ui;

use anyhow::{Result, bail};

use crate::steps::{cargo, read, root};

/// One broken rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    path: String,
    /// From 1; 0 when it is about the file as a whole.
    line: usize,
    rule: String,
}

impl Finding {
    fn new(path: &str, line: usize, rule: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            rule: rule.into(),
        }
    }
}

pub fn run() -> Result<()> {
    let sources = source::load(&root())?;
    let metadata = read(cargo().args(["metadata", "--format-version=1", "--no-deps", "--locked"]))?;
    let packages = manifests::packages(&metadata)?;
    let text = |path: &str| {
        sources
            .iter()
            .find(|source| source.path == path)
            .map_or("", |source| source.text.as_str())
    };

    let mut findings = vec![];
    findings.extend(manifests::layers(&packages));
    let npm = manifests::npm(text("ui/package.json"))?;
    findings.extend(manifests::documented(
        &packages,
        &npm,
        text("docs/dependencies.md"),
    ));
    findings.extend(manifests::one_version(&packages, text("tauri.conf.json"))?);
    findings.extend(kinds::folders(&sources));
    findings.extend(kinds::named_outside(&sources));
    findings.extend(properties::inherited(&sources));
    findings.extend(protocol::named_tests(&sources));
    findings.extend(rooms::rooms(&sources));
    findings.extend(screens::apart(&sources));
    findings.extend(android::edits(&sources));
    findings.extend(circles::circles(&sources));
    for source in &sources {
        findings.extend(layers::rust(source));
        findings.extend(ui::imports(source));
        findings.extend(secrets::plain_fields(source));
        findings.extend(tasks::beside(source));
        findings.extend(style::length(source));
        findings.extend(style::sleeps(source));
        findings.extend(style::silenced_lints(source));
        findings.extend(style::vague_names(source));
    }
    findings.extend(layers::requests_listed_once(&sources));

    if findings.is_empty() {
        println!("      {} files keep the rules", sources.len());
        return Ok(());
    }
    for finding in &findings {
        println!("{}:{}: {}", finding.path, finding.line, finding.rule);
    }
    bail!("{} broken rules", findings.len())
}
