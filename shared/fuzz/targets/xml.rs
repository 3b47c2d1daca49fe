//! A message in XML: whatever comes in, what could be read is written and read back as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shared::delivery::{Draft, read_xml, to_xml};

fuzz_target!(|bytes: &[u8]| {
    let Some(message) = Draft::read(&read_xml(bytes).row).message() else {
        return;
    };
    let written = to_xml(&message);
    let again = Draft::read(&read_xml(written.as_bytes()).row).message();
    assert_eq!(again.as_ref(), Some(&message), "{written}");
});
