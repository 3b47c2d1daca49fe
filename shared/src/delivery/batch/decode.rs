//! How the characters of a batch are coded, found out record by record: UTF-8 until the first
//! record that cannot be, and Windows-1252 from there on.

use crate::delivery::Encoding;
use encoding_rs::WINDOWS_1252;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// Decodes one record after the other.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    /// What was seen; nothing while all was ASCII.
    seen: Option<Encoding>,
}

/// A record that is coded otherwise than those before.
pub(super) const MIXED: &str = "De letters van deze rij zijn anders opgeslagen dan die van de rijen ervoor. Sla alles op als UTF-8.";

impl Decoder {
    /// The text of the parts of a record; `None` when they are coded otherwise than those before.
    pub fn decode<'a>(&mut self, parts: &[&'a [u8]]) -> Option<Vec<Cow<'a, str>>> {
        let mut texts = Vec::with_capacity(parts.len());
        for part in parts {
            match std::str::from_utf8(part) {
                Ok(text) => texts.push(Cow::Borrowed(text)),
                Err(_) => break,
            }
        }
        let is_utf8 = texts.len() == parts.len();
        let is_ascii = parts.iter().all(|part| part.is_ascii());
        match self.seen {
            _ if is_ascii => {}
            Some(Encoding::Windows1252) => return Some(western(parts)),
            _ if is_utf8 => {
                self.seen.get_or_insert(Encoding::Utf8);
            }
            None => {
                self.seen = Some(Encoding::Windows1252);
                return Some(western(parts));
            }
            Some(_) => return None,
        }
        Some(texts)
    }

    /// Takes the byte order mark off the first bytes.
    pub fn without_mark<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => {
                self.seen = Some(Encoding::Utf8WithMark);
                rest
            }
            None => bytes,
        }
    }

    /// What the beginning of the text says of itself holds.
    pub fn declare(&mut self, encoding: Encoding) {
        self.seen.get_or_insert(encoding);
    }

    /// How the text is coded, as far as it shows.
    pub fn encoding(&self) -> Encoding {
        self.seen.unwrap_or(Encoding::Utf8)
    }
}

fn western<'a>(parts: &[&'a [u8]]) -> Vec<Cow<'a, str>> {
    let decode = |part: &&'a [u8]| WINDOWS_1252.decode_without_bom_handling(part).0;
    parts.iter().map(decode).collect()
}

/// The text of one message in XML.
pub(in crate::delivery) fn decode_xml(bytes: &[u8]) -> Result<String, String> {
    let mut decoder = Decoder::default();
    let bytes = decoder.without_mark(bytes);
    if let Some(encoding) = declared(bytes)? {
        decoder.declare(encoding);
    }
    let texts = decoder
        .decode(&[bytes])
        .ok_or("Het bericht is niet opgeslagen zoals het zelf zegt. Sla het op als UTF-8.")?;
    Ok(texts.concat())
}

/// The encoding that the declaration at the beginning names, when there is one.
pub(super) fn declared(bytes: &[u8]) -> Result<Option<Encoding>, String> {
    if !bytes.starts_with(b"<?xml") {
        return Ok(None);
    }
    let end = bytes.windows(2).position(|two| two == b"?>");
    let head = end.and_then(|end| std::str::from_utf8(&bytes[..end + 2]).ok());
    let Some(Ok(Event::Decl(declaration))) =
        head.map(|head| Reader::from_str(head).read_event().map(Event::into_owned))
    else {
        return Err("De eerste regel van de XML klopt niet.".into());
    };
    let Some(name) = declaration.encoding() else {
        return Ok(None);
    };
    let name = name.map_err(|_| "De eerste regel van de XML klopt niet.")?;
    match name.to_ascii_lowercase().as_slice() {
        b"utf-8" | b"us-ascii" => Ok(Some(Encoding::Utf8)),
        b"windows-1252" | b"iso-8859-1" => Ok(Some(Encoding::Windows1252)),
        _ => Err("Deze codering van tekens lezen we niet. Sla het op als UTF-8.".into()),
    }
}
