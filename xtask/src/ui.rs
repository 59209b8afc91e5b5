//! The web side's tools: Node, the packages of the lock file, the scripts of ui/package.json.

use std::{fs, process::Command};

use anyhow::{Context, Result, bail};

use crate::{
    packages,
    steps::{command, read, root, sh},
};

const NODE: (u32, u32) = (20, 19);

pub fn npm() -> Command {
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(root().join("ui"));
    npm
}

/// `npm run <script>`, with npm's own noise left out.
pub fn script(name: &str) -> Command {
    let mut npm = npm();
    npm.args(["run", "--silent", name]);
    npm
}

/// Node of the right version and exactly the packages of ui/package-lock.json. Does nothing when that is so already.
pub fn ensure() -> Result<()> {
    ensure_node()?;
    packages_of("ui")
}

/// The same with the broker that tests run under Node, and what generated programs stand on.
pub fn ensure_with_tests() -> Result<()> {
    ensure()?;
    packages_of("tests/aedes")?;
    packages_of("tests/devices")?;
    python_packages()
}

/// Exactly the packages of tests/devices/requirements.txt, in a folder of their own: the system's Python is left as it is.
fn python_packages() -> Result<()> {
    let folder = root().join("tests/devices");
    let wanted = folder.join("requirements.txt");
    let wanted = fs::read(&wanted).with_context(|| wanted.display().to_string())?;
    let modules = folder.join("python_modules");
    let stamp = modules.join(".tilework-requirements");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("      pip install in {}", folder.display());
    sh(command("python3")
        .current_dir(&folder)
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--root-user-action=ignore",
        ])
        .args([
            "--upgrade",
            "--target",
            "python_modules",
            "-r",
            "requirements.txt",
        ]))?;
    fs::write(&stamp, &wanted).context("cannot write the stamp")
}

fn packages_of(folder: &str) -> Result<()> {
    let folder = root().join(folder);
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| lock.display().to_string())?;
    // In node_modules itself: whoever removes that removes the stamp too.
    let stamp = folder.join("node_modules/.tilework-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("      npm ci in {}", folder.display());
    sh(npm()
        .current_dir(&folder)
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    fs::write(&stamp, &lock).context("cannot write the stamp")
}

fn ensure_node() -> Result<()> {
    if !packages::on_path("node") && packages::on_path("apt-get") {
        packages::install(&["nodejs", "npm"])?;
    }
    let said = read(command("node").arg("--version")).with_context(|| {
        format!(
            "Node {}.{} or newer is needed (https://nodejs.org)",
            NODE.0, NODE.1
        )
    })?;
    if version(&said).is_none_or(|found| found < NODE) {
        bail!(
            "Node {}.{} or newer is needed, this is {} (https://nodejs.org)",
            NODE.0,
            NODE.1,
            said.trim()
        );
    }
    Ok(())
}

fn version(said: &str) -> Option<(u32, u32)> {
    let mut parts = said.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_compare_by_number() {
        assert!(version("v20.9.0\n") < Some(NODE));
        assert!(version("v20.19.0") >= Some(NODE));
        assert!(version("v22.1.0") >= Some(NODE));
        assert_eq!(version("unknown"), None);
    }
}
