//! Letters, proofs and portfolios on paper: PDF/A-2a with the tags of PDF/UA-1, made by Typst.
//!
//! What is printed reaches a template as data, never as markup. A template reads the files that are
//! built into this program and nothing else: no disk, no network, no clock.

pub mod letter;
pub mod portfolio;
pub mod proof;

use crate::fault::Fault;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};
use tokio::sync::Semaphore;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration as Offset, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// The kind of a PDF.
pub const PDF: &str = "application/pdf";

/// What can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// A letter; see [`letter`].
    Letter,
    /// A proof of registration; see [`proof`].
    Proof,
    /// A portfolio; see [`portfolio`].
    Portfolio,
}

impl Template {
    fn path(self) -> &'static str {
        match self {
            Self::Letter => "letter.typ",
            Self::Proof => "proof.typ",
            Self::Portfolio => "portfolio.typ",
        }
    }
}

/// Of how many documents the printing may be at work at once: each takes a processor.
const AT_ONCE: usize = 2;

/// How long one waits for a document.
const PATIENCE: Duration = Duration::from_secs(30);

/// How much may be printed at once, in bytes of JSON: far more than a portfolio of a whole career.
const MOST: usize = 2_000_000;

static TURNS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(AT_ONCE)));

/// Prints this data by this template. The number tells which document it is, and the day is its own:
/// the same data, number and day give the same file.
///
/// # Errors
/// When the data does not fit the template, is too much, or it takes too long.
pub async fn print(
    template: Template,
    data: &impl Serialize,
    number: &str,
    day: Date,
) -> Result<Vec<u8>, Fault> {
    let mut data = serde_json::to_value(data)?;
    let number = number.to_owned();
    let work = async move {
        let turn = TURNS.clone().acquire_owned().await.map_err(Fault::broken)?;
        // Who does not wait any longer leaves the work behind, with its turn: it takes no other's.
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            make_printable(&mut data);
            typeset(template, &data, number, day)
        })
        .await
        .map_err(Fault::broken)?
    };
    tokio::time::timeout(PATIENCE, work)
        .await
        .map_err(|_| Fault::broken(format!("printing {template:?} took too long")))?
}

fn typeset(template: Template, data: &Value, number: String, day: Date) -> Result<Vec<u8>, Fault> {
    let data = serde_json::to_vec(data)?;
    if data.len() > MOST {
        return Err(Fault::broken(format!("{template:?}: too much to print")));
    }
    let world = Paper {
        main: file(template.path()),
        data: Bytes::new(data),
    };
    let document = typst::compile::<PagedDocument>(&world).output;
    let month_and_day = (u8::try_from(day.month()), u8::try_from(day.day()));
    let made = match month_and_day {
        (Ok(month), Ok(on)) => Datetime::from_ymd(day.year().into(), month, on),
        _ => None,
    };
    let options = PdfOptions {
        ident: Smart::Custom(number),
        creator: Smart::Custom(Some("Lerarenregister".to_owned())),
        timestamp: made.map(Timestamp::new_utc),
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| Fault::broken(error.message().to_string()))?,
        ..PdfOptions::default()
    };
    let printed = document.and_then(|document| typst_pdf::pdf(&document, &options));
    // What was remembered of documents of others is of no use for the next one.
    typst::comemo::evict(2);
    printed.map_err(|errors| Fault::broken(told(template, &errors)))
}

/// What is wrong, without what was printed: that may name a person.
fn told(template: Template, errors: &[SourceDiagnostic]) -> String {
    let first = errors.first().map_or("", |error| error.message.as_str());
    format!("{template:?}: {first}")
}

/// The files that a template can read: the templates, the mark of the register, and its data.
struct Paper {
    main: FileId,
    data: Bytes,
}

const FILES: [(&str, &[u8]); 5] = [
    (
        "house.typ",
        include_bytes!("templates/house.typ").as_slice(),
    ),
    (
        "letter.typ",
        include_bytes!("templates/letter.typ").as_slice(),
    ),
    (
        "proof.typ",
        include_bytes!("templates/proof.typ").as_slice(),
    ),
    (
        "portfolio.typ",
        include_bytes!("templates/portfolio.typ").as_slice(),
    ),
    (
        "brand.svg",
        include_bytes!("../../../public/favicon.svg").as_slice(),
    ),
];

/// The fonts of the site, and one that also has Greek and Cyrillic. OFL 1.1, see `fonts/OFL.txt`.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    [
        include_bytes!("fonts/figtree-regular.ttf").as_slice(),
        include_bytes!("fonts/figtree-semibold.ttf"),
        include_bytes!("fonts/atkinson-hyperlegible-mono.ttf"),
        include_bytes!("fonts/noto-sans.ttf"),
    ]
    .into_iter()
    .flat_map(|file| Font::iter(Bytes::new(file)))
    .collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The file of this name.
fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a name of one of our files is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let text = self.file(id)?;
        let text = std::str::from_utf8(&text).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get();
        let name = path.vpath().get_without_slash();
        if *path.root() != VirtualRoot::Project {
            return Err(FileError::AccessDenied);
        }
        if name == "data.json" {
            return Ok(self.data.clone());
        }
        FILES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, content)| Bytes::new(*content))
            .ok_or_else(|| FileError::NotFound(name.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Offset>) -> Option<Datetime> {
        None
    }
}

/// What stands in the place of a character that no font of ours has.
const UNKNOWN: char = '\u{fffd}';

/// Leaves in all text only what can be printed: a PDF/A has a glyph for each character.
fn make_printable(value: &mut Value) {
    match value {
        Value::String(text) => {
            if !text.chars().all(has_glyph) {
                *text = text.chars().filter_map(printable).collect();
            }
        }
        Value::Array(values) => values.iter_mut().for_each(make_printable),
        Value::Object(members) => members.values_mut().for_each(make_printable),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn printable(character: char) -> Option<char> {
    if has_glyph(character) {
        return Some(character);
    }
    // Joiners, marks of direction and of variation say how another character looks.
    let joins = matches!(
        character,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
            | '\u{1f3fb}'..='\u{1f3ff}'
    );
    match character {
        '\t' => Some(' '),
        _ if character.is_control() || joins => None,
        _ => Some(UNKNOWN),
    }
}

fn has_glyph(character: char) -> bool {
    let is_private = matches!(
        character,
        '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{fffe}' | '\u{f0000}'..='\u{10ffff}'
    );
    character == '\n'
        || !character.is_control()
            && !is_private
            && FONTS
                .iter()
                .any(|font| font.info().coverage.contains(character.into()))
}

#[cfg(test)]
mod tests;
