-- A board without contact persons hears by post; a proof that no longer holds is known as such.

create or replace function message_was_placed() returns trigger language plpgsql as $$
begin
    perform log_message(new, 'placed', new.created_at);
    insert into message_notice (id, message_id, contact_id, due_at, queued_at, not_before)
    select uuidv7(), new.id, told.contact, new.created_at + interval '48 hours', new.created_at,
           new.created_at
    from (
        select id as contact
        from contact_person
        where board_number = new.board_number and ended_at is null
        union all
        -- A person, and a board of which we know nobody.
        select null
        where not exists (
            select from contact_person where board_number = new.board_number and ended_at is null
        )
    ) told;
    return null;
end $$;

-- Since when the register no longer says what a proof shows; looked at each night.
alter table proof add column outdated_since timestamptz;
