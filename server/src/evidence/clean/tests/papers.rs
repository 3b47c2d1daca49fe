//! PDFs, and what is in them.

use super::{AUTHOR, PLACE, holds, jpeg_2000, photo, tells_nothing};
use crate::evidence::clean::here;
use lopdf::{Document, Object, Stream, dictionary};
use shared::portfolio::EvidenceKind;
use std::io::Write;

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
