//! What a case is about: the facts with their sources, the files, and what was compared.

use super::{CaseFile, Matter, Report};
use crate::{
    design::{Alert, Card, Fact, Facts, FileRow, Files, Paragraph, Source, Stack, TextLink},
    staff::procedure,
    teacher::{
        ClaimDetail,
        reasoning::{diplomas, reasoning},
        registration::Registration,
    },
};
use leptos::prelude::*;
use shared::notation;

/// What the case is about.
pub fn view(file: &CaseFile) -> AnyView {
    let about = match &file.matter {
        Matter::Evidence(detail) => evidence((**detail).clone()).into_any(),
        Matter::Correction(report) => correction((**report).clone()).into_any(),
        Matter::Registration(asked) => registration((**asked).clone()).into_any(),
        Matter::Procedure => procedure::matter(&file.procedure),
        Matter::Gone => {
            view! { <Alert><p>"De leraar heeft dit vak verwijderd."</p></Alert> }.into_any()
        }
    };
    let way = procedure::way(&file.procedure);
    view! { {about} {way} }.into_any()
}

fn evidence(detail: ClaimDetail) -> impl IntoView {
    let (diplomas, reasoning) = (
        diplomas(&detail.check, "Diploma"),
        reasoning(&detail.check, detail.checked_at),
    );
    let claim = detail.claim;
    let changing = (!claim.recorded).then(|| {
        view! {
            <Alert><p>"De leraar is dit vak aan het wijzigen. Wacht tot het weer is vastgelegd."</p></Alert>
        }
    });
    let outcome = detail.check.outcome;
    let place = claim.extent.clone();
    view! {
        {changing}
        <Card title="Wat de leraar opgeeft" id="opgave">
            <Facts wide=true>
                <Fact name="Vak">{claim.subject}</Fact>
                <Fact name="Waar">{place}</Fact>
                <Fact name="Sinds">{notation::date(claim.since)}</Fact>
                <Fact name="School" source=Source::School>{claim.school}</Fact>
                {diplomas}
            </Facts>
        </Card>
        <Card title="Wat de vergelijking zei" id="vergelijking">
            <Stack>
                <Paragraph>{format!("{}. {}", outcome.title(), detail.check.summary)}</Paragraph>
                {reasoning}
            </Stack>
        </Card>
    }
}

/// The files of a case, each to be saved; nothing when there are none.
pub fn files(file: &CaseFile) -> Option<impl IntoView + use<>> {
    let case = file.line.id;
    let evidence = file.matter.evidence().to_vec();
    let any = !evidence.is_empty();
    let files = evidence
        .into_iter()
        .map(|file| {
            let note = file.said();
            let href = format!("/behandeling/zaken/{case}/bewijs/{}", file.id);
            let name = file.name.clone();
            view! {
                <FileRow name=file.name note>
                    <TextLink href context=name external=true>"Open"</TextLink>
                </FileRow>
            }
        })
        .collect_view();
    any.then(|| {
        view! {
            <Card title="Bewijs" id="bewijs">
                <Files>{files}</Files>
            </Card>
        }
    })
}

fn registration(asked: Registration) -> impl IntoView {
    let (diplomas, reasoning) = (
        diplomas(&asked.check, "Diploma"),
        reasoning(&asked.check, asked.asked_at),
    );
    let education = asked.education();
    let outcome = asked.check.outcome;
    let note = asked.note;
    view! {
        <Card title="De aanmelding" id="aanmelding">
            <Facts wide=true>
                <Fact name="Bevoegd voor" source=Source::Teacher>{education}</Fact>
                {diplomas}
                {note.map(|note| view! { <Fact name="Uitleg" source=Source::Teacher>{note}</Fact> })}
                <Fact name="Aangemeld op">{notation::date(asked.asked_at.date())}</Fact>
            </Facts>
        </Card>
        <Card title="Wat de vergelijking zei" id="vergelijking">
            <Stack>
                <Paragraph>{format!("{}. {}", outcome.title(), asked.check.summary)}</Paragraph>
                {reasoning}
            </Stack>
        </Card>
    }
}

fn correction(report: Report) -> impl IntoView {
    let school = report.school.map(|asked| {
        let answer = asked.answer.unwrap_or_else(|| {
            format!(
                "Geen antwoord. Dat moest uiterlijk {}",
                notation::date(asked.due)
            )
        });
        let when = asked.answered.map(notation::date);
        view! {
            <Fact name="Wat de school zei" source=Source::School>
                {answer}
                {when.map(|when| format!(" ({when})"))}
            </Fact>
        }
    });
    let appointment = report.appointment.map(|a| {
        let (placed, article) = (a.reason.clone(), a.article.clone());
        let latest = a.maximum.as_ref().map(|latest| notation::date(latest.date));
        let latest = latest.map(|latest| {
            view! { <Fact name="Uiterste datum" source=Source::Register>{latest}</Fact> }
        });
        let taught = a.taught();
        let taught = (!taught.is_empty()).then(|| {
            view! { <Fact name="Onderwijs" source=Source::School>{taught}</Fact> }
        });
        view! {
            <Card title="De benoeming zoals die er nu staat" id="benoeming">
                <Facts wide=true>
                    <Fact name="School" source=Source::School>{a.school}</Fact>
                    <Fact name="Bestuur" source=Source::School>{a.board}</Fact>
                    <Fact name="Begin" source=Source::School>{notation::date(a.starts)}</Fact>
                    <Fact name="Einde" source=Source::School>
                        {a.ends.map_or_else(|| "Geen einde".to_owned(), notation::date)}
                    </Fact>
                    <Fact name="Grondslag" source=Source::School>
                        {format!("{} ({})", a.ground_name, a.ground_code)}
                    </Fact>
                    {taught}
                    <Fact name="Waar het staat" source=Source::Register>
                        {format!("{placed} ({article})")}
                    </Fact>
                    {latest}
                    <Fact name="Opname" source=Source::Register>{a.entry.word()}</Fact>
                </Facts>
            </Card>
        }
    });
    view! {
        <Card title="De melding" id="melding">
            <Facts wide=true>
                <Fact name="Gegeven">{report.fact}</Fact>
                <Fact name="Wat het moet zijn">{report.message}</Fact>
                <Fact name="Gemeld op">{notation::date(report.reported)}</Fact>
                {school}
            </Facts>
        </Card>
        {appointment}
    }
}
