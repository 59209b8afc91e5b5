//! The words of a label, however it is written: `MQTT_HOST`, `mqttHost`, `const char* mqtt_host`, `Host (TLS)`.

/// Longer texts are no labels, in bytes.
const LIMIT: usize = 80;

/// The words in small letters, without numbers; `None` if this can be no label.
pub(super) fn words(label: &str) -> Option<Vec<String>> {
    if label.len() > LIMIT {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    for part in label.split(|c: char| !c.is_alphanumeric()) {
        let chars: Vec<char> = part.chars().collect();
        let mut word = String::new();
        for (place, c) in chars.iter().enumerate() {
            let before = place.checked_sub(1).map(|place| chars[place]);
            let after = chars.get(place + 1);
            let begins = match before {
                Some(before) if c.is_uppercase() => {
                    !before.is_uppercase() || after.is_some_and(|after| after.is_lowercase())
                }
                _ => false,
            };
            if begins {
                words.push(std::mem::take(&mut word));
            }
            word.extend(c.to_lowercase());
        }
        words.push(word);
    }
    words.retain(|word| !word.chars().all(|c| c.is_ascii_digit()));
    Some(joined(words))
}

/// `WebSocket` and `WiFi` are one word each.
fn joined(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for word in words {
        match joined.last_mut() {
            Some(last) if last == "web" && word.starts_with("socket") => last.push_str(&word),
            Some(last) if last == "wi" && word == "fi" => last.push_str(&word),
            _ => joined.push(word),
        }
    }
    joined
}
