//! Proofs of registration: making, having and withdrawing them.

use crate::{
    System,
    audit::{self, Act, By},
    credential::PLACES,
    desks::Desk,
    fault::Fault,
    print,
    proof::{self, Kept, Which},
    web,
};
use app::{
    actor::{FromActor, Teacher},
    desk::Visit,
    teacher::proof::{Made, NewProof, Proofs, desk::ProofDesk},
};
use async_trait::async_trait;
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use jiff_sqlx::ToSqlx;
use qrcode::{QrCode, render::svg};
use rand::Rng;
use serde::Deserialize;
use shared::{
    FieldError, Problem,
    identifier::PersonId,
    notation,
    proof::{Lasts, ProofCode, Provable, Shown, Standing},
};
use sqlx::PgConnection;
use std::sync::Arc;
use uuid::Uuid;

/// How many proofs of one teacher can hold at once.
const MOST: usize = 20;

#[async_trait]
impl ProofDesk for Desk {
    async fn proofs(&self, teacher: &Teacher) -> Result<Proofs, Problem> {
        Ok(proofs(&self.0, teacher.person()).await?)
    }

    async fn make_proof(&self, teacher: &Teacher, new: NewProof) -> Result<Uuid, Problem> {
        Ok(make(&self.0, teacher.person(), &new).await?)
    }

    async fn withdraw_proof(&self, teacher: &Teacher, proof: Uuid) -> Result<(), Problem> {
        Ok(withdraw(&self.0, teacher.person(), proof).await?)
    }
}

async fn proofs(system: &System, person: PersonId) -> Result<Proofs, Fault> {
    let provable = proof::provable(system, person).await?;
    let mut conn = system.pool.acquire().await?;
    let kept = proof::find(&mut conn, Which::Of(person)).await?;
    let today = system.clock.today();
    let made = kept
        .into_iter()
        .map(|kept| {
            Ok(Made {
                standing: kept.standing(provable.as_ref(), today),
                qr: qr(&address(system, &kept.code))?,
                id: kept.id,
                code: kept.code.to_string(),
                made: kept.made,
                until: kept.until,
                shown: kept.shown,
            })
        })
        .collect::<Result<_, Fault>>()?;
    Ok(Proofs {
        provable,
        made,
        today,
    })
}

/// Where a proof is checked.
fn address(system: &System, code: &ProofCode) -> String {
    let (site, page) = (&system.config.public_url, app::public::proof::CHECK);
    format!("{site}{page}?code={code}")
}

fn qr(address: &str) -> Result<String, Fault> {
    let code = QrCode::new(address).map_err(Fault::broken)?;
    let picture = code.render::<svg::Color>().build();
    // What stands in a page has no XML declaration.
    let start = picture.find("<svg").unwrap_or_default();
    Ok(picture[start..].to_owned())
}

async fn make(system: &System, person: PersonId, new: &NewProof) -> Result<Uuid, Fault> {
    let provable = proof::provable(system, person)
        .await?
        .ok_or_else(|| Problem::conflict("Je staat nu niet in het register"))?;
    let lasts = Lasts::parse(&new.hoelang).ok_or_else(|| {
        let message = "Kies hoe lang het bewijs te controleren is";
        Problem::invalid(vec![FieldError::new("hoelang", message)])
    })?;
    let shown = chosen(&provable, new)?;
    let (now, today) = (system.clock.now_stored(), system.clock.today());
    let mut tx = system.pool.begin().await?;
    sqlx::query!("select id from person where id = $1 for update", person.0)
        .fetch_one(&mut *tx)
        .await?;
    let holding = proof::find(&mut tx, Which::Of(person)).await?;
    let holding = holding
        .iter()
        .filter(|kept| kept.standing(Some(&provable), today) == Standing::Holds);
    if holding.count() >= MOST {
        let message = format!("Je hebt al {MOST} bewijzen die gelden. Trek er eerst een in");
        return Err(Problem::conflict(message).into());
    }
    let id = keep(&mut tx, person, &shown, (now, lasts.until(today))).await?;
    let act = Act::ProofChanged {
        proof: id,
        change: "made".to_owned(),
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(id)
}

/// What the teacher chose of what can be proven.
fn chosen(provable: &Provable, new: &NewProof) -> Result<Shown, Problem> {
    let mut errors = Vec::new();
    if new
        .vakken
        .iter()
        .any(|one| !provable.subjects.contains(one))
    {
        let message = "Kies alleen vakken uit de lijst. Je gegevens zijn misschien net gewijzigd";
        errors.push(FieldError::new("vakken", message));
    }
    let known = ["nummer", "sinds", "geboortedatum"];
    if new
        .gegevens
        .iter()
        .any(|one| !known.contains(&one.as_str()))
    {
        errors.push(FieldError::new(
            "gegevens",
            "Kies alleen gegevens uit de lijst",
        ));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let shows = |name: &str| new.gegevens.iter().any(|one| one == name);
    Ok(Shown {
        name: provable.name.clone(),
        subjects: provable
            .subjects
            .iter()
            .filter(|subject| new.vakken.contains(subject))
            .cloned()
            .collect(),
        number: shows("nummer").then(|| provable.number.clone()),
        since: shows("sinds").then_some(provable.since),
        birth_date: provable.birth_date.filter(|_| shows("geboortedatum")),
    })
}

/// Keeps a proof under a code and at a place that are by chance; in a new list when the last one is
/// half full, so that a free place is found soon.
async fn keep(
    conn: &mut PgConnection,
    person: PersonId,
    shown: &Shown,
    (now, until): (jiff::Timestamp, jiff::civil::Date),
) -> Result<Uuid, Fault> {
    let newest = sqlx::query!(
        r#"select list, count(*) as "taken!"
           from proof
           where list = (select max(list) from proof)
           group by list"#,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let list = newest.map_or(1, |newest| {
        newest.list + i16::from(newest.taken > i64::from(PLACES / 2))
    });
    let content = serde_json::to_value(shown)?;
    let id = Uuid::now_v7();
    loop {
        let (code, place) = {
            let mut chance = rand::rng();
            (
                ProofCode::of(chance.random()),
                chance.random_range(0..PLACES),
            )
        };
        let kept = sqlx::query!(
            "insert into proof (id, person_id, code, list, place, made_at, until, content)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict do nothing",
            id,
            person.0,
            code.as_str(),
            list,
            place,
            now.to_sqlx(),
            until.to_sqlx() as jiff_sqlx::Date,
            content,
        )
        .execute(&mut *conn)
        .await?;
        if kept.rows_affected() == 1 {
            return Ok(id);
        }
    }
}

async fn withdraw(system: &System, person: PersonId, id: Uuid) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let was = sqlx::query_scalar!(
        r#"select withdrawn_at is not null as "withdrawn!"
           from proof
           where id = $1 and person_id = $2
           for update"#,
        id,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    if was {
        return Ok(());
    }
    sqlx::query!(
        "update proof set withdrawn_at = $2 where id = $1",
        id,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    let act = Act::ProofChanged {
        proof: id,
        change: "withdrawn".to_owned(),
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Which proof a file is of; the newest that holds when none is named.
#[derive(Deserialize)]
pub struct Named {
    id: Option<Uuid>,
}

/// The proof of this teacher that is named, as long as it holds.
async fn holding(system: &System, visit: Visit, named: &Named) -> Result<Kept, Fault> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    let teacher = Teacher::from_actor(actor).ok_or_else(Problem::forbidden)?;
    let provable = proof::provable(system, teacher.person()).await?;
    let mut conn = system.pool.acquire().await?;
    let kept = proof::find(&mut conn, Which::Of(teacher.person())).await?;
    let today = system.clock.today();
    let found = kept
        .into_iter()
        .filter(|kept| named.id.is_none_or(|id| id == kept.id))
        .find(|kept| kept.standing(provable.as_ref(), today) == Standing::Holds);
    Ok(found.ok_or_else(Problem::not_found)?)
}

/// `GET /mijn/bewijs.pdf`
///
/// # Errors
/// 401 or 403 for whoever is no teacher, 404 when there is no such proof that holds.
pub async fn download_proof(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Query(named): Query<Named>,
) -> Result<Response, Fault> {
    let kept = holding(&system, visit, &named).await?;
    let shown = &kept.shown;
    let facts = [
        ("Registratienummer", shown.number.clone()),
        ("Geregistreerd sinds", shown.since.map(notation::date)),
        ("Geboren op", shown.birth_date.map(notation::date)),
    ];
    let site = &system.config.public_url;
    let (_, host) = site.split_once("://").unwrap_or(("", site));
    let printed = print::proof::of(print::proof::Proof {
        name: &shown.name,
        states: Shown::STATES,
        subjects: &shown.subjects,
        facts: facts
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect(),
        code: &kept.code.to_string(),
        until: kept.until,
        made: kept.made,
        address: &address(&system, &kept.code),
        address_shown: &format!("{host}{}", app::public::proof::CHECK),
    })
    .await?;
    Ok(web::attachment(
        "bewijs-van-registratie.pdf",
        print::PDF,
        printed,
    ))
}

/// `GET /mijn/bewijs.sd-jwt`: the proof as a credential.
///
/// # Errors
/// As [`download_proof`].
pub async fn download_credential(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Query(named): Query<Named>,
) -> Result<Response, Fault> {
    let kept = holding(&system, visit, &named).await?;
    let period = (system.clock.now(), kept.ends()?);
    let credential = system.issuer.credential(&kept.shown, kept.place, period);
    let kind = "application/dc+sd-jwt";
    let content = credential.await?.into_bytes();
    Ok(web::attachment(
        "bewijs-van-registratie.sd-jwt",
        kind,
        content,
    ))
}
