//! What is saved is for one account alone: folders are made 0700 and files 0600, and those of before are tightened. On Windows a user's folders
//! are private as they are.

use std::{fs::OpenOptions, io, path::Path};

/// Makes a folder, and those it lies in, that nobody else can look into.
///
/// A folder that everybody may write to (sticky, as `/tmp`) stays as it is. One that may not be changed is told in the log and used.
///
/// # Errors
/// It is not there and cannot be made.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    tighten(folder);
    Ok(())
}

/// Makes an empty file if there is none. Nothing opens one that is there: closing it would take away the locks that SQLite holds on it.
pub fn make_file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => tighten(path),
        made => drop(made?),
    }
    Ok(())
}

#[cfg(unix)]
pub fn tighten(path: &Path) {
    use std::{fs, os::unix::fs::PermissionsExt};

    const STICKY: u32 = 0o1000;
    const OTHERS: u32 = 0o077;

    let Ok(meta) = fs::metadata(path) else {
        return;
    };
    let mode = meta.permissions().mode();
    if mode & OTHERS == 0 || mode & STICKY != 0 {
        return;
    }
    let private = fs::Permissions::from_mode(mode & 0o7777 & !OTHERS);
    if let Err(error) = fs::set_permissions(path, private) {
        let path = path.display();
        tracing::warn!(%path, %error, "others can read this, and it cannot be changed");
    }
}

#[cfg(not(unix))]
pub fn tighten(_: &Path) {}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    fn set(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn new_folders_are_private_with_those_they_lie_in() {
        let around = tempfile::tempdir().unwrap();
        let folder = around.path().join("a").join("b");
        make_folder(&folder).unwrap();
        assert_eq!([mode(&around.path().join("a")), mode(&folder)], [0o700; 2]);
    }

    #[test]
    fn what_others_could_read_is_tightened() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "kept").unwrap();
        set(&file, 0o644);
        set(folder.path(), 0o2755);
        make_folder(folder.path()).unwrap();
        make_file(&file).unwrap();
        assert_eq!([mode(folder.path()), mode(&file)], [0o2700, 0o600]);
        assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
    }

    #[test]
    fn a_folder_for_everybody_stays_one() {
        let folder = tempfile::tempdir().unwrap();
        set(folder.path(), 0o1777);
        make_folder(folder.path()).unwrap();
        assert_eq!(mode(folder.path()), 0o1777);
    }
}
