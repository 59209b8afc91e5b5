//! Only tests: see tests/programs.rs.
