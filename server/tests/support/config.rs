//! The configuration of a register in a test.

use super::{
    StandIns,
    database::url_of,
    keys::{client_key, ec_key_pair, pem},
};
use server::config::Config;

/// With these registers outside, and this database.
pub fn config(stand_ins: &StandIns, database: &str) -> Config {
    let folder = std::env::temp_dir().join(database);
    std::fs::create_dir_all(&folder).expect("folder");
    let key_file = folder.join("client-key.pem");
    std::fs::write(&key_file, client_key()).expect("a key file");
    let proof_key = folder.join("bewijs.pem");
    std::fs::write(&proof_key, pem(&ec_key_pair().private_pkcs8)).expect("a key file");
    let provider = |name: &str| {
        serde_json::json!({
            "issuer": format!("http://127.0.0.1:9/{name}"),
            "client_id": "lerarenregister",
            "private_key_file": key_file,
        })
    };
    let value = serde_json::json!({
        "environment": "local",
        "address": "127.0.0.1:0",
        "public_url": "http://127.0.0.1:3000",
        "database_url": url_of(database),
        "keys": {
            "data": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "bsn_index": "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=",
        },
        "login": {
            "digid": provider("digid"),
            "eherkenning": provider("eherkenning"),
            "staff": provider("medewerker"),
        },
        "diploma_register": {
            "url": stand_ins.url,
            "client_id": "lerarenregister",
            "client_secret": "geheim",
            "timeout_ms": 300,
            "extract": {
                "authorities_file": concat!(env!("CARGO_MANIFEST_DIR"), "/tests/extracts/authorities.pem"),
                "organisation": "Dienst Uitvoering Onderwijs (oefenomgeving)",
            },
        },
        "brp": { "url": stand_ins.url, "api_key": "sleutel", "timeout_ms": 300 },
        "old_register": { "url": stand_ins.url, "api_key": "sleutel", "timeout_ms": 300 },
        "evidence": {
            "url": format!("file://{}", folder.display()),
            "cleaner": env!("CARGO_BIN_EXE_server"),
        },
        // Nobody listens there; a test of mail brings its own server.
        "proof": { "key_file": proof_key },
        "mail": { "url": "smtp://127.0.0.1:9", "from": "Lerarenregister <register@register.example>" },
    });
    serde_json::from_value(value).expect("configuration")
}
