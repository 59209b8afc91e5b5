//! Connections for reading: several at once, beside the writer.

use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::Connection;

use super::{fault::Fault, file};

/// Connections that are kept open while nobody reads.
const IDLE: usize = 4;

#[derive(Debug)]
pub struct Pool {
    path: PathBuf,
    idle: Mutex<Idle>,
}

#[derive(Debug, Default)]
struct Idle {
    connections: Vec<Connection>,
    /// Which file they are of: it changes when one is set aside.
    file: u64,
    closed: bool,
}

impl Pool {
    pub fn new(path: PathBuf) -> Self {
        Self {
            path,
            idle: Mutex::default(),
        }
    }

    pub fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        let (db, of) = {
            let mut idle = self.idle();
            let db = match idle.connections.pop() {
                Some(db) => db,
                None => file::open_reader(&self.path)?,
            };
            (db, idle.file)
        };
        let result = read(&db);
        let mut idle = self.idle();
        if idle.file == of && !idle.closed && idle.connections.len() < IDLE && result.is_ok() {
            idle.connections.push(db);
        }
        result
    }

    /// Runs while no connection is idle and none is opened.
    pub fn without<T>(&self, run: impl FnOnce() -> T) -> T {
        let mut idle = self.idle();
        idle.connections.clear();
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
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
