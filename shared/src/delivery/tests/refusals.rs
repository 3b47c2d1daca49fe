use crate::delivery::samples::{codes, context, findings};
use crate::delivery::{PersonFacts, Rule, Sent, Severity};
use crate::sector::Sector;
use jiff::civil::date;

/// The only finding of a sample that was changed.
#[track_caller]
fn refused(changes: &[(&str, &str)], rule: &str, message: &str) {
    let found = findings(changes, &context());
    let told: Vec<_> = found
        .iter()
        .map(|f| (f.rule.as_str(), f.message.as_str()))
        .collect();
    assert_eq!(told, [(rule, message)]);
    assert_eq!(found[0].severity(), Severity::Error);
    assert!(!found[0].fix.is_empty());
}

#[test]
fn the_table_of_rules_is_whole() {
    let count = |prefix: &str| {
        Rule::all()
            .iter()
            .filter(|rule| rule.code.starts_with(prefix))
            .count()
    };
    assert_eq!([count("LR-F"), count("LR-M"), count("LR-S")], [29, 14, 14]);
    for rule in Rule::all() {
        let severity = match rule.severity {
            Severity::Error => "LR-F",
            Severity::Notice => "LR-M",
            Severity::Signal => "LR-S",
        };
        assert!(rule.code.starts_with(severity), "{}", rule.code);
        for text in [&rule.message, &rule.cause, &rule.fix] {
            assert!(text.ends_with('.'), "{}: {text}", rule.code);
        }
    }
    assert_eq!(
        Rule::find("LR-F006").map(|rule| rule.title.as_str()),
        Some("Het bsn klopt niet")
    );
    assert!(Rule::find("LR-F999").is_none());
}

#[test]
fn the_sample_has_no_findings() {
    assert!(codes(&[], &context()).is_empty());
}

#[test]
fn f001_a_field_that_must_be_filled_is_empty() {
    refused(
        &[("begindatum", " ")],
        "LR-F001",
        "Het veld begindatum is leeg. Vul het in.",
    );
}

#[test]
fn f001_a_month_that_does_not_exist() {
    refused(
        &[("einddatum", "2021-13-01")],
        "LR-F001",
        "Maand 13 bestaat niet.",
    );
}

#[test]
fn f001_a_day_that_does_not_exist() {
    refused(
        &[("einddatum", "30-02-2026")],
        "LR-F001",
        "30 februari 2026 bestaat niet: februari 2026 heeft 28 dagen.",
    );
}

#[test]
fn f001_what_is_no_date_is_shown_as_it_was_sent() {
    refused(
        &[("einddatum", "volgend jaar")],
        "LR-F001",
        "‘volgend jaar’ is geen datum. Schrijf bijvoorbeeld 2026-08-01 of 01-08-2026.",
    );
}

#[test]
fn f001_the_bsn_cannot_be_the_number_of_the_appointment() {
    let found = findings(&[("benoemingvolgnummer", "LR-999990019")], &context());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].rule, "LR-F001");
    assert_eq!(found[0].sent, "LR-•••••• 019");
}

#[test]
fn f002_a_document_id_that_is_no_uuid() {
    refused(
        &[("identificatiecodeBedrijfsdocument", "7")],
        "LR-F002",
        "‘7’ is geen UUID.",
    );
}

#[test]
fn f002_a_document_id_used_for_other_content() {
    let mut context = context();
    let mut earlier = Sent {
        version: 1,
        content_hash: [1; 32],
        ground: "VO-33.4".into(),
        deleted: false,
    };
    context.earlier_document = Some(earlier.clone());
    assert!(
        codes(&[], &context).is_empty(),
        "the same again is the same"
    );
    assert_eq!(codes(&[("versie", "2")], &context), ["LR-F002"]);
    earlier.content_hash = [2; 32];
    context.earlier_document = Some(earlier);
    assert_eq!(codes(&[], &context), ["LR-F002"]);
}

#[test]
fn f003_a_sender_without_a_mandate_of_the_board() {
    let mut context = context();
    context.sender.clear();
    assert_eq!(codes(&[], &context), ["LR-F003"]);
}

#[test]
fn f003_a_sender_of_one_school_leaves_those_beside_it_alone() {
    let mut context = context();
    context.schools = Some(vec!["99QA".into()]);
    context.stands_at = Some("99QA".into());
    assert!(codes(&[], &context).is_empty(), "its own school");
    context.stands_at = Some("99QB".into());
    assert_eq!(codes(&[], &context), ["LR-F003"], "it stands elsewhere");
    context.schools = Some(vec!["99QB".into()]);
    assert_eq!(codes(&[], &context), ["LR-F003"], "it would come elsewhere");
}

#[test]
fn f004_a_message_from_the_future() {
    let at = |time| [("datumTijdBedrijfsdocument", time)];
    assert!(codes(&at("2026-08-20T08:29:05Z"), &context()).is_empty());
    assert_eq!(codes(&at("2026-08-20T08:29:06Z"), &context()), ["LR-F004"]);
    assert_eq!(codes(&at("gisteren"), &context()), ["LR-F001"]);
}

#[test]
fn f005_a_definition_that_we_do_not_read() {
    assert!(codes(&[("berichtversie", "1.0")], &context()).is_empty());
    refused(
        &[("berichtversie", "9.1")],
        "LR-F005",
        "Versie 9.1 van het bericht kennen we niet. Gebruik 1.0.",
    );
}

#[test]
fn f006_a_bsn_that_fails_the_eleven_test_is_shown_masked() {
    refused(
        &[("burgerservicenummer", "999990018")],
        "LR-F006",
        "Het bsn •••••• 018 voldoet niet aan de elfproef. Kijk of er een cijfer is verwisseld.",
    );
    assert_eq!(
        findings(&[("burgerservicenummer", "999990018")], &context())[0].sent,
        "•••••• 018"
    );
    refused(
        &[("burgerservicenummer", "123")],
        "LR-F006",
        "Het bsn •••••• heeft geen 9 cijfers.",
    );
}

#[test]
fn f007_a_birth_date_that_is_not_that_of_the_brp() {
    let mut context = context();
    context.person = PersonFacts::Known {
        birth_date_matches: false,
        deceased_on: None,
        resident: true,
        details_differ: false,
    };
    assert_eq!(codes(&[], &context), ["LR-F007"]);
}

#[test]
fn f008_a_teacher_who_died_before_the_begin() {
    let mut context = context();
    let died = |on| PersonFacts::Known {
        birth_date_matches: true,
        deceased_on: Some(on),
        resident: true,
        details_differ: false,
    };
    context.person = died(date(2026, 7, 31));
    assert_eq!(codes(&[], &context), ["LR-F008"]);
    context.person = died(date(2026, 8, 1));
    assert!(codes(&[], &context).is_empty());
}

#[test]
fn f009_a_board_that_does_not_exist() {
    let mut context = context();
    context.board_exists = false;
    assert_eq!(codes(&[], &context), ["LR-F009"]);
    refused(
        &[("bevoegdGezag", "4123")],
        "LR-F009",
        "Een bestuur heeft een nummer van 5 cijfers, bijvoorbeeld 41234.",
    );
}

#[test]
fn f010_a_school_of_another_board() {
    let mut context = context();
    let school = context.school.as_mut().expect("a school");
    school.board = crate::identifier::BoardNumber::parse("41235").expect("a number");
    assert_eq!(
        findings(&[], &context)[0].message,
        "SG De Wending (99QA) hoort niet bij bestuur 41234."
    );
    context.school = None;
    assert_eq!(codes(&[], &context), ["LR-F010"]);
}

#[test]
fn f011_a_location_of_another_school() {
    for code in ["99QB00", "99QA07"] {
        refused(
            &[("vestigingscode", code)],
            "LR-F011",
            &format!("Vestiging {code} hoort niet bij school 99QA."),
        );
    }
    assert!(codes(&[("vestigingscode", "")], &context()).is_empty());
}

#[test]
fn f012_an_end_before_the_begin() {
    refused(
        &[("einddatum", "31-07-2026")],
        "LR-F012",
        "De einddatum 31 juli 2026 ligt voor de begindatum 1 augustus 2026.",
    );
    assert!(
        codes(&[("einddatum", "2026-08-01")], &context()).is_empty(),
        "one day is a period"
    );
}

#[test]
fn f013_a_begin_too_far_back_or_ahead() {
    let begin = |day| {
        let changes = [
            ("begindatum", day),
            ("arbeidsovereenkomstBegindatum", "1949-01-01"),
            ("ingangsdatumGrond", "2027-01-01"),
        ];
        codes(&changes, &context())
    };
    assert!(begin("2027-02-20").is_empty());
    assert_eq!(begin("2027-02-21"), ["LR-F013"]);
    assert!(begin("1950-07-31").contains(&"LR-F013".to_owned()));
    assert!(!begin("1950-08-01").contains(&"LR-F013".to_owned()));
}

#[test]
fn f014_a_ground_that_is_not_in_the_table_on_the_begin_date() {
    refused(
        &[("grondslag", "VO-99.9")],
        "LR-F014",
        "Grondslag VO-99.9 bestaat niet.",
    );
    refused(
        &[("grondslag", "po-ovg")],
        "LR-F014",
        "Grondslag PO-OVG geldt niet voor een benoeming die begint op 1 augustus 2026.",
    );
}

#[test]
fn f015_a_ground_of_another_sector_but_a_vso_school_may_use_those_of_vo() {
    let mut context = context();
    let changes = [("grondslag", "PO-3.1B3")];
    assert_eq!(codes(&changes, &context), ["LR-F015"]);
    context.school.as_mut().expect("a school").sector = Sector::Vso;
    assert!(codes(&[], &context).is_empty());
}

#[test]
fn f016_a_ground_for_the_vestibule_without_a_teaching_field() {
    refused(
        &[("onderwijsterreinen", "")],
        "LR-F016",
        "Bij grondslag ‘Bevoegd voor een ander vak, volgt scholing’ hoort een onderwijsterrein.",
    );
    assert_eq!(
        codes(&[("onderwijsterreinen", " | ")], &context()),
        ["LR-F016"]
    );
}

#[test]
fn f017_a_teaching_field_that_is_unknown_or_of_another_sector_or_one_too_many() {
    refused(
        &[("onderwijsterreinen", "TOVEREN")],
        "LR-F017",
        "Onderwijsterrein TOVEREN bestaat niet.",
    );
    refused(
        &[("onderwijsterreinen", "groepsleerkracht")],
        "LR-F017",
        "Onderwijsterrein GROEPSLEERKRACHT hoort niet bij voortgezet onderwijs.",
    );
    refused(
        &[("onderwijsterreinen", "DUITS|ENGELS|FRANS|SPAANS")],
        "LR-F017",
        "Je stuurde 4 onderwijsterreinen. Het mogen er 3 zijn.",
    );
}

#[test]
fn f018_a_teaching_field_of_a_qualified_teacher() {
    assert_eq!(
        codes(&[("grondslag", "VO-33.1B1")], &context()),
        ["LR-F018"]
    );
}

#[test]
fn f019_a_temporary_ground_without_its_first_day() {
    assert_eq!(codes(&[("ingangsdatumGrond", "")], &context()), ["LR-F019"]);
    assert_eq!(
        codes(&[("ingangsdatumGrond", "2026-13-01")], &context()),
        ["LR-F001"]
    );
}

#[test]
fn f020_longer_than_the_law_allows() {
    refused(
        &[("einddatum", "2028-08-01")],
        "LR-F020",
        "Met grondslag ‘Bevoegd voor een ander vak, volgt scholing’ mag de leraar lesgeven tot en met 31 juli 2028. Je stuurde 1 augustus 2028.",
    );
    assert!(
        codes(
            &[("einddatum", "2028-08-01"), ("verlenging", "1")],
            &context()
        )
        .is_empty()
    );
    let begun_after = [("einddatum", ""), ("ingangsdatumGrond", "2024-07-31")];
    assert_eq!(codes(&begun_after, &context()), ["LR-F020"]);
}

#[test]
fn f021_extended_too_often_or_without_the_statement() {
    refused(
        &[("verlenging", "2")],
        "LR-F021",
        "Grondslag ‘Bevoegd voor een ander vak, volgt scholing’ mag ten hoogste 1 keer worden verlengd. Je stuurde 2.",
    );
    assert_eq!(codes(&[("verlenging", "vaak")], &context()), ["LR-F021"]);
    let found = findings(&[("verklaringInspanning", "nee")], &context());
    assert_eq!(
        (found[0].rule.as_str(), found[0].field.as_str()),
        ("LR-F021", "verklaringInspanning")
    );
}

#[test]
fn f022_a_guest_teacher_is_not_delivered() {
    assert_eq!(codes(&[("grondslag", "VO-33.15")], &context()), ["LR-F022"]);
    assert_eq!(codes(&[("grondslag", "VO-33.7")], &context()), ["LR-F022"]);
}

#[test]
fn f023_a_version_that_is_no_number_above_zero() {
    for version in ["", "0", "-1", "2.0", "nieuw"] {
        assert_eq!(
            codes(&[("versie", version)], &context()),
            ["LR-F023"],
            "{version}"
        );
    }
}

#[test]
fn f025_a_non_resident_without_address() {
    refused(
        &[("nietIngezetene", "ja"), ("adres", ""), ("geslacht", "")],
        "LR-F025",
        "De leraar woont niet in Nederland. Vul ook in: geslacht, adres.",
    );
    assert!(codes(&[("adres", "")], &context()).is_empty());
}

#[test]
fn f026_the_dates_of_the_contract() {
    assert_eq!(
        codes(&[("arbeidsovereenkomstBegindatum", "")], &context()),
        ["LR-F026"]
    );
    let ends = codes(
        &[("arbeidsovereenkomstEinddatum", "2014-07-31")],
        &context(),
    );
    assert_eq!(ends, ["LR-F026"]);
}

#[test]
fn f027_a_function_that_does_not_teach() {
    refused(
        &[("functiecategorie", "7")],
        "LR-F027",
        "Functiecategorie 7 is geen functie als leraar.",
    );
    assert_eq!(
        codes(&[("functiecategorie", "leraar")], &context()),
        ["LR-F027"]
    );
    assert!(codes(&[("functiecategorie", "8")], &context()).is_empty());
}

#[test]
fn a_bsn_in_a_wrong_field_is_masked_there_too() {
    for field in [
        "geboortedatum",
        "grondslag",
        "vestigingscode",
        "versie",
        "onderwijsterreinen",
    ] {
        let told =
            serde_json::to_string(&findings(&[(field, "999990032")], &context())).expect("json");
        assert!(!told.contains("999990032"), "{field}: {told}");
    }
}

mod at_once {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    /// Mistakes that do not hide each other, with the rule that tells them.
    const MISTAKES: [(&str, &str, &str); 12] = [
        ("benoemingvolgnummer", "met spatie erin", "LR-F001"),
        ("versie", "0", "LR-F023"),
        ("burgerservicenummer", "999990018", "LR-F006"),
        ("geboortedatum", "1987-02-30", "LR-F001"),
        ("vestigingscode", "99QB00", "LR-F011"),
        ("einddatum", "2026-07-31", "LR-F012"),
        ("soort", "STAGE", "LR-F001"),
        ("functiecategorie", "3", "LR-F027"),
        ("arbeidsovereenkomstBegindatum", "", "LR-F026"),
        ("ingangsdatumGrond", "", "LR-F019"),
        ("verklaringInspanning", "nee", "LR-F021"),
        ("onderwijsterreinen", "TOVEREN", "LR-F017"),
    ];

    proptest! {
        #[test]
        fn every_mistake_of_a_record_is_told_at_once(mistakes in subsequence(MISTAKES.to_vec(), 0..=MISTAKES.len())) {
            let changes: Vec<_> = mistakes.iter().map(|(field, value, _)| (*field, *value)).collect();
            let mut told: Vec<_> = findings(&changes, &context()).into_iter().map(|f| (f.field, f.rule)).collect();
            let mut made: Vec<_> = mistakes.iter().map(|(field, _, rule)| ((*field).to_owned(), (*rule).to_owned())).collect();
            told.sort();
            made.sort();
            prop_assert_eq!(told, made);
        }
    }
}

#[test]
fn a_number_of_an_appointment_is_nobodys_bsn() {
    let told = "Dit nummer van een benoeming kan een bsn zijn: het heeft 9 cijfers en voldoet aan de elfproef. Geef de benoeming een ander nummer, bijvoorbeeld met een letter ervoor.";
    refused(&[("benoemingvolgnummer", "123456782")], "LR-F001", told);
    let own = "Gebruik het bsn niet als nummer van een benoeming.";
    refused(&[("benoemingvolgnummer", "999990019")], "LR-F001", own);
    let found = findings(&[("benoemingvolgnummer", "123456782")], &context());
    assert!(!format!("{found:?}").contains("123456782"));
    for fine in ["123456789", "10000008", "B123456782", "2026-000481"] {
        let found = findings(&[("benoemingvolgnummer", fine)], &context());
        assert!(found.iter().all(|one| one.rule != "LR-F001"), "{fine}");
    }
}
