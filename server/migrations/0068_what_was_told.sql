-- Silence is held against nobody whom no notice or letter reached (articles 2:8 and 2:22 Awb).

-- The message that told of what was asked, and the day from which one could know it: that on which it was
-- placed when its mail went within 48 hours, else that on which its mail or letter went.
alter table case_wait
    add column message_id uuid references message on delete set null,
    add column told_on date;
create index case_wait_message on case_wait (message_id) where message_id is not null;
update case_wait w
set message_id = (
    select m.id
    from message m
    where m.link = '/mijn/zaken/' || w.case_id and m.created_at >= w.asked_at
    order by m.created_at, m.id
    limit 1
);
-- What ended before this was known stays as it ended.
update case_wait w
set told_on = (w.asked_at at time zone 'Europe/Amsterdam')::date
where answered_at is not null
   or lapsed_at is not null
   or exists (
       select
       from message_notice n
       where n.message_id = w.message_id and num_nonnulls(n.handed_over_at, n.posted_at) > 0
   );
alter table case_wait
    add constraint case_wait_lapses_when_told check (
        lapsed_at is null or told_on is not null or what in ('advice', 'hearing')
    );

-- Whether a committee of article 7:13 Awb hears: then there are twelve weeks to decide on an objection.
alter table case_wait
    add column committee boolean not null default false,
    add constraint case_wait_committee_hears check (not committee or what = 'hearing');

-- A case that was wrongly left out of consideration is taken up again: it gets a second decision.
alter table decision drop constraint decision_case_id_key;
create index decision_case on decision (case_id, announced_at desc);
alter table case_file add column reopened_at timestamptz;
drop trigger closed_case_is_final on case_file;
create trigger closed_case_is_final
    before delete on case_file
    for each row when (old.closed_at is not null) execute function is_final();
create trigger closed_case_stays_closed
    before update on case_file
    for each row
    when (
        old.closed_at is not null
        and (old.verdict is distinct from 'not_handled' or new.state <> 'open')
    )
    execute function is_final();

-- That somebody saw to it that the committee advised with care (article 3:9 Awb).
alter table case_ruling add column careful boolean not null default false;
