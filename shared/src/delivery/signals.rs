//! The signals (*signalen*) that come later than the answer to a delivery, as pure functions over
//! dated facts and the day on which they are looked at. Who keeps the facts asks; each function
//! says the same on the same day, so who tells a signal once must remember that.
//!
//! LR-S101 comes with the delivery itself, from the checks, when the BRP was asked before; else it
//! comes with its answer, like LR-S113 and LR-S114.

use super::check::PersonFacts;
use super::pension::{MONTHS_AHEAD, pension_date};
use super::rule::Finding;
use crate::notation;
use jiff::{Span, civil::Date};

/// Days without a delivery or a statement after which a board is asked.
const SILENT_DAYS: i64 = 60;
/// Days before the end of a certificate or a mandate.
const EXPIRY_DAYS: i64 = 30;
/// Months before the end of a ground, in the order in which they pass.
const STEPS: [u8; 3] = [6, 3, 1];
/// The most boards where somebody can have a full job without a question.
const FULL_JOBS: usize = 3;

/// What is known of one appointment that was delivered and not deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppointmentFacts {
    /// First day.
    pub begins: Date,
    /// Last day, when there is one.
    pub ends: Option<Date>,
    /// The latest day in the vestibule, when it is listed there and there is one.
    pub maximum: Option<Date>,
    /// The last step of LR-S103 that was told: 6, 3 or 1 month.
    pub told_months: Option<u8>,
    /// When the teacher asked to correct it, when that was not answered (article 38k WPO).
    pub correction_asked_on: Option<Date>,
    /// The last day on which the school was one of the board.
    pub school_closed_on: Option<Date>,
}

/// A diploma that does not fit the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiplomaConflict {
    /// When it was found.
    pub found_on: Date,
    /// When the teacher agreed that the school is told; without it nothing is.
    pub consented_on: Option<Date>,
}

/// What is known of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonSignalFacts {
    /// Day of birth.
    pub birth_date: Date,
    /// When the BRP changed the name, and when the board was last told of it.
    pub name_changed_on: Option<Date>,
    /// The day on which the board was last told of a name.
    pub name_told_on: Option<Date>,
    /// The contracts at all boards.
    pub contracts: Vec<ContractFacts>,
}

/// A contract of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractFacts {
    /// The board.
    pub board: crate::identifier::BoardNumber,
    /// First day.
    pub begins: Date,
    /// Last day, when there is one.
    pub ends: Option<Date>,
    /// Whether it is for a full job.
    pub full_time: bool,
}

/// What is known of one board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardFacts {
    /// Since when it delivers, or should have begun to.
    pub joined_on: Date,
    /// Its last delivery.
    pub delivered_on: Option<Date>,
    /// The last time it declared to be complete (*volledigheidsverklaring*).
    pub declared_on: Option<Date>,
    /// Its contact person.
    pub contact: ContactFacts,
    /// Its certificates and mandates, with the last day of each.
    pub expiring: Vec<Expiring>,
}

/// Whether somebody can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactFacts {
    /// There is nobody.
    Missing,
    /// A mail to one of them came back on this day.
    Bounced(Date),
    /// There is somebody.
    Reachable,
}

/// Something with a last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiring {
    /// What it is, in Dutch with its article: `Het certificaat`.
    pub what: String,
    /// The last day on which it holds.
    pub last_day: Date,
}

/// An appointment that was taken in before the BRP answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredFacts {
    /// First day.
    pub begins: Date,
    /// Last day, when there is one.
    pub ends: Option<Date>,
    /// The birth date that was delivered.
    pub birth_date: Option<Date>,
    /// What the BRP says of the teacher.
    pub person: PersonFacts,
}

/// The signal of what the BRP answered about the teacher of an appointment.
pub fn of_answer(facts: &AnsweredFacts) -> Option<Finding> {
    match facts.person {
        PersonFacts::NotAskedYet => None,
        PersonFacts::Unknown => Some(Finding::new(
            "LR-S101",
            "burgerservicenummer",
            "",
            "We vinden de leraar niet in de BRP. We zoeken dit uit.",
        )),
        PersonFacts::Known {
            birth_date_matches: false,
            ..
        } => birth_date_does_not_match(facts),
        PersonFacts::Known { deceased_on, .. } => runs_after_death(facts, deceased_on?),
    }
}

/// LR-S113: with this BSN the BRP has another birth date. Of who that is nothing is told.
fn birth_date_does_not_match(facts: &AnsweredFacts) -> Option<Finding> {
    let message = format!(
        "De geboortedatum {} hoort niet bij dit bsn.",
        notation::date(facts.birth_date?)
    );
    Some(Finding::new("LR-S113", "geboortedatum", "", message))
}

/// LR-S114: the teacher died, and the appointment begins or goes on after that.
fn runs_after_death(facts: &AnsweredFacts, died: Date) -> Option<Finding> {
    let (field, message) = if died < facts.begins {
        (
            "begindatum",
            "De leraar is volgens de BRP overleden voor de begindatum.".to_owned(),
        )
    } else if facts.ends.is_none_or(|ends| died < ends) {
        let died = notation::date(died);
        (
            "einddatum",
            format!(
                "De leraar is volgens de BRP overleden op {died}. De benoeming loopt daarna door."
            ),
        )
    } else {
        return None;
    };
    Some(Finding::new("LR-S114", field, "", message))
}

/// All signals of an appointment.
pub fn of_appointment(facts: &AppointmentFacts, on: Date) -> Vec<Finding> {
    let signals = [
        maximum_comes_near(facts, on),
        maximum_passed(facts, on),
        difference_reported(facts, on),
        school_closed(facts, on),
    ];
    signals.into_iter().flatten().collect()
}

/// All signals of a person.
pub fn of_person(facts: &PersonSignalFacts, on: Date) -> Vec<Finding> {
    let signals = [
        name_changed(facts, on),
        full_time_at_many_boards(facts, on),
        pension_age_comes_near(facts, on),
    ];
    signals.into_iter().flatten().collect()
}

/// All signals of a board.
pub fn of_board(facts: &BoardFacts, on: Date) -> Vec<Finding> {
    let signals = [silent_board(facts, on), contact_missing(facts, on)];
    signals
        .into_iter()
        .flatten()
        .chain(expires_soon(facts, on))
        .collect()
}

/// LR-S102: the BRP has another name since the board was last told.
pub fn name_changed(facts: &PersonSignalFacts, on: Date) -> Option<Finding> {
    let changed = facts.name_changed_on.filter(|changed| *changed <= on)?;
    let told = facts.name_told_on.is_some_and(|told| told >= changed);
    (!told).then(|| {
        let message = format!(
            "De naam van de leraar is op {} gewijzigd in de BRP.",
            notation::date(changed)
        );
        Finding::new("LR-S102", "achternaam", "", message)
    })
}

/// The step of LR-S103 that holds on a day: 6, 3 or 1 month before the maximum.
pub fn months_before(maximum: Date, on: Date) -> Option<u8> {
    let begun = |months: &&u8| {
        maximum
            .checked_sub(Span::new().months(i64::from(**months)))
            .is_ok_and(|first| first <= on)
    };
    STEPS
        .iter()
        .rev()
        .find(begun)
        .copied()
        .filter(|_| on <= maximum)
}

/// LR-S103: the latest day in the vestibule comes within 6, 3 or 1 month. Each step is told once,
/// and not of an appointment that ends before.
pub fn maximum_comes_near(facts: &AppointmentFacts, on: Date) -> Option<Finding> {
    let maximum = facts.maximum?;
    let step = months_before(maximum, on)?;
    let told = facts.told_months.is_some_and(|told| told <= step);
    let leaves = facts.ends.is_some_and(|ends| ends < maximum);
    (!told && !leaves && facts.begins <= on).then(|| {
        let message = format!(
            "De laatste dag op deze grondslag is {}. Dat is binnen {}.",
            notation::date(maximum),
            notation::count(i64::from(step), "maand", "maanden")
        );
        Finding::new("LR-S103", "einddatum", "", message)
    })
}

/// LR-S104: the latest day in the vestibule is over and the appointment is not.
pub fn maximum_passed(facts: &AppointmentFacts, on: Date) -> Option<Finding> {
    let maximum = facts.maximum.filter(|maximum| *maximum < on)?;
    is_active(facts.begins, facts.ends, on).then(|| {
        let message = format!(
            "De laatste dag op deze grondslag was {}. De benoeming loopt nog.",
            notation::date(maximum)
        );
        Finding::new("LR-S104", "einddatum", "", message)
    })
}

/// LR-S105: the teacher asked to correct it and has no answer.
pub fn difference_reported(facts: &AppointmentFacts, on: Date) -> Option<Finding> {
    let asked = facts.correction_asked_on.filter(|asked| *asked <= on)?;
    let message = format!(
        "De leraar heeft op {} gevraagd om deze benoeming te verbeteren.",
        notation::date(asked)
    );
    Some(Finding::new("LR-S105", "", "", message))
}

/// LR-S106: the person has a full job at more than three boards at a time.
pub fn full_time_at_many_boards(facts: &PersonSignalFacts, on: Date) -> Option<Finding> {
    let mut boards: Vec<_> = facts
        .contracts
        .iter()
        .filter(|contract| contract.full_time && is_active(contract.begins, contract.ends, on))
        .map(|contract| &contract.board)
        .collect();
    boards.sort();
    boards.dedup();
    (boards.len() > FULL_JOBS).then(|| {
        let message = format!(
            "De leraar heeft volgens de leveringen een volle baan bij {} besturen tegelijk.",
            boards.len()
        );
        Finding::new("LR-S106", "einddatum", "", message)
    })
}

/// LR-S107: the board delivered nothing for sixty days, and did not declare to be complete.
pub fn silent_board(facts: &BoardFacts, on: Date) -> Option<Finding> {
    let heard = facts.delivered_on.max(facts.declared_on);
    let last = heard.map_or(facts.joined_on, |heard| heard.max(facts.joined_on));
    let limit = last.checked_add(Span::new().days(SILENT_DAYS)).ok()?;
    (limit <= on).then(|| {
        let message = match heard {
            None => "Je bestuur heeft nog niets geleverd en niet verklaard dat alles volledig is."
                .to_owned(),
            Some(_) => format!(
                "Je bestuur heeft sinds {} niets geleverd en niet verklaard dat alles volledig is.",
                notation::date(last)
            ),
        };
        Finding::new("LR-S107", "", "", message)
    })
}

/// LR-S108: the school is closed or went to another board, and the appointment goes on after that.
pub fn school_closed(facts: &AppointmentFacts, on: Date) -> Option<Finding> {
    let closed = facts.school_closed_on.filter(|closed| *closed < on)?;
    is_active(facts.begins, facts.ends, on).then(|| {
        let message = format!(
            "De school is gesloten of ging naar een ander bestuur. De laatste dag was {}. De benoeming loopt nog.",
            notation::date(closed)
        );
        Finding::new("LR-S108", "instellingscode", "", message)
    })
}

/// LR-S109: the teacher reaches the pension age within six months (article 7a AOW).
pub fn pension_age_comes_near(facts: &PersonSignalFacts, on: Date) -> Option<Finding> {
    let reached = pension_date(facts.birth_date)?;
    let first = reached.checked_sub(Span::new().months(MONTHS_AHEAD)).ok()?;
    (first <= on && on < reached).then(|| {
        let message = format!(
            "De leraar bereikt op {} de AOW-leeftijd.",
            notation::date(reached)
        );
        Finding::new("LR-S109", "", "", message)
    })
}

/// LR-S110: the diploma does not fit the ground, and the teacher agreed that the school is told. What stands
/// on the diploma is not.
pub fn diploma_conflicts(conflict: DiplomaConflict, on: Date) -> Option<Finding> {
    conflict.consented_on.filter(|consented| *consented <= on)?;
    let message = format!(
        "De controle met het Diplomaregister van {} gaf een ander beeld dan deze grondslag.",
        notation::date(conflict.found_on)
    );
    Some(Finding::new("LR-S110", "grondslag", "", message))
}

/// LR-S111: the board has no contact person, or a mail to one of them came back.
pub fn contact_missing(facts: &BoardFacts, on: Date) -> Option<Finding> {
    let message = match facts.contact {
        ContactFacts::Missing => "Je bestuur heeft geen contactpersoon opgegeven.".to_owned(),
        ContactFacts::Bounced(day) if day <= on => format!(
            "De e-mail aan een contactpersoon van je bestuur kwam op {} terug.",
            notation::date(day)
        ),
        ContactFacts::Bounced(_) | ContactFacts::Reachable => return None,
    };
    Some(Finding::new("LR-S111", "", "", message))
}

/// LR-S112: a certificate or a mandate ends within thirty days; one signal for each.
pub fn expires_soon(facts: &BoardFacts, on: Date) -> Vec<Finding> {
    let soon = |expiring: &&Expiring| {
        let first = expiring.last_day.checked_sub(Span::new().days(EXPIRY_DAYS));
        first.is_ok_and(|first| first <= on) && on <= expiring.last_day
    };
    facts
        .expiring
        .iter()
        .filter(soon)
        .map(|expiring| {
            let message = format!(
                "{} geldt tot en met {}.",
                expiring.what,
                notation::date(expiring.last_day)
            );
            Finding::new("LR-S112", "", "", message)
        })
        .collect()
}

/// Whether a period holds on a day; its first and last day count.
fn is_active(begins: Date, ends: Option<Date>, on: Date) -> bool {
    begins <= on && ends.is_none_or(|ends| on <= ends)
}
