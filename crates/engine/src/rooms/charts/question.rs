//! What is asked of the history, as it lies in the file.

use tilework_core::{Millis, id::BindingKey};
use tilework_history::{HistoryError, Kind, Read, Reader, SeriesId};

use super::{ChartBars, Every, bars};
use crate::{
    clock::now,
    error::{Answer, AppError},
    rooms::history::{ChartRange, Found, Past, instants},
};

/// Of one question: no tile has as many.
const MOST_BINDINGS: usize = 64;

/// The bindings of a question, as they lie in the file.
pub struct Question {
    pub reader: Reader,
    pub found: Vec<Found>,
    pub from: Millis,
    pub to: Millis,
    /// What a picture of the range shows: also of the time to come.
    picture: (Millis, Millis),
    pub now: Millis,
}

/// Those of the picture of a range.
pub struct BarsOf<'a> {
    pub bars: &'a ChartBars,
    pub every: Every,
    pub edges: Vec<Millis>,
}

impl Question {
    pub fn new(past: &Past, bindings: &[BindingKey], range: ChartRange) -> Answer<Self> {
        if bindings.len() > MOST_BINDINGS {
            return Err(AppError::Internal {
                message: format!("more than {MOST_BINDINGS} bindings at once"),
            });
        }
        let history = past.recorder.history()?;
        let reader = past.recorder.reader()?;
        let found: Vec<_> = bindings
            .iter()
            .map(|key| Found::of(past, history, key))
            .collect();
        let now = now();
        let (from, to) = instants(range, now, &reader, &Found::all(&found))?;
        Ok(Self {
            reader,
            found,
            from,
            // Nothing is known of the future.
            to: to.min(now).max(from),
            picture: (from, to),
            now,
        })
    }

    pub fn bars<'a>(&self, bars: &'a ChartBars) -> Answer<BarsOf<'a>> {
        let (from, to) = self.picture;
        let (every, edges) = bars::edges(from, to, &bars.time_zone, bars.every)?;
        Ok(BarsOf { bars, every, edges })
    }
}

pub fn words(reader: &Reader, kind: Kind, series: SeriesId) -> Result<Vec<String>, HistoryError> {
    match kind {
        Kind::Text => reader.words(series),
        Kind::Number | Kind::OnOff => Ok(Vec::new()),
    }
}
