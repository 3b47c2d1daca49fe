//! A proof of registration as a verifiable credential: an SD-JWT VC (RFC 9901 and
//! draft-ietf-oauth-sd-jwt-vc), signed with ES256, with a list of what was withdrawn
//! (draft-ietf-oauth-status-list).
//!
//! The key is a file; after it is replaced, the earlier ones still verify what they signed, as long as
//! their public halves stand in the file with earlier keys.

use crate::{config::ProofConfig, fault::Fault};
use anyhow::{Context, ensure};
use async_trait::async_trait;
use aws_lc_rs::{
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
        UnparsedPublicKey,
    },
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use flate2::{Compression, write::ZlibEncoder};
use jiff::Timestamp;
use sd_jwt_payload::{Hasher, JsonObject, JwsSigner, SHA_ALG_NAME, SdJwt, SdJwtBuilder};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shared::proof::Shown;
use std::io::Write;

/// How many credentials one list holds: those of others hide each of them.
pub const PLACES: i32 = 131_072;

/// The type in the header of a credential.
const TYPE: &str = "dc+sd-jwt";

const ALGORITHM: &str = "ES256";

/// How long who read a list of what was withdrawn may go by it, in seconds.
const LIST_LASTS: i64 = 300;

/// The longest credential that is read.
const LONGEST: usize = 20_000;

/// A public key on the curve P-256 (RFC 7517).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    kty: String,
    crv: String,
    x: String,
    y: String,
    #[serde(default)]
    kid: String,
    #[serde(default, rename = "use")]
    for_what: String,
    #[serde(default)]
    alg: String,
}

impl PublicKey {
    /// The key of these coordinates, named after its thumbprint (RFC 7638).
    fn new(x: String, y: String) -> Self {
        let named = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        Self {
            kty: "EC".to_owned(),
            crv: "P-256".to_owned(),
            kid: URL_SAFE_NO_PAD.encode(Sha256::digest(named)),
            for_what: "sig".to_owned(),
            alg: ALGORITHM.to_owned(),
            x,
            y,
        }
    }

    fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let part = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
        let point = [vec![4], part(&self.x), part(&self.y)].concat();
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
            .verify(message, signature)
            .is_ok()
    }
}

/// Who signs credentials, and knows its own.
pub struct Issuer {
    /// The address of the register, by which it is known.
    url: String,
    pair: EcdsaKeyPair,
    /// The key that signs first, then the earlier ones.
    keys: Vec<PublicKey>,
}

/// What a credential of ours says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The list of what was withdrawn, and the place in it.
    pub place: (i16, i32),
    /// What its holder shows of it: never more than the proof did.
    pub shows: Value,
}

impl Issuer {
    /// The issuer with the keys of this configuration.
    ///
    /// # Errors
    /// When a file cannot be read, or holds no key on the curve P-256.
    pub fn new(config: &ProofConfig, url: &str) -> anyhow::Result<Self> {
        let read = || {
            let pem = std::fs::read_to_string(&config.key_file)?;
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &der(&pem)?)
                .context("no key on the curve P-256 in PKCS #8")
        };
        let file = config.key_file.display();
        let pair = read().with_context(|| format!("configuration: LR_PROOF__KEY_FILE: {file}"))?;
        // The point without compression: 4, and the two coordinates.
        let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
        let mut keys = vec![PublicKey::new(
            URL_SAFE_NO_PAD.encode(x),
            URL_SAFE_NO_PAD.encode(y),
        )];
        if let Some(file) = &config.earlier_keys_file {
            let earlier = earlier(file).with_context(|| {
                let file = file.display();
                format!("configuration: LR_PROOF__EARLIER_KEYS_FILE: {file}")
            })?;
            keys.extend(earlier);
        }
        Ok(Self {
            url: url.to_owned(),
            pair,
            keys,
        })
    }

    /// The credential of a proof that holds from now until this moment, with all that it shows.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub async fn credential(
        &self,
        shown: &Shown,
        place: (i16, i32),
        (now, until): (Timestamp, Timestamp),
    ) -> Result<String, Fault> {
        let told = claims(shown);
        let names: Vec<String> = told.keys().map(|name| format!("/{name}")).collect();
        let subjects = shown.subjects.len();
        let mut object = json!({
            "iss": self.url,
            "vct": self.kind(),
            "iat": now.as_second(),
            "exp": until.as_second(),
            "status": { "status_list": { "idx": place.1, "uri": self.list(place.0) } },
        });
        if let Some(object) = object.as_object_mut() {
            object.extend(told);
        }
        let mut builder = SdJwtBuilder::new_with_hasher(object, Sha256Hasher)
            .map_err(Fault::broken)?
            .header("typ", TYPE)
            .header("kid", self.keys[0].kid.clone());
        // Each subject can be shown without the others.
        for at in 0..subjects {
            let one = format!("/vakken/{at}");
            builder = builder.make_concealable(&one).map_err(Fault::broken)?;
        }
        for name in &names {
            builder = builder.make_concealable(name).map_err(Fault::broken)?;
        }
        let credential = builder.finish(self, ALGORITHM).await;
        Ok(credential.map_err(Fault::broken)?.presentation())
    }

    /// What a credential says, when this register signed it and it is not over; nothing else is told
    /// of one that is not ours.
    pub fn read(&self, credential: &str, now: Timestamp) -> Option<Said> {
        let credential = credential.trim();
        let signed = credential.split('~').next()?;
        if credential.len() > LONGEST || !self.signed(signed) {
            return None;
        }
        let credential = SdJwt::parse(credential).ok()?;
        if credential.headers().get("typ") != Some(&json!(TYPE)) {
            return None;
        }
        let claims = credential.claims();
        let is_ours = claims.get("iss") == Some(&json!(self.url))
            && claims.get("vct") == Some(&json!(self.kind()))
            && claims.get("exp")?.as_i64()? > now.as_second();
        let status = claims.get("status")?.get("status_list")?;
        let list = status.get("uri")?.as_str()?;
        let list = list.strip_prefix(&self.list_base())?.parse().ok()?;
        let place = i32::try_from(status.get("idx")?.as_i64()?).ok()?;
        let mut shows = credential.into_disclosed_object(&Sha256Hasher).ok()?;
        shows.retain(|name, _| NAMES.iter().any(|(known, _)| known == name));
        is_ours.then_some(Said {
            place: (list, place),
            shows: Value::Object(shows),
        })
    }

    /// Whether one of our keys signed this.
    fn signed(&self, jws: &str) -> bool {
        let Some((message, signature)) = jws.rsplit_once('.') else {
            return false;
        };
        let header = message.split('.').next().unwrap_or_default();
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
        let header: Option<Value> =
            decode(header).and_then(|header| serde_json::from_slice(&header).ok());
        let (Some(header), Some(signature)) = (header, decode(signature)) else {
            return false;
        };
        header["alg"] == ALGORITHM
            && self
                .keys
                .iter()
                .filter(|key| header["kid"] == key.kid)
                .any(|key| key.verifies(message.as_bytes(), &signature))
    }

    /// The list with what was withdrawn, signed: a bit for each place.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn withdrawn(&self, list: i16, places: &[i32], now: Timestamp) -> Result<String, Fault> {
        let mut bits = vec![0_u8; usize::try_from(PLACES / 8).map_err(Fault::broken)?];
        for place in places {
            let place = usize::try_from(*place).map_err(Fault::broken)?;
            if let Some(byte) = bits.get_mut(place / 8) {
                *byte |= 1 << (place % 8);
            }
        }
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&bits).map_err(Fault::broken)?;
        let packed = packed.finish().map_err(Fault::broken)?;
        let header = json!({
            "alg": ALGORITHM, "typ": "statuslist+jwt", "kid": self.keys[0].kid,
        });
        let payload = json!({
            "sub": self.list(list),
            "iat": now.as_second(),
            "exp": now.as_second() + 24 * 3600,
            "ttl": LIST_LASTS,
            "status_list": { "bits": 1, "lst": URL_SAFE_NO_PAD.encode(packed) },
        });
        self.jws(&header, &payload)
    }

    fn jws(&self, header: &impl Serialize, payload: &impl Serialize) -> Result<String, Fault> {
        let part = |value: String| URL_SAFE_NO_PAD.encode(value);
        let message = format!(
            "{}.{}",
            part(serde_json::to_string(header)?),
            part(serde_json::to_string(payload)?)
        );
        let signature = self
            .pair
            .sign(&SystemRandom::new(), message.as_bytes())
            .map_err(Fault::broken)?;
        Ok(format!(
            "{message}.{}",
            URL_SAFE_NO_PAD.encode(signature.as_ref())
        ))
    }

    /// What others must know to verify (`/.well-known/jwt-vc-issuer`).
    pub fn metadata(&self) -> Value {
        json!({ "issuer": self.url, "jwks": { "keys": self.keys } })
    }

    /// What the kind of credential is, for who shows it.
    pub fn kind_metadata(&self) -> Value {
        let claims = NAMES.map(|(name, label)| {
            json!({
                "path": [name],
                "display": [{ "locale": "nl-NL", "label": label }],
                "sd": "always",
            })
        });
        json!({
            "vct": self.kind(),
            "name": "Bewijs van registratie",
            "description": "Dat iemand is ingeschreven in het lerarenregister.",
            "display": [{ "locale": "nl-NL", "name": "Bewijs van registratie" }],
            "claims": claims,
        })
    }

    fn kind(&self) -> String {
        format!("{}/bewijs/soort", self.url)
    }

    fn list_base(&self) -> String {
        format!("{}/bewijs/ingetrokken/", self.url)
    }

    fn list(&self, list: i16) -> String {
        format!("{}{list}", self.list_base())
    }
}

/// What a credential can say, and how one reads that.
const NAMES: [(&str, &str); 5] = [
    ("naam", "Naam"),
    ("vakken", "Bevoegd voor"),
    ("registratienummer", "Registratienummer"),
    ("geregistreerd_sinds", "Geregistreerd sinds"),
    ("geboortedatum", "Geboortedatum"),
];

/// What this proof says, by the names of a credential.
fn claims(shown: &Shown) -> JsonObject {
    let mut claims = JsonObject::new();
    let mut say = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            claims.insert(name.to_owned(), value);
        }
    };
    say("naam", Some(json!(shown.name)));
    say(
        "vakken",
        (!shown.subjects.is_empty()).then(|| json!(shown.subjects)),
    );
    say("registratienummer", shown.number.as_ref().map(|v| json!(v)));
    say("geregistreerd_sinds", shown.since.map(|v| json!(v)));
    say("geboortedatum", shown.birth_date.map(|v| json!(v)));
    claims
}

/// What a credential shows, as a proof does; without a name when its holder does not show that.
pub fn shown(shows: &Value) -> Shown {
    let text = |name: &str| shows.get(name).and_then(Value::as_str).map(str::to_owned);
    let day = |name: &str| text(name).and_then(|day| day.parse().ok());
    let subjects = shows.get("vakken").and_then(Value::as_array);
    Shown {
        name: text("naam").unwrap_or_else(|| "Naam niet getoond".to_owned()),
        subjects: subjects
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        number: text("registratienummer"),
        since: day("geregistreerd_sinds"),
        birth_date: day("geboortedatum"),
    }
}

#[async_trait]
impl JwsSigner for Issuer {
    type Error = Fault;

    async fn sign(&self, header: &JsonObject, payload: &JsonObject) -> Result<Vec<u8>, Fault> {
        self.jws(header, payload).map(String::into_bytes)
    }
}

struct Sha256Hasher;

impl Hasher for Sha256Hasher {
    fn digest(&self, input: &[u8]) -> Vec<u8> {
        Sha256::digest(input).to_vec()
    }

    fn alg_name(&self) -> &str {
        SHA_ALG_NAME
    }
}

/// The bytes within a PEM file.
fn der(pem: &str) -> anyhow::Result<Vec<u8>> {
    let lines = pem.lines().filter(|line| !line.starts_with("-----"));
    let text: String = lines.map(str::trim).collect();
    Ok(STANDARD.decode(text)?)
}

/// The public keys of a key set, each named after its thumbprint.
fn earlier(file: &std::path::Path) -> anyhow::Result<Vec<PublicKey>> {
    #[derive(Deserialize)]
    struct KeySet {
        keys: Vec<PublicKey>,
    }
    let set: KeySet = serde_json::from_slice(&std::fs::read(file)?)?;
    let keys = set.keys.into_iter().map(|key| {
        ensure!(
            key.kty == "EC" && key.crv == "P-256",
            "a key is not on the curve P-256"
        );
        Ok(PublicKey::new(key.x, key.y))
    });
    keys.collect()
}

#[cfg(test)]
mod tests;
