-- The sample, the committee and the terms cannot be gone around; a decision that goes by post is announced
-- when it is posted.

-- Whether people look at everything of an application: it was drawn, or an earlier one for the same
-- term was. Who takes an application back and sends it anew draws no second time.
create function is_in_sample(application uuid) returns boolean language sql stable as $$
    select exists (
        select
        from reregistration_application a
        join reregistration_application drawn
            on drawn.person_id = a.person_id
            and drawn.term && a.term
            and drawn.drawn
            and drawn.submitted_at <= a.submitted_at
        where a.id = application
    )
$$;

create or replace function case_decided_by_none_only_when_met() returns trigger language plpgsql as $$
begin
    if new.kind = 'reregistration' and new.state = 'decided' and new.confirmed_by is null
       and not exists (
           select
           from reregistration_application
           where id = new.application_id and fulfilled and not is_in_sample(id)
       ) then
        raise exception 'a person must decide on this application';
    end if;
    return new;
end $$;

-- Who worked on the decision that is objected to: took it, did something in its case, or advised on it.
create function worked_on_first(objected uuid) returns table (subject text) language sql stable as $$
    select unnest(array[d.proposed_by, d.confirmed_by])
    from objection o
    join decision d on d.id = o.decision_id
    where o.id = objected
    union
    select e.actor
    from objection o
    join decision d on d.id = o.decision_id
    join case_event e on e.case_id = d.case_id
    where o.id = objected
    union
    select m.subject
    from objection o
    join decision d on d.id = o.decision_id
    join committee_seat s on s.case_id = d.case_id
    join committee_member m on m.id = s.member_id
    where o.id = objected
$$;

-- An objection is for somebody else than those who worked on the decision (articles 7:5 and 10:3, third
-- paragraph, Awb).
create or replace function objection_is_for_another() returns trigger language plpgsql as $$
begin
    if new.kind = 'objection' and exists (
        select
        from worked_on_first(new.objection_id)
        where subject in (new.worker, new.proposed_by, new.confirmed_by)
    ) then
        raise exception 'somebody else must handle this objection'
            using errcode = 'check_violation', constraint = 'objection_is_for_another';
    end if;
    return new;
end $$;

-- Who advises on a case in the committee, or said to be too near for that, does not handle it.
create function adviser_does_not_handle() returns trigger language plpgsql as $$
begin
    if exists (
        select
        from committee_seat s
        join committee_member m on m.id = s.member_id
        where s.case_id = new.id and m.subject in (new.worker, new.proposed_by, new.confirmed_by)
    ) then
        raise exception 'somebody else must handle this case'
            using errcode = 'check_violation', constraint = 'adviser_does_not_handle';
    end if;
    return new;
end $$;
create trigger adviser_does_not_handle
    before update of worker, proposed_by, confirmed_by on case_file
    for each row execute function adviser_does_not_handle();

-- The day on which an answer came that was entered later, because it was on paper.
alter table case_wait
    add column received_on date,
    add constraint case_wait_received check (received_on is null or answered_at is not null);

-- The last day to decide that had passed when the notice of default came: what is owed does not go away
-- by a later day.
alter table case_sequel add column breached_on date;
update case_sequel s
set breached_on = c.due_on
from case_file c
where c.id = s.case_id and s.kind = 'default_notice';
alter table case_sequel
    add constraint case_sequel_breached check ((kind = 'default_notice') = (breached_on is not null));

-- A decision to who gets letters is announced when it is posted: then its term begins (articles 3:41 and
-- 6:8 Awb).
alter table decision alter column objection_until drop not null;
create table decision_posting (
    decision_id uuid primary key references decision,
    posted_on date not null,
    objection_until date not null check (objection_until > posted_on)
);
create trigger decision_posting_is_final
    before update or delete or truncate on decision_posting
    for each statement execute function is_final();
