-- Who left the register works on at the school, and does not wait to be confirmed: the figures of a
-- board tell the one from the other.
create or replace view appointment_as_it_stands as
select appointment.id,
       appointment.board_number,
       appointment.number,
       appointment.person_id,
       version.version,
       version.valid,
       version.brin,
       version.location_code,
       version.ground_code,
       version.teaching_fields,
       placement.target,
       placement.maximum_date,
       -- The last day on the list: of the appointment or of the ground, whichever is first.
       least(upper(version.valid) - 1, placement.maximum_date) as last_day,
       coalesce(entry.status = 'confirmed', false) as confirmed,
       coalesce(entry.status = 'removed', false) as removed
from appointment
join appointment_version version
    on version.appointment_id = appointment.id
    and upper_inf(version.recorded)
    and not version.removed
join placement
    on placement.appointment_id = appointment.id
    and upper_inf(placement.recorded)
left join entry
    on entry.appointment_id = appointment.id
    and upper_inf(entry.recorded);

alter table current_appointment add column removed boolean not null default false;
update current_appointment stands
set removed = true
from entry
where entry.appointment_id = stands.id and upper_inf(entry.recorded) and entry.status = 'removed';
alter table current_appointment alter column removed drop default;

create or replace function keep_current_appointment() returns trigger language plpgsql as $$
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
         last_day, confirmed, removed)
        = (excluded.version, excluded.valid, excluded.brin, excluded.location_code,
           excluded.ground_code, excluded.teaching_fields, excluded.target, excluded.maximum_date,
           excluded.last_day, excluded.confirmed, excluded.removed);
    return null;
end $$;

-- The figures are read from the index alone.
drop index current_appointment_board;
create index current_appointment_board on current_appointment (board_number)
    include (id, person_id, valid, brin, location_code, ground_code, target, last_day, confirmed,
             removed);

-- What is final stays until its term is over, and then goes with a protocol: only the forgetting
-- says so, within its own transaction.
create or replace function is_final() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('register.forgets', true) = 'on' then
        return old;
    end if;
    raise exception '% is never changed or removed', tg_table_name;
end $$;
