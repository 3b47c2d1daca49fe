//! A file of a school in CSV: whatever comes in, every row can be judged, and those that could be
//! read are written and read back as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shared::delivery::{Draft, read_csv, to_csv};

fuzz_target!(|bytes: &[u8]| {
    let Ok(delivery) = read_csv(bytes) else {
        return;
    };
    let messages: Vec<_> = delivery
        .rows
        .iter()
        .filter_map(|row| Draft::read(row).message())
        .collect();
    if messages.is_empty() {
        return;
    }
    let written = to_csv(&messages);
    let again = read_csv(written.as_bytes()).expect("our own file");
    let again: Vec<_> = again
        .rows
        .iter()
        .filter_map(|row| Draft::read(row).message())
        .collect();
    assert_eq!(again, messages, "{written}");
});
