-- Letters of decisions as they are on paper, and proofs of registration.

-- A decision as a letter (PDF/A): the one file that everybody gets, which nobody changes, with its hash.
create table decision_letter (
    decision_id uuid primary key references decision,
    made_at timestamptz not null,
    content bytea not null,
    hash bytea not null check (hash = sha256(content))
);
create trigger decision_letter_is_final
    before update or delete or truncate on decision_letter
    for each statement execute function is_final();

-- A proof of registration (bewijs van registratie), as long as anybody may check it.
create table proof (
    id uuid primary key,
    person_id uuid not null references person,
    -- By which anybody checks it: 60 bits by chance.
    code text not null unique check (code ~ '^[0-9A-Z]{12}$'),
    -- Its place in the list of what was withdrawn: by chance, so that it tells nothing.
    list smallint not null check (list > 0),
    place integer not null check (place >= 0),
    made_at timestamptz not null,
    -- The last day.
    until date not null,
    -- What the teacher chose to show, as it was then.
    content jsonb not null,
    withdrawn_at timestamptz,
    unique (list, place)
);
create index proof_person on proof (person_id, made_at desc);
create index proof_withdrawn on proof (list, place) where withdrawn_at is not null;
