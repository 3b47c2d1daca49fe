-- The names by which people are known (BRP: aanduiding naamgebruik): E the own name, P the partner's,
-- V the partner's before the own, N the own before the partner's.
alter table person_details
    add column name_use text check (name_use in ('E', 'P', 'V', 'N')),
    add column partner_prefix text,
    add column partner_name text;

-- Words as people search for them: small letters without diacritics, a space before and after each.
create function search_words(text) returns text
    language sql immutable parallel safe strict
    return regexp_replace(' ' || search_text($1) || ' ', '[^[:alnum:]]+', ' ', 'g');

-- All that may be public, and nothing else: the desk of the public reads this table alone. A row for
-- each appointment that the teacher confirmed and that is listed in the register, never the vestibule
-- (articles 38o and 38t WPO); nobody who is shielded or died. The database keeps it up itself.
create table public_listing (
    appointment_id uuid primary key references appointment on delete cascade,
    person_id uuid not null references person on delete cascade,
    teacher_number text not null,
    -- The first of the first names, and the family name as it is used.
    name text not null,
    -- By which results are put in order.
    sort_name text not null,
    -- The words by which one is found: all first names, and also the own name of who uses the partner's.
    search_name text not null,
    valid daterange not null,
    -- Nothing when it is not known in which sector the school taught then; that is public nowhere.
    sector text,
    brin text not null,
    school text not null,
    place text not null,
    -- The same with the words of the school and its place.
    search_all text not null,
    -- What the teacher recorded, as ids of subjects.
    subjects text[] not null,
    confirmed_at timestamptz not null
);

create view public_listing_as_it_stands as
select a.id as appointment_id,
       a.person_id,
       person.teacher_number,
       split_part(d.first_names, ' ', 1) || ' ' || used.name as name,
       search_words(used.sorted || ' ' || d.first_names) as sort_name,
       words.name as search_name,
       a.valid,
       school_board.sector,
       a.brin,
       school.name as school,
       coalesce(location.place, school.place) as place,
       words.name || ltrim(search_words(school.name || ' ' || coalesce(location.place, school.place)))
           as search_all,
       coalesce(
           (select array_agg(distinct claim_version.subject)
            from subject_claim claim
            join subject_claim_version claim_version
                on claim_version.claim_id = claim.id
                and upper_inf(claim_version.recorded)
                and claim_version.status = 'recorded'
            where claim.appointment_id = a.id),
           '{}') as subjects,
       lower(entry.recorded) as confirmed_at
from current_appointment a
join person on person.id = a.person_id and not person.shielded
join person_details d
    on d.person_id = a.person_id
    and upper_inf(d.recorded)
    and d.deceased_on is null
join entry on entry.appointment_id = a.id and upper_inf(entry.recorded)
join school on school.brin = a.brin
left join location on location.code = a.location_code
left join school_board
    on school_board.brin = a.brin
    and school_board.valid @> lower(a.valid)
cross join lateral (
    select coalesce(d.prefix || ' ', '') || d.family_name as own,
           coalesce(d.partner_prefix || ' ', '') || d.partner_name as partner
) parts
cross join lateral (
    select case
               when parts.partner is null then parts.own
               when d.name_use = 'P' then parts.partner
               when d.name_use = 'V' then parts.partner || '-' || parts.own
               when d.name_use = 'N' then parts.own || '-' || parts.partner
               else parts.own
           end as name,
           case when parts.partner is not null and d.name_use in ('P', 'V') then d.partner_name
                else d.family_name
           end as sorted
) used
cross join lateral (
    select search_words(d.first_names || ' ' || used.name
                        || case when d.name_use = 'P' then ' ' || parts.own else '' end) as name
) words
where a.confirmed and a.target = 'register';

drop view public_appointment;

insert into public_listing select * from public_listing_as_it_stands;

create index public_listing_search on public_listing using gin (search_all gin_trgm_ops);
-- For names that look like it.
create index public_listing_alike on public_listing using gin (search_name gin_trgm_ops);
create index public_listing_name on public_listing (sort_name text_pattern_ops);
create index public_listing_person on public_listing (person_id);
create index public_listing_number on public_listing (teacher_number);
create index public_listing_brin on public_listing (brin);

-- Puts right what is listed of these people.
create function keep_public_listing(people uuid[]) returns void language plpgsql as $$
begin
    -- One change of a person after the other: who waited here sees what was written before.
    perform from person where id = any(people) order by id for no key update;
    delete from public_listing where person_id = any(people);
    insert into public_listing
        select * from public_listing_as_it_stands where person_id = any(people);
end $$;

-- Of most appointments nothing is public, and then nothing is done: only those count that are
-- listed, or may be from now on.
create function keep_listing_of_appointments() returns trigger language plpgsql as $$
declare
    people uuid[] := array(
        select distinct touched.person_id
        from touched
        where (touched.confirmed and touched.target = 'register')
           or exists (select from public_listing l where l.appointment_id = touched.id));
begin
    if people <> '{}' then perform keep_public_listing(people); end if;
    return null;
end $$;
create trigger public_listing_1 after insert on current_appointment
    referencing new table as touched
    for each statement execute function keep_listing_of_appointments();
create trigger public_listing_2 after update on current_appointment
    referencing new table as touched
    for each statement execute function keep_listing_of_appointments();
create trigger public_listing_3 after delete on current_appointment
    referencing old table as touched
    for each statement execute function keep_listing_of_appointments();

create function keep_listing_of_people() returns trigger language plpgsql as $$
declare
    people uuid[];
begin
    if tg_table_name = 'person_details' then
        people := array(select distinct person_id from touched);
    else
        people := array(
            select distinct claim.person_id
            from touched
            join subject_claim claim on claim.id = touched.claim_id);
    end if;
    people := array(
        select distinct a.person_id
        from current_appointment a
        where a.person_id = any(people) and a.confirmed and a.target = 'register');
    if people <> '{}' then perform keep_public_listing(people); end if;
    return null;
end $$;
create trigger public_listing_1 after insert on person_details
    referencing new table as touched
    for each statement execute function keep_listing_of_people();
create trigger public_listing_2 after update on person_details
    referencing new table as touched
    for each statement execute function keep_listing_of_people();
create trigger public_listing_3 after delete on person_details
    referencing old table as touched
    for each statement execute function keep_listing_of_people();
create trigger public_listing_1 after insert on subject_claim_version
    referencing new table as touched
    for each statement execute function keep_listing_of_people();
create trigger public_listing_2 after update on subject_claim_version
    referencing new table as touched
    for each statement execute function keep_listing_of_people();

create function keep_listing_of_person() returns trigger language plpgsql as $$
begin
    perform keep_public_listing(array[new.id]);
    return null;
end $$;
create trigger public_listing after update on person
    for each row
    when (old.shielded <> new.shielded or old.teacher_number <> new.teacher_number)
    execute function keep_listing_of_person();

-- Schools get other names, or go to another sector.
create function keep_listing_of_school() returns trigger language plpgsql as $$
begin
    perform keep_public_listing(array(
        select distinct person_id from public_listing where brin = new.brin));
    return null;
end $$;
create trigger public_listing after update on school
    for each row when (old.* is distinct from new.*)
    execute function keep_listing_of_school();
create trigger public_listing after update on location
    for each row when (old.* is distinct from new.*)
    execute function keep_listing_of_school();
create trigger public_listing_1 after insert on school_board
    for each row execute function keep_listing_of_school();
create trigger public_listing_2 after update on school_board
    for each row when (old.* is distinct from new.*)
    execute function keep_listing_of_school();

-- Who looked at the data of a teacher ("Wie heeft mijn gegevens bekeken?", handbook 8.3): a row for
-- each person of whom something was shown. The audit trail knows who it was; this says for which
-- organisation, and is what the teacher reads.
create table access_log (
    person_id uuid not null references person on delete cascade,
    at timestamptz not null,
    role text not null check (role in ('school', 'supplier', 'staff')),
    -- The board for which it was; nothing for the register itself.
    board_number text references board,
    -- Through whose program.
    supplier text,
    -- The code of the occasion, which says why and what was seen.
    occasion text not null,
    -- Kept from the teacher as long as an investigation needs it. No page shows it.
    hidden boolean not null default false,
    check ((role = 'staff') = (board_number is null))
);
create index access_log_person on access_log (person_id, at desc);
create index access_log_age on access_log using brin (at);

-- How often somebody asked more of the public register than a person would.
create index audit_event_harvest on audit_event (at) where event_type = 'harvest_noticed';
