-- What the courts do with a decision, until nobody can go against it any more.
alter table case_sequel
    drop constraint case_sequel_kind_check,
    add column outcome text
        check (outcome in ('founded', 'unfounded', 'inadmissible', 'taken_back')),
    add constraint case_sequel_kind_check check (
        kind in ('appeal', 'default_notice', 'higher_appeal', 'court_ruling')
    ),
    add constraint case_sequel_ruled check ((kind = 'court_ruling') = (outcome is not null));

-- Whether a court has the decision of this case, or that there is none: what came last is an appeal.
create function is_in_court(the_case uuid) returns boolean language sql stable as $$
    select coalesce((
        select kind <> 'court_ruling'
        from case_sequel
        where case_id = the_case and kind <> 'default_notice'
        order by entered_at desc, id desc
        limit 1
    ), false)
$$;
