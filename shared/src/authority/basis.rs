//! Which row of the table decided on a part of a claim: what page, letter and interface tell who
//! asks how an answer came about, and what a lawyer looks up.

use super::{Authority, Part, Training, compare::Answer};
use crate::notation;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How a diploma was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecognisedBy {
    /// By the code of its programme.
    Code,
    /// By the name of its programme.
    Name,
    /// By a name that is nearly that of a programme.
    LikeName,
}

impl RecognisedBy {
    /// It in Dutch, after *herkend aan*.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Code => "de code van de opleiding",
            Self::Name => "de naam van de opleiding",
            Self::LikeName => "een naam die er bijna hetzelfde uitziet",
        }
    }
}

/// A row of the table that gives authority for a part of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The part of the claim.
    pub part: Part,
    /// The training that gives it.
    pub training: Training,
    /// The subjects of the row, as the table writes them: `match`.
    pub scope: String,
    /// The limit, in a Dutch sentence to the teacher; `None` when it gives all.
    pub limit: Option<String>,
    /// First day of graduation for which the row holds.
    pub valid_from: Date,
    /// Last day of graduation for which the row holds.
    pub valid_to: Option<Date>,
    /// How sure this row and that of the programme are, the least of the two: S read in a source, M
    /// from memory, A our assumption.
    pub source: char,
    /// The name of the programme on the diploma.
    pub programme: String,
    /// The day of graduation.
    pub graduated: Date,
    /// How the diploma was recognised.
    pub recognised_by: RecognisedBy,
}

impl Basis {
    pub(super) fn of(answer: &Answer<'_>, row: &Authority) -> Self {
        Self {
            part: answer.part,
            training: row.training,
            scope: row.scope.to_string(),
            limit: answer.grant.limit().map(str::to_owned),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            source: least_sure(row.source, answer.recognised.source),
            programme: answer.diploma.programme.trim().to_owned(),
            graduated: answer.diploma.graduated,
            recognised_by: answer.recognised.by,
        }
    }

    /// The row in Dutch sentences.
    pub fn text(&self) -> String {
        let until = self
            .valid_to
            .map(|last| format!(" tot en met {}", notation::date(last)));
        let certainty = match self.source {
            'S' => "De rij is gelezen in de bron.",
            'M' => "De rij of de naam van de opleiding is nog niet nagekeken in de bron.",
            _ => "Het is een aanname van het register.",
        };
        format!(
            "‘{}’ ({}), herkend aan {}. Rij van de tabel: {}, voor {}, bij diploma’s vanaf {}{}. {certainty}",
            self.programme,
            notation::date(self.graduated),
            self.recognised_by.label(),
            self.training.label(),
            self.part.phrase(),
            notation::date(self.valid_from),
            until.unwrap_or_default(),
        )
    }
}

fn least_sure(one: char, other: char) -> char {
    let sources = [one, other];
    ['A', 'M']
        .into_iter()
        .find(|source| sources.contains(source))
        .unwrap_or('S')
}
