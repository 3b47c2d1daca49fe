//! Pictures of kinds that only come inside a document, also broken ones.

use super::{AUTHOR, PLACE, holds, jpeg_2000, parts, tells_nothing, zipped};
use crate::evidence::clean::{Unreadable, here, image, inside};
use shared::portfolio::EvidenceKind;

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
    let directory = inside::Tiff::of(&tiff).expect("it opens");
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
    image::cleaner(picture)?(picture)
}
