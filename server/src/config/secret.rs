//! What must not be seen.

use serde::{Deserialize, Deserializer};

/// A value that must not be seen: its `Debug` is masked.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The value in clear.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(•••)")
    }
}

/// The secret keys, each 32 bytes in base64.
#[derive(Clone, Deserialize)]
pub struct Keys {
    /// Encrypts what is kept unreadable: BSNs, and forms that come back.
    pub data: Key,
    /// Keys the hash through which a BSN is found.
    pub bsn_index: Key,
}

/// A key of 32 bytes.
#[derive(Clone)]
pub struct Key(pub [u8; 32]);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use base64::{Engine, engine::general_purpose::STANDARD};
        let text = String::deserialize(deserializer)?;
        STANDARD
            .decode(text.trim())
            .ok()
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("expected 32 bytes in base64"))
    }
}
