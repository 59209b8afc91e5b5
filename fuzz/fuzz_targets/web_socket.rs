#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tilework_engine::fuzzing::web_socket(data));
