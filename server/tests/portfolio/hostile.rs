//! PDFs that are made to cost much: none of them costs the server more than a process apart may use.
//! A reader without bounds takes gigabytes or minutes for each of them.

use super::{MILA, PDF, fields, form, fresh, save};
use crate::support::{Register, file};
use app::teacher::portfolio::desk::Target;
use flate2::{Compression, write::ZlibEncoder};
use server::evidence::clean::{Unreadable, apart};
use shared::portfolio::MAX_EVIDENCE_BYTES;
use std::{
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

/// Longer than a second of a processor takes on a machine that does other tests as well.
const SOON: Duration = Duration::from_secs(10);

/// A file of objects, with a table of where each number is; some numbers may have the same place.
struct Written {
    bytes: Vec<u8>,
    places: Vec<usize>,
}

impl Written {
    /// A file with an empty page tree: the numbers 1 and 2.
    fn new() -> Self {
        let mut written = Self {
            bytes: b"%PDF-1.7\n".to_vec(),
            places: Vec::new(),
        };
        written.object(b"<</Type/Catalog/Pages 2 0 R>>");
        written.object(b"<</Type/Pages/Kids[]/Count 0>>");
        written
    }

    fn number(&self) -> usize {
        self.places.len() + 1
    }

    fn object(&mut self, content: &[u8]) {
        let number = self.number();
        self.places.push(self.bytes.len());
        self.bytes
            .extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        self.bytes.extend_from_slice(content);
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    /// A stream with objects, packed.
    fn packed(&mut self, unpacked: &[u8], first: usize) {
        let mut packing = ZlibEncoder::new(Vec::new(), Compression::best());
        packing.write_all(unpacked).expect("packed");
        let packed = packing.finish().expect("packed");
        let head = format!(
            "<</Type/ObjStm/N 1/First {first}/Filter/FlateDecode/Length {}>>stream\n",
            packed.len()
        );
        let content = [head.as_bytes(), &packed, b"\nendstream"].concat();
        self.object(&content);
    }

    fn finish(mut self) -> Vec<u8> {
        let table = self.bytes.len();
        let size = self.number();
        let mut end = vec![format!("xref\n0 {size}\n0000000000 65535 f ")];
        let places = self.places.iter();
        end.extend(places.map(|place| format!("{place:010} 00000 n ")));
        end.push(format!(
            "trailer\n<</Root 1 0 R/Size {size}>>\nstartxref\n{table}\n%%EOF\n"
        ));
        self.bytes.extend_from_slice(end.join("\n").as_bytes());
        assert!(self.bytes.len() as u64 <= MAX_EVIDENCE_BYTES, "it may come");
        self.bytes
    }
}

/// 300 streams of 15 MB each, of numbers.
fn many_streams() -> Vec<u8> {
    let mut written = Written::new();
    for number in 0..300 {
        let head = format!("{} 0 ", 10_000 + number);
        let content = [head.as_bytes(), b"[", &b"1 ".repeat(7_500_000), b"]"].concat();
        written.packed(&content, head.len());
    }
    written.finish()
}

/// One stream, of which the table says a hundred thousand times that an object begins at its beginning.
fn one_place_for_many() -> Vec<u8> {
    let mut written = Written::new();
    let numbers: Vec<String> = (10_000..110_000).map(|n| format!("{n} 0 ")).collect();
    let head = numbers.concat();
    let content = [head.as_bytes(), b"[", &b"1 ".repeat(1_000_000), b"]"].concat();
    written.packed(&content, head.len());
    written.finish()
}

/// A stream that stands in the table of the file a hundred thousand times.
fn one_stream_often() -> Vec<u8> {
    let mut written = Written::new();
    written.packed(
        &[b"900 0 [".as_slice(), &b"1 ".repeat(5_000_000), b"]"].concat(),
        6,
    );
    let place = written.places[2];
    written.places.extend(std::iter::repeat_n(place, 100_000));
    written.finish()
}

/// A thousand streams that are not packed, each with all that come after it inside.
fn streams_in_streams() -> Vec<u8> {
    const STREAMS: usize = 1_000;
    const INSIDE: usize = 9_000_000;
    let mut written = Written::new();
    let head = |number: usize, length: usize| {
        format!("{number:04} 0 obj\n<</Length {length:08}>>stream\n").into_bytes()
    };
    let each = head(0, 0).len();
    for after in (0..STREAMS).rev() {
        let head = head(written.number(), after * each + INSIDE);
        written.places.push(written.bytes.len());
        written.bytes.extend(head);
    }
    written.bytes.extend(b"x".repeat(INSIDE));
    written.bytes.extend(b"\nendstream\nendobj\n");
    written.finish()
}

/// Nothing is packed: 4.8 million numbers, each of two bytes.
fn many_numbers() -> Vec<u8> {
    let mut written = Written::new();
    written.object(&[b"[".as_slice(), &b"1 ".repeat(4_800_000), b"]"].concat());
    written.finish()
}

/// Lists in lists, four million deep, and names with names.
fn deep() -> Vec<u8> {
    let mut written = Written::new();
    written.object(&[b"[".repeat(4_000_000), b"]".repeat(4_000_000)].concat());
    written.object(&b"<</A".repeat(400_000));
    written.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_pdf_costs_more_than_the_process_that_reads_it_may_use() {
    let program = Path::new(env!("CARGO_BIN_EXE_server"));
    for (name, hostile) in [
        ("many streams", many_streams()),
        ("one place for many", one_place_for_many()),
        ("one stream often", one_stream_often()),
        ("streams in streams", streams_in_streams()),
        ("many numbers", many_numbers()),
    ] {
        let begun = Instant::now();
        let cleaned = apart::clean(program, hostile).await;
        let cleaned = cleaned.map(|pdf| pdf.len());
        assert_eq!(cleaned, Err(Unreadable::TooMuch), "{name}");
        assert!(begun.elapsed() < SOON, "{name}: {:?}", begun.elapsed());
    }
    // What is too deep is left out by the reader; the program lives on either way.
    let begun = Instant::now();
    let cleaned = apart::clean(program, deep()).await;
    assert_ne!(cleaned, Err(Unreadable::NotNow));
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pdf_as_people_make_them_is_not_too_much() {
    let program = Path::new(env!("CARGO_BIN_EXE_server"));
    let mut written = Written {
        bytes: b"%PDF-1.7\n".to_vec(),
        places: Vec::new(),
    };
    written.object(b"<</Type/Catalog/Pages 2 0 R>>");
    written.object(b"<</Type/Pages/Kids[3 0 R]/Count 1>>");
    let remarks: Vec<String> = (5..20_005).map(|number| format!("{number} 0 R")).collect();
    let page = format!(
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[{}]>>",
        remarks.join(" ")
    );
    written.object(page.as_bytes());
    let picture = [
        b"<</Length 6000000>>stream\n".as_slice(),
        &b"\x07".repeat(6_000_000),
        b"\nendstream",
    ];
    written.object(&picture.concat());
    for number in 0..20_000 {
        let text = format!("<</Type/Annot/Contents(Bladzijde {number})/F 4/Border[0 0 0]>>");
        written.object(text.as_bytes());
    }
    let cleaned = apart::clean(program, written.finish())
        .await
        .expect("a pdf");
    assert!(cleaned.len() > 6_000_000, "the picture is in it");
    let last = b"(Bladzijde 19999)";
    assert!(cleaned.windows(last.len()).any(|part| part == last));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pdf_that_is_too_much_is_refused_at_the_field_and_says_what_to_do() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let files = vec![
        file("bom.pdf", many_numbers()),
        file("certificaat.pdf", PDF),
    ];
    let new = Target::New(fresh());
    let problem = save(&register, &teacher, new, &form("Cursus", "6"), files)
        .await
        .expect_err("refused");
    let message = problem.at("bestand").expect("a message");
    assert!(
        message.starts_with("bom.pdf zit zo ingewikkeld in elkaar"),
        "{message}"
    );
    assert!(message.contains("maak er een foto van"), "{message}");
    assert_eq!(fields(problem), ["bestand"]);
    assert_eq!(register.count("evidence").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_program_no_pdf_is_taken_and_it_is_not_the_file_that_is_wrong() {
    let missing = Path::new("/nergens/server");
    assert_eq!(
        apart::clean(missing, PDF.to_vec()).await,
        Err(Unreadable::NotNow)
    );
}
