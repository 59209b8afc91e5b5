//! Connections for reading: several at once, beside the writer.

use std::{path::PathBuf, time::Duration};

use parking_lot::{Condvar, Mutex, MutexGuard};
use rusqlite::Connection;

use super::{fault::Fault, file};

/// Connections that are kept open while nobody reads.
const IDLE: usize = 4;
/// How long those that read are waited for. Not for ever: one may itself wait for the writer.
const WAIT: Duration = Duration::from_secs(2);

#[derive(Debug)]
pub struct Pool {
    path: PathBuf,
    idle: Mutex<Idle>,
    /// A connection that was in use is closed or idle.
    returned: Condvar,
    wait: Duration,
}

#[derive(Debug, Default)]
struct Idle {
    connections: Vec<Connection>,
    in_use: usize,
    /// Which file they are of: it changes when one is set aside.
    file: u64,
    closed: bool,
}

impl Pool {
    pub fn new(path: PathBuf) -> Self {
        Self {
            path,
            idle: Mutex::default(),
            returned: Condvar::new(),
            wait: WAIT,
        }
    }

    pub fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut used = {
            let mut idle = self.idle();
            let db = match idle.connections.pop() {
                Some(db) => db,
                None => file::open_reader(&self.path)?,
            };
            idle.in_use += 1;
            Used {
                pool: self,
                of: idle.file,
                db: Some(db),
                sound: false,
            }
        };
        let result = used.db.as_ref().map_or(Err(Fault::NoFile), read);
        used.sound = result.is_ok();
        result
    }

    /// Runs while no connection is idle and none is opened; those in use are waited for, for a while.
    pub fn without<T>(&self, run: impl FnOnce() -> T) -> T {
        let mut idle = self.idle();
        self.returned
            .wait_while_for(&mut idle, |idle| idle.in_use > 0, self.wait);
        idle.connections.clear();
        // Also of those that began while the others were waited for.
        idle.file += 1;
        run()
    }

    /// Keeps no connections from now on.
    pub fn close(&self) {
        let mut idle = self.idle();
        idle.connections.clear();
        idle.closed = true;
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock()
    }
}

/// A connection that somebody reads from; given back also in a panic.
struct Used<'a> {
    pool: &'a Pool,
    /// Which file it is of.
    of: u64,
    db: Option<Connection>,
    /// It may be used again.
    sound: bool,
}

impl Drop for Used<'_> {
    fn drop(&mut self) {
        let mut idle = self.pool.idle();
        idle.in_use -= 1;
        let wanted = idle.file == self.of && !idle.closed && idle.connections.len() < IDLE;
        let db = self.db.take();
        if self.sound && wanted {
            idle.connections.extend(db);
        } else {
            drop(db);
        }
        drop(idle);
        self.pool.returned.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    };

    use super::*;

    #[test]
    fn a_file_is_let_go_of_when_those_that_read_it_are_done() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(file::FILE);
        assert!(file::open(&path, 0, None, |_| Ok(())).is_ok());
        let pool = Pool {
            // However busy the machine is.
            wait: Duration::from_secs(600),
            ..Pool::new(path)
        };
        let done = AtomicBool::new(false);
        let (begun, begins) = mpsc::channel();
        let (goes, gone) = mpsc::channel();
        std::thread::scope(|scope| {
            let (pool, done) = (&pool, &done);
            scope.spawn(move || {
                pool.read(|_| {
                    begun.send(()).unwrap();
                    gone.recv().unwrap();
                    // The other thread has long been let in by a pool that does not wait.
                    for _ in 0..100 {
                        std::thread::yield_now();
                    }
                    done.store(true, Ordering::SeqCst);
                    Ok(())
                })
                .unwrap();
            });
            begins.recv().unwrap();
            goes.send(()).unwrap();
            pool.without(|| assert!(done.load(Ordering::SeqCst)));
        });
        assert_eq!(
            pool.idle().connections.len(),
            0,
            "it was of the file before"
        );
    }
}
