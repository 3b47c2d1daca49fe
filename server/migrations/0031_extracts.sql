-- The extract of the Diplomaregister that a teacher gives (handbook, 3.5, phase 1).

create table diploma_extract (
    id uuid primary key,
    person_id uuid not null references person on delete cascade,
    received_at timestamptz not null,
    -- The day of the extract, as it says itself.
    day date not null,
    -- Of the file, which is not kept.
    sha256 bytea not null,
    -- What it says, sealed.
    diplomas bytea not null
);
create index diploma_extract_person on diploma_extract (person_id, day desc, received_at desc);

alter table claim_check
    drop constraint claim_check_source_check,
    add constraint claim_check_source_check
        check (source in ('answered', 'extract', 'unreachable', 'not_asked'));

alter table claim_question
    drop constraint claim_question_source_check,
    add constraint claim_question_source_check
        check (source in ('answered', 'extract', 'unreachable', 'not_asked'));
