-- Versions of an activity are numbered from 1: a form says from which version it started, so that
-- nothing is overwritten that was not seen.
alter table activity_version add column number integer not null default 1;
update activity_version v
set number = n.number
from (select activity_id, recorded,
             row_number() over (partition by activity_id order by lower(recorded)) as number
      from activity_version) n
where n.activity_id = v.activity_id and n.recorded = v.recorded and n.number <> v.number;
-- By this the list of a teacher is read too: each activity as it is now.
create unique index activity_version_number on activity_version (activity_id, number);

-- The event of a calendar file that an activity was made from, so that the same file brings it once:
-- the hash of its UID and its moment, for a UID often holds an address of somebody.
create table calendar_origin (
    activity_id uuid primary key references activity on delete cascade,
    person_id uuid not null references person on delete cascade,
    event_hash bytea not null,
    unique (person_id, event_hash)
);
