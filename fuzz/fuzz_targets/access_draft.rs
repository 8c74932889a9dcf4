#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| certbench_fuzz::access_draft(data));
