//! A message that a supplier wants to try on the page.

use super::{programs, sandbox};
use crate::{
    System,
    delivery::{self, Channel, Sender},
    fault::Fault,
    sandbox::names_somebody_real,
};
use app::{actor::Supplier, supplier::Remark};
use shared::{
    FieldError, Problem,
    delivery::{Finding, MessageKind, Rule, Severity, pointer_of, read_json, read_xml},
    identifier::BoardNumber,
};

/// The most that can be tried at once, in bytes.
const LONGEST: usize = 64 * 1024;

/// What the checks say, as `POST /proefcontroles` of the sandbox would.
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
    if record.kind == MessageKind::Removal {
        let told = "Dit bericht verwijdert een benoeming. Probeer dat met een verzoek";
        return Err(wrong(told.to_owned()).into());
    }
    let number = record.row.key().0;
    let own = programs::all(system, supplier).await?.programs;
    let boards = || own.iter().flat_map(|program| &program.boards);
    // What cannot be read has no board; the check tells what is wrong with it.
    let board = boards()
        .find(|board| board.number == number || number.is_empty())
        .ok_or_else(|| wrong(format!("{number} is geen testbestuur van jou (LR-F003)")))?;
    let sender = Sender {
        board: BoardNumber::parse(&board.number).map_err(Fault::broken)?,
        channel: Channel::Api,
        name: "proef".to_owned(),
    };
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

fn remark(finding: &Finding) -> Remark {
    Remark {
        title: Rule::find(&finding.rule).map_or_else(String::new, |rule| rule.title.clone()),
        code: finding.rule.clone(),
        place: pointer_of(&finding.field),
        message: finding.message.clone(),
    }
}
