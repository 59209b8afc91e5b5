//! The folder that the file lies in.

use crate::*;

#[cfg(target_os = "linux")]
#[test]
fn the_folder_may_have_any_name() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join(OsStr::from_bytes(b"not \xff text"));
    let history = open(&folder);
    let series = number(&history, "a");
    history.record(series, MIDNIGHT, 1.0);
    history.flush().unwrap();
    assert!(history.overview().unwrap().bytes > 0);
    history.close();
    std::fs::write(folder.join("history.db"), vec![7; 100_000]).unwrap();
    let (_, aside) = History::open(&folder, TestClock::at(MIDNIGHT).options()).unwrap();
    assert!(aside.unwrap().exists(), "set aside beside it");
}

#[cfg(unix)]
#[test]
fn nobody_else_can_look_into_it() {
    use std::{fs, os::unix::fs::PermissionsExt};

    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("data");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let set = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let record = || {
        let history = open(&folder);
        let series = number(&history, "a");
        history.record(series, MIDNIGHT, 1.0);
        history.flush().unwrap();
        let files = fs::read_dir(&folder).unwrap();
        let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        assert_eq!(files.len(), 3, "{files:?}");
        for file in &files {
            assert_eq!(mode(file), 0o600, "{file:?}");
        }
        assert_eq!(mode(&folder), 0o700);
    };
    record();
    set(&folder, 0o755);
    set(&folder.join("history.db"), 0o644);
    record();
}

#[test]
fn a_kill_while_a_damaged_file_is_set_aside_loses_nothing() {
    let parts = ["", "-wal", "-shm"];
    for steps in 0..=parts.len() {
        let folder = tempfile::tempdir().unwrap();
        let with = |suffix: &str| folder.path().join(format!("history.db{suffix}"));
        let garbage = |part: &str| format!("garbage{part} ").repeat(1000);
        for part in parts {
            std::fs::write(with(part), garbage(part)).unwrap();
        }
        for part in &parts[..steps] {
            std::fs::rename(with(part), with(&format!(".damaged-5{part}"))).unwrap();
        }
        let options = TestClock::at(MIDNIGHT).options();
        let (history, aside) = History::open(folder.path(), options).unwrap();
        let name = aside.expect("told where it lies");
        let name = name.file_name().unwrap().to_str().unwrap();
        for part in ["", "-wal"] {
            let kept = std::fs::read_to_string(folder.path().join(format!("{name}{part}")));
            assert_eq!(kept.unwrap(), garbage(part), "{part} after {steps}");
        }
        let series = number(&history, "a");
        history.record(series, MIDNIGHT, 1.0);
        assert_eq!(all(&history, series).len(), 1, "recording goes on");
    }
}
