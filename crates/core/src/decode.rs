//! From the bytes of a payload to a value.
use crate::{binding::Decode, template::ValueTemplate, value::{Decoded, ReadingProblem}};
/// The largest payload that is decoded.
pub const DECODE_LIMIT: usize = 1 << 20;
pub fn decode(payload: &[u8], template: Option<&ValueTemplate>, decode: &Decode) -> Result<Decoded, ReadingProblem> { todo!() }
