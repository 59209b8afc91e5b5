//! Tables that people bring: read piece by piece, and put into the series of a binding.

mod types;

use std::{collections::BTreeMap, sync::Arc};

use parking_lot::{Mutex, MutexGuard};
use tilework_core::binding::Decode;
use tilework_history::{
    History, Kind, Sample, SeriesId, Value,
    table::{self, CsvImport},
};

use crate::{
    asker::{Work, WorkId},
    error::{Answer, AppError},
    rooms::{
        Asker,
        history::{Found, Past, blocking, not_saved},
    },
};
pub use types::*;

/// Bytes of a piece.
const LARGEST_PIECE: usize = 4 << 20;
/// Imports under way; beyond it the oldest ends.
const MOST: usize = 4;
const PROBLEMS: usize = 20;

/// A client's imports between two pieces.
#[derive(Debug, Default)]
pub struct Imports(Mutex<BTreeMap<WorkId, Import>>);

#[derive(Debug)]
struct Import {
    work: Work,
    reader: CsvImport,
    series: SeriesId,
    told: Imported,
}

#[derive(Debug)]
pub struct ImportRoom {
    past: Past,
}

impl ImportRoom {
    pub fn new(past: Past) -> Self {
        Self { past }
    }

    pub async fn import_samples(&self, asker: &Arc<Asker>, piece: ImportPiece) -> Answer<Imported> {
        if piece.text.len() > LARGEST_PIECE {
            return Err(AppError::Internal {
                message: "a piece of a table is too large".to_owned(),
            });
        }
        let mut import = match piece.import {
            Some(number) => {
                let held = asker.own::<Imports>().lock().remove(&number);
                held.ok_or_else(|| AppError::not_found("The import"))?
            }
            None => self.begin_import(asker, &piece)?,
        };
        if import.work.is_cancelled() {
            // What was taken stays: the answer says how much it is.
            return Ok(import.told);
        }
        let past = self.past.clone();
        let ImportPiece { text, last, .. } = piece;
        let import = blocking(move || {
            let history = past.recorder.history()?;
            let rows = import.reader.piece(&text);
            import.take(history, rows)?;
            if last {
                let rows = import.reader.end();
                import.take(history, rows)?;
            }
            Ok(import)
        })
        .await?;
        let told = import.told.clone();
        if !last {
            let imports = asker.own::<Imports>();
            let mut held = imports.lock();
            held.insert(told.import, import);
            while held.len() > MOST {
                held.pop_first();
            }
        }
        Ok(told)
    }

    fn begin_import(&self, asker: &Asker, piece: &ImportPiece) -> Answer<Import> {
        let past = &self.past;
        let history = past.recorder.history()?;
        let track = past
            .boards
            .track(&piece.binding)
            .ok_or_else(|| AppError::not_found("The tile"))?;
        let found = Found::of(past, history, &piece.binding);
        // The kind of what it has already; without a history, of what it reads.
        let known = found.series().iter().copied();
        let known = match piece.into {
            Some(into) => known.into_iter().find(|(_, id)| id.0 == into),
            None => known.into_iter().next(),
        };
        let (kind, series) = known.unwrap_or_else(|| {
            let kind = match serde_json::from_str(&track.source().decode) {
                Ok(Decode::OnOff { .. }) => Kind::OnOff,
                Ok(Decode::Text) => Kind::Text,
                _ => Kind::Number,
            };
            (kind, history.series(track.source(), kind))
        });
        let work = asker.works.begin();
        Ok(Import {
            told: Imported {
                import: work.id,
                samples: 0,
                known: 0,
                too_old: 0,
                others: 0,
                problems: Vec::new(),
                wrong_rows: 0,
            },
            work,
            reader: CsvImport::new(kind, piece.series.clone()),
            series,
        })
    }
}

impl Imports {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<WorkId, Import>> {
        self.0.lock()
    }
}

impl Import {
    fn take(&mut self, history: &History, rows: table::Imported) -> Answer<()> {
        let samples = rows.rows.iter().filter_map(|(at, value)| {
            let value = match value {
                Value::Number(number) => *number,
                Value::OnOff(on) => f64::from(u8::from(*on)),
                Value::Text(text) => history.word(self.series, text)?,
            };
            Some(Sample { at: *at, value })
        });
        let samples: Vec<_> = samples.collect();
        if !samples.is_empty() {
            let taken = history.import(self.series, samples).map_err(not_saved)?;
            self.told.samples += taken.taken;
            self.told.known += taken.known;
            self.told.too_old += taken.too_old;
        }
        self.told.others += rows.others;
        self.told.wrong_rows += rows.wrong_rows;
        let room = PROBLEMS.saturating_sub(self.told.problems.len());
        let problems = rows.problems.into_iter().take(room);
        self.told.problems.extend(problems);
        Ok(())
    }
}
