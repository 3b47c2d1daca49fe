//! XML in pieces: a root with many messages. Here is only found where a message begins and ends;
//! [`read_element`] reads it, inside the root with the namespaces that were named there.

use super::decode::{Decoder, MIXED, declared};
use super::{BATCH_ELEMENT, MAX_RECORD_BYTES, Record};
use crate::Problem;
use crate::delivery::field::NAMESPACE;
use crate::delivery::tree::unreadable;
use crate::delivery::xml::read_element;
use crate::delivery::{Encoding, MessageKind, file};
use quick_xml::events::Event;
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

/// The messages so far.
#[derive(Debug, Default)]
pub(super) struct Elements {
    decoder: Decoder,
    begun: bool,
    /// What is being read.
    token: Token,
    /// The bytes of the declaration, the root's start tag or the message that is being read.
    held: Vec<u8>,
    /// How many elements are open.
    depth: usize,
    /// The start tag of the root.
    root: Option<String>,
    over: bool,
    number: u32,
}

/// What a byte is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Token {
    /// Text between tags.
    #[default]
    Text,
    /// `<`.
    Open,
    /// A tag, of which this quote is open.
    Tag { closes: bool, quote: u8, last: u8 },
    /// `<!`, and how many bytes after it.
    Declaration(u8),
    /// `<![`, and how many bytes of `CDATA[`.
    Section(u8),
    /// `<!--`, and how many bytes of `-->`.
    Comment(u8),
    /// `<![CDATA[`, and how many bytes of `]]>`.
    Data(u8),
    /// `<?`, and whether `?` was last.
    Instruction(bool),
}

impl Elements {
    pub fn take(
        &mut self,
        bytes: &[u8],
        last: bool,
        records: &mut Vec<Record>,
    ) -> Result<(), Problem> {
        let mut rest = bytes;
        if !self.begun {
            self.begun = true;
            rest = self.decoder.without_mark(rest);
        }
        for byte in rest {
            self.hold(*byte)?;
            records.extend(self.step(*byte)?);
        }
        if !last || (self.over && self.number > 0) {
            return Ok(());
        }
        if self.over {
            return Err(no_messages());
        }
        if self.root.is_none() && self.held.is_empty() {
            return Err(file::empty());
        }
        Err(broken(
            "De XML is afgebroken: het laatste element is niet gesloten.",
        ))
    }

    pub fn encoding(&self) -> Encoding {
        self.decoder.encoding()
    }

    fn hold(&mut self, byte: u8) -> Result<(), Problem> {
        if self.held.len() == MAX_RECORD_BYTES {
            let nr = self.number + 1;
            return Err(broken(&format!(
                "Bericht {nr} is groter dan 64 kB, of een element wordt niet gesloten."
            )));
        }
        self.held.push(byte);
        Ok(())
    }

    /// Takes one byte that was held; gives the message that it ends.
    fn step(&mut self, byte: u8) -> Result<Option<Record>, Problem> {
        let after = |count: u8, text: &[u8]| {
            let wanted = text.get(usize::from(count)).copied();
            if wanted == Some(byte) {
                count + 1
            } else {
                u8::from(text[0] == byte)
            }
        };
        self.token = match self.token {
            Token::Text => {
                if self.depth <= 1 && byte != b'<' {
                    if !byte.is_ascii_whitespace() {
                        return Err(broken("Tussen de berichten staat tekst."));
                    }
                    self.held.clear();
                }
                if byte == b'<' {
                    Token::Open
                } else {
                    Token::Text
                }
            }
            Token::Open => match byte {
                b'!' => Token::Declaration(0),
                b'?' => Token::Instruction(false),
                _ => Token::Tag {
                    closes: byte == b'/',
                    quote: 0,
                    last: byte,
                },
            },
            Token::Tag {
                closes,
                quote: 0,
                last,
            } => match byte {
                b'>' => {
                    self.token = Token::Text;
                    return self.tag(closes, last == b'/' && !closes);
                }
                b'"' | b'\'' => Token::Tag {
                    closes,
                    quote: byte,
                    last: byte,
                },
                b'<' => return Err(broken("Een element begint binnen een ander.")),
                other => Token::Tag {
                    closes,
                    quote: 0,
                    last: other,
                },
            },
            Token::Tag { closes, quote, .. } => Token::Tag {
                closes,
                quote: if byte == quote { 0 } else { quote },
                last: byte,
            },
            Token::Declaration(0) if byte == b'-' => Token::Declaration(1),
            Token::Declaration(1) if byte == b'-' => Token::Comment(0),
            Token::Declaration(0) if byte == b'[' && self.depth > 1 => Token::Section(0),
            Token::Declaration(_) => {
                return Err(broken(
                    "Een DOCTYPE of iets anders dat met <! begint, nemen we niet aan.",
                ));
            }
            Token::Section(count) if b"CDATA["[usize::from(count)] != byte => {
                return Err(broken(
                    "Een DOCTYPE of iets anders dat met <! begint, nemen we niet aan.",
                ));
            }
            Token::Section(5) => Token::Data(0),
            Token::Section(count) => Token::Section(count + 1),
            Token::Comment(2) if byte == b'-' => Token::Comment(2),
            Token::Comment(count) => match after(count, b"-->") {
                3 => self.passed()?,
                count => Token::Comment(count),
            },
            Token::Data(2) if byte == b']' => Token::Data(2),
            Token::Data(count) => match after(count, b"]]>") {
                3 => Token::Text,
                count => Token::Data(count),
            },
            Token::Instruction(true) if byte == b'>' => self.passed()?,
            Token::Instruction(_) => Token::Instruction(byte == b'?'),
        };
        Ok(None)
    }

    /// A comment or an instruction is over; the declaration at the beginning is looked at.
    fn passed(&mut self) -> Result<Token, Problem> {
        if self.depth <= 1 {
            if self.root.is_none()
                && let Some(encoding) = declared(&self.held).map_err(|why| broken(&why))?
            {
                self.decoder.declare(encoding);
            }
            self.held.clear();
        }
        Ok(Token::Text)
    }

    /// A tag is over.
    fn tag(&mut self, closes: bool, empty: bool) -> Result<Option<Record>, Problem> {
        if self.over {
            return Err(broken("Na het laatste element staat nog een element."));
        }
        if self.root.is_none() {
            let tag = std::mem::take(&mut self.held);
            self.root = Some(root(&tag, closes, empty)?);
            self.depth = 1;
            self.over = empty;
            return Ok(None);
        }
        match (closes, empty) {
            (true, _) => self.depth -= 1,
            (false, false) => self.depth += 1,
            (false, true) => {}
        }
        if self.depth == 0 {
            let tag = std::mem::take(&mut self.held);
            self.over = true;
            return self.closes_root(&tag).then_some(None).ok_or_else(|| {
                broken("De XML wordt met een ander element gesloten dan zij begint.")
            });
        }
        if self.depth > 1 {
            return Ok(None);
        }
        self.number += 1;
        let held = std::mem::take(&mut self.held);
        let mut record = match self.decoder.decode(&[&held]) {
            Some(texts) => read_element(&texts.concat(), self.root.as_deref()),
            None => Record {
                kind: MessageKind::Appointment,
                row: unreadable(MIXED),
            },
        };
        record.row.row_number = self.number;
        Ok(Some(record))
    }

    fn closes_root(&self, tag: &[u8]) -> bool {
        let name = |tag: &str| -> String {
            tag.trim_start_matches(['<', '/'])
                .chars()
                .take_while(|c| !c.is_whitespace() && *c != '>' && *c != '/')
                .collect()
        };
        let begun = self.root.as_deref().unwrap_or_default();
        std::str::from_utf8(tag).is_ok_and(|tag| name(tag) == name(begun))
    }
}

/// The start tag of the root, when it is that of a batch.
fn root(tag: &[u8], closes: bool, empty: bool) -> Result<String, Problem> {
    let wrong = || {
        broken(&format!(
            "Een batch in XML begint met {BATCH_ELEMENT} in de naamruimte {NAMESPACE}."
        ))
    };
    let text = std::str::from_utf8(tag).map_err(|_| wrong())?;
    if closes {
        return Err(wrong());
    }
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let Ok(Event::Start(start)) = reader.read_event() else {
        return Err(wrong());
    };
    let (namespace, local) = reader.resolver().resolve_element(start.name());
    let ours = namespace == ResolveResult::Bound(Namespace(NAMESPACE.as_bytes()));
    if !ours || local.as_ref() != BATCH_ELEMENT.as_bytes() {
        return Err(wrong());
    }
    if empty {
        return Err(no_messages());
    }
    Ok(text.to_owned())
}

fn no_messages() -> Problem {
    Problem::bad_request("In deze batch staan geen berichten")
        .with_detail("Zet er ten minste 1 bericht in en stuur de batch opnieuw.")
}

fn broken(what: &str) -> Problem {
    Problem::bad_request("Deze XML kunnen we niet verder lezen")
        .with_detail(format!("{what} Wat ervoor staat, is gelezen."))
}
