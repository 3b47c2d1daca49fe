//! Validating offerings for the profession, moderating reviews, and admitting providers.

use super::{Which, find, step};
use crate::{
    System,
    audit::{self, Act, By},
    clock,
    desks::Desk,
    fault::Fault,
};
use app::{
    actor::Validator,
    catalogue::Review,
    staff::catalogue::{JudgementForm, Validation, desk::ValidationDesk},
};
use async_trait::async_trait;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    catalogue::{OfferingState, QualityRules, Step},
};
use sqlx::PgConnection;
use uuid::Uuid;

#[async_trait]
impl ValidationDesk for Desk {
    async fn validation(&self, _validator: &Validator) -> Result<Validation, Problem> {
        Ok(waiting(&self.0).await?)
    }

    async fn judge_offering(
        &self,
        validator: &Validator,
        id: Uuid,
        form: &JudgementForm,
    ) -> Result<(), Problem> {
        Ok(judge(&self.0, validator, id, form).await?)
    }

    async fn judge_review(
        &self,
        validator: &Validator,
        id: Uuid,
        hidden: bool,
    ) -> Result<(), Problem> {
        Ok(moderate(&self.0, validator, id, hidden).await?)
    }

    async fn admit_provider(
        &self,
        validator: &Validator,
        name: &str,
        kvk: &str,
    ) -> Result<(), Problem> {
        Ok(admit(&self.0, validator, name.trim(), kvk.trim()).await?)
    }
}

async fn waiting(system: &System) -> Result<Validation, Fault> {
    let mut conn = system.pool.acquire().await?;
    let which = Which {
        state: Some(OfferingState::Offered),
        ..Which::default()
    };
    let offered = find(&mut conn, which, 1).await?;
    let reported = sqlx::query!(
        "select id, words, written_at
         from offering_review
         where reported_at is not null and judged_at is null
         order by reported_at",
    )
    .fetch_all(&mut *conn)
    .await?;
    let rules = QualityRules::builtin();
    Ok(Validation {
        offered,
        version: rules.version.clone(),
        rules: rules.on(system.clock.today()),
        reported: reported
            .into_iter()
            .map(|row| Review {
                id: row.id,
                words: row.words,
                written: clock::dutch(row.written_at.to_jiff()).date(),
            })
            .collect(),
    })
}

async fn judge(
    system: &System,
    validator: &Validator,
    id: Uuid,
    form: &JudgementForm,
) -> Result<(), Fault> {
    let rules = QualityRules::builtin();
    let asked = rules.on(system.clock.today());
    let met: Vec<String> = asked
        .iter()
        .map(|rule| rule.code.clone())
        .filter(|code| form.met.contains(code))
        .collect();
    let validated = !asked.is_empty() && met.len() == asked.len();
    let reason = Some(form.reason.trim()).filter(|reason| !reason.is_empty() && !validated);
    if !validated && reason.is_none() {
        let message = "Schrijf op waarom het niet aan alle eisen voldoet";
        return Err(Problem::invalid(vec![FieldError::new("reason", message)]).into());
    }
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let (taken, change) = if validated {
        (Step::Validate, "validated")
    } else {
        (Step::Refuse, "refused")
    };
    step(&mut tx, id, None, taken).await?;
    sqlx::query!(
        "insert into offering_judgement (offering_id, judged_at, judged_by, rules_version, met,
                                         validated, reason)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        now.to_sqlx(),
        validator.staff().subject(),
        rules.version,
        &met,
        validated,
        reason,
    )
    .execute(&mut *tx)
    .await?;
    trace(&mut tx, now, validator, id, change).await?;
    tx.commit().await?;
    Ok(())
}

async fn moderate(
    system: &System,
    validator: &Validator,
    id: Uuid,
    hidden: bool,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let offering = sqlx::query_scalar!(
        "update offering_review
         set judged_at = $2, hidden = $3
         where id = $1 and reported_at is not null
         returning offering_id",
        id,
        now.to_sqlx(),
        hidden,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    let change = if hidden {
        "review_hidden"
    } else {
        "review_kept"
    };
    trace(&mut tx, now, validator, offering, change).await?;
    tx.commit().await?;
    Ok(())
}

async fn admit(system: &System, validator: &Validator, name: &str, kvk: &str) -> Result<(), Fault> {
    let mut errors = Vec::new();
    if name.is_empty() {
        errors.push(FieldError::new("name", "Vul de naam van de organisatie in"));
    }
    if kvk.len() != 8 || !kvk.bytes().all(|byte| byte.is_ascii_digit()) {
        errors.push(FieldError::new(
            "kvk",
            "Vul een KvK-nummer van 8 cijfers in",
        ));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors).into());
    }
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let id = Uuid::now_v7();
    let added = sqlx::query!(
        "insert into provider (id, name, kvk, admitted_at, admitted_by)
         select $1, $2, $3, $4, $5
         where not exists (select from board where kvk = $3)
           and not exists (select from supplier where kvk = $3)
         on conflict (kvk) do nothing",
        id,
        name,
        kvk,
        now.to_sqlx(),
        validator.staff().subject(),
    )
    .execute(&mut *tx)
    .await?;
    if added.rows_affected() == 0 {
        let message = "Dit KvK-nummer is al in gebruik";
        return Err(Problem::invalid(vec![FieldError::new("kvk", message)]).into());
    }
    let act = Act::ProviderAdmitted { provider: id };
    let by = By::Staff(validator.staff());
    audit::record(&mut tx, now, by, None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

async fn trace(
    conn: &mut PgConnection,
    now: Timestamp,
    validator: &Validator,
    offering: Uuid,
    change: &str,
) -> Result<(), Fault> {
    let act = Act::OfferingChanged {
        offering,
        change: change.to_owned(),
    };
    audit::record(conn, now, By::Staff(validator.staff()), None, None, &act).await
}
