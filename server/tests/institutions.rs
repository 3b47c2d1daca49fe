//! Boards and schools come, go and change hands, as the files of DUO say.

use crate::support::{Deliverer, Register, appointment};
use app::school::{dashboard::Place, desk::SchoolDesk};
use jiff::civil::Date;
use serde_json::{Value, json};
use server::{
    institutions::{Files, Loaded, load, staff_counts},
    signals::go_round,
};
use shared::sector::Sector;

const BOARDS: &str = "\
BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;KVK-NUMMER
41234;Stichting Onderwijs Zuiderveen;90001234
41236;Stichting Nieuw Veen;90001235
";

/// School 99QA is gone, 99QB went to a new board, and 99QD is new. Only secondary education.
const LOCATIONS: &str = "\
BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;INSTELLINGSNAAM;VESTIGINGSNAAM;PLAATSNAAM
41236;99QB;99QB00;Het Veencollege;Het Veencollege;Noorderveen
41234;99QD;99QD00;Caf\u{e9}school;Caf\u{e9}school;Zuiderveen
";

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

async fn newer(register: &Register, locations: &str, from: &str) -> anyhow::Result<Loaded> {
    // As DUO writes its older files.
    let locations: Vec<u8> = locations
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("a letter of Windows-1252"))
        .collect();
    let files = Files {
        boards: BOARDS.as_bytes(),
        locations: &locations,
        sector: Some(Sector::Vo),
        from: day(from),
    };
    load(register.pool(), files).await
}

/// Which school belonged to which board, and when.
async fn periods(register: &Register) -> Vec<(String, String, String)> {
    sqlx::query_as(
        "select brin, board_number, valid::text from school_board order by brin, lower(valid)",
    )
    .fetch_all(register.pool())
    .await
    .expect("periods")
}

fn period(brin: &str, board: &str, valid: &str) -> (String, String, String) {
    (brin.to_owned(), board.to_owned(), valid.to_owned())
}

fn codes(answer: &Value) -> Vec<&str> {
    let faults = answer["fouten"].as_array().into_iter().flatten();
    faults.filter_map(|fault| fault["code"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_file_moves_and_ends_schools_and_leaves_other_sectors_alone() {
    let register = Register::new().await;
    let loaded = newer(&register, LOCATIONS, "2026-12-01")
        .await
        .expect("loaded");
    let wanted = Loaded {
        boards: 2,
        locations: 2,
        moved: 1,
        ended_schools: 1,
        ended_boards: 0,
    };
    assert_eq!(loaded, wanted);
    let expected = [
        period("99QA", "41234", "[1950-08-01,2026-12-01)"),
        period("99QB", "41234", "[1950-08-01,2026-12-01)"),
        period("99QB", "41236", "[2026-12-01,)"),
        period("99QC", "41235", "[1950-08-01,)"),
        period("99QD", "41234", "[2026-12-01,)"),
    ];
    assert_eq!(periods(&register).await, expected);
    let name: String = sqlx::query_scalar("select name from school where brin = '99QD'")
        .fetch_one(register.pool())
        .await
        .expect("a school");
    assert_eq!(name, "Caf\u{e9}school");
    assert_eq!(register.audited("institutions_loaded").await, 2);

    let again = newer(&register, LOCATIONS, "2026-12-05")
        .await
        .expect("again");
    assert_eq!((again.moved, again.ended_schools), (0, 0), "nothing is new");
    assert_eq!(periods(&register).await, expected);
    let older = newer(&register, LOCATIONS, "2026-11-30").await;
    assert!(older.is_err(), "time does not turn back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_the_same_day_puts_another_right() {
    let register = Register::new().await;
    newer(&register, LOCATIONS, "2026-12-01")
        .await
        .expect("loaded");
    let right = LOCATIONS.replace("41236;99QB", "41234;99QB")
        + "41234;99QA;99QA00;SG De Wending;De Wending;Zuiderveen\n";
    newer(&register, &right, "2026-12-01")
        .await
        .expect("loaded");
    let expected = [
        period("99QA", "41234", "[1950-08-01,)"),
        period("99QB", "41234", "[1950-08-01,)"),
        period("99QC", "41235", "[1950-08-01,)"),
        period("99QD", "41234", "[2026-12-01,)"),
    ];
    assert_eq!(periods(&register).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_that_ended_delivers_only_what_began_before() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let all_to_the_new_board = LOCATIONS.replace("41234;", "41236;");
    let boards = BOARDS.replace("41234;Stichting Onderwijs Zuiderveen;90001234\n", "");
    let files = Files {
        boards: boards.as_bytes(),
        locations: all_to_the_new_board.as_bytes(),
        sector: Some(Sector::Vo),
        from: day("2026-12-01"),
    };
    let loaded = load(register.pool(), files).await.expect("loaded");
    assert_eq!(loaded.ended_boards, 1);
    let (status, answer) = program
        .json(&register, "PUT", &appointment("2026-1", 1))
        .await;
    assert!(status.is_success(), "it began before: {answer}");
    let mut late = appointment("2026-2", 1);
    late["benoeming"]["begindatum"] = json!("2026-12-01");
    let (_, answer) = program.json(&register, "PUT", &late).await;
    let codes = codes(&answer);
    assert!(
        codes.contains(&"LR-F009") && codes.contains(&"LR-F010"),
        "{answer}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_appointment_at_a_school_that_closed_or_moved_is_told() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let mut moved = appointment("2026-2", 1);
    moved["school"] = json!({ "instellingscode": "99QB", "vestigingscode": "99QB00" });
    for message in [appointment("2026-1", 1), moved] {
        let (status, answer) = program.json(&register, "PUT", &message).await;
        assert!(status.is_success(), "{answer}");
    }
    newer(&register, LOCATIONS, "2026-12-01")
        .await
        .expect("loaded");
    let told = async || -> Vec<String> {
        sqlx::query_scalar(
            "select a.number
             from signal s
             join appointment a on a.id = s.appointment_id
             where s.rule = 'LR-S108'
             order by a.number",
        )
        .fetch_all(register.pool())
        .await
        .expect("signals")
    };
    go_round(&register.system).await.expect("a round");
    assert!(told().await.is_empty(), "not yet");
    let days = jiff::SignedDuration::from_hours(24 * 9);
    register.system.clock.advance(days);
    go_round(&register.system).await.expect("a round");
    assert_eq!(told().await, ["2026-1", "2026-2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_duo_counted_stands_beside_what_was_delivered() {
    let register = Register::new().await;
    let expected = async |place: Option<&str>| {
        let place = place.map(|code| Place::parse(code).expect("a place"));
        let contact = register.contact("41234");
        let dashboard = register.desk.dashboard(&contact, place).await;
        let expected = dashboard.expect("a dashboard").expected;
        expected.map(|expected| (expected.teachers, expected.year))
    };
    assert_eq!(expected(None).await, None, "nothing was counted yet");
    let counted = "BRIN NUMMER;FUNCTIEGROEP;PERSONEN 2024;PERSONEN 2025\n\
                   99QA;Leraren;90;31\n99QB;Leraren;80;9\n00ZZ;Leraren;5;5\n";
    let load = |file: &str| {
        let (pool, file) = (register.pool().clone(), file.as_bytes().to_vec());
        async move { staff_counts::load(&pool, &file).await }
    };
    assert_eq!(load(counted).await.expect("loaded"), (2025, 2));
    assert_eq!(expected(None).await, Some((40, 2025)));
    assert_eq!(expected(Some("99QB")).await, Some((9, 2025)));
    assert_eq!(expected(Some("99QA01")).await, None, "DUO counts schools");
    let corrected = "BRIN NUMMER;FUNCTIEGROEP;PERSONEN 2025\n99QA;Leraren;30\n";
    assert_eq!(load(corrected).await.expect("loaded"), (2025, 1));
    assert_eq!(expected(None).await, Some((30, 2025)));
    assert!(
        load("BRIN NUMMER;FUNCTIEGROEP\n99QA;Leraren\n")
            .await
            .is_err()
    );
    assert_eq!(expected(None).await, Some((30, 2025)), "it stays as it was");
}
