-- A file that a school looks at before it delivers it: sealed, with what would become of each
-- record sealed beside it. Kept for a day, and removed when it is delivered.
create table delivery_preview (
    id uuid primary key,
    board_number text not null references board,
    file_name text not null,
    created_at timestamptz not null,
    sealed bytea not null,
    outcome_sealed bytea not null
);
alter table delivery_preview alter column sealed set storage external;
create index delivery_preview_age on delivery_preview (created_at);
