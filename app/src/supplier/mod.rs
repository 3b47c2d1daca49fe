//! The pages for suppliers of software: what to send, where to try it, and whether it is right. What
//! is written down is for everyone; trying and being examined needs a login.

pub mod api;
mod boards;
mod certificate;
#[cfg(feature = "ssr")]
pub mod desk;
mod examination;
mod releases;
mod sandbox;
mod specification;
mod start;
mod validator;

use crate::{failure::Answer, page::audience, public::FailureView};
use boards::BoardsPage;
use certificate::CertificatePage;
use examination::{CasePage, ExaminationPage};
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route},
    path,
};
use releases::{ChangesPage, PackagesPage};
use sandbox::SandboxPage;
use serde::{Deserialize, Serialize};
use specification::{BookPage, CodesPage, PartPage};
use start::StartPage;
use uuid::Uuid;

/// How far a supplier is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Its name.
    pub name: String,
    /// How many programs it has in the sandbox.
    pub programs: usize,
    /// For each notation, by its code, how many cases passed.
    pub passed: Vec<(String, usize)>,
    /// How many cases there are.
    pub cases: usize,
    /// Whether it has a certificate.
    pub certified: bool,
}

/// A program of a supplier in the sandbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Under which it logs in.
    pub client: String,
    /// The ids of its public keys.
    pub keys: Vec<String>,
    /// Its test boards: number, whether the mandate is over, and the schools with their sectors.
    pub boards: Vec<TestBoard>,
}

/// A board that was made for a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestBoard {
    /// Its number.
    pub number: String,
    /// Whether the mandate is over.
    pub former: bool,
    /// The codes of its schools, each with its sector.
    pub schools: Vec<(String, String)>,
}

/// What a supplier has in the sandbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sandbox {
    /// Its address.
    pub address: String,
    /// The programs.
    pub programs: Vec<Program>,
    /// The board that the examples are of: one of the first program, or one for everyone.
    pub board: String,
    /// Messages of test persons, to begin with.
    pub examples: Vec<Example>,
}

/// A message to begin with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// In the address: `nieuw`.
    pub code: String,
    /// What it shows.
    pub title: String,
    /// The message.
    pub message: String,
}

/// A board that lets a supplier deliver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MandatingBoard {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The first day of the mandate.
    pub from: Date,
    /// The last day, when there is one.
    pub until: Option<Date>,
    /// When a program of the supplier last delivered for it, in Dutch time.
    pub delivered: Option<DateTime>,
    /// How many of those appointments wait for a right message.
    pub errors: i64,
    /// Whether people of the organisation may deliver for it today.
    pub people: bool,
}

/// A page of the boards that let a supplier deliver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MandatingBoards {
    /// Today.
    pub today: Date,
    /// The boards.
    pub boards: Vec<MandatingBoard>,
    /// How many there are on all pages.
    pub count: i64,
    /// Which page this is, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// What a supplier has in the register itself.
    pub programs: RegisterPrograms,
}

/// What a supplier has in the register itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterPrograms {
    /// The address of the API.
    pub address: String,
    /// Whether it may enrol a program: it has a certificate.
    pub may_enrol: bool,
    /// The programs: under what name each logs in, and the ids of its keys.
    pub programs: Vec<(String, Vec<String>)>,
}

/// A program as it is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewProgram {
    /// Under which it will log in.
    #[serde(default)]
    pub client: String,
    /// Its public keys: a JWK or a JWK set.
    #[serde(default)]
    pub keys: String,
}

/// What a check said of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The code: `LR-M053`.
    pub code: String,
    /// What the rule is about.
    pub title: String,
    /// Where: `/benoeming/begindatum`; empty when it is the whole message.
    pub place: String,
    /// What it says.
    pub message: String,
}

/// How the examination of a supplier stands, for one notation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examination {
    /// `json` or `xml`.
    pub notation: String,
    /// When it was begun anew, in Dutch time; nothing when it never was.
    pub begun: Option<DateTime>,
    /// Which packages the messages say that they come from, the last one first.
    pub packages: Vec<String>,
    /// Every case.
    pub cases: Vec<CaseReport>,
    /// The certificates that were issued.
    pub certificates: Vec<Certificate>,
}

impl Examination {
    /// How many cases passed.
    pub fn passed(&self) -> usize {
        let passed = |case: &&CaseReport| case.outcome == CaseOutcome::Passed;
        self.cases.iter().filter(passed).count()
    }
}

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseOutcome {
    /// All was seen.
    Passed,
    /// Something was not seen yet.
    NotSeen,
    /// There were too many messages to tell.
    Undecided,
}

/// How a case stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReport {
    /// From 1 to 40.
    pub number: u8,
    /// What it is about.
    pub name: String,
    /// What became of it.
    pub outcome: CaseOutcome,
    /// What must be seen, and the call that shows it.
    pub steps: Vec<(String, Option<SeenCall>)>,
}

/// A call that the sandbox saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenCall {
    /// In Dutch time.
    pub at: DateTime,
    /// `PUT /benoemingen/90001/K-1`
    pub call: String,
    /// The status of the answer.
    pub status: u16,
    /// The answer, as it was kept.
    pub answer: String,
}

/// A release of a package that passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Its number.
    pub id: Uuid,
    /// The supplier.
    pub supplier: String,
    /// The package.
    pub product: String,
    /// Its release.
    pub release: String,
    /// How it delivers: `JSON`.
    pub notation: String,
    /// The major version of the messages.
    pub major: i32,
    /// The day of the certificate.
    pub issued: Date,
    /// The day on which the release came out, as the supplier says.
    pub released: Date,
}

/// A certificate and what showed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateReport {
    /// The certificate.
    pub certificate: Certificate,
    /// The cases that passed; their calls only for who got it.
    pub cases: Vec<CaseReport>,
    /// Whether it is of who reads it.
    pub own: bool,
}

/// For what a certificate is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateRequest {
    /// `json` or `xml`.
    #[serde(default)]
    pub notation: String,
    /// The name of the package.
    #[serde(default)]
    pub product: String,
    /// Its release.
    #[serde(default)]
    pub release: String,
    /// The day on which it came out, as people write it; today when it is empty.
    #[serde(default)]
    pub released: String,
}

audience!(
    SupplierPages,
    [
        StartPage,
        ChangesPage,
        PackagesPage,
        CertificatePage,
        SandboxPage,
        ExaminationPage,
        CasePage,
        BoardsPage,
        BookPage,
        PartPage,
        CodesPage,
    ]
);

/// The pages of this audience.
#[component(transparent)]
pub fn SupplierRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/leveranciers") view=crate::frame::SupplierFrame>
            <Route path=path!("") view=SupplierPages::StartPage ssr=SsrMode::Async/>
            <Route path=path!("specificatie") view=SupplierPages::BookPage ssr=SsrMode::Async/>
            <Route path=path!("specificatie/1/:onderdeel") view=SupplierPages::PartPage ssr=SsrMode::Async/>
            <Route path=path!("codes") view=SupplierPages::CodesPage ssr=SsrMode::Async/>
            <Route path=path!("wijzigingen") view=SupplierPages::ChangesPage ssr=SsrMode::Async/>
            <Route path=path!("pakketten") view=SupplierPages::PackagesPage ssr=SsrMode::Async/>
            <Route path=path!("pakketten/:certificaat") view=SupplierPages::CertificatePage ssr=SsrMode::Async/>
            <Route path=path!("testomgeving") view=SupplierPages::SandboxPage ssr=SsrMode::Async/>
            <Route path=path!("keuring") view=SupplierPages::ExaminationPage ssr=SsrMode::Async/>
            <Route path=path!("keuring/:geval") view=SupplierPages::CasePage ssr=SsrMode::Async/>
            <Route path=path!("besturen") view=SupplierPages::BoardsPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The page of what was loaded, or the page that says why it is not there.
fn loaded<T, V: IntoView + 'static>(answer: Answer<T>, page: impl FnOnce(T) -> V) -> AnyView {
    match answer {
        Ok(data) => page(data).into_any(),
        Err(failure) => view! { <FailureView failure/> }.into_any(),
    }
}

/// What stands there until the page is loaded; only when one comes from another page.
fn waiting() -> impl IntoView {
    view! { <p class="lr-muted" role="status">"We halen de gegevens op."</p> }
}
