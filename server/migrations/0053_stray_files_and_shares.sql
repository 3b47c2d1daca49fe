-- A file that may be in the store without a row that names it. It is written down before the file is put
-- there, and goes in the transaction of that row; or it comes in the transaction in which that row goes,
-- and goes when the file is gone. What stays here is looked at an hour later.
create table stray_file (
    kind text not null check (kind in ('evidence', 'original', 'take_out')),
    id uuid not null,
    since timestamptz not null,
    primary key (kind, id)
);
create index stray_file_since on stray_file (since);

-- The same days are shared once with the same school, as the same activity is: a form that is sent twice
-- left a share that stayed when the other was taken back.
update sharing s
set withdrawn_at = greatest(s.given_at, now())
from sharing first
where s.withdrawn_at is null and first.withdrawn_at is null
  and s.appointment_id = first.appointment_id
  and s.days = first.days
  and (s.given_at, s.id) > (first.given_at, first.id);
create unique index sharing_days_once on sharing (appointment_id, days)
    where withdrawn_at is null and days is not null;
