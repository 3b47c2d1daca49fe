//! The pages of a teacher: where you stand, your data, your subjects, your portfolio.

pub mod api;
mod appointment;
mod claim;
mod claims;
mod closing;
pub mod contact;
mod correction;
mod decision;
#[cfg(feature = "ssr")]
pub mod desk;
mod details;
mod diplomas;
pub mod entry;
mod evidence;
mod extract;
mod kept_file;
mod messages;
mod overview;
mod person;
pub mod portfolio;
pub mod procedure;
pub mod proof;
mod proposal;
mod question;
pub mod reasoning;
mod receipt;
mod record;
pub mod registration;
mod report;
pub mod reregistration;
mod subject;
mod to_do;
mod training;
mod views;
mod way;

use crate::catalogue::{AddOfferingPage, AttendancePage};
use crate::page::audience;
use claim::OutcomePage;
use claims::{ClaimFormPage, ClaimsPage};
use closing::{CheckAnswersPage, DonePage};
use contact::{ConfirmPage, ContactPage};
pub use correction::{Addressee, CorrectionForm, addressee};
pub use decision::Decision;
use decision::DecisionPage;
use details::DetailsPage;
use diplomas::DiplomasPage;
pub use diplomas::{Held, LookUp, MyDiplomas, Reason};
use entry::{KeptPage, Pension};
use evidence::EvidencePage;
pub use evidence::{EvidenceForm, Proof};
pub use extract::Given;
pub use kept_file::EvidenceView;
pub(crate) use kept_file::size;
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route},
    path,
};
use messages::MessagesPage;
pub use messages::{Message, MessageList};
use overview::{OverviewPage, VestibulePage};
use portfolio::colleagues::{ColleaguesPage, InboxPage, JoinPage};
use portfolio::sharing::SharingPage;
use portfolio::{
    ActivityFormPage, ActivityPage, BroughtPage, CalendarPage, ImportPage, PortfolioPage,
    TakeOutPage, TimelinePage,
};
use procedure::{ApplyPage, MyCasePage, ObjectPage};
use proof::ProofPage;
pub use proposal::Proposal;
pub use question::{Question, QuestionAnswer};
use receipt::ReceiptPage;
pub use receipt::{AskedDecision, CorrectionReceipt};
pub use record::{Appointment, BrpState, List, Overview, PastStep, Person, PersonDetails};
use registration::RegistrationPage;
use report::CorrectionPage;
use reregistration::ReregistrationPage;
pub use subject::{ClaimDetail, ClaimInput, ClaimTarget, ClaimView, Delivered, Review};
use training::PlanPage;
use views::ViewsPage;
pub use views::{DayOfViews, View, Views};

audience!(
    TeacherPages,
    [
        OverviewPage,
        VestibulePage,
        DetailsPage,
        KeptPage,
        RegistrationPage,
        PlanPage,
        CorrectionPage,
        ReceiptPage,
        DecisionPage,
        ClaimsPage,
        ClaimFormPage,
        OutcomePage,
        EvidencePage,
        CheckAnswersPage,
        DonePage,
        DiplomasPage,
        MessagesPage,
        ContactPage,
        ConfirmPage,
        ProofPage,
        ViewsPage,
    ]
);

// What one comes for less often, with the criteria that it computes with: not on the first visit.
audience!(
    PortfolioPages,
    [
        ReregistrationPage,
        ApplyPage,
        MyCasePage,
        ObjectPage,
        PortfolioPage,
        TimelinePage,
        ImportPage,
        BroughtPage,
        TakeOutPage,
        CalendarPage,
        ActivityFormPage,
        ActivityPage,
        ColleaguesPage,
        InboxPage,
        JoinPage,
        SharingPage,
        AttendancePage,
        AddOfferingPage,
    ]
);

/// The pages of a teacher.
#[component(transparent)]
pub fn TeacherRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/mijn") view=crate::frame::TeacherFrame>
            <Route path=path!("") view=TeacherPages::OverviewPage ssr=SsrMode::Async/>
            <Route path=path!("voorportaal") view=TeacherPages::VestibulePage ssr=SsrMode::Async/>
            <Route path=path!("voorportaal/scholingsplan") view=TeacherPages::PlanPage ssr=SsrMode::Async/>
            <Route path=path!("bewaard") view=TeacherPages::KeptPage ssr=SsrMode::Async/>
            <Route path=path!("aanmelden") view=TeacherPages::RegistrationPage ssr=SsrMode::Async/>
            <Route path=path!("gegevens") view=TeacherPages::DetailsPage ssr=SsrMode::Async/>
            <Route path=path!("gegevens/correctie") view=TeacherPages::CorrectionPage ssr=SsrMode::Async/>
            <Route path=path!("gegevens/correctie/:id") view=TeacherPages::ReceiptPage ssr=SsrMode::Async/>
            <Route path=path!("besluiten/:id") view=TeacherPages::DecisionPage ssr=SsrMode::Async/>
            <Route path=path!("vakken") view=TeacherPages::ClaimsPage ssr=SsrMode::Async/>
            <Route path=path!("vakken/toevoegen") view=TeacherPages::ClaimFormPage ssr=SsrMode::Async/>
            <Route path=path!("vakken/toevoegen/uitkomst") view=TeacherPages::OutcomePage ssr=SsrMode::Async/>
            <Route path=path!("vakken/toevoegen/bewijs") view=TeacherPages::EvidencePage ssr=SsrMode::Async/>
            <Route path=path!("vakken/toevoegen/controleren") view=TeacherPages::CheckAnswersPage ssr=SsrMode::Async/>
            <Route path=path!("vakken/:id/klaar") view=TeacherPages::DonePage ssr=SsrMode::Async/>
            <Route path=path!("diplomas") view=TeacherPages::DiplomasPage ssr=SsrMode::Async/>
            <Route path=path!("berichten") view=TeacherPages::MessagesPage ssr=SsrMode::Async/>
            <Route path=path!("bewijs") view=TeacherPages::ProofPage ssr=SsrMode::Async/>
            <Route path=path!("contact") view=TeacherPages::ContactPage ssr=SsrMode::Async/>
            <Route path=path!("contact/bevestigen") view=TeacherPages::ConfirmPage ssr=SsrMode::Async/>
            <Route path=path!("inzage") view=TeacherPages::ViewsPage ssr=SsrMode::Async/>
            <Route path=path!("herregistratie") view=PortfolioPages::ReregistrationPage ssr=SsrMode::Async/>
            <Route path=path!("herregistratie/aanvragen") view=PortfolioPages::ApplyPage ssr=SsrMode::Async/>
            <Route path=path!("zaken/:id") view=PortfolioPages::MyCasePage ssr=SsrMode::Async/>
            <Route path=path!("besluiten/:id/bezwaar") view=PortfolioPages::ObjectPage ssr=SsrMode::Async/>
            <portfolio::PortfolioRoutes/>
        </ParentRoute>
    }
    .into_inner()
}
