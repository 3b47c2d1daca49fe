//! Photos and other pictures that are evidence themselves.

use super::{AUTHOR, PLACE, holds, photo, tells_nothing};
use crate::evidence::clean::here;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use shared::portfolio::EvidenceKind;

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
