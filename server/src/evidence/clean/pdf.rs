//! PDFs: the information of the document, XMP, what programs keep for themselves, and who wrote a
//! remark. What earlier versions of the file held goes too: only what is shown now is written again.

use super::{Unreadable, image};
use lopdf::{Dictionary, Document, Object};

/// What says nothing of what is shown.
const TELLS: [&[u8]; 3] = [b"Metadata", b"PieceInfo", b"LastModified"];

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
    document.objects.retain(|_, object| !is_metadata(object));
    for object in document.objects.values_mut() {
        quiet(object);
    }
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

/// Takes out what tells of the maker, at every depth.
fn quiet(object: &mut Object) {
    match object {
        Object::Dictionary(dictionary) => quiet_dictionary(dictionary),
        Object::Array(parts) => parts.iter_mut().for_each(quiet),
        Object::Stream(stream) => {
            quiet_dictionary(&mut stream.dict);
            let is_photo = stream
                .dict
                .get(b"Filter")
                .and_then(Object::as_name)
                .is_ok_and(|filter| filter == b"DCTDecode");
            if is_photo && let Some(photo) = image::jpeg(&stream.content) {
                stream.set_content(photo);
            }
        }
        _ => {}
    }
}

fn quiet_dictionary(dictionary: &mut Dictionary) {
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
    dictionary.iter_mut().for_each(|(_, part)| quiet(part));
}
