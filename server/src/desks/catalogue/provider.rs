//! What a provider offers, and who attended it.

use super::{Which, find, one, step};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::Desk,
    fault::Fault,
    messages::{self, News},
};
use app::{
    actor::Provider,
    catalogue::Offered,
    page::Paged,
    provider::{AttendanceForm, OwnOffering, desk::ProviderDesk},
};
use async_trait::async_trait;
use jiff::{SignedDuration, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    catalogue::{OfferingForm, OfferingState, QualityRules, Step},
    identifier::{PersonId, TeacherNumber},
    notation,
};
use uuid::Uuid;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The most teachers of whom a provider says in a day that they attended an offering: each hears of it.
const MOST_A_DAY: i64 = 500;

#[async_trait]
impl ProviderDesk for Desk {
    async fn own_offerings(
        &self,
        provider: &Provider,
        page: u32,
    ) -> Result<Paged<Offered>, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        Ok(find(&mut conn, of(provider, None), page).await?)
    }

    async fn own_offering(
        &self,
        provider: &Provider,
        id: Option<Uuid>,
    ) -> Result<OwnOffering, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        let offered = match id {
            Some(id) => Some(one(&mut conn, of(provider, Some(id))).await?),
            None => None,
        };
        Ok(OwnOffering {
            offered,
            rules: QualityRules::builtin().on(self.0.clock.today()),
            fresh: Uuid::now_v7(),
        })
    }

    async fn save_offering(
        &self,
        provider: &Provider,
        id: Uuid,
        form: &OfferingForm,
    ) -> Result<(), Problem> {
        Ok(save(&self.0, provider, id, form).await?)
    }

    async fn offer(&self, provider: &Provider, id: Uuid) -> Result<(), Problem> {
        Ok(take(&self.0, provider, id, Step::Offer, "offered").await?)
    }

    async fn withdraw_offering(&self, provider: &Provider, id: Uuid) -> Result<(), Problem> {
        Ok(take(&self.0, provider, id, Step::Withdraw, "withdrawn").await?)
    }

    async fn confirm_attendance(
        &self,
        provider: &Provider,
        id: Uuid,
        form: &AttendanceForm,
    ) -> Result<(), Problem> {
        Ok(attended(&self.0, provider, id, form).await?)
    }
}

fn of(provider: &Provider, only: Option<Uuid>) -> Which<'static> {
    Which {
        provider: Some(provider.id().0),
        only,
        ..Which::default()
    }
}

async fn save(
    system: &System,
    provider: &Provider,
    id: Uuid,
    form: &OfferingForm,
) -> Result<(), Fault> {
    let offering = form.parse()?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let added = sqlx::query!(
        "insert into offering (id, provider_id, state, title, kind, category, quarters, about,
                               changed_at)
         values ($1, $2, 'concept', $3, $4, $5, $6, $7, $8)
         on conflict (id) do nothing",
        id,
        provider.id().0,
        offering.title,
        offering.kind.code(),
        offering.category.code(),
        offering.hours.0,
        offering.about,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    if added.rows_affected() == 0 {
        step(&mut tx, id, Some(provider.id().0), Step::Change).await?;
        sqlx::query!(
            "update offering
             set title = $2, kind = $3, category = $4, quarters = $5, about = $6, changed_at = $7
             where id = $1",
            id,
            offering.title,
            offering.kind.code(),
            offering.category.code(),
            offering.hours.0,
            offering.about,
            now.to_sqlx(),
        )
        .execute(&mut *tx)
        .await?;
    }
    let act = Act::OfferingChanged {
        offering: id,
        change: "saved".to_owned(),
    };
    audit::record(&mut tx, now, By::Provider(provider), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

async fn take(
    system: &System,
    provider: &Provider,
    id: Uuid,
    taken: Step,
    change: &str,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    step(&mut tx, id, Some(provider.id().0), taken).await?;
    let act = Act::OfferingChanged {
        offering: id,
        change: change.to_owned(),
    };
    audit::record(&mut tx, now, By::Provider(provider), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Reads who attended, and on which day.
fn read(form: &AttendanceForm, today: Date) -> Result<(TeacherNumber, Date), Problem> {
    let number = TeacherNumber::parse(&form.number);
    let parts = [&form.held_day, &form.held_month, &form.held_year].map(|part| part.trim());
    let held = notation::parse_date(&parts.join("-")).filter(|day| *day <= today);
    match (number, held) {
        (Ok(number), Some(held)) => Ok((number, held)),
        (number, held) => {
            let wrong = [
                (
                    "number",
                    number.is_err(),
                    "Vul een registratienummer van 8 cijfers in, geen burgerservicenummer",
                ),
                ("held", held.is_none(), "Vul een dag in die al geweest is"),
            ];
            let errors = wrong
                .into_iter()
                .filter(|(_, is_wrong, _)| *is_wrong)
                .map(|(field, _, message)| FieldError::new(field, message));
            Err(Problem::invalid(errors.collect()))
        }
    }
}

async fn attended(
    system: &System,
    provider: &Provider,
    id: Uuid,
    form: &AttendanceForm,
) -> Result<(), Fault> {
    let (number, held) = read(form, system.clock.today())?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let own = one(&mut tx, of(provider, Some(id))).await?;
    if own.state != OfferingState::Validated {
        return Err(Problem::conflict("Dit aanbod staat niet in de catalogus").into());
    }
    let person = sqlx::query_scalar!(
        "select id from person where teacher_number = $1",
        number.as_str(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let known = sqlx::query!(
        r#"select (select min(j.judged_at) from offering_judgement j
                   where j.offering_id = $1 and j.validated) as "validated: jiff_sqlx::Timestamp",
                  (select count(*) from attendance t
                   where t.offering_id = $1 and t.confirmed_at > $2) as "today!""#,
        id,
        (now - DAY).to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_one(&mut *tx)
    .await?;
    let validated = known.validated.map(|at| dutch(at.to_jiff()).date());
    if validated.is_some_and(|day| held < day) {
        let message = "Vul een dag in vanaf de dag waarop het aanbod in de catalogus kwam";
        return Err(Problem::invalid(vec![FieldError::new("held", message)]).into());
    }
    if known.today >= MOST_A_DAY {
        return Err(Problem::too_many().into());
    }
    // Whether there is such a teacher is not told to the provider.
    let Some(person) = person.map(PersonId) else {
        return Ok(());
    };
    let attendance = Uuid::now_v7();
    let told = sqlx::query!(
        "insert into attendance (id, offering_id, person_id, held_on, confirmed_at)
         values ($1, $2, $3, $4, $5)
         on conflict (offering_id, person_id, held_on) do nothing",
        attendance,
        id,
        person.0,
        held.to_sqlx() as jiff_sqlx::Date,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    if told.rows_affected() > 0 {
        let news = News {
            person,
            title: "Een aanbieder gaf door dat je meedeed".to_owned(),
            body: "Klopt het? Dan zet je het met één klik in je portfolio. Zonder jouw keuze gebeurt er niets.".to_owned(),
            link: "/mijn/portfolio/aanbod",
            once: format!("aanbod/{attendance}"),
        };
        messages::tell(&mut tx, now, &[news]).await?;
        let act = Act::OfferingChanged {
            offering: id,
            change: "attended".to_owned(),
        };
        let by = By::Provider(provider);
        audit::record(&mut tx, now, by, Some(person), None, &act).await?;
        tx.commit().await?;
    }
    Ok(())
}
