//! What a board asks the register of a person on request.

use crate::{
    System,
    desks::{Desk, teacher},
    fault::Fault,
    institutions, viewing,
};
use app::{
    actor::{Colleague, SchoolContact},
    design::Source,
    school::person::{AskedPerson, Reregistered, desk::PersonDesk},
};
use async_trait::async_trait;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem, disclosure::REREGISTRATION, identifier::PersonId, viewing::Viewing,
};

#[async_trait]
impl PersonDesk for Desk {
    async fn ask_person(
        &self,
        contact: &Colleague,
        number: &str,
        purpose: &str,
    ) -> Result<AskedPerson, Problem> {
        let purpose = Viewing::parse(purpose)
            .filter(|purpose| Viewing::OF_PERSON.contains(purpose))
            .ok_or_else(|| {
                let message = "Kies waarom je de gegevens opvraagt";
                Problem::invalid(vec![FieldError::new("doel", message)])
            })?;
        let system = &self.0;
        let told = of(system, contact, number).await?;
        let numbers = [number.to_owned()];
        viewing::by_school(system, contact, purpose, &numbers).await?;
        if told.reregistration.is_some() {
            viewing::by_school(system, contact, Viewing::Reregistration, &numbers).await?;
        }
        Ok(told)
    }
}

async fn of(system: &System, contact: &SchoolContact, number: &str) -> Result<AskedPerson, Fault> {
    let today = system.clock.today();
    let mut conn = system.pool.acquire().await?;
    let row = sqlx::query!(
        r#"select a.person_id, a.confirmed, p.birth_date, p.shielded,
                  d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name as name,
                  d.source as "source?", d.sex, d.street, d.house_number, d.postcode, d.place,
                  d.country
           from current_appointment a
           join person p on p.id = a.person_id
           left join person_details d on d.person_id = a.person_id and upper_inf(d.recorded)
           where a.board_number = $1
             and a.number = $2
             and a.valid @> $4::date
             and not a.removed
             and ($3::text[] is null or a.brin = any($3))"#,
        contact.board().as_str(),
        number,
        contact.schools() as Option<&[String]>,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or_else(Problem::not_found)?;
    if !row.confirmed {
        // Nobody is in the register before (article 38j WPO).
        let early = "De leraar heeft deze benoeming nog niet bevestigd";
        let detail = "Het register geeft pas gegevens als de leraar erin staat.";
        return Err(Problem::conflict(early).with_detail(detail).into());
    }
    let switches = institutions::switches(&system.pool, REREGISTRATION, today).await?;
    let reregistration = if switches.get(REREGISTRATION) == Some(&true) {
        let person = PersonId(row.person_id);
        let (ends, decided) = teacher::reregistration_of(&mut conn, person).await?;
        Some(Reregistered { ends, decided })
    } else {
        None
    };
    let address = teacher::address(
        row.street,
        row.house_number,
        row.postcode,
        row.place,
        row.country,
    );
    Ok(AskedPerson {
        name: row.name.unwrap_or_else(|| "Naam volgt".to_owned()),
        source: match row.source.as_deref() {
            Some("brp") => Source::Brp,
            _ => Source::School,
        },
        sex: row.sex.map(|code| teacher::sex_name(&code).to_owned()),
        address: address.filter(|_| !row.shielded),
        shielded: row.shielded,
        birth_date: row.birth_date.map(jiff_sqlx::Date::to_jiff),
        reregistration,
    })
}
