//! The decision aid for programs: the same trees as on the page, and nobody's data.

use super::{read::Sent, reply::Refusal};
use crate::System;
use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::{
    Problem,
    aid::{Ask, Kind, Outcome, Step, Tree, UNKNOWN, Walk},
};
use std::{collections::BTreeMap, sync::Arc};

/// The answers so far.
#[derive(Deserialize)]
pub struct Asked {
    /// The day for which they hold; today when it is not there.
    peildatum: Option<Date>,
    /// By the code of the question; nothing yet gives the first question.
    #[serde(default)]
    antwoorden: BTreeMap<String, String>,
}

/// `POST /grondslaghulp`: the next question, or the outcome; open to everyone.
///
/// # Errors
/// 404 when there is no tree for the day.
pub async fn follow(
    State(system): State<Arc<System>>,
    Sent(asked): Sent<Asked>,
) -> Result<Json<Value>, Refusal> {
    let on = asked.peildatum.unwrap_or_else(|| system.clock.today());
    let tree = Tree::on(on).ok_or_else(no_tree)?;
    let view = tree.view(&Walk::from_pairs(&asked.antwoorden));
    let answers: BTreeMap<&str, &str> = view.tidied.pairs().into_iter().collect();
    let (question, outcome) = match &view.step {
        Step::Ask(ask) => (Some(question(ask)), None),
        Step::End(outcome) => (None, Some(ending(outcome))),
    };
    Ok(Json(json!({
        "peildatum": on,
        "antwoorden": answers,
        "vraag": question,
        "uitkomst": outcome,
    })))
}

fn no_tree() -> Problem {
    Problem {
        title: "Voor deze dag is er geen keuzehulp".to_owned(),
        ..Problem::not_found()
    }
}

fn question(ask: &Ask) -> Value {
    let asked = &ask.question;
    let (kind, choices) = match &asked.kind {
        Kind::Choice(choices) => ("keuze", choices.as_slice()),
        Kind::Date(..) => ("datum", [].as_slice()),
        Kind::Number(..) => ("getal", [].as_slice()),
        Kind::Periods(_) => ("perioden", [].as_slice()),
    };
    let mut answers: Vec<Value> = choices
        .iter()
        .map(|choice| json!({ "code": choice.id, "tekst": choice.label }))
        .collect();
    answers.push(json!({ "code": UNKNOWN, "tekst": asked.unknown.label }));
    json!({
        "code": asked.id.as_str(),
        "tekst": asked.text,
        "uitleg": asked.why,
        "artikel": asked.article.name,
        "soort": kind,
        "antwoorden": answers,
        "nummer": ask.nr,
        "hoogstens": ask.at_most,
        "fout": ask.error.map(|error| error.to_string()),
    })
}

fn ending(outcome: &Outcome) -> Value {
    let reasons: Vec<Value> = outcome
        .reasons
        .iter()
        .map(|reason| {
            json!({
                "vraag": reason.question.as_str(),
                "tekst": reason.text,
                "artikel": reason.article,
            })
        })
        .collect();
    json!({
        "soort": outcome.kind,
        "titel": outcome.title,
        "uitleg": outcome.explanation,
        "levering": outcome.delivery.as_ref().map(|delivery| json!({
            "code": delivery.code,
            "ingangsdatumGrond": delivery.ground_since,
            "verlenging": delivery.extensions,
            "verklaringInspanning": delivery.statement,
        })),
        "bestemming": outcome.ground.as_ref().map(|ground| ground.target.name()),
        "einde": outcome.end.as_ref().map(|end| json!({
            "uiterlijk": end.last_day(),
            "tekst": end.text(),
        })),
        "bewijs": outcome.evidence,
        "letOp": outcome.attention,
        "mogelijkheden": outcome.options,
        "redenen": reasons,
        "artikel": outcome.article.name,
        "vragenboom": outcome.tree,
        "tabelversie": outcome.table_version,
    })
}
