use std::process::Command;

use tilework_history::{HistoryError, Recording};

use crate::*;

#[test]
fn a_full_file_keeps_samples_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        pages: Some(60),
        waiting: 50_000,
        ..TestClock::at(MIDNIGHT).options()
    };
    let (history, _) = History::open(folder.path(), options).unwrap();
    let series = number(&history, "a");
    history.record(series, MIDNIGHT - 1, 1.0);
    history.flush().unwrap();
    for at in 0..60_000 {
        history.record(series, MIDNIGHT + at, at as f64 / 7.0);
    }
    assert_eq!(history.flush(), Err(HistoryError::DiskFull));
    let status = history.status();
    assert_eq!(status.recording, Recording::DiskFull);
    assert_eq!(status.waiting + status.dropped, 60_000);
    assert!(
        history
            .reader()
            .samples(series, 0, Millis::MAX, &mut |_| ControlFlow::Continue(()))
            .is_ok()
    );
}

/// A file system of its own, as small as it is asked for.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// `None` where this is not permitted.
    fn mount(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then_some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_is_waited_for_and_nothing_is_lost() {
    let Some(disk) = SmallDisk::mount("3m") else {
        eprintln!("skipped: no file system may be mounted here");
        return;
    };
    let history = open_at(disk.0.path(), MIDNIGHT);
    let series = number(&history, "a");
    history.record(series, MIDNIGHT, 0.5);
    history.flush().unwrap();
    let ballast = disk.0.path().join("ballast");
    // Until the disk takes no more.
    assert!(std::fs::write(&ballast, vec![1; 4_000_000]).is_err());
    for step in 1..=50_000 {
        history.record(series, MIDNIGHT + step * 100, step as f64 / 7.0);
    }
    assert!(history.flush().is_err());
    until("the disk is known to be full", || {
        matches!(history.status().recording, Recording::DiskFull)
    });
    assert_eq!(history.status().waiting, 50_000);
    std::fs::remove_file(&ballast).unwrap();
    until("it goes on by itself", || history.status().waiting == 0);
    assert_eq!(history.status().recording, Recording::On);
    assert_eq!(history.status().dropped, 0);
    assert_eq!(all(&history, series).len(), 50_001);
    assert_rollups_are_of_the_samples(&history, series);
}
