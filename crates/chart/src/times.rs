//! The axis of time: nice instants of the local clock, and their labels.

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Under this span labels have seconds.
const WITH_SECONDS: i64 = 5 * MINUTE;

/// Distance of two ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Millis(i64),
    Months(i64),
}

const STEPS: [Step; 26] = [
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
    Step::Millis(DAY),
    Step::Millis(2 * DAY),
    Step::Millis(7 * DAY),
    Step::Millis(14 * DAY),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
];

impl Step {
    fn millis(self) -> i64 {
        match self {
            Self::Millis(millis) => millis,
            // The shortest months: no two labels may touch.
            Self::Months(months) => months * 28 * DAY,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimeTick {
    pub at: i64,
    pub label: String,
}

/// Ticks of `from..=to` that are at least `spacing` milliseconds apart, at round instants of the clock that is
/// `offset_minutes` east of UTC.
pub(crate) fn time_ticks(from: i64, to: i64, offset_minutes: i32, spacing: i64) -> Vec<TimeTick> {
    let span = to - from;
    let finest = if span < WITH_SECONDS { SECOND } else { MINUTE };
    let found = STEPS
        .iter()
        .find(|step| step.millis() >= spacing.max(finest));
    let Some(step) = found.copied() else {
        return Vec::new();
    };
    let offset = i64::from(offset_minutes) * MINUTE;
    let label = |local: i64| TimeTick {
        at: local - offset,
        label: label(local, span, step),
    };
    let (first, last) = (from + offset, to + offset);
    match step {
        Step::Millis(millis) => {
            // Weeks begin on Monday; 1970-01-01 was a Thursday.
            let origin = if millis > 2 * DAY { 4 * DAY } else { 0 };
            let index = (first - origin + millis - 1).div_euclid(millis);
            (index..)
                .map(|index| index * millis + origin)
                .take_while(|local| *local <= last)
                .map(label)
                .collect()
        }
        Step::Months(months) => {
            let (year, month, _) = date(first.div_euclid(DAY));
            let index = (year * 12 + month - 1).div_euclid(months);
            (index..)
                .map(|index| day_of_month_start(index * months) * DAY)
                .skip_while(|local| *local < first)
                .take_while(|local| *local <= last)
                .map(label)
                .collect()
        }
    }
}

/// The widest label that [`time_ticks`] can give for this span.
pub(crate) fn widest_label(span: i64) -> &'static str {
    if span < WITH_SECONDS {
        "00:00:00"
    } else {
        "30 Nov"
    }
}

fn label(local: i64, span: i64, step: Step) -> String {
    let (day, time) = (local.div_euclid(DAY), local.rem_euclid(DAY));
    if step.millis() >= DAY || (time == 0 && span > DAY) {
        let (_, month, day) = date(day);
        return format!(
            "{day} {}",
            MONTHS[usize::try_from(month - 1).unwrap_or(0).min(11)]
        );
    }
    let (hours, minutes, seconds) = (time / HOUR, time / MINUTE % 60, time / SECOND % 60);
    if span < WITH_SECONDS {
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    } else {
        format!("{hours:02}:{minutes:02}")
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Days from 0000-03-01 to 1970-01-01 in the Gregorian calendar. A year that begins in March ends with its leap day.
const DAYS_TO_1970: i64 = 719_468;
const DAYS_OF_400_YEARS: i64 = 146_097;

/// Year, month (1 to 12) and day (1 to 31) of a day counted from 1970-01-01.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + DAYS_TO_1970;
    let (era, day) = (
        days.div_euclid(DAYS_OF_400_YEARS),
        days.rem_euclid(DAYS_OF_400_YEARS),
    );
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = (era * 400 + year, month + 3);
    if month > 12 {
        (year + 1, month - 12, day)
    } else {
        (year, month, day)
    }
}

/// The first day of a month, counted from 1970-01-01; `months` are counted from January of year 0.
fn day_of_month_start(months: i64) -> i64 {
    // Counted from March.
    let (year, month) = ((months - 2).div_euclid(12), (months - 2).rem_euclid(12));
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    era * DAYS_OF_400_YEARS + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5
        - DAYS_TO_1970
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 2026-11-22T11:00:00Z, a Sunday.
    const NOW: i64 = 1_795_345_200_000;

    fn labels(span: i64, offset_minutes: i32, spacing: i64) -> Vec<String> {
        time_ticks(NOW - span, NOW, offset_minutes, spacing)
            .into_iter()
            .map(|tick| tick.label)
            .collect()
    }

    #[test]
    fn labels_are_at_round_instants_of_the_local_clock() {
        assert_eq!(
            labels(HOUR, 0, 14 * MINUTE),
            ["10:00", "10:15", "10:30", "10:45", "11:00"]
        );
        assert_eq!(
            labels(HOUR, 330, 14 * MINUTE),
            ["15:30", "15:45", "16:00", "16:15", "16:30"]
        );
        assert_eq!(
            labels(24 * HOUR, -210, 5 * HOUR),
            ["12:00", "18:00", "00:00", "06:00"]
        );
    }

    #[test]
    fn short_spans_have_seconds_and_long_ones_days() {
        assert_eq!(
            labels(MINUTE, 0, 20 * SECOND),
            ["10:59:00", "10:59:30", "11:00:00"]
        );
        assert_eq!(labels(5 * MINUTE, 0, 10 * SECOND)[..2], ["10:55", "10:56"]);
        assert_eq!(
            labels(2 * DAY, 0, 11 * HOUR),
            ["12:00", "21 Nov", "12:00", "22 Nov"]
        );
        assert_eq!(labels(21 * DAY, 0, 6 * DAY), ["2 Nov", "9 Nov", "16 Nov"]);
        assert_eq!(
            labels(366 * DAY, 0, 70 * DAY),
            ["1 Jan", "1 Apr", "1 Jul", "1 Oct"]
        );
    }

    #[test]
    fn days_become_dates_of_the_gregorian_calendar() {
        for (days, expected) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (11_016, (2000, 2, 29)),
            (11_017, (2000, 3, 1)),
            (20_779, (2026, 11, 22)),
            (-25_509, (1900, 2, 28)),
            (-25_508, (1900, 3, 1)),
        ] {
            assert_eq!(date(days), expected, "{days}");
        }
    }

    proptest! {
        #[test]
        fn ticks_are_inside_in_order_and_as_far_apart_as_asked(
            from in -4_000_000_000_000i64..8_000_000_000_000, span in 1_000i64..366 * DAY, offset in -840..840i32, parts in 1i64..20,
        ) {
            let spacing = (span / parts).max(1);
            let ticks = time_ticks(from, from + span, offset, spacing);
            prop_assert!(ticks.iter().all(|tick| (from..=from + span).contains(&tick.at)));
            prop_assert!(ticks.windows(2).all(|pair| pair[1].at - pair[0].at >= spacing.min(168 * DAY)));
        }

        #[test]
        fn the_first_of_a_month_is_a_first(months in 0i64..60_000) {
            let (year, month, day) = date(day_of_month_start(months));
            prop_assert_eq!((year * 12 + month - 1, day), (months, 1));
        }
    }
}
