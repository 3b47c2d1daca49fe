//! A file of each kind, with what a camera or a word processor puts into it: that is gone, and the
//! file still opens.

use super::*;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use lopdf::{Document, Object, Stream, dictionary};
use std::io::{Cursor, Read, Write};
use zip::{
    DateTime, ZipArchive, ZipWriter,
    write::{FullFileOptions, SimpleFileOptions},
};

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

/// A progressive picture of 8 by 8 grey points: a scan of the means, and one of what differs from them.
/// `between` stands before each scan, and `behind` after the picture.
fn progressive(between: &[u8], behind: &[u8]) -> Vec<u8> {
    // One code, of one bit, that says 0: no difference, and the end of the block.
    let codes = |class: u8| {
        let mut table = vec![0xff, markers::DHT, 0, 20, class, 1];
        table.extend_from_slice(&[0; 16]);
        table
    };
    let mut picture = Vec::from(*b"\xff\xd8\xff\xdb\x00\x43\x00");
    picture.extend_from_slice(&[1; 64]);
    picture.extend_from_slice(&[0xff, markers::SOF2, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0]);
    for (class, first, last) in [(0x00, 0, 0), (0x10, 1, 63)] {
        picture.extend_from_slice(between);
        picture.extend(codes(class));
        picture.extend_from_slice(&[0xff, markers::SOS, 0, 8, 1, 1, 0, first, last, 0, 0x7f]);
    }
    picture.extend_from_slice(&[0xff, markers::EOI]);
    picture.extend_from_slice(behind);
    picture
}

#[test]
fn what_a_phone_writes_behind_or_between_the_scans_of_a_photo_goes_and_the_photo_opens() {
    let points = |picture: &[u8]| {
        let picture = zune_jpeg::zune_core::bytestream::ZCursor::new(picture);
        zune_jpeg::JpegDecoder::new(picture)
            .decode()
            .expect("it opens")
    };
    let mut remark = vec![
        0xff,
        markers::COM,
        0,
        u8::try_from(PLACE.len() + 2).expect("short"),
    ];
    remark.extend_from_slice(PLACE.as_bytes());
    let program = [&[0xff, markers::APP1][..], &remark[2..]].concat();
    // A second picture with its own Exif, and a film.
    let behind = [&photo()[..], b"\0\0\0\x18ftypmp42", PLACE.as_bytes()].concat();
    let bare = progressive(&[], &[]);
    for taken in [
        progressive(&remark, &behind),
        progressive(&program, &behind),
    ] {
        assert!(holds(&taken, PLACE) && holds(&taken, AUTHOR));
        let cleaned = here(EvidenceKind::Jpg, &taken).expect("a photo");
        tells_nothing(&cleaned);
        assert_eq!(cleaned, bare, "the picture itself, whole");
        assert_eq!(points(&cleaned), points(&taken));
        assert!(!points(&cleaned).is_empty());
    }
    // Bytes of the lines that look like markers, and the points from which they can be read again.
    let mut lines = photo();
    lines.truncate(lines.len() - 2);
    let bits = [0x11, 0xff, 0, 0x22, 0xff, 0xd0, 0x33, 0xff, 0xd7, 0x44];
    lines.extend_from_slice(&bits);
    let broken_off = here(EvidenceKind::Jpg, &lines).expect("a photo");
    assert!(broken_off.ends_with(&[&bits[..], &[0xff, 0xd9]].concat()));
    lines.extend_from_slice(&behind);
    assert_eq!(
        here(EvidenceKind::Jpg, &lines),
        Ok(broken_off),
        "no further than the next"
    );
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
fn a_photo_that_a_pdf_packs_once_more_tells_nothing_either() {
    let mut flate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    flate.write_all(&photo()).expect("packed");
    let packed = flate.finish().expect("packed");
    let names = |all: &[&str]| -> Object {
        let names = all
            .iter()
            .map(|name| Object::Name(name.as_bytes().to_vec()));
        names.collect::<Vec<_>>().into()
    };
    for (filter, content) in [
        (names(&["DCTDecode"]), photo()),
        (names(&["FlateDecode", "DCTDecode"]), packed),
    ] {
        let mut paper = paper();
        for object in paper.objects.values_mut() {
            if let Object::Stream(stream) = object
                && stream.dict.has(b"Filter")
            {
                stream.dict.set("Filter", filter.clone());
                stream.set_content(content.clone());
            }
        }
        let cleaned = here(EvidenceKind::Pdf, &written(paper)).expect("a pdf");
        tells_nothing(&cleaned);
        let opened = Document::load_mem(&cleaned).expect("it opens");
        let mut streams = opened
            .objects
            .values()
            .filter_map(|object| object.as_stream().ok());
        let photo = streams
            .find(|stream| stream.dict.has(b"Filter"))
            .expect("the photo");
        assert_eq!(
            photo.filters().expect("a filter").last(),
            Some(&&b"DCTDecode"[..])
        );
        assert!(photo.content.starts_with(b"\xff\xd8") && photo.content.ends_with(b"\xff\xd9"));
    }
}

#[test]
fn what_an_earlier_version_of_a_pdf_held_goes() {
    let mut changed = paper();
    // Of a page that was taken out, and of what the file said of itself before.
    changed.add_object(Stream::new(dictionary! {}, AUTHOR.as_bytes().to_vec()));
    changed.add_object(dictionary! { "Author" => Object::string_literal(AUTHOR) });
    let bytes = written(changed);
    let cleaned = here(EvidenceKind::Pdf, &bytes).expect("a pdf");
    tells_nothing(&cleaned);
    let opened = Document::load_mem(&cleaned).expect("it opens");
    assert_eq!(opened.get_pages().len(), 1);
    assert!(holds(&cleaned, "Mooi"), "what is shown stays");
}

#[test]
fn files_that_are_attached_to_a_pdf_go() {
    let mut paper = paper();
    let file = paper.add_object(Stream::new(
        dictionary! { "Type" => "EmbeddedFile" },
        AUTHOR.as_bytes().to_vec(),
    ));
    let attached = paper.add_object(dictionary! {
        "Type" => "Filespec", "F" => Object::string_literal(AUTHOR),
        "EF" => dictionary! { "F" => file },
    });
    let pin = paper.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "FileAttachment", "FS" => attached,
        "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
    });
    let names = dictionary! { "Names" => vec![Object::string_literal("lijst"), attached.into()] };
    let catalog = paper.catalog_mut().expect("a catalog");
    catalog.set("Names", dictionary! { "EmbeddedFiles" => names });
    catalog.set("AF", vec![attached.into()]);
    for object in paper.objects.values_mut() {
        if let Object::Dictionary(page) = object
            && let Ok(Object::Array(annotations)) = page.get_mut(b"Annots")
        {
            annotations.push(pin.into());
        }
    }
    let cleaned = here(EvidenceKind::Pdf, &written(paper)).expect("a pdf");
    tells_nothing(&cleaned);
    for words in ["EmbeddedFile", "FileAttachment", "Filespec"] {
        assert!(!holds(&cleaned, words), "{words} is still in it");
    }
    assert!(holds(&cleaned, "Mooi"), "the remark beside it stays");
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

/// A scan in TIFF, as a scanner writes it, in either order of bytes: one strip of four bytes, an author,
/// and the place in a directory of its own.
fn scan(little: bool) -> Vec<u8> {
    let short = |n: u16| {
        if little {
            n.to_le_bytes()
        } else {
            n.to_be_bytes()
        }
    };
    let long = |n: usize| {
        let n = u32::try_from(n).expect("small");
        if little {
            n.to_le_bytes()
        } else {
            n.to_be_bytes()
        }
    };
    let (strip, author) = (8, 12);
    let place = author + AUTHOR.len();
    let gps = place + PLACE.len();
    let directory = gps + 2 + 12 + 4;
    let mut scan = Vec::from(if little { *b"II\x2a\0" } else { *b"MM\0\x2a" });
    scan.extend(long(directory));
    scan.extend(b"DATA");
    scan.extend(AUTHOR.as_bytes());
    scan.extend(PLACE.as_bytes());
    let entry = |scan: &mut Vec<u8>, tag: u16, kind: u16, (count, value): (usize, usize)| {
        scan.extend(short(tag));
        scan.extend(short(kind));
        scan.extend(long(count));
        scan.extend(long(value));
    };
    scan.extend(short(1));
    entry(&mut scan, 0x001c, 2, (PLACE.len(), place));
    scan.extend(long(0));
    scan.extend(short(4));
    entry(&mut scan, 0x0111, 4, (1, strip));
    entry(&mut scan, 0x0117, 4, (1, 4));
    entry(&mut scan, 0x013b, 2, (AUTHOR.len(), author));
    entry(&mut scan, 0x8825, 4, (1, gps));
    scan.extend(long(0));
    scan
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

#[test]
fn pictures_of_other_kinds_in_a_document_tell_nothing_and_can_still_be_seen() {
    let mut webp = Vec::from(*b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x0c\0\0\0\0\0\0\0\0\0");
    for (kind, content) in [(b"VP8L", "DATA"), (b"EXIF", PLACE), (b"XMP ", AUTHOR)] {
        webp.extend(kind);
        webp.extend(u32::try_from(content.len()).expect("short").to_le_bytes());
        webp.extend(content.as_bytes());
        webp.resize(webp.len().next_multiple_of(2), 0);
    }
    let length = u32::try_from(webp.len() - 8).expect("short");
    webp[4..8].copy_from_slice(&length.to_le_bytes());
    let (little, big, jp2) = (scan(true), scan(false), jpeg_2000());
    let document = zipped(&[
        ("word/document.xml", b"<w:document/>"),
        ("word/media/een.webp", &webp),
        ("word/media/twee.tif", &little),
        ("word/media/drie.tiff", &big),
        ("word/media/vier.jp2", &jp2),
    ]);
    let document = here(EvidenceKind::Docx, &document).expect("a document");
    let pictures: Vec<_> = parts(&document)
        .into_iter()
        .filter(|(name, _)| name.starts_with("word/media/"))
        .collect();
    assert_eq!(pictures.len(), 4);
    for (name, picture) in pictures {
        tells_nothing(&picture);
        assert!(holds(&picture, "DATA"), "{name}: the picture itself");
        let again = cleaned(&picture);
        assert_eq!(
            again,
            Some(picture),
            "{name}: it stays the same from then on"
        );
    }
    let tiff = cleaned(&little).expect("a scan");
    let directory = super::inside::Tiff::of(&tiff).expect("it opens");
    let at = directory.long(4).expect("a directory");
    assert_eq!(directory.entries(at).map(|entries| entries.len()), Some(24));
    let webp = cleaned(&webp).expect("a picture");
    assert_eq!(webp[20], 0, "nor that there is Exif or XMP");
}

#[test]
fn a_broken_picture_ends_soon_and_is_refused_or_shows_what_there_is() {
    let mut round = scan(true);
    let at = round.len() - 4;
    let directory = round[4..8].to_vec();
    round[at..].copy_from_slice(&directory);
    assert_eq!(cleaned(&round), None, "a page that is followed by itself");
    let without_next = cleaned(&scan(true)[..at]).expect("as other programs write it");
    tells_nothing(&without_next);
    let mut outside = scan(true);
    let author = outside.len() - 4 - 24 + 8;
    outside[author..author + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(
        cleaned(&outside).is_some(),
        "what is not in the file says nothing"
    );

    // Each of these says the same half of the file once more.
    let entries = 60_000_usize;
    let mut heavy = Vec::from(*b"II\x2a\0\x08\0\0\0");
    heavy.extend(u16::try_from(entries).expect("short").to_le_bytes());
    for _ in 0..entries {
        heavy.extend(0x013b_u16.to_le_bytes());
        heavy.extend(1_u16.to_le_bytes());
        heavy.extend(350_000_u32.to_le_bytes());
        heavy.extend(10_u32.to_le_bytes());
    }
    heavy.extend([0; 4]);
    assert_eq!(
        cleaned(&heavy),
        None,
        "nor does it cost the square of its size"
    );

    let whole = jpeg_2000();
    let mut loose = whole.clone();
    loose.extend([0; 5]);
    assert_eq!(
        cleaned(&loose),
        cleaned(&whole),
        "what stands behind it goes"
    );
    let cut = cleaned(&whole[..whole.len() - 2]).expect("what there is of it");
    tells_nothing(&cut);
    assert!(holds(&cut, "DA"));
    let mut small = whole.clone();
    small[3] = 12;
    small[15] = 4;
    assert_eq!(cleaned(&small), None, "a box is not smaller than its head");
    let document = zipped(&[
        ("word/document.xml", b"<w:document/>"),
        ("word/media/een.jp2", &small),
    ]);
    assert_eq!(
        here(EvidenceKind::Docx, &document),
        Err(Unreadable::Damaged)
    );
}

/// A picture as it is cleaned by its kind.
fn cleaned(picture: &[u8]) -> Option<Vec<u8>> {
    super::image::cleaner(picture)?(picture)
}

#[test]
fn a_picture_in_jpeg_2000_of_a_pdf_tells_nothing_either() {
    let mut paper = paper();
    let picture = Stream::new(dictionary! { "Filter" => "JPXDecode" }, jpeg_2000());
    let picture = paper.add_object(picture);
    let mut flate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    flate.write_all(&jpeg_2000()).expect("packed");
    let packed = flate.finish().expect("packed");
    let filters: Vec<Object> = vec!["FlateDecode".into(), "JPXDecode".into()];
    let filters = dictionary! { "Filter" => filters };
    let packed = paper.add_object(Stream::new(filters, packed));
    let root = paper.catalog_mut().expect("a catalogue");
    root.set("Pictures", vec![picture.into(), packed.into()]);
    let cleaned = here(EvidenceKind::Pdf, &written(paper)).expect("a PDF");
    tells_nothing(&cleaned);
    let both = cleaned.windows(4).filter(|part| part == b"DATA").count();
    assert_eq!(both, 2);
}

#[test]
fn what_is_put_into_a_document_of_word_as_a_file_goes_and_its_picture_stays() {
    let document = zipped(&[
        ("word/document.xml", b"<w:document/>"),
        ("word/embeddings/cijfers.xlsx", AUTHOR.as_bytes()),
        ("word/embeddings/oleObject1.bin", PLACE.as_bytes()),
        ("word/media/image1.emf", b"DATA"),
    ]);
    let cleaned = here(EvidenceKind::Docx, &document).expect("a document");
    let parts = parts(&cleaned);
    assert_eq!(parts.len(), 4);
    for (_, part) in &parts {
        tells_nothing(part);
    }
    assert!(parts.iter().any(|(_, part)| part == b"DATA"));
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
fn a_document_tells_not_where_it_stood_on_which_printer_or_what_programs_keep_in_it() {
    let template = format!(
        "<Relationships xmlns=\"r\"><Relationship Id=\"rId1\" TargetMode=\"External\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" \
         Target=\"file:///C:\\Users\\{AUTHOR}\\Sjablonen\\Brief.dotm\"/></Relationships>"
    );
    let leads = format!(
        "<Relationships xmlns=\"r\"><Relationship Id=\"rId1\" Type=\"t\" Target=\"styles.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"t\" Target=\"../customXml/item1.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"t\" TargetMode=\"External\" \
         Target=\"file:///C:%5CUsers%5C{AUTHOR}%5Cfoto.png\"/></Relationships>"
    );
    let types = "<Types><Override PartName=\"/word/document.xml\" ContentType=\"d\"/>\
                 <Override PartName=\"/customXml/itemProps1.xml\" ContentType=\"c\"/></Types>";
    let given = [
        ("[Content_Types].xml", types.as_bytes()),
        ("word/_rels/settings.xml.rels", template.as_bytes()),
        ("word/_rels/document.xml.rels", leads.as_bytes()),
        ("word/document.xml", b"<w:document/>"),
        (
            "word/printerSettings/printerSettings1.bin",
            AUTHOR.as_bytes(),
        ),
        ("customXml/item1.xml", AUTHOR.as_bytes()),
        ("customXml/_rels/item1.xml.rels", AUTHOR.as_bytes()),
        ("docMetadata/LabelInfo.xml", AUTHOR.as_bytes()),
    ];
    let found = parts(&here(EvidenceKind::Docx, &zipped(&given)).expect("a document"));
    for (_, content) in &found {
        tells_nothing(content);
    }
    let text = |name: &str| {
        let (_, content) = found.iter().find(|(part, _)| part == name).expect("there");
        String::from_utf8_lossy(content).into_owned()
    };
    assert_eq!(found.len(), 5, "what programs keep is gone");
    assert!(text("word/_rels/settings.xml.rels").contains("Target=\"Normal.dotm\"/>"));
    let leads = text("word/_rels/document.xml.rels");
    assert!(
        leads.contains("styles.xml") && leads.contains("\"foto.png\""),
        "{leads}"
    );
    assert!(
        !leads.contains("customXml"),
        "nothing leads to what is gone: {leads}"
    );
    let types = text("[Content_Types].xml");
    assert!(
        types.contains("/word/document.xml") && !types.contains("customXml"),
        "{types}"
    );
}

#[test]
fn a_document_in_an_open_document_tells_nothing_and_nor_do_its_settings() {
    let settings = format!(
        "<config:config-item config:name=\"PrinterName\" config:type=\"string\">{AUTHOR}</config:config-item>\
         <config:config-item config:name=\"PrinterSetup\" config:type=\"base64Binary\">{AUTHOR}</config:config-item>\
         <config:config-item config:name=\"TabsRelativeToIndent\">true</config:config-item>"
    );
    let creator = format!("<dc:creator>{AUTHOR}</dc:creator>");
    let given = [
        ("Object 1/meta.xml", creator.as_bytes()),
        ("Object 1/content.xml", creator.as_bytes()),
        ("settings.xml", settings.as_bytes()),
        ("Pictures/foto.png", &photo()),
    ];
    let found = parts(&here(EvidenceKind::Odt, &zipped(&given)).expect("a document"));
    assert_eq!(found.len(), given.len());
    for (_, content) in &found {
        tells_nothing(content);
    }
    let settings = String::from_utf8_lossy(&found[2].1);
    assert!(
        settings.contains("TabsRelativeToIndent\">true<"),
        "{settings}"
    );
}

#[test]
fn a_document_tells_not_when_its_parts_were_written() {
    let moment = DateTime::from_date_and_time(2024, 5, 16, 12, 30, 0).expect("a moment");
    let mut options = FullFileOptions::default().last_modified_time(moment);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("word/film.bin", options.clone())
        .expect("a part");
    // Whose computer it was, as programs on Unix write it: under a number that this library keeps for them.
    options
        .add_extra_field(0x1357, &b"\x01\x04\xe8\x03\0\0\x04\xe8\x03\0\0"[..], false)
        .expect("more");
    writer
        .start_file("word/document.xml", options.clone())
        .expect("a part");
    writer
        .start_file("word/sound.bin", options)
        .expect("a part");
    let mut bytes = writer.finish().expect("whole").into_inner();
    let own = [0x57, 0x13, 11, 0];
    while let Some(at) = bytes.windows(4).position(|four| four == own) {
        bytes[at..at + 2].copy_from_slice(&[0x75, 0x78]);
    }
    let cleaned = here(EvidenceKind::Docx, &bytes).expect("a document");
    let mut archive = ZipArchive::new(Cursor::new(&cleaned[..])).expect("it opens");
    for at in 0..archive.len() {
        let part = archive.by_index(at).expect("a part");
        assert_eq!(part.last_modified(), Some(DateTime::default()), "{at}");
        assert!(part.extra_data_fields().next().is_none(), "{at}");
    }
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
