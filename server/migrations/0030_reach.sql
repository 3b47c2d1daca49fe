-- For whom somebody of a board delivers, and offices (administratiekantoren) whose people deliver for
-- boards (handbook, 1.3 and 6.6).

-- Who sees and delivers some schools of a board only (brins[]), by the pseudonym of eHerkenning, and
-- from when until when that held. Who has no row, does so for all schools.
create table contact_reach (
    board_number text not null references board,
    pseudonym text not null,
    brins text[] not null check (cardinality(brins) > 0),
    recorded tstzrange not null,
    set_by text not null,
    primary key (board_number, pseudonym, recorded without overlaps)
);
create unique index contact_reach_current on contact_reach (board_number, pseudonym)
    where upper_inf(recorded);

-- Whether people of the organisation may log in and deliver for the board, beside its programs.
alter table mandate add column people boolean not null default false;

-- The office of which somebody delivered, and the schools to which who delivered is limited.
alter table delivery
    add column office_id uuid references supplier,
    add column schools text[];

-- Somebody of an office saw it, for the board.
alter table access_log
    drop constraint access_log_role_check,
    add constraint access_log_role_check check (role in ('school', 'office', 'supplier', 'staff'));
