-- Each appointment as it stands now. It was put together from four histories at every look, which
-- took too long for the figures of a large board; now the database itself keeps it, whatever
-- changes one of the histories.
alter view current_appointment rename to appointment_as_it_stands;

create table current_appointment (
    id uuid primary key references appointment,
    board_number text not null,
    number text not null,
    person_id uuid not null,
    version integer not null,
    valid daterange not null,
    brin text not null,
    location_code text,
    ground_code text not null,
    teaching_fields text[] not null,
    target text not null,
    maximum_date date,
    last_day date,
    confirmed boolean not null
);

insert into current_appointment select * from appointment_as_it_stands;

-- The figures of a board are read from this alone.
create index current_appointment_board on current_appointment (board_number)
    include (id, person_id, valid, location_code, ground_code, target, last_day, confirmed);
create index current_appointment_person on current_appointment (person_id);

create function keep_current_appointment() returns trigger language plpgsql as $$
begin
    -- One change of an appointment after the other: who waited here sees what was written before.
    perform from appointment
        where id in (select appointment_id from touched)
        order by id
        for no key update;
    delete from current_appointment gone
        where gone.id in (select appointment_id from touched)
          and not exists (select from appointment_as_it_stands stands where stands.id = gone.id);
    insert into current_appointment
        select stands.*
        from appointment_as_it_stands stands
        where stands.id in (select appointment_id from touched)
    on conflict (id) do update set
        (version, valid, brin, location_code, ground_code, teaching_fields, target, maximum_date,
         last_day, confirmed)
        = (excluded.version, excluded.valid, excluded.brin, excluded.location_code,
           excluded.ground_code, excluded.teaching_fields, excluded.target, excluded.maximum_date,
           excluded.last_day, excluded.confirmed);
    return null;
end $$;

create trigger current_appointment_1 after insert on appointment_version
    referencing new table as touched
    for each statement execute function keep_current_appointment();
create trigger current_appointment_2 after update on appointment_version
    referencing new table as touched
    for each statement execute function keep_current_appointment();
create trigger current_appointment_1 after insert on placement
    referencing new table as touched
    for each statement execute function keep_current_appointment();
create trigger current_appointment_2 after update on placement
    referencing new table as touched
    for each statement execute function keep_current_appointment();
create trigger current_appointment_1 after insert on entry
    referencing new table as touched
    for each statement execute function keep_current_appointment();
create trigger current_appointment_2 after update on entry
    referencing new table as touched
    for each statement execute function keep_current_appointment();

-- The subject that a teacher entered, as it is now.
create unique index subject_claim_version_current on subject_claim_version (claim_id)
    include (status, subject)
    where upper_inf(recorded);
