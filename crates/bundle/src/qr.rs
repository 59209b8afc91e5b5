//! A link as a QR code (ISO/IEC 18004) to be scanned from a screen.

use std::fmt::Write as _;

use qrcodegen::{QrCode as Drawn, QrCodeEcc, QrSegment, Version};
use serde::Serialize;
use ts_rs::TS;

/// As a path of unit squares, dark on light: `viewBox="0 0 size size"`, with the quiet zone of 4 around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QrCode {
    pub size: u32,
    pub path: String,
}

/// What a phone still reads from a screen without effort: 1,273 bytes.
const LARGEST: u8 = 25;
/// Light modules around the code (§9.1).
const QUIET: i32 = 4;

/// `None`: the text is too long for one that phones read.
#[must_use]
pub fn qr(text: &str) -> Option<QrCode> {
    let segments = QrSegment::make_segments(text);
    let drawn = Drawn::encode_segments_advanced(
        &segments,
        QrCodeEcc::Low,
        Version::MIN,
        Version::new(LARGEST),
        None,
        true,
    )
    .ok()?;
    let mut path = String::new();
    for y in 0..drawn.size() {
        let mut x = 0;
        while x < drawn.size() {
            let dark = (x..drawn.size())
                .take_while(|x| drawn.get_module(*x, y))
                .count();
            let run = i32::try_from(dark).unwrap_or_default();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    let size = u32::try_from(drawn.size() + 2 * QUIET).ok()?;
    Some(QrCode { size, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_link_is_a_code_with_a_quiet_zone_and_a_long_one_is_none() {
        let code = qr("tilework://add#abc").unwrap();
        assert!(code.size >= 21 + 8);
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "{}", code.path);
        assert!(qr(&"x".repeat(1_273)).is_some());
        assert!(qr(&"x".repeat(1_274)).is_none());
    }
}
