//! A proof as one sees it, the same on the page as on paper.

use leptos::prelude::*;
use shared::{notation, proof::Shown};

/// What a proof says, with what belongs to it at its foot.
#[component]
pub fn Sheet(
    /// What it shows.
    shown: Shown,
    /// The day beside its title.
    day: String,
    /// Names and values below: the code, and until when.
    more: Vec<(&'static str, String, bool)>,
    /// The picture of its QR code, when it has one.
    #[prop(optional_no_strip)]
    qr: Option<String>,
) -> impl IntoView {
    let subjects = (!shown.subjects.is_empty()).then(|| {
        let subjects = shown
            .subjects
            .into_iter()
            .map(|subject| view! { <li>{subject}</li> })
            .collect_view();
        view! {
            <div>
                <p>"en bevoegd is voor"</p>
                <ul class="lr-proof__subjects">{subjects}</ul>
            </div>
        }
    });
    let facts = [
        ("Registratienummer", shown.number, true),
        (
            "Geregistreerd sinds",
            shown.since.map(notation::date),
            false,
        ),
        ("Geboren op", shown.birth_date.map(notation::date), false),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(name, value, code)| Some((name, value?, code)))
        .chain(more)
        .map(|(name, value, code)| {
            view! { <dt>{name}</dt> <dd class:lr-id=code>{value}</dd> }
        })
        .collect_view();
    view! {
        <article class="lr-proof" aria-label="Bewijs van registratie">
            <div class="lr-cluster lr-cluster--between lr-cluster--top">
                <div>
                    <p class="lr-small lr-muted">"Lerarenregister"</p>
                    <h2 class="utrecht-heading-1">"Bewijs van registratie"</h2>
                </div>
                <p class="lr-small lr-muted lr-num">{day}</p>
            </div>
            <div>
                <p class="lr-small lr-muted">"Hierbij verklaren wij dat"</p>
                <p class="lr-proof__name">{shown.name}</p>
                <p>{Shown::STATES}</p>
            </div>
            {subjects}
            <div class="lr-proof__grid">
                <dl class="lr-kv">{facts}</dl>
                {qr
                    .map(|qr| {
                        view! {
                            <div
                                role="img"
                                aria-label="QR-code met het adres waar je dit bewijs controleert"
                                inner_html=qr
                            />
                        }
                    })}
            </div>
            <p class="lr-small lr-muted">
                "Controleer dit bewijs op de website van het register, onder ‘Controleer een bewijs’. Een bewijs zonder geldige code telt niet."
            </p>
        </article>
    }
}
