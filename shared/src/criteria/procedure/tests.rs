//! Every step from every stage.

use super::*;
use jiff::civil::date;

const TODAY: Date = date(2027, 3, 1);
const FOR: Tally = Tally {
    members: 24,
    in_favour: 10,
    against: 4,
    blank: 2,
};

/// Each step from each stage, with a consultation or vote that was over yesterday.
#[test]
fn every_step_leads_where_the_table_says_and_nowhere_else() {
    use Stage::{Accepted, Adopted, Consultation, Drafting, Voting, Withdrawn};
    let against = Tally {
        in_favour: 4,
        against: 10,
        ..FOR
    };
    let steps = [
        Step::Consult {
            until: date(2027, 3, 29),
        },
        Step::TakeBack,
        Step::OpenVote {
            until: date(2027, 3, 8),
        },
        Step::Count(FOR),
        Step::Count(against),
        Step::Adopt {
            from: date(2027, 8, 1),
        },
        Step::Withdraw,
    ];
    let no = None;
    let table = [
        (
            Drafting,
            [Some(Consultation), no, no, no, no, no, Some(Withdrawn)],
        ),
        (
            Consultation,
            [
                no,
                Some(Drafting),
                Some(Voting),
                no,
                no,
                no,
                Some(Withdrawn),
            ],
        ),
        (Voting, [no, no, no, Some(Accepted), Some(Drafting), no, no]),
        (
            Accepted,
            [
                no,
                Some(Drafting),
                no,
                no,
                no,
                Some(Adopted),
                Some(Withdrawn),
            ],
        ),
        (Adopted, [no; 7]),
        (Withdrawn, [no; 7]),
    ];
    assert_eq!(table.map(|(stage, _)| stage), Stage::ALL);
    let until = Some(date(2027, 2, 28));
    for (stage, goals) in table {
        for (step, goal) in steps.into_iter().zip(goals) {
            let got = stage.take(step, until, TODAY);
            match goal {
                Some(goal) => assert_eq!(got, Ok(goal), "{stage:?} {step:?}"),
                None => assert_eq!(
                    got,
                    Err(Refusal::NotNow(stage.said())),
                    "{stage:?} {step:?}"
                ),
            }
        }
        assert_eq!(Stage::parse(stage.code()), Some(stage));
    }
}

#[test]
fn everyone_gets_the_time_that_was_promised() {
    let until = date(2027, 3, 28);
    assert_eq!(
        Stage::Drafting.take(Step::Consult { until }, None, TODAY),
        Err(Refusal::TooShort(28))
    );
    let step = Step::OpenVote {
        until: date(2027, 3, 8),
    };
    assert!(matches!(
        Stage::Consultation.take(step, Some(TODAY), TODAY),
        Err(Refusal::StillOpen(_))
    ));
    assert!(matches!(
        Stage::Voting.take(Step::Count(FOR), Some(TODAY), TODAY),
        Err(Refusal::StillOpen(_))
    ));
    assert_eq!(
        Stage::Accepted.take(Step::Adopt { from: TODAY }, None, TODAY),
        Err(Refusal::InThePast)
    );
}

#[test]
fn half_of_the_members_must_vote_and_more_than_half_of_the_votes_must_be_for_it() {
    let procedure = Procedure::on(TODAY);
    let tally = |in_favour, against, blank| Tally {
        members: 24,
        in_favour,
        against,
        blank,
    };
    for (tally, accepted) in [
        (tally(12, 0, 0), true),
        (tally(11, 0, 0), false),
        (tally(1, 0, 11), true),
        (tally(6, 6, 6), false),
        (tally(7, 6, 0), true),
        (Tally::default(), false),
    ] {
        assert_eq!(procedure.accepts(tally), accepted, "{tally:?}");
    }
}

/// The law leaves it to the participants' assembly, which never decided it.
#[test]
fn what_a_vote_and_a_consultation_take_is_dated_and_told_to_be_assumed() {
    let first = Procedure::on(date(2018, 8, 1));
    assert_eq!(first.source, 'A');
    assert_eq!((first.consultation_days, first.vote_days), (28, 7));
    assert_eq!((first.quorum_percent, first.majority_percent), (50, 50));
    let rules = crate::catalogue::QualityRules::builtin();
    assert!(rules.rules.iter().all(|rule| rule.source == 'A'));
}
