-- The register: facts, each with the period it holds for (valid) and the moment it was recorded.
-- Nothing that was once told is overwritten: a new version closes the recorded range of the one
-- before it. Temporal keys (without overlaps) guard that one version counts at any moment.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- A name as people search for it: small letters, no diacritics.
create function search_text(text) returns text
    language sql immutable parallel safe strict
    return lower(public.unaccent('public.unaccent'::regdictionary, $1));

-- Boards and schools, from the open data of DUO ------------------------------------------------

create table board (
    number text primary key check (number ~ '^\d{5}$'),
    name text not null,
    kvk text unique
);

create table school (
    brin text primary key check (brin ~ '^\d{2}[A-Z]{2}$'),
    name text not null,
    place text not null
);

-- Which board a school belongs to, and in which sector it teaches.
create table school_board (
    brin text not null references school,
    board_number text not null references board,
    sector text not null check (sector in ('po', 'so', 'vso', 'vo', 'mbo')),
    valid daterange not null,
    primary key (brin, valid without overlaps)
);
create index school_board_board on school_board (board_number);

create table location (
    code text primary key check (code ~ '^\d{2}[A-Z]{2}\d{2}$'),
    brin text not null references school,
    name text not null,
    place text not null
);
create index location_brin on location (brin);

-- Switches that law or policy turns on a date.
create table setting (
    name text not null,
    value jsonb not null,
    valid daterange not null,
    primary key (name, valid without overlaps)
);

-- People ---------------------------------------------------------------------------------------

create table person (
    id uuid primary key,
    teacher_number text not null unique check (teacher_number ~ '^\d{8}$'),
    birth_date date,
    -- Hidden from the public on account of a threat (afscherming).
    shielded boolean not null default false,
    created_at timestamptz not null
);

-- The only place that knows a BSN: encrypted, found through a keyed hash.
create table bsn_vault (
    person_id uuid primary key references person,
    bsn_index bytea not null unique,
    bsn_encrypted bytea not null
);

create table person_details (
    person_id uuid not null references person,
    recorded tstzrange not null,
    source text not null check (source in ('brp', 'school')),
    first_names text not null,
    initials text not null,
    prefix text,
    family_name text not null,
    sex text,
    street text,
    house_number text,
    postcode text,
    place text,
    country text,
    deceased_on date,
    search_name text not null generated always as (
        search_text(first_names || ' ' || coalesce(prefix || ' ', '') || family_name)
    ) stored,
    primary key (person_id, recorded without overlaps)
);
create index person_details_search on person_details using gin (search_name gin_trgm_ops)
    where upper_inf(recorded);

-- Whether the BRP was asked about a person, and what came of it.
create table person_lookup (
    person_id uuid primary key references person,
    asked_at timestamptz not null,
    outcome text not null check (outcome in ('found', 'unknown', 'unreachable', 'mismatch'))
);

-- Deliveries -----------------------------------------------------------------------------------

create table delivery (
    id uuid primary key,
    board_number text not null references board,
    channel text not null check (channel in ('file', 'screen', 'api')),
    file_name text not null,
    file_hash bytea not null,
    encoding text not null,
    received_at timestamptz not null,
    processed_at timestamptz,
    delivered_by text not null,
    repeats uuid references delivery
);
create index delivery_board on delivery (board_number, received_at desc);

create table delivery_record (
    delivery_id uuid not null references delivery,
    row_number integer not null,
    appointment_number text,
    outcome text not null
        check (outcome in ('new', 'changed', 'unchanged', 'older', 'refused')),
    -- What was sent, without the BSN; that stands apart, encrypted.
    sent jsonb not null,
    bsn_encrypted bytea,
    findings jsonb not null,
    -- The later delivery in which this appointment was taken in after all.
    repaired_by uuid references delivery,
    primary key (delivery_id, row_number)
);
create index delivery_record_appointment on delivery_record (appointment_number)
    where outcome = 'refused' and repaired_by is null;

-- Appointments ---------------------------------------------------------------------------------

create table appointment (
    id uuid primary key,
    board_number text not null references board,
    -- Benoemingvolgnummer: the number under which the board knows the appointment.
    number text not null,
    person_id uuid not null references person,
    unique (board_number, number)
);
create index appointment_person on appointment (person_id);

create table appointment_version (
    appointment_id uuid not null references appointment,
    recorded tstzrange not null,
    version integer not null check (version > 0),
    valid daterange not null,
    brin text not null references school,
    location_code text references location,
    kind text not null,
    function_category smallint not null,
    contract_start date not null,
    contract_end date,
    ground_code text not null,
    ground_start date,
    extension smallint not null default 0,
    effort_statement boolean not null default false,
    teaching_fields text[] not null default '{}',
    school_years smallint[] not null default '{}',
    content_hash bytea not null,
    removed boolean not null default false,
    delivery_id uuid not null references delivery,
    primary key (appointment_id, recorded without overlaps)
);
create index appointment_version_school on appointment_version (brin)
    where upper_inf(recorded) and not removed;

-- Where an appointment is listed: computed from the ground and the dated table, never delivered.
create table placement (
    appointment_id uuid not null references appointment,
    recorded tstzrange not null,
    target text not null check (target in ('register', 'vestibule', 'none')),
    maximum_date date,
    reason text not null,
    article text not null,
    table_version text not null,
    primary key (appointment_id, recorded without overlaps)
);

-- Entry (opname): staged until the teacher confirms, article 38j WPO.
create table entry (
    appointment_id uuid not null references appointment,
    recorded tstzrange not null,
    status text not null check (status in ('staged', 'confirmed', 'removed')),
    -- The version of the appointment that the teacher saw.
    appointment_version integer not null,
    primary key (appointment_id, recorded without overlaps)
);

-- What the teacher adds ------------------------------------------------------------------------

create table subject_claim (
    id uuid primary key,
    person_id uuid not null references person,
    appointment_id uuid not null references appointment
);
create index subject_claim_person on subject_claim (person_id);
create index subject_claim_appointment on subject_claim (appointment_id);

create table subject_claim_version (
    claim_id uuid not null references subject_claim,
    recorded tstzrange not null,
    status text not null check (status in ('draft', 'recorded', 'removed')),
    subject text not null,
    school_types text[] not null,
    years text[] not null,
    since date not null,
    primary key (claim_id, recorded without overlaps)
);

create table claim_check (
    claim_id uuid not null references subject_claim,
    checked_at timestamptz not null,
    outcome text not null,
    -- The whole explanation as the teacher saw it: steps, limit, diploma.
    explanation jsonb not null,
    table_version text not null,
    inputs_hash bytea not null,
    primary key (claim_id, checked_at)
);

create table activity (
    id uuid primary key,
    person_id uuid not null references person
);
create index activity_person on activity (person_id);

-- Hours are kept in quarters of an hour.
create table activity_version (
    activity_id uuid not null references activity,
    recorded tstzrange not null,
    title text not null,
    kind text,
    starts_on date not null,
    ends_on date,
    quarters integer not null check (quarters > 0),
    subject_content integer not null default 0,
    subject_didactics integer not null default 0,
    pedagogy integer not null default 0,
    professional integer not null default 0,
    school integer not null default 0,
    profession integer not null default 0,
    provider text,
    subjects text[] not null default '{}',
    reflection text,
    removed boolean not null default false,
    primary key (activity_id, recorded without overlaps)
);

create table evidence (
    id uuid primary key,
    person_id uuid not null references person,
    activity_id uuid references activity,
    claim_id uuid references subject_claim,
    file_name text not null,
    media_type text not null,
    size_bytes bigint not null,
    sha256 bytea not null,
    uploaded_at timestamptz not null,
    removed_at timestamptz,
    check (num_nonnulls(activity_id, claim_id) = 1)
);
create index evidence_activity on evidence (activity_id) where removed_at is null;
create index evidence_claim on evidence (claim_id) where removed_at is null;

-- "Klopt dit niet?": article 38k WPO.
create table correction_request (
    id uuid primary key,
    person_id uuid not null references person,
    appointment_id uuid references appointment,
    fact text not null,
    message text not null,
    created_at timestamptz not null,
    due_on date not null,
    answered_at timestamptz,
    answer text
);
create index correction_request_appointment on correction_request (appointment_id)
    where answered_at is null;

-- What the register tells a teacher.
create table message (
    id uuid primary key,
    person_id uuid not null references person,
    created_at timestamptz not null,
    title text not null,
    body text not null,
    link text,
    read_at timestamptz
);
create index message_person on message (person_id, created_at desc);
