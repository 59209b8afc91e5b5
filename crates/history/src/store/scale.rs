//! How single values are written.

use super::bytes::{Bytes, Damaged, put_varint, unzigzag, zigzag};

const POWERS: [f64; 7] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];
const WIDEST: u64 = 1 << 47;
/// The tag of [`Scale::Raw`]; the others are their digits.
pub const RAW: u8 = 7;

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
    let product = value * power;
    // Quicker than `round`, which has no instruction of its own everywhere. What it rounds otherwise is no such multiple.
    let whole = (product + 0.5_f64.copysign(product)) as i64;
    // To the bit: -0.0 is not 0.0.
    let is_it =
        whole.unsigned_abs() < WIDEST && (whole as f64 / power).to_bits() == value.to_bits();
    is_it.then_some(whole)
}
