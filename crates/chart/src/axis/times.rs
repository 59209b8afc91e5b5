//! The axis of time: round instants of the local clock, and their labels.

use jiff::{ToSpan, civil};

use crate::{
    calendar::{Zone, monday, round},
    model::Locale,
};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Under this span labels have seconds.
const WITH_SECONDS: i64 = 5 * MINUTE;
/// Up to this span a day is known by its weekday.
const WITH_WEEKDAYS: i64 = 15 * DAY;
/// More ticks fit no picture.
const MOST_TICKS: usize = 500;

/// Distance of two ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// A part of a day.
    Millis(i64),
    /// One, or a few that are counted from 1970.
    Days(i64),
    /// One or more, from Monday.
    Weeks(i64),
    Months(i64),
}

const STEPS: [Step; 32] = [
    Step::Millis(SECOND),
    Step::Millis(2 * SECOND),
    Step::Millis(5 * SECOND),
    Step::Millis(10 * SECOND),
    Step::Millis(15 * SECOND),
    Step::Millis(30 * SECOND),
    Step::Millis(MINUTE),
    Step::Millis(2 * MINUTE),
    Step::Millis(5 * MINUTE),
    Step::Millis(10 * MINUTE),
    Step::Millis(15 * MINUTE),
    Step::Millis(30 * MINUTE),
    Step::Millis(HOUR),
    Step::Millis(2 * HOUR),
    Step::Millis(3 * HOUR),
    Step::Millis(4 * HOUR),
    Step::Millis(6 * HOUR),
    Step::Millis(12 * HOUR),
    Step::Days(1),
    Step::Days(2),
    Step::Weeks(1),
    Step::Weeks(2),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(24),
    Step::Months(60),
    Step::Months(120),
    Step::Months(240),
    Step::Months(1_200),
];

impl Step {
    /// The least distance of two ticks, but for a change of the clock.
    fn millis(self) -> i64 {
        match self {
            Self::Millis(millis) => millis,
            Self::Days(days) => days * DAY,
            Self::Weeks(weeks) => weeks * 7 * DAY,
            // Leap days aside.
            Self::Months(months) if months >= 12 => months / 12 * 365 * DAY,
            Self::Months(months) => months * 28 * DAY,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimeTick {
    /// Milliseconds since 1970.
    pub at: i64,
    pub label: String,
    /// A day among hours, a year among months: it stays where labels would touch.
    pub major: bool,
}

/// Ticks of `from..=to` at round instants of the local clock, at least `spacing` milliseconds apart but where the clock changes.
pub(crate) fn time_ticks(
    from: i64,
    to: i64,
    zone: &Zone,
    locale: &Locale,
    spacing: i64,
) -> Vec<TimeTick> {
    let span = to - from;
    let finest = if span < WITH_SECONDS { SECOND } else { MINUTE };
    let found = STEPS
        .iter()
        .find(|step| step.millis() >= spacing.max(finest));
    let Some(step) = found.copied() else {
        return Vec::new();
    };
    let instants: Vec<i64> = match step {
        Step::Millis(millis) => zone
            .pieces(from, to.saturating_add(1))
            .into_iter()
            .flat_map(|piece| round(piece.from, piece.to, piece.offset, millis))
            .take(MOST_TICKS)
            .collect(),
        _ => dates(zone.local(from).date(), step)
            .map_while(|date| zone.start_of_day(date))
            .skip_while(|at| *at < from)
            .take_while(|at| *at <= to)
            .take(MOST_TICKS)
            .collect(),
    };
    instants
        .into_iter()
        .map(|at| tick(at, span, step, zone, locale))
        .collect()
}

/// Round days, from a day or a little before.
fn dates(from: civil::Date, step: Step) -> impl Iterator<Item = civil::Date> {
    let epoch = civil::date(1970, 1, 1);
    let (first, step) = match step {
        Step::Months(months) => {
            let index = i64::from(from.year()) * 12 + i64::from(from.month()) - 1;
            let round = index.div_euclid(months) * months;
            let year = i16::try_from(round.div_euclid(12)).unwrap_or(i16::MAX);
            let month = i8::try_from(round.rem_euclid(12) + 1).unwrap_or(1);
            (civil::Date::new(year, month, 1).ok(), months.months())
        }
        Step::Weeks(weeks) => {
            // 1970-01-05 was a Monday.
            let monday = monday(from);
            let since = monday.map(|monday| weeks_since(civil::date(1970, 1, 5), monday));
            let over = since.unwrap_or_default().rem_euclid(weeks);
            (
                monday.and_then(|monday| monday.checked_sub(over.weeks()).ok()),
                weeks.weeks(),
            )
        }
        Step::Days(days) => {
            let over = days_since(epoch, from).rem_euclid(days);
            (from.checked_sub(over.days()).ok(), days.days())
        }
        Step::Millis(_) => (None, 1.day()),
    };
    std::iter::successors(first, move |date| date.checked_add(step).ok())
}

fn days_since(epoch: civil::Date, date: civil::Date) -> i64 {
    date.duration_since(epoch).as_hours() / 24
}

fn weeks_since(epoch: civil::Date, monday: civil::Date) -> i64 {
    days_since(epoch, monday).div_euclid(7)
}

fn tick(at: i64, span: i64, step: Step, zone: &Zone, locale: &Locale) -> TimeTick {
    let local = zone.local(at);
    let date = local.date();
    let major = |label: String| TimeTick {
        at,
        label,
        major: true,
    };
    let minor = |label: String| TimeTick {
        at,
        label,
        major: false,
    };
    let new_year = date.month() == 1 && date.day() == 1;
    match step {
        // Of a midnight that the clock shows twice, the first is the day's.
        Step::Millis(_) if zone.start_of_day(date) != Some(at) => {
            minor(locale.time(local.time(), span < WITH_SECONDS))
        }
        Step::Millis(_) => major(locale.day_and_month(date)),
        _ if new_year => major(date.year().to_string()),
        Step::Days(_) if span <= WITH_WEEKDAYS && date.day() != 1 => {
            minor(locale.weekday_and_day(date))
        }
        Step::Days(_) | Step::Weeks(_) => minor(locale.day_and_month(date)),
        Step::Months(_) => minor(locale.month(date.month())),
    }
}

/// Labels of which one is as wide as any that [`time_ticks`] can give for this span.
pub(crate) fn wide_labels(span: i64, locale: &Locale) -> Vec<String> {
    let day = |month: i8, day: i8| civil::date(2026, month, day);
    let mut labels: Vec<String> = (1..=12)
        .map(|month| locale.day_and_month(day(month, 28)))
        .collect();
    if span <= WITH_WEEKDAYS {
        labels.extend((22..=28).map(|of_june| locale.weekday_and_day(day(6, of_june))));
        let time = |hour| locale.time(civil::time(hour, 28, 28, 0), span < WITH_SECONDS);
        labels.extend([time(10), time(22)]);
    }
    labels
}

#[cfg(test)]
#[path = "times_tests.rs"]
mod tests;
