//! Those who ask something of a register, and what they fill in.

use super::Register;
use app::{
    actor::{Actor, CaseWorker, FreshTeacher, FromActor, Reach, Teacher},
    staff::post::desk::PostDesk,
};
use server::session::store;
use shared::{
    authority::ClaimForm,
    identifier::{AppointmentId, BoardNumber, PersonId},
};

/// The same teacher, who logged in a moment ago.
pub fn logged_in_now(teacher: &Teacher) -> FreshTeacher {
    let actor = store::vouch_for_fresh(Actor::Teacher(teacher.clone()));
    FreshTeacher::from_actor(actor).expect("a teacher was asked for")
}

/// Somebody who delivers for this board and reaches this far.
pub fn contact_of(board: &str, pseudonym: &str, reach: Reach) -> Actor {
    let board = BoardNumber::parse(board).expect("board");
    store::vouch_for_school_contact(board, pseudonym.to_owned(), reach)
}

/// Limits who is of board 41234 and has this pseudonym to these schools of it.
pub async fn limit(register: &Register, pseudonym: &str, schools: &[String]) {
    sqlx::query(
        "insert into contact_reach (board_number, pseudonym, brins, recorded, set_by)
         values ('41234', $1, $2, tstzrange(now(), null), 'pseudoniem')
         on conflict do nothing",
    )
    .bind(pseudonym)
    .bind(schools)
    .execute(register.pool())
    .await
    .expect("limited");
}

/// Somebody of an office with a mandate of board 41234 for this year, who goes on for that board.
pub async fn office(register: &Register) -> Actor {
    let id: uuid::Uuid = sqlx::query_scalar(
        "with office as (
             insert into supplier (id, oin, name)
             values (gen_random_uuid(), '00000003456789120000', 'Kantoor De Brug')
             on conflict (oin) do update set name = excluded.name
             returning id
         ),
         mandated as (
             insert into mandate (board_number, supplier_id, valid, granted_by, granted_at, people)
             select '41234', id, daterange('2026-01-01', '2027-01-01'), 'pseudoniem', now(), true
             from office
         )
         select id from office",
    )
    .fetch_one(register.pool())
    .await
    .expect("an office");
    let reach = Reach::Office(shared::identifier::SupplierId(id));
    contact_of("41234", "kantoormens", reach)
}

/// Somebody of a provider, which is admitted when it was not.
pub async fn provider(register: &Register) -> Actor {
    let id: uuid::Uuid = sqlx::query_scalar(
        "insert into provider (id, name, kvk, admitted_at, admitted_by)
         values (gen_random_uuid(), 'Hogeschool Merenwijk', '90009001', now(), 'st-0003')
         on conflict (kvk) do update set name = excluded.name
         returning id",
    )
    .fetch_one(register.pool())
    .await
    .expect("a provider");
    store::vouch_for_provider(shared::identifier::ProviderId(id), "aanbieder-1".to_owned())
}

/// Lets a teacher be an elected member from August 2026 on.
pub async fn elect(register: &Register, person: PersonId) {
    sqlx::query(
        "insert into delegate (id, person_id, valid, basis, granted_by, granted_at)
         values (gen_random_uuid(), $1, daterange('2026-08-01', '2030-08-01'), 'Verkiezing 2026', 'test', now())",
    )
    .bind(person.0)
    .execute(register.pool())
    .await
    .expect("elected");
}

/// Dutch in all years of havo and vwo.
pub fn dutch(appointment: AppointmentId) -> ClaimForm {
    ClaimForm {
        appointment: appointment.to_string(),
        subject: "Nederlands".to_owned(),
        school_types: vec!["havo_vwo".to_owned()],
        years: vec!["lower".to_owned(), "upper".to_owned()],
        since_day: "1".to_owned(),
        since_month: "8".to_owned(),
        since_year: "2014".to_owned(),
    }
}

/// Every letter that waits goes on the post.
pub async fn post_letters(register: &Register, worker: &CaseWorker) {
    server::notices::give(&register.system)
        .await
        .expect("what goes by post is known");
    let post = register.desk.post(worker).await.expect("the letters");
    for letter in post.letters {
        let posted = register.desk.mark_posted(worker, letter.id).await;
        posted.expect("posted");
    }
}
