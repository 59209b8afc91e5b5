//! What the editor shows of a message.

use tilework_core::{broker::UserProperty, reading::Reading};

use crate::link::Message;

/// Of a payload, in bytes.
pub const PAYLOAD_SHOWN: usize = 4_096;
const PROPERTIES: usize = 20;
const PROPERTY: usize = 200;

/// The message as it came.
pub fn show(reading: &mut Reading, message: &Message) {
    let properties = message.properties.as_deref();
    reading.content_type = properties
        .and_then(|properties| properties.content_type.as_deref())
        .map(|text| text.chars().take(200).collect());
    reading.user_properties = properties
        .map(|properties| properties.user.iter().take(PROPERTIES).map(cut).collect())
        .unwrap_or_default();
    let shown = message
        .payload
        .get(..PAYLOAD_SHOWN)
        .unwrap_or(&message.payload);
    reading.payload = Some(String::from_utf8_lossy(shown).into_owned());
}

fn cut(property: &UserProperty) -> UserProperty {
    let cut = |text: &str| text.chars().take(PROPERTY).collect();
    UserProperty {
        name: cut(&property.name),
        value: cut(&property.value),
    }
}
