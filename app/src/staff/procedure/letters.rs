//! What the teacher will read of each step on the way of a case; nothing as long as the step cannot be taken.

use super::{NewAsk, NewExtension, NewSequel, Settle};
use crate::{
    design::Drafted,
    staff::cases::{
        CaseFile,
        forms::{Beside, beside},
    },
};
use jiff::civil::Date;
use leptos::{ev, prelude::*};
use serde::de::DeserializeOwned;
use shared::{
    case::{Judgment, Question, SequelKind, Told, Wait, hearing},
    notation,
    term::TermCode,
};

/// The message that a form makes, beside it.
pub(super) fn drafted<T>(
    file: &CaseFile,
    now: T,
    write: fn(&CaseFile, &T) -> Option<AnyView>,
) -> Beside<impl Fn(ev::Event) + Clone + 'static + use<T>>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    beside(file, now, "Hier staat straks wat de leraar leest.", write)
}

/// The message, as one reads it beside a form.
pub(super) fn shown(told: Option<Told>) -> Option<AnyView> {
    let Told { title, body } = told?;
    Some(view! { <Drafted title body/> }.into_any())
}

/// A day in three fields, when it is one.
fn day(parts: [&String; 3]) -> Option<Date> {
    notation::parse_date(&parts.map(|part| part.trim()).join("-"))
}

impl CaseFile {
    /// What the teacher reads when this is asked; nothing as long as it cannot be asked.
    pub fn letter_that_asks(&self, typed: &NewAsk) -> Option<Told> {
        let what = Wait::parse(&typed.what)?;
        let (kind, today) = (self.line.kind, self.today);
        let until = match what {
            Wait::Hearing => hearing(
                day([&typed.on_day, &typed.on_month, &typed.on_year])?,
                today,
            )?,
            _ => what.until(kind, today),
        };
        let committee = what == Wait::Hearing && typed.committee == "ja";
        let outlook = self.procedure.outlook?;
        let question = Question {
            what,
            words: typed.question.trim(),
            until: until.date,
            due: if what.makes_longer(kind, committee) {
                outlook.with_committee
            } else {
                outlook.now
            },
            today,
            advised: self.procedure.past.advice().is_some(),
            committee,
        };
        Some(Told::asked(&self.line.number, question))
    }

    /// What the teacher reads when this came on paper or was said; nothing when nothing came.
    pub fn letter_of_what_came(&self, typed: &Settle) -> Option<Told> {
        let report = typed.report.trim();
        if report.is_empty() || typed.nothing == "ja" {
            return None;
        }
        let open = self.procedure.asked.iter().find(|asked| asked.open)?;
        let came = match open.what {
            Wait::Hearing if open.last.date <= self.today => None,
            Wait::Hearing | Wait::Advice => return None,
            Wait::Completion | Wait::View => {
                let came = day([&typed.came_day, &typed.came_month, &typed.came_year]);
                Some(came.filter(|came| (open.asked..=self.today).contains(came))?)
            }
        };
        Some(Told::received(&self.line.number, report, came))
    }

    /// What the teacher reads when the answer comes later.
    pub fn letter_that_puts_off(&self, typed: &NewExtension) -> Option<Told> {
        let outlook = self.procedure.outlook?;
        let due = match typed.kind.as_str() {
            "adjourned" if self.today <= outlook.now => outlook.put_off,
            "agreed" => day([&typed.agreed_day, &typed.agreed_month, &typed.agreed_year])
                .filter(|last| *last > outlook.now)?,
            _ => return None,
        };
        Some(Told::put_off(&self.line.number, typed.reason.trim(), due))
    }

    /// What the teacher reads when this is recorded of what came after.
    pub fn letter_of_what_followed(&self, typed: &NewSequel) -> Option<Told> {
        let kind = SequelKind::parse(&typed.sequel)?;
        let received = day([
            &typed.received_day,
            &typed.received_month,
            &typed.received_year,
        ])
        .filter(|received| *received <= self.today)?;
        let due = match kind {
            // Too early as long as the register is in time.
            SequelKind::DefaultNotice if received <= self.line.due => return None,
            SequelKind::DefaultNotice => TermCode::DefaultNotice.after(received, "").date,
            _ => received,
        };
        let judgment = Judgment::parse(&typed.outcome);
        if kind == SequelKind::CourtRuling && judgment.is_none() {
            return None;
        }
        Some(Told::followed(
            &self.line.number,
            kind,
            (received, due),
            judgment,
        ))
    }
}
