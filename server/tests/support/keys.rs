//! Keys that are made for tests.

/// The key with which we are known at the login providers, made once for a test program.
pub fn client_key() -> &'static str {
    use aws_lc_rs::{
        encoding::{AsDer, Pkcs8V1Der},
        rsa::{KeyPair, KeySize},
    };
    static KEY: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let pair = KeyPair::generate(KeySize::Rsa2048).expect("a key pair");
        let der: Pkcs8V1Der<'_> = pair.as_der().expect("PKCS #8");
        pem(der.as_ref())
    });
    &KEY
}

/// A private key in PKCS #8 as a PEM file.
pub fn pem(der: &[u8]) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).expect("base64"))
        .collect();
    format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        lines.join("\n")
    )
}

/// A key pair on the curve P-256, made for one test.
pub struct EcKeyPair {
    /// The private key, as PKCS #8.
    pub private_pkcs8: Vec<u8>,
    /// The public key, as a JWK with the id `een`.
    pub public_jwk: serde_json::Value,
}

/// Makes a key pair.
pub fn ec_key_pair() -> EcKeyPair {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use p256::{
        elliptic_curve::{Generate, sec1::ToSec1Point},
        pkcs8::EncodePrivateKey,
    };
    let secret = p256::SecretKey::generate();
    let point = secret.public_key().to_sec1_point(false);
    let (x, y) = point.as_bytes()[1..].split_at(32);
    let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    EcKeyPair {
        private_pkcs8: secret.to_pkcs8_der().expect("PKCS #8").as_bytes().to_vec(),
        public_jwk: serde_json::json!({
            "kty": "EC", "crv": "P-256", "kid": "een", "x": part(x), "y": part(y),
        }),
    }
}
