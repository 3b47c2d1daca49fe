//! What came after a decision, or because there was none in time, as the teacher and the staff read it.

use super::Sequel;
use crate::design::{Card, Fact, Facts, Gap, Stack, TermExplained};
use jiff::civil::Date;
use leptos::prelude::*;
use shared::{
    case::{Judgment, SequelKind},
    notation,
};

/// The card with all of it, and from when nobody can go against the decision; nothing when there is nothing.
pub fn sequels(all: &[Sequel], irrevocable: Option<Date>) -> Option<impl IntoView + use<>> {
    let shown = all.iter().map(one).collect_view();
    let final_from = irrevocable.map(|day| {
        view! {
            <Facts wide=true>
                <Fact name="Onherroepelijk vanaf">{notation::date(day)}</Fact>
            </Facts>
        }
    });
    (!all.is_empty() || irrevocable.is_some()).then(|| {
        view! {
            <Card title="Wat er daarna gebeurde" id="vervolg">
                <Stack>
                    {shown}
                    {final_from}
                </Stack>
            </Card>
        }
    })
}

fn one(sequel: &Sequel) -> impl IntoView + use<> {
    let (note, computed) = (sequel.note.clone(), sequel.due.clone());
    let what = format!(
        "{}, {}",
        sequel.kind.name(),
        notation::date(sequel.received)
    );
    let until = match sequel.kind {
        SequelKind::DefaultNotice => "Nog te beslissen tot en met",
        SequelKind::Appeal | SequelKind::HigherAppeal => "Kon tot en met",
        SequelKind::CourtRuling => "In te gaan tegen de uitspraak tot en met",
    };
    // A court looks at the postmark too (article 6:9 Awb).
    let late = (matches!(sequel.kind, SequelKind::Appeal | SequelKind::HigherAppeal)
        && sequel.received > computed.date)
        .then_some("Nee, tenzij het op tijd op de post ging");
    let judgment = sequel.judgment.map(Judgment::name);
    let euros = sequel.euros.map(|euros| format!("€ {euros} tot nu toe"));
    view! {
        <Stack gap=Gap::Normal>
            <Facts wide=true>
                <Fact name="Wat">{what}</Fact>
                <Fact name="Wat erin staat">{note}</Fact>
                {judgment.map(|judgment| view! { <Fact name="Uitspraak">{judgment}</Fact> })}
                <Fact name=until>{notation::date(computed.date)}</Fact>
                {late.map(|late| view! { <Fact name="Op tijd">{late}</Fact> })}
                {euros.map(|euros| view! { <Fact name="Dwangsom">{euros}</Fact> })}
            </Facts>
            <TermExplained computed/>
        </Stack>
    }
}
