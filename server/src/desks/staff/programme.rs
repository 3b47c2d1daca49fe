//! How the boards stand on their way in.

use super::reactions;
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::school::contacts,
    fault::Fault,
};
use app::{
    actor::Officer,
    programme::{BoardFile, BoardFilter, BoardProgress, GroupProgress, Programme},
};
use jiff::Span;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    conformance::MAJOR,
    identifier::BoardNumber,
    programme::{BoardStanding, DELIVERY_DAYS, GateVerdict, Wave, judge},
    sector::Sector,
};

/// How many boards are on a page.
const PAGE: usize = 25;

/// How all boards stand together, and a page of those that the filter takes.
pub async fn all(system: &System, filter: &BoardFilter) -> Result<Programme, Fault> {
    let boards = load(system, None).await?;
    let codes = Wave::all().iter().map(|wave| Some(wave.code.as_str()));
    let waves = codes
        .chain([None])
        .map(|wave| {
            let members = boards.iter().filter(|board| board.wave.as_deref() == wave);
            GroupProgress::of(wave.unwrap_or_default(), members)
        })
        .filter(|group| group.boards > 0)
        .collect();
    let sectors = Sector::ALL
        .into_iter()
        .map(|sector| {
            let members = boards
                .iter()
                .filter(|board| board.sectors.contains(&sector));
            GroupProgress::of(sector.code(), members)
        })
        .filter(|group| group.boards > 0)
        .collect();
    let found: Vec<BoardProgress> = boards
        .into_iter()
        .filter(|board| filter.takes(board))
        .collect();
    let pages = found.len().div_ceil(PAGE).max(1);
    let page = usize::try_from(filter.page).unwrap_or(1).clamp(1, pages);
    let waiting = sqlx::query!(
        r#"select (select count(*)
                   from contact_person
                   where ended_at is null and unreachable_since is not null) as "bounced!",
                  (select count(*) from reaction where answer is null) as "reactions!""#,
    )
    .fetch_one(&system.pool)
    .await?;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Programme {
        waves,
        sectors,
        found: found.len(),
        boards: found
            .into_iter()
            .skip((page - 1) * PAGE)
            .take(PAGE)
            .collect(),
        page: count(page),
        pages: count(pages),
        bounced: waiting.bounced,
        reactions: waiting.reactions,
    })
}

/// One board, with whom we can reach and what it told us.
///
/// # Errors
/// 404 when there is no such board.
pub async fn file(system: &System, board: &BoardNumber) -> Result<BoardFile, Fault> {
    let progress = one(system, board).await?;
    let moves = sqlx::query!(
        r#"select wave, lower(recorded) as "since!"
           from board_wave
           where board_number = $1
           order by recorded desc"#,
        board.as_str(),
    )
    .fetch_all(&system.pool)
    .await?;
    Ok(BoardFile {
        progress,
        contacts: contacts::list(system, board).await?,
        moves: moves
            .into_iter()
            .map(|row| (dutch(row.since.to_jiff()), row.wave))
            .collect(),
        reactions: reactions::of_board(system, board).await?,
    })
}

/// How one board stands.
///
/// # Errors
/// 404 when there is no such board.
pub async fn one(system: &System, board: &BoardNumber) -> Result<BoardProgress, Fault> {
    let mut boards = load(system, Some(board)).await?;
    Ok(boards.pop().ok_or_else(Problem::not_found)?)
}

/// How one board stands at each gate.
///
/// # Errors
/// 404 when there is no such board.
pub async fn standing(system: &System, board: &BoardNumber) -> Result<Vec<GateVerdict>, Fault> {
    Ok(one(system, board).await?.gates)
}

/// Puts a board in a wave.
///
/// # Errors
/// 404 when there is no such board; 422 when there is no such wave, or it is of another sector.
pub async fn move_board(
    system: &System,
    officer: &Officer,
    board: &BoardNumber,
    code: &str,
) -> Result<(), Fault> {
    let wrong = |message: &str| Problem::invalid(vec![FieldError::new("wave", message)]);
    let wave = Wave::find(code).ok_or_else(|| wrong("Kies een golf uit de lijst"))?;
    let progress = one(system, board).await?;
    if wave
        .sector
        .is_some_and(|sector| !progress.sectors.contains(&sector))
    {
        return Err(wrong("Deze golf is voor besturen uit een andere sector").into());
    }
    if progress.wave.as_deref() == Some(code) {
        return Ok(());
    }
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "update board_wave
         set recorded = tstzrange(lower(recorded), $2)
         where board_number = $1 and upper_inf(recorded)",
        board.as_str(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into board_wave (board_number, wave, recorded, moved_by)
         values ($1, $2, tstzrange($3, null), $4)",
        board.as_str(),
        code,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        officer.staff().subject(),
    )
    .execute(&mut *tx)
    .await?;
    let act = Act::BoardMoved {
        wave: code.to_owned(),
    };
    let by = By::Staff(officer.staff());
    audit::record(&mut tx, now, by, None, Some(board), &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Every board, or one, by name.
async fn load(system: &System, board: Option<&BoardNumber>) -> Result<Vec<BoardProgress>, Fault> {
    let today = system.clock.today();
    let since = system.clock.now() - Span::new().hours(24 * DELIVERY_DAYS);
    let rows = sqlx::query!(
        r#"select b.number, b.name, w.wave as "wave?",
                  coalesce((
                      select array_agg(distinct s.sector)
                      from school_board s
                      where s.board_number = b.number and s.valid @> $2::date
                  ), '{}') as "sectors!",
                  c.reachable as "contacts!", c.confirmed as "contacts_confirmed?",
                  m.mandates as "mandates!", m.uncertified as "uncertified!",
                  coalesce((
                      select d.channel = 'api' and not exists (
                          select
                          from mandate held
                          join supplier_client program on program.supplier_id = held.supplier_id
                          where held.board_number = b.number
                            and held.valid @> $2::date
                            and program.client_id = d.delivered_by
                      )
                      from delivery d
                      where d.board_number = b.number
                      order by d.received_at desc
                      limit 1
                  ), false) as "without_mandate!",
                  d.records as "records!", d.refused as "refused!",
                  (select max(reference_date) from completeness where board_number = b.number)
                      as complete_on,
                  a.teachers as "teachers!", a.appointments as "appointments!",
                  a.confirmed as "confirmed!"
           from board b
           left join board_wave w on w.board_number = b.number and upper_inf(w.recorded)
           cross join lateral (
               select count(*) filter (where unreachable_since is null) as reachable,
                      min(confirmed_at) as confirmed
               from contact_person
               where board_number = b.number and ended_at is null
           ) c
           cross join lateral (
               select count(*) as mandates,
                      count(*) filter (where not exists (
                          select
                          from conformance_certificate
                          where supplier_id = mandate.supplier_id and major = $4
                      )
                      -- An office of which only people deliver has no program to examine.
                      and (not mandate.people or exists (
                          select
                          from supplier_client
                          where supplier_id = mandate.supplier_id
                      ))) as uncertified
               from mandate
               where board_number = b.number and valid @> $2::date
           ) m
           cross join lateral (
               select coalesce(sum(new_count + changed_count + unchanged_count + older_count
                                   + refused_count), 0)::bigint as records,
                      coalesce(sum((
                          select count(*)
                          from delivery_record r
                          where r.delivery_id = delivery.id
                            and r.outcome = 'refused'
                            and r.repaired_by is null
                            -- What does not say which appointment it is of cannot be repaired by
                            -- a later record: it counts until something that can be read comes in
                            -- after it.
                            and (r.appointment_number is not null
                                 or not exists (
                                     select
                                     from delivery later
                                     where later.board_number = b.number
                                       and later.received_at > delivery.received_at
                                       and later.channel <> 'screen'
                                       and later.new_count + later.changed_count
                                           + later.unchanged_count + later.older_count > 0
                                 ))
                      )) filter (where refused_count > 0), 0)::bigint as refused
               from delivery
               where board_number = b.number and received_at >= $3::timestamptz
           ) d
           cross join lateral (
               select count(distinct person_id) as teachers,
                      count(*) filter (where not removed) as appointments,
                      count(*) filter (where confirmed) as confirmed
               from current_appointment
               where board_number = b.number and valid @> $2::date
           ) a
           where b.number = $1 or ($1::text is null and b.valid @> $2::date)
           order by b.name, b.number"#,
        board.map(BoardNumber::as_str),
        today.to_sqlx() as jiff_sqlx::Date,
        since.to_sqlx() as jiff_sqlx::Timestamp,
        MAJOR,
    )
    .fetch_all(&system.pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let standing = BoardStanding {
                contacts: row.contacts,
                contacts_confirmed: row.contacts_confirmed.map(|at| dutch(at.to_jiff()).date()),
                mandates: row.mandates,
                uncertified: row.uncertified,
                delivered_without_mandate: row.without_mandate,
                records: row.records,
                refused: row.refused,
                complete_on: row.complete_on.map(jiff_sqlx::Date::to_jiff),
            };
            Ok(BoardProgress {
                number: BoardNumber::parse(&row.number).map_err(Fault::broken)?,
                name: row.name,
                sectors: row
                    .sectors
                    .iter()
                    .filter_map(|code| Sector::parse(code))
                    .collect(),
                wave: row.wave,
                gates: judge(&standing, today),
                teachers: row.teachers,
                confirmed: (row.confirmed, row.appointments),
            })
        })
        .collect()
}
