-- Cases: what a case worker decides on, alone or with another. How a case stands now is on its row;
-- everything that was done with it stays as an event.

-- The last number that was given, for each kind of number and each year.
create table last_number (
    prefix text not null,
    year smallint not null,
    number integer not null,
    primary key (prefix, year)
);

create table case_file (
    id uuid primary key,
    number text not null unique,
    kind text not null check (kind in ('evidence', 'correction')),
    person_id uuid not null references person,
    claim_id uuid references subject_claim,
    correction_id uuid unique references correction_request,
    opened_at timestamptz not null,
    due_on date not null,
    -- How that day was reached, as it was told.
    due_steps jsonb not null,
    state text not null
        check (state in ('open', 'in_hand', 'proposed', 'decided', 'withdrawn')),
    worker text,
    verdict text check (verdict in ('granted', 'refused')),
    proposed_by text,
    confirmed_by text,
    -- How many events there are: who acts on what somebody else changed in the meantime is told.
    events integer not null default 0,
    closed_at timestamptz,
    check ((kind = 'evidence') = (claim_id is not null)),
    check ((kind = 'correction') = (correction_id is not null)),
    check ((state in ('in_hand', 'proposed')) = (worker is not null)),
    check ((state in ('proposed', 'decided')) = (verdict is not null)),
    check ((state in ('decided', 'withdrawn')) = (closed_at is not null)),
    -- Four eyes: only accepting evidence is done by one person.
    constraint case_decided_by_two check (
        state <> 'decided'
        or (kind = 'evidence' and verdict = 'granted')
        or (proposed_by is not null and confirmed_by is not null and proposed_by <> confirmed_by)
    )
);
create unique index case_file_of_claim on case_file (claim_id) where closed_at is null;
create index case_file_waiting on case_file (due_on, number) where closed_at is null;
create index case_file_closed on case_file (closed_at desc) where closed_at is not null;
create index case_file_person on case_file (person_id);
create index case_file_claim on case_file (claim_id, opened_at desc) where claim_id is not null;

create table case_event (
    case_id uuid not null references case_file,
    nr integer not null,
    at timestamptz not null,
    action text not null,
    -- Who of the staff; nothing when it was the teacher.
    actor text,
    actor_name text,
    state text not null,
    verdict text check (verdict in ('granted', 'refused')),
    note text,
    -- The last day on which evidence is accepted for, when it has one.
    until date,
    primary key (case_id, nr)
);

-- That evidence of a claim was accepted. It holds for the claim as it was then, and no new
-- comparison with the diplomas takes it away.
create table claim_approval (
    case_id uuid primary key references case_file,
    claim_id uuid not null references subject_claim,
    approved_on date not null,
    until date check (until >= approved_on),
    subject text not null,
    school_types text[] not null,
    years text[] not null
);
create index claim_approval_claim on claim_approval (claim_id);

-- A decision (besluit): its text as it was announced, which nobody changes, with its hash.
create table decision (
    id uuid primary key,
    number text not null unique,
    case_id uuid not null unique references case_file,
    person_id uuid not null references person,
    announced_at timestamptz not null,
    document text not null,
    hash bytea not null check (hash = sha256(convert_to(document, 'UTF8'))),
    objection_until date not null,
    proposed_by text not null,
    confirmed_by text not null,
    check (proposed_by <> confirmed_by)
);
create index decision_person on decision (person_id);

create function is_final() returns trigger language plpgsql as $$
begin
    raise exception '% is never changed or removed', tg_table_name;
end $$;

create trigger case_event_is_final
    before update or delete or truncate on case_event
    for each statement execute function is_final();
create trigger decision_is_final
    before update or delete or truncate on decision
    for each statement execute function is_final();
create trigger claim_approval_is_final
    before update or delete or truncate on claim_approval
    for each statement execute function is_final();
create trigger closed_case_is_final
    before update or delete on case_file
    for each row when (old.closed_at is not null) execute function is_final();

-- A report has an appointment when its school answers. One that the register answers itself only
-- names which appointment it is about.
alter table correction_request
    add column concerns uuid references appointment,
    -- How the last day was reached, as it was told.
    add column due_steps jsonb,
    -- The decision that tells the school to change it.
    add column ordered_by uuid references decision,
    add check (num_nonnulls(appointment_id, concerns) <= 1);
create index correction_request_person on correction_request (person_id);
