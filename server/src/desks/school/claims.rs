//! What the claims of teachers mean to a board: the name of the subject and whether proof was found.

use shared::{authority::Outcome, delivery::TeachingField, subject::SubjectTable};

/// The codes of the outcomes by which a teacher is qualified for the subject.
pub fn qualified() -> Vec<String> {
    Outcome::ALL
        .into_iter()
        .filter(|outcome| outcome.is_confirmed())
        .map(|outcome| outcome.code().to_owned())
        .collect()
}

/// The name of a subject or of a teaching field; the code itself when no list knows it.
pub fn subject_name(code: &str) -> String {
    let subject = SubjectTable::current()
        .find(code)
        .map(|subject| &subject.name);
    let field = || TeachingField::find(code).map(|field| &field.name);
    subject
        .or_else(field)
        .map_or_else(|| code.to_owned(), Clone::clone)
}
