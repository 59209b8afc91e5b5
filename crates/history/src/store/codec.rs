//! Samples as bytes: lossless, compact, and with a checksum, so that a damaged block is an error and never a wrong value.
//!
//! A block is: a zero and the tag of how the times are encoded, how many (varint), the times, the tag of how the values are encoded, the values,
//! and four bytes of checksum. Values are whole multiples of a power of ten where all of them are, otherwise the bytes of the `f64`s in which
//! they differ.
//!
//! Blocks of files before version 3 begin with how many, which is never zero. Their times are encoded as [`STEPS`], and they stay as they are.

use super::{
    bytes::{Bytes, Damaged, put_varint, seal, unseal, unzigzag, zigzag},
    scale::{RAW, Scale},
};
use crate::{Sample, model::LATEST};

/// No block that was written holds as many; a damaged length must not reserve memory.
const MOST: u64 = 1 << 20;
/// A tag follows.
const TAGGED: u8 = 0;
/// Times as zigzag varints of how the distance to the neighbour changes.
const STEPS: u8 = 1;

/// Samples in any order; times within ±[`LATEST`].
pub fn encode(samples: &[Sample]) -> Vec<u8> {
    let mut out = Vec::with_capacity(samples.len() * 4 + 16);
    out.extend([TAGGED, STEPS]);
    put_varint(&mut out, samples.len() as u64);
    put_steps(&mut out, samples);
    match Scale::of(samples.iter().map(|sample| sample.value)) {
        scale @ Scale::Decimal(digits) => {
            out.push(digits);
            let mut last = 0;
            for sample in samples {
                scale.put(&mut out, &mut last, sample.value);
            }
        }
        Scale::Raw => put_raw(&mut out, samples),
    }
    seal(&mut out);
    out
}

/// # Errors
/// [`Damaged`], for any bytes that [`encode`] did not write.
pub fn decode(bytes: &[u8], out: &mut Vec<Sample>) -> Result<(), Damaged> {
    let mut bytes = Bytes(unseal(bytes)?);
    out.clear();
    if bytes.0.first() == Some(&TAGGED) && bytes.take(2)?[1] != STEPS {
        return Err(Damaged);
    }
    let count = bytes.varint()?;
    if count > MOST {
        return Err(Damaged);
    }
    take_steps(&mut bytes, count, out)?;
    let digits = bytes.byte()?;
    if digits == RAW {
        take_raw(&mut bytes, out)?;
    } else {
        let scale = Scale::from_byte(digits)?;
        let mut last = 0;
        for sample in out.iter_mut() {
            sample.value = scale.take(&mut bytes, &mut last)?;
        }
    }
    if bytes.0.is_empty() {
        Ok(())
    } else {
        Err(Damaged)
    }
}

fn put_steps(out: &mut Vec<u8>, samples: &[Sample]) {
    let (mut at, mut step) = (0_i64, 0_i64);
    for sample in samples {
        let next = sample.at.wrapping_sub(at);
        put_varint(out, zigzag(next.wrapping_sub(step)));
        (at, step) = (sample.at, next);
    }
}

fn take_steps(bytes: &mut Bytes<'_>, count: u64, out: &mut Vec<Sample>) -> Result<(), Damaged> {
    let (mut at, mut step) = (0_i64, 0_i64);
    for _ in 0..count {
        step = step.wrapping_add(unzigzag(bytes.varint()?));
        at = at.wrapping_add(step);
        if !(-LATEST..=LATEST).contains(&at) {
            return Err(Damaged);
        }
        out.push(Sample { at, value: 0.0 });
    }
    Ok(())
}

/// Only the bytes in which the values differ, between those that all have in common at the front (sign and exponent) and the zeros at
/// the back (values that were once an `f32`).
fn put_raw(out: &mut Vec<u8>, samples: &[Sample]) {
    let first = samples.first().map_or(0, |sample| sample.value.to_bits());
    let (mut differ, mut any) = (0, first);
    for sample in samples {
        differ |= sample.value.to_bits() ^ first;
        any |= sample.value.to_bits();
    }
    let front = (differ.leading_zeros() / 8).min(7) as usize;
    let back = ((any.trailing_zeros() / 8) as usize).min(7 - front);
    out.extend([RAW, (front * 8 + back) as u8]);
    out.extend(&first.to_be_bytes()[..front]);
    for sample in samples {
        out.extend(&sample.value.to_bits().to_be_bytes()[front..8 - back]);
    }
}

fn take_raw(bytes: &mut Bytes<'_>, out: &mut [Sample]) -> Result<(), Damaged> {
    let shape = bytes.byte()? as usize;
    let (front, back) = (shape / 8, shape % 8);
    if front + back > 7 {
        return Err(Damaged);
    }
    let mut bits = [0; 8];
    bits[..front].copy_from_slice(bytes.take(front)?);
    for sample in out {
        bits[front..8 - back].copy_from_slice(bytes.take(8 - front - back)?);
        sample.value = f64::from_bits(u64::from_be_bytes(bits));
    }
    Ok(())
}

#[cfg(test)]
#[path = "codec_tests.rs"]
mod tests;
