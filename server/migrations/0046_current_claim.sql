-- The subject of each appointment as its teacher recorded it, with the outcome of the newest
-- comparison. The figures of a board looked it up in two histories, thousands of times by the index
-- of a temporal key; now the database keeps it, as it does current_appointment (0018).
create view claim_as_it_stands as
select claim.id, claim.appointment_id, a.board_number, version.subject, latest.outcome
from subject_claim claim
join appointment a on a.id = claim.appointment_id
join subject_claim_version version
    on version.claim_id = claim.id
    and upper_inf(version.recorded)
    and version.status = 'recorded'
left join lateral (
    select outcome
    from claim_check
    where claim_id = claim.id
    order by checked_at desc
    limit 1
) latest on true;

create table current_claim (
    id uuid primary key references subject_claim on delete cascade,
    appointment_id uuid not null,
    board_number text not null,
    subject text not null,
    outcome text
);

insert into current_claim select * from claim_as_it_stands;

create index current_claim_board on current_claim (board_number)
    include (appointment_id, subject, outcome);

create function keep_current_claim() returns trigger language plpgsql as $$
begin
    -- One change of a claim after the other: who waited here sees what was written before.
    perform from subject_claim
        where id in (select claim_id from touched)
        order by id
        for no key update;
    delete from current_claim gone
        where gone.id in (select claim_id from touched)
          and not exists (select from claim_as_it_stands stands where stands.id = gone.id);
    insert into current_claim
        select stands.*
        from claim_as_it_stands stands
        where stands.id in (select claim_id from touched)
    on conflict (id) do update set (subject, outcome) = (excluded.subject, excluded.outcome);
    return null;
end $$;

create trigger current_claim_1 after insert on subject_claim_version
    referencing new table as touched
    for each statement execute function keep_current_claim();
create trigger current_claim_2 after update on subject_claim_version
    referencing new table as touched
    for each statement execute function keep_current_claim();
create trigger current_claim_1 after insert on claim_check
    referencing new table as touched
    for each statement execute function keep_current_claim();

-- The name of somebody as it is now, from the index alone.
create index person_details_current on person_details (person_id)
    include (initials, prefix, family_name, first_names, search_name)
    where upper_inf(recorded);
