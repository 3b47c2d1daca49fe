//! What is kept unreadable: encryption at rest, and the keyed hash through which a BSN is found.

use crate::config::Keys;
use crate::fault::Fault;
use aes_gcm::{
    AeadCore, Aes256Gcm, KeyInit,
    aead::{Aead, OsRng, Payload},
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use shared::identifier::Bsn;

const NONCE: usize = 12;

/// The keys, ready for use.
#[derive(Clone)]
pub struct Vault {
    cipher: Aes256Gcm,
    index_key: [u8; 32],
}

impl Vault {
    /// A vault with these keys.
    pub fn new(keys: &Keys) -> Self {
        Self {
            cipher: Aes256Gcm::new(&keys.data.0.into()),
            index_key: keys.bsn_index.0,
        }
    }

    /// Encrypts with AES-256-GCM; the result starts with its nonce. `purpose` is bound in: what
    /// was sealed for one purpose cannot be opened for another.
    ///
    /// # Errors
    /// When the cipher fails.
    pub fn seal(&self, purpose: &str, clear: &[u8]) -> Result<Vec<u8>, Fault> {
        let nonce = Aes256Gcm::generate_nonce(&mut OsRng);
        let payload = Payload {
            msg: clear,
            aad: purpose.as_bytes(),
        };
        let sealed = self
            .cipher
            .encrypt(&nonce, payload)
            .map_err(|_| Fault::broken("the cipher failed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts what [`Vault::seal`] made for the same purpose.
    ///
    /// # Errors
    /// When it was made with another key or for another purpose, or was changed.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        let unreadable = || Fault::broken("a sealed value cannot be opened");
        let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or_else(unreadable)?;
        let payload = Payload {
            msg: sealed,
            aad: purpose.as_bytes(),
        };
        self.cipher
            .decrypt(nonce.into(), payload)
            .map_err(|_| unreadable())
    }

    /// The keyed hash (HMAC-SHA-256) of a BSN: finds a person, tells nothing without the key.
    ///
    /// # Panics
    /// Never: HMAC takes a key of any length.
    pub fn bsn_index(&self, bsn: &Bsn) -> Vec<u8> {
        self.keyed_hash(&bsn.expose())
    }

    /// The key that closes the drafts of this owner of forms in a browser. The same at each login;
    /// who it is cannot be told from it.
    pub fn draft_key(&self, owner: &str) -> Vec<u8> {
        // A BSN is digits alone, so the two uses of the key never meet.
        self.keyed_hash(&format!("concept {owner}"))
    }

    fn keyed_hash(&self, text: &str) -> Vec<u8> {
        <Hmac<Sha256> as Mac>::new_from_slice(&self.index_key)
            .expect("HMAC takes a key of any length")
            .chain_update(text)
            .finalize()
            .into_bytes()
            .to_vec()
    }

    /// The secret of a link that belongs to this row: a keyed hash of its number, so that it can be shown
    /// again to whom it is of while only its hash is kept.
    ///
    /// # Panics
    /// Never: HMAC takes a key of any length.
    pub fn link_token(&self, row: uuid::Uuid) -> String {
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
        let token = <Hmac<Sha256> as Mac>::new_from_slice(&self.index_key)
            .expect("HMAC takes a key of any length")
            .chain_update(b"link:")
            .chain_update(row.as_bytes())
            .finalize()
            .into_bytes();
        URL_SAFE_NO_PAD.encode(token)
    }

    /// Encrypts a BSN.
    ///
    /// # Errors
    /// When the cipher fails.
    pub fn seal_bsn(&self, bsn: &Bsn) -> Result<Vec<u8>, Fault> {
        self.seal("bsn", bsn.expose().as_bytes())
    }

    /// Decrypts a BSN.
    ///
    /// # Errors
    /// When it cannot be opened or is no BSN.
    pub fn open_bsn(&self, sealed: &[u8]) -> Result<Bsn, Fault> {
        let clear = self.open("bsn", sealed)?;
        std::str::from_utf8(&clear)
            .ok()
            .and_then(|text| Bsn::parse(text).ok())
            .ok_or_else(|| Fault::broken("the vault holds something that is no BSN"))
    }
}

/// SHA-256 of these bytes.
pub fn sha256(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// These bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A random token of 32 bytes, in base64 for addresses and cookies.
pub fn random_token() -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Key;

    fn vault(byte: u8) -> Vault {
        Vault::new(&Keys {
            data: Key([byte; 32]),
            bsn_index: Key([byte + 1; 32]),
        })
    }

    #[test]
    fn a_sealed_bsn_opens_again_and_does_not_show_itself() {
        let bsn = Bsn::parse("999990019").expect("valid");
        let sealed = vault(1).seal_bsn(&bsn).expect("sealed");
        assert_eq!(vault(1).open_bsn(&sealed).expect("opened"), bsn);
        assert!(!sealed.windows(9).any(|w| w == b"999990019"));
        assert_ne!(
            sealed,
            vault(1).seal_bsn(&bsn).expect("sealed"),
            "each time another nonce"
        );
    }

    #[test]
    fn another_key_another_purpose_or_a_changed_byte_does_not_open() {
        let mut sealed = vault(1).seal("form", b"typed").expect("sealed");
        assert!(vault(2).open("form", &sealed).is_err());
        assert!(vault(1).open("bsn", &sealed).is_err());
        *sealed.last_mut().expect("bytes") ^= 1;
        assert!(vault(1).open("form", &sealed).is_err());
        assert!(vault(1).open("form", b"short").is_err());
    }

    #[test]
    fn a_bsn_is_found_with_the_same_key_only() {
        let bsn = Bsn::parse("999990019").expect("valid");
        assert_eq!(vault(1).bsn_index(&bsn), vault(1).bsn_index(&bsn));
        assert_ne!(vault(1).bsn_index(&bsn), vault(2).bsn_index(&bsn));
    }
}
