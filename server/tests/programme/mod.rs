//! Joining in waves: where a board stands, news and letters, what a school tells us.

mod gates;
mod news;
mod reactions;

use crate::support::Register;
use app::{
    actor::{FromActor, Officer},
    programme::BoardFilter,
    school::{contacts::NewContact, desk::SchoolDesk},
    staff::desk::StaffDesk,
};
use jiff::SignedDuration;
use server::session::store;
use shared::{Problem, identifier::BoardNumber, programme::Gate};

const BOARD: &str = "41234";
const OTHER_BOARD: &str = "41235";

fn number(board: &str) -> BoardNumber {
    BoardNumber::parse(board).expect("a number")
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

fn fields(problem: &Problem) -> Vec<&str> {
    problem
        .errors
        .iter()
        .map(|error| error.field.as_str())
        .collect()
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
