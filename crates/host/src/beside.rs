//! Files that are whole or as they were: written beside their place, and put there at the end.

#[cfg(all(test, target_os = "linux"))]
mod bad_disk;

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
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
        Self::begin_with(place, &OpenOptions::new())
    }

    fn begin_with(place: &Path, options: &OpenOptions) -> io::Result<(Self, File)> {
        let mut begun = place.as_os_str().to_owned();
        begun.push(format!(".{}.part", uuid::Uuid::new_v4().simple()));
        let begun = PathBuf::from(begun);
        let file = options.clone().write(true).create_new(true).open(&begun)?;
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
        fs::rename(&self.begun, &self.place)?;
        // Its name as well: until then a loss of power may bring back what was there. Not every file system can, and whole it is anyway.
        #[cfg(unix)]
        if let Some(folder) = self.place.parent() {
            drop(File::open(folder).and_then(|folder| folder.sync_all()));
        }
        Ok(())
    }
}

/// Puts a file in its place that this account alone may read, or leaves what is there.
///
/// # Errors
/// The folder is missing or cannot be written, or the disk is full.
pub fn write_private(place: &Path, bytes: &[u8]) -> io::Result<()> {
    #[cfg_attr(not(unix), allow(unused_mut, reason = "only unix has modes"))]
    let mut private = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut private, 0o600);
    let (beside, mut file) = Beside::begin_with(place, &private)?;
    let kept = file.write_all(bytes).and_then(|()| beside.keep());
    kept.inspect_err(|_| beside.discard())
}
