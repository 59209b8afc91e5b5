//! How far a meter went on: of energy, water, rain. A small fall is noise, and one zero between two readings is a fault of the reading; what falls
//! further is a meter that began anew at zero.

/// A fall by at most this part of the reading is noise, as Home Assistant has it for `total_increasing`.
const NOISE: f64 = 0.1;

/// What samples say of a meter, so that what comes before and after can be joined to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Climb {
    /// The second sample, if the first is zero: whether the meter began anew there depends on both.
    pub second: Option<f64>,
    /// The highest before the meter first began anew, or of all.
    pub head: f64,
    /// How far it went on from where it first began anew; `None`: it did not.
    pub anew: Option<f64>,
    pub end: Meter,
}

/// A meter after a sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Meter {
    /// The highest since it began anew: only what is higher goes on.
    pub high: f64,
    /// The last sample, but for a zero that may be a fault.
    pub previous: f64,
    /// The last sample is such a zero.
    pub zero: bool,
}

/// How far a meter went on.
#[derive(Debug, Clone, Copy)]
struct Step {
    all: f64,
    /// Of it, from where it first began anew.
    anew: Option<f64>,
    /// It did at the very beginning.
    at_once: bool,
}

impl Climb {
    #[must_use]
    pub const fn new(value: f64) -> Self {
        Self {
            second: None,
            head: value,
            anew: None,
            end: Meter::new(value),
        }
    }

    /// Of samples that never fall further than noise does.
    #[must_use]
    pub const fn steady(maximum: f64, last: f64) -> Self {
        Self {
            second: None,
            head: maximum,
            anew: None,
            end: Meter {
                high: maximum,
                previous: last,
                zero: false,
            },
        }
    }

    /// Of samples in their order; `None` if there are none.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        let (first, rest) = values.split_first()?;
        let mut climb = Self::new(*first);
        for (value, count) in rest.iter().zip(1..) {
            climb.push(*first, count, *value);
        }
        Some(climb)
    }

    /// Goes on with one sample: as [`join`](Self::join) does with what it says alone.
    pub fn push(&mut self, first: f64, count: u64, value: f64) {
        let Meter {
            high,
            previous,
            zero,
        } = self.end;
        // Nearly all of them: it went on, or fell by noise.
        if count > 1 && !zero && is_noise(previous, value) {
            match &mut self.anew {
                Some(anew) => *anew += (value - high).max(0.0),
                None => self.head = self.head.max(value),
            }
            self.end = Meter {
                high: high.max(value),
                previous: value,
                zero: false,
            };
            return;
        }
        self.join(first, count, value, &Self::new(value));
    }

    /// Goes on with what follows and begins with `next_first`. `first` is the first of the `count` samples until now.
    pub fn join(&mut self, first: f64, count: u64, next_first: f64, next: &Self) {
        if count == 1 && first == 0.0 {
            self.second = Some(next_first);
        }
        let step = self.end.pass(next_first, next);
        if self.anew.is_none() && !step.at_once {
            self.head = self.head.max(next.head);
        }
        self.anew = match (self.anew, step.anew) {
            (Some(before), _) => Some(before + step.all),
            (None, anew) => anew,
        };
    }
}

impl Meter {
    #[must_use]
    pub const fn new(value: f64) -> Self {
        Self {
            high: value,
            previous: value,
            zero: false,
        }
    }

    /// How far it goes on over samples that begin with `first`.
    pub fn go_on(&mut self, first: f64, climb: &Climb) -> f64 {
        self.pass(first, climb).all
    }

    fn pass(&mut self, first: f64, climb: &Climb) -> Step {
        let mut first = first;
        let mut at_once = false;
        if std::mem::take(&mut self.zero) && !is_noise(self.previous, first) {
            *self = Self::new(0.0);
            at_once = true;
        }
        if first == 0.0 && !is_noise(self.previous, first) {
            match climb.second {
                // It is all there is: what comes next says what it was.
                None => {
                    self.zero = true;
                    return Step {
                        all: 0.0,
                        anew: None,
                        at_once: false,
                    };
                }
                Some(second) if is_noise(self.previous, second) => first = second,
                Some(_) => {
                    *self = Self::new(0.0);
                    at_once = true;
                }
            }
        }
        let head = if is_noise(self.previous, first) {
            (climb.head - self.high).max(0.0)
        } else {
            at_once = true;
            self.high = first;
            first.max(0.0) + (climb.head - first)
        };
        let all = head + climb.anew.unwrap_or(0.0);
        *self = match climb.anew {
            Some(_) => climb.end,
            None => Self {
                high: self.high.max(climb.head),
                ..climb.end
            },
        };
        Step {
            all,
            anew: if at_once { Some(all) } else { climb.anew },
            at_once,
        }
    }
}

/// Whether a meter that stood at `from` did not begin anew when it stands at `to`.
pub(crate) fn is_noise(from: f64, to: f64) -> bool {
    to >= from - from.abs() * NOISE
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As the words at the head of this file say it, with all samples at hand.
    fn naive(values: &[f64]) -> f64 {
        let mut readings: Vec<f64> = vec![];
        for (place, value) in values.iter().enumerate() {
            let before = readings.last().copied();
            let after = values.get(place + 1).copied();
            let fell = before.is_some_and(|before| *value == 0.0 && !is_noise(before, 0.0));
            let lone =
                after.is_none_or(|after| before.is_some_and(|before| is_noise(before, after)));
            if !(fell && lone) {
                readings.push(*value);
            }
        }
        let Some(mut high) = readings.first().copied() else {
            return 0.0;
        };
        let mut rise = 0.0;
        for pair in readings.windows(2) {
            if !is_noise(pair[0], pair[1]) {
                rise += pair[1].max(0.0);
                high = pair[1];
            } else if pair[1] > high {
                rise += pair[1] - high;
                high = pair[1];
            }
        }
        rise
    }

    fn rise(values: &[f64]) -> f64 {
        let mut meter = Meter::new(values[0]);
        let steps = values[1..].iter();
        steps
            .map(|value| meter.go_on(*value, &Climb::new(*value)))
            .sum()
    }

    #[test]
    fn a_small_fall_is_noise() {
        assert!((rise(&[215.6, 215.7, 215.6, 215.6]) - 0.1).abs() < 1e-9);
        assert!((rise(&[215.6, 215.7, 215.6, 215.7, 215.6, 215.8]) - 0.2).abs() < 1e-9);
        assert_eq!(rise(&[-10.0, -10.5, -10.0]), 0.0);
    }

    #[test]
    fn a_lone_zero_is_no_new_meter() {
        assert_eq!(rise(&[1234.0, 0.0, 1234.0]), 0.0);
        assert_eq!(rise(&[1234.0, 0.0, 1230.0, 0.0, 1236.0]), 2.0);
    }

    #[test]
    fn a_meter_that_begins_anew_counts_from_zero() {
        assert_eq!(rise(&[1234.0, 0.0, 0.0, 2.0]), 2.0);
        assert_eq!(rise(&[1234.0, 0.0, 2.0, 3.0]), 3.0);
        assert_eq!(rise(&[1234.0, 3.0, 4.0]), 4.0);
        assert_eq!(rise(&[5.0, -5.0, -3.0]), 2.0);
    }

    fn readings() -> impl Strategy<Value = Vec<f64>> {
        let readings = vec![
            0.0, 0.0, 1.0, 2.0, 9.5, 10.0, 10.5, 95.0, 100.0, 104.0, 1234.0, -3.0, -2.9,
        ];
        prop::collection::vec(prop::sample::select(readings), 1..40)
    }

    proptest! {
        #[test]
        fn one_sample_is_pushed_as_what_it_says_alone_is_joined(values in readings()) {
            let mut joined = Climb::new(values[0]);
            for (value, count) in values[1..].iter().zip(1..) {
                joined.join(values[0], count, *value, &Climb::new(*value));
            }
            prop_assert_eq!(Climb::of(&values), Some(joined));
        }

        #[test]
        fn pieces_of_pieces_say_what_the_samples_say(
            values in readings(),
            cuts in prop::collection::vec((1_usize..6, 1_usize..4), 1..40),
        ) {
            let mut meter = Meter::new(values[0]);
            let mut all = 0.0;
            let mut rest = &values[1..];
            for (length, count) in cuts.iter().cycle() {
                let mut outer: Option<(f64, u64, Climb)> = None;
                for _ in 0..*count {
                    let (piece, after) = rest.split_at((*length).min(rest.len()));
                    rest = after;
                    let Some(climb) = Climb::of(piece) else { break };
                    match &mut outer {
                        None => outer = Some((piece[0], piece.len() as u64, climb)),
                        Some((first, so_far, joined)) => {
                            joined.join(*first, *so_far, piece[0], &climb);
                            *so_far += piece.len() as u64;
                        }
                    }
                }
                let Some((first, _, climb)) = outer else { break };
                all += meter.go_on(first, &climb);
            }
            let expected = naive(&values);
            prop_assert!((all - expected).abs() < 1e-6, "{} instead of {}", all, expected);
        }
    }
}
