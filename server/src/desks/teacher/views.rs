//! Who looked at the data of the teacher: the log of [`crate::viewing`], by day.

use crate::{System, clock::dutch, fault::Fault};
use app::teacher::{DayOfViews, View, Views};
use shared::{identifier::PersonId, viewing::Viewing};

/// How many views stand on a page.
const PAGE: i64 = 40;

/// What an officer of the register is to a teacher.
const REGISTER: &str = "Lerarenregister";

/// A page of views, the newest first. What is hidden on account of an investigation is not there.
pub async fn page(system: &System, person: PersonId, page: u32) -> Result<Views, Fault> {
    let page = page.max(1);
    let rows = sqlx::query!(
        r#"with views as (
               select (at at time zone 'Europe/Amsterdam')::date as day, board_number, supplier, role,
                      occasion, count(*) as times, max(at) as last
               from access_log
               where person_id = $1 and not hidden
               group by 1, 2, 3, 4, 5
           )
           select views.day as "day!", b.name as "board?", views.supplier,
                  views.role = 'office' as "by_office!", views.occasion,
                  views.times as "times!", views.last as "last!", count(*) over () as "total!"
           from views
           left join board b on b.number = views.board_number
           order by views.day desc, views.last desc, views.occasion
           limit $2 offset $3"#,
        person.0,
        PAGE,
        i64::from(page - 1) * PAGE,
    )
    .fetch_all(&system.pool)
    .await?;
    let total = rows.first().map_or(0, |row| row.total);
    let mut days: Vec<DayOfViews> = Vec::new();
    for row in rows {
        let day = row.day.to_jiff();
        if days.last().is_none_or(|last| last.day != day) {
            let views = Vec::new();
            days.push(DayOfViews { day, views });
        }
        if let Some(last) = days.last_mut() {
            let viewing = Viewing::parse(&row.occasion);
            let other = viewing.and_then(Viewing::organisation).unwrap_or(REGISTER);
            last.views.push(View {
                organisation: row.board.unwrap_or_else(|| other.to_owned()),
                through: row.supplier,
                by_office: row.by_office,
                viewing,
                times: row.times,
                last: dutch(row.last.to_jiff()).time(),
            });
        }
    }
    Ok(Views {
        days,
        page,
        pages: u32::try_from((total + PAGE - 1) / PAGE)
            .unwrap_or(u32::MAX)
            .max(1),
    })
}
