//! Documents of Word and open documents.

use super::{AUTHOR, PLACE, holds, parts, photo, tells_nothing, zipped};
use crate::evidence::clean::{Unreadable, here};
use shared::portfolio::EvidenceKind;
use std::io::{Cursor, Write};
use zip::{
    DateTime, ZipArchive, ZipWriter,
    write::{FullFileOptions, SimpleFileOptions},
};

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
