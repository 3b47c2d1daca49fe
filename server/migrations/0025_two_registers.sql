-- Two registers, one place: why an entry is as it is, the choice at the pension age, the training plan
-- of an appointment in the vestibule, and what was destroyed when its time was over.

-- The entry with its status is one state of `shared::entry`. Until now only a board removed.
alter table entry
    add column cause text
        check (cause in ('reentered', 'board', 'request', 'pension_age', 'death'));
update entry set cause = 'board' where status = 'removed';
alter table entry
    add check (
        case status
            when 'removed' then cause is not null and cause <> 'reentered'
            when 'confirmed' then cause is null or cause = 'reentered'
            else cause is null
        end
    );
create index entry_removed on entry (lower(recorded))
    where status = 'removed' and upper_inf(recorded);

-- The proposal at the pension age (AOW-leeftijd, article 38n WPO), and what the teacher chose.
create table pension_choice (
    person_id uuid not null references person,
    -- The day on which the age is reached, by the table of that moment.
    pension_on date not null,
    proposed_at timestamptz not null,
    choice text check (choice in ('stay', 'leave')),
    chosen_at timestamptz,
    -- When the removal was carried out, after the choice to leave.
    carried_out_at timestamptz,
    primary key (person_id, pension_on),
    check ((choice is null) = (chosen_at is null)),
    check (carried_out_at is null or choice = 'leave')
);

-- The training plan (scholingsplan, article 38s WPO) of an appointment in the vestibule: entered by
-- the one, confirmed by the other. A change is a new version that is to be confirmed again.
create table training_plan (
    appointment_id uuid not null references appointment,
    recorded tstzrange not null,
    agreed_on date not null,
    route text not null,
    ends_on date not null,
    entered_by text not null check (entered_by in ('school', 'teacher')),
    confirmed_at timestamptz,
    primary key (appointment_id, recorded without overlaps),
    check (agreed_on <= ends_on)
);

-- The protocol of what was destroyed when its time was over: what kind and how many, of nobody.
create table destruction (
    id uuid primary key,
    destroyed_at timestamptz not null,
    kind text not null,
    count bigint not null check (count > 0),
    -- What was removed before this moment had its time.
    removed_before timestamptz not null,
    basis text not null
);

-- A message that is told once, whoever tells it again.
alter table message
    add column once text,
    add unique (person_id, once);

-- Nobody writes to who died, whoever wants to.
create function no_message_to_the_dead() returns trigger language plpgsql as $$
begin
    if exists (
        select
        from person_details
        where person_id = new.person_id and upper_inf(recorded) and deceased_on is not null
    ) then
        return null;
    end if;
    return new;
end $$;

create trigger no_message_to_the_dead before insert on message
    for each row execute function no_message_to_the_dead();
