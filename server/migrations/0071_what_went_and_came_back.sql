-- What the register must be able to prove afterwards (article 2:25 Awb): what went by post and to which
-- address, which mail came back, and until when somebody wanted messages only by mail.

-- What was printed to be posted, as it was the first time. The letter of a decision itself is in
-- decision_letter: of it the sheet with the address is here.
create table posted_letter (
    notice_id uuid not null references message_notice on delete cascade,
    part text not null check (part in ('letter', 'sheet')),
    address text not null,
    made_at timestamptz not null,
    content bytea not null,
    hash bytea not null check (hash = sha256(content)),
    primary key (notice_id, part)
);
create trigger posted_letter_is_final
    before update or delete or truncate on posted_letter
    for each statement execute function is_final();

-- A mail that the mail server took and that came back later: what it told goes by post after all.
alter table message_notice
    add column returned_at timestamptz,
    add column returned_by text,
    drop constraint message_notice_check,
    add check (num_nonnulls(handed_over_at, posted_at) <= 1 or returned_at is not null),
    add check ((returned_at is null) = (returned_by is null));

-- Which notices are past their time is counted each minute.
create index message_notice_due on message_notice (due_at)
    where posted_at is null and (handed_over_at is null or returned_at is not null);

-- The choice of who wanted messages only by mail (article 2:8 Awb) and does not any more, for five years.
create table contact_consent (
    person_id uuid not null references person on delete cascade,
    electronic tstzrange not null check (not isempty(electronic)),
    email text not null,
    primary key (person_id, electronic without overlaps)
);
