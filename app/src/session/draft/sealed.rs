//! What is kept in a browser, closed with a key that only who is logged in gets: on a computer that
//! people share, nobody reads what another one typed.

use aes_gcm::{
    Aes256Gcm, Nonce,
    aead::{Aead, KeyInit},
};

/// How many bytes a nonce has.
const NONCE: usize = 12;

/// Closes a text: the nonce and what is closed, in hexadecimal digits. Nothing when the key is none.
/// A nonce is used once with a key.
pub fn seal(key: &str, nonce: [u8; NONCE], text: &str) -> Option<String> {
    let closed = cipher(key)?
        .encrypt(Nonce::from_slice(&nonce), text.as_bytes())
        .ok()?;
    let digits = nonce
        .iter()
        .chain(&closed)
        .map(|byte| format!("{byte:02x}"));
    Some(digits.collect())
}

/// Opens what was closed with this key; nothing when it was another key, or was changed.
pub fn open(key: &str, sealed: &str) -> Option<String> {
    let bytes = bytes(sealed)?;
    let (nonce, closed) = bytes.split_at_checked(NONCE)?;
    let clear = cipher(key)?
        .decrypt(Nonce::from_slice(nonce), closed)
        .ok()?;
    String::from_utf8(clear).ok()
}

fn cipher(key: &str) -> Option<Aes256Gcm> {
    Aes256Gcm::new_from_slice(&bytes(key)?).ok()
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Wat ik leerde: ‘één ding tegelijk’.";

    fn key(digit: &str) -> String {
        digit.repeat(64)
    }

    #[test]
    fn only_the_key_that_closed_it_opens_it() {
        let sealed = seal(&key("a"), [7; NONCE], TEXT).expect("closed");
        assert!(!sealed.contains("leerde"));
        assert_eq!(open(&key("a"), &sealed).as_deref(), Some(TEXT));
        assert_eq!(open(&key("b"), &sealed), None);
    }

    #[test]
    fn what_was_changed_or_never_closed_is_not_opened() {
        let sealed = seal(&key("a"), [7; NONCE], TEXT).expect("closed");
        for wrong in ["", "00", "zz", "é", &sealed[2..], &format!("{sealed}00")] {
            assert_eq!(open(&key("a"), wrong), None, "{wrong}");
        }
        assert_eq!(seal("kort", [7; NONCE], TEXT), None);
    }
}
