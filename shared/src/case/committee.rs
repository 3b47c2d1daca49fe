//! Who of the advisory committee (*adviescommissie*) looks at a case: drawn so that anybody can draw it
//! again, without those who are too near (handbook, 5.2).

use super::Seed;
use crate::sector::Sector;
use serde::{Deserialize, Serialize};

/// What somebody is in the committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Leads it, and is independent.
    Chair,
    /// A teacher of the sector.
    Teacher,
    /// An expert from outside.
    External,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chair, Self::Teacher, Self::External];

    /// The code in tables and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Teacher => "teacher",
            Self::External => "external",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chair => "Voorzitter",
            Self::Teacher => "Leraar",
            Self::External => "Deskundige van buiten",
        }
    }

    /// How many of them look at a case, and at least.
    pub const fn seats(self) -> (usize, usize) {
        match self {
            Self::Chair => (1, 1),
            Self::Teacher => (2, 2),
            // Not every sector has one.
            Self::External => (1, 0),
        }
    }
}

/// Somebody who may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The number of the member.
    pub id: String,
    /// What this person is in the committee.
    pub part: Part,
    /// The sector of a teacher.
    pub sector: Option<Sector>,
    /// The boards with which this person has a tie: where one works, and what one declared.
    pub boards: Vec<String>,
    /// Whether this person said to be too near, or handled the case.
    pub excused: bool,
    /// Whether this person looks at the case already.
    pub seated: bool,
}

impl Candidate {
    /// Whether this person can look at a case of a teacher who works in these sectors for these boards.
    pub fn may_see(&self, sectors: &[Sector], boards: &[String]) -> bool {
        let of_sector = match (self.part, self.sector) {
            (Part::Teacher, Some(sector)) => sectors.contains(&sector),
            (Part::Teacher, None) => false,
            _ => true,
        };
        of_sector && !self.excused && !self.boards.iter().any(|board| boards.contains(board))
    }
}

/// Who looks at the case with this number: a chair, two teachers of the sector and somebody from outside
/// when there is one, drawn by the seed; `None` when there are too few. The order of the candidates makes
/// no difference. Who looks at it already goes on: only for who is excused another is drawn.
pub fn assign(
    seed: Seed,
    number: &str,
    candidates: &[Candidate],
    sectors: &[Sector],
    boards: &[String],
) -> Option<Vec<(String, Part)>> {
    let mut chosen = Vec::new();
    for part in Part::ALL {
        let mut able: Vec<(u64, &Candidate)> = candidates
            .iter()
            .filter(|one| one.part == part && (one.seated || one.may_see(sectors, boards)))
            .map(|one| (seed.draw(&format!("{number}/{}", one.id), u64::MAX), one))
            .collect();
        able.sort_by_key(|(drawn, one)| (!one.seated, *drawn, &one.id));
        let (most, least) = part.seats();
        if able.len() < least {
            return None;
        }
        let seats = able.into_iter().take(most);
        chosen.extend(seats.map(|(_, one)| (one.id.clone(), part)));
    }
    Some(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn candidate(nr: usize) -> Candidate {
        let part = Part::ALL[nr % 3];
        Candidate {
            id: format!("lid-{nr}"),
            part,
            sector: (part == Part::Teacher).then_some(if nr.is_multiple_of(2) {
                Sector::Vo
            } else {
                Sector::Po
            }),
            boards: vec![format!("4{:04}", nr % 5)],
            excused: nr % 7 == 6,
            seated: false,
        }
    }

    proptest! {
        #[test]
        fn nobody_who_is_too_near_is_drawn_and_the_order_makes_no_difference(
            bytes: [u8; 16],
            size in 0..40_usize,
            board in 0..5_usize,
        ) {
            let seed = Seed(bytes);
            let mut all: Vec<Candidate> = (0..size).map(candidate).collect();
            let boards = vec![format!("4{board:04}")];
            let drawn = assign(seed, "HR-2030-0001", &all, &[Sector::Vo], &boards);
            all.reverse();
            prop_assert_eq!(&drawn, &assign(seed, "HR-2030-0001", &all, &[Sector::Vo], &boards));
            for (id, part) in drawn.unwrap_or_default() {
                let one = all.iter().find(|one| one.id == id).expect("a candidate");
                prop_assert_eq!(one.part, part);
                prop_assert!(one.may_see(&[Sector::Vo], &boards));
                prop_assert!(!one.boards.contains(&boards[0]));
            }
        }

        #[test]
        fn for_who_is_excused_one_other_comes_and_the_others_stay(
            bytes: [u8; 16],
            size in 30..60_usize,
            nr in 0..4_usize,
        ) {
            let draw = |all: &[Candidate]| {
                assign(Seed(bytes), "HR-2030-0004", all, &[Sector::Vo], &[]).expect("enough")
            };
            let mut all: Vec<Candidate> = (0..size).map(candidate).collect();
            let first = draw(&all);
            for one in &mut all {
                one.seated = first.iter().any(|(id, _)| *id == one.id);
                if one.id == first[nr].0 {
                    (one.seated, one.excused) = (false, true);
                }
            }
            // Members who came in between do not take the seat of another.
            all.extend((size..size + 30).map(candidate));
            let again = draw(&all);
            prop_assert_eq!(again.len(), first.len());
            for (at, (id, part)) in first.iter().enumerate() {
                prop_assert_eq!(again.contains(&(id.clone(), *part)), at != nr);
            }
        }

        #[test]
        fn a_committee_has_a_chair_and_two_teachers_of_the_sector(bytes: [u8; 16], size in 30..60_usize) {
            let all: Vec<Candidate> = (0..size).map(candidate).collect();
            let drawn = assign(Seed(bytes), "HR-2030-0002", &all, &[Sector::Vo], &[]).expect("enough");
            let parts: Vec<Part> = drawn.iter().map(|(_, part)| *part).collect();
            prop_assert_eq!(parts, [Part::Chair, Part::Teacher, Part::Teacher, Part::External]);
        }
    }

    #[test]
    fn there_is_no_committee_without_enough_members() {
        let all: Vec<Candidate> = (0..3).map(candidate).collect();
        assert_eq!(
            assign(Seed([7; 16]), "HR-2030-0003", &all, &[Sector::Vo], &[]),
            None
        );
    }
}
