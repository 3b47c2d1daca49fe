//! A file of each kind, with what a camera or a word processor puts into it: that is gone, and the
//! file still opens.

mod documents;
mod inside;
mod papers;
mod photos;

use super::{Unreadable, here};
use img_parts::jpeg::markers;
use shared::portfolio::EvidenceKind;
use std::io::{Cursor, Read, Write};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

const AUTHOR: &str = "Mila Zandlicht";
const PLACE: &str = "GPS 52.0907 N 5.1214 E";

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|part| part == words.as_bytes())
}

fn tells_nothing(bytes: &[u8]) {
    for words in [AUTHOR, PLACE] {
        assert!(!holds(bytes, words), "{words} is still in it");
    }
}

/// A picture of one point, which was held on its side.
fn photo() -> Vec<u8> {
    let mut exif =
        b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(PLACE.as_bytes());
    let mut photo = Vec::from(*b"\xff\xd8");
    let mut segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).expect("short");
        photo.extend_from_slice(&[0xff, marker]);
        photo.extend_from_slice(&length.to_be_bytes());
        photo.extend_from_slice(content);
    };
    segment(markers::APP0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    segment(markers::APP1, &exif);
    let xmp = format!("http://ns.adobe.com/xap/1.0/\0<dc:creator>{AUTHOR}</dc:creator>");
    segment(markers::APP1, xmp.as_bytes());
    segment(
        markers::APP13,
        format!("Photoshop 3.0\0{AUTHOR}").as_bytes(),
    );
    segment(markers::COM, AUTHOR.as_bytes());
    segment(markers::DQT, &[0; 65]);
    segment(markers::SOF0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
    segment(markers::SOS, &[1, 1, 0, 0, 63, 0]);
    photo.extend_from_slice(&[0x2a, 0x55, 0xff, 0xd9]);
    photo
}

/// A picture in JPEG 2000 that says who made it.
fn jpeg_2000() -> Vec<u8> {
    let mut picture = Vec::new();
    let mut part = |kind: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len() + 8).expect("short");
        picture.extend(length.to_be_bytes());
        picture.extend(kind);
        picture.extend(content);
    };
    part(b"jP  ", b"\r\n\x87\n");
    part(b"ftyp", b"jp2 \0\0\0\0jp2 ");
    part(b"xml ", AUTHOR.as_bytes());
    part(b"jp2h", b"head");
    part(b"uuid", PLACE.as_bytes());
    part(b"jp2c", b"\xff\x4fDATA");
    picture
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("a part");
        writer.write_all(content).expect("written");
    }
    writer.finish().expect("whole").into_inner()
}

/// The parts of a document, unpacked.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it opens");
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).expect("a part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("unpacked");
            (part.name().expect("a name").into_owned(), content)
        })
        .collect()
}

#[test]
fn what_does_not_open_is_refused_with_what_to_do() {
    for (kind, bytes) in [
        (EvidenceKind::Pdf, b"%PDF-1.7\nhalf".as_slice()),
        (EvidenceKind::Jpg, b"\xff\xd8\xff"),
        (EvidenceKind::Png, b"\x89PNG\r\n\x1a\n\0\0"),
        (EvidenceKind::Docx, b"PK\x03\x04"),
    ] {
        assert_eq!(here(kind, bytes), Err(Unreadable::Damaged), "{kind:?}");
    }
    assert!(Unreadable::Damaged.message("a.pdf").contains("opnieuw op"));
}
