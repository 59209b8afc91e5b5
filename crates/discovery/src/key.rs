//! Names of devices and entities that can stand in addresses and slots, whatever the device calls itself.

/// 16 hexadecimal digits: FNV-1a with 64 bits. The same parts give the same key at every start.
pub fn key_of(parts: &[&str]) -> String {
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    // 0xff is in no UTF-8: it keeps the parts apart.
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xff]));
    for byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_same_for_the_same_parts_and_no_other() {
        assert_eq!(key_of(&["a", "bc"]), key_of(&["a", "bc"]));
        assert_ne!(key_of(&["a", "bc"]), key_of(&["ab", "c"]));
        assert_eq!(key_of(&["Büro", ""]).len(), 16);
    }
}
