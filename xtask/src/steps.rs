//! Long work as numbered steps with their seconds, and the commands they run.

use std::{
    ffi::OsStr,
    io::{BufRead as _, BufReader, Read},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Instant,
};

use anyhow::{Context, Result, bail};

/// The repository, wherever the command was called from.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// A program of ours, where cargo builds it for development.
pub fn built(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    root()
        .join(target)
        .join("debug")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// A command in the repository's root.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    // What `cargo run` tells us about xtask: handed on, it would make build scripts that watch these (ring's) run again each time.
    for (name, _) in std::env::vars_os() {
        let of_xtask = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"];
        if name
            .to_str()
            .is_some_and(|name| of_xtask.iter().any(|start| name.starts_with(start)))
        {
            command.env_remove(name);
        }
    }
    command
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

/// Runs it with our own output; an exit code other than 0 is an error that names the command.
pub fn sh(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot start: {}", shown(command)))?;
    if !status.success() {
        bail!("{status}: {}", shown(command));
    }
    Ok(())
}

/// What it prints on its standard output.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start: {}", shown(command)))?;
    if !output.status.success() {
        bail!("{}: {}", output.status, shown(command));
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// As `sh`, and gives the lines that end a test runner's report.
pub fn sh_with_report(command: &mut Command) -> Result<Vec<String>> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start: {}", shown(command)))?;
    let report = Arc::new(Mutex::new(vec![]));
    let stdout = child
        .stdout
        .take()
        .map(|pipe| pass_on(pipe, Arc::clone(&report)));
    let stderr = child
        .stderr
        .take()
        .map(|pipe| pass_on(pipe, Arc::clone(&report)));
    for reader in [stdout, stderr].into_iter().flatten() {
        reader
            .join()
            .map_err(|_| anyhow::anyhow!("reading the output failed"))?;
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("{status}: {}", shown(command));
    }
    Ok(std::mem::take(
        &mut *report.lock().unwrap_or_else(PoisonError::into_inner),
    ))
}

fn pass_on(
    pipe: impl Read + Send + 'static,
    report: Arc<Mutex<Vec<String>>>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            if ends_a_report(&line) {
                report
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(line.trim().to_owned());
            }
        }
    })
}

/// nextest, libtest and vitest, in this order.
fn ends_a_report(line: &str) -> bool {
    let line = line.trim();
    (line.starts_with("Summary [") && line.contains("tests run"))
        || (line.starts_with("test result:") && !line.contains(" 0 passed; 0 failed"))
        || ((line.starts_with("Tests  ") || line.starts_with("Test Files  "))
            && line.contains("passed"))
}

/// Counts steps: `[2/5] clippy`, then the seconds it took.
pub struct Steps {
    all: usize,
    done: Vec<(String, u64)>,
    report: Vec<String>,
}

impl Steps {
    pub fn of(all: usize) -> Self {
        Self {
            all,
            done: vec![],
            report: vec![],
        }
    }

    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n[{}/{}] {name}", self.done.len() + 1, self.all);
        let start = Instant::now();
        let result = work().with_context(|| format!("step “{name}” failed"))?;
        let seconds = start.elapsed().as_secs();
        println!("      {name}: {seconds} s");
        self.done.push((name.to_owned(), seconds));
        Ok(result)
    }

    /// A step whose closing lines belong in the summary.
    pub fn tests(&mut self, name: &str, work: impl FnOnce() -> Result<Vec<String>>) -> Result<()> {
        let lines = self.step(name, work)?;
        self.report
            .extend(lines.into_iter().map(|line| format!("{name}: {line}")));
        Ok(())
    }

    /// All steps with their seconds, then what the test runners said at their ends.
    pub fn summary(&self) {
        println!();
        for (name, seconds) in &self.done {
            println!("{seconds:>6} s  {name}");
        }
        println!(
            "{:>6} s  in all\n",
            self.done.iter().map(|(_, seconds)| seconds).sum::<u64>()
        );
        for line in &self.report {
            println!("{line}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_each_runner_are_known() {
        for line in [
            "     Summary [   3.204s] 120 tests run: 120 passed, 0 skipped",
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
            "      Tests  84 passed (84)",
            " Test Files  12 passed (12)",
        ] {
            assert!(ends_a_report(line), "{line}");
        }
        for line in [
            "running 0 tests",
            "test result: ok. 0 passed; 0 failed; 0 ignored",
            "        PASS [0.1s] core topic",
        ] {
            assert!(!ends_a_report(line), "{line}");
        }
    }

    #[test]
    fn a_failing_command_names_itself() {
        let error = sh(command("sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(error.to_string().contains("sh -c exit 3"), "{error}");
    }

    #[test]
    fn a_failing_step_stops_with_its_name() {
        let error = Steps::of(1)
            .step("the step", || -> Result<()> { bail!("no") })
            .unwrap_err();
        assert!(format!("{error:#}").contains("the step"), "{error:#}");
    }
}
