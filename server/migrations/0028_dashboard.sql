-- The last outcome is looked up for every claim of a board. From the index alone: the rows
-- themselves hold whole explanations.
alter table claim_check
    drop constraint claim_check_pkey,
    add primary key (claim_id, checked_at) include (outcome);

-- How many teachers a school had when DUO counted, to lay beside what was delivered.
create table staff_count (
    brin text not null references school,
    year smallint not null,
    teachers integer not null check (teachers >= 0),
    primary key (brin, year)
);
