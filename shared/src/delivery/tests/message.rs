use super::arbitrary::messages;
use crate::delivery::samples::{context, message, row, row_with};
use crate::delivery::{
    AppointmentMessage, AppointmentNumber, Draft, check, check_draft, parse_row, read_csv, to_csv,
};
use crate::ground::GroundTable;
use proptest::prelude::*;

#[test]
fn a_message_that_is_whole_passes_the_checks() {
    assert!(check(&message(), &context(), GroundTable::current()).is_empty());
}

#[test]
fn dates_are_read_in_both_orders_and_lists_with_both_separators() {
    let row = row_with(&[
        ("begindatum", "1-8-2026"),
        ("leerjaren", "3|1| 2"),
        ("onderwijsterreinen", " maatschappijleer"),
    ]);
    assert_eq!(parse_row(&row), Ok(message()));
}

#[test]
fn the_example_of_the_handbook_is_the_json_of_the_message() {
    let text = r#"{"bedrijfsdocument":{"identificatiecodeBedrijfsdocument":"6f0c1a9e-6f0b-4c0e-9a52-0f5f8e3a7c11","datumTijdBedrijfsdocument":"2026-08-20T08:14:05Z","berichtversie":"1.0","softwarepakket":"VoorbeeldHR 12.3"},
        "bevoegdGezag":"41234","benoemingvolgnummer":"2026-000481","versie":3,
        "persoon":{"burgerservicenummer":"999990019","geboortedatum":"1987-04-02","nietIngezetene":null},
        "school":{"instellingscode":"99XX","vestigingscode":"99XX01"},
        "benoeming":{"begindatum":"2026-08-01","einddatum":null,"soort":"BENOEMING","functiecategorie":9},
        "arbeidsovereenkomst":{"begindatum":"2026-08-01","einddatum":"2027-07-31"},
        "grondslag":{"code":"VO-33.4","ingangsdatumGrond":"2026-08-01","verlenging":0,"verklaringInspanning":true},
        "onderwijs":{"aanduiding":"LERAAR_VO","onderwijsterreinen":["WISKUNDE"],"leerjaren":[1,2]}}"#;
    let message: AppointmentMessage = serde_json::from_str(text).expect("the example");
    assert_eq!(message.version, 3);
    assert_eq!(message.teaching.years, [1, 2]);
    assert!(!format!("{message:?}").contains("999990019"));
    let again = serde_json::to_string(&message).expect("json");
    assert_eq!(
        serde_json::from_str::<AppointmentMessage>(&again).expect("its own json"),
        message
    );
    assert_eq!(Draft::from(&message).message(), Some(message));
}

#[test]
fn the_canonical_content_leaves_out_what_does_not_change_the_facts() {
    let content = |changes: &[(&str, &str)]| {
        parse_row(&row_with(changes))
            .expect("right")
            .canonical_json()
    };
    let plain = content(&[]);
    let id = (
        "identificatiecodeBedrijfsdocument",
        "6f0c1a9e-6f0b-4c0e-9a52-0f5f8e3a7c11",
    );
    for same in [
        ("versie", "2"),
        ("achternaam", "Anders"),
        ("leerjaren", "3,2,1"),
        id,
    ] {
        assert_eq!(content(&[same]), plain, "{same:?}");
    }
    for other in [
        ("einddatum", "2027-07-31"),
        ("burgerservicenummer", "999990032"),
        ("grondslag", "VO-33.5"),
    ] {
        assert_ne!(content(&[other]), plain, "{other:?}");
    }
    let abroad = |name| content(&[("nietIngezetene", "ja"), ("achternaam", name)]);
    assert_ne!(abroad("Zandlicht"), abroad("Anders"));
}

#[test]
fn what_is_kept_of_a_row_has_no_bsn() {
    let row = row_with(&[("adres", "Kwelderstraat 999990019")]);
    let kept = row.fields_without_bsn();
    assert!(
        kept.iter()
            .all(|(name, value)| name != "burgerservicenummer" && !value.contains("999990019"))
    );
    assert_eq!(kept.len(), row.fields.len() - 1);
    let shown = row.masked_fields();
    assert!(shown.contains(&("burgerservicenummer".into(), "•••••• 019".into())));
    assert!(!format!("{row:?}").contains("999990019"));
}

#[test]
fn a_number_of_an_appointment_can_stand_in_an_address() {
    assert!(AppointmentNumber::parse(" 2026-000481 ").is_ok());
    for wrong in ["", "a b", "a/b", "é", "123456789012345678901"] {
        assert!(AppointmentNumber::parse(wrong).is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn what_is_written_and_read_back_is_equal(written in messages()) {
        let file = to_csv(std::slice::from_ref(&written));
        let delivery = read_csv(file.as_bytes()).expect("our own file");
        prop_assert_eq!(parse_row(&delivery.rows[0]), Ok(written));
    }

    #[test]
    fn json_tells_the_same_as_csv(written in messages()) {
        let json = serde_json::to_string(&written).expect("json");
        prop_assert_eq!(serde_json::from_str::<AppointmentMessage>(&json).expect("its own json"), written);
    }

    #[test]
    fn checking_never_panics_and_never_tells_a_bsn(field in 0_usize..28, value in "\\PC{0,20}") {
        let name = row().fields[field].0.clone();
        let row = row_with(&[(&name, &value)]);
        let draft = Draft::read(&row);
        let told = check_draft(&draft, &context(), GroundTable::current());
        prop_assert!(!serde_json::to_string(&told).expect("json").contains("999990019"));
        prop_assert_eq!(draft.message().is_some(), draft.findings().is_empty());
    }
}
