//! Reads what was drawn.

#![allow(dead_code, reason = "each test uses some of it")]

/// The texts of the `<text>` elements.
pub fn texts(svg: &str) -> Vec<String> {
    let texts = svg
        .split("<text")
        .skip(1)
        .filter_map(|part| part.split_once('>')?.1.split_once("</text>"));
    texts.map(|(text, _)| text.trim().to_owned()).collect()
}

/// The points of the first `<polyline>`, in CSS pixels.
pub fn line(svg: &str) -> Vec<(f64, f64)> {
    let points = svg
        .split("<polyline")
        .nth(1)
        .and_then(|part| part.split("points=\"").nth(1)?.split('"').next())
        .unwrap_or_default();
    let number = |text: &str| text.parse::<f64>().unwrap() / 10.0;
    points
        .split_whitespace()
        .map(|pair| pair.split_once(',').unwrap())
        .map(|(x, y)| (number(x), number(y)))
        .collect()
}

/// The contents of the first group with this attribute.
pub fn group<'a>(svg: &'a str, attribute: &str) -> &'a str {
    let found = svg
        .split("<g ")
        .skip(1)
        .find(|group| group.starts_with(attribute));
    found
        .and_then(|group| group.split("</g>").next())
        .unwrap_or_default()
}
