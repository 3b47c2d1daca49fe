-- What people of the register enter is ended by people too: who did that, and when, stays known.

alter table committee_member
    add column ended_by text,
    add column ended_at timestamptz,
    add check ((ended_by is null) = (ended_at is null));

alter table staff_absence
    add column ended_by text,
    add column ended_at timestamptz,
    add check ((ended_by is null) = (ended_at is null));

-- An outage that the register did not see itself, such as one of the login: who entered it and why.
alter table outage
    add column reason text check (reason <> ''),
    add column entered_by text,
    add column entered_at timestamptz,
    add check (num_nonnulls(reason, entered_by, entered_at) in (0, 3));
