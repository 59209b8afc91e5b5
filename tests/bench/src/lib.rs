//! Nothing but benches: see benches/, and xtask/src/bench for what becomes of their numbers.
