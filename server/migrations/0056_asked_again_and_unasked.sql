-- The committee can be asked for a further advice, a correction is refused after a view, and the register
-- begins of its own motion on a term that ended without an application.

-- A session of a case, its seats and its advice belong to what was asked, so that both advices stay.
alter table committee_case add column wait_id uuid references case_wait;
update committee_case c
set wait_id = (
    select w.id
    from case_wait w
    where w.case_id = c.case_id and w.what = 'advice'
    order by w.asked_at desc, w.id desc
    limit 1
);
alter table committee_seat
    drop constraint committee_seat_case_id_fkey,
    drop constraint committee_seat_pkey,
    add column wait_id uuid;
alter table committee_case
    drop constraint committee_case_pkey,
    alter column case_id set not null,
    add primary key (wait_id);
create index committee_case_case on committee_case (case_id);
update committee_seat s
set wait_id = (select c.wait_id from committee_case c where c.case_id = s.case_id);
alter table committee_seat
    alter column case_id set not null,
    add foreign key (case_id) references case_file,
    add foreign key (wait_id) references committee_case,
    add primary key (wait_id, member_id);
create index committee_seat_case on committee_seat (case_id);

alter table committee_advice disable trigger committee_advice_is_final;
alter table committee_advice
    drop constraint committee_advice_pkey,
    alter column case_id set not null,
    add column wait_id uuid references committee_case;
update committee_advice a
set wait_id = (select c.wait_id from committee_case c where c.case_id = a.case_id);
alter table committee_advice add primary key (wait_id);
create index committee_advice_case on committee_advice (case_id);
alter table committee_advice enable trigger committee_advice_is_final;

-- That a correction is refused only because of what the teacher gave, so that no view has to be asked
-- (article 4:7, first paragraph, Awb).
alter table case_ruling add column own_facts boolean not null default false;

-- Of its own motion the register keeps the same as of an application. Nothing is drawn: a person decides, as
-- case_decided_by_two says of every kind but an application.
alter table reregistration_application
    alter column seed drop not null,
    alter column per_thousand drop not null,
    add constraint application_drawn check (
        (seed is null) = (per_thousand is null) and (seed is not null or not drawn)
    );
alter table case_file
    drop constraint case_of_application,
    add constraint case_of_application check (
        (kind in ('reregistration', 'own_motion')) = (application_id is not null)
    );
create unique index case_file_own_motion on case_file (person_id)
    where kind = 'own_motion' and closed_at is null;
