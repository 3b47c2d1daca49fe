use super::*;
use jiff::civil::date;
use std::{io::Read, path::PathBuf};

const SITE: &str = "https://register.example";

fn key_file() -> PathBuf {
    let random = SystemRandom::new();
    let der =
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
    let pem = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        STANDARD.encode(der.as_ref())
    );
    kept(&pem)
}

fn kept(text: &str) -> PathBuf {
    let file = std::env::temp_dir().join(format!("bewijs-{}", uuid::Uuid::new_v4()));
    std::fs::write(&file, text).expect("a file");
    file
}

fn issuer(key_file: PathBuf, earlier_keys_file: Option<PathBuf>) -> Issuer {
    let config = ProofConfig {
        key_file,
        earlier_keys_file,
    };
    Issuer::new(&config, SITE).expect("an issuer")
}

fn shown() -> Shown {
    Shown {
        name: "Mila Zandlicht".to_owned(),
        subjects: vec!["Nederlands".to_owned(), "Geschiedenis".to_owned()],
        number: Some("48 201 937".to_owned()),
        since: Some(date(2018, 8, 1)),
        birth_date: None,
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn period() -> (Timestamp, Timestamp) {
    (at("2026-11-23T12:00:00Z"), at("2027-02-23T23:00:00Z"))
}

#[tokio::test]
async fn its_holder_shows_a_part_and_who_reads_it_sees_no_more() {
    let issuer = issuer(key_file(), None);
    let whole = issuer
        .credential(&shown(), (1, 77), period())
        .await
        .expect("signed");
    assert!(
        !whole.contains("Mila"),
        "the values are not in the clear in the signed part"
    );
    let said = issuer.read(&whole, period().0).expect("it is ours");
    assert_eq!(said.place, (1, 77));
    assert_eq!(said.shows["vakken"], json!(["Nederlands", "Geschiedenis"]));
    assert_eq!(super::shown(&said.shows), shown());

    let part = SdJwt::parse(&whole)
        .and_then(|whole| whole.into_presentation(&Sha256Hasher))
        .and_then(|whole| whole.conceal("/registratienummer"))
        .and_then(|whole| whole.conceal("/vakken/1"))
        .expect("concealed");
    let (part, _) = part.finish();
    let said = issuer
        .read(&part.presentation(), period().0)
        .expect("it is ours");
    assert_eq!(said.shows["naam"], "Mila Zandlicht");
    assert_eq!(said.shows["vakken"], json!(["Nederlands"]));
    assert!(said.shows.get("registratienummer").is_none());
}

#[tokio::test]
async fn what_was_changed_or_is_over_or_of_another_is_not_read() {
    let ours = issuer(key_file(), None);
    let whole = ours
        .credential(&shown(), (1, 0), period())
        .await
        .expect("signed");
    assert!(ours.read(&whole, period().1).is_none(), "it is over");
    let other = issuer(key_file(), None);
    assert!(other.read(&whole, period().0).is_none(), "another key");
    let (head, rest) = whole.split_once('.').expect("a header");
    for changed in [
        format!("{head}.{}", rest.replacen('A', "B", 1)),
        whole.replacen('~', "~WyJhIiwibmFhbSIsIkllbWFuZCJd~", 1),
        format!(
            "{}.{rest}",
            URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"dc+sd-jwt"}"#)
        ),
        String::new(),
        "~~~".to_owned(),
        "a".repeat(LONGEST + 1),
    ] {
        let said = ours.read(&changed, period().0);
        // A claim that was never signed is not among those that are shown.
        let shows = said.map(|said| said.shows["naam"].clone());
        assert!(
            shows.is_none_or(|name| name == "Mila Zandlicht"),
            "{changed}"
        );
    }
}

#[tokio::test]
async fn after_the_key_is_replaced_the_earlier_one_still_verifies() {
    let old = issuer(key_file(), None);
    let whole = old
        .credential(&shown(), (1, 0), period())
        .await
        .expect("signed");
    let set = kept(&old.metadata()["jwks"].to_string());
    let new = issuer(key_file(), Some(set));
    assert!(new.read(&whole, period().0).is_some());
    assert_eq!(
        new.metadata()["jwks"]["keys"].as_array().map(Vec::len),
        Some(2)
    );
    let by_new = new
        .credential(&shown(), (1, 0), period())
        .await
        .expect("signed");
    assert!(old.read(&by_new, period().0).is_none(), "the new key signs");
}

#[test]
fn a_list_has_a_bit_for_each_place_that_was_withdrawn() {
    let issuer = issuer(key_file(), None);
    let token = issuer
        .withdrawn(1, &[0, 9, PLACES - 1], period().0)
        .expect("a list");
    assert!(issuer.signed(&token));
    let payload = token.split('.').nth(1).expect("a payload");
    let payload: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).expect("base64")).expect("JSON");
    assert_eq!(payload["sub"], format!("{SITE}/bewijs/ingetrokken/1"));
    let list = payload["status_list"]["lst"].as_str().expect("a list");
    let mut bits = Vec::new();
    flate2::read::ZlibDecoder::new(&*URL_SAFE_NO_PAD.decode(list).expect("base64"))
        .read_to_end(&mut bits)
        .expect("unpacked");
    assert_eq!(bits.len(), 16_384);
    assert_eq!((bits[0], bits[1], bits[16_383]), (1, 2, 128));
    assert_eq!(bits.iter().filter(|byte| **byte != 0).count(), 3);
}

#[test]
fn a_key_that_is_none_is_refused_and_named() {
    let config = ProofConfig {
        key_file: kept("geen sleutel"),
        earlier_keys_file: None,
    };
    let refused = Issuer::new(&config, SITE).err().expect("refused");
    assert!(
        refused.to_string().contains("LR_PROOF__KEY_FILE"),
        "{refused}"
    );
}
