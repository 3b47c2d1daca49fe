//! One certificate: of what it is, and for its own supplier what showed it.

use super::{
    CaseReport, Certificate, CertificateReport, api,
    examination::{answered, asked},
    loaded, waiting,
};
use crate::{
    design::{
        Breadcrumb, Bullet, Card, Columns, Details, KeyValue, KeyValues, Ordered, PageHead,
        Paragraph, TextLink,
    },
    failure::Answer,
    page::Page,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use shared::notation;

const PACKAGES: &str = "/leveranciers/pakketten";

/// Where a certificate is shown.
pub(super) fn address(certificate: &Certificate) -> String {
    format!("{PACKAGES}/{}", certificate.id)
}

/// `/leveranciers/pakketten/{certificaat}`: for everyone; its supplier sees the evidence too.
pub struct CertificatePage {
    data: Resource<Answer<CertificateReport>>,
}

impl Page for CertificatePage {
    fn data() -> Self {
        let params = use_params_map();
        let asked = move || params.read().get("certificaat").unwrap_or_default();
        Self {
            data: Resource::new(asked, api::read_certificate),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Breadcrumb parents=vec![
                ("/", "Home"),
                ("/leveranciers", "Voor leveranciers"),
                (PACKAGES, "Pakketten"),
            ]/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move { loaded(data.await, page) })}
            </Transition>
        }
        .into_any()
    }
}

fn page(report: CertificateReport) -> impl IntoView {
    let CertificateReport {
        certificate,
        cases,
        own,
    } = report;
    let title = format!("{} {}", certificate.product, certificate.release);
    let lead = format!(
        "Dit pakket haalde alle proefgevallen in {}.",
        certificate.notation
    );
    view! {
        <Title text=format!("{title} - Lerarenregister")/>
        <div class="lr-stack lr-stack--l">
            <PageHead title lead before="Certificaat"/>
            <Columns>
                <Card title="Proefgevallen" id="proefgevallen">
                    {shown(cases, own)}
                </Card>
                <Card title="Over dit certificaat" id="over-dit-certificaat" small=true quiet=true>
                    {about(certificate)}
                </Card>
            </Columns>
        </div>
    }
}

fn about(certificate: Certificate) -> impl IntoView {
    view! {
        <KeyValues>
            <KeyValue name="Leverancier">{certificate.supplier}</KeyValue>
            <KeyValue name="Pakket">{certificate.product}</KeyValue>
            <KeyValue name="Versie">{certificate.release}</KeyValue>
            <KeyValue name="Uitgebracht op">{notation::date(certificate.released)}</KeyValue>
            <KeyValue name="Levert in">{certificate.notation}</KeyValue>
            <KeyValue name="Berichten">{format!("versie {}", certificate.major)}</KeyValue>
            <KeyValue name="Afgegeven op">{notation::date(certificate.issued)}</KeyValue>
        </KeyValues>
    }
}

fn shown(cases: Vec<CaseReport>, own: bool) -> AnyView {
    if cases.is_empty() {
        return view! {
            <Paragraph muted=true>
                "Van dit certificaat zijn de gevallen niet bewaard. "
                <TextLink href="/leveranciers/specificatie">"Lees het berichtenboek"</TextLink>
            </Paragraph>
        }
        .into_any();
    }
    let note = own.then(|| {
        view! {
            <Paragraph small=true>
                "Alleen jij ziet de berichten bij elk geval. Anderen zien de lijst."
            </Paragraph>
        }
    });
    let cases = cases.into_iter().map(case).collect_view();
    view! {
        {note}
        <Ordered>{cases}</Ordered>
    }
    .into_any()
}

fn case(case: CaseReport) -> impl IntoView {
    let number = case.number;
    let steps = (1..)
        .zip(case.steps)
        .map(|(at, (told, seen))| {
            let label = format!("Antwoord bij geval {number}, stap {at}");
            view! {
                <Paragraph small=true>{told}</Paragraph>
                {seen
                    .map(|seen| {
                        view! { <div>{asked(&seen)}</div> {answered(seen.answer, label)} }
                    })}
            }
        })
        .collect::<Vec<_>>();
    let shown =
        (!steps.is_empty()).then(|| view! { <Details summary="Wat we zagen">{steps}</Details> });
    view! { <Bullet>{case.name} {shown}</Bullet> }
}
