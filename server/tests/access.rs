//! Who gets in where: every page, every server function and every other route, for every role
//! and for nobody; and the delivery API, which no session opens. A route that is not in the tables
//! below fails this test.

use crate::support::Register;
use app::actor::Reach;
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header},
};
use leptos::prelude::LeptosOptions;
use server::{
    api, sandbox,
    session::{COOKIE, store},
    web::{self, Built},
};
use std::{
    collections::{BTreeSet, HashSet},
    net::SocketAddr,
};
use tower::ServiceExt;

/// For whom something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Everyone,
    LoggedIn,
    Teacher,
    /// Whoever delivers for a board: of all of it, of some of its schools, or of an office.
    School,
    /// Who is of the board itself.
    Colleague,
    /// Who is of all of the board.
    Board,
    Supplier,
    Provider,
    Staff,
}

use For::{Board, Colleague, Everyone, LoggedIn, Provider, School, Staff, Supplier, Teacher};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visitor {
    Nobody,
    Teacher,
    School,
    SomeSchools,
    Office,
    Supplier,
    Provider,
    Staff,
}

const VISITORS: [Visitor; 8] = [
    Visitor::Nobody,
    Visitor::Teacher,
    Visitor::School,
    Visitor::SomeSchools,
    Visitor::Office,
    Visitor::Supplier,
    Visitor::Provider,
    Visitor::Staff,
];

impl For {
    fn lets_in(self, visitor: Visitor) -> bool {
        match self {
            Self::Everyone => true,
            Self::LoggedIn => visitor != Visitor::Nobody,
            Self::Teacher => visitor == Visitor::Teacher,
            Self::School => matches!(
                visitor,
                Visitor::School | Visitor::SomeSchools | Visitor::Office
            ),
            Self::Colleague => matches!(visitor, Visitor::School | Visitor::SomeSchools),
            Self::Board => visitor == Visitor::School,
            Self::Supplier => visitor == Visitor::Supplier,
            Self::Provider => visitor == Visitor::Provider,
            Self::Staff => visitor == Visitor::Staff,
        }
    }
}

const PAGES: &[(&str, For)] = &[
    ("/", Everyone),
    ("/register/zoeken", Everyone),
    ("/register/leraar/{nummer}", Everyone),
    ("/inloggen", Everyone),
    ("/uitgelogd", Everyone),
    ("/geen-toegang", Everyone),
    ("/over", Everyone),
    ("/privacy", Everyone),
    ("/toegankelijkheid", Everyone),
    ("/gebruiksvoorwaarden", Everyone),
    ("/status", Everyone),
    ("/criteria", Everyone),
    ("/criteria/{versie}", Everyone),
    ("/criteria/{versie}/bewerken", Staff),
    ("/leveranciers", Everyone),
    ("/leveranciers/codes", Everyone),
    ("/leveranciers/specificatie", Everyone),
    ("/leveranciers/specificatie/1/{onderdeel}", Everyone),
    ("/leveranciers/wijzigingen", Everyone),
    ("/leveranciers/pakketten", Everyone),
    ("/leveranciers/pakketten/{certificaat}", Everyone),
    ("/leveranciers/besturen", Supplier),
    ("/leveranciers/testomgeving", Supplier),
    ("/leveranciers/keuring", Supplier),
    ("/leveranciers/keuring/{geval}", Supplier),
    ("/aanbod", Everyone),
    ("/aanbod/{id}", Everyone),
    ("/aanbieders", Provider),
    ("/aanbieders/aanbod/{id}", Provider),
    ("/feedback/{sleutel}", Everyone),
    ("/keuzehulp", Everyone),
    ("/hulp", Everyone),
    ("/hulp/{onderwerp}", Everyone),
    ("/mijn", Teacher),
    ("/mijn/voorportaal", Teacher),
    ("/mijn/voorportaal/scholingsplan", Teacher),
    ("/mijn/bewaard", Teacher),
    ("/mijn/aanmelden", Teacher),
    ("/mijn/gegevens", Teacher),
    ("/mijn/gegevens/correctie", Teacher),
    ("/mijn/gegevens/correctie/{id}", Teacher),
    ("/mijn/besluiten/{id}", Teacher),
    ("/mijn/vakken", Teacher),
    ("/mijn/vakken/toevoegen", Teacher),
    ("/mijn/vakken/toevoegen/uitkomst", Teacher),
    ("/mijn/vakken/toevoegen/bewijs", Teacher),
    ("/mijn/vakken/toevoegen/controleren", Teacher),
    ("/mijn/vakken/{id}/klaar", Teacher),
    ("/mijn/berichten", Teacher),
    ("/mijn/bewijs", Teacher),
    ("/mijn/contact", Teacher),
    ("/mijn/contact/bevestigen", Teacher),
    ("/school/berichtenbox", Colleague),
    ("/behandeling/post", Staff),
    ("/behandeling/storingen", Staff),
    ("/bewijs/controleren", Everyone),
    ("/mijn/inzage", Teacher),
    ("/mijn/diplomas", Teacher),
    ("/mijn/herregistratie", Teacher),
    ("/mijn/herregistratie/aanvragen", Teacher),
    ("/mijn/zaken/{id}", Teacher),
    ("/mijn/besluiten/{id}/bezwaar", Teacher),
    ("/mijn/portfolio", Teacher),
    ("/mijn/portfolio/tijdlijn", Teacher),
    ("/mijn/portfolio/import", Teacher),
    ("/mijn/portfolio/import/{id}", Teacher),
    ("/mijn/portfolio/meenemen", Teacher),
    ("/portfolio/formaat", Everyone),
    ("/mijn/portfolio/agenda", Teacher),
    ("/mijn/portfolio/activiteit/nieuw", Teacher),
    ("/mijn/portfolio/activiteit/{id}", Teacher),
    ("/mijn/portfolio/activiteit/{id}/wijzigen", Teacher),
    ("/mijn/portfolio/activiteit/{id}/collegas", Teacher),
    ("/mijn/portfolio/collegas", Teacher),
    ("/mijn/portfolio/delen", Teacher),
    ("/mijn/portfolio/aanbod", Teacher),
    ("/mijn/portfolio/aanbod/{id}", Teacher),
    ("/mijn/portfolio/collegas/{sleutel}", Teacher),
    ("/school", School),
    ("/school/leveringen", School),
    ("/school/leveringen/{id}", School),
    ("/school/leveringen/berichten", School),
    ("/school/leveringen/invoeren", School),
    ("/school/leveringen/vergelijken", Colleague),
    ("/school/leveringen/nakijken/{id}", School),
    ("/school/leveringen/{id}/herstellen/{rij}", School),
    ("/school/leraren", Colleague),
    // Without an appointment there is nothing to show, to nobody.
    ("/school/leraren/scholingsplan", School),
    ("/school/leraren/portfolio", School),
    ("/school/keuzehulp", School),
    ("/school/rooster", Board),
    ("/school/aansluiten", Colleague),
    ("/behandeling", Staff),
    ("/behandeling/zaken/{id}", Staff),
    ("/behandeling/bezwaren", Staff),
    ("/behandeling/commissie", Staff),
    ("/behandeling/sturing", Staff),
    ("/behandeling/commissie/{zitting}", Staff),
    ("/behandeling/aansluiten", Staff),
    ("/behandeling/aansluiten/{bestuur}", Staff),
    ("/behandeling/nieuws", Staff),
    ("/behandeling/reacties", Staff),
    ("/behandeling/openbaar", Staff),
    ("/behandeling/leraar", Staff),
    ("/behandeling/mandaten", Staff),
    ("/behandeling/catalogus", Staff),
    ("/behandeling/toezicht", Staff),
    ("/school/taken", Colleague),
    ("/school/taken/{id}", Colleague),
    ("/school/toegang", Board),
];

const FUNCTIONS: &[(&str, For)] = &[
    ("/api/aanbod/zoeken", Everyone),
    ("/api/aanbod/lezen", Everyone),
    ("/api/aanbieders/aanbod", Provider),
    ("/api/aanbieders/aanbod/lezen", Provider),
    ("/api/aanbieders/aanbod/bewaren", Provider),
    ("/api/aanbieders/aanbod/aanbieden", Provider),
    ("/api/aanbieders/aanbod/terugtrekken", Provider),
    ("/api/aanbieders/aanwezig", Provider),
    ("/api/behandeling/catalogus", Staff),
    ("/api/behandeling/catalogus/toetsen", Staff),
    ("/api/behandeling/catalogus/ervaring", Staff),
    ("/api/behandeling/catalogus/toelaten", Staff),
    ("/api/behandeling/antwoord", Staff),
    ("/api/behandeling/bestuur", Staff),
    ("/api/behandeling/criteria", Staff),
    ("/api/behandeling/criteria/afgevaardigde", Staff),
    ("/api/behandeling/criteria/bewaren", Staff),
    ("/api/behandeling/criteria/nieuw", Staff),
    ("/api/behandeling/criteria/stap", Staff),
    ("/api/behandeling/criteria/vaststellen", Staff),
    ("/api/behandeling/golf", Staff),
    ("/api/behandeling/leraar/doelen", Staff),
    ("/api/behandeling/toezicht", Staff),
    ("/api/behandeling/mandaat", Staff),
    ("/api/behandeling/mandaat/einde", Staff),
    ("/api/behandeling/mandaten", Staff),
    ("/api/behandeling/nieuws", Staff),
    ("/api/behandeling/programma", Staff),
    ("/api/behandeling/publiceren", Staff),
    ("/api/behandeling/reacties", Staff),
    ("/api/behandeling/openbaar", Staff),
    ("/api/behandeling/werkvoorraad", Staff),
    ("/api/behandeling/zaak", Staff),
    ("/api/behandeling/zaak/vraag", Staff),
    ("/api/behandeling/zaak/vraag/einde", Staff),
    ("/api/behandeling/zaak/verdagen", Staff),
    ("/api/behandeling/zaak/vervolg", Staff),
    ("/api/behandeling/bezwaren", Staff),
    ("/api/behandeling/bezwaar", Staff),
    ("/api/behandeling/sturing", Staff),
    ("/api/behandeling/afwezig", Staff),
    ("/api/behandeling/commissie", Staff),
    ("/api/behandeling/commissie/zitting", Staff),
    ("/api/behandeling/commissie/lid", Staff),
    ("/api/behandeling/commissie/plannen", Staff),
    ("/api/behandeling/commissie/afmelden", Staff),
    ("/api/behandeling/commissie/advies", Staff),
    ("/api/behandeling/zaak/stap", Staff),
    ("/api/behandeling/zaak/voorstel", Staff),
    ("/api/school/aansluiten", Colleague),
    ("/api/school/reactie", Colleague),
    ("/api/criteria/versie", Everyone),
    ("/api/criteria/versies", Everyone),
    ("/api/feedback/lezen", Everyone),
    ("/api/feedback/geven", Everyone),
    ("/api/feedback/afslaan", Everyone),
    ("/api/keuzehulp", Everyone),
    ("/api/leveranciers/besturen/lijst", Supplier),
    ("/api/leveranciers/besturen/programma", Supplier),
    ("/api/leveranciers/keuring/certificaat", Supplier),
    ("/api/leveranciers/keuring/opnieuw", Supplier),
    ("/api/leveranciers/keuring/stand", Supplier),
    ("/api/leveranciers/pakket", Everyone),
    ("/api/leveranciers/pakketten", Everyone),
    ("/api/leveranciers/stand", Everyone),
    ("/api/leveranciers/testomgeving/aanmelden", Supplier),
    ("/api/leveranciers/testomgeving/controle", Supplier),
    ("/api/leveranciers/testomgeving/programmas", Supplier),
    ("/api/mijn/activiteit", Teacher),
    ("/api/mijn/activiteit/terugzetten", Teacher),
    ("/api/mijn/activiteit/toevoegen", Teacher),
    ("/api/mijn/activiteit/versie", Teacher),
    ("/api/mijn/activiteit/verwijderen", Teacher),
    ("/api/mijn/agenda/overnemen", Teacher),
    ("/api/mijn/aow", Teacher),
    ("/api/mijn/aanmelding", Teacher),
    ("/api/mijn/aanmelding/bewijs", Teacher),
    ("/api/mijn/aanmelding/intrekken", Teacher),
    ("/api/mijn/aanmelding/lezen", Teacher),
    ("/api/mijn/aanmelding/opnemen", Teacher),
    ("/api/mijn/berichten", Teacher),
    ("/api/mijn/inzage", Teacher),
    ("/api/mijn/bewijs/lijst", Teacher),
    ("/api/mijn/contact", Teacher),
    ("/api/mijn/contact/kiezen", Teacher),
    ("/api/mijn/contact/bevestigen", Teacher),
    ("/api/mijn/contact/stoppen", Teacher),
    ("/api/school/berichtenbox", Colleague),
    ("/api/behandeling/post", Staff),
    ("/api/behandeling/storingen", Staff),
    ("/api/behandeling/post/verstuurd", Staff),
    ("/api/mijn/bewijs/maken", Teacher),
    ("/api/mijn/bewijs/intrekken", Teacher),
    ("/api/bewijs/controleren", Everyone),
    ("/api/mijn/bewaard", Teacher),
    ("/api/mijn/gegevens/op", Teacher),
    ("/api/mijn/opnemen", Teacher),
    ("/api/mijn/scholingsplan", Teacher),
    ("/api/mijn/scholingsplan/bevestigen", Teacher),
    ("/api/mijn/scholingsplan/lezen", Teacher),
    ("/api/mijn/uitschrijven", Teacher),
    ("/api/mijn/besluit", Teacher),
    ("/api/mijn/bevestigen", Teacher),
    ("/api/mijn/bewijsstuk", Teacher),
    ("/api/mijn/vak/inperken", Teacher),
    ("/api/mijn/diplomas/uittreksel", Teacher),
    ("/api/mijn/bewijsstuk/verwijderen", Teacher),
    ("/api/mijn/vak/bewijsstuk/verwijderen", Teacher),
    ("/api/mijn/correctie", Teacher),
    ("/api/mijn/correctie/besluit", Teacher),
    ("/api/mijn/correctie/ontvangst", Teacher),
    ("/api/mijn/overzicht", Teacher),
    ("/api/mijn/herregistratie", Teacher),
    ("/api/mijn/aanvraag", Teacher),
    ("/api/mijn/aanvraag/indienen", Teacher),
    ("/api/mijn/zaak", Teacher),
    ("/api/mijn/zaak/antwoord", Teacher),
    ("/api/mijn/zaak/intrekken", Teacher),
    ("/api/mijn/bezwaar", Teacher),
    ("/api/mijn/bezwaar/besluit", Teacher),
    ("/api/mijn/onderbreking", Teacher),
    ("/api/mijn/onderbreking/verwijderen", Teacher),
    ("/api/mijn/aanbod", Teacher),
    ("/api/mijn/aanbod/toevoegen", Teacher),
    ("/api/mijn/aanbod/ervaring", Teacher),
    ("/api/mijn/aanbod/melden", Teacher),
    ("/api/mijn/aanbod/antwoord", Teacher),
    ("/api/mijn/delen", Teacher),
    ("/api/mijn/delen/lezen", Teacher),
    ("/api/mijn/delen/stoppen", Teacher),
    ("/api/mijn/collegas", Teacher),
    ("/api/mijn/collegas/activiteit", Teacher),
    ("/api/mijn/collegas/uitnodigen", Teacher),
    ("/api/mijn/collegas/intrekken", Teacher),
    ("/api/mijn/collegas/toevoegen", Teacher),
    ("/api/mijn/collegas/uitnodiging", Teacher),
    ("/api/mijn/collegas/overnemen", Teacher),
    ("/api/mijn/collegas/afslaan", Teacher),
    ("/api/mijn/portfolio", Teacher),
    ("/api/mijn/portfolio/activiteit", Teacher),
    ("/api/mijn/portfolio/formulier", Teacher),
    ("/api/mijn/criteria", Teacher),
    ("/api/mijn/criteria/reactie", Teacher),
    ("/api/mijn/criteria/stem", Teacher),
    ("/api/mijn/portfolio/import", Teacher),
    ("/api/mijn/portfolio/import/bestand", Teacher),
    ("/api/mijn/portfolio/import/ongedaan", Teacher),
    ("/api/mijn/portfolio/import/opzoeken", Teacher),
    ("/api/mijn/portfolio/import/overnemen", Teacher),
    ("/api/mijn/portfolio/import/rijen", Teacher),
    ("/api/mijn/portfolio/klaarmaken", Teacher),
    ("/api/mijn/portfolio/meenemen", Teacher),
    ("/api/mijn/diplomas", Teacher),
    ("/api/mijn/diplomas/opvragen", Teacher),
    ("/api/mijn/diplomas/toestemming", Teacher),
    ("/api/mijn/vak", Teacher),
    ("/api/mijn/vak/voorstel", Teacher),
    ("/api/mijn/vak/vraag", Teacher),
    ("/api/mijn/vak/formulier", Teacher),
    ("/api/mijn/vak/uitkomst", Teacher),
    ("/api/mijn/vak/vastleggen", Teacher),
    ("/api/mijn/vak/verwijderen", Teacher),
    ("/api/mijn/vakken", Teacher),
    ("/api/register/leraar", Everyone),
    ("/api/register/zoeken", Everyone),
    ("/api/school/benoeming", School),
    ("/api/school/bereik", Board),
    ("/api/school/benoemingen/einddatum", Colleague),
    ("/api/school/berichten", School),
    ("/api/school/benoeming/formulier", School),
    ("/api/school/benoeming/verwijderen", School),
    ("/api/school/contactpersonen", Board),
    ("/api/school/contactpersonen/bevestigen", Board),
    ("/api/school/contactpersoon", Board),
    ("/api/school/contactpersoon/weghalen", Board),
    ("/api/school/grondslagen", School),
    ("/api/school/leraren", Colleague),
    ("/api/school/levering", School),
    ("/api/school/levering/nakijken", School),
    ("/api/school/levering/rij", School),
    ("/api/school/levering/uitkomst", School),
    ("/api/school/levering/versturen", School),
    ("/api/school/leveringen", School),
    ("/api/school/melding", Colleague),
    ("/api/school/overzicht", Colleague),
    ("/api/school/portfolio", Colleague),
    // That the form is whole is seen before whose it is; the desk asks for a colleague.
    ("/api/school/scholingsplan", School),
    ("/api/school/scholingsplan/bevestigen", School),
    ("/api/school/scholingsplan/lezen", Colleague),
    // That the form is one with a file is seen before whose it is.
    ("/api/school/rooster", Board),
    ("/api/school/rooster/laatste", Board),
    ("/api/school/signaal", Colleague),
    ("/api/school/taken", Colleague),
    ("/api/school/toegang", Board),
    ("/api/school/machtigingen", Board),
    ("/api/school/machtiging", Board),
    ("/api/school/machtiging/stoppen", Board),
    ("/api/school/verbeterverzoek", Colleague),
    ("/api/school/volledigheid", Board),
    ("/api/school/volledigheidsverklaring", Board),
    ("/api/sessie/bewaren", LoggedIn),
    ("/api/sessie/bezoeker", Everyone),
    ("/api/sessie/formulier", Everyone),
    ("/api/sessie/verlengen", LoggedIn),
];

const OTHERS: &[(&str, For)] = &[
    ("/health/live", Everyone),
    ("/health/ready", Everyone),
    ("/auth/{provider}", Everyone),
    ("/auth/{provider}/terug", Everyone),
    ("/uitloggen", Everyone),
    ("/leveranciers/besturen/kiezen", Supplier),
    ("/school/ander-bestuur", School),
    ("/.well-known/security.txt", Everyone),
    (
        "/leveranciers/specificatie/1/benoeming.schema.json",
        Everyone,
    ),
    (
        "/leveranciers/specificatie/1/verwijdering.schema.json",
        Everyone,
    ),
    ("/leveranciers/specificatie/1/berichten.xsd", Everyone),
    ("/mijn/bewijsstukken/{id}", Teacher),
    ("/mijn/portfolio/meenemen/{id}", Teacher),
    ("/portfolio/formaat/1/portfolio.schema.json", Everyone),
    ("/portfolio/formaat/1/voorbeeld.csv", Everyone),
    ("/api/mijn/uploads", Teacher),
    ("/api/mijn/uploads/{id}", Teacher),
    ("/mijn/portfolio/agenda", Teacher),
    ("/feedback/{sleutel}/bewijs/{bewijs}", Everyone),
    ("/behandeling/zaken/{id}/bewijs/{bewijs}", Staff),
    ("/behandeling/zaken/{id}/besluit.pdf", Staff),
    ("/mijn/besluiten/{id}/brief.pdf", Teacher),
    ("/mijn/bewijs.pdf", Teacher),
    ("/mijn/berichten/{id}/kopie.pdf", Teacher),
    ("/school/berichtenbox/{id}/kopie.pdf", Colleague),
    ("/behandeling/post/{id}/brief.pdf", Staff),
    ("/mijn/bewijs.sd-jwt", Teacher),
    ("/bewijs/controleren", Everyone),
    ("/bewijs/soort", Everyone),
    ("/bewijs/ingetrokken/{lijst}", Everyone),
    ("/.well-known/jwt-vc-issuer", Everyone),
    ("/school/leveringen/berichten.csv", School),
    ("/school/leveringen/overzicht.csv", Colleague),
    ("/school/leveringen/{id}/fouten.csv", School),
    ("/school/leveringen/vergelijken", Colleague),
    ("/behandeling/leraar", Staff),
    ("/school/taken/{id}/bewijs/{bewijs}", Colleague),
    ("/school/leraren.csv", Colleague),
    ("/school/leraren.xlsx", Colleague),
    ("/school/leveringen/sjabloon.csv", School),
    ("/school/leveringen/sjabloon.xlsx", School),
];

struct Site {
    register: Register,
    router: Router,
}

impl Site {
    async fn new() -> Self {
        let register = Register::with_sandbox().await;
        let built = Built {
            leptos: LeptosOptions::builder().output_name("lr").build(),
            links: app::Links::default(),
        };
        let router = web::router(register.system.clone(), &built);
        Self { register, router }
    }

    async fn cookie(&self, visitor: Visitor) -> Option<String> {
        let actor = match visitor {
            Visitor::Nobody => return None,
            Visitor::Teacher => {
                let person = self.register.person("999990019").await;
                // Tests of each subject show what only an elected member can do.
                crate::support::elect(&self.register, person).await;
                store::vouch_for_teacher(person)
            }
            Visitor::School => crate::support::contact_of("41234", "pseudoniem", Reach::Board),
            Visitor::SomeSchools => {
                let schools = vec!["99QA".to_owned()];
                crate::support::limit(&self.register, "een-school", &schools).await;
                crate::support::contact_of("41234", "een-school", Reach::Schools(schools))
            }
            Visitor::Office => crate::support::office(&self.register).await,
            Visitor::Supplier => self.register.supplier().await,
            Visitor::Provider => crate::support::provider(&self.register).await,
            Visitor::Staff => {
                // Tests of each subject show which role of the staff gets in where.
                let roles = [
                    "behandelaar",
                    "beheerder",
                    "inspecteur",
                    "secretariaat",
                    "vaststeller",
                    "commissielid",
                ]
                .map(str::to_owned);
                store::vouch_for_staff("m1".to_owned(), roles.to_vec())
            }
        };
        let mut conn = self.register.pool().acquire().await.expect("connection");
        let new = store::NewSession {
            actor,
            display_name: "Iemand".to_owned(),
        };
        let token = store::begin(&mut conn, &new, self.register.now())
            .await
            .expect("session");
        Some(format!("{COOKIE}={token}"))
    }

    /// Asks for it from this address, and tells whether the visitor got in: who asks often from one
    /// address is slowed down.
    async fn gets_in_from(
        &self,
        peer: SocketAddr,
        method: Method,
        path: &str,
        cookie: Option<&str>,
    ) -> (bool, StatusCode) {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ORIGIN, "http://127.0.0.1:3000")
            .header(
                header::ACCEPT,
                if path.starts_with("/api/") {
                    "application/json"
                } else {
                    "text/html"
                },
            )
            .header(
                header::CONTENT_TYPE,
                // Who gets in is asked before what is sent is read, but not before it is a form with files.
                if web::forms::UPLOADS.contains(&path) {
                    "multipart/form-data; boundary=grens"
                } else {
                    "application/x-www-form-urlencoded"
                },
            );
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let mut request = request.body(Body::empty()).expect("request");
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = self.router.clone().oneshot(request).await.expect("answer");
        let status = response.status();
        let goal = response
            .headers()
            .get(header::LOCATION)
            .and_then(|goal| goal.to_str().ok())
            .unwrap_or_default();
        let turned_away = status == StatusCode::UNAUTHORIZED
            || status == StatusCode::FORBIDDEN
            || goal.starts_with("/inloggen?terug=")
            || goal.starts_with("/geen-toegang");
        (!turned_away, status)
    }

    async fn walk(&self, routes: impl IntoIterator<Item = (Method, String, For)>) {
        let mut cookies = Vec::new();
        for visitor in VISITORS {
            cookies.push((visitor, self.cookie(visitor).await));
        }
        let mut wrong = Vec::new();
        for (method, path, whom) in routes {
            // Their own tests show what these do; here they would end the sessions.
            if ["/uitloggen", "/school/ander-bestuur"].contains(&path.as_str()) {
                continue;
            }
            for (place, (visitor, cookie)) in (1..).zip(&cookies) {
                // Each from an address of its own: together they would be slowed down.
                let peer = SocketAddr::from(([127, 0, 0, place], 1));
                let (got_in, status) = self
                    .gets_in_from(peer, method.clone(), &example(&path), cookie.as_deref())
                    .await;
                if got_in != whom.lets_in(*visitor) {
                    wrong.push(format!("{method} {path}: {visitor:?} got {status}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// The path with something in place of its parameters.
fn example(path: &str) -> String {
    path.replace("{provider}", "digid")
        .replace("{nummer}", "12345678")
        .replace("{onderwerp}", "contact")
        .replace("{versie}", "2018-1")
        .replace("{geval}", "1")
        .replace("{lijst}", "1")
        .replace("{bestuur}", "41234")
        .replace("{bewijs}", "00000000-0000-4000-8000-000000000000")
        .replace("{sleutel}", "sleutel")
        .replace("{zitting}", "00000000-0000-4000-8000-000000000000")
        .replace("{id}", "00000000-0000-4000-8000-000000000000")
        .replace("{bevoegdGezag}", "41234")
        .replace("{benoemingvolgnummer}", "2026-000001")
        .replace("{naam}", "vakken")
        .replace("{certificaat}", "00000000-0000-4000-8000-000000000000")
        .replace("{*function}", "x")
}

fn for_whom(table: &[(&str, For)], path: &str) -> For {
    table.iter().find(|(known, _)| *known == path).map_or_else(
        || panic!("{path} is not in the table: say for whom it is"),
        |(_, whom)| *whom,
    )
}

fn all_there(table: &[(&str, For)], actual: &BTreeSet<String>) {
    for (path, _) in table {
        assert!(
            actual.contains(*path),
            "{path} is in the table but is no route"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_lets_in_only_whom_it_is_for() {
    let site = Site::new().await;
    let paths: BTreeSet<String> = web::pages()
        .iter()
        .map(|page| page.path().to_owned())
        .collect();
    all_there(PAGES, &paths);
    site.walk(
        paths
            .into_iter()
            .map(|path| (Method::GET, path.clone(), for_whom(PAGES, &path))),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_server_function_lets_in_only_whom_it_is_for() {
    let site = Site::new().await;
    let functions: Vec<(String, Method)> = server_fn::axum::server_fn_paths()
        .map(|(path, method)| (path.to_owned(), method))
        .collect();
    assert!(!functions.is_empty());
    all_there(
        FUNCTIONS,
        &functions.iter().map(|(path, _)| path.clone()).collect(),
    );
    site.walk(
        functions
            .into_iter()
            .map(|(path, method)| (method, path.clone(), for_whom(FUNCTIONS, &path))),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_other_route_lets_in_only_whom_it_is_for() {
    let site = Site::new().await;
    let routes: Vec<(Method, String)> = web::plain_routes()
        .into_iter()
        .map(|(method, path, _)| (method.parse().expect("method"), path.to_owned()))
        .collect();
    all_there(
        OTHERS,
        &routes.iter().map(|(_, path)| path.clone()).collect(),
    );
    site.walk(
        routes
            .into_iter()
            .map(|(method, path)| (method, path.clone(), for_whom(OTHERS, &path))),
    )
    .await;
}

/// The operations of the API that say that they are for everyone.
fn open_operations() -> HashSet<(Method, String)> {
    let document = api::specification::document("https://register.example").expect("a document");
    let mut open = HashSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            if operation["security"] == serde_json::json!([]) {
                let method = method.to_uppercase().parse().expect("method");
                open.insert((method, path.clone()));
            }
        }
    }
    open
}

#[tokio::test(flavor = "multi_thread")]
async fn no_session_opens_the_api_and_without_a_token_only_what_is_for_everyone() {
    let site = Site::new().await;
    let open = open_operations();
    assert!(!open.is_empty());
    let mut cookies = Vec::new();
    for visitor in VISITORS {
        cookies.push((visitor, site.cookie(visitor).await));
    }
    let api = api::routes().into_iter().map(|(method, path, _)| {
        let method: Method = method.parse().expect("method");
        let is_open = open.contains(&(method.clone(), path.to_owned()));
        assert_eq!(is_open, api::is_open(&format!("{}{path}", api::BASE)));
        (method, format!("{}{path}", api::BASE), is_open)
    });
    let api: Vec<(Method, String, bool)> = api
        .chain([(Method::POST, "/oauth/token".to_owned(), true)])
        .collect();
    let help = sandbox::help_routes().into_iter().map(|(method, path, _)| {
        let path = format!("{}{}{path}", sandbox::BASE, api::BASE);
        (method.parse().expect("method"), path, false)
    });
    let tried: Vec<(Method, String, bool)> = api
        .iter()
        .cloned()
        .chain(api.iter().map(|(method, path, is_open)| {
            (method.clone(), format!("{}{path}", sandbox::BASE), *is_open)
        }))
        .chain(help)
        .collect();
    let mut wrong = Vec::new();
    for (method, path, is_open) in tried {
        for (at, (visitor, cookie)) in (1..).zip(&cookies) {
            let peer = SocketAddr::from(([192, 0, 2, at], 1));
            let address = example(&path);
            let (got_in, status) = site
                .gets_in_from(peer, method.clone(), &address, cookie.as_deref())
                .await;
            let right = if is_open {
                got_in && status != StatusCode::TOO_MANY_REQUESTS
            } else {
                status == StatusCode::UNAUTHORIZED
            };
            if !right {
                wrong.push(format!("{method} {path}: {visitor:?} got {status}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_from_another_site_is_refused_for_everyone() {
    let site = Site::new().await;
    let cookie = site.cookie(Visitor::School).await.expect("cookie");
    for origin in [Some("https://kwaad.example"), Some("null"), None] {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri("/api/sessie/verlengen")
            .header(header::COOKIE, &cookie);
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        let response = site
            .router
            .clone()
            .oneshot(request.body(Body::empty()).expect("request"))
            .await
            .expect("answer");
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{origin:?}");
    }
}
