//! Exported files as files of this device.

use std::{
    fs,
    io::BufWriter,
    path::{Path, PathBuf},
    sync::Arc,
};

use tilework_engine::ports::{ChosenFile, PortFuture, SavePlace, WantedFile};

use crate::beside::Beside;

/// No question, into this folder: for tests, for kiosks, and where there is no dialogue to ask with.
#[derive(Debug)]
pub struct SaveFolder(pub PathBuf);

impl SavePlace for SaveFolder {
    fn choose(&self, wanted: WantedFile) -> PortFuture<'_, Result<Option<ChosenFile>, String>> {
        Box::pin(async move {
            fs::create_dir_all(&self.0).map_err(|error| error.to_string())?;
            chosen(&self.0.join(&wanted.name)).map(Some)
        })
    }
}

/// The file at `path`, to be written: one that was there stays whole until the new one is.
///
/// # Errors
/// In the system's words: the place cannot be written.
pub fn chosen(path: &Path) -> Result<ChosenFile, String> {
    let (beside, file) = Beside::begin(path).map_err(|error| error.to_string())?;
    let beside = Arc::new(beside);
    let begun = Arc::clone(&beside);
    Ok(ChosenFile {
        place: path.display().to_string(),
        file: Box::new(BufWriter::new(file)),
        keep: Box::new(move || beside.keep()),
        discard: Box::new(move || begun.discard()),
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn written(path: &Path) -> ChosenFile {
        let mut chosen = chosen(path).unwrap();
        chosen.file.write_all(b"new").unwrap();
        chosen.file.flush().unwrap();
        chosen
    }

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Soil.csv");
        fs::write(&path, b"old").unwrap();
        (written(&path).discard)();
        assert_eq!(fs::read(&path).unwrap(), b"old");
        (written(&path).keep)().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        let left = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 1, "nothing is left beside it");
    }

    #[test]
    fn a_place_that_cannot_be_written_is_told_at_once() {
        let folder = tempfile::tempdir().unwrap();
        assert!(chosen(&folder.path().join("no/such/folder.csv")).is_err());
    }
}
