//! What a school tells of how it goes, and what it hears.

use super::{BOARD, OTHER_BOARD, fields, number};
use crate::support::Register;
use app::{
    programme::{NewReaction, ReactionFilter},
    school::desk::SchoolDesk,
    staff::desk::StaffDesk,
};
use jiff_sqlx::ToSqlx;

fn on_page(page: u32) -> ReactionFilter {
    ReactionFilter {
        page,
        ..ReactionFilter::default()
    }
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
