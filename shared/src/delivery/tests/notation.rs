use super::arbitrary::messages;
use crate::delivery::samples::{context, message};
use crate::delivery::{
    AppointmentMessage, Draft, FieldSpec, Finding, MAX_RECORD_BYTES, MessageKind, Record,
    check_draft, fields, parse_row, pointer_of, read_csv, read_json, read_xml, to_csv, to_json,
    to_xml,
};
use crate::ground::GroundTable;
use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;

fn read(record: &Record) -> Result<AppointmentMessage, Vec<Finding>> {
    assert_eq!(record.kind, MessageKind::Appointment);
    parse_row(&record.row)
}

fn json(text: &str) -> Result<AppointmentMessage, Vec<Finding>> {
    read(&read_json(text.as_bytes()))
}

fn xml(text: &str) -> Result<AppointmentMessage, Vec<Finding>> {
    read(&read_xml(text.as_bytes()))
}

/// The places and rules of what is wrong.
#[track_caller]
fn told(read: Result<AppointmentMessage, Vec<Finding>>) -> Vec<(String, String)> {
    let findings = read.expect_err("something is wrong");
    findings
        .into_iter()
        .map(|finding| (pointer_of(&finding.field), finding.rule))
        .collect()
}

/// The only thing that is wrong, which makes the whole unreadable.
#[track_caller]
fn unreadable(read: Result<AppointmentMessage, Vec<Finding>>) -> String {
    let findings = read.expect_err("nothing can be read");
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(
        (findings[0].rule.as_str(), findings[0].field.as_str()),
        ("LR-F001", "")
    );
    findings[0].message.clone()
}

fn at(place: &str) -> (String, String) {
    (place.to_owned(), "LR-F001".to_owned())
}

#[test]
fn three_notations_of_a_message_are_one() {
    let message = message();
    assert_eq!(json(&to_json(&message)), Ok(message.clone()));
    assert_eq!(xml(&to_xml(&message)), Ok(message.clone()));
    let csv = read_csv(to_csv(std::slice::from_ref(&message)).as_bytes()).expect("our own file");
    assert_eq!(parse_row(&csv.rows[0]), Ok(message));
}

#[test]
fn the_xml_of_a_message_reads_as_the_handbook_has_it() {
    let text = to_xml(&message());
    assert!(text.starts_with("<AanleverenBenoeming_Request xmlns=\"urn:lerarenregister:aanleveren:v1\"><bevoegdGezag>41234</bevoegdGezag>"));
    assert!(text.contains("<onderwijsterreinen>MAATSCHAPPIJLEER</onderwijsterreinen><leerjaren>1</leerjaren><leerjaren>2</leerjaren>"));
    assert!(text.contains("<verklaringInspanning>true</verklaringInspanning>"));
}

#[test]
fn any_prefix_stands_for_the_namespace() {
    let plain = to_xml(&message());
    let prefixed = plain
        .replace("</", "\u{1}")
        .replace('<', "<lr:")
        .replace('\u{1}', "</lr:")
        .replace("xmlns=", "xmlns:lr=");
    let declared = format!(
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- een --><?x y?>\n{prefixed}\n"
    );
    for text in [prefixed, declared] {
        assert_eq!(xml(&text), Ok(message()), "{text}");
    }
    assert!(
        unreadable(xml(
            &plain.replace("urn:lerarenregister:aanleveren:v1", "urn:anders")
        ))
        .contains("kennen we niet")
    );
    let inner = plain.replace("<persoon>", "<persoon xmlns=\"\">");
    assert!(told(xml(&inner)).contains(&at("/{}persoon")));
}

#[test]
fn text_in_xml_may_be_escaped_or_a_section() {
    let mut wanted = message();
    wanted.person.family_name = Some("Ø & <Zandłicht> \"é\"".into());
    let text = to_xml(&wanted);
    assert!(text.contains("Ø &amp; &lt;Zandłicht&gt;"));
    assert_eq!(xml(&text), Ok(wanted.clone()));
    let other = text
        .replace("Ø &amp; &lt;Zand", "&#216; <![CDATA[& <Zand]]>")
        .replace("&quot;é&quot;", "\"&#xe9;\"");
    assert_eq!(xml(&other), Ok(wanted));
}

#[test]
fn windows_1252_is_read_when_the_xml_says_so_or_nothing() {
    let mut wanted = message();
    wanted.person.first_names = Some("Zoë Renée".into());
    let text = to_xml(&wanted);
    let named = format!("<?xml version='1.0' encoding='iso-8859-1'?>{text}");
    for text in [&text, &named] {
        assert_eq!(
            read(&read_xml(&WINDOWS_1252.encode(text).0)),
            Ok(wanted.clone())
        );
    }
    let wrong = format!("<?xml version='1.0' encoding='utf-8'?>{text}");
    assert!(
        unreadable(read(&read_xml(&WINDOWS_1252.encode(&wrong).0))).contains("zoals het zelf zegt")
    );
    let utf16 = format!("<?xml version='1.0' encoding='utf-16'?>{text}");
    assert!(unreadable(xml(&utf16)).contains("UTF-8"));
}

#[test]
fn a_document_type_and_own_entities_are_refused() {
    let plain = to_xml(&message());
    let laughs = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE lol [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>{}",
        plain.replace("Zandlicht", "&lol2;")
    );
    assert!(unreadable(xml(&laughs)).contains("DOCTYPE"));
    assert!(unreadable(xml(&plain.replace("Zandlicht", "&lol2;"))).contains("entiteit"));
}

#[test]
fn what_is_no_xml_or_lies_too_deep_is_one_mistake() {
    let plain = to_xml(&message());
    let deep = format!(
        "{}{}",
        "<a>".repeat(100_000 / 7),
        "</a>".repeat(100_000 / 7)
    );
    for wrong in [
        "",
        "geen xml",
        "<",
        &plain[..plain.len() - 2],
        &plain.replace("</persoon>", "</school>"),
        &format!("{plain}{plain}"),
        &format!("{plain}tekst"),
        &plain.replace("<persoon>", "<persoon>tekst"),
        &plain.replace("<persoon>", "<lr:persoon>"),
        &plain.replace("<persoon>", "<persoon a='1' a='1'>"),
        &deep,
        "<AanleverenBenoeming_Request xmlns=\"urn:lerarenregister:aanleveren:v1\">tekst</AanleverenBenoeming_Request>",
    ] {
        unreadable(xml(wrong));
    }
    let long = plain.replace("Zandlicht", &"x".repeat(MAX_RECORD_BYTES));
    assert!(unreadable(xml(&long)).contains("64 kB"));
    assert!(
        unreadable(json(
            &to_json(&message()).replace("Zandlicht", &"x".repeat(MAX_RECORD_BYTES))
        ))
        .contains("64 kB")
    );
}

#[test]
fn what_is_no_json_is_one_mistake_that_says_where() {
    assert!(unreadable(json("")).contains("regel 1, teken 0"));
    assert!(unreadable(json("{\"a\":\n tja}")).contains("regel 2, teken 3"));
    assert!(unreadable(json("[1]")).contains("accolade"));
    unreadable(json(&format!("{} x", to_json(&message()))));
    unreadable(json(&"[".repeat(10_000)));
}

#[test]
fn members_that_we_do_not_know_are_named_all_of_them() {
    let text = to_json(&message())
        .replace("\"versie\":1", "\"versie\":1,\"salaris\":3000")
        .replace("\"geboortedatum\"", "\"leeftijd\":39,\"geboortedatum\"")
        .replace("\"school\":", "\"School\":");
    assert_eq!(
        told(json(&text)),
        [
            at("/salaris"),
            at("/persoon/leeftijd"),
            at("/School"),
            ("/school/instellingscode".into(), "LR-F010".into()),
        ]
    );
    let text = to_xml(&message())
        .replace("<versie>", "<salaris>3000</salaris><versie>")
        .replace("<persoon>", "<persoon soort=\"x\">")
        .replace(
            "<begindatum>2026-08-01</begindatum>",
            "<begindatum>2026-08-01</begindatum><uren>1</uren>",
        );
    assert_eq!(
        told(xml(&text)),
        [at("/salaris"), at("/benoeming/uren"), at("/persoon/@soort")]
    );
}

#[test]
fn a_value_of_another_type_is_told_at_its_field_and_only_once() {
    let text = to_json(&message())
        .replace("\"versie\":1", "\"versie\":\"1\"")
        .replace("\"99QA\"", "99")
        .replace(
            "\"verklaringInspanning\":true",
            "\"verklaringInspanning\":\"ja\"",
        )
        .replace("\"2028-07-31\"", "\"31-07-2028\"")
        .replace("[1,2,3]", "\"1,2,3\"")
        .replace("[\"MAATSCHAPPIJLEER\"]", "[\"FRANS,DUITS\"]");
    assert_eq!(
        told(json(&text)),
        [
            at("/versie"),
            at("/school/instellingscode"),
            at("/benoeming/einddatum"),
            at("/grondslag/verklaringInspanning"),
            at("/onderwijs/onderwijsterreinen"),
            at("/onderwijs/leerjaren"),
        ]
    );
    let text = to_xml(&message())
        .replace(">true<", ">ja<")
        .replace("2028-07-31", "31-07-2028")
        .replace(
            "<leerjaren>1</leerjaren>",
            "<leerjaren><jaar>1</jaar></leerjaren>",
        );
    assert_eq!(
        told(xml(&text)),
        [
            at("/benoeming/einddatum"),
            at("/grondslag/verklaringInspanning"),
            at("/onderwijs/leerjaren")
        ]
    );
}

#[test]
fn a_member_that_is_there_twice_is_a_mistake() {
    let text = to_json(&message()).replace("\"versie\":1", "\"versie\":1,\"versie\":2");
    assert_eq!(told(json(&text)), [at("/versie")]);
    let text =
        to_xml(&message()).replace("<versie>1</versie>", "<versie>1</versie><versie>2</versie>");
    assert_eq!(told(xml(&text)), [at("/versie")]);
}

#[test]
fn elements_come_in_the_order_of_the_schema_and_members_in_any() {
    let order = to_xml(&message())
        .replace("<versie>1</versie>", "")
        .replace("<persoon>", "<versie>1</versie><persoon>");
    assert_eq!(xml(&order), Ok(message()));
    let wrong = to_xml(&message())
        .replace("<versie>1</versie>", "")
        .replace("<school>", "<versie>1</versie><school>");
    assert_eq!(told(xml(&wrong)), [at("/versie")]);
    let members = to_json(&message())
        .replace("\"versie\":1,", "")
        .replace("\"school\":", "\"versie\":1,\"school\":");
    assert_eq!(json(&members), Ok(message()));
}

#[test]
fn nothing_is_null_nil_or_left_out() {
    let mut wanted = message();
    wanted.appointment.ends = None;
    wanted.person.prefix = None;
    let text = to_json(&wanted);
    assert!(text.contains("\"einddatum\":null"));
    assert_eq!(json(&text), Ok(wanted.clone()));
    let nil = to_xml(&message())
        .replace(
            "<einddatum>2028-07-31</einddatum>",
            "<einddatum xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"true\"/>",
        )
        .replace("<achternaam>", "<voorvoegsel/><achternaam>");
    assert_eq!(xml(&nil), Ok(wanted));
    let empty = to_xml(&message()).replace("2028-07-31", "");
    assert_eq!(told(xml(&empty)), [at("/benoeming/einddatum")]);
}

#[test]
fn what_is_required_and_missing_is_told_per_field() {
    let missing: Vec<String> = told(json("{}"))
        .into_iter()
        .map(|(place, _)| place)
        .collect();
    let required = fields().iter().filter(|field| field.is_required());
    assert_eq!(
        missing,
        required.map(FieldSpec::pointer).collect::<Vec<_>>()
    );
}

#[test]
fn a_moment_may_have_any_offset_and_a_leap_day_is_a_day() {
    let with = |moment: &str| {
        let text = to_json(&message()).replace(
            "\"datumTijdBedrijfsdocument\":null",
            &format!("\"datumTijdBedrijfsdocument\":\"{moment}\""),
        );
        json(&text).map(|message| message.document.made_at)
    };
    let wanted = Some("2026-08-20T08:14:05Z".parse().expect("a moment"));
    for same in [
        "2026-08-20T08:14:05Z",
        "2026-08-20T10:14:05+02:00",
        "2026-08-20T03:14:05.000-05:00",
    ] {
        assert_eq!(with(same), Ok(wanted), "{same}");
    }
    for wrong in [
        "2026-08-20T08:14:05",
        "2026-08-20 08:14:05Z",
        "2026-08-20",
        "2026-08-20T08:14:05.Z",
        "é026-08-20T08:14:05Z",
    ] {
        assert!(with(wrong).is_err(), "{wrong}");
    }
    let leap = |day: &str| json(&to_json(&message()).replace("2028-07-31", day));
    assert!(leap("2028-02-29").is_ok());
    let findings = leap("2027-02-29").expect_err("no such day");
    assert_eq!(
        findings[0].message,
        "29 februari 2027 bestaat niet: februari 2027 heeft 28 dagen."
    );
}

#[test]
fn a_control_character_is_refused_in_every_notation() {
    let text = to_json(&message()).replace("Zandlicht", "Zand\\u0001licht");
    assert_eq!(told(json(&text)), [at("/persoon/achternaam")]);
    let text = to_xml(&message()).replace("Zandlicht", "Zand&#1;licht");
    assert_eq!(told(xml(&text)), [at("/persoon/achternaam")]);
    let csv = to_csv(&[message()]).replace("Zandlicht", "Zand\u{1}licht");
    assert!(read_csv(csv.as_bytes()).is_err());
}

#[test]
fn a_bsn_at_the_wrong_place_is_not_told_or_kept() {
    let texts = [
        to_json(&message()).replace(
            "\"burgerservicenummer\":\"999990019\"",
            "\"burgerservicenummer\":999990019",
        ),
        to_json(&message()).replace("\"burgerservicenummer\"", "\"999990019\""),
        to_json(&message())
            .replace(
                "\"burgerservicenummer\":\"999990019\"",
                "\"bsn\":\"999990019\"",
            )
            .replace("Kwelderstraat 12", "Kwelderstraat 999990019"),
    ];
    for text in texts {
        let record = read_json(text.as_bytes());
        let draft = Draft::read(&record.row);
        let findings = check_draft(&draft, &context(), GroundTable::current());
        let kept = format!("{findings:?} {:?}", record.row.fields_without_bsn());
        assert!(!kept.contains("999990019"), "{kept}");
        assert!(draft.message().is_none());
    }
}

#[test]
fn many_unknown_members_do_not_fill_the_answer() {
    use std::fmt::Write;
    let members = (0..5_000).fold(String::new(), |mut text, nr| {
        let _ = write!(text, "\"x{nr}\":1,");
        text
    });
    let text = to_json(&message()).replacen('{', &format!("{{{members}"), 1);
    assert!(text.len() < MAX_RECORD_BYTES);
    assert_eq!(json(&text).expect_err("unknown").len(), 40);
}

proptest! {
    #[test]
    fn csv_json_and_xml_read_back_what_was_written(written in messages()) {
        prop_assert_eq!(json(&to_json(&written)), Ok(written.clone()));
        prop_assert_eq!(xml(&to_xml(&written)), Ok(written.clone()));
        let csv = read_csv(to_csv(std::slice::from_ref(&written)).as_bytes()).expect("our own file");
        prop_assert_eq!(parse_row(&csv.rows[0]), Ok(written));
    }

    #[test]
    fn the_rules_say_the_same_of_every_notation(written in messages()) {
        let csv = read_csv(to_csv(std::slice::from_ref(&written)).as_bytes()).expect("our own file");
        let rows = [&csv.rows[0], &read_json(to_json(&written).as_bytes()).row, &read_xml(to_xml(&written).as_bytes()).row];
        let [a, b, c] = rows.map(|row| check_draft(&Draft::read(row), &context(), GroundTable::current()));
        prop_assert_eq!(&a, &b);
        prop_assert_eq!(&a, &c);
    }

    #[test]
    fn reading_never_panics_on_arbitrary_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for record in [read_json(&bytes), read_xml(&bytes)] {
            prop_assert!(parse_row(&record.row).is_err());
        }
    }

    #[test]
    fn reading_never_panics_on_a_message_with_a_piece_changed(at in any::<prop::sample::Index>(), length in 0_usize..20, piece in "[\\PC<>&\"{}\\[\\]:,]{0,8}") {
        for (text, reader) in [(to_json(&message()), read_json as fn(&[u8]) -> Record), (to_xml(&message()), read_xml)] {
            let mut bytes = text.into_bytes();
            let start = at.index(bytes.len());
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, piece.bytes());
            let record = reader(&bytes);
            let draft = Draft::read(&record.row);
            prop_assert_eq!(draft.message().is_none(), !draft.findings().is_empty());
        }
    }
}
