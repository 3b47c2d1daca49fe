//! A file of each kind, with what a camera or a word processor puts into it: that is gone, and the
//! file still opens.

use super::*;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use lopdf::{Document, Object, Stream, dictionary};
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

#[test]
fn a_photo_tells_neither_where_nor_by_whom_and_stays_the_right_way_up() {
    let cleaned = here(EvidenceKind::Jpg, &photo()).expect("a photo");
    tells_nothing(&cleaned);
    let jpeg = Jpeg::from_bytes(cleaned.clone().into()).expect("it opens");
    assert_eq!(jpeg.dimensions(), Some((1, 1)));
    let exif: Vec<&JpegSegment> = jpeg.segments_by_marker(markers::APP1).collect();
    assert_eq!(exif.len(), 1);
    assert!(
        exif[0]
            .contents()
            .ends_with(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0")
    );
    assert!(holds(&cleaned, "\u{2a}\u{55}"), "the picture itself");
    let again = here(EvidenceKind::Jpg, &cleaned).expect("a photo");
    assert_eq!(again, cleaned, "it stays the same from then on");
}

#[test]
fn a_picture_tells_nothing_beside_what_it_shows() {
    let mut png = Vec::from(*b"\x89PNG\r\n\x1a\n");
    let mut chunk = |kind: &[u8; 4], content: &[u8]| {
        let chunk = img_parts::png::PngChunk::new(*kind, content.to_vec().into());
        png.extend_from_slice(&chunk.encoder().bytes());
    };
    chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    chunk(b"gAMA", &[0, 0, 0xb1, 0x8f]);
    chunk(b"tEXt", format!("Author\0{AUTHOR}").as_bytes());
    chunk(b"eXIf", PLACE.as_bytes());
    chunk(b"tIME", &[7, 0xea, 11, 23, 12, 0, 0]);
    chunk(b"IDAT", b"the picture itself");
    chunk(b"IEND", b"");
    let cleaned = here(EvidenceKind::Png, &png).expect("a picture");
    tells_nothing(&cleaned);
    let kinds: Vec<[u8; 4]> = img_parts::png::Png::from_bytes(cleaned.into())
        .expect("it opens")
        .chunks()
        .iter()
        .map(img_parts::png::PngChunk::kind)
        .collect();
    assert_eq!(kinds, [*b"IHDR", *b"gAMA", *b"IDAT", *b"IEND"]);
}

/// A page with a photo, a remark and two places with the author.
fn paper() -> Document {
    let mut paper = Document::with_version("1.7");
    let xmp = format!("<x:xmpmeta><dc:creator>{AUTHOR}</dc:creator></x:xmpmeta>");
    let metadata = paper.add_object(Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        xmp.into_bytes(),
    ));
    let picture = paper.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Filter" => "DCTDecode" },
        photo(),
    ));
    let remark = paper.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Text", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "T" => Object::string_literal(AUTHOR), "Contents" => Object::string_literal("Mooi"),
    });
    let pages = paper.new_object_id();
    let page = paper.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Annots" => vec![remark.into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "P" => picture } },
        "PieceInfo" => dictionary! { "Word" => Object::string_literal(AUTHOR) },
    });
    let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    paper.objects.insert(pages, kids.into());
    let catalog = paper
        .add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Metadata" => metadata });
    let info = paper.add_object(dictionary! { "Author" => Object::string_literal(AUTHOR) });
    paper.trailer.set("Root", catalog);
    paper.trailer.set("Info", info);
    paper
}

fn written(mut paper: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    paper.save_to(&mut bytes).expect("written");
    bytes
}

#[test]
fn a_pdf_tells_nothing_of_who_made_it_nor_do_its_photos_and_remarks() {
    let bytes = written(paper());
    assert!(holds(&bytes, AUTHOR) && holds(&bytes, PLACE));
    let cleaned = here(EvidenceKind::Pdf, &bytes).expect("a pdf");
    tells_nothing(&cleaned);
    let opened = Document::load_mem(&cleaned).expect("it opens");
    assert_eq!(opened.get_pages().len(), 1);
    assert!(holds(&cleaned, "Mooi"), "what the remark says stays");
    assert_eq!(here(EvidenceKind::Pdf, &bytes), Ok(cleaned));
}

#[test]
fn a_signed_pdf_stays_as_it_is_for_that_is_what_makes_it_evidence() {
    let mut signed = paper();
    signed.add_object(dictionary! {
        "Type" => "Sig", "ByteRange" => vec![0.into(), 10.into(), 20.into(), 5.into()],
    });
    let bytes = written(signed);
    assert_eq!(here(EvidenceKind::Pdf, &bytes).as_deref(), Ok(&bytes[..]));
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
fn a_document_of_word_tells_neither_its_author_nor_who_changed_it() {
    let core = format!("<cp:coreProperties><dc:creator>{AUTHOR}</dc:creator></cp:coreProperties>");
    let text = format!(
        "<w:document><w:ins w:id=\"1\" w:author=\"{AUTHOR}\"><w:t>Mijn verslag</w:t></w:ins></w:document>"
    );
    let given = [
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("docProps/core.xml", core.as_bytes()),
        ("docProps/app.xml", AUTHOR.as_bytes()),
        ("word/document.xml", text.as_bytes()),
        ("word/media/image1.jpeg", &photo()),
    ];
    let cleaned = here(EvidenceKind::Docx, &zipped(&given)).expect("a document");
    let found = parts(&cleaned);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, given.map(|(name, _)| name));
    for (_, content) in &found {
        tells_nothing(content);
    }
    assert_eq!(
        found[3].1,
        b"<w:document><w:ins w:id=\"1\" w:author=\"\"><w:t>Mijn verslag</w:t></w:ins></w:document>"
    );
    assert_eq!(here(EvidenceKind::Docx, &zipped(&given)), Ok(cleaned));
}

#[test]
fn an_open_document_tells_neither_its_author_nor_who_made_remarks() {
    let meta = format!("<meta:initial-creator>{AUTHOR}</meta:initial-creator>");
    let text = format!("<office:annotation><dc:creator>{AUTHOR}</dc:creator><text:p>Mooi</text:p>");
    let given = [
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.text".as_slice(),
        ),
        ("content.xml", text.as_bytes()),
        ("meta.xml", meta.as_bytes()),
        ("Pictures/1.jpg", &photo()),
    ];
    let cleaned = here(EvidenceKind::Odt, &zipped(&given)).expect("a document");
    let found = parts(&cleaned);
    for (_, content) in &found {
        tells_nothing(content);
    }
    assert_eq!(found[0].0, "mimetype", "that part comes first");
    assert!(holds(&found[1].1, "<dc:creator></dc:creator><text:p>Mooi"));
}

#[test]
fn a_document_of_which_the_parts_share_their_bytes_is_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer
        .start_file("media/film.bin", options)
        .expect("a part");
    writer.write_all(&[7; 1000]).expect("written");
    writer
        .shallow_copy_file("media/film.bin", "media/again.bin")
        .expect("a part");
    let bomb = writer.finish().expect("whole").into_inner();
    assert_eq!(here(EvidenceKind::Docx, &bomb), Err(Unreadable::Damaged));
}

#[test]
fn a_million_names_that_are_never_closed_take_no_time() {
    let name = format!("<dc:creator>{AUTHOR}</dc:creator>");
    let bomb = format!("{name}{}", "<dc:creator>".repeat(1_000_000));
    let begun = std::time::Instant::now();
    let cleaned = here(
        EvidenceKind::Odt,
        &zipped(&[("content.xml", bomb.as_bytes())]),
    )
    .expect("a document");
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    let text = parts(&cleaned).remove(0).1;
    tells_nothing(&text);
    assert_eq!(text.len(), bomb.len() - AUTHOR.len());
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
