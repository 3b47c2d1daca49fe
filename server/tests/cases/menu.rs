//! The menu of the staff: who opens what stands in it gets it, and what is for others is not in it.

use super::staff;
use crate::support::{Register, Visitor};
use app::session::Room;
use axum::http::StatusCode;
use server::{desks::session::rooms, session::login::start_page};
use std::collections::BTreeSet;

/// The roles that the organisation gives.
const ROLES: [&str; 8] = [
    "behandelaar",
    "beslisser",
    "beheerder",
    "commissielid",
    "inspecteur",
    "opsporing",
    "auditor",
    "behandelaar beheerder",
];

/// The addresses of the menu of this page.
fn menu(html: &str) -> BTreeSet<String> {
    let nav = html.split("aria-label=\"Hoofdmenu\"").nth(1);
    let nav = nav.and_then(|rest| rest.split("</nav>").next());
    nav.unwrap_or_default()
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

/// Whether a page is there for who asks: the list of cases says kindly that it is for others.
fn is_open(status: StatusCode, html: &str) -> bool {
    status == StatusCode::OK && !html.contains("alleen te zien voor behandelaars")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_item_of_the_menu_opens_and_no_other_page_of_the_staff_does() {
    let register = Register::new().await;
    let mut seen = BTreeSet::new();
    for role in ROLES {
        let actor = staff(&register, &format!("st-{role}"), role).await;
        let opened = rooms(&actor);
        let begins = start_page(&actor);
        let visitor = Visitor::with(&register, actor).await;
        let (status, html) = visitor.get(begins).await;
        assert_eq!(
            is_open(status, &html),
            !opened.is_empty(),
            "{role}: {begins}"
        );
        let shown = menu(&html);
        for page in Room::ALL.into_iter().flat_map(Room::pages) {
            let (status, html) = visitor.get(page).await;
            // The criteria are for everyone to read.
            let is_mine = shown.contains(*page) || !page.starts_with("/behandeling");
            assert_eq!(is_mine, is_open(status, &html), "{role}: {page} {status}");
        }
        seen.extend(shown);
    }
    let pages = Room::ALL.into_iter().flat_map(Room::pages);
    for page in pages.filter(|page| page.starts_with("/behandeling")) {
        assert!(seen.contains(*page), "nobody has {page} in the menu");
    }
}
