//! Joining in waves: where a board stands, news and letters, what a school tells us.

use crate::support::{Deliverer, MailServer, Register, appointment, deliver_file};
use app::{
    actor::{FromActor, Officer},
    programme::{BoardFilter, NewNews, NewReaction, ReactionFilter},
    school::{
        contacts::NewContact,
        desk::SchoolDesk,
        tasks::{Matter, Task},
    },
    staff::desk::StaffDesk,
};
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;
use server::{session::store, signals::go_round};
use shared::{Problem, identifier::BoardNumber, programme::Gate};
use uuid::Uuid;

const BOARD: &str = "41234";
const OTHER_BOARD: &str = "41235";

fn number(board: &str) -> BoardNumber {
    BoardNumber::parse(board).expect("a number")
}

async fn register_with_mail() -> (Register, MailServer) {
    let mail = MailServer::start().await;
    let url = serde_json::json!({ "url": mail.url, "from": "Lerarenregister <register@register.example>" });
    let register = Register::with(|config| {
        config.mail = serde_json::from_value(url).expect("configuration");
    })
    .await;
    (register, mail)
}

async fn add_contact(register: &Register, board: &str, email: &str) {
    let new = NewContact {
        role: "contact".to_owned(),
        name: "Els Dijkstede".to_owned(),
        email: email.to_owned(),
        phone: String::new(),
    };
    let contact = register.contact(board);
    register
        .desk
        .add_contact(&contact, new)
        .await
        .expect("a contact");
}

async fn publish(register: &Register, wave: &str, sector: &str) {
    let new = NewNews {
        title: "De koplopers leveren".to_owned(),
        text: "Kijk wat er nog nodig is.".to_owned(),
        wave: wave.to_owned(),
        sector: sector.to_owned(),
    };
    register
        .desk
        .publish(&register.officer(), new)
        .await
        .expect("news");
}

/// The gates that are still closed for the board.
async fn closed(register: &Register) -> Vec<Gate> {
    let file = register
        .desk
        .board(&register.officer(), number(BOARD))
        .await;
    let gates = file.expect("a board").progress.gates;
    gates
        .into_iter()
        .filter(|gate| !gate.passed)
        .map(|gate| gate.gate)
        .collect()
}

fn on_page(page: u32) -> ReactionFilter {
    ReactionFilter {
        page,
        ..ReactionFilter::default()
    }
}

fn fields(problem: &Problem) -> Vec<&str> {
    problem
        .errors
        .iter()
        .map(|error| error.field.as_str())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_goes_through_the_gates_by_what_it_does() {
    let register = Register::new().await;
    assert_eq!(
        closed(&register).await,
        [
            Gate::Contact,
            Gate::Software,
            Gate::Delivery,
            Gate::Completeness
        ]
    );
    add_contact(&register, BOARD, "els@school.example").await;
    let program = Deliverer::with_mandate(&register).await;
    let (status, answer) = program
        .json(&register, "PUT", &appointment("2026-1", 1))
        .await;
    assert!(status.is_success(), "{answer}");
    assert_eq!(
        closed(&register).await,
        [Gate::Software, Gate::Completeness],
        "its program has no certificate"
    );
    let certify = async |major: i32| {
        sqlx::query(
            "insert into conformance_certificate
                 (id, supplier_id, product, release, notation, major, issued_on, released_on,
                  evidence)
             select gen_random_uuid(), supplier_id, 'Pakket', $1::integer::text, 'json', $1::integer, '2026-11-01',
                    '2026-10-01', '[]'
             from mandate",
        )
        .bind(major)
        .execute(register.pool())
        .await
        .expect("a certificate");
    };
    certify(2).await;
    assert_eq!(
        closed(&register).await,
        [Gate::Software, Gate::Completeness],
        "that is for other messages"
    );
    certify(1).await;
    assert_eq!(closed(&register).await, [Gate::Completeness]);

    let mut wrong = appointment("2026-2", 1);
    wrong["benoeming"]["functiecategorie"] = 3.into();
    program.json(&register, "PUT", &wrong).await;
    assert_eq!(
        closed(&register).await,
        [Gate::Delivery, Gate::Completeness]
    );
    wrong["benoeming"]["functiecategorie"] = 9.into();
    wrong["versie"] = 2.into();
    wrong["bedrijfsdocument"]["identificatiecodeBedrijfsdocument"] =
        Uuid::new_v4().to_string().into();
    let (status, answer) = program.json(&register, "PUT", &wrong).await;
    assert!(status.is_success(), "{answer}");
    assert_eq!(
        closed(&register).await,
        [Gate::Completeness],
        "it was put right"
    );

    sqlx::query("delete from mandate")
        .execute(register.pool())
        .await
        .expect("no mandate");
    assert_eq!(closed(&register).await, [Gate::Mandate, Gate::Completeness]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_names_no_appointment_closes_the_gate_until_the_next_file() {
    let register = Register::new().await;
    deliver_file(&register, &[&[]]).await;
    sqlx::query(
        "with refused as (
             update delivery_record set outcome = 'refused', appointment_number = null
             returning delivery_id
         )
         update delivery set refused_count = 1, new_count = 0 where id in (select * from refused)",
    )
    .execute(register.pool())
    .await
    .expect("refused");
    assert!(closed(&register).await.contains(&Gate::Delivery));
    deliver_file(&register, &[&[]]).await;
    assert!(!closed(&register).await.contains(&Gate::Delivery));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreadable_message_closes_the_gate_until_one_that_can_be_read() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let to = ("PUT", "/benoemingen/41234/2026-1");
    for unreadable in ["{", "[]", "{}"] {
        let (status, _) = program
            .send(&register, to, "application/json", unreadable)
            .await;
        assert_eq!(status.as_u16(), 422, "{unreadable}");
        register.system.clock.advance(SignedDuration::from_mins(1));
        assert!(
            closed(&register).await.contains(&Gate::Delivery),
            "what cannot be read mends nothing"
        );
    }
    let (status, answer) = program
        .json(&register, "PUT", &appointment("2026-1", 1))
        .await;
    assert!(status.is_success(), "{answer}");
    assert!(!closed(&register).await.contains(&Gate::Delivery));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_is_put_in_a_wave_of_its_sector_and_earlier_waves_stay_known() {
    let register = Register::new().await;
    let (desk, officer) = (&register.desk, register.officer());
    let refused = desk
        .move_board(&officer, number(BOARD), "KOPLOPER_PO")
        .await;
    assert_eq!(
        fields(&refused.expect_err("it is of another sector")),
        ["wave"]
    );
    let refused = desk.move_board(&officer, number(BOARD), "").await;
    assert_eq!(fields(&refused.expect_err("nothing was chosen")), ["wave"]);
    for wave in ["KOPLOPER_VO", "KOPLOPER_VO", "GOLF_2027_1"] {
        desk.move_board(&officer, number(BOARD), wave)
            .await
            .expect("moved");
        register.system.clock.advance(SignedDuration::from_hours(1));
    }
    let file = desk.board(&officer, number(BOARD)).await.expect("a board");
    assert_eq!(file.progress.wave.as_deref(), Some("GOLF_2027_1"));
    let moves: Vec<&str> = file.moves.iter().map(|(_, wave)| wave.as_str()).collect();
    assert_eq!(moves, ["GOLF_2027_1", "KOPLOPER_VO"]);
    assert_eq!(register.audited("board_moved").await, 2);

    let filter = BoardFilter {
        wave: "GOLF_2027_1".to_owned(),
        ..BoardFilter::default()
    };
    let programme = desk
        .programme(&officer, filter)
        .await
        .expect("the programme");
    assert_eq!(programme.found, 1);
    assert_eq!(
        programme
            .waves
            .iter()
            .map(|wave| wave.boards)
            .sum::<usize>(),
        2
    );
    let missing = desk
        .board(&officer, number("99999"))
        .await
        .expect_err("no such board");
    assert_eq!(missing.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn news_reaches_the_contact_persons_it_is_for_by_mail_and_once() {
    let (register, mail) = register_with_mail().await;
    add_contact(&register, BOARD, "els@zuiderveen.example").await;
    add_contact(&register, OTHER_BOARD, "wim@waterkant.example").await;
    publish(&register, "", "vo").await;
    register.run_jobs().await;
    register.run_jobs().await;
    let mails = mail.mails();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(
        mails[0].contains("To: els@zuiderveen.example"),
        "{}",
        mails[0]
    );
    assert!(mails[0].contains("Kijk wat er nog nodig is."));
    assert!(mails[0].contains("Message-ID: <"));

    let ours = register
        .desk
        .joining(&register.contact(BOARD))
        .await
        .expect("a board");
    assert_eq!(ours.news.len(), 1);
    let theirs = register
        .desk
        .joining(&register.contact(OTHER_BOARD))
        .await
        .expect("a board");
    assert!(theirs.news.is_empty(), "it is of primary education");
    let news = register.desk.news(&register.officer()).await.expect("news");
    assert_eq!(news[0].letters, (1, 1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_waits_while_the_mail_server_is_busy() {
    let (register, mail) = register_with_mail().await;
    add_contact(&register, BOARD, "els@zuiderveen.example").await;
    mail.set_busy(true);
    publish(&register, "", "").await;
    register.run_jobs().await;
    assert!(mail.mails().is_empty());
    let news = register.desk.news(&register.officer()).await.expect("news");
    assert_eq!(news[0].letters, (1, 0, 0), "it was not refused");
    mail.set_busy(false);
    sqlx::query("update graphile_worker._private_jobs set run_at = now()")
        .execute(register.pool())
        .await
        .expect("the time of the next try");
    register.run_jobs().await;
    assert_eq!(mail.mails().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_refuses_a_letter_reaches_nobody_and_the_board_hears_it() {
    let (register, mail) = register_with_mail().await;
    let program = Deliverer::with_mandate(&register).await;
    program
        .json(&register, "PUT", &appointment("2026-1", 1))
        .await;
    add_contact(&register, BOARD, "onbekend@zuiderveen.example").await;
    publish(&register, "", "").await;
    register.run_jobs().await;
    assert!(mail.mails().is_empty());
    let contacts = register
        .desk
        .contacts(&register.contact(BOARD))
        .await
        .expect("contacts");
    assert_eq!(
        contacts.people[0]
            .unreachable
            .map(|day| day.to_string())
            .as_deref(),
        Some("2026-11-23")
    );
    assert_eq!(closed(&register).await.first(), Some(&Gate::Contact));
    assert_eq!(register.audited("letter_refused").await, 1);
    go_round(&register.system).await.expect("a round");
    let told: Vec<String> = sqlx::query_scalar(
        "select rule from signal where rule = 'LR-S111' and board_number = '41234'",
    )
    .fetch_all(register.pool())
    .await
    .expect("signals");
    assert_eq!(told.len(), 1);
    publish(&register, "", "").await;
    let news = register.desk.news(&register.officer()).await.expect("news");
    assert_eq!(news[0].letters, (0, 0, 0), "nothing is sent to it any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn contact_persons_are_asked_once_a_half_year_whether_they_are_right() {
    let (register, mail) = register_with_mail().await;
    add_contact(&register, BOARD, "els@zuiderveen.example").await;
    for days in [0, 170, 30, 1] {
        register
            .system
            .clock
            .advance(SignedDuration::from_hours(24 * days));
        go_round(&register.system).await.expect("a round");
        register.run_jobs().await;
    }
    let mails = mail.mails();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].contains("contactpersonen"), "{}", mails[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_tells_how_it_goes_and_gets_an_answer() {
    let register = Register::new().await;
    let (desk, officer, contact) = (&register.desk, register.officer(), register.contact(BOARD));
    let empty = desk
        .react(&contact, NewReaction::default())
        .await
        .expect_err("empty");
    assert_eq!(fields(&empty), ["topic", "text"]);
    let new = NewReaction {
        topic: "screens".to_owned(),
        text: " Het gaat goed. ".to_owned(),
    };
    desk.react(&contact, new).await.expect("told");
    let open = desk
        .reactions(&officer, on_page(1))
        .await
        .expect("reactions")
        .rows;
    assert_eq!(open[0].text, "Het gaat goed.");
    let refused = desk
        .answer(&officer, open[0].id, "  ")
        .await
        .expect_err("empty");
    assert_eq!(fields(&refused), ["answer"]);
    desk.answer(&officer, open[0].id, "Fijn om te horen.")
        .await
        .expect("answered");
    let twice = desk
        .answer(&officer, open[0].id, "Nog eens.")
        .await
        .expect_err("answered before");
    assert_eq!(twice.status, 404);
    let seen = desk.joining(&contact).await.expect("a board").reactions;
    let (answer, _) = seen[0].answer.clone().expect("an answer");
    assert_eq!(answer, "Fijn om te horen.");
    let other = desk
        .joining(&register.contact(OTHER_BOARD))
        .await
        .expect("a board");
    assert!(other.reactions.is_empty(), "it is of another board");
    assert_eq!(register.audited("reaction_given").await, 1);
    assert_eq!(register.audited("reaction_answered").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_reaction_of_a_school_is_out_of_reach() {
    let register = Register::new().await;
    let (desk, officer) = (&register.desk, register.officer());
    sqlx::query(
        "insert into reaction (id, board_number, topic, body, given_at, given_by, answer, answered_at)
         select gen_random_uuid(), $1, 'screens', 'Reactie ' || nr,
                $2::timestamptz + nr * interval '1 second', 'iemand',
                case when nr <= 60 then 'Dank je' end,
                case when nr <= 60 then $2::timestamptz + nr * interval '1 minute' end
         from generate_series(1, 125) nr",
    )
    .bind(BOARD)
    .bind(register.now().to_sqlx())
    .execute(register.pool())
    .await
    .expect("125 reactions");
    let mut seen = Vec::new();
    for page in 1..=3 {
        let part = desk
            .reactions(&officer, on_page(page))
            .await
            .expect("reactions");
        assert_eq!((part.total, part.pages), (125, 3));
        seen.extend(part.rows.into_iter().map(|one| one.text));
    }
    let waiting = 61..=125;
    let answered = (1..=60).rev();
    let all: Vec<String> = waiting
        .chain(answered)
        .map(|nr| format!("Reactie {nr}"))
        .collect();
    assert_eq!(
        seen, all,
        "who waits longest comes first, then the newest answer"
    );
    let contact = register.contact(BOARD);
    let own = desk.joining(&contact).await.expect("a board").reactions;
    assert_eq!(own.len(), 125, "the board reads all of its own");
}

#[test]
fn who_only_sits_in_a_committee_is_no_officer() {
    let with = |roles: &[&str]| {
        let roles = roles.iter().map(|role| (*role).to_owned()).collect();
        Officer::from_actor(store::vouch_for_staff("m1".to_owned(), roles)).is_some()
    };
    assert!(with(&["behandelaar"]));
    assert!(with(&["commissielid", "beheerder"]));
    assert!(!with(&["commissielid"]));
    assert!(!with(&[]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_person_who_cannot_be_reached_is_told_though_another_can() {
    let register = Register::new().await;
    for email in ["els@school.example", "bram@school.example"] {
        add_contact(&register, BOARD, email).await;
    }
    let told = async || -> i64 {
        go_round(&register.system).await.expect("a round");
        register
            .count("signal where rule = 'LR-S111' and board_number = '41234'")
            .await
    };
    assert_eq!(told().await, 0);
    sqlx::query(
        "update contact_person set unreachable_since = $1 where email = 'els@school.example'",
    )
    .bind(register.now().to_sqlx())
    .execute(register.pool())
    .await
    .expect("it bounced");
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24));
    assert_eq!(told().await, 1);
    let open = async || {
        let tasks = register.tasks(&register.contact(BOARD)).await.into_iter();
        let of_rule = |task: &Task| matches!(&task.matter, Matter::Signal(signal) if signal.code == "LR-S111");
        tasks.filter(of_rule).count()
    };
    assert_eq!(open().await, 1);
    sqlx::query("update contact_person set ended_at = $1 where email = 'els@school.example'")
        .bind(register.now().to_sqlx())
        .execute(register.pool())
        .await
        .expect("els left");
    assert_eq!(open().await, 0, "who is left can be reached");
}

#[tokio::test(flavor = "multi_thread")]
async fn reactions_are_limited_by_wave_sector_and_topic() {
    let register = Register::new().await;
    let (desk, officer) = (&register.desk, register.officer());
    // The one board has schools for secondary education, the other for primary.
    for (board, topic, text) in [
        (BOARD, "screens", "vo"),
        (OTHER_BOARD, "screens", "po"),
        (BOARD, "other", "vo anders"),
    ] {
        let new = NewReaction {
            topic: topic.to_owned(),
            text: text.to_owned(),
        };
        let told = desk.react(&register.contact(board), new).await;
        told.expect("told");
    }
    let moved = desk.move_board(&officer, number(BOARD), "KOPLOPER_VO");
    moved.await.expect("moved");
    let found = async |wave: &str, sector: &str, topic: &str| -> Vec<String> {
        let filter = ReactionFilter {
            wave: wave.to_owned(),
            sector: sector.to_owned(),
            topic: topic.to_owned(),
            page: 1,
        };
        let found = desk.reactions(&officer, filter).await.expect("reactions");
        let mut texts: Vec<String> = found.rows.into_iter().map(|one| one.text).collect();
        texts.sort();
        texts
    };
    assert_eq!(found("", "", "").await.len(), 3);
    assert_eq!(found("KOPLOPER_VO", "", "").await, ["vo", "vo anders"]);
    assert_eq!(found("geen", "", "").await, ["po"]);
    assert_eq!(found("", "vo", "screens").await, ["vo"]);
    assert!(found("geen", "vo", "").await.is_empty());
}
