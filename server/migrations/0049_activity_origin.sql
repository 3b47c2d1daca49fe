-- Where an activity came from (bron), when the teacher did not type it, stood in three tables: one for
-- calendars, one for earlier portfolios and one for the rest. Now in one. Where it came from is known
-- by a register and a key, so that the same brings it once.
alter table activity_origin
    add column person_id uuid references person on delete cascade,
    -- The earlier register (registerleraar.nl); nothing for a calendar.
    add column register text not null default '',
    -- Of an earlier register its number there; of a calendar the hash of the UID of the event and its
    -- moment, in hexadecimal digits, for a UID often holds an address of somebody.
    add column key text,
    add column import_id uuid references portfolio_import,
    -- Whether the earlier register had validated it.
    add column validated boolean,
    -- When it was brought along last, by which one sees whether it was changed since.
    add column brought_at timestamptz,
    drop constraint activity_origin_source_check;

update activity_origin o set person_id = a.person_id from activity a where a.id = o.activity_id;

insert into activity_origin (activity_id, person_id, source, key)
select activity_id, person_id, 'kalender', encode(event_hash, 'hex')
from calendar_origin;

insert into activity_origin (activity_id, person_id, source, register, key, import_id, validated,
                             brought_at)
select activity_id, person_id, 'migratie', source, source_id, import_id, validated, recorded_at
from imported_activity;

drop table calendar_origin;
drop table imported_activity;

alter table activity_origin
    alter column person_id set not null,
    add constraint activity_origin_source_check
        check (source in ('kalender', 'migratie', 'team', 'catalogus', 'aanbieder_koppeling')),
    add constraint activity_origin_key_check
        check ((source in ('kalender', 'migratie')) = (key is not null)),
    add constraint activity_origin_brought_check
        check ((source = 'migratie') = (import_id is not null and brought_at is not null)),
    add constraint activity_origin_once unique (person_id, source, register, key);
create index activity_origin_import on activity_origin (import_id) where import_id is not null;
