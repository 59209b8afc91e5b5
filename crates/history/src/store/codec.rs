//! Samples as bytes: lossless, compact, and with a checksum, so that a damaged block is an error and never a wrong value.
//!
//! A block is: how many (varint), the times (zigzag varints of how the distance to the neighbour changes), the values, and four bytes
//! of checksum. Values are whole multiples of a power of ten where all of them are, otherwise the bytes of the `f64`s in which they differ.

use crate::Sample;

/// JavaScript's range of dates; samples beyond it are not recorded.
pub const LATEST: i64 = 8_640_000_000_000_000;
/// No block that was written holds as many; a damaged length must not reserve memory.
const MOST: u64 = 1 << 20;
const POWERS: [f64; 7] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];
const WIDEST: f64 = (1_u64 << 47) as f64;
const RAW: u8 = 7;

/// The bytes are not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged;

/// Samples in any order; times within ±[`LATEST`].
pub fn encode(samples: &[Sample]) -> Vec<u8> {
    let mut out = Vec::with_capacity(samples.len() * 4 + 16);
    put_varint(&mut out, samples.len() as u64);
    let (mut at, mut step) = (0_i64, 0_i64);
    for sample in samples {
        let next = sample.at.wrapping_sub(at);
        put_varint(&mut out, zigzag(next.wrapping_sub(step)));
        (at, step) = (sample.at, next);
    }
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
    let count = bytes.varint()?;
    if count > MOST {
        return Err(Damaged);
    }
    let (mut at, mut step) = (0_i64, 0_i64);
    for _ in 0..count {
        step = step.wrapping_add(unzigzag(bytes.varint()?));
        at = at.wrapping_add(step);
        if !(-LATEST..=LATEST).contains(&at) {
            return Err(Damaged);
        }
        out.push(Sample { at, value: 0.0 });
    }
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

/// How single values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// As whole multiples of 10^-digits, each as the difference to the one before.
    Decimal(u8),
    /// As the eight bytes of the `f64`.
    Raw,
}

impl Scale {
    /// The smallest that gives back every value to the bit.
    pub fn of(values: impl Iterator<Item = f64> + Clone) -> Self {
        let mut digits = 0_u8;
        for value in values.clone() {
            while scaled(value, digits).is_none() {
                digits += 1;
                if digits as usize == POWERS.len() {
                    return Self::Raw;
                }
            }
        }
        // A value that is a multiple of a tenth is one of a hundredth too, but not always its nearest `f64`.
        if values.clone().all(|value| scaled(value, digits).is_some()) {
            Self::Decimal(digits)
        } else {
            Self::Raw
        }
    }

    pub fn byte(self) -> u8 {
        match self {
            Self::Decimal(digits) => digits,
            Self::Raw => RAW,
        }
    }

    pub fn from_byte(byte: u8) -> Result<Self, Damaged> {
        match byte {
            RAW => Ok(Self::Raw),
            digits if (digits as usize) < POWERS.len() => Ok(Self::Decimal(digits)),
            _ => Err(Damaged),
        }
    }

    pub fn fits(self, value: f64) -> bool {
        match self {
            Self::Decimal(digits) => scaled(value, digits).is_some(),
            Self::Raw => false,
        }
    }

    /// `last` is what came before, 0 at the beginning. The value is one of those that this scale is [`Scale::of`], or fits.
    pub fn put(self, out: &mut Vec<u8>, last: &mut i64, value: f64) {
        match self {
            Self::Decimal(digits) => {
                let whole = scaled(value, digits).unwrap_or_default();
                put_varint(out, zigzag(whole - *last));
                *last = whole;
            }
            Self::Raw => out.extend(value.to_bits().to_le_bytes()),
        }
    }

    pub fn take(self, bytes: &mut Bytes<'_>, last: &mut i64) -> Result<f64, Damaged> {
        match self {
            Self::Decimal(digits) => {
                *last = last.wrapping_add(unzigzag(bytes.varint()?));
                Ok(*last as f64 / POWERS[digits as usize])
            }
            Self::Raw => bytes.float(),
        }
    }
}

fn scaled(value: f64, digits: u8) -> Option<i64> {
    let power = POWERS[digits as usize];
    let whole = (value * power).round();
    // To the bit: -0.0 is not 0.0.
    (whole.abs() < WIDEST && (whole as i64 as f64 / power).to_bits() == value.to_bits())
        .then_some(whole as i64)
}

/// What is left to read.
#[derive(Debug)]
pub struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], Damaged> {
        let (head, rest) = self.0.split_at_checked(count).ok_or(Damaged)?;
        self.0 = rest;
        Ok(head)
    }

    pub fn byte(&mut self) -> Result<u8, Damaged> {
        Ok(self.take(1)?[0])
    }

    pub fn float(&mut self) -> Result<f64, Damaged> {
        let mut eight = [0; 8];
        eight.copy_from_slice(self.take(8)?);
        Ok(f64::from_bits(u64::from_le_bytes(eight)))
    }

    pub fn varint(&mut self) -> Result<u64, Damaged> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Damaged)
    }
}

pub fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

/// Appends the checksum.
pub fn seal(out: &mut Vec<u8>) {
    out.extend(checksum(out).to_le_bytes());
}

pub fn unseal(bytes: &[u8]) -> Result<&[u8], Damaged> {
    let (body, sum) = bytes
        .split_at_checked(bytes.len().wrapping_sub(4))
        .ok_or(Damaged)?;
    (sum == checksum(body).to_le_bytes())
        .then_some(body)
        .ok_or(Damaged)
}

/// FNV-1a over words of eight bytes, folded: it finds torn and overwritten blocks, no more is asked of it.
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for piece in bytes.chunks(8) {
        let mut eight = [0; 8];
        eight[..piece.len()].copy_from_slice(piece);
        sum = (sum ^ u64::from_le_bytes(eight)).wrapping_mul(0x0000_0100_0000_01b3);
        sum ^= sum >> 29;
    }
    (sum ^ (sum >> 32) ^ bytes.len() as u64) as u32
}

#[cfg(test)]
#[path = "codec_tests.rs"]
mod tests;
