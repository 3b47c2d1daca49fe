//! Records for the tests: invented people with test BSNs.

use super::{
    AppointmentMessage, Context, CsvRow, Finding, KnownSchool, PersonFacts, check_draft, parse_row,
};
use crate::ground::GroundTable;
use crate::identifier::{BoardNumber, LocationCode};
use crate::sector::Sector;
use jiff::civil::date;

/// A teacher of another subject who is being trained: everything about it is right.
pub fn row() -> CsvRow {
    let fields = [
        ("bevoegdGezag", "41234"),
        ("benoemingvolgnummer", "2026-000481"),
        ("versie", "1"),
        ("burgerservicenummer", "999990019"),
        ("geboortedatum", "1987-04-02"),
        ("nietIngezetene", "nee"),
        ("voornamen", "Mila Johanna"),
        ("voorvoegsel", ""),
        ("achternaam", "Zandlicht"),
        ("geslacht", "V"),
        ("adres", "Kwelderstraat 12"),
        ("postcode", "9599AD"),
        ("woonplaats", "Zuiderveen"),
        ("instellingscode", "99QA"),
        ("vestigingscode", "99QA00"),
        ("begindatum", "2026-08-01"),
        ("einddatum", "2028-07-31"),
        ("soort", "BENOEMING"),
        ("functiecategorie", "9"),
        ("arbeidsovereenkomstBegindatum", "2014-08-01"),
        ("arbeidsovereenkomstEinddatum", ""),
        ("grondslag", "VO-33.4"),
        ("ingangsdatumGrond", "2026-08-01"),
        ("verlenging", "0"),
        ("verklaringInspanning", "ja"),
        ("aanduiding", "LERAAR_VO"),
        ("onderwijsterreinen", "MAATSCHAPPIJLEER"),
        ("leerjaren", "1,2,3"),
    ];
    CsvRow {
        row_number: 2,
        fields: fields
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        ..CsvRow::default()
    }
}

/// The row with these fields changed.
pub fn row_with(changes: &[(&str, &str)]) -> CsvRow {
    let mut row = row();
    for (name, value) in changes {
        match row.fields.iter_mut().find(|(field, _)| field == name) {
            Some((_, old)) => (*value).clone_into(old),
            None => row.fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    row
}

/// The message of [`row`].
pub fn message() -> AppointmentMessage {
    parse_row(&row()).expect("the sample is right")
}

/// What the register knows when the sample comes in.
pub fn context() -> Context {
    let board = BoardNumber::parse("41234").expect("a board number");
    Context {
        now: "2026-08-20T08:14:05Z".parse().expect("a moment"),
        today: date(2026, 8, 20),
        sender: vec![board.clone()],
        first_delivery: false,
        board_exists: true,
        school: Some(KnownSchool {
            board,
            sector: Sector::Vo,
            name: "SG De Wending".to_owned(),
            locations: ["99QA00", "99QA01"]
                .map(|code| LocationCode::parse(code).expect("a location code"))
                .to_vec(),
        }),
        person: PersonFacts::Known {
            birth_date_matches: true,
            deceased_on: None,
            resident: true,
            details_differ: false,
        },
        previous: None,
        schools: None,
        stands_at: None,
        earlier_document: None,
        content_hash: Some([1; 32]),
    }
}

/// The findings of the sample with these fields changed.
pub fn findings(changes: &[(&str, &str)], context: &Context) -> Vec<Finding> {
    let draft = super::Draft::read(&row_with(changes));
    check_draft(&draft, context, GroundTable::current())
}

/// The codes of the rules that speak of the sample with these fields changed.
pub fn codes(changes: &[(&str, &str)], context: &Context) -> Vec<String> {
    findings(changes, context)
        .into_iter()
        .map(|finding| finding.rule)
        .collect()
}
