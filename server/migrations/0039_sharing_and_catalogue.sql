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

-- The catalogue -----------------------------------------------------------------------------------

-- Who offers something to teachers, and logs in with eHerkenning.
create table provider (
    id uuid primary key,
    name text not null,
    kvk text not null unique,
    admitted_at timestamptz not null,
    admitted_by text not null
);

alter table session
    add column provider_id uuid references provider,
    drop constraint session_role_check,
    add constraint session_role_check
        check (role in ('teacher', 'school', 'supplier', 'provider', 'staff'));

create table offering (
    id uuid primary key,
    provider_id uuid not null references provider,
    state text not null
        check (state in ('concept', 'offered', 'validated', 'refused', 'withdrawn')),
    title text not null,
    kind text not null,
    category text not null,
    quarters integer not null check (quarters > 0),
    about text not null,
    changed_at timestamptz not null
);
create index offering_provider on offering (provider_id);
create index offering_state on offering (state, title);

-- What the profession said of it, by which version of the rules; the last one counts.
create table offering_judgement (
    offering_id uuid not null references offering,
    judged_at timestamptz not null,
    judged_by text not null,
    rules_version text not null,
    -- The codes of the rules that it meets.
    met text[] not null,
    validated boolean not null,
    reason text,
    primary key (offering_id, judged_at),
    check (validated or reason is not null)
);

-- What teachers say of what they did: words, no score.
create table offering_review (
    id uuid primary key,
    offering_id uuid not null references offering,
    person_id uuid not null references person on delete cascade,
    words text not null,
    written_at timestamptz not null,
    reported_at timestamptz,
    judged_at timestamptz,
    hidden boolean not null default false,
    unique (offering_id, person_id)
);

-- A provider says that a teacher was there; it is in no portfolio until the teacher says so.
create table attendance (
    id uuid primary key,
    offering_id uuid not null references offering,
    person_id uuid not null references person on delete cascade,
    held_on date not null,
    confirmed_at timestamptz not null,
    answered_at timestamptz,
    accepted boolean,
    check ((answered_at is null) = (accepted is null)),
    unique (offering_id, person_id, held_on)
);
create index attendance_person on attendance (person_id) where answered_at is null;

alter table activity_origin
    add column offering_id uuid references offering,
    drop constraint activity_origin_source_check,
    add constraint activity_origin_source_check
        check (source in ('team', 'catalogus', 'aanbieder_koppeling'));
