//! What `make fuzz` once found of interest (`shared/fuzz/corpus.tar.gz`), read again.

use crate::delivery::{BatchFormat, BatchReader, Draft, read_csv, read_json, read_xml};
use flate2::read::GzDecoder;
use std::io::Read;
use tar::Archive;

/// Everything in the corpus of this target.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let mut archive = Archive::new(GzDecoder::new(
        &include_bytes!("../../../fuzz/corpus.tar.gz")[..],
    ));
    let found: Vec<_> = archive
        .entries()
        .expect("an archive")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_ok_and(|path| path.starts_with(target)))
        .map(|mut entry| {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("its bytes");
            bytes
        })
        .collect();
    assert!(found.len() > 100, "{target}: {}", found.len());
    found
}

#[test]
fn nothing_that_was_found_makes_a_parser_panic() {
    for bytes in corpus("json") {
        Draft::read(&read_json(&bytes).row).message();
    }
    for bytes in corpus("xml") {
        Draft::read(&read_xml(&bytes).row).message();
    }
    for bytes in corpus("csv") {
        for row in read_csv(&bytes)
            .into_iter()
            .flat_map(|delivery| delivery.rows)
        {
            Draft::read(&row).message();
        }
    }
    for bytes in corpus("batch") {
        for format in [BatchFormat::Ndjson, BatchFormat::Csv, BatchFormat::Xml] {
            let mut reader = BatchReader::new(format);
            for piece in bytes.chunks(7) {
                reader.push(piece);
            }
            let _ = reader.finish();
        }
    }
}
