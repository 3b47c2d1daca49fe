//! Documents of Word and open documents: their properties, who made remarks and changes, where they stood
//! and with which printer they were printed, what programs keep in them, the files that were put into them,
//! and what the pictures tell.

use super::{Unreadable, image};
use std::{
    io::{Cursor, Read},
    ops::Range,
};
use zip::{
    DateTime, ZipArchive, ZipWriter, read::ZipFile, result::ZipError, write::SimpleFileOptions,
};

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

/// Where an open document keeps on which printer it was printed.
const PRINTER: [&str; 2] = [
    "config:name=\"PrinterName\"",
    "config:name=\"PrinterSetup\"",
];

/// The folders of what programs keep in a document of Word beside what it shows: forms of an
/// organisation, and how it classifies the document.
const KEPT: [&str; 2] = ["customxml/", "docmetadata/"];

/// How the names of pictures end that tell more than they show.
const PICTURES: [&str; 10] = [
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".tif", ".tiff", ".jp2", ".jpx",
];

/// What a document of Word names as its template, instead of where that stood.
const TEMPLATE: &str = "Normal.dotm";

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
        let cleaning = match Cleaning::of(&name) {
            None if !says_more(&part) => {
                writer
                    .raw_copy_file_touch(part, DateTime::default(), None)
                    .map_err(reason)?;
                continue;
            }
            None => Cleaning::With(|_| None),
            Some(cleaning) => cleaning,
        };
        drop(part);
        let content = match cleaning {
            Cleaning::Without => continue,
            Cleaning::Instead(text) => text.as_bytes().to_vec(),
            cleaning @ (Cleaning::With(_) | Cleaning::Picture) => {
                let mut content = Vec::new();
                let part = archive.by_index(at).map_err(reason)?;
                let read = part.take(left).read_to_end(&mut content);
                let read = read.map_err(|_| Unreadable::Damaged)?;
                left = left.saturating_sub(read as u64);
                if left == 0 {
                    return Err(Unreadable::Damaged);
                }
                match (cleaning, image::cleaner(&content)) {
                    (Cleaning::With(cleaned), _) => cleaned(&content).unwrap_or(content),
                    (_, Some(cleaned)) => cleaned(&content).ok_or(Unreadable::Damaged)?,
                    (_, None) => content,
                }
            }
        };
        // Without the moment at which it was written.
        let options = SimpleFileOptions::default()
            .compression_method(packing)
            .last_modified_time(DateTime::default());
        if name.ends_with('/') {
            writer.add_directory(name, options).map_err(reason)?;
            continue;
        }
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

/// Whether the archive says something of a part beside its name, its size and the moment that does not go
/// along: more moments, or who wrote it.
fn says_more<R: Read>(part: &ZipFile<'_, R>) -> bool {
    part.extra_data_fields().next().is_some() || !part.comment().is_empty()
}

/// What is done with a part.
enum Cleaning {
    /// It goes, and so does what leads to it.
    Without,
    /// This comes in its place.
    Instead(&'static str),
    /// It is read, and written again; as it was when there is nothing to take out.
    With(fn(&[u8]) -> Option<Vec<u8>>),
    /// It is a picture, which is cleaned as its kind is.
    Picture,
}

impl Cleaning {
    /// A document in a document has the same parts, in a folder of its own. What is not named here stays as
    /// it is packed.
    fn of(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let (folder, last) = lower.rsplit_once('/').unwrap_or(("", lower.as_str()));
        let ends = |endings: &[&str]| endings.iter().any(|ending| last.ends_with(ending));
        Some(match last {
            _ if is_kept(&lower) => Self::Without,
            "core.xml" if folder == "docprops" => Self::Instead(CORE),
            _ if ends(&[".psmdcp"]) => Self::Instead(CORE),
            "app.xml" if folder == "docprops" => Self::Instead(APP),
            "custom.xml" if folder == "docprops" => Self::Instead(CUSTOM),
            "meta.xml" => Self::Instead(META),
            _ if last.starts_with("printersettings") && ends(&[".bin"]) => Self::Instead(""),
            // What one sees of it is a picture beside it; nobody cleaned what is behind that.
            _ if lower.starts_with("word/embeddings/") => Self::Instead(""),
            _ if ends(&PICTURES) => Self::Picture,
            "[content_types].xml" => Self::With(without_types),
            _ if ends(&[".rels"]) => Self::With(without_paths),
            _ if lower.starts_with("word/") && ends(&[".xml"]) => Self::With(without_authors),
            "content.xml" | "styles.xml" => Self::With(without_names),
            "settings.xml" => Self::With(without_printer),
            _ => return None,
        })
    }
}

/// Whether a part is of what programs keep in the document.
fn is_kept(name: &str) -> bool {
    KEPT.iter().any(|folder| name.starts_with(folder))
}

/// The list of what the parts are, without those that go.
fn without_types(xml: &[u8]) -> Option<Vec<u8>> {
    elements(xml, "<Override ", |element| {
        let part = element[attribute(element, "PartName")?].to_ascii_lowercase();
        is_kept(part.trim_start_matches('/')).then(String::new)
    })
}

/// What a part leads to, without the parts that go and without the folders of a computer.
fn without_paths(xml: &[u8]) -> Option<Vec<u8>> {
    elements(xml, "<Relationship ", |element| {
        let place = attribute(element, "Target")?;
        let lower = element[place.clone()].to_ascii_lowercase();
        let lower = lower.replace('\\', "/").replace("%5c", "/");
        if is_kept(lower.trim_start_matches(['.', '/'])) {
            return Some(String::new());
        }
        let is_template = element[attribute(element, "Type")?].ends_with("/attachedTemplate");
        let instead = if is_template {
            TEMPLATE
        } else if lower.starts_with("file:") {
            lower.rsplit('/').next()?
        } else {
            return None;
        };
        let mut other = element.to_owned();
        other.replace_range(place, instead);
        Some(other)
    })
}

/// The text with each of these empty elements as `other` has it, or as it was.
fn elements(xml: &[u8], opens: &str, other: impl Fn(&str) -> Option<String>) -> Option<Vec<u8>> {
    let mut rest = std::str::from_utf8(xml).ok()?;
    let mut text = String::with_capacity(rest.len());
    while let Some(found) = rest.find(opens) {
        let (before, behind) = rest.split_at(found);
        let Some(end) = behind.find('>') else { break };
        let (element, behind) = behind.split_at(end + 1);
        text.push_str(before);
        let other = Some(element)
            .filter(|element| element.ends_with("/>"))
            .and_then(&other);
        text.push_str(other.as_deref().unwrap_or(element));
        rest = behind;
    }
    text.push_str(rest);
    Some(text.into_bytes())
}

/// Where in an element stands what an attribute says.
fn attribute(element: &str, name: &str) -> Option<Range<usize>> {
    let mut at = 0;
    loop {
        at += element[at..].find(name)? + name.len();
        let Some(value) = element[at..].trim_start().strip_prefix('=') else {
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let begins = element.len() - value.len() + 1;
        return Some(begins..begins + element[begins..].find(quote)?);
    }
}

/// The settings without the printer.
fn without_printer(xml: &[u8]) -> Option<Vec<u8>> {
    const CLOSES: &str = "</config:config-item>";
    let mut text = std::str::from_utf8(xml).ok()?.to_owned();
    for item in PRINTER {
        let end = text.rfind(CLOSES).map_or(0, |at| at + CLOSES.len());
        let (within, rest) = text.split_at(end);
        text = emptied(within, item, |rest| {
            let opened = rest.find('>')? + 1;
            Some((opened, rest[opened..].find('<').unwrap_or(0)))
        }) + rest;
    }
    Some(text.into_bytes())
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
