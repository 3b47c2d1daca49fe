//! The addresses of the aid: from what a form sends to the answers of a walk, and back.

use shared::aid::{QuestionId, Walk};

/// The key by which a form says which question it answers. A list of which nothing is chosen sends
/// nothing itself.
pub(super) const ANSWERED: &str = "beantwoord";

/// The query of the walk behind an address. A question that was answered with nothing gets an empty
/// answer, which the aid refuses with a message.
pub(super) fn query(search: &str) -> String {
    let sent = Walk::from_query(search);
    let marker = QuestionId::new(ANSWERED);
    let Some(answered) = sent.sent(&marker) else {
        return sent.to_query();
    };
    let is_missing = sent.sent(&QuestionId::new(answered)).is_none();
    let mut pairs: Vec<(&str, &str)> = sent
        .pairs()
        .into_iter()
        .filter(|(key, _)| *key != ANSWERED)
        .collect();
    if is_missing {
        pairs.push((answered, ""));
    }
    Walk::from_pairs(pairs).to_query()
}

/// The address of a walk.
pub(super) fn of(walk: &Walk) -> String {
    match walk.to_query() {
        query if query.is_empty() => super::AID.to_owned(),
        query => format!("{}?{query}", super::AID),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_of_which_nothing_was_chosen_has_an_empty_answer() {
        assert_eq!(
            query("sector=vo&beantwoord=vo-rol"),
            "sector=vo&vo-rol=",
            "the aid then says what is missing"
        );
    }

    #[test]
    fn what_was_chosen_stays_and_the_marker_goes() {
        assert_eq!(
            query("?sector=vo&vo-rol=les&beantwoord=vo-rol"),
            "sector=vo&vo-rol=les"
        );
    }

    #[test]
    fn a_question_to_show_again_stays_in_the_address() {
        assert_eq!(
            query("sector=vo&vraag=sector&vo-rol=les"),
            "sector=vo&vo-rol=les&vraag=sector"
        );
    }

    #[test]
    fn a_walk_without_answers_is_at_the_address_of_the_aid() {
        assert_eq!(of(&Walk::default()), "/keuzehulp");
        assert_eq!(of(&Walk::from_query("sector=po")), "/keuzehulp?sector=po");
    }
}
