//! What charts, tables and numbers ask of the history. Every question is a function of a [`Read`](crate::Read).
//!
//! A value holds from its sample to the next one, or to the begin of an outage ([`Outage::from`](crate::Outage)); from there to the
//! next sample nothing is known. A sample at that very instant came before the outage. Ranges are `from..to`: a sample at `to` is
//! outside. A caller whose range ends in the future cuts it at now, or the last value holds too long.
//!
//! Long ranges are answered from rollups, and only the buckets that an edge of the range or an outage cuts in two from samples. Where
//! samples are not kept one by one any more ([`Read::kept_from`](crate::Read::kept_from)), a minute is the finest, and where
//! minutes are not kept either, an hour: it counts as a whole to where its first sample is.
//!
//! Deliberately not here: calendars (edges come in as instants), units, colours, and the clock.

mod bars;
mod cursor;
mod distribution;
mod line;
mod moment;
mod near;
mod pairs;
mod rows;
mod states;
mod statistics;
mod sum;
mod tally;
mod timeline;
mod walk;

#[cfg(test)]
pub(crate) mod fake;
#[cfg(test)]
mod tests;

pub use bars::{Measure, bars};
pub(crate) use cursor::Cursor;
pub use distribution::{Distribution, distribution};
pub use line::{Line, LinePoint, line};
pub use moment::{Moment, moment};
pub use near::{Extent, extent};
pub use pairs::pairs;
pub use rows::{Cell, Row, Table, table};
pub use states::{Segment, State, StateTimes, mapped_states, state_times, states};
pub use statistics::{OfSamples, OverTime, Statistics, statistics};
