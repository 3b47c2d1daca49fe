use crate::delivery::samples::context;
use crate::delivery::{
    Cell, MessageKind, RemovalContext, RemovalDraft, RemovalMessage, Sent, check_removal,
    read_json, read_xml, removal_to_json, removal_to_xml,
};

const MESSAGE: &str = r#"{"bedrijfsdocument":{"identificatiecodeBedrijfsdocument":"6f0c1a9e-6f0b-4c0e-9a52-0f5f8e3a7c11"},
    "bevoegdGezag":"41234","benoemingvolgnummer":"2026-000481","versie":4,"verwijdering":{"reden":"Verkeerde leraar gekozen"}}"#;

fn draft(json: &str) -> RemovalDraft {
    let record = read_json(json.as_bytes());
    assert_eq!(record.kind, MessageKind::Removal);
    RemovalDraft::read(&record.row)
}

fn known() -> RemovalContext {
    let context = context();
    RemovalContext {
        now: context.now,
        today: context.today,
        sender: context.sender,
        schools: None,
        stands_at: None,
        board_exists: true,
        previous: Some(Sent {
            version: 3,
            content_hash: [1; 32],
            ground: "VO-33.4".into(),
            deleted: false,
        }),
        earlier_document: None,
        content_hash: Some([9; 32]),
        correction_open: false,
        needs_document: true,
    }
}

fn codes(json: &str, context: &RemovalContext) -> Vec<String> {
    let findings = check_removal(&draft(json), context);
    findings.into_iter().map(|finding| finding.rule).collect()
}

fn message() -> RemovalMessage {
    draft(MESSAGE).message().expect("a message that is right")
}

#[test]
fn who_delivers_for_some_schools_removes_nothing_of_another() {
    let at = |brin: &str| RemovalContext {
        schools: Some(vec!["99QB".to_owned()]),
        stands_at: Some(brin.to_owned()),
        ..known()
    };
    assert_eq!(codes(MESSAGE, &at("99QA")), ["LR-F003"]);
    assert!(codes(MESSAGE, &at("99QB")).is_empty());
}

#[test]
fn json_and_xml_tell_the_same_removal() {
    let message = message();
    assert_eq!(
        message.removal.reason.as_deref(),
        Some("Verkeerde leraar gekozen")
    );
    let again = read_json(removal_to_json(&message).as_bytes());
    assert_eq!(
        RemovalDraft::read(&again.row).message(),
        Some(message.clone())
    );
    let xml = read_xml(removal_to_xml(&message).as_bytes());
    assert_eq!(xml.kind, MessageKind::Removal);
    assert_eq!(RemovalDraft::read(&xml.row).message(), Some(message));
}

#[test]
fn a_removal_without_a_reason_is_one_in_both_notations() {
    let mut message = message();
    message.removal.reason = None;
    for record in [
        read_json(removal_to_json(&message).as_bytes()),
        read_xml(removal_to_xml(&message).as_bytes()),
    ] {
        assert_eq!(record.kind, MessageKind::Removal);
        assert_eq!(
            RemovalDraft::read(&record.row).message(),
            Some(message.clone())
        );
    }
}

#[test]
fn a_removal_that_is_right_has_no_findings() {
    assert!(codes(MESSAGE, &known()).is_empty());
}

#[test]
fn f024_a_removal_under_an_open_correction_request_needs_a_reason() {
    let without = MESSAGE.replace("\"Verkeerde leraar gekozen\"", "null");
    let mut known = known();
    assert!(
        codes(&without, &known).is_empty(),
        "nobody asked for a correction"
    );
    known.correction_open = true;
    assert!(codes(MESSAGE, &known).is_empty());
    let found = check_removal(&draft(&without), &known);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].rule.as_str(), found[0].field.as_str()),
        ("LR-F024", "verwijderingReden")
    );
    assert_eq!(
        codes(&MESSAGE.replace("Verkeerde leraar gekozen", " "), &known),
        ["LR-F024"]
    );
}

#[test]
fn a_removal_falls_under_the_rules_of_the_sender_and_the_document_too() {
    let mut context = known();
    context.sender.clear();
    context.board_exists = false;
    context.earlier_document = Some(Sent {
        version: 1,
        content_hash: [1; 32],
        ground: String::new(),
        deleted: false,
    });
    assert_eq!(codes(MESSAGE, &context), ["LR-F002", "LR-F003", "LR-F009"]);
    let wrong = MESSAGE
        .replace("\"versie\":4", "\"versie\":0")
        .replace("41234", "4123");
    assert_eq!(codes(&wrong, &known()), ["LR-F009", "LR-F023"]);
}

#[test]
fn a_removal_that_is_older_than_what_we_have_says_so() {
    for version in ["3", "2"] {
        let older = MESSAGE.replace("\"versie\":4", &format!("\"versie\":{version}"));
        assert_eq!(codes(&older, &known()), ["LR-M051"], "{version}");
    }
}

#[test]
fn the_canonical_content_of_a_removal_leaves_out_document_and_version() {
    let mut other = message();
    other.version = 9;
    other.document.id = None;
    assert_eq!(other.canonical_json(), message().canonical_json());
    other.removal.reason = None;
    assert_ne!(other.canonical_json(), message().canonical_json());
}

#[test]
fn a_removal_has_no_members_of_an_appointment() {
    let extra = MESSAGE.replace(
        "\"versie\":4",
        "\"versie\":4,\"school\":{\"instellingscode\":\"99QA\"}",
    );
    let draft = draft(&extra);
    assert_eq!(draft.findings()[0].field, "/school");
    assert!(draft.message().is_none());
    assert!(matches!(draft.identity.version, Cell::Read(4)));
}
