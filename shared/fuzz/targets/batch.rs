//! A batch that arrives in pieces: it is read as when it arrives at once, wherever it is cut.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use shared::{
    Problem,
    delivery::{BatchFormat, BatchReader, Record},
};

#[derive(Arbitrary, Debug)]
struct Arrival<'a> {
    format: u8,
    /// The length of each piece; after the last they begin again.
    pieces: [u8; 3],
    bytes: &'a [u8],
}

fuzz_target!(|arrival: Arrival<'_>| {
    let format = match arrival.format % 3 {
        0 => BatchFormat::Ndjson,
        1 => BatchFormat::Csv,
        _ => BatchFormat::Xml,
    };
    let mut rest = arrival.bytes;
    let mut lengths = arrival.pieces.iter().cycle();
    let pieces = std::iter::from_fn(|| {
        let length = usize::from(*lengths.next()?).max(1).min(rest.len());
        let (piece, left) = rest.split_at(length);
        rest = left;
        (!piece.is_empty()).then_some(piece)
    });
    assert_eq!(read(format, pieces), read(format, [arrival.bytes]));
});

fn read<'a>(
    format: BatchFormat,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<Record>, Option<Problem>) {
    let mut reader = BatchReader::new(format);
    let mut records = Vec::new();
    for piece in pieces {
        records.extend(reader.push(piece));
    }
    match reader.finish() {
        Ok(last) => {
            records.extend(last);
            (records, None)
        }
        Err(problem) => (records, Some(problem)),
    }
}
