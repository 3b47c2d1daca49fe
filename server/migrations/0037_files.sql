-- What the virus scanner said of a file of evidence. One that waits is shown to its owner alone.
alter table evidence
    add column scanned text not null default 'not_asked'
        check (scanned in ('not_asked', 'waiting', 'clean', 'infected'));
create index evidence_waiting on evidence (uploaded_at)
    where scanned = 'waiting' and removed_at is null;

-- A file that comes in parts, so that a bad line costs nothing but time.
create table upload (
    id uuid primary key,
    person_id uuid not null references person on delete cascade,
    file_name text not null check (length(file_name) <= 255),
    size_bytes bigint not null check (size_bytes > 0),
    received bigint not null default 0 check (received between 0 and size_bytes),
    expires_at timestamptz not null
);
create index upload_person on upload (person_id);
create index upload_expires on upload (expires_at);

create table upload_part (
    upload_id uuid not null references upload on delete cascade,
    starts_at bigint not null,
    bytes bytea not null,
    primary key (upload_id, starts_at)
);

-- An old portfolio that a teacher brings along: what it holds stands in the store of files, and is
-- never changed, until it is destroyed.
create table portfolio_import (
    id uuid primary key,
    person_id uuid not null references person,
    origin text not null check (origin in ('file', 'look_up')),
    format text not null check (format in ('csv', 'json')),
    file_name text not null,
    sha256 bytea not null,
    created_at timestamptz not null,
    imported_at timestamptz,
    undone_at timestamptz,
    keep_until timestamptz not null,
    destroyed_at timestamptz
);
create index portfolio_import_person on portfolio_import (person_id, created_at);
create index portfolio_import_kept on portfolio_import (keep_until) where destroyed_at is null;

-- Where an activity came from, so that bringing it along again adds nothing.
create table imported_activity (
    person_id uuid not null references person,
    source text not null,
    source_id text not null,
    activity_id uuid not null references activity on delete cascade,
    import_id uuid not null references portfolio_import,
    -- Whether the old register had validated it.
    validated boolean,
    recorded_at timestamptz not null,
    primary key (person_id, source, source_id)
);
create index imported_activity_import on imported_activity (import_id);
create unique index imported_activity_activity on imported_activity (activity_id);

-- The portfolio as a whole, to take out of the register.
create table take_out (
    id uuid primary key,
    person_id uuid not null references person,
    asked_at timestamptz not null,
    -- Files of evidence that are in it, of how many.
    done integer not null default 0,
    total integer not null,
    made_at timestamptz,
    size_bytes bigint,
    sha256 bytea,
    expires_at timestamptz not null,
    destroyed_at timestamptz,
    check (num_nonnulls(made_at, size_bytes, sha256) in (0, 3))
);
create index take_out_person on take_out (person_id, asked_at);
create index take_out_kept on take_out (expires_at) where destroyed_at is null;
