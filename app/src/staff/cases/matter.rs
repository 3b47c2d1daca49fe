//! What a case is about: the facts with their sources, the files, and what was compared.

use super::{CaseFile, Matter, Report};
use crate::{
    design::{
        Alert, Card, Fact, Facts, FileRow, Files, Paragraph, Reason, Reasons, Source, Stack,
        TextLink, Verdict,
    },
    teacher::ClaimDetail,
};
use leptos::prelude::*;
use shared::{
    authority::{Outcome, StepResult},
    identifier::CaseId,
    notation,
};

/// What the case is about.
pub fn view(file: &CaseFile) -> AnyView {
    match &file.matter {
        Matter::Evidence(detail) => evidence(file.line.id, (**detail).clone()).into_any(),
        Matter::Correction(report) => correction((**report).clone()).into_any(),
        Matter::Gone => {
            view! { <Alert><p>"De leraar heeft dit vak verwijderd."</p></Alert> }.into_any()
        }
    }
}

fn evidence(case: CaseId, detail: ClaimDetail) -> impl IntoView {
    let claim = detail.claim;
    let changing = (!claim.recorded).then(|| {
        view! {
            <Alert><p>"De leraar is dit vak aan het wijzigen. Wacht tot het weer is vastgelegd."</p></Alert>
        }
    });
    let from = detail
        .check
        .extract
        .map_or(Source::DiplomaRegister, |_| Source::Extract);
    let diplomas = detail
        .check
        .diplomas
        .into_iter()
        .map(|diploma| {
            view! {
                <Fact name="Diploma" source=from>
                    {format!("{}, {}, {}", diploma.programme, diploma.institution, notation::date(diploma.graduated))}
                </Fact>
            }
        })
        .collect_view();
    let files = detail
        .evidence
        .into_iter()
        .map(|file| {
            let note = match &file.note {
                Some(note) => format!("{}. ‘{note}’", file.about()),
                None => file.about(),
            };
            let href = format!("/behandeling/zaken/{case}/bewijs/{}", file.id);
            let name = file.name.clone();
            view! {
                <FileRow name=file.name note>
                    <TextLink href context=name external=true>"Open"</TextLink>
                </FileRow>
            }
        })
        .collect_view();
    let outcome = detail.check.outcome;
    let reasons = detail
        .check
        .steps
        .into_iter()
        .map(|step| {
            let verdict = match step.result {
                StepResult::Yes => Verdict::Yes,
                StepResult::No if outcome == Outcome::NotFound => Verdict::NotFound,
                StepResult::No => Verdict::No,
                StepResult::Partly => Verdict::Partly,
                StepResult::NotApplicable => Verdict::NotApplicable,
            };
            view! { <Reason verdict title=step.title text=step.text/> }
        })
        .collect_view();
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
        <Card title="Bewijs" id="bewijs">
            <Files>{files}</Files>
        </Card>
        <Card title="Wat de vergelijking zei" id="vergelijking">
            <Stack>
                <Paragraph>{format!("{}. {}", outcome.title(), detail.check.summary)}</Paragraph>
                <Reasons>{reasons}</Reasons>
                <Paragraph small=true muted=true>
                    {format!(
                        "Versie {}, {}.",
                        detail.check.table_version,
                        notation::date_time(detail.checked_at),
                    )}
                </Paragraph>
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
        let taught = a.taught();
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
                    <Fact name="Onderwijs" source=Source::School>{taught}</Fact>
                    <Fact name="Waar het staat" source=Source::Register>
                        {format!("{placed} ({article})")}
                    </Fact>
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
