//! On what occasions somebody sees the data of a teacher, and what the teacher reads about it
//! ("Wie heeft mijn gegevens bekeken?", handbook 8.3).

use serde::{Deserialize, Serialize};

/// An occasion on which data of a teacher are shown to somebody else. What is public anyway is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Viewing {
    /// The list of teachers of a board.
    Teachers,
    /// The same as a file.
    TeachersFile,
    /// What the register holds of a board on a day, as a file.
    OverviewFile,
    /// How things stand at a board, with what is most urgent.
    Dashboard,
    /// What a board has to do.
    Tasks,
    /// The form of one appointment.
    Appointment,
    /// The training plan of an appointment in the vestibule.
    TrainingPlan,
    /// What became of a delivery.
    Delivery,
    /// The errors of a delivery as a file.
    ErrorsFile,
    /// What would become of a file.
    Preview,
    /// What a teacher shares of the portfolio.
    SharedPortfolio,
    /// The personal data of a teacher, to write to them.
    PersonToWrite,
    /// The same, to check the administration of the school.
    PersonToCheck,
    /// How the re-registration of a teacher stands.
    Reregistration,
    /// What a teacher reported.
    Correction,
    /// The overview that a program fetches.
    ProgramOverview,
    /// The reports that a program fetches.
    ProgramCorrections,
    /// The list of cases that wait, of the register.
    Worklist,
    /// Evidence that is judged by the register.
    Evidence,
    /// A report on which the register decides.
    CorrectionCase,
    /// A registration of a teacher without an appointment, on which the register decides.
    RegistrationCase,
    /// A letter to the teacher, which is posted.
    Post,
    /// An application for re-registration on which the register decides.
    Application,
    /// The same, without names, for who advises on it.
    Advice,
    /// An objection on which the register decides.
    Objection,
    /// A question of the teacher, which a case worker answers.
    Question,
    /// A check of the register by an auditor.
    Audit,
    /// A teacher whom the inspectorate looks up in its supervision of a school.
    Supervision,
    /// The same in a criminal investigation, for who has that role.
    Investigation,
    /// The list of the inspectorate of terms in the vestibule that have passed.
    ExpiredTerms,
}

impl Viewing {
    /// All occasions.
    pub const ALL: [Self; 30] = [
        Self::Teachers,
        Self::TeachersFile,
        Self::OverviewFile,
        Self::Dashboard,
        Self::Tasks,
        Self::Appointment,
        Self::TrainingPlan,
        Self::Delivery,
        Self::ErrorsFile,
        Self::Preview,
        Self::SharedPortfolio,
        Self::PersonToWrite,
        Self::PersonToCheck,
        Self::Reregistration,
        Self::Correction,
        Self::ProgramOverview,
        Self::ProgramCorrections,
        Self::Worklist,
        Self::Evidence,
        Self::CorrectionCase,
        Self::RegistrationCase,
        Self::Post,
        Self::Application,
        Self::Advice,
        Self::Objection,
        Self::Question,
        Self::Audit,
        Self::Supervision,
        Self::Investigation,
        Self::ExpiredTerms,
    ];

    /// For what a board asks the register for personal data (article 38o, second paragraph, under a, WPO).
    pub const OF_PERSON: [Self; 2] = [Self::PersonToWrite, Self::PersonToCheck];

    /// As the log keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Teachers => "leraren",
            Self::TeachersFile => "leraren-bestand",
            Self::OverviewFile => "overzicht-bestand",
            Self::Dashboard => "overzicht",
            Self::Tasks => "taken",
            Self::Appointment => "benoeming",
            Self::TrainingPlan => "scholingsplan",
            Self::Delivery => "levering",
            Self::ErrorsFile => "fouten-bestand",
            Self::Preview => "nakijken",
            Self::SharedPortfolio => "portfolio",
            Self::PersonToWrite => "persoonsgegevens-brief",
            Self::PersonToCheck => "persoonsgegevens-controle",
            Self::Reregistration => "herregistratie",
            Self::Correction => "melding",
            Self::ProgramOverview => "programma-overzicht",
            Self::ProgramCorrections => "programma-meldingen",
            Self::Worklist => "werkvoorraad",
            Self::Evidence => "bewijs",
            Self::CorrectionCase => "zaak-melding",
            Self::RegistrationCase => "zaak-aanmelding",
            Self::Post => "post",
            Self::Application => "zaak-herregistratie",
            Self::Advice => "advies",
            Self::Objection => "zaak-bezwaar",
            Self::Question => "vraag",
            Self::Audit => "controle",
            Self::Supervision => "toezicht",
            Self::Investigation => "opsporing",
            Self::ExpiredTerms => "termijnen",
        }
    }

    /// The occasion with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|viewing| viewing.code() == code)
    }

    /// Why, as the teacher reads it.
    pub const fn why(self) -> &'static str {
        match self {
            Self::Teachers | Self::Dashboard => {
                "Om te zien hoe de leraren van de school erin staan"
            }
            Self::TeachersFile => "Om de lijst met leraren van de school te downloaden",
            Self::OverviewFile | Self::ProgramOverview => {
                "Om de gegevens te vergelijken met de eigen administratie"
            }
            Self::Tasks => "Om te zien wat de school nog moet doen",
            Self::Appointment => "Om je benoeming te bekijken of aan te passen",
            Self::TrainingPlan => "Om je scholingsplan te bekijken of aan te passen",
            Self::Delivery => "Om te zien wat er van een levering is geworden",
            Self::ErrorsFile | Self::Preview => "Om fouten in een levering te herstellen",
            Self::SharedPortfolio => "Om te zien wat je met het bestuur deelt",
            Self::PersonToWrite => "Om de leraar een brief te sturen",
            Self::PersonToCheck => "Om de eigen administratie te controleren",
            Self::Reregistration => "Om te zien hoe het met de herregistratie staat",
            Self::Correction | Self::ProgramCorrections => "Om te antwoorden op jouw melding",
            Self::Worklist => "Om te zien welke zaken op het register wachten",
            Self::Evidence => "Om het bewijs bij je vak te beoordelen",
            Self::CorrectionCase => "Om te beslissen over jouw melding",
            Self::RegistrationCase => "Om te beslissen over jouw aanmelding",
            Self::Post => "Om een brief aan je te versturen",
            Self::Application => "Om te beslissen over je herregistratie",
            Self::Advice => "Om te adviseren over je herregistratie of bezwaar",
            Self::Objection => "Om te beslissen op je bezwaar",
            Self::Question => "Om een vraag van de leraar te beantwoorden",
            Self::Audit => "Om te controleren of het register klopt",
            Self::Supervision => "Om toezicht te houden op de school",
            Self::Investigation => "Voor een opsporingsonderzoek",
            Self::ExpiredTerms => "Om te zien of een termijn in het voorportaal voorbij is",
        }
    }

    /// Whether the teacher does not read of it, for an investigation would suffer from that (article
    /// 23, first paragraph, under d, AVG).
    pub const fn is_hidden(self) -> bool {
        matches!(self, Self::Investigation)
    }

    /// For which organisation it is, when that is neither a board nor the register itself.
    pub const fn organisation(self) -> Option<&'static str> {
        match self {
            Self::Supervision | Self::Investigation | Self::ExpiredTerms => {
                Some("Inspectie van het Onderwijs")
            }
            Self::Audit => Some("Accountant van het register"),
            Self::Advice => Some("Adviescommissie"),
            _ => None,
        }
    }

    /// Which data, as the teacher reads it.
    pub const fn what(self) -> &'static str {
        match self {
            Self::Teachers | Self::TeachersFile | Self::Dashboard => {
                "Je naam, je benoeming, je vak en of je hebt bevestigd"
            }
            Self::OverviewFile => "Je naam en je benoeming",
            Self::ProgramOverview => "Je burgerservicenummer en je benoeming",
            Self::Tasks | Self::CorrectionCase => "Je naam, je benoeming en jouw melding",
            Self::Appointment | Self::Delivery | Self::ErrorsFile | Self::Preview => {
                "Wat je school over je leverde"
            }
            Self::TrainingPlan => "Je naam, je benoeming en je scholingsplan",
            Self::SharedPortfolio => "Je naam en de activiteiten die je deelt",
            Self::PersonToWrite | Self::PersonToCheck => {
                "Je naam, je geslacht, je adres en je geboortedatum"
            }
            Self::Reregistration => "Je periode, en wat er over je herregistratie is besloten",
            Self::Correction => "Je naam en jouw melding",
            Self::Post => "Je naam, je adres en het bericht aan jou",
            Self::ProgramCorrections => "Jouw melding",
            Self::RegistrationCase => {
                "Je naam, het vak van je aanmelding, je diploma en het bewijs dat je toevoegde"
            }
            Self::Application => "Je naam, je aanvraag en je activiteiten",
            Self::Advice => "Je activiteiten, zonder je naam en leeftijd",
            Self::Objection => "Je naam, het besluit en je bezwaar",
            Self::Worklist => "Je naam en de soort zaak",
            Self::Evidence => "Je naam, je vak en het bewijs dat je toevoegde",
            Self::Question | Self::Audit | Self::Supervision | Self::Investigation => {
                "Je naam, je benoemingen en je vakken"
            }
            Self::ExpiredTerms => "Je registratienummer en je benoeming",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_can_be_read_back() {
        for viewing in Viewing::ALL {
            assert_eq!(Viewing::parse(viewing.code()), Some(viewing));
        }
    }

    #[test]
    fn a_teacher_reads_of_every_view_but_one_for_an_investigation() {
        let hidden = Viewing::ALL
            .into_iter()
            .filter(|viewing| viewing.is_hidden());
        assert_eq!(hidden.collect::<Vec<_>>(), [Viewing::Investigation]);
    }
}
