-- A message box for each person and each board, with a log that shows when it was changed afterwards,
-- and notices of messages by mail or by post (articles 2:8, 2:10, 2:19 and 2:25 Awb).

alter table message
    alter column person_id drop not null,
    add column board_number text references board,
    add constraint message_is_in_one_box check (num_nonnulls(person_id, board_number) = 1),
    add constraint message_once_of_board unique (board_number, once);
create index message_board on message (board_number, created_at desc)
    where board_number is not null;

create function box_of(message) returns text language sql immutable as
    $$ select coalesce('person:' || $1.person_id, 'board:' || $1.board_number) $$;

-- What was said, as the log holds it.
create function content_hash(message) returns bytea language sql immutable as $$
    select sha256(convert_to(
        jsonb_build_array($1.title, $1.body, $1.link, extract(epoch from $1.created_at))::text, 'UTF8'))
$$;

-- What happened in a box, each with the hash of what came before it. Nothing of it is about a person
-- but the number of the box.
create table message_log (
    seq bigint generated always as identity unique,
    box text not null,
    nr integer not null check (nr > 0),
    message_id uuid not null,
    event text not null check (event in ('placed', 'read', 'forgotten')),
    at timestamptz not null,
    content bytea not null,
    before bytea not null,
    hash bytea not null,
    primary key (box, nr)
);
create index message_log_message on message_log (message_id);

create function entry_hash(message_log) returns bytea language sql immutable as $$
    select sha256($1.before || $1.content || convert_to(
        jsonb_build_array($1.box, $1.nr, $1.message_id, $1.event, extract(epoch from $1.at))::text,
        'UTF8'))
$$;

create function log_message(about message, event text, at timestamptz) returns void
language plpgsql as $$
declare
    last message_log;
    new_one message_log;
begin
    -- One after the other in a box.
    perform pg_advisory_xact_lock(hashtextextended(box_of(about), 43));
    select * into last from message_log where box = box_of(about) order by nr desc limit 1;
    new_one.box := box_of(about);
    new_one.nr := coalesce(last.nr, 0) + 1;
    new_one.message_id := about.id;
    new_one.event := event;
    new_one.at := at;
    new_one.content := content_hash(about);
    new_one.before := coalesce(last.hash, '\x');
    insert into message_log (box, nr, message_id, event, at, content, before, hash)
    values (new_one.box, new_one.nr, new_one.message_id, new_one.event, new_one.at,
            new_one.content, new_one.before, entry_hash(new_one));
end $$;

create trigger message_log_is_final
    before update or delete or truncate on message_log
    for each statement execute function is_final();

-- A notice of a message (article 2:10 Awb), to each who is to hear of it: what was done, and when.
create table message_notice (
    id uuid primary key,
    message_id uuid not null references message on delete cascade,
    -- The contact person of a board; the person of the box when there is none.
    contact_id uuid references contact_person,
    -- Until when it is to be given.
    due_at timestamptz not null,
    queued_at timestamptz not null,
    -- Not before: who wants one mail a day, and after a mail server that did not answer.
    not_before timestamptz not null,
    attempts integer not null default 0,
    channel text not null default 'mail' check (channel in ('mail', 'post')),
    -- Of notices that went out in one mail, the same; it is in the Message-ID.
    mail_id uuid,
    handed_over_at timestamptz,
    -- What the mail server said when it took it, or refused it.
    answer text,
    refused_at timestamptz,
    posted_at timestamptz,
    posted_by text,
    check (num_nonnulls(handed_over_at, posted_at) <= 1),
    check ((posted_at is null) = (posted_by is null)),
    unique nulls not distinct (message_id, contact_id)
);
create index message_notice_waiting on message_notice (not_before)
    where channel = 'mail' and handed_over_at is null;
create index message_notice_post on message_notice (due_at)
    where channel = 'post' and posted_at is null;
create index message_notice_contact on message_notice (contact_id) where contact_id is not null;

create function message_was_placed() returns trigger language plpgsql as $$
begin
    perform log_message(new, 'placed', new.created_at);
    insert into message_notice (id, message_id, contact_id, due_at, queued_at, not_before)
    select uuidv7(), new.id, told.contact, new.created_at + interval '48 hours', new.created_at,
           new.created_at
    from (
        select null::uuid as contact where new.person_id is not null
        union all
        select id from contact_person where board_number = new.board_number and ended_at is null
    ) told;
    return null;
end $$;
create trigger message_was_placed after insert on message
    for each row execute function message_was_placed();

create function message_changes() returns trigger language plpgsql as $$
begin
    if old.read_at is not null or new.read_at is null
       or (to_jsonb(old) - 'read_at') <> (to_jsonb(new) - 'read_at') then
        raise exception 'a message is never changed';
    end if;
    perform log_message(new, 'read', new.read_at);
    return null;
end $$;
create trigger message_changes after update on message
    for each row execute function message_changes();

create function message_goes() returns trigger language plpgsql as $$
begin
    if current_setting('register.forgets', true) is distinct from 'on' then
        raise exception 'a message is never removed';
    end if;
    perform log_message(old, 'forgotten', now());
    return null;
end $$;
create trigger message_goes after delete on message
    for each row execute function message_goes();

-- The messages that were there before the log.
select log_message(m, 'placed', m.created_at) from message m order by m.created_at, m.id;
select log_message(m, 'read', m.read_at)
    from message m where m.read_at is not null order by m.read_at, m.id;

-- Everything in boxes and log that cannot be as it is.
create view message_log_fault as
    select box, nr, 'de keten klopt niet' as fault
    from (
        select l.box, l.nr, l.hash, entry_hash(l) as again, l.before,
               coalesce(lag(l.hash) over box_order, '\x') as last,
               coalesce(lag(l.nr) over box_order, 0) as last_nr
        from message_log l
        window box_order as (partition by l.box order by l.nr)
    ) chain
    where hash <> again or before <> last or nr <> last_nr + 1
    union all
    select l.box, l.nr, 'het bericht is gewijzigd'
    from message_log l
    join message m on m.id = l.message_id
    where l.event <> 'forgotten' and l.content <> content_hash(m)
    union all
    select l.box, l.nr, 'het bericht is weg'
    from message_log l
    where l.event = 'placed'
      and not exists (select from message m where m.id = l.message_id)
      and not exists (
          select from message_log f where f.message_id = l.message_id and f.event = 'forgotten'
      )
    union all
    select box_of(m), 0, 'het bericht staat niet in het logboek'
    from message m
    where not exists (
        select from message_log l where l.message_id = m.id and l.event = 'placed'
    );

-- The log until a moment, sealed each day: who changes what is under a seal must change every seal
-- after it, and those are told to others as well.
create table message_seal (
    day date primary key,
    last_seq bigint not null,
    entries bigint not null,
    hash bytea not null,
    sealed_at timestamptz not null
);
create trigger message_seal_is_final
    before update or delete or truncate on message_seal
    for each statement execute function is_final();

-- How a teacher wants to hear of messages.
create table contact_choice (
    person_id uuid primary key references person,
    email text,
    confirmed_at timestamptz,
    -- An address that was typed and not confirmed.
    pending text,
    pending_at timestamptz,
    pending_sent_at timestamptz,
    -- Since when the teacher wants messages only this way (article 2:8 Awb).
    electronic_since timestamptz,
    daily boolean not null default false,
    -- Since when the address takes no mail.
    unreachable_since timestamptz,
    check ((email is null) = (confirmed_at is null)),
    check ((pending is null) = (pending_at is null))
);

-- When the register was not there (article 2:21 Awb): the time between two beats that were too far
-- apart. One row says when it was last there.
create table heartbeat (
    one boolean primary key default true check (one),
    seen_at timestamptz not null
);
create table outage (
    from_at timestamptz primary key,
    until_at timestamptz not null check (until_at > from_at)
);
create trigger outage_is_final
    before update or delete or truncate on outage
    for each statement execute function is_final();
