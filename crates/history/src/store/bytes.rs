//! Bytes with a checksum, and whole numbers in them.

/// The bytes are not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged;

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

    #[inline]
    pub fn varint(&mut self) -> Result<u64, Damaged> {
        // Most are small: differences to what came before.
        if let Some((byte, rest)) = self.0.split_first()
            && *byte < 0x80
        {
            self.0 = rest;
            return Ok(u64::from(*byte));
        }
        self.long_varint()
    }

    fn long_varint(&mut self) -> Result<u64, Damaged> {
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

pub fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

pub fn unzigzag(value: u64) -> i64 {
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
    let fold = |sum: u64, eight: [u8; 8]| {
        let sum = (sum ^ u64::from_le_bytes(eight)).wrapping_mul(0x0000_0100_0000_01b3);
        sum ^ (sum >> 29)
    };
    let (whole, rest) = bytes.as_chunks();
    let mut sum = whole
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, eight| fold(sum, *eight));
    if !rest.is_empty() {
        let mut eight = [0; 8];
        eight[..rest.len()].copy_from_slice(rest);
        sum = fold(sum, eight);
    }
    (sum ^ (sum >> 32) ^ bytes.len() as u64) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As it was first written: files of then are read now.
    fn of_each_piece(bytes: &[u8]) -> u32 {
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        for piece in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..piece.len()].copy_from_slice(piece);
            sum = (sum ^ u64::from_le_bytes(eight)).wrapping_mul(0x0000_0100_0000_01b3);
            sum ^= sum >> 29;
        }
        (sum ^ (sum >> 32) ^ bytes.len() as u64) as u32
    }

    #[test]
    fn the_checksum_of_any_length_is_what_it_always_was() {
        let bytes: Vec<u8> = (1..=64).collect();
        for length in 0..=bytes.len() {
            let some = &bytes[..length];
            assert_eq!(checksum(some), of_each_piece(some), "{length} bytes");
        }
        assert_eq!(checksum(b"Tilework"), 2_585_952_626);
    }

    #[test]
    fn a_whole_number_of_any_length_comes_back() {
        for value in [0, 1, 0x7f, 0x80, 300, 1 << 35, u64::MAX] {
            let mut out = vec![];
            put_varint(&mut out, value);
            out.push(7);
            let mut bytes = Bytes(&out);
            assert_eq!((bytes.varint(), bytes.byte()), (Ok(value), Ok(7)));
        }
        assert_eq!(Bytes(&[]).varint(), Err(Damaged));
        assert_eq!(Bytes(&[0x80]).varint(), Err(Damaged));
    }
}
