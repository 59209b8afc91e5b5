//! A folder belongs to one program at a time: two would undo each other's edits.

use std::{
    fs::{File, TryLockError},
    io::{Error, ErrorKind},
    path::Path,
};

use super::private;

/// Held while the folder is ours; the system lets go of it when the program ends, however that happens.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why a folder cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    #[error("another Tilework is open on the same data folder")]
    Taken,
    /// Going on would let two programs write the same file: network drives often lock nothing.
    #[error(
        "the data folder cannot be locked against a second Tilework ({0}); if it lies on a network drive, choose a folder on this device"
    )]
    Impossible(Error),
    #[error(transparent)]
    Io(#[from] Error),
}

impl Lock {
    /// Locks a file, which is made if there is none and never removed.
    ///
    /// # Errors
    /// [`LockError`]: nothing may be opened.
    pub fn take(path: &Path) -> Result<Self, LockError> {
        private::make_file(path)?;
        let file = File::options().write(true).open(path)?;
        verdict(file.try_lock())?;
        Ok(Self { _file: file })
    }
}

fn verdict(tried: Result<(), TryLockError>) -> Result<(), LockError> {
    match tried {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(LockError::Taken),
        // Where the standard library knows no lock at all (a phone), an app is never started twice on one folder.
        Err(TryLockError::Error(error)) if is_unknown_here(&error) => Ok(()),
        Err(TryLockError::Error(error)) => Err(LockError::Impossible(error)),
    }
}

fn is_unknown_here(error: &Error) -> bool {
    error.kind() == ErrorKind::Unsupported && error.raw_os_error().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_had_once_and_again_when_it_is_let_go_of() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let first = Lock::take(&path).unwrap();
        assert!(matches!(Lock::take(&path), Err(LockError::Taken)));
        drop(first);
        Lock::take(&path).unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_cannot_be_locked_is_refused_in_words() {
        // ENOLCK and EOPNOTSUPP: what network drives answer.
        for code in [37, 95] {
            let tried = Err(TryLockError::Error(Error::from_raw_os_error(code)));
            let words = verdict(tried).unwrap_err().to_string();
            assert!(words.contains("network drive"), "{words}");
        }
    }

    #[test]
    fn a_system_without_locks_is_gone_on_with() {
        let tried = Err(TryLockError::Error(Error::from(ErrorKind::Unsupported)));
        assert!(verdict(tried).is_ok());
    }
}
