//! Pictures in payloads: what they are and how large, from their first bytes, before anything decodes them.
//!
//! Deliberately not here: decoding. That is the web view's, which gets a picture only after its size was found to be bearable. SVG is no
//! picture here: it is a document that can load and run things.

use std::sync::Arc;

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Pixels of the largest picture that is shown: 64 MiB once it is decoded.
pub const MOST_PIXELS: u32 = 16 << 20;
/// Pixels along one side.
pub const LONGEST_SIDE: u32 = 16_384;

/// A picture that may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    pub format: ImageFormat,
    /// In pixels.
    pub width: u32,
    pub height: u32,
    /// As it came.
    pub data: ImageFile,
}

/// Why a payload is not shown as a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    NoPicture,
    /// SVG.
    Vector,
    /// It begins as a picture, and does not say how large it is.
    Broken,
    /// In pixels.
    TooLarge {
        width: u32,
        height: u32,
    },
}

/// By its first bytes, whatever a message says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ImageFormat {
    Jpeg,
    Png,
    Gif,
    Webp,
}

/// In Base64 (RFC 4648 §4). A clone is the same text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(from = "String")]
#[ts(type = "string")]
pub struct ImageFile(Arc<str>);

impl From<String> for ImageFile {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl Serialize for ImageFile {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

/// Of a payload: the file itself, or its text in Base64 or as a `data:` URL.
///
/// # Errors
/// That it is none, or why it is not shown.
pub fn read(payload: &[u8]) -> Result<Picture, Unfit> {
    if format(payload).is_some() {
        return of(payload);
    }
    let text = std::str::from_utf8(payload).map_err(|_| Unfit::NoPicture)?;
    read_text(text)
}

/// Of a text: Base64, or a `data:` URL (RFC 2397).
///
/// # Errors
/// As [`read`].
pub fn read_text(text: &str) -> Result<Picture, Unfit> {
    let text = text.trim_matches(|it: char| it.is_whitespace() || "\"\0\u{feff}".contains(it));
    if is_svg(text) {
        return Err(Unfit::Vector);
    }
    let mut base64 = text;
    if text
        .get(..5)
        .is_some_and(|it| it.eq_ignore_ascii_case("data:"))
    {
        let (head, data) = text.split_once(',').ok_or(Unfit::NoPicture)?;
        let head = head.to_ascii_lowercase();
        if head.starts_with("data:image/svg") {
            return Err(Unfit::Vector);
        }
        if !head.ends_with(";base64") {
            return Err(Unfit::NoPicture);
        }
        base64 = data;
    }
    let bytes = decoded(base64).ok_or(Unfit::NoPicture)?;
    if std::str::from_utf8(&bytes).is_ok_and(|text| is_svg(text.trim_start())) {
        return Err(Unfit::Vector);
    }
    of(&bytes)
}

/// With line breaks as mails have them, padded or not, in either alphabet.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let plain: Vec<u8> = text
        .bytes()
        .filter(|it| !it.is_ascii_whitespace())
        .map(|it| match it {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        })
        .collect();
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(&alphabet::STANDARD, config)
        .decode(plain)
        .ok()
}

fn is_svg(text: &str) -> bool {
    // A declaration and comments may stand before it.
    let head: String = text.chars().take(1_024).collect();
    head.starts_with('<') && head.to_ascii_lowercase().contains("<svg")
}

fn of(bytes: &[u8]) -> Result<Picture, Unfit> {
    let format = format(bytes).ok_or(Unfit::NoPicture)?;
    let size = match format {
        ImageFormat::Jpeg => jpeg(bytes),
        ImageFormat::Png => png(bytes),
        ImageFormat::Gif => gif(bytes),
        ImageFormat::Webp => webp(bytes),
    };
    let (width, height) = size
        .filter(|(width, height)| *width > 0 && *height > 0)
        .ok_or(Unfit::Broken)?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > u64::from(MOST_PIXELS) || width.max(height) > LONGEST_SIDE {
        return Err(Unfit::TooLarge { width, height });
    }
    Ok(Picture {
        format,
        width,
        height,
        data: STANDARD.encode(bytes).into(),
    })
}

fn format(bytes: &[u8]) -> Option<ImageFormat> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(ImageFormat::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(ImageFormat::Gif),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some(ImageFormat::Webp),
        _ => None,
    }
}

type Size = Option<(u32, u32)>;

fn big16(bytes: &[u8], at: usize) -> Option<u32> {
    let two = bytes.get(at..at + 2)?;
    Some(u32::from(two[0]) << 8 | u32::from(two[1]))
}

fn little16(bytes: &[u8], at: usize) -> Option<u32> {
    big16(bytes, at).map(|it| (it >> 8) | (it & 0xff) << 8)
}

/// The header is the first chunk (PNG §11.2.1).
fn png(bytes: &[u8]) -> Size {
    let number = |at: usize| Some(big16(bytes, at)? << 16 | big16(bytes, at + 2)?);
    (bytes.get(12..16)? == b"IHDR").then(|| Some((number(16)?, number(20)?)))?
}

/// The frame header is behind other segments (ITU T.81 §B.2).
fn jpeg(bytes: &[u8]) -> Size {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            // What fills up.
            0xff => at += 1,
            // Without a length.
            0x01 | 0xd0..=0xd7 => at += 2,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((big16(bytes, at + 7)?, big16(bytes, at + 5)?));
            }
            // The picture begins, or ends, and nobody said how large it is.
            0xd9 | 0xda => return None,
            _ => at += 2 + big16(bytes, at + 2)?.max(2) as usize,
        }
    }
}

/// The largest of its screen and of its frames (GIF89a §18, §20): decoders make room for a frame that is larger than the screen.
fn gif(bytes: &[u8]) -> Size {
    let table = |flags: u8| {
        if flags & 0x80 == 0 {
            0
        } else {
            3 << ((flags & 7) + 1)
        }
    };
    let (mut width, mut height) = (little16(bytes, 6)?, little16(bytes, 8)?);
    let mut at = 13 + table(*bytes.get(10)?);
    let mut frames = 0;
    // What is cut off in the middle shows what is there.
    while let Some(block) = bytes.get(at) {
        match block {
            0x21 => at += 2,
            0x2c => {
                let number = |offset: usize| little16(bytes, at + offset);
                let (Some(x), Some(y), Some(w), Some(h)) =
                    (number(1), number(3), number(5), number(7))
                else {
                    break;
                };
                (width, height) = (width.max(x + w), height.max(y + h));
                frames += 1;
                at += 11 + table(bytes.get(at + 9).copied().unwrap_or_default());
            }
            _ => break,
        }
        // Its data, in pieces that say how long they are.
        while let Some(length) = bytes.get(at).copied().filter(|it| *it > 0) {
            at += 1 + usize::from(length);
        }
        at += 1;
    }
    (frames > 0).then_some((width, height))
}

/// Of its first chunk (RFC 9649 §2.5 to §2.7).
fn webp(bytes: &[u8]) -> Size {
    match bytes.get(12..16)? {
        b"VP8X" => {
            let side = |at: usize| {
                let low = little16(bytes, at)?;
                Some((low | u32::from(*bytes.get(at + 2)?) << 16) + 1)
            };
            Some((side(24)?, side(27)?))
        }
        b"VP8L" => {
            if *bytes.get(20)? != 0x2f {
                return None;
            }
            let bits = little16(bytes, 21)? | little16(bytes, 23)? << 16;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8 " => {
            if bytes.get(23..26)? != [0x9d, 0x01, 0x2a] {
                return None;
            }
            Some((little16(bytes, 26)? & 0x3fff, little16(bytes, 28)? & 0x3fff))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
