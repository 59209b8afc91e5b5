//! Numbers and texts from bytes that are no UTF-8.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A number as it lies in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum NumberFormat {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
    F32,
    F64,
}

/// Which byte comes first: the one that counts most (as on the network), or least (as in most boards).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ByteOrder {
    Big,
    Little,
}

/// Of texts that are not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TextEncoding {
    /// Western European; Latin 1 is the same but for signs that nobody sends.
    Windows1252,
    Utf16Big,
    Utf16Little,
}

/// What stands in the places 0x80 to 0x9F of Windows 1252; the five that are free are control characters there.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

impl NumberFormat {
    /// In bytes.
    #[must_use]
    pub fn length(self) -> u32 {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::U64 | Self::I64 | Self::F64 => 8,
        }
    }

    /// `None`: there are more bytes than it has, or fewer. A floating point number may be infinite, or none at all.
    #[must_use]
    pub fn read(self, bytes: &[u8], order: ByteOrder) -> Option<f64> {
        self.bits(bytes, order).map(|bits| self.number(bits))
    }

    /// `None`: there are more bytes than it has, or fewer.
    #[must_use]
    pub fn bits(self, bytes: &[u8], order: ByteOrder) -> Option<u64> {
        if bytes.len() != self.length() as usize {
            return None;
        }
        let counted = |bits: u64, byte: &u8| bits << 8 | u64::from(*byte);
        Some(match order {
            ByteOrder::Big => bytes.iter().fold(0, counted),
            ByteOrder::Little => bytes.iter().rev().fold(0, counted),
        })
    }

    /// Every digit of it; `None` of a format that has decimals.
    #[must_use]
    pub fn whole(self, bits: u64) -> Option<i128> {
        Some(match self {
            Self::U8 | Self::U16 | Self::U32 | Self::U64 => i128::from(bits),
            Self::I8 => i128::from(bits as u8 as i8),
            Self::I16 => i128::from(bits as u16 as i16),
            Self::I32 => i128::from(bits as u32 as i32),
            Self::I64 => i128::from(bits as i64),
            Self::F32 | Self::F64 => return None,
        })
    }

    /// As JSON's numbers: of a whole one beyond 2^53 the nearest.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn number(self, bits: u64) -> f64 {
        match (self.whole(bits), self) {
            (Some(whole), _) => whole as f64,
            (None, Self::F32) => shortest(f32::from_bits(bits as u32)),
            (None, _) => f64::from_bits(bits),
        }
    }
}

/// 21.7 and not 21.700000762939453: what the device means has no more digits than it takes to tell its number from all others.
fn shortest(number: f32) -> f64 {
    number.to_string().parse().unwrap_or(f64::from(number))
}

impl TextEncoding {
    /// `None`: it is none of this encoding. A byte order mark is no part of the text.
    #[must_use]
    pub fn text(self, bytes: &[u8]) -> Option<String> {
        let units = |read: fn([u8; 2]) -> u16| {
            let (pairs, rest) = bytes.as_chunks::<2>();
            let units = pairs.iter().map(|pair| read(*pair));
            let text = char::decode_utf16(units).collect::<Result<String, _>>();
            text.ok().filter(|_| rest.is_empty())
        };
        let text = match self {
            Self::Windows1252 => bytes.iter().map(|byte| windows(*byte)).collect(),
            Self::Utf16Big => units(u16::from_be_bytes)?,
            Self::Utf16Little => units(u16::from_le_bytes)?,
        };
        Some(text)
    }
}

fn windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_bytes_of_either_order() {
        use NumberFormat::*;
        for (format, bytes, big, little) in [
            (U8, &[0xff][..], 255.0, 255.0),
            (I8, &[0xff], -1.0, -1.0),
            (U16, &[0x01, 0x02], 258.0, 513.0),
            (I16, &[0xff, 0xfe], -2.0, -257.0),
            (U32, &[0, 0, 1, 0], 256.0, 65_536.0),
            (I32, &[0xff, 0xff, 0xff, 0xff], -1.0, -1.0),
            (
                U64,
                &[0, 0, 0, 0, 0, 0, 0, 1],
                1.0,
                72_057_594_037_927_936.0,
            ),
            (
                I64,
                &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
                -1.0,
                -1.0,
            ),
        ] {
            assert_eq!(format.read(bytes, ByteOrder::Big), Some(big), "{format:?}");
            assert_eq!(
                format.read(bytes, ByteOrder::Little),
                Some(little),
                "{format:?}"
            );
        }
        let read = |bytes: [u8; 4], order| F32.read(&bytes, order);
        assert_eq!(read(21.7_f32.to_le_bytes(), ByteOrder::Little), Some(21.7));
        assert_eq!(read(21.7_f32.to_be_bytes(), ByteOrder::Big), Some(21.7));
        assert_eq!(
            F64.read(&21.5_f64.to_be_bytes(), ByteOrder::Big),
            Some(21.5)
        );
        assert!(
            read(f32::NAN.to_be_bytes(), ByteOrder::Big)
                .unwrap()
                .is_nan()
        );
        assert_eq!(U16.read(&[1], ByteOrder::Big), None);
        assert_eq!(U16.read(&[1, 2, 3], ByteOrder::Big), None);
    }

    #[test]
    fn texts_of_other_encodings_are_read() {
        let windows = TextEncoding::Windows1252;
        assert_eq!(windows.text(b"21 \xb0C \x80 \xfc").unwrap(), "21 °C € ü");
        assert_eq!(TextEncoding::Utf16Little.text(b"o\0k\0").unwrap(), "ok");
        assert_eq!(TextEncoding::Utf16Big.text(b"\0o\0k").unwrap(), "ok");
        assert_eq!(TextEncoding::Utf16Big.text(b"\0o\0"), None);
        assert_eq!(
            TextEncoding::Utf16Big.text(&[0xd8, 0]),
            None,
            "half a character"
        );
    }
}
