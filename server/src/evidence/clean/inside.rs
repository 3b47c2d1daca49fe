//! Pictures of kinds that only come inside a document: WebP, JPEG 2000 and TIFF. Of each only what is named
//! here goes along.

use std::ops::Range;

/// What is shown of a WebP: its chunks.
const CHUNKS: [&[u8; 4]; 7] = [
    b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
];

/// That there is Exif or XMP, in the flags of a WebP.
const TOLD_FLAGS: u8 = 0b0000_1100;

/// A WebP without its Exif and XMP.
pub fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut picture = bytes.get(..12)?.to_vec();
    let mut rest = &bytes[12..];
    while rest.len() >= 8 {
        let size = u32::from_le_bytes(rest[4..8].try_into().ok()?);
        let length = usize::try_from(size).ok()?.checked_add(8)?;
        let chunk = rest.get(..length)?;
        if CHUNKS.iter().any(|kind| chunk.starts_with(*kind)) {
            let begins = picture.len();
            picture.extend_from_slice(chunk);
            if chunk.starts_with(b"VP8X") {
                *picture.get_mut(begins + 8)? &= !TOLD_FLAGS;
            }
            picture.resize(picture.len().next_multiple_of(2), 0);
        }
        rest = rest.get(length.next_multiple_of(2)..).unwrap_or_default();
    }
    let length = u32::try_from(picture.len() - 8).ok()?;
    picture[4..8].copy_from_slice(&length.to_le_bytes());
    Some(picture)
}

/// What is shown of a JPEG 2000: its boxes (ISO/IEC 15444-1, annex I).
const BOXES: [&[u8; 4]; 7] = [
    b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jpch", b"jplh", b"jp2c",
];

/// A JPEG 2000 without Exif, XMP and what else stands beside the picture.
pub fn jpeg2000(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes;
    let mut picture = Vec::with_capacity(bytes.len());
    // What is too short for a box stands behind the last one.
    while rest.len() >= 8 {
        let length = match u32::from_be_bytes(rest[..4].try_into().ok()?) {
            0 => rest.len(),
            1 => usize::try_from(u64::from_be_bytes(rest.get(8..16)?.try_into().ok()?)).ok()?,
            short => usize::try_from(short).ok()?,
        };
        if length < 8 {
            return None;
        }
        // A picture that was cut short shows what there is of it.
        let (whole, behind) = rest.split_at(length.min(rest.len()));
        if BOXES.iter().any(|kind| whole[4..].starts_with(*kind)) {
            picture.extend_from_slice(whole);
        }
        rest = behind;
    }
    Some(picture)
}

/// The directories of a TIFF beside those of its pages: smaller pictures, the settings of the camera, the
/// place, and what goes between programs.
const DIRECTORIES: [u16; 4] = [0x014a, 0x8769, 0x8825, 0xa005];

/// What is shown of a TIFF: how the picture lies in the file and which colours it has (TIFF 6.0).
const TAGS: [Range<u16>; 12] = [
    0x00fe..0x0104,
    0x0106..0x010b,
    0x0111..0x011d,
    0x0122..0x0129,
    0x012d..0x012e,
    0x013d..0x0146,
    0x014c..0x014d,
    0x0150..0x0157,
    0x015b..0x015c,
    0x0200..0x020a,
    0x0211..0x0215,
    // The profile of its colours.
    0x8773..0x8774,
];

/// How many directories lie in each other: that of the page, the settings of the camera, and what goes between
/// programs.
const DEEPEST: u8 = 3;

/// How many pages one file may have.
const MOST: usize = 1000;

/// A TIFF without what it tells beside its pictures.
pub fn tiff(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut tiff = Tiff::of(bytes)?;
    let mut at = tiff.long(4)?;
    for _ in 0..MOST {
        if at == 0 {
            return Some(tiff.bytes);
        }
        at = tiff.quiet(at)?;
    }
    None
}

/// How a TIFF, and so an Exif, is read.
pub struct Tiff {
    bytes: Vec<u8>,
    little: bool,
    /// How many bytes are still looked at or emptied: no honest file names one of them more than twice.
    left: usize,
}

impl Tiff {
    /// The one in these bytes, when they begin as one.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let little = match bytes.get(..4)? {
            b"II\x2a\0" => true,
            b"MM\0\x2a" => false,
            _ => return None,
        };
        Some(Self {
            bytes: bytes.to_vec(),
            little,
            left: bytes.len().saturating_mul(2),
        })
    }

    /// The number in the two bytes there.
    pub fn short(&self, at: usize) -> Option<u16> {
        let two = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little {
            u16::from_le_bytes(two)
        } else {
            u16::from_be_bytes(two)
        })
    }

    /// The number in the four bytes there.
    pub fn long(&self, at: usize) -> Option<usize> {
        let four = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let long = if self.little {
            u32::from_le_bytes(four)
        } else {
            u32::from_be_bytes(four)
        };
        usize::try_from(long).ok()
    }

    /// Where the entries of the directory there are said to be, of twelve bytes each.
    pub fn entries(&self, directory: usize) -> Option<Range<usize>> {
        let first = directory.checked_add(2)?;
        let length = usize::from(self.short(directory)?) * 12;
        Some(first..first.checked_add(length)?)
    }

    /// Takes out of the directory there what it tells beside the picture; where the next one is, or 0.
    fn quiet(&mut self, directory: usize) -> Option<usize> {
        let entries = self.entries(directory)?;
        self.look_at(entries.len())?;
        let mut kept = Vec::with_capacity(entries.len());
        for at in entries.clone().step_by(12) {
            let tag = self.short(at)?;
            if TAGS.iter().any(|shown| shown.contains(&tag)) {
                kept.extend_from_slice(self.bytes.get(at..at + 12)?);
            } else {
                self.empty(at, DEEPEST)?;
            }
        }
        let count = u16::try_from(kept.len() / 12).ok()?;
        let next = self.long(entries.end).unwrap_or_default();
        if next != 0 {
            kept.extend_from_slice(&self.bytes[entries.end..entries.end + 4]);
        }
        let end = (entries.end + 4).min(self.bytes.len());
        kept.resize(end - entries.start, 0);
        let count = if self.little {
            count.to_le_bytes()
        } else {
            count.to_be_bytes()
        };
        self.bytes[directory..entries.start].copy_from_slice(&count);
        self.bytes[entries.start..end].copy_from_slice(&kept);
        Some(next)
    }

    /// Leaves nothing of what the entry there says, here or elsewhere.
    fn empty(&mut self, entry: usize, deep: u8) -> Option<()> {
        let (tag, count) = (self.short(entry)?, self.long(entry + 4)?);
        let each = match self.short(entry + 2)? {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let length = count.checked_mul(each)?;
        let from = if length > 4 {
            self.long(entry + 8)?
        } else {
            entry + 8
        };
        let place = from..from.checked_add(length)?;
        if self.bytes.get(place.clone()).is_none() {
            // It says nothing of what is in the file.
            return Some(());
        }
        self.look_at(length)?;
        if DIRECTORIES.contains(&tag) && deep > 0 {
            for at in place.clone().step_by(4) {
                self.empty_directory(self.long(at)?, deep - 1)?;
            }
        }
        self.bytes[place].fill(0);
        Some(())
    }

    /// Leaves nothing of a directory, nor of those that it leads to.
    fn empty_directory(&mut self, directory: usize, deep: u8) -> Option<()> {
        let entries = self.entries(directory)?;
        self.look_at(entries.len() + 2)?;
        for at in entries.clone().step_by(12) {
            self.empty(at, deep)?;
        }
        self.bytes.get_mut(directory..entries.end)?.fill(0);
        Some(())
    }

    /// Counts what is looked at; nothing when that is more than an honest file asks.
    fn look_at(&mut self, length: usize) -> Option<()> {
        self.left = self.left.checked_sub(length)?;
        Some(())
    }
}
