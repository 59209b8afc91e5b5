//! `tilework://add#…`: a bundle behind the `#`, which no program that passes an address on sends to a server.

use base64::{
    Engine as _,
    alphabet::URL_SAFE,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use miniz_oxide::{
    deflate::compress_to_vec,
    inflate::{TINFLStatus, decompress_to_vec_with_limit},
};

use crate::{
    fault::BundleFault,
    limits::{LARGEST_LINK, LARGEST_UNFOLDED},
};

/// What a link begins with.
pub const LINK: &str = "tilework://add";

/// Programs that pass links on add or drop the padding; bits that are left over are nobody's.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Whether a text says that it is a link of this kind; what is behind may be anything.
#[must_use]
pub fn is_link(text: &str) -> bool {
    let start = text.trim_start().get(..LINK.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(LINK))
}

pub fn write(json: &str) -> Result<String, BundleFault> {
    if json.len() > LARGEST_UNFOLDED {
        return Err(BundleFault::too_large(LARGEST_UNFOLDED));
    }
    let packed = BASE64.encode(compress_to_vec(json.as_bytes(), 9));
    let link = format!("{LINK}#{packed}");
    if link.len() > LARGEST_LINK {
        return Err(BundleFault::too_large(LARGEST_LINK));
    }
    Ok(link)
}

pub fn read(link: &str) -> Result<String, BundleFault> {
    if link.len() > LARGEST_LINK {
        return Err(BundleFault::too_large(LARGEST_LINK));
    }
    let behind = link.trim().get(LINK.len()..).unwrap_or_default();
    // What a mail program put a line end into is still whole.
    let packed: String = behind
        .trim_start_matches('/')
        .strip_prefix('#')
        .ok_or(BundleFault::CutOff)?
        .chars()
        .filter(|it| !it.is_whitespace())
        .collect();
    if packed.is_empty() {
        return Err(BundleFault::CutOff);
    }
    let packed = BASE64.decode(packed).map_err(BundleFault::damaged)?;
    let unpacked = decompress_to_vec_with_limit(&packed, LARGEST_UNFOLDED).map_err(|error| {
        match error.status {
            TINFLStatus::HasMoreOutput => BundleFault::too_large(LARGEST_UNFOLDED),
            TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => {
                BundleFault::CutOff
            }
            _ => BundleFault::damaged("not packed as it should be"),
        }
    })?;
    String::from_utf8(unpacked).map_err(BundleFault::damaged)
}
