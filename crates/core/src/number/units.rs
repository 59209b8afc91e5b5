//! Units that devices write right behind the digits.

/// Of letters alone. Others would make `1234ABCD` a number.
const GLUED: &[&str] = &[
    "A", "Ah", "B", "Bq", "C", "EUR", "F", "GB", "GHz", "GW", "GWh", "GiB", "Gbps", "Hz", "J", "K",
    "KB", "KiB", "L", "Lux", "MB", "MHz", "MPa", "MW", "MWh", "MiB", "Mbit", "Mbps", "N", "NTU",
    "Nm", "Ohm", "Pa", "TB", "USD", "V", "VA", "VAr", "VAh", "W", "Wh", "atm", "bar", "bit", "bpm",
    "bps", "cd", "cm", "ct", "d", "dB", "dBA", "dBm", "day", "days", "db", "dbm", "deg", "dl",
    "ft", "g", "gal", "h", "hPa", "hrs", "in", "inHg", "kB", "kHz", "kJ", "kPa", "kV", "kVA",
    "kVAr", "kW", "kWh", "kbps", "kg", "km", "kmh", "kn", "kohm", "kph", "l", "lb", "lbs", "lm",
    "lux", "lx", "m", "mA", "mAh", "mV", "mW", "mbar", "mg", "min", "ml", "mL", "mm", "mmHg",
    "mph", "ms", "ppm", "nm", "ns", "oz", "pH", "ppb", "psi", "rpm", "s", "sec", "t", "us", "var",
    "varh", "w", "wh", "yd",
];

/// What has another sign in it than a letter of the alphabet is a unit.
pub fn may_be_glued(unit: &str) -> bool {
    !unit.chars().all(|c| c.is_ascii_alphabetic()) || GLUED.contains(&unit)
}
