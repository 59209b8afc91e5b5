//! How the starts of a data folder ended. A start that dies before it ran well for a while is remembered; after two in a row the next one is
//! careful: no binding is put to work until the person says so, and it is told what was being read when the last one died.
//!
//! What is remembered is one small file, there only while a start is young. A clean end takes it away, and so does hiding the app: a
//! phone's system ends hidden apps as it likes. What is being read is written there only after a death, so that a healthy start writes
//! nothing for a message.

#[cfg(test)]
mod tests;

use std::{
    fs::{self, File},
    io::{Seek, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use parking_lot::Mutex;
use tilework_core::id::BindingKey;

use crate::board::Witness;

/// In the data folder.
const FILE: &str = "starting";
/// A start that lived so long was a good one.
pub const WELL: Duration = Duration::from_secs(60);
/// So many deaths in a row, and the next start is careful.
const DEATHS: u32 = 2;
/// The file has a number and the key of a binding.
const LONGEST: u64 = 4_096;

#[derive(Debug)]
pub struct Start {
    path: PathBuf,
    state: Mutex<State>,
    /// What is read is written down.
    watched: AtomicBool,
}

#[derive(Debug)]
struct State {
    /// Starts in a row that died before this one.
    died: u32,
    /// `None`: this one is not at risk of being counted as dead.
    file: Option<File>,
    stage: Stage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing is at work until the person says so.
    Careful,
    /// It may still die of what it was given to do.
    Young,
    /// It ran well, or came to a clean end.
    Well,
}

/// A start after deaths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Careful {
    /// What was being read when the last start died, if anything was.
    pub suspect: Option<BindingKey>,
}

impl Start {
    /// Notes that this folder is started, by whoever holds its lock. Where the folder cannot be written, no start is ever careful.
    pub fn begin(folder: &Path) -> (Self, Option<Careful>) {
        let path = folder.join(FILE);
        let before = Marker::read(&path);
        let died = before.as_ref().map_or(0, |before| before.died + 1);
        let careful = before.filter(|_| died >= DEATHS).map(|before| Careful {
            suspect: before.suspect,
        });
        let start = Self {
            path,
            state: Mutex::new(State {
                died: died.min(DEATHS - 1),
                file: None,
                // The file stays as it is: the next start is careful too, unless the person goes on.
                stage: if careful.is_some() {
                    Stage::Careful
                } else {
                    Stage::Young
                },
            }),
            watched: AtomicBool::new(false),
        };
        start.put_at_risk();
        (start, careful)
    }

    /// The person wants everything at work again after a careful start.
    pub fn go_on(&self) {
        let mut state = self.state.lock();
        if state.stage == Stage::Careful {
            state.stage = Stage::Young;
            drop(state);
            self.put_at_risk();
        }
    }

    /// It lived long enough, or ends as it should. A careful one that nobody went on with remains what it is.
    pub fn went_well(&self) {
        let mut state = self.state.lock();
        if state.stage == Stage::Young {
            state.stage = Stage::Well;
            self.out_of_risk(&mut state);
        }
    }

    /// Nobody sees the app: its end is no death.
    pub fn hidden(&self) {
        let mut state = self.state.lock();
        if state.stage == Stage::Young {
            self.out_of_risk(&mut state);
        }
    }

    pub fn shown(&self) {
        self.put_at_risk();
    }

    fn put_at_risk(&self) {
        let mut state = self.state.lock();
        if state.stage == Stage::Young && state.file.is_none() {
            state.file = File::create(&self.path).ok();
            self.watched
                .store(state.died > 0 && state.file.is_some(), Ordering::Relaxed);
            state.note("");
        }
    }

    fn out_of_risk(&self, state: &mut State) {
        self.watched.store(false, Ordering::Relaxed);
        if state.file.take().is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }

    fn note(&self, reading: &str) {
        if self.watched.load(Ordering::Relaxed) {
            self.state.lock().note(reading);
        }
    }
}

impl State {
    /// Not synced to the disk: it is the process that may die, not the machine.
    fn note(&mut self, reading: &str) {
        let text = format!("{}\n{reading}\n", self.died);
        if let Some(file) = &mut self.file {
            let _ = file.rewind().and_then(|()| file.write_all(text.as_bytes()));
        }
    }
}

impl Witness for Start {
    fn begins(&self, key: &BindingKey) {
        if self.watched.load(Ordering::Relaxed) {
            self.note(&key.to_string());
        }
    }

    fn ended(&self) {
        self.note("");
    }
}

/// What a start that died left behind.
#[derive(Debug)]
struct Marker {
    died: u32,
    suspect: Option<BindingKey>,
}

impl Marker {
    /// `None`: the last start came to a good end. A file that says nothing sensible is one death.
    fn read(path: &Path) -> Option<Self> {
        let length = fs::metadata(path).ok()?.len();
        let text = if length <= LONGEST {
            fs::read_to_string(path).unwrap_or_default()
        } else {
            String::new()
        };
        let mut lines = text.lines();
        let died = lines.next().and_then(|line| line.parse::<u8>().ok());
        let suspect = lines.next().map(str::to_owned);
        Some(Self {
            died: u32::from(died.unwrap_or(0)),
            suspect: suspect.and_then(|key| BindingKey::try_from(key).ok()),
        })
    }
}
