-- What rules of the criteria ask of an activity beside its hours: its forms and themes (R15 to R30 of the
-- example), its study points (R14) and whether it ended with a diploma (R13); and how many of its hours
-- were with a teacher (contacturen).
alter table activity_version
    add column labels text[] not null default '{}',
    add column contact_quarters integer,
    add column credits smallint not null default 0 check (credits between 0 and 240),
    add column diploma boolean not null default false,
    add check (contact_quarters between 1 and quarters);
