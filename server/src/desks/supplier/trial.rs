//! A message that a supplier wants to try on the page.

use super::{programs, sandbox};
use crate::{
    System,
    delivery::{self, Sender},
    fault::Fault,
    sandbox::{FOR_EVERYONE, board_for_everyone, names_somebody_real},
};
use app::{actor::Supplier, supplier::Remark};
use shared::{
    FieldError, Problem,
    delivery::{Finding, Rule, Severity, pointer_of, read_json, read_xml},
    identifier::BoardNumber,
};

/// The most that can be tried at once, in bytes.
const LONGEST: usize = 64 * 1024;

/// What the checks say of an appointment or of its deletion, as the sandbox would.
///
/// # Errors
/// 422 with everything that is wrong.
pub async fn check(
    system: &System,
    supplier: &Supplier,
    message: &str,
) -> Result<Vec<Remark>, Fault> {
    let place = sandbox(system)?;
    let wrong = |told: String| Problem::invalid(vec![FieldError::new("bericht", told)]);
    let message = message.trim();
    if message.is_empty() {
        return Err(wrong("Plak een bericht".to_owned()).into());
    }
    if message.len() > LONGEST {
        return Err(wrong("Dit bericht is groter dan 64 kB".to_owned()).into());
    }
    if names_somebody_real(message.as_bytes()) {
        let told = "Gebruik alleen testnummers: die beginnen met 9999";
        return Err(wrong(told.to_owned()).into());
    }
    let record = if message.starts_with('<') {
        read_xml(message.as_bytes())
    } else {
        read_json(message.as_bytes())
    };
    let number = record.row.key().0;
    let board = board(system, supplier, number)
        .await?
        .ok_or_else(|| wrong(format!("{number} is geen testbestuur van jou (LR-F003)")))?;
    let board = BoardNumber::parse(&board).map_err(Fault::broken)?;
    let sender = Sender::program(board, "proef".to_owned());
    let (_, findings) = delivery::try_out(place, sender, &record).await?;
    let errors: Vec<FieldError> = findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Error)
        .map(|finding| {
            let Remark {
                code,
                place,
                message,
                ..
            } = remark(finding);
            let place = if place.is_empty() {
                place
            } else {
                format!(" bij {place}")
            };
            FieldError::new("bericht", format!("{code}{place}: {message}"))
        })
        .collect();
    if !errors.is_empty() {
        return Err(Problem::invalid(errors).into());
    }
    Ok(findings.iter().map(remark).collect())
}

/// The board of a message: one of the supplier, or the one for everyone. What cannot be read has no
/// board; the check tells what is wrong with it.
async fn board(
    system: &System,
    supplier: &Supplier,
    number: &str,
) -> Result<Option<String>, Fault> {
    let sandbox = programs::all(system, supplier).await?;
    if number.is_empty() {
        return Ok(Some(sandbox.board));
    }
    let mut own = sandbox.programs.iter().flat_map(|program| &program.boards);
    if own.any(|board| board.number == number) {
        return Ok(Some(number.to_owned()));
    }
    if number != FOR_EVERYONE {
        return Ok(None);
    }
    let (board, _) = board_for_everyone(self::sandbox(system)?)
        .await
        .map_err(|error| Fault::Broken(error.into()))?;
    Ok(Some(board))
}

fn remark(finding: &Finding) -> Remark {
    Remark {
        title: Rule::find(&finding.rule).map_or_else(String::new, |rule| rule.title.clone()),
        code: finding.rule.clone(),
        place: pointer_of(&finding.field),
        message: finding.message.clone(),
    }
}
