//! The handle of the store: what callers tell it and ask of it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    thread::JoinHandle,
};

use parking_lot::Mutex;
use tilework_core::Millis;
use tilework_database::Opened;

use super::{
    changes::Change,
    fault::Fault,
    file,
    inbox::Shared,
    jobs::Job,
    ledger::Ledger,
    outages::OutageOf,
    pool::Pool,
    reader::Reader,
    settings,
    types::{Options, Recording, Status},
    writer::Writer,
};
use crate::{HistoryError, Kind, Sample, SeriesId, Source};

/// The store. Dropping it closes it.
#[derive(Debug)]
pub struct History {
    pub(super) shared: Arc<Shared>,
    pub(super) pool: Arc<Pool>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl History {
    /// Opens `history.db` in a folder that no other process has open, or makes it. A damaged file is set aside, and the second value says
    /// where it lies now.
    ///
    /// # Errors
    /// [`HistoryError::Newer`], or the file can neither be opened nor made.
    pub fn open(folder: &Path, options: Options) -> Result<(Self, Option<PathBuf>), HistoryError> {
        tilework_database::make_folder(folder).map_err(Fault::from)?;
        let path = folder.join(file::FILE);
        let now = (options.clock)();
        let Opened { db, loaded, aside } =
            file::open(&path, now, options.pages, settings::load).map_err(Fault::from)?;
        let shared = Arc::new(Shared::new(path.clone(), options, loaded.registry));
        let pool = Arc::new(Pool::new(path));
        {
            let mut inbox = shared.inbox();
            inbox.retention = loaded.retention;
            inbox.paused = loaded.paused;
            if loaded.paused {
                inbox.unheard.insert(OutageOf::All);
            }
            let alive = loaded.alive;
            shared.tell(inbox, Change::Opened { alive, now });
        }
        let ledger = Ledger::new(shared.clone(), pool.clone(), db, loaded.outages);
        let writer = Writer::new(shared.clone(), pool.clone(), ledger);
        let thread = std::thread::Builder::new()
            .name("history".to_owned())
            .spawn(move || writer.run())
            .map_err(Fault::from)?;
        let history = Self {
            shared,
            pool,
            thread: Mutex::new(Some(thread)),
        };
        Ok((history, aside))
    }

    /// The series of a source; a new one if there is none. Touches no disk.
    pub fn series(&self, source: &Source, kind: Kind) -> SeriesId {
        let mut inbox = self.shared.inbox();
        let (id, new) = inbox.registry.series(source, kind);
        if new {
            self.shared.tell(inbox, Change::Series(id));
        }
        id
    }

    /// The series of a source, if it has one.
    #[must_use]
    pub fn find(&self, source: &Source, kind: Kind) -> Option<SeriesId> {
        self.shared.inbox().registry.find(source, kind)
    }

    /// Takes a sample; microseconds. It is left out, without a word, while recording is paused, if its series keeps nothing or was deleted,
    /// and if its value is not finite; if there is no room for it in memory, it is counted as dropped.
    pub fn record(&self, series: SeriesId, at: Millis, value: f64) {
        self.shared.record(series, Sample { at, value });
    }

    /// The same for a text series.
    pub fn record_text(&self, series: SeriesId, at: Millis, text: &str) {
        if let Some(value) = self.word(series, text) {
            self.record(series, at, value);
        }
    }

    /// The value that stands for a word in a text series, to import it. A series has at most 1,000 words of at most 200 characters: a longer
    /// one, and those after the 999th, are all the word `…`. `None`: there is no such series.
    pub fn word(&self, series: SeriesId, text: &str) -> Option<f64> {
        let mut inbox = self.shared.inbox();
        let (number, new) = inbox.registry.word(series, text)?;
        if let Some(word) = new {
            self.shared.tell(inbox, Change::Word(series, number, word));
        }
        Some(f64::from(number))
    }

    /// Nothing is heard from `at` on: of one broker, or of all (`None`). Outages shorter than 30 s are not kept.
    pub fn outage_began(&self, broker: Option<&str>, at: Millis) {
        let inbox = self.shared.inbox();
        self.shared.outage_began(inbox, of(broker), at);
    }

    /// Nothing if none began.
    pub fn outage_ended(&self, broker: Option<&str>, at: Millis) {
        self.shared.outage_ended(of(broker), at);
    }

    /// The source of a series goes on with another kind of value from `at` on: an outage of this series alone. Nothing if one goes on
    /// already. Ends with the next start at the latest.
    pub fn interruption_began(&self, series: SeriesId, at: Millis) {
        let inbox = self.shared.inbox();
        if inbox.registry.get(series).is_some() {
            self.shared
                .outage_began(inbox, OutageOf::Series(series), at);
        }
    }

    /// Nothing if none goes on: may be told of every sample.
    pub fn interruption_ended(&self, series: SeriesId, at: Millis) {
        self.shared.outage_ended(OutageOf::Series(series), at);
    }

    /// Records nothing until [`History::resume`], also after the next start. The time between is an outage of all brokers.
    pub fn pause(&self) {
        self.shared.set_paused(true);
    }

    pub fn resume(&self) {
        self.shared.set_paused(false);
    }

    /// Returns when everything that was recorded before lies in the file; at once if nothing waits.
    ///
    /// # Errors
    /// It cannot be written now. It is kept in memory and tried again.
    pub fn flush(&self) -> Result<(), HistoryError> {
        if self.shared.inbox().waiting() == 0 {
            return Ok(());
        }
        self.shared.ask(Job::Flush)
    }

    pub fn status(&self) -> Status {
        let inbox = self.shared.inbox();
        Status {
            recording: match &inbox.trouble {
                Some(trouble) => trouble.clone(),
                None if inbox.paused => Recording::Paused,
                None => Recording::On,
            },
            dropped: inbox.dropped,
            dropped_outages: inbox.dropped_outages,
            too_old: inbox.too_old,
            waiting: inbox.waiting() as u64,
            most_waiting: self.shared.options.waiting as u64,
            set_aside: inbox.set_aside.clone(),
        }
    }

    /// For reading, beside the writer and on any thread.
    #[must_use]
    pub fn reader(&self) -> Reader {
        Reader::new(self.shared.clone(), self.pool.clone())
    }

    /// Writes what waits and ends the thread; what is recorded after it is lost.
    pub fn close(&self) {
        self.shared.close();
        let mut thread = self.thread.lock();
        if let Some(thread) = thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the history's thread ended in a panic");
        }
    }
}

impl Drop for History {
    fn drop(&mut self) {
        self.close();
    }
}

fn of(broker: Option<&str>) -> OutageOf {
    broker.map_or(OutageOf::All, |broker| OutageOf::Broker(broker.to_owned()))
}
