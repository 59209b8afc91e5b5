//! The disk after the power went: what was synced is there, and of the rest nothing, everything, or any part.
//!
//! Of one file the writes since its last sync survive in any choice; names (created, renamed, removed) survive in their order, as every
//! file system with a journal keeps them, but only up to some instant since the folder was last synced, or the file that got one. This is
//! stricter than Linux is.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::log::Step;

/// What survives of what was not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsynced {
    Lost,
    /// The program was killed, the system lived on.
    Kept,
    /// Any part, by the choice of a seed.
    Some(u64),
}

#[derive(Debug, Clone, Default)]
struct Contents {
    disk: Vec<u8>,
    pending: Vec<Step>,
}

type Names = BTreeMap<PathBuf, usize>;

/// The disk, as steps change it.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    folder: PathBuf,
    contents: Vec<Contents>,
    /// Where a file of this number lies now in `contents`: numbers are used again.
    numbers: BTreeMap<u64, usize>,
    names: Names,
    /// And what was created, if anything was.
    pending_names: Vec<(Names, Option<usize>)>,
}

impl Disk {
    /// With what lies in a folder now, all of it synced.
    ///
    /// # Panics
    /// It cannot be read.
    #[cfg(unix)]
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        use std::os::unix::fs::MetadataExt as _;

        let mut disk = Self {
            folder: folder.to_owned(),
            ..Self::default()
        };
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(bytes) = std::fs::read(entry.path()) else {
                continue;
            };
            let number = entry.metadata().map_or(0, |meta| meta.ino());
            let place = disk.begin(number);
            disk.contents[place].disk = bytes;
            disk.names.insert(entry.path(), place);
        }
        disk
    }

    fn begin(&mut self, number: u64) -> usize {
        self.contents.push(Contents::default());
        let place = self.contents.len() - 1;
        self.numbers.insert(number, place);
        place
    }

    fn now(&self) -> &Names {
        self.pending_names
            .last()
            .map_or(&self.names, |(names, _)| names)
    }

    /// One step further.
    pub fn step(&mut self, step: &Step) {
        let mut renames = self.now().clone();
        match step {
            Step::Created { file, path } => {
                let place = self.begin(*file);
                renames.insert(path.clone(), place);
                self.pending_names.push((renames, Some(place)));
            }
            Step::Renamed { from, to } => {
                if let Some(place) = renames.remove(from) {
                    renames.insert(to.clone(), place);
                }
                self.pending_names.push((renames, None));
            }
            Step::Removed { path } => {
                renames.remove(path);
                self.pending_names.push((renames, None));
            }
            Step::FolderSynced => {
                self.names = renames;
                self.pending_names.clear();
            }
            Step::Wrote { file, .. } | Step::Cut { file, .. } => {
                if let Some(contents) = self.contents_of(*file) {
                    contents.pending.push(step.clone());
                }
            }
            Step::Synced { file } => {
                self.names_of(*file);
                if let Some(contents) = self.contents_of(*file) {
                    let Contents { disk, pending } = contents;
                    pending.drain(..).for_each(|step| apply(disk, &step));
                }
            }
            Step::SyncFailed { file } => {
                if let Some(contents) = self.contents_of(*file) {
                    contents.pending.clear();
                }
            }
            Step::Failed | Step::Note(_) => {}
        }
    }

    /// A file that is synced is found again.
    fn names_of(&mut self, file: u64) {
        let place = self.numbers.get(&file).copied();
        let created = |pending: &(Names, Option<usize>)| place.is_some() && pending.1 == place;
        if let Some(index) = self.pending_names.iter().rposition(created)
            && let Some((names, _)) = self.pending_names.drain(..=index).next_back()
        {
            self.names = names;
        }
    }

    fn contents_of(&mut self, file: u64) -> Option<&mut Contents> {
        let place = *self.numbers.get(&file)?;
        self.contents.get_mut(place)
    }

    /// Writes what is on the disk into another folder. SQLite's `-shm` is memory, which no power loss leaves.
    ///
    /// # Panics
    /// It cannot be written.
    pub fn put_into(&self, folder: &Path, unsynced: Unsynced) {
        let mut chance = fastrand::Rng::with_seed(match unsynced {
            Unsynced::Some(seed) => seed,
            Unsynced::Lost | Unsynced::Kept => 0,
        });
        let survive = match unsynced {
            Unsynced::Lost => 0,
            Unsynced::Kept => self.pending_names.len(),
            Unsynced::Some(_) => chance.usize(0..=self.pending_names.len()),
        };
        let names = survive
            .checked_sub(1)
            .map_or(&self.names, |last| &self.pending_names[last].0);
        for (path, place) in names {
            let mut bytes = self.contents[*place].disk.clone();
            for step in &self.contents[*place].pending {
                let survives = match unsynced {
                    Unsynced::Lost => false,
                    Unsynced::Kept => true,
                    Unsynced::Some(_) => chance.bool(),
                };
                if survives {
                    apply(&mut bytes, step);
                }
            }
            let Ok(name) = path.strip_prefix(&self.folder) else {
                continue;
            };
            if !name.as_os_str().as_encoded_bytes().ends_with(b"-shm") {
                let written = std::fs::write(folder.join(name), bytes);
                assert!(written.is_ok(), "{written:?}");
            }
        }
    }
}

fn apply(disk: &mut Vec<u8>, step: &Step) {
    match step {
        Step::Wrote { place, bytes, .. } => {
            let end = place + bytes.len();
            if disk.len() < end {
                disk.resize(end, 0);
            }
            disk[*place..end].copy_from_slice(bytes);
        }
        Step::Cut { length, .. } => disk.resize(*length, 0),
        _ => {}
    }
}
