//! What can be reported as not right, and who answers it (article 38k WPO).

use super::Appointment;
use crate::design::TextLink;
use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{case::OwnFact, identifier::AppointmentId, notation};

/// What can be reported as wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reportable {
    /// The school or its board.
    School,
    /// When the appointment begins or ends.
    Appointment,
    /// The employment contract.
    Contract,
    /// What is taught, in which years.
    Field,
    /// The appointment ground.
    Ground,
    /// The whole appointment.
    Gone,
    /// Anything else.
    Other,
    /// Name or address.
    Name,
    /// Day of birth.
    BirthDate,
    /// On which of the two lists the appointment stands.
    List,
    /// Where its entry stands: waiting, confirmed, and since when.
    Entry,
    /// The last day that the law allows.
    Maximum,
    /// The number of the teacher in the register.
    Number,
    /// What came of comparing a subject with the diplomas.
    Outcome,
}

/// Who answers a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// The school that delivered the fact.
    School,
    /// The register itself: it computed or recorded the fact, and can set it right.
    Register(OwnFact),
    /// Nobody here: the fact comes from the BRP and is changed at the municipality.
    Municipality,
}

/// Who answers a report about a fact with this name; `brp` is whether name and day of birth come from
/// the BRP (article 38k WPO).
pub fn addressee(fact: &str, brp: bool) -> Addressee {
    match Reportable::labelled(fact) {
        Some(Reportable::List | Reportable::Maximum) => Addressee::Register(OwnFact::Listing),
        Some(Reportable::Entry) => Addressee::Register(OwnFact::Entry),
        Some(Reportable::Number) => Addressee::Register(OwnFact::Number),
        Some(Reportable::Outcome) => Addressee::Register(OwnFact::Comparison),
        Some(fact) if Reportable::OF_PERSON.contains(&fact) && brp => Addressee::Municipality,
        _ => Addressee::School,
    }
}

impl Reportable {
    /// What the school delivers of an appointment.
    pub(super) const OF_APPOINTMENT: [Self; 7] = [
        Self::School,
        Self::Appointment,
        Self::Contract,
        Self::Field,
        Self::Ground,
        Self::Gone,
        Self::Other,
    ];

    /// What the school delivers of somebody who is not in the BRP. What comes from the BRP is
    /// changed there, and not by a report (article 38k WPO).
    pub(super) const OF_PERSON: [Self; 2] = [Self::Name, Self::BirthDate];

    /// What the register itself computed or recorded.
    pub(super) const OF_REGISTER: [Self; 5] = [
        Self::List,
        Self::Entry,
        Self::Maximum,
        Self::Number,
        Self::Outcome,
    ];

    fn all() -> impl Iterator<Item = Self> {
        Self::OF_APPOINTMENT
            .into_iter()
            .chain(Self::OF_PERSON)
            .chain(Self::OF_REGISTER)
    }

    const fn code(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Appointment => "benoeming",
            Self::Contract => "arbeidsovereenkomst",
            Self::Field => "onderwijsterrein",
            Self::Ground => "grondslag",
            Self::Gone => "niet-hier",
            Self::Other => "anders",
            Self::Name => "naam",
            Self::BirthDate => "geboortedatum",
            Self::List => "register",
            Self::Entry => "inschrijving",
            Self::Maximum => "uiterste-datum",
            Self::Number => "registratienummer",
            Self::Outcome => "vergelijking",
        }
    }

    /// What it is called; the school reads this.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::School => "School of bestuur",
            Self::Appointment => "Begin of einde van de benoeming",
            Self::Contract => "Arbeidsovereenkomst",
            Self::Field => "Onderwijsterrein of leerjaren",
            Self::Ground => "Benoemingsgrondslag",
            Self::Gone => "Ik werk hier niet (meer)",
            Self::Other => "Iets anders",
            Self::Name => "Naam of adres",
            Self::BirthDate => "Geboortedatum",
            Self::List => "In welk register ik sta",
            Self::Entry => "Inschrijving of datum van levering",
            Self::Maximum => "Toegestaan tot en met",
            Self::Number => "Registratienummer",
            Self::Outcome => "De vergelijking met mijn diploma",
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::all().find(|fact| fact.code() == code)
    }

    pub(super) fn labelled(label: &str) -> Option<Self> {
        Self::all().find(|fact| fact.label() == label)
    }

    /// Where it is reported, with as much filled in as is known.
    pub fn address(self, appointment: Option<AppointmentId>) -> String {
        let code = self.code();
        match appointment {
            Some(id) => format!("/mijn/gegevens/correctie?benoeming={id}&gegeven={code}"),
            None => format!("/mijn/gegevens/correctie?gegeven={code}"),
        }
    }

    /// The link at a fact, in a few letters: `name` says to the ear which fact, and of which
    /// appointment.
    pub fn link(self, appointment: Option<AppointmentId>, name: impl Into<String>) -> ViewFn {
        let (href, name) = (self.address(appointment), name.into());
        ViewFn::from(move || {
            let (href, context) = (href.clone(), name.clone());
            view! { <TextLink href small=true context>"Klopt niet?"</TextLink> }
        })
    }

    /// What stands in the register now; nothing when it is not a fact of this appointment.
    pub(super) fn now(self, appointment: &Appointment) -> Option<String> {
        let a = appointment;
        match self {
            Self::School => Some(format!("{}, {}", a.school, a.board)),
            Self::Appointment => Some(period(a.starts, a.ends)),
            Self::Contract => Some(period(a.contract_starts, a.contract_ends)),
            Self::Field => (!a.fields.is_empty()).then(|| a.taught()),
            Self::Ground => Some(a.ground_name.clone()),
            Self::List => Some(a.list.name().to_owned()),
            Self::Entry => Some(format!(
                "{}, geleverd op {}",
                a.standing(),
                notation::date(a.delivered_at.date())
            )),
            Self::Maximum => a.maximum.as_ref().map(|last| notation::date(last.date)),
            Self::Gone
            | Self::Other
            | Self::Name
            | Self::BirthDate
            | Self::Number
            | Self::Outcome => None,
        }
    }
}

/// `Sinds 1 augustus 2014`, or from one day to another.
pub fn period(from: Date, to: Option<Date>) -> String {
    match to {
        Some(to) => format!("{} tot en met {}", notation::date(from), notation::date(to)),
        None => format!("Sinds {}", notation::date(from)),
    }
}

/// The form with which one reports that something is not right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionForm {
    /// The appointment it is about: its school gets the report.
    #[serde(default)]
    pub appointment: String,
    /// Which fact.
    #[serde(default)]
    pub fact: String,
    /// What is wrong with it.
    #[serde(default)]
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_goes_to_who_can_do_something_about_it() {
        let to = |fact: Reportable, brp| addressee(fact.label(), brp);
        assert_eq!(to(Reportable::Ground, true), Addressee::School);
        assert_eq!(to(Reportable::Name, true), Addressee::Municipality);
        assert_eq!(to(Reportable::Name, false), Addressee::School);
        for of_register in Reportable::OF_REGISTER {
            assert!(matches!(to(of_register, false), Addressee::Register(_)));
        }
        assert_eq!(addressee("begindatum", true), Addressee::School);
    }

    #[test]
    fn the_address_of_a_report_names_its_fact_and_comes_back_as_that_fact() {
        for fact in Reportable::all() {
            let address = fact.address(None);
            let code = address.rsplit('=').next().unwrap_or_default();
            assert_eq!(Reportable::parse(code), Some(fact));
            assert_eq!(Reportable::labelled(fact.label()), Some(fact));
            assert!(
                !address.contains(' '),
                "an address without spaces: {address}"
            );
        }
    }
}
