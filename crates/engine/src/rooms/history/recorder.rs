//! From values to the history. Never waits for the disk.

use std::sync::Arc;

use tilework_core::{Millis, connection::ConnectionState, id::BrokerId, value::Value};
use tilework_history::{History, Reader, Recording};

use crate::{
    board::{Recordable, Taken, Track},
    error::{Answer, AppError},
    taps::Tap,
    tasks::{self, Task},
};

/// The history of one data folder, or why there is none.
#[derive(Debug)]
pub struct Recorder(Result<History, String>);

impl Recorder {
    pub fn new(opened: Result<History, String>) -> Self {
        Self(opened)
    }

    fn take(&self, track: &Track, value: &Value, at: Millis) {
        let (Ok(history), Some(value)) = (&self.0, track.recordable(value)) else {
            return;
        };
        let kind = value.kind();
        let series = track.series(kind, |source| history.series(source, kind));
        let before = track.speaks(kind);
        if let Some(other) = before.filter(|before| *before != kind) {
            let other = track.series(other, |source| history.series(source, other));
            history.interruption_began(other, at);
        }
        if before != Some(kind) {
            history.interruption_ended(series, at);
        }
        match value {
            Recordable::Number(number) => history.record(series, at, number),
            Recordable::OnOff(on) => history.record(series, at, f64::from(u8::from(on))),
            Recordable::Text(text) => history.record_text(series, at, text),
        }
    }

    /// What was said last does not hold any more, and nothing takes its place.
    fn lose(&self, track: &Track, at: Millis) {
        if let Ok(history) = &self.0
            && let Some(kind) = track.falls_silent()
        {
            let series = track.series(kind, |source| history.series(source, kind));
            history.interruption_began(series, at);
        }
    }

    /// Nothing is heard of this broker any more, or again.
    fn heard(&self, broker: &BrokerId, online: bool, at: Millis) {
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
    pub fn history(&self) -> Answer<&History> {
        self.0.as_ref().map_err(|message| AppError::NoHistory {
            message: message.clone(),
        })
    }

    /// For reading everything that was recorded so far. Blocks while a batch is written.
    ///
    /// # Errors
    /// As [`Recorder::history`].
    pub fn reader(&self) -> Answer<Reader> {
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

    /// The app goes. Its host waits a few seconds and may never let it come back: samples go to the disk beside the goodbyes too, so that a
    /// connection that does not end costs none.
    pub async fn leave(self: &Arc<Self>, goodbyes: impl Future<Output = ()>, then: fn(&Self)) {
        let recorder = Arc::clone(self);
        let beside = tasks::blocking(Task::Work, move || recorder.flush());
        let _ = tokio::join!(goodbyes, beside);
        let recorder = Arc::clone(self);
        let _ = tasks::blocking(Task::Work, move || then(&recorder)).await;
    }

    /// Writes what waits, and no more.
    pub fn close(&self) {
        if let Ok(history) = &self.0 {
            history.close();
        }
    }
}

/// Keeps what is said, and when nothing could be heard.
impl Tap for Recorder {
    fn value(&self, taken: &Taken<'_>) {
        match (taken.track, taken.value) {
            (Some(track), Some(value)) => self.take(track, value, taken.at),
            (Some(track), None) => self.lose(track, taken.at),
            (None, _) => {}
        }
    }

    fn connection(&self, broker: &BrokerId, state: &ConnectionState, at: Millis) {
        let online = matches!(state, ConnectionState::Online { .. });
        self.heard(broker, online, at);
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicI64, Ordering},
        time::Duration,
    };

    use tilework_core::binding::Decode;
    use tilework_history::{Kind, Options, query};

    use super::*;

    const HOUR: Millis = 3_600_000;
    const START: Millis = 1_795_345_200_000;

    fn track(decode: Decode) -> Track {
        Track::of(&tilework_core::binding::Binding {
            broker: "farm".parse().unwrap(),
            topic: tilework_core::topic::TopicFilter::parse("farm/air").unwrap(),
            qos: Default::default(),
            template: None,
            decode,
            unit: None,
            time_template: None,
        })
    }

    /// A recorder in a folder of its own, at an hour that the test sets.
    fn recorder(folder: &std::path::Path) -> (Recorder, Arc<AtomicI64>) {
        let clock = Arc::new(AtomicI64::new(START));
        let now = Arc::clone(&clock);
        let options = Options {
            clock: Arc::new(move || now.load(Ordering::Relaxed)),
            ..Options::default()
        };
        let (history, _) = History::open(folder, options).unwrap();
        (Recorder::new(Ok(history)), clock)
    }

    #[tokio::test]
    async fn samples_are_on_the_disk_although_a_connection_does_not_end() {
        let folder = tempfile::tempdir().unwrap();
        // Nothing is written before somebody wants it to be.
        let options = Options {
            batch: Duration::from_secs(86_400),
            ..Options::default()
        };
        let (history, _) = History::open(folder.path(), options).unwrap();
        let recorder = Arc::new(Recorder::new(Ok(history)));
        recorder.take(&track(Decode::Auto), &Value::Number(1.0), START);
        let history = recorder.history().unwrap();
        assert!(history.status().waiting > 0);
        let written = async {
            while history.status().waiting > 0 {
                tokio::task::yield_now().await;
            }
        };
        let written = tokio::time::timeout(Duration::from_secs(30), written);
        tokio::select! {
            () = recorder.leave(std::future::pending(), Recorder::close) => panic!("the goodbyes do not end"),
            written = written => written.unwrap(),
        }
    }

    #[test]
    fn a_number_does_not_hold_while_its_source_says_words_and_no_word_while_it_says_numbers() {
        let folder = tempfile::tempdir().unwrap();
        let (recorder, clock) = recorder(folder.path());
        let track = track(Decode::Auto);
        let unavailable = Value::Text("unavailable".to_owned());
        let said = [
            (0, Value::Number(20.0)),
            (1, unavailable.clone()),
            (3, Value::Number(22.0)),
            (4, unavailable),
            (6, Value::Number(22.0)),
        ];
        for (hour, value) in said {
            let at = START + hour * HOUR;
            clock.store(at, Ordering::Relaxed);
            recorder.take(&track, &value, at);
        }
        let end = START + 8 * HOUR;
        clock.store(end, Ordering::Relaxed);
        let history = recorder.history().unwrap();
        let reader = recorder.reader().unwrap();
        let series = |kind| history.find(track.source(), kind).unwrap();
        let numbers = query::statistics(&reader, series(Kind::Number), START, end).unwrap();
        assert_eq!(numbers.samples, 3);
        let held = numbers.over_time.unwrap();
        assert_eq!((held.known, held.mean), (4 * HOUR, 21.5));
        let words = query::state_times(&reader, series(Kind::Text), START, end).unwrap();
        assert_eq!(words.times, [(0.0, 4 * HOUR)], "both times");
    }

    #[test]
    fn while_a_source_does_not_know_its_value_nothing_holds() {
        let folder = tempfile::tempdir().unwrap();
        let (recorder, clock) = recorder(folder.path());
        let track = track(Decode::Number);
        let said = [(0, Some(20.0)), (1, None), (2, None), (5, Some(22.0))];
        for (hour, value) in said {
            let at = START + hour * HOUR;
            clock.store(at, Ordering::Relaxed);
            match value {
                Some(value) => recorder.take(&track, &Value::Number(value), at),
                None => recorder.lose(&track, at),
            }
        }
        let end = START + 6 * HOUR;
        clock.store(end, Ordering::Relaxed);
        let history = recorder.history().unwrap();
        let reader = recorder.reader().unwrap();
        let series = history.find(track.source(), Kind::Number).unwrap();
        let told = query::statistics(&reader, series, START, end).unwrap();
        let held = told.over_time.unwrap();
        assert_eq!((held.known, held.mean), (2 * HOUR, 21.0));
    }

    #[test]
    fn a_sleep_is_an_outage_and_ends_no_pause() {
        let folder = tempfile::tempdir().unwrap();
        let (recorder, clock) = recorder(folder.path());
        let track = track(Decode::Number);
        recorder.take(&track, &Value::Number(20.0), START);
        clock.store(START + 8 * HOUR, Ordering::Relaxed);
        recorder.slept(START + HOUR, START + 8 * HOUR);
        let known = |recorder: &Recorder| {
            let history = recorder.history().unwrap();
            let reader = recorder.reader().unwrap();
            let series = history.find(track.source(), Kind::Number).unwrap();
            let told = query::statistics(&reader, series, START, START + 8 * HOUR).unwrap();
            told.over_time.unwrap().known
        };
        assert_eq!(known(&recorder), HOUR, "not the eight hours of the sleep");
        recorder.history().unwrap().pause();
        recorder.slept(START + 8 * HOUR, START + 9 * HOUR);
        assert_eq!(
            recorder.history().unwrap().status().recording,
            Recording::Paused
        );
    }
}
