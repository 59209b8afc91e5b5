//! Samples one by one, to walk along several series at once.

use std::{collections::VecDeque, ops::ControlFlow};

use tilework_core::Millis;

use crate::{HistoryError, Read, Sample, SeriesId};

/// So many samples are in memory.
const PIECE: usize = 4_096;

/// The samples of a range that are kept one by one, oldest first.
pub(crate) struct Cursor<'a> {
    read: &'a dyn Read,
    series: SeriesId,
    from: Millis,
    to: Millis,
    /// Samples at `from` that were handed out already.
    known: usize,
    piece: VecDeque<Sample>,
    ended: bool,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(read: &'a dyn Read, series: SeriesId, from: Millis, to: Millis) -> Self {
        Self {
            read,
            series,
            from,
            to,
            known: 0,
            piece: VecDeque::new(),
            ended: from >= to,
        }
    }

    /// The next sample, which stays the next.
    pub(crate) fn peek(&mut self) -> Result<Option<Sample>, HistoryError> {
        if self.piece.is_empty() && !self.ended {
            self.fill()?;
        }
        Ok(self.piece.front().copied())
    }

    pub(crate) fn next(&mut self) -> Result<Option<Sample>, HistoryError> {
        self.peek()?;
        Ok(self.piece.pop_front())
    }

    fn fill(&mut self) -> Result<(), HistoryError> {
        let (start, mut skip) = (self.from, self.known);
        let piece = &mut self.piece;
        self.read
            .samples(self.series, start, self.to, &mut |sample| {
                if sample.at == start && skip > 0 {
                    skip -= 1;
                    return ControlFlow::Continue(());
                }
                piece.push_back(sample);
                if piece.len() < PIECE {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            })?;
        self.ended = self.piece.len() < PIECE;
        if let Some(last) = self.piece.back() {
            let same = self.piece.iter().rev().take_while(|s| s.at == last.at);
            let same = same.count();
            self.known = if last.at == start {
                self.known + same
            } else {
                same
            };
            self.from = last.at;
        }
        Ok(())
    }
}
