-- A teacher may share for a while: the last day on which the board sees it (handbook, 9.3).
alter table sharing add column last_day date;

-- The same thing is shared once until the same day; until another day it is shared anew.
drop index sharing_once;
create unique index sharing_once on sharing (appointment_id, activity_id, last_day)
    nulls not distinct
    where withdrawn_at is null and activity_id is not null;
drop index sharing_days_once;
create unique index sharing_days_once on sharing (appointment_id, days, last_day)
    nulls not distinct
    where withdrawn_at is null and days is not null;

-- What was shared and not taken back, for as long as its appointment stands and no longer than the teacher
-- said: who left the register, or the board, does not share again by coming back.
create or replace view share_in_force as
select s.id, s.person_id, s.activity_id, s.days, a.board_number,
       a.valid * daterange(null, s.last_day, '[]') as valid
from sharing s
join current_appointment a on a.id = s.appointment_id and a.person_id = s.person_id
where s.withdrawn_at is null
  and not exists (
      select
      from entry e
      where e.appointment_id = s.appointment_id
        and e.status = 'removed'
        and (upper_inf(e.recorded) or upper(e.recorded) > s.given_at)
  );
