//! From values to the history. Never waits for the disk.

use tilework_core::{Millis, id::BrokerId, value::Value};
use tilework_history::{History, Reader, Recording, SeriesId};

use crate::{
    api::AppError,
    board::{Kept, Origin},
};

/// The history of one data folder, or why there is none.
#[derive(Debug)]
pub struct Recorder(Result<History, String>);

impl Default for Recorder {
    fn default() -> Self {
        Self(Err("there is no history".to_owned()))
    }
}

impl Recorder {
    pub fn new(opened: Result<History, String>) -> Self {
        Self(opened)
    }

    /// Keeps a value. `kept` holds the series that took the same message already: two tiles that read the same are one series.
    pub fn take(&self, origin: &Origin, value: &Value, at: Millis, kept: &mut Vec<SeriesId>) {
        let (Ok(history), Some(value)) = (&self.0, origin.kept(value)) else {
            return;
        };
        let kind = value.kind();
        let series = origin.series(kind, |source| history.series(source, kind));
        if let Some(before) = origin.speaks(kind) {
            let before = origin.series(before, |source| history.series(source, before));
            history.interruption_began(before, at);
            history.interruption_ended(series, at);
        }
        if kept.contains(&series) {
            return;
        }
        kept.push(series);
        match value {
            Kept::Number(number) => history.record(series, at, number),
            Kept::OnOff(on) => history.record(series, at, f64::from(u8::from(on))),
            Kept::Text(text) => history.record_text(series, at, text),
        }
    }

    /// Nothing is heard of this broker any more, or again.
    pub fn heard(&self, broker: &BrokerId, online: bool, at: Millis) {
        if let Ok(history) = &self.0 {
            let broker = Some(broker.as_str());
            if online {
                history.outage_ended(broker, at);
            } else {
                history.outage_began(broker, at);
            }
        }
    }

    /// The device slept: nothing could be heard, whatever the connections believe. A pause of the person's goes on.
    pub fn slept(&self, from: Millis, to: Millis) {
        if let Ok(history) = &self.0
            && history.status().recording != Recording::Paused
        {
            history.outage_began(None, from);
            history.outage_ended(None, to);
        }
    }

    /// # Errors
    /// `NoHistory`: the file could not be opened at the start.
    pub fn history(&self) -> Result<&History, AppError> {
        self.0.as_ref().map_err(|message| AppError::NoHistory {
            message: message.clone(),
        })
    }

    /// For reading everything that was recorded so far. Blocks while a batch is written.
    ///
    /// # Errors
    /// As [`Recorder::history`].
    pub fn reader(&self) -> Result<Reader, AppError> {
        let history = self.history()?;
        // What cannot be written now is not read either; the data screen says why.
        self.flush();
        Ok(history.reader())
    }

    /// Returns when what was recorded so far is in the file, or cannot be written.
    pub fn flush(&self) {
        if let Ok(history) = &self.0 {
            let _ = history.flush();
        }
    }

    /// Writes what waits, and no more.
    pub fn close(&self) {
        if let Ok(history) = &self.0 {
            history.close();
        }
    }
}
