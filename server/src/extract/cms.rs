//! A detached signature (CMS, RFC 5652) with its certificates (RFC 5280), as far as an extract needs
//! it: one signer, by RSA or on an elliptic curve. Whether a certificate was revoked is not asked.

use super::{Refusal, Signer};
use ::cms::{
    cert::CertificateChoices,
    content_info::ContentInfo,
    signed_data::{SignedData, SignerIdentifier, SignerInfo},
};
use aws_lc_rs::{
    digest,
    signature::{self, UnparsedPublicKey, VerificationAlgorithm},
};
use der::{
    Decode, Encode, Reader, SliceReader,
    asn1::{ObjectIdentifier, OctetString},
};
use jiff::Timestamp;
use x509_cert::{
    Certificate,
    ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage},
    spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned},
};

const fn oid(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
const ELLIPTIC: ObjectIdentifier = oid("1.2.840.10045.2.1");
const P256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = oid("1.3.132.0.34");
const SERVER_AUTH: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.1");
const CLIENT_AUTH: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.2");

/// How many certificates may stand between the signer and an authority, both counted.
const LONGEST_CHAIN: usize = 4;

/// How many certificates a message may bring: each may be tried at every step of the chain.
const MOST_CERTIFICATES: usize = 2 * LONGEST_CHAIN;

/// Verifies that the two parts together are signed by this signer.
///
/// # Errors
/// [`Refusal`] says what is wrong.
pub fn verify(
    padded: &[u8],
    content: [&[u8]; 2],
    signer: &Signer,
    now: Timestamp,
) -> Result<(), Refusal> {
    let message = parse(padded).ok_or(Refusal::Broken)?;
    let [info] = message.signer_infos.0.as_slice() else {
        return Err(Refusal::Broken);
    };
    let hash = Hash::named(info.digest_alg.oid).ok_or(Refusal::Broken)?;
    let mut digest = digest::Context::new(hash.algorithm());
    for part in content {
        digest.update(part);
    }
    match digest_of(info) {
        None => return Err(Refusal::Broken),
        Some(told) if told != digest.finish().as_ref() => return Err(Refusal::Altered),
        Some(_) => {}
    }
    let all: Vec<Certificate> = certificates(&message);
    if all.len() > MOST_CERTIFICATES {
        return Err(Refusal::Broken);
    }
    let certificate = all
        .iter()
        .find(|certificate| names(&info.sid, certificate))
        .ok_or(Refusal::Broken)?;
    let attributes = info.signed_attrs.as_ref().ok_or(Refusal::Broken)?;
    let attributes = attributes.to_der().map_err(|_| Refusal::Broken)?;
    let key = &certificate.tbs_certificate.subject_public_key_info;
    let with = info.signature_algorithm.oid;
    if !holds(key, with, hash, &attributes, info.signature.as_bytes()) {
        return Err(Refusal::Broken);
    }
    let is_vouched_for = vouched(certificate, &all, &signer.authorities, LONGEST_CHAIN, now);
    if !signer.is(certificate) || !is_vouched_for || !may_sign(certificate) {
        return Err(Refusal::OtherSigner);
    }
    if is_valid(certificate, now) {
        Ok(())
    } else {
        Err(Refusal::Expired)
    }
}

/// The message; behind it the place in the file is filled up with zeros.
fn parse(padded: &[u8]) -> Option<SignedData> {
    let mut reader = SliceReader::new(padded).ok()?;
    let info = ContentInfo::decode(&mut reader).ok()?;
    let rest = reader.read_slice(reader.remaining_len()).ok()?;
    if info.content_type != SIGNED_DATA || rest.iter().any(|byte| *byte != 0) {
        return None;
    }
    let signed = SignedData::from_der(&info.content.to_der().ok()?).ok()?;
    let outside = &signed.encap_content_info;
    (outside.econtent_type == DATA && outside.econtent.is_none()).then_some(signed)
}

fn certificates(signed: &SignedData) -> Vec<Certificate> {
    let all = signed.certificates.iter().flat_map(|set| set.0.iter());
    all.filter_map(|choice| match choice {
        CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
        CertificateChoices::Other(_) => None,
    })
    .collect()
}

fn names(sid: &SignerIdentifier, certificate: &Certificate) -> bool {
    let SignerIdentifier::IssuerAndSerialNumber(sid) = sid else {
        return false;
    };
    let certificate = &certificate.tbs_certificate;
    sid.issuer == certificate.issuer && sid.serial_number == certificate.serial_number
}

/// The digest that is signed.
fn digest_of(info: &SignerInfo) -> Option<Vec<u8>> {
    let attributes = info.signed_attrs.as_ref()?;
    let only = |wanted: ObjectIdentifier| {
        let mut found = attributes
            .iter()
            .filter(|attribute| attribute.oid == wanted);
        match (found.next()?.values.as_slice(), found.next()) {
            ([value], None) => Some(value),
            _ => None,
        }
    };
    let content_type = only(CONTENT_TYPE)?.decode_as::<ObjectIdentifier>().ok()?;
    let digest = only(MESSAGE_DIGEST)?.decode_as::<OctetString>().ok()?;
    (content_type == DATA).then(|| digest.into_bytes())
}

/// Whether an authority vouches for a certificate, itself or through others that are valid now.
fn vouched(
    certificate: &Certificate,
    others: &[Certificate],
    authorities: &[Certificate],
    left: usize,
    now: Timestamp,
) -> bool {
    let issuers = |all: &[Certificate]| {
        let named = all.iter().filter(|issuer| {
            issuer.tbs_certificate.subject == certificate.tbs_certificate.issuer
                && issued(certificate, issuer)
        });
        named.cloned().collect::<Vec<_>>()
    };
    left > 0
        && (!issuers(authorities).is_empty()
            || issuers(others).iter().any(|issuer| {
                may_issue(issuer)
                    && is_valid(issuer, now)
                    && vouched(issuer, others, authorities, left - 1, now)
            }))
}

/// Whether this issuer signed a certificate.
fn issued(certificate: &Certificate, issuer: &Certificate) -> bool {
    let with = certificate.signature_algorithm.oid;
    let (Ok(content), Some(hash), Some(signature)) = (
        certificate.tbs_certificate.to_der(),
        Hash::in_signature(&certificate.signature_algorithm),
        certificate.signature.as_bytes(),
    ) else {
        return false;
    };
    let key = &issuer.tbs_certificate.subject_public_key_info;
    holds(key, with, hash, &content, signature)
}

/// Whether a certificate may vouch for others.
fn may_issue(certificate: &Certificate) -> bool {
    let certificate = &certificate.tbs_certificate;
    let is_authority = matches!(certificate.get::<BasicConstraints>(), Ok(Some((_, it))) if it.ca);
    let usage = certificate.get::<KeyUsage>();
    is_authority && matches!(usage, Ok(Some((_, usage))) if usage.key_cert_sign())
}

/// Whether a certificate is one to sign with; one for connections only is not.
fn may_sign(certificate: &Certificate) -> bool {
    let certificate = &certificate.tbs_certificate;
    let usage = certificate.get::<KeyUsage>();
    let signs = matches!(usage, Ok(Some((_, usage))) if usage.digital_signature() || usage.non_repudiation());
    let is_for_more = match certificate.get::<ExtendedKeyUsage>() {
        Ok(Some((_, purposes))) => purposes
            .0
            .iter()
            .any(|purpose| ![SERVER_AUTH, CLIENT_AUTH].contains(purpose)),
        Ok(None) => true,
        Err(_) => false,
    };
    signs && is_for_more
}

fn is_valid(certificate: &Certificate, now: Timestamp) -> bool {
    let validity = &certificate.tbs_certificate.validity;
    let second = |time: &x509_cert::time::Time| {
        i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX)
    };
    (second(&validity.not_before)..=second(&validity.not_after)).contains(&now.as_second())
}

/// A hash that is good enough to sign with.
#[derive(Clone, Copy)]
enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    fn named(named: ObjectIdentifier) -> Option<Self> {
        [
            (oid("2.16.840.1.101.3.4.2.1"), Self::Sha256),
            (oid("2.16.840.1.101.3.4.2.2"), Self::Sha384),
            (oid("2.16.840.1.101.3.4.2.3"), Self::Sha512),
        ]
        .into_iter()
        .find_map(|(name, hash)| (name == named).then_some(hash))
    }

    /// The hash that the name of a way to sign tells.
    fn in_signature(way: &AlgorithmIdentifierOwned) -> Option<Self> {
        [
            (oid("1.2.840.113549.1.1.11"), Self::Sha256),
            (oid("1.2.840.113549.1.1.12"), Self::Sha384),
            (oid("1.2.840.113549.1.1.13"), Self::Sha512),
            (oid("1.2.840.10045.4.3.2"), Self::Sha256),
            (oid("1.2.840.10045.4.3.3"), Self::Sha384),
            (oid("1.2.840.10045.4.3.4"), Self::Sha512),
        ]
        .into_iter()
        .find_map(|(name, hash)| (name == way.oid).then_some(hash))
    }

    fn algorithm(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        }
    }
}

/// Whether a signature of this content holds with this key.
fn holds(
    key: &SubjectPublicKeyInfoOwned,
    with: ObjectIdentifier,
    hash: Hash,
    content: &[u8],
    signature: &[u8],
) -> bool {
    let (Some(way), Some(bytes)) = (way(key, with, hash), key.subject_public_key.as_bytes()) else {
        return false;
    };
    UnparsedPublicKey::new(way, bytes)
        .verify(content, signature)
        .is_ok()
}

/// The way to verify, for a kind of key.
fn way(
    key: &SubjectPublicKeyInfoOwned,
    with: ObjectIdentifier,
    hash: Hash,
) -> Option<&'static dyn VerificationAlgorithm> {
    let kind = key.algorithm.oid;
    if kind == ELLIPTIC {
        let curve = key.algorithm.parameters.as_ref()?;
        let curve = curve.decode_as::<ObjectIdentifier>().ok()?;
        return match hash {
            Hash::Sha256 if curve == P256 => Some(&signature::ECDSA_P256_SHA256_ASN1),
            Hash::Sha384 if curve == P256 => Some(&signature::ECDSA_P256_SHA384_ASN1),
            Hash::Sha256 if curve == P384 => Some(&signature::ECDSA_P384_SHA256_ASN1),
            Hash::Sha384 if curve == P384 => Some(&signature::ECDSA_P384_SHA384_ASN1),
            _ => None,
        };
    }
    let padded = with == RSA_PSS;
    (kind == RSA).then_some(match (hash, padded) {
        (Hash::Sha256, false) => &signature::RSA_PKCS1_2048_8192_SHA256,
        (Hash::Sha384, false) => &signature::RSA_PKCS1_2048_8192_SHA384,
        (Hash::Sha512, false) => &signature::RSA_PKCS1_2048_8192_SHA512,
        (Hash::Sha256, true) => &signature::RSA_PSS_2048_8192_SHA256,
        (Hash::Sha384, true) => &signature::RSA_PSS_2048_8192_SHA384,
        (Hash::Sha512, true) => &signature::RSA_PSS_2048_8192_SHA512,
    })
}
