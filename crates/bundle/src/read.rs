//! From bytes of anybody's to a bundle, or to a sentence that says why not. What it costs is bounded by the limits.

use serde_json::Value;
use tilework_core::{
    dashboard::{Dashboard, MAX_TILES},
    migrate::read_dashboard,
};

use crate::{
    Bundle, BundleKind, SharedBroker, VERSION,
    fault::BundleFault,
    limits::{LARGEST_DOCUMENT, LARGEST_FILE, MOST_BROKERS, MOST_DASHBOARDS},
    link, refs, scan,
};

/// A file's bytes, or a link.
///
/// # Errors
/// It is no bundle, or one that is not taken.
pub fn read(bytes: &[u8]) -> Result<Bundle, BundleFault> {
    if bytes.len() > LARGEST_FILE {
        return Err(BundleFault::too_large(LARGEST_FILE));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        // A file that ends within a character.
        if error.error_len().is_none() && bytes.first() == Some(&b'{') {
            BundleFault::CutOff
        } else {
            BundleFault::Foreign
        }
    })?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if link::is_link(text) {
        return parse(&link::read(text)?);
    }
    parse(text)
}

fn parse(text: &str) -> Result<Bundle, BundleFault> {
    if !text.starts_with('{') {
        return Err(BundleFault::Foreign);
    }
    scan::check(text)?;
    let whole: Value = serde_json::from_str(text)?;
    if whole["format"] != "tilework" {
        return Err(BundleFault::Foreign);
    }
    match whole["version"].as_u64() {
        Some(version) if version > u64::from(VERSION) => return Err(BundleFault::Newer),
        Some(version) if version > 0 => {}
        _ => return Err(BundleFault::damaged("no version")),
    }
    let kind: BundleKind = serde_json::from_value(whole["kind"].clone())?;
    let brokers = list(&whole, "brokers")?;
    let documents = list(&whole, "documents")?;
    if brokers.len() > MOST_BROKERS {
        return Err(BundleFault::TooManyBrokers {
            limit: MOST_BROKERS as u32,
        });
    }
    if documents.len() > MOST_DASHBOARDS {
        return Err(BundleFault::TooManyDashboards {
            limit: MOST_DASHBOARDS as u32,
        });
    }
    let brokers: Result<Vec<SharedBroker>, _> = brokers
        .iter()
        .cloned()
        .map(serde_json::from_value)
        .collect();
    let dashboards: Result<Vec<Dashboard>, _> = documents.iter().map(dashboard).collect();
    let mut bundle = Bundle {
        kind,
        brokers: brokers?,
        dashboards: dashboards?,
    };
    if bundle.brokers.is_empty() && bundle.dashboards.is_empty() {
        return Err(BundleFault::Empty);
    }
    refs::check(&mut bundle)?;
    for broker in &bundle.brokers {
        broker.broker(broker.reference.clone(), "x".to_owned())?;
    }
    Ok(bundle)
}

fn list<'a>(whole: &'a Value, name: &str) -> Result<&'a [Value], BundleFault> {
    match &whole[name] {
        Value::Null => Ok(&[]),
        Value::Array(all) => Ok(all),
        _ => Err(BundleFault::damaged(format!("{name} is no list"))),
    }
}

fn dashboard(document: &Value) -> Result<Dashboard, BundleFault> {
    // Before its layout is made whole, which costs more than reading does.
    let tiles = document["tiles"].as_array().map_or(0, Vec::len);
    if tiles > MAX_TILES {
        return Err(BundleFault::TooManyTiles {
            limit: MAX_TILES as u32,
        });
    }
    let text = document.to_string();
    if text.len() > LARGEST_DOCUMENT {
        return Err(BundleFault::too_large(LARGEST_DOCUMENT));
    }
    Ok(read_dashboard(&text)?)
}
