//! The portfolio as a whole, for the teacher to keep: one file with everything in it.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
mod page;

use crate::{
    design::{Button, Card, ErrorSummary, Gap, Icons, Paragraph, Stack, TextLink, Weight},
    session::{Form, FormState},
};
use api::AskTakeOut;
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;
pub(in crate::teacher) use page::TakeOutPage;
use serde::{Deserialize, Serialize};
use server_fn::ServerFn;
use uuid::Uuid;

/// How many days the file is kept.
pub const KEPT_DAYS: i32 = 7;

/// A portfolio that was asked for as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeOut {
    /// Its number.
    pub id: Uuid,
    /// When it was asked for, in Dutch time.
    pub asked: DateTime,
    /// How many files of evidence are in it already.
    pub done: i32,
    /// Of how many.
    pub total: i32,
    /// How many bytes it has, once it is made.
    pub bytes: Option<i64>,
    /// The last day on which it can be fetched.
    pub until: Date,
}

/// The ways in and out, beside the list of activities.
#[component]
pub fn InAndOut(
    /// The form that was given back, when one was.
    returned: Option<FormState>,
) -> impl IntoView {
    let form = Form::posted::<AskTakeOut>(returned);
    view! {
        <Card title="Meenemen en overnemen" id="meenemen" small=true>
            <Stack gap=Gap::Normal>
            <ErrorSummary problem=form.problem()/>
            <Paragraph small=true>
                "Je portfolio is van jou. Download alles in 1 bestand, met je bewijzen."
            </Paragraph>
            <form method="post" action=AskTakeOut::PATH>
                <Button weight=Weight::Secondary icon=Icons::Download>
                    "Neem je portfolio mee"
                </Button>
            </form>
            <Paragraph small=true>
                <TextLink href="/mijn/portfolio/import">"Neem je oude portfolio over"</TextLink>
            </Paragraph>
            </Stack>
        </Card>
    }
}
