-- When counting of a teacher's term for re-registration stops (handbook, 4.5), as the teacher entered
-- it: a kind and whole days. Why is never kept: that is about health (article 9 GDPR).
create table interruption (
    id uuid primary key,
    person_id uuid not null references person,
    kind text not null,
    -- The first day, and the first day after it.
    days daterange not null check (not isempty(days) and lower_inc(days) and not upper_inf(days)),
    entered_at timestamptz not null,
    removed_at timestamptz
);
create index interruption_person on interruption (person_id) where removed_at is null;
