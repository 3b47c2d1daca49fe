//! Pictures: everything but the picture itself, its colours and which side is up.

use super::inside::{self, Tiff};
use bytes::Bytes;
use img_parts::{
    jpeg::{Jpeg, JpegSegment, markers},
    png::Png,
};

/// What a viewer needs of the chunks that are not critical: colours, transparency, size, animation.
const SHOWN: [&[u8; 4]; 12] = [
    b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"hIST", b"tRNS", b"pHYs", b"acTL",
    b"fcTL", b"fdAT",
];

/// A PNG without its texts, times and Exif.
pub fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    png.chunks_mut().retain(|chunk| {
        let kind = chunk.kind();
        // A capital means that no picture can be shown without it.
        kind[0].is_ascii_uppercase() || SHOWN.contains(&&kind)
    });
    Some(png.encoder().bytes().to_vec())
}

/// Cleans a picture of one kind; nothing when it cannot be read.
pub type Cleaner = fn(&[u8]) -> Option<Vec<u8>>;

/// What cleans a picture of the kind that it begins as, whatever its name says; nothing when it is of no kind
/// that we know.
pub fn cleaner(bytes: &[u8]) -> Option<Cleaner> {
    Some(match bytes {
        [0xff, 0xd8, ..] => jpeg,
        [0x89, b'P', b'N', b'G', ..] => png,
        [b'R', b'I', b'F', b'F', ..] => inside::webp,
        [0, 0, 0, 12, b'j', b'P', ..] => inside::jpeg2000,
        [b'I', b'I', 0x2a, 0, ..] | [b'M', b'M', 0, 0x2a, ..] => inside::tiff,
        _ => return None,
    })
}

/// A JPEG without Exif, XMP, IPTC and comments, and without what comes behind the picture. A camera that
/// was held on its side only says so in the Exif, so that one fact stays.
pub fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let turned = jpeg
        .segments_by_marker(markers::APP1)
        .find_map(|segment| orientation(segment.contents()))
        .filter(|turned| (2..=8).contains(turned));
    jpeg.segments_mut()
        .retain(|segment| match segment.marker() {
            // The other kind of APP0 holds a small picture, of what was there before it was cut.
            markers::APP0 => segment.contents().starts_with(b"JFIF\0"),
            markers::APP14 => true,
            markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
            markers::APP1..=markers::APP15 | markers::COM => false,
            _ => true,
        });
    if let Some(turned) = turned {
        let first = jpeg
            .segments()
            .iter()
            .take_while(|segment| segment.marker() == markers::APP0)
            .count();
        let exif = JpegSegment::new_with_contents(markers::APP1, only_orientation(turned));
        jpeg.segments_mut().insert(first, exif);
    }
    let scan = jpeg.segments().last().filter(|last| last.has_entropy())?;
    // The reader takes all that follows the head of the first scan for its lines.
    let behind = scan.len_with_entropy() - scan.len();
    let mut cleaned = jpeg.encoder().bytes().to_vec();
    let scans = cleaned.split_off(cleaned.len() - behind);
    only_scans(&scans, &mut cleaned);
    Some(cleaned)
}

/// Adds the lines of a picture, with the tables and the heads of the scans that follow (a progressive
/// picture has several). What stands between them for programs goes, and all that comes behind the end
/// of the picture: a film of the moment, a second picture with its own Exif, what a maker writes there.
fn only_scans(mut rest: &[u8], picture: &mut Vec<u8>) {
    let mut in_lines = true;
    loop {
        let at = rest.iter().position(|byte| *byte == markers::P);
        let (lines, behind) = rest.split_at(at.unwrap_or(rest.len()));
        if in_lines {
            picture.extend_from_slice(lines);
        }
        rest = behind;
        match rest.get(1).copied() {
            // Where a picture was broken off, another one may begin.
            None | Some(markers::EOI | markers::SOI) => break,
            Some(markers::P) => rest = &rest[1..],
            // A byte of the lines that looks like a marker, or a point from which they can be read again.
            Some(0 | markers::RST0..=markers::RST7) => {
                if in_lines {
                    picture.extend_from_slice(&rest[..2]);
                }
                rest = &rest[2..];
            }
            Some(marker) => {
                let length = rest
                    .get(2..4)
                    .map_or(0, |two| usize::from(u16::from_be_bytes([two[0], two[1]])));
                let Some(segment) = rest.get(..length + 2).filter(|_| length >= 2) else {
                    break;
                };
                if matches!(marker, markers::SOF0..=markers::EXP) {
                    picture.extend_from_slice(segment);
                }
                in_lines = marker == markers::SOS;
                rest = &rest[segment.len()..];
            }
        }
    }
    picture.extend_from_slice(&[markers::P, markers::EOI]);
}

/// Which way up a picture is, by the tag 0x0112 of the first directory of its Exif.
fn orientation(segment: &[u8]) -> Option<u8> {
    let tiff = Tiff::of(segment.strip_prefix(b"Exif\0\0")?)?;
    let mut entries = tiff.entries(tiff.long(4)?)?.step_by(12);
    let turned = entries.find(|at| tiff.short(*at) == Some(0x0112))?;
    u8::try_from(tiff.short(turned + 8)?).ok()
}

/// An Exif that says which way up the picture is, and nothing else.
fn only_orientation(turned: u8) -> Bytes {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.push(turned);
    exif.extend_from_slice(&[0; 6]);
    Bytes::from(exif)
}
