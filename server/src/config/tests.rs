use super::*;
use figment::providers::Serialized;

fn local() -> serde_json::Value {
    let key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    let other = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";
    let provider = |name: &str| {
        serde_json::json!({
            "issuer": format!("https://login.example/{name}"),
            "client_id": "lerarenregister",
            "private_key_file": "key.pem",
        })
    };
    serde_json::json!({
        "environment": "production",
        "address": "127.0.0.1:3000",
        "public_url": "https://register.example",
        "database_url": "postgres://localhost/lr",
        "keys": { "data": key, "bsn_index": other },
        "login": { "digid": provider("digid"), "eherkenning": provider("eh"), "staff": provider("staff") },
        "diploma_register": { "url": "https://d.example", "client_id": "a", "client_secret": "b", "extract": { "authorities_file": "authorities.pem" } },
        "brp": { "url": "https://brp.example", "api_key": "c" },
        "evidence": { "url": "s3://evidence" },
        "mail": { "url": "smtps://mail.example", "from": "register@register.example" },
        "proof": { "key_file": "bewijs.pem" },
    })
}

fn load(value: serde_json::Value) -> Result<Config, ConfigError> {
    Config::from_figment(Figment::from(Serialized::defaults(value)))
}

#[test]
fn a_whole_configuration_is_accepted() {
    assert!(load(local()).is_ok());
}

#[test]
fn a_missing_key_is_named() {
    let mut value = local();
    value["keys"]
        .as_object_mut()
        .expect("object")
        .remove("bsn_index");
    let error = load(value).err().expect("refused").to_string();
    assert!(error.contains("LR_KEYS__BSN_INDEX"), "{error}");
}

#[test]
fn a_key_to_sign_proofs_with_must_be_named() {
    let mut value = local();
    value["proof"] = serde_json::json!({});
    let error = load(value).err().expect("refused").to_string();
    assert!(error.contains("LR_PROOF__KEY_FILE"), "{error}");
}

#[test]
fn plain_http_is_refused_in_production_and_the_key_is_named() {
    let mut value = local();
    value["public_url"] = "http://register.example".into();
    let error = load(value).err().expect("refused").to_string();
    assert!(error.contains("LR_PUBLIC_URL"), "{error}");
}

#[test]
fn time_cannot_be_moved_in_production() {
    let mut value = local();
    value["clock"] = serde_json::json!({ "offset_file": "clock" });
    let error = load(value).err().expect("refused").to_string();
    assert!(error.contains("LR_CLOCK__OFFSET_FILE"), "{error}");
}

#[test]
fn the_sandbox_is_never_the_register() {
    let mut value = local();
    value["sandbox"] = serde_json::json!({
        "database_url": value["database_url"],
        "keys": value["keys"],
        "brp": value["brp"],
    });
    let error = load(value.clone()).err().expect("refused").to_string();
    assert!(error.contains("LR_SANDBOX__DATABASE_URL"), "{error}");
    value["sandbox"]["database_url"] = "postgres://localhost/proef".into();
    let error = load(value).err().expect("refused").to_string();
    assert!(error.contains("LR_SANDBOX__KEYS"), "{error}");
}

#[test]
fn a_short_key_is_refused_and_named() {
    let mut value = local();
    value["keys"]["data"] = "c2hvcnQ=".into();
    let error = load(value).err().expect("refused").to_string();
    assert!(error.contains("LR_KEYS__DATA"), "{error}");
}
