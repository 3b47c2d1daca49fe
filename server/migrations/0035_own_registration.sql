-- A qualified teacher without an appointment asks to be entered (article 38h, third paragraph, WPO),
-- with proof; and files that come along with a report that something is not right (article 38k WPO).

create table registration (
    id uuid primary key,
    person_id uuid not null references person,
    asked_at timestamptz not null,
    -- For what the teacher says to be qualified.
    subject text not null,
    school_types text[] not null,
    years text[] not null,
    -- The sector of the first kind of school: whether it is public goes by that.
    sector text not null check (sector in ('po', 'so', 'vso', 'vo', 'mbo')),
    -- What the teacher explains about the proof.
    note text check (length(note) between 1 and 2000),
    -- What came of comparing it with the diplomas, as in claim_check.
    outcome text not null,
    explanation jsonb not null,
    table_version text not null,
    inputs_hash bytea not null,
    source text,
    phase smallint,
    inputs bytea
);
create index registration_person on registration (person_id, asked_at desc);

-- The entry of a teacher without an appointment: one state of shared::entry, as those of appointments.
create table own_entry (
    person_id uuid not null references person,
    recorded tstzrange not null,
    status text not null check (status in ('staged', 'confirmed', 'removed')),
    cause text check (cause in ('reentered', 'board', 'request', 'pension_age', 'death')),
    registration_id uuid not null references registration,
    primary key (person_id, recorded without overlaps),
    check (
        case status
            when 'removed' then cause is not null and cause <> 'reentered'
            when 'confirmed' then cause is null or cause = 'reentered'
            else cause is null
        end
    )
);
create index own_entry_removed on own_entry (lower(recorded))
    where status = 'removed' and upper_inf(recorded);
create index own_entry_registration on own_entry (registration_id);

alter table case_file
    add column registration_id uuid unique references registration,
    drop constraint case_file_kind_check,
    add constraint case_file_kind_check check (kind in ('evidence', 'correction', 'registration')),
    add check ((kind = 'registration') = (registration_id is not null));

alter table decision_mandate
    drop constraint decision_mandate_kind_check,
    add constraint decision_mandate_kind_check check (kind in ('correction', 'registration'));

alter table diploma_look_up
    drop constraint diploma_look_up_reason_check,
    add constraint diploma_look_up_reason_check
        check (reason in ('claim', 'page', 'table', 'registration'));

alter table evidence
    add column registration_id uuid references registration,
    add column correction_id uuid references correction_request,
    drop constraint evidence_check,
    add constraint evidence_with_one_thing
        check (num_nonnulls(activity_id, claim_id, registration_id, correction_id) = 1);
create index evidence_registration on evidence (registration_id)
    where removed_at is null and registration_id is not null;
create index evidence_correction on evidence (correction_id)
    where removed_at is null and correction_id is not null;

-- Who looks at a file before it counts, and the schools that they were limited to then: nobody else of the
-- board sees it but who reaches all of the board.
alter table delivery_preview
    add column made_by text,
    add column schools text[];

-- Public -----------------------------------------------------------------------------------------

-- By which name somebody is known in public; of nobody who is shielded or died.
create view public_name as
select d.person_id,
       person.teacher_number,
       split_part(d.first_names, ' ', 1) || ' ' || used.name as name,
       search_words(used.sorted || ' ' || d.first_names) as sort_name,
       words.name as search_name
from person
join person_details d
    on d.person_id = person.id
    and upper_inf(d.recorded)
    and d.deceased_on is null
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
where not person.shielded;

-- Who is entered without an appointment has no school.
alter table public_listing drop constraint public_listing_pkey;
alter table public_listing
    alter column appointment_id drop not null,
    alter column brin drop not null,
    alter column school drop not null,
    alter column place drop not null,
    -- Of each person one row without an appointment.
    add unique nulls not distinct (person_id, appointment_id);
create unique index public_listing_appointment on public_listing (appointment_id)
    where appointment_id is not null;

create or replace view public_listing_as_it_stands as
select a.id as appointment_id,
       a.person_id,
       known.teacher_number,
       known.name,
       known.sort_name,
       known.search_name,
       a.valid,
       school_board.sector,
       a.brin,
       school.name as school,
       coalesce(location.place, school.place) as place,
       known.search_name
           || ltrim(search_words(school.name || ' ' || coalesce(location.place, school.place)))
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
join public_name known on known.person_id = a.person_id
join entry on entry.appointment_id = a.id and upper_inf(entry.recorded)
join school on school.brin = a.brin
left join location on location.code = a.location_code
left join school_board
    on school_board.brin = a.brin
    and school_board.valid @> lower(a.valid)
where a.confirmed and a.target = 'register'
union all
select null,
       own.person_id,
       known.teacher_number,
       known.name,
       known.sort_name,
       known.search_name,
       daterange((lower(own.recorded) at time zone 'Europe/Amsterdam')::date, null),
       registration.sector,
       null,
       null,
       null,
       known.search_name,
       array[registration.subject],
       lower(own.recorded)
from own_entry own
join registration on registration.id = own.registration_id
join public_name known on known.person_id = own.person_id
where upper_inf(own.recorded) and own.status = 'confirmed';

create or replace function keep_listing_of_people() returns trigger language plpgsql as $$
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
        select a.person_id
        from current_appointment a
        where a.person_id = any(people) and a.confirmed and a.target = 'register'
        union
        select own.person_id
        from own_entry own
        where own.person_id = any(people) and upper_inf(own.recorded) and own.status = 'confirmed');
    if people <> '{}' then perform keep_public_listing(people); end if;
    return null;
end $$;

create function keep_listing_of_own_entry() returns trigger language plpgsql as $$
begin
    perform keep_public_listing(array(select distinct person_id from touched));
    return null;
end $$;
create trigger public_listing_1 after insert on own_entry
    referencing new table as touched
    for each statement execute function keep_listing_of_own_entry();
create trigger public_listing_2 after update on own_entry
    referencing new table as touched
    for each statement execute function keep_listing_of_own_entry();
create trigger public_listing_3 after delete on own_entry
    referencing old table as touched
    for each statement execute function keep_listing_of_own_entry();
