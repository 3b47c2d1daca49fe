//! What comparing again changes for a teacher, when there is a new version of the table or the school
//! says something else (chapter 3.5 of the handbook): an improvement is applied and told; a worsening
//! takes nothing away, but becomes a question.

use super::{Check, Outcome, Part};
use crate::notation;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How a new answer to the same claim stands to the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Revision {
    /// There was no answer before: keep it and tell it.
    First,
    /// It is as good for the teacher, or the source said nothing new: nothing to tell.
    Same,
    /// It is better: apply it and tell.
    Improved,
    /// What the school says no longer contradicts the diploma: apply it and tell.
    Settled,
    /// What the school says contradicts the diploma from now on, which is for the school to correct: apply
    /// it and tell.
    Disputed,
    /// It is worse, in whole or in a part: the old answer stays, and the teacher gets a question.
    Worsened,
}

/// What the teacher reads of a new answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The title of the message.
    pub title: String,
    /// The message, in plain Dutch.
    pub body: String,
}

impl Revision {
    /// Compares the answer that stands with a new one.
    pub fn of(old: &Check, new: &Check) -> Self {
        match (old.outcome.favour(), new.outcome.favour()) {
            (_, None) => Self::Same,
            (None, Some(_)) => Self::First,
            (Some(before), Some(after)) if before < after => Self::Improved,
            (Some(before), Some(after)) if before > after => Self::Worsened,
            _ if new.outcome == Outcome::Conflicting && old.outcome != new.outcome => {
                Self::Disputed
            }
            _ if new.outcome == Outcome::Confirmed && old.outcome == Outcome::Conflicting => {
                Self::Settled
            }
            _ if new.outcome == Outcome::ConfirmedInPart => by_reach(old, new),
            _ => Self::Same,
        }
    }

    /// Whether the new answer takes the place of the old one. With [`Self::Same`] it may, so that
    /// the newest version of the table stands beside it; with [`Self::Worsened`] the teacher
    /// answers first.
    pub const fn applies(self) -> bool {
        !matches!(self, Self::Worsened)
    }

    /// The message to the teacher about a subject by its name; `None` when there is nothing to tell.
    pub fn notice(self, subject: &str, new: &Check) -> Option<Notice> {
        let table = &new.table_version;
        let (title, body) = match self {
            Self::Same => return None,
            Self::First => (
                format!("We hebben {subject} vergeleken met je diploma"),
                format!("{}. {}", new.outcome.title(), new.summary),
            ),
            Self::Improved => (
                format!("{subject} past nu beter bij je diploma"),
                format!(
                    "We keken opnieuw naar je vak, met de nieuwe tabel van bevoegdheden ({table}). {}",
                    new.summary
                ),
            ),
            Self::Settled => (
                format!("Je school en je diploma zeggen nu hetzelfde over {subject}"),
                format!("{AGAIN} {}", new.summary),
            ),
            Self::Disputed => (
                format!("Je school zegt iets anders over {subject} dan je diploma"),
                format!("{AGAIN} {}", new.summary),
            ),
            Self::Worsened => (
                format!("Een vraag over je vak {subject}"),
                format!(
                    "We keken opnieuw naar je vak, met de nieuwe tabel van bevoegdheden ({table}). Daarmee komen we op iets anders uit dan eerst. Wat er staat, blijft staan. Heb je een ander bewijs van je bevoegdheid? Of klopt de nieuwe uitkomst niet? Laat het ons weten."
                ),
            ),
        };
        Some(Notice { title, body })
    }
}

/// Why a subject was compared again with a school that says something else.
const AGAIN: &str = "We vergeleken je vak opnieuw met wat je school doorgeeft.";

impl Notice {
    /// That the evidence for a subject was accepted until a day that has passed, and what the diplomas
    /// say without it.
    pub fn evidence_ended(subject: &str, last: Date, new: &Check) -> Self {
        Self {
            title: format!("De goedkeuring van je bewijs voor {subject} is afgelopen"),
            body: format!(
                "Je bewijs gold tot en met {}. Daarom vergeleken we je vak opnieuw met je diploma. {}. {} Heb je een nieuw bewijs? Dan kun je dat meesturen.",
                notation::date(last),
                new.outcome.title(),
                new.summary
            ),
        }
    }
}

/// Two answers for a part of the claim: worse when any part lost something.
fn by_reach(old: &Check, new: &Check) -> Revision {
    // An answer of before the rows were kept does not tell which of its parts had a limit.
    let with_limits = !old.bases.is_empty() && !new.bases.is_empty();
    let (before, after) = (reach(old, with_limits), reach(new, with_limits));
    let less = |one: &BTreeMap<Part, u8>, other: &BTreeMap<Part, u8>| {
        one.iter()
            .any(|(part, rank)| other.get(part).is_none_or(|found| found < rank))
    };
    if less(&before, &after) {
        Revision::Worsened
    } else if less(&after, &before) {
        Revision::Improved
    } else {
        Revision::Same
    }
}

/// The parts for which somebody is qualified: 2 without limit, 1 with one.
fn reach(check: &Check, with_limits: bool) -> BTreeMap<Part, u8> {
    let covered = check.limit.iter().flat_map(|limit| &limit.covered);
    covered
        .map(|part| {
            let limited = check
                .bases
                .iter()
                .any(|basis| basis.part == *part && basis.limit.is_some());
            (*part, if with_limits && limited { 1 } else { 2 })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authority::cases::Case;
    use jiff::civil::date;

    fn told(story: &str) -> Check {
        let mut cases = Case::all().into_iter();
        let case = cases.find(|case| case.story == story);
        case.expect("a story of the table").check()
    }

    fn of(outcome: Outcome) -> Check {
        let mut cases = Case::all().into_iter();
        let case = cases.find(|case| case.outcome == outcome);
        case.expect("every outcome is in the table").check()
    }

    #[test]
    fn the_rank_of_the_outcomes_decides() {
        use Outcome::{
            Confirmed, ConfirmedInPart, Conflicting, Evidenced, NoBasis, NotChecked, NotFound,
            Related, SourceUnreachable,
        };
        let ranks = [
            vec![NoBasis],
            vec![NotFound],
            vec![Related],
            vec![ConfirmedInPart],
            vec![Confirmed, Conflicting, Evidenced],
        ];
        for (low, lower) in ranks.iter().enumerate() {
            for (high, higher) in ranks.iter().enumerate() {
                for (old, new) in lower
                    .iter()
                    .flat_map(|a| higher.iter().map(move |b| (a, b)))
                {
                    let expected = match low.cmp(&high) {
                        std::cmp::Ordering::Less => Revision::Improved,
                        std::cmp::Ordering::Greater => Revision::Worsened,
                        // As good, but for the school: it is told when that begins and when it ends.
                        std::cmp::Ordering::Equal => match (*old, *new) {
                            (Confirmed | Evidenced, Conflicting) => Revision::Disputed,
                            (Conflicting, Confirmed) => Revision::Settled,
                            _ => Revision::Same,
                        },
                    };
                    let found = Revision::of(&of(*old), &of(*new));
                    assert_eq!(found, expected, "{old:?} to {new:?}");
                }
            }
        }
        for silent in [NotChecked, SourceUnreachable] {
            for outcome in [Confirmed, NoBasis] {
                assert_eq!(Revision::of(&of(silent), &of(outcome)), Revision::First);
                assert_eq!(Revision::of(&of(outcome), &of(silent)), Revision::Same);
            }
            assert_eq!(Revision::of(&of(silent), &of(silent)), Revision::Same);
        }
    }

    #[test]
    fn a_part_that_is_lost_is_a_question_even_when_another_is_won() {
        let whole =
            told("Educatieve minor: theoretische leerweg en onderbouw, geen bovenbouw en geen mbo");
        let with = |keep: &dyn Fn(&Part) -> bool, limits: bool| {
            let mut check = whole.clone();
            let limit = check.limit.as_mut().expect("a limit");
            limit.covered.retain(|part| keep(part));
            check.bases.retain(|basis| keep(&basis.part));
            if !limits {
                for basis in &mut check.bases {
                    basis.limit = None;
                }
            }
            check
        };
        let all = |_: &Part| true;
        let first = whole.limit.as_ref().expect("a limit").covered[0];
        let one = move |part: &Part| *part == first;
        let other = move |part: &Part| *part != first;
        assert_eq!(Revision::of(&whole, &whole), Revision::Same);
        assert_eq!(Revision::of(&with(&one, true), &whole), Revision::Improved);
        assert_eq!(Revision::of(&whole, &with(&one, true)), Revision::Worsened);
        assert_eq!(
            Revision::of(&with(&one, true), &with(&other, true)),
            Revision::Worsened,
            "one part won, another lost"
        );
        assert_eq!(
            Revision::of(&whole, &with(&all, false)),
            Revision::Improved,
            "a limit less"
        );
        assert_eq!(
            Revision::of(&with(&all, false), &whole),
            Revision::Worsened,
            "a limit more"
        );
        let mut of_before = whole.clone();
        of_before.bases.clear();
        assert_eq!(Revision::of(&of_before, &whole), Revision::Same);
        assert_eq!(Revision::of(&whole, &of_before), Revision::Same);
    }

    #[test]
    fn an_improvement_is_told_and_a_worsening_is_a_question_without_reproach() {
        let confirmed = of(Outcome::Confirmed);
        let not_found = of(Outcome::NoBasis);
        let notice = |revision: Revision, new| revision.notice("Engels", new);
        let better = notice(Revision::Improved, &confirmed).expect("a notice");
        assert_eq!(better.title, "Engels past nu beter bij je diploma");
        assert!(better.body.contains("2026-2") && better.body.contains(&confirmed.summary));
        let worse = notice(Revision::Worsened, &not_found).expect("a notice");
        assert_eq!(worse.title, "Een vraag over je vak Engels");
        assert!(worse.body.contains("Wat er staat, blijft staan."));
        assert!(!worse.body.contains("onbevoegd") && !worse.body.contains(&not_found.summary));
        assert_eq!(notice(Revision::Same, &confirmed), None);
        let first = notice(Revision::First, &confirmed).expect("a notice");
        assert!(first.body.starts_with(confirmed.outcome.title()));
        let conflicting = of(Outcome::Conflicting);
        let settled = notice(Revision::Settled, &confirmed).expect("a notice");
        assert_eq!(
            settled.title,
            "Je school en je diploma zeggen nu hetzelfde over Engels"
        );
        assert!(settled.body.contains(&confirmed.summary) && !settled.body.contains("tabel"));
        let disputed = notice(Revision::Disputed, &conflicting).expect("a notice");
        assert!(disputed.body.contains(&conflicting.summary), "{disputed:?}");
        let ended = Notice::evidence_ended("Engels", date(2027, 7, 31), &not_found);
        assert!(ended.body.contains("tot en met 31 juli 2027") && !ended.body.contains("tabel"));
        assert!(Revision::Settled.applies() && Revision::Disputed.applies());
        assert!(Revision::Improved.applies() && Revision::Same.applies());
        assert!(Revision::First.applies() && !Revision::Worsened.applies());
    }
}
