//! Questions against plain computations over all samples.

mod bars;
mod line;
mod naive;
mod others;
mod states;
mod statistics;
