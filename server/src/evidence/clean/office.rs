//! Documents of Word and open documents: their properties, who made remarks and changes, and what
//! the pictures in them tell.

use super::{Unreadable, image};
use std::io::{Cursor, Read};
use zip::{DateTime, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

/// The most parts that a document may have.
const MOST_PARTS: usize = 10_000;

/// The most that is unpacked of one document, in bytes: a small file can hold a very large one.
const MOST_BYTES: u64 = 100 * 1024 * 1024;

/// Where authors stand in the text of a document of Word.
const AUTHORS: [&str; 5] = [
    "w:author=",
    "w15:author=",
    "w:initials=",
    "w15:userId=",
    "w15:providerId=",
];

/// Where authors stand in the text of an open document.
const NAMED: [(&str, &str); 4] = [
    ("<dc:creator>", "</dc:creator>"),
    ("<loext:sender-initials>", "</loext:sender-initials>"),
    ("<meta:creator-initials>", "</meta:creator-initials>"),
    ("<meta:initial-creator>", "</meta:initial-creator>"),
];

const CORE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>";
const APP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>";
const CUSTOM: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>";
const META: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
office:version=\"1.3\"><office:meta/></office:document-meta>";

/// The document, each of its parts in its place; what is not looked into is copied as it is packed.
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(reason)?;
    // Parts that share their bytes would make much of little, also where they are only copied.
    if archive.len() > MOST_PARTS || archive.has_overlapping_entries().map_err(reason)? {
        return Err(Unreadable::Damaged);
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    let mut left = MOST_BYTES;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(reason)?;
        let name = part.name().map_err(reason)?.into_owned();
        let packing = part.compression();
        if part.encrypted() {
            return Err(Unreadable::Locked);
        }
        let Some(cleaning) = Cleaning::of(&name) else {
            writer.raw_copy_file(part).map_err(reason)?;
            continue;
        };
        drop(part);
        let content = match cleaning {
            Cleaning::Instead(text) => text.as_bytes().to_vec(),
            Cleaning::With(cleaned) => {
                let mut content = Vec::new();
                let part = archive.by_index(at).map_err(reason)?;
                let read = part.take(left).read_to_end(&mut content);
                let read = read.map_err(|_| Unreadable::Damaged)?;
                left = left.saturating_sub(read as u64);
                if left == 0 {
                    return Err(Unreadable::Damaged);
                }
                cleaned(&content).unwrap_or(content)
            }
        };
        // Without the moment at which it was written.
        let options = SimpleFileOptions::default()
            .compression_method(packing)
            .last_modified_time(DateTime::default());
        writer.start_file(name, options).map_err(reason)?;
        std::io::Write::write_all(&mut writer, &content).map_err(|_| Unreadable::Damaged)?;
    }
    let cleaned = writer.finish().map_err(reason)?;
    Ok(cleaned.into_inner())
}

fn reason(error: ZipError) -> Unreadable {
    match error {
        ZipError::InvalidPassword => Unreadable::Locked,
        _ => Unreadable::Damaged,
    }
}

/// What is done with a part.
enum Cleaning {
    /// This comes in its place.
    Instead(&'static str),
    /// It is read, and written again; as it was when there is nothing to take out.
    With(fn(&[u8]) -> Option<Vec<u8>>),
}

impl Cleaning {
    fn of(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
        Some(match lower.as_str() {
            "docprops/core.xml" => Self::Instead(CORE),
            "docprops/app.xml" => Self::Instead(APP),
            "docprops/custom.xml" => Self::Instead(CUSTOM),
            "meta.xml" => Self::Instead(META),
            _ if ends(&[".jpg", ".jpeg"]) => Self::With(image::jpeg),
            _ if ends(&[".png"]) => Self::With(image::png),
            "content.xml" | "styles.xml" => Self::With(without_names),
            _ if lower.starts_with("word/") && ends(&[".xml"]) => Self::With(without_authors),
            _ => return None,
        })
    }
}

/// The text without what stands in the attributes that name an author.
fn without_authors(xml: &[u8]) -> Option<Vec<u8>> {
    let mut text = std::str::from_utf8(xml).ok()?.to_owned();
    for attribute in AUTHORS {
        text = emptied(&text, attribute, |rest| {
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let end = rest[1..].find(quote)?;
            Some((1, end))
        });
    }
    Some(text.into_bytes())
}

/// The text without what stands in the elements that name an author.
fn without_names(xml: &[u8]) -> Option<Vec<u8>> {
    let mut text = std::str::from_utf8(xml).ok()?.to_owned();
    for (opens, closes) in NAMED {
        // Behind the last close there is nothing to look for: each that is open there would be looked
        // for to the end of the text.
        let end = text.rfind(closes).map_or(0, |at| at + closes.len());
        let (within, rest) = text.split_at(end);
        text = emptied(within, opens, |rest| Some((0, rest.find(closes)?))) + rest;
    }
    Some(text.into_bytes())
}

/// The text without the part that `place` finds behind each of these words: how far on it begins, and
/// how long it is.
fn emptied(text: &str, words: &str, place: impl Fn(&str) -> Option<(usize, usize)>) -> String {
    let mut without = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find(words) {
        let (before, after) = rest.split_at(found + words.len());
        without.push_str(before);
        let (skip, length) = place(after).unwrap_or((0, 0));
        without.push_str(&after[..skip]);
        rest = &after[skip + length..];
    }
    without.push_str(rest);
    without
}
