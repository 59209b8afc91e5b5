//! Files that are whole or as they were: written beside their place, and put there at the end.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// A file that is being written and has not taken its place yet.
#[derive(Debug)]
pub struct Beside {
    place: PathBuf,
    begun: PathBuf,
}

impl Beside {
    /// Begins one in the folder of `place`, under a name that nobody else has.
    ///
    /// # Errors
    /// The folder is missing or cannot be written.
    pub fn begin(place: &Path) -> io::Result<(Self, File)> {
        let mut begun = place.as_os_str().to_owned();
        begun.push(format!(".{}.part", uuid::Uuid::new_v4().simple()));
        let begun = PathBuf::from(begun);
        let file = File::create(&begun)?;
        let place = place.to_owned();
        Ok((Self { place, begun }, file))
    }

    /// Takes it back; what was at the place stays.
    pub fn discard(&self) {
        // One that is not there any more is no trouble.
        drop(fs::remove_file(&self.begun));
    }

    /// Makes it the file, once it is on the disk.
    ///
    /// # Errors
    /// The disk did not take it, or the place cannot be replaced; what was there stays.
    pub fn keep(&self) -> io::Result<()> {
        File::options().write(true).open(&self.begun)?.sync_all()?;
        fs::rename(&self.begun, &self.place)
    }
}
