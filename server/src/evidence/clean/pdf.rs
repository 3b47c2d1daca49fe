//! PDFs: the information of the document, XMP, what programs keep for themselves, files that are attached
//! to it, and who wrote a remark. What earlier versions of the file held goes too: only what is shown now
//! is written again.

use super::{Unreadable, image};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::HashSet;

/// What says nothing of what is shown: of the maker, and of attached files, which nobody cleaned.
const TELLS: [&[u8]; 7] = [
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"EmbeddedFiles",
    b"AF",
    b"EF",
    b"RF",
];

/// The ways of packing that are pictures themselves: JPEG and JPEG 2000.
const PICTURES: [&[u8]; 2] = [b"DCTDecode", b"JPXDecode"];

/// A signed document stays as it is: without one of its bytes the signature no longer holds, and that
/// is what makes it evidence. Who signed it chose what is in it.
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let mut document = Document::load_mem(bytes).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Unreadable::Locked,
        _ => Unreadable::Damaged,
    })?;
    // What opens with an empty password was decrypted by now.
    if document.trailer.has(b"Encrypt") {
        return Err(Unreadable::Locked);
    }
    if document.objects.values().any(is_signature) {
        return Ok(bytes.to_vec());
    }
    if let Some(Object::Reference(id)) = document.trailer.remove(b"Info") {
        document.objects.remove(&id);
    }
    let gone: HashSet<ObjectId> = document
        .objects
        .iter()
        .filter(|(_, object)| is_metadata(object) || is_attachment(object))
        .map(|(id, _)| *id)
        .collect();
    document.objects.retain(|id, _| !gone.contains(id));
    for object in document.objects.values_mut() {
        quiet(object, &gone);
    }
    // What nothing leads to is of an earlier version of the file, or hung on what was taken out.
    document.prune_objects();
    let mut cleaned = Vec::with_capacity(bytes.len());
    document
        .save_to(&mut cleaned)
        .map_err(|_| Unreadable::Damaged)?;
    Ok(cleaned)
}

fn is_signature(object: &Object) -> bool {
    object
        .as_dict()
        .is_ok_and(|signature| signature.has(b"ByteRange"))
}

fn is_metadata(object: &Object) -> bool {
    object
        .as_stream()
        .is_ok_and(|stream| stream.dict.has_type(b"Metadata"))
}

/// A file that is pinned to a page.
fn is_attachment(object: &Object) -> bool {
    object.as_dict().is_ok_and(|pin| {
        pin.get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|kind| kind == b"FileAttachment")
    })
}

/// Takes out what tells of the maker and leads to what is gone, at every depth.
fn quiet(object: &mut Object, gone: &HashSet<ObjectId>) {
    match object {
        Object::Dictionary(dictionary) => quiet_dictionary(dictionary, gone),
        Object::Array(parts) => {
            parts.retain(|part| match part {
                Object::Reference(id) => !gone.contains(id),
                Object::Dictionary(_) => !is_attachment(part),
                _ => true,
            });
            for part in parts {
                quiet(part, gone);
            }
        }
        Object::Stream(stream) => {
            quiet_dictionary(&mut stream.dict, gone);
            clean_photo(stream);
        }
        _ => {}
    }
}

/// Cleans the picture in a stream, when it holds one. One that is packed once more is unpacked: it would not
/// get smaller.
fn clean_photo(stream: &mut Stream) -> Option<()> {
    if let Some(cleaned) = image::cleaner(&stream.content) {
        stream.set_content(cleaned(&stream.content)?);
        return Some(());
    }
    let filters = stream.filters().ok()?;
    let (last, packed) = filters.split_last()?;
    if !PICTURES.contains(last) || packed.is_empty() {
        return None;
    }
    let (kind, at) = (Object::Name(last.to_vec()), packed.len());
    let mut inside = stream.clone();
    let packed = packed.iter().map(|name| Object::Name(name.to_vec()));
    let packed: Vec<Object> = packed.collect();
    inside.dict.set("Filter", packed);
    let content = inside.decompressed_content().ok()?;
    let photo = image::cleaner(&content)?(&content)?;
    // There are parameters for each way of packing; those of the photo stay.
    let parameters = stream.dict.get(b"DecodeParms").and_then(Object::as_array);
    let of_photo = parameters.map(|all| all.get(at).cloned().unwrap_or(Object::Null));
    if let Ok(of_photo) = of_photo {
        stream.dict.set("DecodeParms", of_photo);
    }
    stream.dict.set("Filter", kind);
    stream.set_content(photo);
    Some(())
}

fn quiet_dictionary(dictionary: &mut Dictionary, gone: &HashSet<ObjectId>) {
    for name in TELLS {
        dictionary.remove(name);
    }
    let is_remark = dictionary.has(b"Rect")
        && dictionary
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|kind| kind != b"Widget");
    if is_remark {
        // Of a remark it is the author; of a field of a form it is the name, which stays.
        dictionary.remove(b"T");
    }
    dictionary
        .iter_mut()
        .for_each(|(_, part)| quiet(part, gone));
}
