//! A disk that fails at the nth write, sync, truncation or change of a name, kills its program there, or loses what was not synced.
//!
//! A test is begun again as a child process of its own with a C library between (`shim.c`): what is tested is the product's code and SQLite
//! as they are, with every byte they write. Linux only.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "of tests only")]

mod damaged;
mod log;
mod power;

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

pub use damaged::{assert_set_aside_whole, damage};
pub use log::Step;
pub use power::{Disk, Unsynced};

const SHIM: &str = concat!(env!("OUT_DIR"), "/shim.so");
const FOLDER: &str = "BAD_DISK_FOLDER";
const LOG: &str = "BAD_DISK_LOG";

/// What happens at the nth change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It fails (EIO), those after it do not.
    Fails,
    /// There is no room for it (ENOSPC), for those after it there is.
    Full,
    /// It fails, and so do all after it.
    FailsOn,
    /// There is no room for it, and for none after it.
    FullOn,
    /// The program is killed before it.
    Kill,
    /// Half of it is written, then the program is killed.
    Torn,
}

impl How {
    fn name(self) -> &'static str {
        match self {
            Self::Fails => "eio",
            Self::Full => "full",
            Self::FailsOn => "eio-on",
            Self::FullOn => "full-on",
            Self::Kill => "kill",
            Self::Torn => "torn",
        }
    }
}

/// What became of a child.
#[derive(Debug)]
pub struct Ran {
    pub steps: Vec<Step>,
}

impl Ran {
    /// Whether it lived to its nth change.
    #[must_use]
    pub fn was_hit(&self) -> bool {
        self.steps.contains(&Step::Failed)
    }

    /// What it said before step `end`.
    pub fn notes(&self, end: usize) -> impl Iterator<Item = &str> {
        self.steps[..end.min(self.steps.len())]
            .iter()
            .filter_map(|step| match step {
                Step::Note(text) => Some(text.as_str()),
                _ => None,
            })
    }

    #[must_use]
    pub fn said(&self) -> Vec<&str> {
        self.notes(usize::MAX).collect()
    }
}

/// The folder a child works in; `None`: the test was not begun as one.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

/// A child says something, between what it does to its disk.
///
/// # Panics
/// Its log cannot be written.
pub fn note(text: &str) {
    let path = std::env::var_os(LOG).expect("only a child has something to note");
    let mut file = std::fs::File::options().append(true).open(path).unwrap();
    file.write_all(&log::note(text)).unwrap();
}

/// Runs an ignored test of this binary on a folder, with a disk that does something at its nth change (0: never).
///
/// # Panics
/// It ended otherwise than well or by being killed there: a panic is no answer to a bad disk.
#[must_use]
pub fn run(test: &str, folder: &Path, at: usize, how: How) -> Ran {
    let beside = around();
    let log = beside.path().join("log");
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            test,
            "--exact",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env("LD_PRELOAD", SHIM)
        .env(FOLDER, folder)
        .env(LOG, &log)
        .env("BAD_DISK_AT", at.to_string())
        .env("BAD_DISK_HOW", how.name())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let ran = Ran {
        steps: log::read(&log),
    };
    let killed = matches!(how, How::Kill | How::Torn) && ran.was_hit();
    assert!(
        killed != output.status.success(),
        "change {at} {how:?}: {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        !ran.steps.is_empty(),
        "the child did nothing: is its name right?"
    );
    ran
}

/// Runs it again and again, each time with a later change that is hit, until none is; how often one was.
///
/// # Panics
/// As [`run`].
pub fn sweep(
    test: &str,
    how: How,
    prepare: impl Fn(&Path),
    verify: impl Fn(&Path, &Ran, usize),
) -> usize {
    for at in 1.. {
        let folder = around();
        prepare(folder.path());
        let ran = run(test, folder.path(), at, how);
        verify(folder.path(), &ran, at);
        if !ran.was_hit() {
            return at - 1;
        }
    }
    unreachable!("a child ends")
}

/// Runs it once, then has the power go after each of its steps; how many there were.
///
/// # Panics
/// As [`run`].
pub fn power_loss(
    test: &str,
    prepare: impl Fn(&Path),
    verify: impl Fn(&Path, &Ran, usize),
) -> usize {
    let folder = around();
    prepare(folder.path());
    let mut disk = Disk::of(folder.path());
    let ran = run(test, folder.path(), 0, How::Fails);
    for (index, step) in ran.steps.iter().enumerate() {
        disk.step(step);
        if matches!(step, Step::Note(_)) {
            continue;
        }
        let seeds = (0..2).map(|seed| Unsynced::Some((index * 2 + seed) as u64));
        for unsynced in [Unsynced::Lost, Unsynced::Kept].into_iter().chain(seeds) {
            let found = around();
            disk.put_into(found.path(), unsynced);
            verify(found.path(), &ran, index + 1);
        }
    }
    ran.steps.len()
}

/// Runs it once with a disk that fails, then has the power go when it ended: what it could not sync is lost.
///
/// # Panics
/// As [`run`].
pub fn power_loss_after_faults(
    test: &str,
    how: How,
    prepare: impl Fn(&Path),
    verify: impl Fn(&Path, &Ran, usize),
) -> usize {
    for at in 1.. {
        let folder = around();
        prepare(folder.path());
        let mut disk = Disk::of(folder.path());
        let ran = run(test, folder.path(), at, how);
        ran.steps.iter().for_each(|step| disk.step(step));
        let found = around();
        disk.put_into(found.path(), Unsynced::Lost);
        verify(found.path(), &ran, at);
        if !ran.was_hit() {
            return at - 1;
        }
    }
    unreachable!("a child ends")
}

/// In memory where there is such a place: what a sync does is the shim's matter.
fn around() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.unwrap()
}
