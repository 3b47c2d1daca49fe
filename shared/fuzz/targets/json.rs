//! A message in JSON: whatever comes in, what could be read is written and read back as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shared::delivery::{Draft, read_json, to_json};

fuzz_target!(|bytes: &[u8]| {
    let Some(message) = Draft::read(&read_json(bytes).row).message() else {
        return;
    };
    let written = to_json(&message);
    let again = Draft::read(&read_json(written.as_bytes()).row).message();
    assert_eq!(again.as_ref(), Some(&message), "{written}");
});
