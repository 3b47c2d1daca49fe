-- Who decides for the minister (mandaat), and what a decision changes in the register itself.

-- A right to take decisions of a kind for the minister, in its period. It ends; it is never taken out.
create table decision_mandate (
    id uuid primary key,
    -- Who: the identifier of the organisation's login.
    subject text not null,
    -- The name under which this person logged in then.
    name text not null,
    kind text not null check (kind in ('correction')),
    valid daterange not null check (not isempty(valid)),
    -- The order by which the minister gives it.
    basis text not null,
    granted_by text not null check (granted_by <> subject),
    granted_at timestamptz not null,
    ended_by text,
    ended_at timestamptz,
    check ((ended_by is null) = (ended_at is null)),
    unique (subject, kind, valid without overlaps)
);

-- By which right it was taken. Those of before it was kept have none.
alter table decision add column mandate_id uuid references decision_mandate;

-- What is proposed to become of the fact: a code of shared::case::Remedy.
alter table case_event add column becomes text;

-- A listing that a decision set. It holds for the ground as it was then: no other version of the
-- table undoes it, and another ground that the school delivers is placed by the table again.
alter table placement add column decision_id uuid references decision;
create index placement_decided on placement (decision_id) where decision_id is not null;
