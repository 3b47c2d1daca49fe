use super::*;
use jiff::civil::date;
use lopdf::{Dictionary, Document, Object};
use shared::{
    case::{Consequence, Decided, Document as Decision, Verdict},
    portfolio::Quarters,
};

fn decision(message: &str) -> Decision {
    Decision::of(Decided {
        number: "BS-2026-0001".to_owned(),
        case: "CV-2026-0001",
        date: date(2026, 3, 16),
        announced: Some(date(2026, 3, 16)),
        to: "M. Zandlicht".to_owned(),
        fact: "Benoemingsgrondslag",
        message,
        asked: date(2026, 2, 2),
        school: Some("Het klopt zo"),
        verdict: Verdict::Refused,
        consequence: Consequence::Stays,
        own_facts: false,
        reasons: "Je diploma geeft een andere bevoegdheid.\n\nDaarom blijft het zo.",
    })
}

async fn letter() -> Vec<u8> {
    letter::of_decision(&decision("Ik ben bevoegd"), Some(&"0f".repeat(32)))
        .await
        .expect("a letter")
}

async fn proof() -> Vec<u8> {
    let subjects = ["Nederlands, voortgezet onderwijs, alle leerjaren".to_owned()];
    proof::of(proof::Proof {
        name: "Mila Zandlicht",
        states: "is ingeschreven in het lerarenregister",
        subjects: &subjects,
        facts: vec![("Registratienummer", "48 201 937".to_owned())],
        code: "K7QM-3RTV-9XHD",
        until: date(2027, 5, 11),
        made: date(2026, 11, 23),
        address: "https://lerarenregister.example/bewijs/controleren?code=K7QM-3RTV-9XHD",
        address_shown: "lerarenregister.example/bewijs/controleren",
    })
    .await
    .expect("a proof")
}

async fn portfolio(activities: usize) -> Vec<u8> {
    let activity = |number: usize| portfolio::Activity {
        title: format!("Studiedag {number}"),
        kind: Some("Studiedag".to_owned()),
        category: "Vakinhoud".to_owned(),
        provider: Some("De Nascholing".to_owned()),
        subjects: vec!["Nederlands".to_owned()],
        details: vec![("Contacturen", "5 uur".to_owned())],
        days: (date(2026, 2, 3), date(2026, 2, 4)),
        hours: Quarters(25),
        reflection: Some("Ik leerde dit.\nEn dat. Ook: Ελλάδα, Россия. 🎉".to_owned()),
        evidence: vec!["certificaat.pdf".to_owned()],
        feedback: vec![portfolio::Words {
            who: "A. Rietwending, leraar, 5 februari 2026".to_owned(),
            answers: vec![("Wat ging goed?", "De vragen.".to_owned())],
        }],
    };
    let given = portfolio::Portfolio {
        name: "Mila Zandlicht".to_owned(),
        number: "48201937".to_owned(),
        period: Some((date(2022, 8, 1), date(2026, 7, 31))),
        hours: vec![("Vakinhoud".to_owned(), Quarters(25))],
        activities: (1..=activities).map(activity).collect(),
    };
    portfolio::of(given, date(2026, 11, 23))
        .await
        .expect("a portfolio")
}

/// The dictionary behind this name.
fn under<'a>(pdf: &'a Document, of: &'a Dictionary, name: &[u8]) -> &'a Dictionary {
    let object = of.get(name).expect("the entry is there");
    let (_, object) = pdf.dereference(object).expect("what it points to");
    match object {
        Object::Stream(stream) => &stream.dict,
        other => other.as_dict().expect("a dictionary"),
    }
}

fn metadata(pdf: &Document) -> String {
    let catalog = pdf.catalog().expect("a catalogue");
    let object = catalog.get(b"Metadata").expect("metadata");
    let (_, object) = pdf.dereference(object).expect("metadata");
    let stream = object.as_stream().expect("a stream");
    let content = stream
        .decompressed_content()
        .unwrap_or_else(|_| stream.content.clone());
    String::from_utf8(content).expect("UTF-8")
}

/// The tags in the order in which they are read aloud.
fn tags(pdf: &Document) -> Vec<String> {
    fn walk(pdf: &Document, object: &Object, tags: &mut Vec<String>) {
        let Ok((_, object)) = pdf.dereference(object) else {
            return;
        };
        match object {
            Object::Array(kids) => kids.iter().for_each(|kid| walk(pdf, kid, tags)),
            Object::Dictionary(element) => {
                if let Ok(name) = element.get(b"S").and_then(Object::as_name) {
                    tags.push(String::from_utf8_lossy(name).into_owned());
                }
                if let Ok(kids) = element.get(b"K") {
                    walk(pdf, kids, tags);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    let root = under(pdf, pdf.catalog().expect("a catalogue"), b"StructTreeRoot");
    walk(pdf, root.get(b"K").expect("kids"), &mut found);
    found
}

fn assert_readable_by_everybody(file: &[u8], title: &str) -> Vec<String> {
    let pdf = Document::load_mem(file).expect("a PDF");
    let catalog = pdf.catalog().expect("a catalogue");
    let language = catalog
        .get(b"Lang")
        .and_then(Object::as_str)
        .expect("a language");
    assert!(language.starts_with(b"nl"), "{language:?}");
    let marked = under(&pdf, catalog, b"MarkInfo")
        .get(b"Marked")
        .and_then(Object::as_bool);
    assert!(marked.expect("marked"), "the content is tagged");
    let shown = under(&pdf, catalog, b"ViewerPreferences")
        .get(b"DisplayDocTitle")
        .and_then(Object::as_bool);
    assert!(
        shown.expect("a preference"),
        "the title is shown, not the name of the file"
    );
    let metadata = metadata(&pdf);
    for part in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        title,
    ] {
        assert!(metadata.contains(part), "{part} in {metadata}");
    }
    assert!(
        catalog.has(b"OutputIntents"),
        "the colours are of a known profile"
    );
    let mut fonts = 0;
    for object in pdf.objects.values() {
        let Ok(dictionary) = object.as_dict() else {
            continue;
        };
        let kind = dictionary
            .get(b"Type")
            .and_then(Object::as_name)
            .unwrap_or_default();
        if kind == b"FontDescriptor" {
            fonts += 1;
            let embedded = [b"FontFile2".as_slice(), b"FontFile3"]
                .iter()
                .any(|file| dictionary.has(file));
            assert!(embedded, "{dictionary:?}");
        }
        let action = dictionary
            .get(b"S")
            .and_then(Object::as_name)
            .unwrap_or_default();
        assert_ne!(action, b"JavaScript");
    }
    assert!(fonts > 0, "the fonts are in the file");
    assert!(!catalog.has(b"OpenAction"));
    tags(&pdf)
}

/// Each of these comes in this order, with anything between.
fn assert_in_order(tags: &[String], expected: &[&str]) {
    let mut rest = tags.iter();
    for tag in expected {
        assert!(
            rest.any(|found| found == tag),
            "{tag} of {expected:?} in {tags:?}"
        );
    }
}

#[tokio::test]
async fn a_letter_reads_from_its_title_to_its_remedies() {
    let tags = assert_readable_by_everybody(&letter().await, "Benoemingsgrondslag");
    assert_in_order(
        &tags,
        &[
            "L", "LBody", "P", "H1", "P", "H1", "P", "H1", "P", "H1", "P", "H1", "P",
        ],
    );
    assert_eq!(
        tags.iter().filter(|tag| *tag == "H1").count(),
        5,
        "{tags:?}"
    );
}

#[tokio::test]
async fn a_message_reads_from_its_title_to_its_words() {
    let placed = date(2026, 11, 23).at(14, 5, 0, 0);
    let said = (
        "We hebben je aanvraag ontvangen",
        "Een medewerker kijkt ernaar.",
    );
    let message = letter::of_message(
        uuid::Uuid::nil(),
        "M. Zandlicht\nDorpsstraat 1",
        placed,
        said,
    )
    .await
    .expect("a letter");
    let tags = assert_readable_by_everybody(&message, said.0);
    assert_in_order(&tags, &["L", "LBody", "P", "H1", "P"]);
    let headings = tags.iter().filter(|tag| *tag == "H1").count();
    assert_eq!(headings, 1, "{tags:?}");
}

#[tokio::test]
async fn a_proof_says_what_its_code_is() {
    let tags = assert_readable_by_everybody(&proof().await, "Bewijs van registratie");
    assert_in_order(&tags, &["L", "Figure", "H1", "Link"]);
}

#[tokio::test]
async fn a_portfolio_has_a_table_of_hours_and_every_activity() {
    let tags = assert_readable_by_everybody(&portfolio(40).await, "Portfolio");
    assert_in_order(
        &tags,
        &["H1", "Table", "TR", "TH", "TR", "TD", "H1", "H2", "L", "H3"],
    );
    assert_eq!(tags.iter().filter(|tag| *tag == "H2").count(), 40);
}

#[tokio::test]
async fn the_same_letter_is_the_same_file() {
    assert_eq!(letter().await, letter().await);
}

#[tokio::test]
async fn what_people_type_is_text_and_never_markup() {
    let typed = "#read(\"/etc/passwd\") = Kop *vet* $x$ \\ \u{7}\u{e000} 漢 👩\u{200d}🏫";
    letter::of_decision(&decision(typed), None)
        .await
        .expect("a letter");
}

#[test]
fn a_template_reads_nothing_but_its_own_files() {
    let paper = Paper {
        main: file("letter.typ"),
        data: Bytes::new(Vec::new()),
    };
    assert!(paper.file(file("house.typ")).is_ok());
    assert!(paper.file(file("etc/passwd")).is_err());
    let package = "@preview/example:0.1.0".parse().expect("a package");
    let path = VirtualPath::new("lib.typ").expect("a path");
    let foreign = RootedPath::new(VirtualRoot::Package(package), path).intern();
    assert!(paper.file(foreign).is_err());
}

#[test]
fn only_what_has_a_glyph_is_printed() {
    assert_eq!(printable('é'), Some('é'));
    assert_eq!(printable('Ж'), Some('Ж'));
    assert_eq!(printable('\u{7}'), None);
    assert_eq!(printable('漢'), Some(UNKNOWN));
    assert!(has_glyph(UNKNOWN));
}
