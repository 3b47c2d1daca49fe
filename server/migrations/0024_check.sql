-- The check of a subject, whole (handbook, 3.5): results that can be made again, the consent of the
-- teacher, questions after a change of the table, and what a timetable of a school proposes.

-- With these a result is made again, years later. A result from before they were kept has none.
alter table claim_check
    -- What the Diplomaregister said; what it said in full is among the inputs.
    add column source text check (source in ('answered', 'unreachable', 'not_asked')),
    -- How far the comparison was for this appointment: 0 to 4.
    add column phase smallint check (phase between 0 and 4),
    -- Claim, diplomas, ground and day; sealed.
    add column inputs bytea;

-- That a teacher lets us ask the Diplomaregister; in force for as long as its period.
create table diploma_consent (
    person_id uuid not null references person on delete cascade,
    recorded tstzrange not null,
    primary key (person_id, recorded without overlaps)
);

-- Each time the Diplomaregister was asked about somebody, which the teacher can see.
create table diploma_look_up (
    id uuid primary key,
    person_id uuid not null references person on delete cascade,
    asked_at timestamptz not null,
    -- What for: a subject of the teacher, the page on which the teacher asks it, or a new table.
    reason text not null check (reason in ('claim', 'page', 'table')),
    -- What it said, sealed; nothing when it did not answer.
    diplomas bytea
);
create index diploma_look_up_person on diploma_look_up (person_id, asked_at desc);

-- A new version of the table would give a worse result. What stands, stays; the teacher is asked.
create table claim_question (
    id uuid primary key,
    claim_id uuid not null references subject_claim on delete cascade,
    asked_at timestamptz not null,
    -- The result that would take the place of the one that stands, as in claim_check.
    outcome text not null,
    explanation jsonb not null,
    table_version text not null,
    inputs_hash bytea not null,
    source text not null check (source in ('answered', 'unreachable', 'not_asked')),
    phase smallint not null check (phase between 0 and 4),
    inputs bytea not null,
    -- The new result is right; there is evidence; something must be corrected; or the question had
    -- no meaning any more.
    answer text check (answer in ('right', 'evidence', 'correction', 'withdrawn')),
    answered_at timestamptz,
    check ((answer is null) = (answered_at is null))
);
create index claim_question_claim on claim_question (claim_id, table_version);
create unique index claim_question_open on claim_question (claim_id) where answer is null;

-- A timetable that a school uploaded, with what was said of each row.
create table timetable (
    id uuid primary key,
    board_number text not null references board,
    file_name text not null,
    uploaded_at timestamptz not null,
    uploaded_by text not null,
    rows jsonb not null
);
create index timetable_board on timetable (board_number, uploaded_at desc);

-- A subject that a timetable proposes to a teacher. It is no more than that: what the teacher says
-- counts, and the school does not see the answer.
create table timetable_proposal (
    id uuid primary key,
    timetable_id uuid not null references timetable,
    appointment_id uuid not null references appointment on delete cascade,
    subject text not null,
    school_types text[] not null,
    years text[] not null,
    -- A newer timetable takes the place of what nobody answered.
    answer text check (answer in ('accepted', 'declined', 'replaced')),
    answered_at timestamptz,
    check ((answer is null) = (answered_at is null))
);
create unique index timetable_proposal_open on timetable_proposal (appointment_id, subject)
    where answer is null;
create index timetable_proposal_timetable on timetable_proposal (timetable_id);

-- Which kinds of school there are at a location, as the open data of DUO have it: VMBO/HAVO/VWO.
alter table location add column structure text;

-- Programmes of which the name is not clear enough, to report to DUO (phase 4); of no person.
create table unclear_programme (
    programme text not null,
    code text not null,
    kind text not null,
    institution text not null,
    first_seen date not null,
    last_seen date not null,
    primary key (programme, code, kind, institution)
);
