//! What the rules of a set have to know, and who would have to supply it.

use super::{CriteriaSet, Days, RuleKind, Worth};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something that a rule has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataNeed {
    /// The category of hours.
    Categories,
    /// The kind of an activity.
    Kinds,
    /// The subjects of an activity or of the re-registration.
    Subjects,
    /// The form or theme of an activity.
    Labels,
    /// A reflection.
    Reflection,
    /// A file of evidence.
    Evidence,
    /// A diploma at the end of a training.
    Diploma,
    /// Study points.
    Credits,
    /// What colleagues approved.
    Approvals,
    /// Feedback between colleagues.
    Reviews,
    /// The hours of work as a teacher.
    Experience,
    /// Months of exemption.
    Exemption,
    /// What was left over of the term before.
    Surplus,
    /// The day of entry and of the decision, which the register knows by itself.
    Days,
}

/// What nobody can enter or deliver yet. A version that asks it cannot be adopted: nobody could fulfil it.
const NOBODY_GIVES: [DataNeed; 2] = [DataNeed::Experience, DataNeed::Approvals];

/// Who would have to supply something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Supplier {
    /// The teacher.
    Teacher,
    /// The school.
    School,
    /// Nobody: the register has it.
    Register,
}

/// Something that a draft asks to know, and the set of now does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewNeed {
    /// What.
    pub need: DataNeed,
    /// By whom.
    pub supplier: Supplier,
    /// For which rules of the draft.
    pub rules: Vec<String>,
}

impl DataNeed {
    /// What it is, in plain Dutch.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Categories => "waar de uren over gaan",
            Self::Kinds => "de soort activiteit",
            Self::Subjects => "voor welk vak het was",
            Self::Labels => "de vorm of het thema van een activiteit",
            Self::Reflection => "wat de leraar leerde",
            Self::Evidence => "een bewijs",
            Self::Diploma => "of een opleiding is afgerond",
            Self::Credits => "studiepunten",
            Self::Approvals => "goedkeuring door collega’s",
            Self::Reviews => "feedback tussen collega’s",
            Self::Experience => "hoeveel uur iemand lesgaf, per bevoegdheid",
            Self::Exemption => "maanden met vrijstelling",
            Self::Surplus => "uren die over waren uit de vorige periode",
            Self::Days => "de dag van invullen en de dag van het besluit",
        }
    }

    /// Whether somebody can enter or deliver it, or the register has it.
    pub fn is_given(self) -> bool {
        !NOBODY_GIVES.contains(&self)
    }

    /// Who would have to supply it.
    pub const fn supplier(self) -> Supplier {
        match self {
            Self::Experience => Supplier::School,
            Self::Days | Self::Surplus => Supplier::Register,
            _ => Supplier::Teacher,
        }
    }
}

impl CriteriaSet {
    /// What its rules have to know beside days and hours, and which rules that are.
    pub fn needs(&self) -> BTreeMap<DataNeed, Vec<String>> {
        let mut needs: BTreeMap<DataNeed, Vec<String>> = BTreeMap::new();
        for rule in self.every_rule() {
            let mut asked = rule.kind.needs();
            if !rule.for_subjects.is_empty() && !asked.contains(&DataNeed::Subjects) {
                asked.push(DataNeed::Subjects);
            }
            for need in asked {
                needs.entry(need).or_default().push(rule.code.clone());
            }
        }
        needs
    }

    /// What its rules have to know that nobody can give yet, and for which rules: of those no one could
    /// fulfil them.
    pub fn needs_that_nobody_gives(&self) -> BTreeMap<DataNeed, Vec<String>> {
        let mut needs = self.needs();
        needs.retain(|need, _| !need.is_given());
        needs
    }
}

impl RuleKind {
    fn needs(&self) -> Vec<DataNeed> {
        let mut needs = Vec::new();
        if let Some(select) = self.selection() {
            let parts = [
                (select.categories.is_empty(), DataNeed::Categories),
                (select.kinds.is_empty(), DataNeed::Kinds),
                (select.subjects.is_empty(), DataNeed::Subjects),
                (select.labels.is_empty(), DataNeed::Labels),
            ];
            let asked = parts.into_iter().filter(|(none, _)| !none);
            needs.extend(asked.map(|(_, need)| need));
        }
        let own = match self {
            Self::MinKinds { .. } => Some(DataNeed::Kinds),
            Self::MinPerSubject { .. } => Some(DataNeed::Subjects),
            Self::MinExperience { .. } => Some(DataNeed::Experience),
            Self::Required { approvals, .. } => (*approvals > 0).then_some(DataNeed::Approvals),
            Self::MinReviews { .. } => Some(DataNeed::Reviews),
            Self::Reflection { .. } => Some(DataNeed::Reflection),
            Self::Evidence { .. } => Some(DataNeed::Evidence),
            Self::Equivalence { counts, .. } => match counts {
                Worth::Diploma(_) => Some(DataNeed::Diploma),
                Worth::PerCredit(_) => Some(DataNeed::Credits),
                Worth::AtMost(_) => None,
            },
            Self::Exemption { .. } => Some(DataNeed::Exemption),
            Self::ValidDate(Days::CarriedOver { .. }) => Some(DataNeed::Surplus),
            Self::ValidDate(Days::UntilDecision) => Some(DataNeed::Days),
            _ => None,
        };
        needs.extend(own);
        needs
    }
}

/// What a draft has to know that the set of now does not.
pub fn new_needs(now: &CriteriaSet, draft: &CriteriaSet) -> Vec<NewNeed> {
    let known = now.needs();
    let needs = draft.needs().into_iter();
    needs
        .filter(|(need, _)| !known.contains_key(need))
        .map(|(need, rules)| NewNeed {
            need,
            supplier: need.supplier(),
            rules,
        })
        .collect()
}
