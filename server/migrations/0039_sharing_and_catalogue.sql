-- What a teacher shows the board (article 38o, second paragraph, d, WPO): one activity, or all of a
-- period. It is of one appointment, and over when that is.
create table sharing (
    id uuid primary key,
    person_id uuid not null references person,
    appointment_id uuid not null references appointment on delete cascade,
    activity_id uuid references activity on delete cascade,
    days daterange,
    given_at timestamptz not null,
    withdrawn_at timestamptz,
    check (num_nonnulls(activity_id, days) = 1)
);
create index sharing_person on sharing (person_id, given_at);
create unique index sharing_once on sharing (appointment_id, activity_id)
    where withdrawn_at is null and activity_id is not null;

-- What was shared and not taken back, for as long as its appointment stands: who left the register, or
-- the board, does not share again by coming back.
create view share_in_force as
select s.id, s.person_id, s.activity_id, s.days, a.board_number, a.valid
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
