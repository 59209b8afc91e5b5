//! What a request asks for, as series of the history and instants.

use tilework_core::{Millis, id::BindingKey};
use tilework_history::{
    History, HistoryError, Kind, Read, Reader, SeriesId, Value as HistoryValue, query::extent,
};

use super::{ChartRange, Past};
use crate::error::{Answer, AppError};

const LONGEST_SECONDS: u32 = 31_622_400;
/// The narrowest picture that begins at its first sample.
const SHORTEST: Millis = 60_000;

impl From<HistoryError> for AppError {
    fn from(error: HistoryError) -> Self {
        Self::internal(error)
    }
}

/// What there is of a binding: a series for each kind of value that it gave.
#[derive(Debug, Clone, Default)]
pub struct Found(Vec<(Kind, SeriesId)>);

impl Found {
    /// Nothing, for a binding that is not there or has no history yet.
    pub fn of(past: &Past, history: &History, key: &BindingKey) -> Self {
        let Some(track) = past.boards.track(key) else {
            return Self::default();
        };
        let kinds = [Kind::Number, Kind::OnOff, Kind::Text];
        let found = kinds.map(|kind| Some((kind, history.find(track.source(), kind)?)));
        Self(found.into_iter().flatten().collect())
    }

    pub fn all(of: &[Self]) -> Vec<SeriesId> {
        of.iter()
            .flat_map(|found| found.0.iter().map(|(_, id)| *id))
            .collect()
    }

    pub fn kind(&self, wanted: Kind) -> Option<SeriesId> {
        let found = self.0.iter().find(|(kind, _)| *kind == wanted);
        found.map(|(_, id)| *id)
    }

    /// What a line is drawn of: on and off are 1 and 0.
    pub fn number(&self) -> Option<SeriesId> {
        self.kind(Kind::Number).or(self.kind(Kind::OnOff))
    }

    /// The kind that spoke last before `at`, of several.
    pub fn speaking(
        &self,
        reader: &Reader,
        at: Millis,
    ) -> Result<Option<(Kind, SeriesId)>, HistoryError> {
        if let [only] = self.0.as_slice() {
            return Ok(Some(*only));
        }
        let mut newest = None;
        for (kind, id) in &self.0 {
            let said = reader.before(*id, at)?.map(|sample| sample.at);
            if newest.is_none_or(|(before, _)| said > before) {
                newest = Some((said, (*kind, *id)));
            }
        }
        Ok(newest.map(|(_, it)| it))
    }

    pub fn series(&self) -> &[(Kind, SeriesId)] {
        &self.0
    }
}

/// A sample's value as the UI has it.
pub fn value(kind: Kind, value: f64, words: &[String]) -> HistoryValue {
    match kind {
        Kind::Number => HistoryValue::Number(value),
        Kind::OnOff => HistoryValue::OnOff(value != 0.0),
        Kind::Text => HistoryValue::Text(word(value, words).to_owned()),
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a small index
pub fn word(value: f64, words: &[String]) -> &str {
    words.get(value as usize).map_or("", String::as_str)
}

/// From and to of a range. While the samples do not fill the last so many seconds yet, it begins at the first, so that the first minutes
/// are not a stub at the right edge; but it is never less than a minute wide.
pub fn instants(
    range: ChartRange,
    now: Millis,
    reader: &Reader,
    series: &[SeriesId],
) -> Answer<(Millis, Millis)> {
    match range {
        ChartRange::Between { from, to } if from < to => Ok((from, to)),
        ChartRange::Between { .. } => Err(AppError::Internal {
            message: "a range goes from an earlier to a later instant".to_owned(),
        }),
        ChartRange::Last { seconds, exact } => {
            let from = now - Millis::from(seconds.clamp(1, LONGEST_SECONDS)) * 1_000;
            let oldest = if exact {
                None
            } else {
                extent(reader, series)?.map(|extent| extent.oldest)
            };
            Ok((first_shown(oldest, from, now), now))
        }
    }
}

fn first_shown(oldest: Option<Millis>, from: Millis, to: Millis) -> Millis {
    oldest.map_or(from, |at| at.min(to - SHORTEST).max(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_begins_at_its_first_sample_until_the_span_is_full() {
        for (oldest, from, to, expected) in [
            (Some(600_000), 100_000, 1_000_000, 600_000),
            (Some(990_000), 100_000, 1_000_000, 940_000),
            (Some(50_000), 100_000, 1_000_000, 100_000),
            (None, 100_000, 1_000_000, 100_000),
            (Some(990_000), 970_000, 1_000_000, 970_000),
        ] {
            assert_eq!(first_shown(oldest, from, to), expected, "{oldest:?}");
        }
    }
}
