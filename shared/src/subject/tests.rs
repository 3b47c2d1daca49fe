use super::*;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::HashSet;

fn found(text: &str) -> Vec<&'static str> {
    let subjects = SubjectTable::current().search(text, date(2026, 11, 1));
    subjects.into_iter().map(|s| s.name.as_str()).collect()
}

#[test]
fn the_table_is_whole() {
    let table = SubjectTable::current();
    let fields = include_str!("../../data/teaching_fields.csv");
    let fields: HashSet<&str> = fields
        .lines()
        .filter_map(|line| line.split(';').next())
        .collect();
    let mut ids = HashSet::new();
    for subject in table.all() {
        assert!(ids.insert(&subject.id), "{} is there twice", subject.id);
        assert!(
            !subject.name.is_empty() && !subject.school_types.is_empty(),
            "{}",
            subject.id
        );
        assert!("SMA".contains(subject.source), "{}", subject.id);
        for group in subject.related.iter().chain([&subject.group]) {
            assert!(
                group == "MENTORAAT" || fields.contains(group.as_str()),
                "{}: {group} is no teaching field",
                subject.id
            );
        }
    }
}

#[test]
fn an_exam_code_belongs_to_one_subject_on_one_day() {
    let all = SubjectTable::current().all();
    for (nr, a) in all.iter().enumerate() {
        for b in &all[nr + 1..] {
            let overlap = a.valid_to.is_none_or(|end| b.valid_from <= end)
                && b.valid_to.is_none_or(|end| a.valid_from <= end);
            let shared = a.exam_codes.iter().any(|code| b.exam_codes.contains(code));
            assert!(!(overlap && shared), "{} and {}", a.id, b.id);
        }
    }
    let wiskunde = SubjectTable::current().find("WISKUNDE").expect("a subject");
    assert_eq!(
        wiskunde.exam_codes,
        ["1024", "1025", "1026", "1027", "0153"]
    );
}

#[derive(Deserialize)]
struct ExamCode {
    code: String,
    name: String,
    on: Date,
    subject: String,
}

#[test]
fn every_code_of_the_regulation_has_its_subject_and_every_short_name_finds_it() {
    let table = SubjectTable::current();
    let codes = include_str!("../../data/tests/exam_codes.csv");
    let mut codes = csv::ReaderBuilder::new()
        .delimiter(b';')
        .comment(Some(b'#'))
        .from_reader(codes.as_bytes());
    for row in codes.deserialize() {
        let row: ExamCode = row.expect("a row");
        let found = table.of_exam_code(&row.code, row.on).map(|s| s.id.as_str());
        assert_eq!(found, Some(row.subject.as_str()), "{}", row.code);
        let mut found = table.search(&row.name, row.on).into_iter();
        assert!(found.any(|s| s.id == row.subject), "{}", row.name);
    }
    let on = date(2026, 11, 1);
    let of = |code| table.of_exam_code(code, on).map(|s| s.id.as_str());
    assert_eq!(of("153"), Some("WISKUNDE"), "a spreadsheet ate the zero");
    assert_eq!(of("1055"), None);
    assert_eq!(of(""), None);
}

#[test]
fn the_first_letters_short_names_and_synonyms_find_a_subject() {
    assert_eq!(
        found("Maatschappij"),
        [
            "Maatschappijkunde",
            "Maatschappijleer",
            "Maatschappijwetenschappen",
            "Bewegen, sport en maatschappij",
            "Mens en maatschappij"
        ]
    );
    assert_eq!(found("ckv")[0], "Culturele en kunstzinnige vorming");
    assert_eq!(found("O&O"), ["Onderzoek en ontwerpen"]);
    assert_eq!(found("orientatie").len(), 2);
    assert_eq!(
        found("gym"),
        ["Bewegingsonderwijs", "Lichamelijke opvoeding"]
    );
    assert!(found("bestaat niet").is_empty());
}

#[test]
fn a_typed_name_means_one_subject_or_none() {
    let table = SubjectTable::current();
    let resolve = |text, on| table.resolve(text, on).map(|s| s.id.as_str());
    let now = date(2026, 11, 1);
    assert_eq!(resolve("NEDERLANDS", now), Some("NEDERLANDS"));
    assert_eq!(resolve("  nederlandse   taal ", now), Some("NEDERLANDS"));
    assert_eq!(
        resolve("ORIËNTATIE op jezelf en de wereld", now),
        Some("WERELDORIENTATIE")
    );
    assert_eq!(resolve("gym", now), None, "it can be two subjects");
    assert_eq!(resolve("", now), None);
    assert_eq!(resolve("M_EN_O", now), None, "it is no longer given");
    assert_eq!(resolve("M_EN_O", date(2018, 7, 31)), Some("M_EN_O"));
}

proptest! {
    #[test]
    fn searching_never_panics_and_folding_twice_changes_nothing(text in ".{0,20}") {
        let table = SubjectTable::current();
        table.search(&text, date(2026, 1, 1));
        table.resolve(&text, date(2026, 1, 1));
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    #[test]
    fn years_are_read_back_as_they_were_kept(nr in 0_usize..3) {
        let years = [Years::Lower, Years::Upper, Years::All][nr];
        prop_assert_eq!(Years::parse(years.codes()), Some(years));
    }
}
