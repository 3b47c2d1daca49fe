-- The criteria for re-registration as versions (handbook, 4.2 and 4.3): how the profession makes them,
-- which holds for a teacher, and what a draft would do.

-- A version. What it asks is data of shared::criteria::CriteriaSet, a column for each of its parts.
create table criteria_version (
    id uuid primary key,
    -- What set it is, over its versions.
    series text not null,
    version text not null unique check (version ~ '^[0-9a-z-]{1,20}$'),
    name text not null,
    -- How far it came: a code of shared::criteria::Stage, which tells the status.
    stage text not null check (stage in (
        'concept', 'consultatie', 'stemming', 'aangenomen', 'vastgesteld', 'ingetrokken'
    )),
    -- The last day of the consultation or the vote.
    until date,
    sectors text[] not null default '{}',
    starts_on date not null,
    ends_on date check (ends_on >= starts_on),
    rules jsonb not null,
    -- Why it is different from the one before it.
    reason text not null default '',
    -- The form of a draft as it was typed, also when it cannot be read.
    typed jsonb,
    -- Goes up with each change, so that nobody writes over the work of somebody else.
    revision integer not null default 1,
    decision text,
    -- The SHA-256 of an adopted set, by which evaluations name it.
    hash text,
    saved_by text not null,
    saved_at timestamptz not null,
    check ((stage in ('consultatie', 'stemming')) = (until is not null)),
    check (stage <> 'vastgesteld' or (decision is not null and hash is not null))
);

-- What was adopted or withdrawn never changes again, whoever asks.
create function keep_criteria() returns trigger
    language plpgsql
    as $$
begin
    raise exception 'criteria % are %: they never change', old.version, old.stage
        using errcode = 'integrity_constraint_violation';
end
$$;
create trigger criteria_version_kept
    before update or delete on criteria_version
    for each row
    when (old.stage in ('vastgesteld', 'ingetrokken'))
    execute function keep_criteria();

-- Each step on the way, for everyone to read.
create table criteria_step (
    version_id uuid not null references criteria_version,
    at timestamptz not null,
    stage text not null,
    until date,
    primary key (version_id, at, stage)
);

-- The newer version that a teacher chose, until it was taken back.
create table criteria_choice (
    person_id uuid not null references person,
    recorded tstzrange not null,
    version_id uuid not null references criteria_version,
    primary key (person_id, recorded without overlaps)
);

-- Who the teachers elected (afgevaardigden), in their period. It ends; it is never taken out.
create table delegate (
    id uuid primary key,
    person_id uuid not null references person,
    valid daterange not null check (not isempty(valid)),
    -- The election in which it was.
    basis text not null,
    granted_by text not null,
    granted_at timestamptz not null,
    unique (person_id, valid without overlaps)
);

-- What registered teachers say in a consultation. Everyone reads it, and not of whom it is.
create table criteria_reaction (
    id uuid primary key,
    version_id uuid not null references criteria_version,
    person_id uuid not null references person,
    text text not null,
    given_at timestamptz not null
);
create index criteria_reaction_version on criteria_reaction (version_id, given_at);
create index criteria_reaction_person on criteria_reaction (person_id);

-- A vote of the delegates. Its outcome is kept when it is counted.
create table criteria_vote (
    id uuid primary key,
    version_id uuid not null references criteria_version,
    opened_at timestamptz not null,
    until date not null,
    counted_at timestamptz,
    members integer,
    in_favour integer,
    against integer,
    blank integer,
    accepted boolean,
    check (num_nulls(counted_at, members, in_favour, against, blank, accepted) in (0, 6))
);
create unique index criteria_vote_open on criteria_vote (version_id) where counted_at is null;

-- One ballot for each delegate; it can change until the vote ends.
create table criteria_ballot (
    vote_id uuid not null references criteria_vote,
    delegate_id uuid not null references delegate,
    choice text not null check (choice in ('voor', 'tegen', 'blanco')),
    cast_at timestamptz not null,
    primary key (vote_id, delegate_id)
);

-- What a draft would do to all portfolios.
create table criteria_simulation (
    id uuid primary key,
    version_id uuid not null references criteria_version,
    -- What was reckoned with: the hash of the rules, the rules themselves, and the set of then.
    rules_hash text not null,
    draft jsonb not null,
    now_set jsonb not null,
    -- The last day of the four years that were looked at.
    last_day date not null,
    asked_at timestamptz not null,
    -- How many portfolios there are.
    total integer not null,
    finished_at timestamptz,
    report jsonb
);
create index criteria_simulation_version on criteria_simulation (version_id, asked_at desc);

-- A part of the country in a simulation: how far it is, to go on from there.
create table criteria_simulation_part (
    simulation_id uuid not null references criteria_simulation on delete cascade,
    part smallint not null,
    -- The last person that was counted, and the last one of this part; nothing is the end.
    after uuid,
    through uuid,
    done integer not null default 0,
    counts jsonb not null,
    finished boolean not null default false,
    primary key (simulation_id, part)
);
