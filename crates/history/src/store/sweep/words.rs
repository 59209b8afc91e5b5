//! Words go with the samples that said them.

use rusqlite::Connection;

use super::{Stage, Sweep, said::Said};
use crate::{
    Kind,
    store::{fault::Fault, ledger::Ledger, registry},
};

impl Sweep {
    pub(super) fn words(&mut self, ledger: &Ledger) -> Stage {
        if !self.with_words {
            return Stage::Free;
        }
        let inbox = ledger.inbox();
        let all = inbox.registry.all();
        let with_words = all.filter(|(_, row)| row.kind == Kind::Text && !row.words.is_empty());
        self.series = with_words.map(|(series, _)| series).collect();
        Stage::WordsOfSeries
    }

    /// What is recorded while the steps go on has just been named, and stays therefore.
    pub(super) fn words_of_series(
        &mut self,
        ledger: &Ledger,
        db: &Connection,
    ) -> Result<Stage, Fault> {
        let mut said = match (self.said.take(), self.series.pop()) {
            (Some(said), waiting) => {
                self.series.extend(waiting);
                said
            }
            (None, Some(series)) => Said::new(db, series)?,
            (None, None) => return Ok(Stage::Free),
        };
        let all_read = match said.read_on(db, &mut self.rows) {
            // What a damaged row said is not known: all words stay.
            Err(Fault::Row) => return Ok(Stage::WordsOfSeries),
            read => read?,
        };
        if all_read {
            let gone = (ledger.inbox().registry).keep_words(said.series, &said.words);
            registry::remove_words(db, said.series, &gone)?;
        } else {
            self.said = Some(said);
        }
        Ok(Stage::WordsOfSeries)
    }
}
