//! What the claims of teachers mean to a board: the name of the subject and whether proof was found.

/// The outcomes of the check that say that the teacher is qualified for the subject.
pub const QUALIFIED: [&str; 3] = ["BEVESTIGD", "BEVESTIGD_BEPERKT", "BEWIJS_HANDMATIG"];

/// The name of a subject or field; the code itself when the list does not know it.
pub fn subject_name(code: &str) -> String {
    code.to_owned()
}
