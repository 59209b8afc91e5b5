//! Taking pictures and samples away.

mod types;

use std::{io::Write, ops::ControlFlow, sync::Arc};

use jiff::Zoned;
use tilework_core::Millis;
use tilework_history::{
    HistoryError, Read, Reader,
    table::{ExportSeries, write_csv, write_json_lines},
};

use crate::{
    asker::{Sink, Work, WorkId, WorkProgress},
    clock::now,
    error::{Answer, AppError},
    ports::{ChosenFile, SavePlace, WantedFile},
    rooms::{
        Asker,
        charts::{Charts, PictureFormat},
        history::{Found, Past, blocking, instants},
    },
};
pub use types::*;

/// Characters of a file's name before its end.
const LONGEST_NAME: usize = 80;
/// Samples from one word of progress to the next.
const PROGRESS: u64 = 20_000;

pub struct Exports {
    charts: Charts,
    past: Past,
    save_place: Arc<dyn SavePlace>,
}

impl std::fmt::Debug for Exports {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Exports")
    }
}

impl Exports {
    pub fn new(past: Past, save_place: Arc<dyn SavePlace>) -> Self {
        Self {
            charts: Charts::new(past.clone()),
            past,
            save_place,
        }
    }

    pub async fn cancel_work(&self, asker: &Arc<Asker>, work: WorkId) -> Answer<()> {
        asker.works.cancel(work);
        Ok(())
    }

    pub async fn export_picture(
        &self,
        asker: &Arc<Asker>,
        export: PictureExport,
    ) -> Answer<Exported> {
        let work = asker.works.begin();
        let PictureExport {
            chart,
            format,
            title,
            subtitle,
        } = export;
        let picture = self
            .charts
            .picture(chart, format, title.clone(), subtitle)
            .await?;
        let (extension, media_type) = match format {
            PictureFormat::Png => ("png", "image/png"),
            PictureFormat::Svg => ("svg", "image/svg+xml"),
        };
        let name = dated(&title, &Zoned::now());
        let Some(chosen) = self.ask_where(name, extension, media_type).await? else {
            return Ok(Exported::Cancelled);
        };
        blocking(move || {
            written(chosen, &work, |file| {
                file.write_all(&picture)
                    .map_err(|error| not_saved(&error))?;
                Ok(Some(0))
            })
        })
        .await
    }

    pub async fn export_samples(
        &self,
        asker: &Arc<Asker>,
        sink: Sink<WorkProgress>,
        export: SampleExport,
    ) -> Answer<Exported> {
        let (extension, media_type) = match export.format {
            SampleFormat::Csv => ("csv", "text/csv"),
            SampleFormat::JsonLines => ("jsonl", "application/x-ndjson"),
        };
        // Begun before the person is asked: a client that goes meanwhile wants no file any more.
        let work = asker.works.begin();
        let name = dated(&export.title, &Zoned::now());
        let Some(chosen) = self.ask_where(name, extension, media_type).await? else {
            return Ok(Exported::Cancelled);
        };
        let past = self.past.clone();
        blocking(move || {
            let asked = Asked::new(&past, &export)?;
            written(chosen, &work, |file| {
                asked.write(export.format, file, &work, &sink)
            })
        })
        .await
    }

    /// Writes a text where the person says.
    ///
    /// # Errors
    /// It is not saved.
    pub async fn save_text(
        &self,
        asker: &Arc<Asker>,
        title: &str,
        extension: &'static str,
        media_type: &'static str,
        text: String,
    ) -> Answer<Exported> {
        let work = asker.works.begin();
        let name = file_name(title);
        let Some(chosen) = self.ask_where(name, extension, media_type).await? else {
            return Ok(Exported::Cancelled);
        };
        blocking(move || {
            written(chosen, &work, |file| {
                file.write_all(text.as_bytes())
                    .map_err(|error| not_saved(&error))?;
                Ok(Some(0))
            })
        })
        .await
    }

    async fn ask_where(
        &self,
        name: String,
        extension: &'static str,
        media_type: &'static str,
    ) -> Answer<Option<ChosenFile>> {
        let wanted = WantedFile {
            name: format!("{name}.{extension}"),
            extension,
            media_type,
        };
        let chosen = self.save_place.choose(wanted).await;
        chosen.map_err(|message| AppError::NotSaved { message })
    }
}

struct Asked {
    reader: Reader,
    series: Vec<ExportSeries>,
    from: Millis,
    to: Millis,
}

impl Asked {
    fn new(past: &Past, export: &SampleExport) -> Answer<Self> {
        let history = past.recorder.history()?;
        let reader = past.recorder.reader()?;
        let mut series = Vec::new();
        for wanted in &export.bindings {
            let Some(track) = past.boards.track(&wanted.binding) else {
                continue;
            };
            let found = Found::of(past, history, &wanted.binding);
            series.extend(found.series().iter().map(|(kind, id)| ExportSeries {
                id: *id,
                kind: *kind,
                label: wanted.label.clone(),
                unit: wanted.unit.clone(),
                topic: track.source().topic.clone(),
            }));
        }
        let ids: Vec<_> = series.iter().map(|series| series.id).collect();
        let (from, to) = instants(export.range, now(), &reader, &ids)?;
        Ok(Self {
            reader,
            series,
            from,
            to,
        })
    }

    /// How many samples were written; `None`: cancelled.
    fn write(
        &self,
        format: SampleFormat,
        file: &mut dyn Write,
        work: &Work,
        sink: &Sink<WorkProgress>,
    ) -> Answer<Option<u64>> {
        let mut total = 0;
        for series in &self.series {
            total += self.reader.count(series.id, self.from, self.to)?;
        }
        let told = |done| WorkProgress {
            work: work.id,
            done,
            total: Some(total.max(done)),
        };
        sink(told(0));
        let mut last = 0;
        let mut progress = |done: u64| {
            if done >= last + PROGRESS {
                last = done;
                sink(told(done));
            }
            if work.is_cancelled() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let write = match format {
            SampleFormat::Csv => write_csv,
            SampleFormat::JsonLines => write_json_lines,
        };
        let done = write(
            &self.reader,
            &self.series,
            self.from,
            self.to,
            file,
            &mut progress,
        );
        match done {
            Ok(written) => Ok(Some(written)),
            Err(HistoryError::Cancelled) => Ok(None),
            Err(HistoryError::Newer) => Err(AppError::NewerDocument),
            Err(error) => Err(not_saved(&error)),
        }
    }
}

/// Writes a file whole, or leaves none. `write` says how many samples it wrote; `None`: cancelled.
fn written(
    chosen: ChosenFile,
    work: &Work,
    write: impl FnOnce(&mut dyn Write) -> Answer<Option<u64>>,
) -> Answer<Exported> {
    let ChosenFile {
        place,
        mut file,
        keep,
        discard,
    } = chosen;
    let result = write(&mut *file).and_then(|samples| {
        file.flush().map_err(|error| not_saved(&error))?;
        Ok(samples.filter(|_| !work.is_cancelled()))
    });
    drop(file);
    let kept = match result {
        Ok(Some(samples)) => match keep() {
            Ok(()) => return Ok(Exported::Saved { place, samples }),
            Err(error) => Err(not_saved(&error)),
        },
        Ok(None) => Ok(Exported::Cancelled),
        Err(error) => Err(error),
    };
    discard();
    kept
}

fn not_saved(error: &dyn std::error::Error) -> AppError {
    AppError::not_saved(error)
}

/// A title as a file's name with the day on which it was made, where the person is: what was saved last month is told from today's.
fn dated(title: &str, at: &Zoned) -> String {
    format!("{} {}", file_name(title), at.date())
}

/// A title as a file's name on every system: without what a path or a shell could take for its own.
fn file_name(title: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '(' | ')' | ',');
    let plain: String = title
        .chars()
        .map(|c| if plain(c) { c } else { ' ' })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(LONGEST_NAME).collect();
    let name = name.trim().to_owned();
    // Names that Windows keeps for devices, whatever their end.
    let device = ["con", "prn", "aux", "nul"].contains(&name.to_lowercase().as_str())
        || (name.len() == 4
            && (name.to_lowercase().starts_with("com") || name.to_lowercase().starts_with("lpt")));
    if name.is_empty() || device {
        "Tilework".to_owned()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_away_has_the_day_of_the_person_in_its_name() {
        let at: Zoned = "2026-11-28T23:30:00-03:00[America/Sao_Paulo]"
            .parse()
            .unwrap();
        assert_eq!(dated("Climate", &at), "Climate 2026-11-28");
        let long = dated(&"x".repeat(300), &at);
        assert!(long.ends_with("x 2026-11-28"), "{long}");
    }

    #[test]
    fn a_title_becomes_a_name_that_every_system_takes() {
        for (title, expected) in [
            ("Climate, last 24 h", "Climate, last 24 h"),
            ("../../etc/passwd", "etc passwd"),
            ("a:b*c?\"<>|\u{0}\n", "a b c"),
            ("Größe 温度", "Größe 温度"),
            ("  ", "Tilework"),
            ("CON", "Tilework"),
            ("lpt1", "Tilework"),
            (".hidden", "hidden"),
        ] {
            assert_eq!(file_name(title), expected, "{title:?}");
        }
        assert_eq!(file_name(&"x".repeat(300)).len(), LONGEST_NAME);
    }
}
